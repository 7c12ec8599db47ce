"""Opening hours of a week, in local minutes of the day. Seasons and every-nth-week come with the full hours model."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

DAYS_AHEAD = 14


@dataclass(frozen=True, order=True)
class Span:
    """A staffed stretch of a weekday: weekday 0 is Monday, opens/closes are minutes after local midnight, closes excluded."""

    weekday: int
    opens: int
    closes: int

    def holds(self, weekday: int, minute: int) -> bool:
        return self.weekday == weekday and self.opens <= minute < self.closes


@dataclass(frozen=True)
class Week:
    """The staffed hours of one service point, with the days it is closed (day -> why)."""

    spans: Sequence[Span]
    closures: Mapping[date, str]

    def is_open(self, local: datetime) -> bool:
        return local.date() not in self.closures and any(
            span.holds(local.weekday(), minute_of_day(local)) for span in self.spans
        )

    def today(self, day: date) -> list[Span]:
        """The staffed stretches of a day, first first; none when it is closed."""
        return [] if day in self.closures else sorted(span for span in self.spans if span.weekday == day.weekday())

    def next_opening(self, local: datetime) -> datetime | None:
        """The next local moment the place opens, within a fortnight; None if it does not."""
        for ahead in range(DAYS_AHEAD + 1):
            day = local.date() + timedelta(days=ahead)
            for opening in self._openings(day, local):
                if opening > local:
                    return opening
        return None

    def _openings(self, day: date, local: datetime) -> list[datetime]:
        if day in self.closures:
            return []
        return sorted(
            datetime.combine(day, time(*divmod(span.opens, 60)), local.tzinfo)
            for span in self.spans
            if span.weekday == day.weekday()
        )

    def hours_of(self, day: date) -> set[int]:
        """The clock hours (0-23) of a day in which the place is staffed at some minute."""
        if day in self.closures:
            return set()
        return {hour for span in self.spans if span.weekday == day.weekday() for hour in _hours(span)}


def minute_of_day(local: datetime) -> int:
    """Minutes after local midnight by the clock on the wall (so 0-1439 also on the days the clock changes)."""
    return local.hour * 60 + local.minute


def outside(week: Week, day: date, minute: int) -> bool:
    """Whether a local moment lies outside the hours of a place (typically the town hall)."""
    return day in week.closures or not any(span.holds(day.weekday(), minute) for span in week.spans)


def _hours(span: Span) -> Collection[int]:
    return range(span.opens // 60, (span.closes + 59) // 60)
