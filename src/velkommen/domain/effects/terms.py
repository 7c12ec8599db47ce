"""What a week's number is explained by, beside the change."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import cos, pi, sin

YEAR = 365.25  # days
SUMMER = frozenset({28, 29, 30})  # weeks in which most of Denmark is on holiday
WAVES_ALONE, WAVES_COMPARED = (
    2,
    1,
)  # of a year; comparison places have most of the season too, so less of it is left to explain
ENOUGH = 2  # weeks of a kind before the change, below which the kind explains nothing


class Term(StrEnum):
    """A column of the design. CHANGE is what is asked for; all others stand beside it."""

    CONSTANT = "constant"
    CHANGE = "change"
    GROWTH = "growth"
    TREND = "trend"
    SEASON = "season"
    SUMMER = "summer"
    HOLIDAY = "holiday"


@dataclass(frozen=True)
class Design:
    """The terms of each week: `names` of the columns, and a row for each week."""

    names: Sequence[Term]
    rows: Sequence[list[float]]

    def column(self, term: Term) -> int:
        return self.names.index(term)


def design(
    mondays: Sequence[date], change: date, *, growing: bool, compared: bool, holidays: Collection[date]
) -> Design:
    """The design of some weeks.

    Args:
        change: the first day after; a week beginning on it or later is after.
        growing: whether the change may grow or fade; its effect is then that in the middle of the weeks after.
        compared: whether the numbers are held against other places, which have the same summer and holidays.
        holidays: the public holidays kept.
    """
    after = [monday for monday in mondays if monday >= change]
    middle = after[0] + (after[-1] - after[0]) / 2 if after else change
    columns: list[tuple[Term, list[float]]] = [
        (Term.CONSTANT, [1.0] * len(mondays)),
        (Term.CHANGE, [float(monday >= change) for monday in mondays]),
        (Term.TREND, [(monday - change).days / YEAR for monday in mondays]),
    ]
    if growing:
        columns.append((Term.GROWTH, [(m - middle).days / YEAR if m >= change else 0.0 for m in mondays]))
    for wave in range(1, 1 + (WAVES_COMPARED if compared else WAVES_ALONE)):
        angles = [2 * pi * wave * monday.toordinal() / YEAR for monday in mondays]
        columns += [(Term.SEASON, list(map(cos, angles))), (Term.SEASON, list(map(sin, angles)))]
    if not compared:
        kinds = [(Term.SUMMER, list(map(_summer, mondays))), (Term.HOLIDAY, [_holiday(m, holidays) for m in mondays])]
        before = len(mondays) - len(after)
        columns += [kind for kind in kinds if ENOUGH <= sum(kind[1][:before]) <= before - ENOUGH]
    return Design([name for name, _ in columns], [list(row) for row in zip(*(one for _, one in columns), strict=True)])


def _summer(monday: date) -> float:
    return float(monday.isocalendar().week in SUMMER)


def _holiday(monday: date, holidays: Collection[date]) -> float:
    """Whether one of the working days is a public holiday."""
    return float(any(monday + timedelta(days=ahead) in holidays for ahead in range(5)))
