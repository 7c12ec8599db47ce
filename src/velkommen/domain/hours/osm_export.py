"""Hours written as OSM `opening_hours` text that any reader of it takes in the same way, and `osm.read` unchanged."""

from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise

from velkommen.domain.hours.days import A_DAY, LAST_WEEK, WEEK, Days, Holidays
from velkommen.domain.hours.osm_rules import BEGINNING, MONTHS, ON_HOLIDAYS, WEEKDAYS
from velkommen.domain.hours.periods import MonthDay, Season, Span, SpecialDay
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.intervals import merged

EVERY_DAY = "Mo-Su"  # said always: times alone after a comma would belong to the rule before it
Written = dict[Days, tuple[Span, ...]]


def export(timetable: Timetable, public: Collection[date] | None = None) -> str:
    """The text of the hours.

    Args:
        timetable: one layer of hours of one place.
        public: the days everybody else takes for public holidays; where the holidays kept here differ, the day is written out.
            None says that they are those kept here.
    """
    said: list[tuple[Days, str]] = []
    for days, spans in _grouped(timetable, too=False).items():
        said.append((replace(days, holidays=Holidays.TOO), _times(spans)))
    if said:
        said.append((ON_HOLIDAYS, "off"))
    said += [(days, _times(spans)) for days, spans in _grouped(timetable, too=True).items()]
    text = _joined(said) if said else "off"
    return text + "".join(_special(_dates(timetable, public)))


def _grouped(timetable: Timetable, *, too: bool) -> Written:
    """The days of periods that hold on holidays too, or never on them, with all their times; alike weekdays are one."""
    times: Written = {}
    for period in timetable.periods:
        if period.on_holidays is too:
            for days in _whole_or_dated(Days.of(period)):
                times[days] = merged((*times.get(days, ()), period.span))
    weekdays: dict[tuple[Days, tuple[Span, ...]], frozenset[int]] = {}
    for days, spans in times.items():
        key = (replace(days, weekdays=frozenset()), spans)
        weekdays[key] = weekdays.get(key, frozenset()) | days.weekdays
    return {replace(days, weekdays=named): spans for (days, spans), named in weekdays.items()}


def _whole_or_dated(days: Days) -> Iterator[Days]:
    """The text can limit a season by whole years only: of a year that is not whole its days are written with their dates."""
    if days.season is None or (days.first is None and days.last is None):
        yield days
        return
    first, last = days.first, days.last
    if first and (first.month, first.day) != (1, 1):
        yield from _of_one_year(days, first, _earliest(last, date(first.year, 12, 31)))
        first = date(first.year + 1, 1, 1)
    if last and (last.month, last.day) != (12, 31) and (first is None or first <= last):
        yield from _of_one_year(days, date(last.year, 1, 1), last)
        last = date(last.year - 1, 12, 31)
    if first and last and first.year == last.year:
        yield from _of_one_year(days, first, last)
    elif first is None or last is None or first < last:
        yield replace(days, first=first, last=last)


def _of_one_year(days: Days, first: date, last: date) -> Iterator[Days]:
    season = days.season
    wanted = [first + ahead * A_DAY for ahead in range((last - first).days + 1)]
    for begins, ends in _runs([day for day in wanted if season is None or season.holds(day)]):
        yield replace(days, first=begins, last=ends, season=None)


def _runs(days: list[date]) -> Iterator[tuple[date, date]]:
    """The first and last of days that follow each other."""
    breaks = [place for place, (one, other) in enumerate(pairwise(days), 1) if other - one > A_DAY]
    for begins, ends in pairwise([0, *breaks, len(days)]):
        if days:
            yield days[begins], days[ends - 1]


def _joined(said: list[tuple[Days, str]]) -> str:
    """The rules in one text: after `;` where no day of a rule was named before, so that it adds nothing and replaces nothing."""
    text = ""
    for place, (days, times) in enumerate(said):
        apart = times == "off" or not any(days.both(before) for before, _ in said[:place])
        separator = ("; " if apart else ", ") if place else ""
        text += f"{separator}{_selectors(days) or EVERY_DAY} {times}"
    return text


def _selectors(days: Days) -> str:
    if days.holidays is Holidays.ONLY:
        return "PH"
    return " ".join(filter(None, [_validity(days), _weeks(days), _weekdays(days.weekdays)]))


def _weeks(days: Days) -> str:
    if days.every == 1:
        return ""
    first = days.week or days.every
    return f"week {first}-{LAST_WEEK}/{days.every}" if first + days.every <= LAST_WEEK else f"week {first}"


def _validity(days: Days) -> str:
    season = _season(days.season) if days.season else ""
    if days.first is None and days.last is None:
        return season
    first = days.first or BEGINNING
    if season:
        years = f"{first.year}+" if days.last is None else f"{first.year}-{days.last.year}"
        return f"{years} {season}"
    return f"{_date(first)}+" if days.last is None else _between(first, days.last)


def _season(season: Season) -> str:
    if season.first[1] == 1 and season.last[1] == monthrange(2024, season.last[0])[1]:
        first, last = (MONTHS[month - 1].capitalize() for month in (season.first[0], season.last[0]))
        return first if season.first[0] == season.last[0] else f"{first}-{last}"
    first, last = _month_day(season.first), _month_day(season.last)
    return first if first == last else f"{first}-{last}"


def _weekdays(weekdays: Collection[int]) -> str:
    if set(weekdays) >= WEEK:
        return ""
    runs: list[list[int]] = []
    for day in sorted(weekdays):
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    names = [[WEEKDAYS[day].capitalize() for day in run] for run in runs]
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ",".join(run) for run in names)


def _dates(timetable: Timetable, public: Collection[date] | None) -> Mapping[date, SpecialDay]:
    kept = set(timetable.holidays)
    differ = set() if public is None else kept ^ set(public)
    written = {day: SpecialDay(timetable.spans(day), timetable.holidays.get(day, "")) for day in differ}
    return {**written, **timetable.special}


def _special(dates: Mapping[date, SpecialDay]) -> Iterator[str]:
    """A rule for each stretch of days that are special in the same way."""
    alike: dict[SpecialDay, list[date]] = {}
    for day, said in sorted(dates.items()):
        alike.setdefault(replace(said, spans=merged(said.spans)), []).append(day)
    rules = [(begins, ends, said) for said, days in alike.items() for begins, ends in _runs(days)]
    for begins, ends, said in sorted(rules, key=lambda rule: rule[0]):
        why = said.why.replace('"', "'").strip()
        comment = f' "{why}"' if why else ""
        yield f"; {_between(begins, ends)} {_times(said.spans)}{' open' if why and said.spans else ''}{comment}"


def _between(first: date, last: date) -> str:
    return _date(first) if first == last else f"{_date(first)}-{_date(last)}"


def _date(day: date) -> str:
    return f"{day.year} {_month_day((day.month, day.day))}"


def _month_day(day: MonthDay) -> str:
    return f"{MONTHS[day[0] - 1].capitalize()} {day[1]:02}"


def _times(spans: tuple[Span, ...]) -> str:
    clock = (f"{opens // 60:02}:{opens % 60:02}-{closes // 60:02}:{closes % 60:02}" for opens, closes in spans)
    return ",".join(clock) or "off"


def _earliest(one: date | None, other: date) -> date:
    return other if one is None else min(one, other)
