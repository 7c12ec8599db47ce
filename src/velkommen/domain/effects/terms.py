"""What a number is explained by, beside the change."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import cos, pi, sin

from velkommen.domain.effects.stretches import WEEKS, Grain

YEAR = 365.25  # days
SUMMER = frozenset({28, 29, 30})  # weeks in which most of Denmark is on holiday
WAVES_ALONE, WAVES_ELSE = 2, 1  # of a year; comparison places have most of the season too, and months are few
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
    """The terms of each stretch: `names` of the columns, and a row for each stretch."""

    names: Sequence[Term]
    rows: Sequence[list[float]]

    def column(self, term: Term) -> int:
        return self.names.index(term)


def design(
    begins: Sequence[date], change: date, grain: Grain, *, growing: bool, compared: bool, holidays: Collection[date]
) -> Design:
    """The design of some stretches, by the day each begins.

    Args:
        change: the first day after; a stretch beginning on it or later is after.
        growing: whether the change may grow or fade; its effect is then that in the middle of the stretches after.
        compared: whether the numbers are held against other places, which have the same summer and holidays.
        holidays: the public holidays kept.
    """
    after = [day for day in begins if day >= change]
    middle = after[0] + (after[-1] - after[0]) / 2 if after else change
    columns: list[tuple[Term, list[float]]] = [
        (Term.CONSTANT, [1.0] * len(begins)),
        (Term.CHANGE, [float(day >= change) for day in begins]),
        (Term.TREND, [(day - change).days / YEAR for day in begins]),
    ]
    if growing:
        columns.append((Term.GROWTH, [(day - middle).days / YEAR if day >= change else 0.0 for day in begins]))
    plain = grain is WEEKS and not compared
    for wave in range(1, 1 + (WAVES_ALONE if plain else WAVES_ELSE)):
        angles = [2 * pi * wave * day.toordinal() / YEAR for day in begins]
        columns += [(Term.SEASON, list(map(cos, angles))), (Term.SEASON, list(map(sin, angles)))]
    if plain:
        columns += _kinds(begins, len(begins) - len(after), holidays)
    return Design([name for name, _ in columns], [list(row) for row in zip(*(one for _, one in columns), strict=True)])


def _kinds(begins: Sequence[date], before: int, holidays: Collection[date]) -> list[tuple[Term, list[float]]]:
    """Weeks of a kind, where there were enough of them before the change, and others too."""
    kinds = [(Term.SUMMER, list(map(_summer, begins))), (Term.HOLIDAY, [_holiday(day, holidays) for day in begins])]
    return [kind for kind in kinds if ENOUGH <= sum(kind[1][:before]) <= before - ENOUGH]


def _summer(monday: date) -> float:
    return float(monday.isocalendar().week in SUMMER)


def _holiday(monday: date, holidays: Collection[date]) -> float:
    """Whether one of the working days is a public holiday."""
    return float(any(monday + timedelta(days=ahead) in holidays for ahead in range(5)))
