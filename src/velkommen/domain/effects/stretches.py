"""What was counted, in stretches that can be compared: days made weeks, or months as a library reports them.

Weeks, because weekdays then need no explaining and neighbours hardly resemble each other; a public holiday or a closed day takes from
its week as much as that weekday usually brings.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

A_WEEK = timedelta(days=7)
A_DAY = timedelta(days=1)
HALF = 0.5  # of a usual week: with less of it a week is left out
MONTH_DAYS = 30.4375


class Grain(NamedTuple):
    """How long stretches are, and how many of them an answer needs.

    Args:
        a_year: stretches of a year.
        before, after: the most that are looked at.
        season: after the change, whose like a year or two earlier must have been counted.
        least: after the change.
    """

    a_year: int
    before: int
    after: int
    season: int
    least: int


WEEKS, MONTHS = Grain(52, 104, 52, 8, 8), Grain(12, 36, 12, 4, 4)


@dataclass(frozen=True)
class Days:
    """What was counted at one place day by day.

    Args:
        numbers: local day -> how many; a day without an entry had none.
        open: each local day its usual week has, with how much of its usual hours there was (1.0: all, 0.0: closed or not counted).
        wholes: local day -> of how many, where `numbers` are parts of a whole.
    """

    numbers: Mapping[date, int]
    open: Mapping[date, float]
    wholes: Mapping[date, int] | None = None

    @property
    def grain(self) -> Grain:
        return WEEKS

    def stretches(self, first: date, last: date) -> "dict[int, Stretch]":
        """The whole weeks between two days, both included, by their number."""
        mondays = _mondays(first, last)
        usual = _usual(self, mondays)
        return {week_number(monday): _week(self, monday, usual) for monday in mondays}


@dataclass(frozen=True)
class Months:
    """What was counted at one place in calendar months: first day -> how many. Months without an entry are not known."""

    numbers: Mapping[date, int]
    wholes: None = None

    @property
    def grain(self) -> Grain:
        return MONTHS

    def stretches(self, first: date, last: date) -> "dict[int, Stretch]":
        """The known months that lie wholly between two days, both included, by their number."""
        known = ((month, next_month(month), number) for month, number in sorted(self.numbers.items()))
        return {
            month_number(begins): Stretch(begins, ends, number, 0, (ends - begins).days / MONTH_DAYS)
            for begins, ends, number in known
            if first <= begins and ends - A_DAY <= last
        }


Counted = Days | Months


@dataclass(frozen=True)
class Stretch:
    """A week from Monday, or a month, up to the first day after it; `exposure` is how much of a usual one it was (1.0)."""

    begins: date
    ends: date
    number: int
    whole: int
    exposure: float


def together(places: Sequence[Mapping[int, Stretch]]) -> dict[int, Stretch]:
    """Several places as one, in the stretches all of them have; as usual as those were, by how much each place usually brings."""
    share = [sum(one.number for one in place.values()) for place in places]
    common = [number for number in (places[0] if places else ()) if all(number in place for place in places)]
    return {number: _sum([place[number] for place in places], share) for number in common}


def monday_of(day: date) -> date:
    return day - day.weekday() * A_DAY


def week_number(monday: date) -> int:
    """Consecutive: the next Monday's is one more."""
    return monday.toordinal() // 7


def month_number(month: date) -> int:
    """Consecutive: the next month's is one more."""
    return month.year * 12 + month.month - 1


def next_month(month: date, ahead: int = 1) -> date:
    """The first day of a month so many months later (or earlier)."""
    year, number = divmod(month_number(month) + ahead, 12)
    return date(year, number + 1, 1)


def _sum(some: Sequence[Stretch], share: Sequence[float]) -> Stretch:
    exposure = _mean([one.exposure for one in some], share)
    return Stretch(some[0].begins, some[0].ends, sum(o.number for o in some), sum(o.whole for o in some), exposure)


def _mondays(first: date, last: date) -> list[date]:
    begin = monday_of(first + 6 * A_DAY)
    return [begin + number * A_WEEK for number in range(max(0, ((last - begin).days + 1) // 7))]


def _week(days: Days, monday: date, usual: Sequence[float]) -> Stretch:
    seven = [monday + ahead * A_DAY for ahead in range(7)]
    ought = sum(usual[day.weekday()] for day in seven if day in days.open)
    was = sum(usual[day.weekday()] * days.open[day] for day in seven if day in days.open)
    number = sum(days.numbers.get(day, 0) for day in seven)
    whole = sum((days.wholes or {}).get(day, 0) for day in seven)
    return Stretch(monday, monday + A_WEEK, number, whole, was / ought if ought else 0.0)


def _usual(days: Days, mondays: Sequence[date]) -> list[float]:
    """What each weekday brings on a day with all its hours, on average; the same for all where nothing was counted."""
    brought, times = [0] * 7, [0] * 7
    source = days.numbers if days.wholes is None else days.wholes
    for monday in mondays:
        for ahead in range(7):
            day = monday + ahead * A_DAY
            if days.open.get(day) == 1.0:
                brought[ahead] += source.get(day, 0)
                times[ahead] += 1
    found = [number / times[ahead] if times[ahead] else 0.0 for ahead, number in enumerate(brought)]
    return found if any(found) else [1.0] * 7


def _mean(values: Iterable[float], weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / total if total else 0.0
