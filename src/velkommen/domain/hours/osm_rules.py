"""The rules of an OSM `opening_hours` text, read to the letter: what is not understood is refused with its place and a cure.

Grammar: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification (0.7.2), less what hours of a desk do not need.
"""

import re
from calendar import isleap, monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from velkommen.domain.dates import YEARS
from velkommen.domain.hours.days import LAST_WEEK, Days, Holidays
from velkommen.domain.hours.faults import HoursFault, fault
from velkommen.domain.hours.periods import MonthDay, Season, Span
from velkommen.domain.hours.timetable import DAY
from velkommen.domain.intervals import merged
from velkommen.domain.refusals import Refusal

WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SUN = ("dawn", "sunrise", "sunset", "dusk", "(")
BEGINNING = date(1900, 1, 1)  # OSM knows no earlier year: hours from here on have always been
MOST = 6000  # characters

TOKEN = re.compile(
    r'(?P<always>24/7)|(?P<time>\d{1,2}:\d{2})|(?P<number>\d+)|(?P<word>[^\W\d_]+)|(?P<quote>"[^"]*"?)|(?P<mark>\|\||\S)'
)
YEAR_NUMBER = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Rule:
    """One rule.

    Args:
        days: the days it is about; several sets when it names several.
        spans: its times; none is the whole day (only when it is off).
        off: it closes instead of opening.
        adds: it stands after a comma: what was open before stays.
        why: its comment.
        dated: it names days of the calendar, year and all, and nothing besides.
    """

    days: tuple[Days, ...]
    spans: tuple[Span, ...]
    off: bool
    adds: bool
    why: str
    dated: bool


class Token(NamedTuple):
    kind: str
    text: str  # lower case, except in quotes
    at: int  # the first character, counted from 1


def rules(text: str) -> list[Rule]:
    """The rules of a text, first first.

    Raises:
        Refusal: BAD_HOURS with the fault, the piece and its place.
    """
    if len(text) > MOST:
        raise fault(HoursFault.TEXT_TOO_LONG, most=MOST)
    if not text.strip():
        raise fault(HoursFault.TEXT_EMPTY)
    return _Reader(text).rules()


class _Reader:
    """Goes through the text once, from left to right."""

    def __init__(self, text: str) -> None:
        found = [Token(str(m.lastgroup), m.group(), m.start() + 1) for m in TOKEN.finditer(text)]
        self._tokens = [token if token.kind == "quote" else token._replace(text=token.text.lower()) for token in found]
        self._end = Token("end", "", len(text.rstrip()) + 1)
        self._text, self._place = text, 0

    def rules(self) -> list[Rule]:
        found = [self._rule(adds=False)]
        while self._next() != self._end:
            separator = self._take()
            if separator.text == "||":
                raise self._no(HoursFault.FALLBACK, separator)
            if separator.text not in (";", ","):
                raise self._no(HoursFault.NOT_UNDERSTOOD, separator)
            if separator.text == "," or self._next() != self._end:
                found.append(self._rule(adds=separator.text == ","))
        return found

    def _rule(self, *, adds: bool) -> Rule:
        if self._next().kind == "always":
            self._take()
            return self._end_of_rule((Days(),), ((0, DAY),), adds=adds, dated=False)
        dates = self._dates()
        weeks = self._weeks()
        if self._next().text == ":":
            self._take()
        weekdays = self._weekdays()
        days = tuple(found for one in dates for two in weeks for three in weekdays for found in _all(one, two, three))
        dated = weeks == weekdays == [Days()] and all(one.first and one.last and not one.season for one in dates)
        return self._end_of_rule(days, self._times(), adds=adds, dated=dated)

    def _end_of_rule(self, days: tuple[Days, ...], spans: tuple[Span, ...], *, adds: bool, dated: bool) -> Rule:
        word = self._next()
        said = self._take() if word.text in ("off", "closed", "open") else None
        off = said is not None and said.text != "open"
        quote = self._next()
        if quote.text == "unknown" or (quote.kind == "quote" and said is None):
            raise self._no(HoursFault.PERHAPS, quote)
        if not spans and not off:
            raise self._no(HoursFault.TIME_MISSING if self._ends() else HoursFault.NOT_UNDERSTOOD, said or word)
        return Rule(days, spans, off, adds, self._quote(), dated)

    def _quote(self) -> str:
        if self._next().kind != "quote":
            return ""
        quote = self._take()
        if len(quote.text) < 2 or quote.text[-1] != '"':
            raise self._no(HoursFault.QUOTE_OPEN, quote)
        return quote.text.strip('"').strip()

    # dates

    def _dates(self) -> list[Days]:
        if self._next().text == "easter":
            raise self._no(HoursFault.EASTER, self._next())
        if not self._a_date():
            return [Days()]
        found = [self._date_range()]
        while self._next().text == ",":
            comma = self._take()
            start = self._next()
            if not self._a_date():
                bare = start.kind == "number"
                raise self._no(
                    HoursFault.MONTH_MISSING if bare else HoursFault.NOT_UNDERSTOOD, start if bare else comma
                )
            found.append(self._date_range())
            if _has_years(found[0]) != _has_years(found[-1]):
                raise self._no(HoursFault.YEAR_MISSING, start)
        return found

    def _a_date(self) -> bool:
        return self._next().text in MONTHS or self._a_year()

    def _a_year(self) -> bool:
        return YEAR_NUMBER.fullmatch(self._next().text) is not None

    def _date_range(self) -> Days:
        start = self._next()
        year = self._year()
        if year is None:
            season, _ = self._season()
            if self._next().text == "-":
                raise self._no(HoursFault.YEAR_MISSING, start)
            return Days(season=season)
        if self._next().text not in MONTHS:
            return self._years(year, start)
        season, by_day = self._season()
        first = self._day(year, season.first, start)
        if by_day and season.first == season.last and self._next().text in ("+", "-"):
            return self._ordered(start, first, self._full_date() if self._take().text == "-" else None)
        if season.last < season.first:
            raise self._no(HoursFault.YEAR_MISSING, start)
        end = (2, 28 + isleap(year)) if season.last == (2, 29) and not by_day else season.last
        return self._ordered(start, first, self._day(year, end, start))

    def _years(self, year: int, start: Token) -> Days:
        """What follows a year without a month: years, and perhaps a part of each."""
        last: int | None = year
        if self._next().text == "+":
            self._take()
            last = None
        elif self._next().text == "-":
            self._take()
            last = self._year()
            if last is None:
                raise self._no(HoursFault.YEAR_MISSING, start)
        season = self._season()[0] if self._next().text in MONTHS else None
        found = self._ordered(start, date(year, 1, 1), date(last, 12, 31) if last else None)
        return replace(found, season=season)

    def _season(self) -> tuple[Season, bool]:
        """A part of the year, and whether it is said by days; it stops before a hyphen that leads to a year."""
        start = self._next()
        month = self._month()
        if self._next().kind != "number" or self._a_year():
            last = month
            if self._next().text == "-":
                self._take()
                last = self._month()
            return Season((month, 1), (last, monthrange(2024, last)[1])), False
        first = final = self._month_day(month, start)
        if self._next().text == "-" and not YEAR_NUMBER.fullmatch(self._after_next().text):
            self._take()
            final = self._end_of_days(month, first, start)
        return Season(first, final), True

    def _end_of_days(self, month: int, first: MonthDay, start: Token) -> MonthDay:
        if self._next().text in MONTHS:
            month = self._month()
            return self._month_day(month, start)
        final = self._month_day(month, start)
        if self._next().text in ("day", "days"):
            raise self._no(HoursFault.SHIFTED, start)
        if final < first:
            raise self._no(HoursFault.DATES_REVERSED, start)
        return final

    def _full_date(self) -> date:
        start = self._next()
        year = self._year()
        if year is None:
            raise self._no(HoursFault.YEAR_MISSING, start)
        return self._day(year, self._month_day(self._month(), start), start)

    def _year(self) -> int | None:
        if not self._a_year():
            return None
        year = self._take()
        if int(year.text) < BEGINNING.year or int(year.text) > YEARS[-1]:
            raise self._no(HoursFault.DAY_UNKNOWN, year)
        return int(year.text)

    def _month(self) -> int:
        if self._next().text not in MONTHS:
            raise self._no(HoursFault.NOT_UNDERSTOOD, self._next())
        return MONTHS.index(self._take().text) + 1

    def _month_day(self, month: int, start: Token) -> MonthDay:
        if self._next().kind != "number":
            raise self._no(HoursFault.NOT_UNDERSTOOD, self._next())
        day = int(self._take().text)
        if not 1 <= day <= monthrange(2024, month)[1]:
            raise self._no(HoursFault.DAY_UNKNOWN, start)
        return month, day

    def _day(self, year: int, day: MonthDay, start: Token) -> date:
        if day == (2, 29) and not isleap(year):
            raise self._no(HoursFault.DAY_UNKNOWN, start)
        return date(year, *day)

    def _ordered(self, start: Token, first: date, last: date | None) -> Days:
        if last and last < first:
            raise self._no(HoursFault.DATES_REVERSED, start)
        return Days(first=None if first == BEGINNING else first, last=last)

    # weeks and weekdays

    def _weeks(self) -> list[Days]:
        if self._next().text != "week":
            return [Days()]
        start = self._take()
        first = self._number()
        last, step = first, 1
        if self._next().text == "-":
            self._take()
            last = self._number()
        if self._next().text == "/":
            self._take()
            step = self._number()
        if first == last and 1 <= first <= LAST_WEEK and self._next().text != ",":
            return [Days(every=LAST_WEEK, week=first % LAST_WEEK)]
        wanted = [week for week in range(1, LAST_WEEK + 1) if step and week % step == first % step]
        if self._next().text == "," or not wanted or list(range(first, last + 1, step)) != wanted:
            raise self._no(HoursFault.ODD_WEEKS, start)
        return [Days(every=step, week=first % step)]

    def _number(self) -> int:
        if self._next().kind != "number":
            raise self._no(HoursFault.NOT_UNDERSTOOD, self._next())
        return int(self._take().text)

    def _weekdays(self) -> list[Days]:
        if not self._a_weekday():
            return [Days()]
        found = [self._weekday_range()]
        while self._next().text == ",":
            comma = self._take()
            if not self._a_weekday():
                raise self._no(HoursFault.NOT_UNDERSTOOD, comma)
            found.append(self._weekday_range())
        named = frozenset(day for one in found if one.holidays is Holidays.TOO for day in one.weekdays)
        return [Days(weekdays=named)] * bool(named) + [one for one in found if one.holidays is not Holidays.TOO]

    def _a_weekday(self) -> bool:
        if self._next().text == "sh":
            raise self._no(HoursFault.SCHOOL_HOLIDAYS, self._next())
        return self._next().text in (*WEEKDAYS, "ph")

    def _weekday_range(self) -> Days:
        start = self._take()
        if start.text == "ph":
            if self._next().text in ("+", "-"):
                raise self._no(HoursFault.SHIFTED, start)
            return ON_HOLIDAYS
        if self._next().text == "[":
            raise self._no(HoursFault.NTH_WEEKDAY, start)
        first = last = WEEKDAYS.index(start.text)
        if self._next().text == "-":
            self._take()
            if self._next().text not in WEEKDAYS:
                raise self._no(HoursFault.NOT_UNDERSTOOD, self._next())
            last = WEEKDAYS.index(self._take().text)
        return Days(weekdays=frozenset((first + ahead) % 7 for ahead in range((last - first) % 7 + 1)))

    # times

    def _times(self) -> tuple[Span, ...]:
        if self._next().text in SUN:
            raise self._no(HoursFault.SUN, self._next())
        if self._next().kind == "number":
            raise self._no(HoursFault.TIME_UNKNOWN, self._next())
        if self._next().kind != "time":
            return ()
        found = [self._span()]
        while self._next().text == "," and self._after_next().kind == "time":
            self._take()
            found.append(self._span())
        return merged(found)

    def _span(self) -> Span:
        start = self._next()
        opens = self._minute()
        if self._next().text != "-":
            raise self._no(HoursFault.NO_END, start)
        self._take()
        if self._next().text in SUN:
            raise self._no(HoursFault.SUN, self._next())
        closes = self._minute()
        if closes <= opens or closes > DAY:
            raise self._no(HoursFault.PAST_MIDNIGHT, start)
        if self._next().text == "+":
            raise self._no(HoursFault.NO_END, start)
        return opens, closes

    def _minute(self) -> int:
        token = self._take()
        hours, _, minutes = token.text.partition(":")
        if token.kind != "time" or int(minutes) > 59 or int(hours) > 48:
            raise self._no(HoursFault.TIME_UNKNOWN, token)
        return int(hours) * 60 + int(minutes)

    # the text

    def _next(self) -> Token:
        return self._tokens[self._place] if self._place < len(self._tokens) else self._end

    def _after_next(self) -> Token:
        return self._tokens[self._place + 1] if self._place + 1 < len(self._tokens) else self._end

    def _take(self) -> Token:
        token = self._next()
        self._place += 1
        return token

    def _ends(self) -> bool:
        return self._next().text in ("", ";", ",", "||")

    def _no(self, what: HoursFault, token: Token) -> Refusal:
        """A refusal about everything from a token to where the reader stands."""
        read = self._tokens[: self._place]
        end = max([token, *read[-1:]], key=lambda one: one.at)
        return fault(what, at=token.at, piece=self._text[token.at - 1 : end.at - 1 + len(end.text)].strip())


ON_HOLIDAYS = Days(holidays=Holidays.ONLY)


def _has_years(days: Days) -> bool:
    return days.first is not None or days.last is not None


def _all(*several: Days) -> Sequence[Days]:
    """The days that are in all of them."""
    found: Iterable[Days] = [Days()]
    for one in several:
        found = [shared for days in found for shared in days.both(one)]
    return list(found)
