"""Facts that change over time: each step holds from its day until the next one, so that nothing overlaps and no day is forgotten."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

V = TypeVar("V")


@dataclass(frozen=True)
class Steps(Generic[V]):
    """What a fact was, is and will be.

    Args:
        days: local days, ascending, each once.
        values: what holds from the day of the same place on. A fact ends by a step whose value says so.
    """

    days: tuple[date, ...] = ()
    values: tuple[V, ...] = ()

    @classmethod
    def of(cls, steps: Iterable[tuple[date, V]]) -> "Steps[V]":
        """Steps in any order; of two on one day the later given holds."""
        by_day = dict(steps)
        days = tuple(sorted(by_day))
        return cls(days, tuple(by_day[day] for day in days))

    def at(self, day: date) -> V | None:
        """What holds on a day; None before the first step."""
        found = bisect_right(self.days, day)
        return self.values[found - 1] if found else None

    def changes(self, first: date, last: date) -> tuple[date, ...]:
        """The days after the first and up to the last on which another value begins to hold."""
        return self.days[bisect_right(self.days, first) : bisect_right(self.days, last)]
