"""Days made weeks: what was counted, and how much of a usual week there was to count in.

Weeks, because weekdays then need no explaining and neighbours hardly resemble each other; a public holiday or a closed day takes from
its week as much as that weekday usually brings.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

A_WEEK = timedelta(days=7)
A_DAY = timedelta(days=1)
HALF = 0.5  # of a usual week: with less of it a week is left out


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


@dataclass(frozen=True)
class Week:
    """One week from Monday to Sunday; `exposure` is how much of a usual one it was (1.0)."""

    monday: date
    number: int
    whole: int
    exposure: float


def monday_of(day: date) -> date:
    return day - day.weekday() * A_DAY


def weeks(days: Days, first: date, last: date) -> dict[date, Week]:
    """The whole weeks between two days, both included: Monday -> Week."""
    mondays = _mondays(first, last)
    usual = _usual(days, mondays)
    return {monday: _week(days, monday, usual) for monday in mondays}


def together(places: Sequence[Mapping[date, Week]]) -> dict[date, Week]:
    """Several places as one; a week is as usual as those weeks were, by how much each place usually brings."""
    share = [sum(week.number for week in one.values()) for one in places]
    return {
        monday: Week(
            monday,
            sum(one[monday].number for one in places),
            sum(one[monday].whole for one in places),
            _mean([one[monday].exposure for one in places], share),
        )
        for monday in (places[0] if places else {})
    }


def _mondays(first: date, last: date) -> list[date]:
    begin = monday_of(first + 6 * A_DAY)
    return [begin + number * A_WEEK for number in range(max(0, ((last - begin).days + 1) // 7))]


def _week(days: Days, monday: date, usual: Sequence[float]) -> Week:
    seven = [monday + ahead * A_DAY for ahead in range(7)]
    ought = sum(usual[day.weekday()] for day in seven if day in days.open)
    was = sum(usual[day.weekday()] * days.open[day] for day in seven if day in days.open)
    number = sum(days.numbers.get(day, 0) for day in seven)
    return Week(monday, number, sum((days.wholes or {}).get(day, 0) for day in seven), was / ought if ought else 0.0)


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
