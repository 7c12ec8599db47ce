"""The pieces hours are made of: a period that comes back every week, a season, a day that is different."""

from dataclasses import dataclass
from datetime import date

Span = tuple[int, int]  # minutes after local midnight, by the clock on the wall; the second excluded, at most 1440
MonthDay = tuple[int, int]


@dataclass(frozen=True)
class Season:
    """The same part of every year, both days included; it may run over New Year (the winter half-year: 1 October to 31 March)."""

    first: MonthDay
    last: MonthDay

    def holds(self, day: date) -> bool:
        here = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last


@dataclass(frozen=True)
class Period:
    """One stretch of opening that comes back.

    Args:
        weekdays: 0 is Monday.
        span: local minutes, opens before it closes; never past midnight.
        first, last: the days it is valid from and to, both included; None is without end.
        season: the part of the year it holds in; None is all of it.
        every, week: only in ISO weeks whose number leaves `week` when divided by `every` (even weeks: 2, 0).
        on_holidays: whether it holds on public holidays too.
    """

    weekdays: frozenset[int]
    span: Span
    first: date | None = None
    last: date | None = None
    season: Season | None = None
    every: int = 1
    week: int = 0
    on_holidays: bool = False

    def holds(self, day: date) -> bool:
        """Whether it is this period's day, public holidays not asked about."""
        return (
            day.weekday() in self.weekdays
            and (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
            and (self.season is None or self.season.holds(day))
            and (self.every == 1 or day.isocalendar().week % self.every == self.week)
        )


@dataclass(frozen=True)
class SpecialDay:
    """A day with hours of its own instead of the usual ones; without spans it is closed. `why` is shown to citizens."""

    spans: tuple[Span, ...]
    why: str = ""
