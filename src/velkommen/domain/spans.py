"""How a span of days is put together: whole years and months that are closed, single closed days, and the days that are still open."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

DAY = timedelta(days=1)


class Grain(StrEnum):
    """How long a block is."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class Pieces:
    """A span in as few pieces as it has: each day of it lies in exactly one.

    Args:
        years, months, days: the first days of closed ones.
        open: stretches of days that are read from their facts, first and last.
    """

    years: list[date] = field(default_factory=list)
    months: list[date] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    open: list[tuple[date, date]] = field(default_factory=list)


def split(first: date, last: date, closed: tuple[date, date] | None, touched: AbstractSet[date]) -> Pieces:
    """The pieces of a span.

    Args:
        first, last: both included; reversed, there are none.
        closed: the first and the last closed day; all between are closed. None: not one is.
        touched: closed days whose facts have changed since: they are read like open ones, and no month or year holding one is used.
    """
    found = Pieces()
    if first > last:
        return found
    if closed is None or closed[0] > last or closed[1] < first:
        found.open.append((first, last))
        return found
    begins, ends = max(first, closed[0]), min(last, closed[1])
    mine = {day for day in touched if begins <= day <= ends}
    away = {start(day, Grain.MONTH) for day in mine}, {start(day, Grain.YEAR) for day in mine}
    day = begins
    while day <= ends:
        day = _take(found, day, ends, closed[0], away)
    open_days = [day for day in found.days if day in mine]
    found.days[:] = [day for day in found.days if day not in mine]
    before = [(first, begins - DAY)] if first < begins else []
    after = [(ends + DAY, last)] if ends < last else []
    found.open.extend(merged([*before, *((day, day) for day in open_days), *after]))
    return found


def fewer(pieces: Pieces, closed: tuple[date, date], touched: AbstractSet[date]) -> tuple[Pieces, Pieces]:
    """The closed pieces of a span as fewer ones: of a month of which most days are wanted, its whole less the others; the same of a year
    and its months.

    Args:
        touched: all closed days whose facts have changed since, of every year the span lies in: no month or year holding one is used.

    Returns:
        The pieces to add up, and those to take away from their sum.
    """
    days, months, no_days = _fewer(pieces.days, Grain.DAY, Grain.MONTH, closed, touched)
    months, years, no_months = _fewer(sorted([*pieces.months, *months]), Grain.MONTH, Grain.YEAR, closed, touched)
    added = Pieces(years=sorted([*pieces.years, *years]), months=months, days=days)
    return added, Pieces(months=no_months, days=no_days)


def _fewer(
    begins: Iterable[date], part: Grain, whole: Grain, closed: tuple[date, date], touched: AbstractSet[date]
) -> tuple[list[date], list[date], list[date]]:
    """Which parts stay, which wholes stand for the others, and which parts are to be taken away from those."""
    stay, wholes, away = list[date](), list[date](), list[date]()
    for begin, some in groupby(begins, lambda day: start(day, whole)):
        mine, since, over = list(some), max(begin, closed[0]), end(begin, whole)
        others = sorted({start(day, part) for day in each_day(since, over)}.difference(mine))
        if over <= closed[1] and len(others) < len(mine) and not any(since <= day <= over for day in touched):
            wholes.append(begin)
            away += others
        else:
            stay += mine
    return stay, wholes, away


def _take(found: Pieces, day: date, ends: date, since: date, away: tuple[set[date], set[date]]) -> date:
    """Take the longest closed piece that begins on a day, and say on which the next one does."""
    for grain, pieces, spoilt in ((Grain.YEAR, found.years, away[1]), (Grain.MONTH, found.months, away[0])):
        begin, over = start(day, grain), end(day, grain)
        whole = day in (begin, since)  # what was before the first closed day is not in its month
        if whole and over <= ends and begin not in spoilt:
            pieces.append(begin)
            return over + DAY
    found.days.append(day)
    return day + DAY


def start(day: date, grain: Grain) -> date:
    """The first day of the month or year a day lies in."""
    if grain is Grain.DAY:
        return day
    return day.replace(day=1) if grain is Grain.MONTH else day.replace(month=1, day=1)


def end(day: date, grain: Grain) -> date:
    """The last day of the month or year a day lies in."""
    if grain is Grain.DAY:
        return day
    if grain is Grain.YEAR:
        return day.replace(month=12, day=31)
    return (day.replace(day=28) + 4 * DAY).replace(day=1) - DAY


def each_day(first: date, last: date) -> Iterator[date]:
    """Every day of a span, both ends included."""
    for ahead in range((last - first).days + 1):
        yield first + ahead * DAY


def merged(stretches: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Stretches of days in order, those that touch made one."""
    found: list[tuple[date, date]] = []
    for first, last in sorted(stretches):
        if found and first <= found[-1][1] + DAY:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found
