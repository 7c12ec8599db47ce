"""Sets of days as rules name them: two can be compared and taken from each other without counting a single day."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from math import lcm

from velkommen.domain.hours.periods import MonthDay, Period, Season, Span

WEEK = frozenset(range(7))
A_DAY = timedelta(days=1)
LAST_WEEK = 53  # of the longest year
CYCLE = timedelta(days=28 * 366)  # after which dates and weekdays come back together
YEAR: tuple[MonthDay, ...] = tuple(
    (month, day) for month in range(1, 13) for day in range(1, monthrange(2024, month)[1] + 1)
)


class Holidays(Enum):
    """How a set of days meets the public holidays."""

    TOO = "too"
    NEVER = "never"
    ONLY = "only"


@dataclass(frozen=True)
class Days:
    """The days that are all of this at once; each fact means what it means in `Period`."""

    weekdays: frozenset[int] = WEEK
    first: date | None = None
    last: date | None = None
    season: Season | None = None
    every: int = 1
    week: int = 0
    holidays: Holidays = Holidays.TOO

    @classmethod
    def of(cls, period: Period) -> "Days":
        kind = Holidays.TOO if period.on_holidays else Holidays.NEVER
        return cls(period.weekdays, period.first, period.last, period.season, period.every, period.week, kind)

    def period(self, span: Span) -> Period:
        """The period that holds on these days (whether only on holidays has to be asked before)."""
        too = self.holidays is not Holidays.NEVER
        return Period(self.weekdays, span, self.first, self.last, self.season, self.every, self.week, too)

    def holds(self, day: date, *, holiday: bool) -> bool:
        unwanted = Holidays.NEVER if holiday else Holidays.ONLY
        return self.holidays is not unwanted and self.period((0, 0)).holds(day)

    def both(self, other: "Days") -> list["Days"]:
        """The days in the two of them."""
        found = [self]
        for pieces in PIECES:
            found = [piece for days in found for piece in pieces(days, other)[0]]
        return found

    def without(self, other: "Days") -> list["Days"]:
        """The days that are not in the other, in as few pieces as it takes; untouched when the two share none."""
        if not self.both(other):
            return [self]
        out, shared = [], [self]
        for pieces in PIECES:
            split = [pieces(days, other) for days in shared]
            out += [piece for _, outside in split for piece in outside]
            shared = [piece for inside, _ in split for piece in inside]
        return out


Split = tuple[list[Days], list[Days]]  # inside the other, outside


def _weekdays(days: Days, other: Days) -> Split:
    inside, outside = days.weekdays & other.weekdays, days.weekdays - other.weekdays
    return [replace(days, weekdays=inside)] * bool(inside), [replace(days, weekdays=outside)] * bool(outside)


def _holidays(days: Days, other: Days) -> Split:
    plain = {Holidays.TOO: {False, True}, Holidays.NEVER: {False}, Holidays.ONLY: {True}}
    kinds = {frozenset(kinds): name for name, kinds in plain.items()}
    mine, theirs = plain[days.holidays], plain[other.holidays]
    inside, outside = frozenset(mine & theirs), frozenset(mine - theirs)
    return (
        [replace(days, holidays=kinds[inside])] if inside else [],
        [replace(days, holidays=kinds[outside])] if outside else [],
    )


def _validity(days: Days, other: Days) -> Split:
    first = max((day for day in (days.first, other.first) if day), default=None)
    last = min((day for day in (days.last, other.last) if day), default=None)
    inside = replace(days, first=first, last=last)
    outside = []
    if other.first and other.first != date.min:
        outside.append(replace(days, last=min(other.first - A_DAY, days.last or date.max)))
    if other.last and other.last != date.max:
        outside.append(replace(days, first=max(other.last + A_DAY, days.first or date.min)))
    return list(filter(_forward, [inside])), list(filter(_forward, outside))


def _weeks(days: Days, other: Days) -> Split:
    if other.every == 1:
        return [days], []
    every = min(lcm(days.every, other.every), LAST_WEEK)  # by so many each piece is one week
    mine = [week for week in range(1, LAST_WEEK + 1) if week % days.every == days.week]
    inside = sorted({week % every for week in mine if week % other.every == other.week})
    outside = sorted({week % every for week in mine if week % other.every != other.week})
    if not outside:
        return [days], []
    return [replace(days, every=every, week=week) for week in inside], [
        replace(days, every=every, week=week) for week in outside
    ]


def _seasons(days: Days, other: Days) -> Split:
    if other.season is None:
        return [days], []
    mine, theirs = set(month_days(days.season)), set(month_days(other.season))
    return (
        [replace(days, season=season) for season in seasons(mine & theirs)],
        [replace(days, season=season) for season in seasons(mine - theirs)],
    )


PIECES = (_weekdays, _holidays, _validity, _weeks, _seasons)


def month_days(season: Season | None) -> Iterable[MonthDay]:
    """The days of a year that a season holds, of 366."""
    if season is None:
        return YEAR
    first, last = YEAR.index(season.first), YEAR.index(season.last)
    return YEAR[first : last + 1] if first <= last else YEAR[first:] + YEAR[: last + 1]


def seasons(wanted: set[MonthDay]) -> Iterator[Season | None]:
    """The seasons that hold just these days; one that runs over New Year stays whole."""
    if len(wanted) == len(YEAR):
        yield None
        return
    for place, day in enumerate(YEAR):
        if day in wanted and YEAR[place - 1] not in wanted:
            last = place
            while YEAR[(last + 1) % len(YEAR)] in wanted:
                last += 1
            yield Season(day, YEAR[last % len(YEAR)])


def shared_weekday(one: Days, other: Days) -> int | None:
    """A weekday on which the two of them meet for certain: of a year in which every week and season comes by."""
    for days in one.both(other):
        for day in _some(days):
            if days.holds(day, holiday=days.holidays is Holidays.ONLY):
                return day.weekday()
    return None


def _some(days: Days) -> Iterator[date]:
    """Days enough to meet each weekday in each week and on each day of the year: 28 years, or the validity if it is shorter."""
    first = days.first or (days.last or date(2050, 12, 31)) - CYCLE
    last = min(days.last or date.max, first + CYCLE)
    return (first + ahead * A_DAY for ahead in range((last - first).days + 1))


def _forward(days: Days) -> bool:
    return days.first is None or days.last is None or days.first <= days.last
