"""When something is open: periods, the days that are different, and public holidays, in one answer for each day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from velkommen.domain.hours.periods import Period, Span, SpecialDay
from velkommen.domain.intervals import Intervals, merged, minute_of

YEAR_AHEAD = 366  # days


@dataclass(frozen=True)
class Timetable:
    """One layer of hours of one place.

    Args:
        periods: what comes back; where they overlap the hours simply add up.
        special: local day -> the hours it has instead.
        holidays: local day -> name of the public holidays kept here; only periods marked so hold on them.
    """

    periods: Sequence[Period] = ()
    special: Mapping[date, SpecialDay] = field(default_factory=dict)
    holidays: Mapping[date, str] = field(default_factory=dict)
    _known: dict[date, tuple[Span, ...]] = field(default_factory=dict, init=False, compare=False, repr=False)

    def spans(self, day: date) -> tuple[Span, ...]:
        """The open stretches of a local day in minutes of the wall clock, sorted and disjoint."""
        known = self._known.get(day)
        if known is None:
            known = self._known[day] = self._spans(day)
        return known

    def why_closed(self, day: date) -> str:
        """What a day is called that is closed for a reason; empty where there is none to say."""
        if self.spans(day):
            return ""
        return self.special[day].why if day in self.special else self.holidays.get(day, "")

    def is_open(self, local: datetime) -> bool:
        """Whether it is open at an aware local moment."""
        minute = minute_of_day(local)
        return any(opens <= minute < closes for opens, closes in self.spans(local.date()))

    def next_opening(self, local: datetime, days: int = YEAR_AHEAD) -> datetime | None:
        """The next local moment it opens after this one, within so many days; None if it does not."""
        for ahead in range(days + 1):
            day = local.date() + timedelta(days=ahead)
            for opens, _ in self.spans(day):
                opening = datetime.combine(day, time(*divmod(opens, 60)), local.tzinfo)
                if opening > local:
                    return opening
        return None

    def hours_of(self, day: date) -> set[int]:
        """The clock hours (0-23) of a day in which it is open at some minute."""
        return {hour for opens, closes in self.spans(day) for hour in range(opens // 60, (closes + 59) // 60)}

    def intervals(self, first: date, last: date, zone: ZoneInfo) -> Intervals:
        """All open time from the first day to the last, both included."""
        found = []
        for ahead in range((last - first).days + 1):
            day = first + timedelta(days=ahead)
            found += [(wall(day, opens, zone), wall(day, closes, zone)) for opens, closes in self.spans(day)]
        return merged(found)

    def _spans(self, day: date) -> tuple[Span, ...]:
        if day in self.special:
            return merged(self.special[day].spans)
        holiday = day in self.holidays
        return merged(p.span for p in self.periods if (p.on_holidays or not holiday) and p.holds(day))


def wall(day: date, minute: int, zone: ZoneInfo) -> int:
    """The minute (see `intervals`) at which the wall clock of a day shows so many minutes after midnight (1440: the next).

    A time the clock skips in spring is the moment of the jump; of a time it shows twice in autumn it is the first.
    """
    day, minute = (day + timedelta(days=1), 0) if minute == 1440 else (day, minute)
    return minute_of(datetime.combine(day, time(*divmod(minute, 60)), zone))


def minute_of_day(local: datetime) -> int:
    """Minutes after local midnight by the clock on the wall (so 0-1439 also on the days the clock changes)."""
    return local.hour * 60 + local.minute


def outside(timetable: Timetable, day: date, minute: int) -> bool:
    """Whether a local moment lies outside the hours of a place (typically the town hall)."""
    return not any(opens <= minute < closes for opens, closes in timetable.spans(day))
