"""When something is open: periods, the days that are different, and public holidays, in one answer for each day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property, lru_cache

from velkommen.domain.hours.periods import Period, Span, SpecialDay
from velkommen.domain.intervals import Interval, Intervals, covers, merged, minute_of, moment_of

YEAR_AHEAD = 366  # days
DAY = 1440  # minutes
MOST_DAYS = 4 * YEAR_AHEAD  # remembered of one timetable


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
            if len(self._known) >= MOST_DAYS:
                self._known.clear()
            known = self._known[day] = self._spans(day)
        return known

    def why_closed(self, day: date) -> str:
        """What a day is called that is closed for a reason; empty where there is none to say."""
        if self.spans(day):
            return ""
        return self.special[day].why if day in self.special else self.holidays.get(day, "")

    def is_open(self, local: datetime) -> bool:
        """Whether it is open at an aware local moment."""
        return covers(self.intervals(local.date(), local.date(), _zone(local)), minute_of(local))

    def next_opening(self, local: datetime, days: int = YEAR_AHEAD) -> datetime | None:
        """The next local moment it opens after this one, within so many days; None if it does not.

        Going on through midnight is no opening.
        """
        if not self.periods and not self.special:
            return None  # most places are never open without staff: a year of nothing need not be looked through
        zone, now = _zone(local), minute_of(local)
        closed: int | None = None
        for ahead in range(-1, days + 1):
            for opens, closes in self._stretches(local.date() + timedelta(days=ahead), zone):
                if now < opens != closed:
                    return moment_of(opens).astimezone(zone)
                closed = closes
        return None

    def closes_at(self, local: datetime, days: int = 7) -> datetime | None:
        """The local moment it is open until; None when it is closed, or goes on for longer than so many days."""
        zone, now = _zone(local), minute_of(local)
        last = local.date() + timedelta(days=days)
        until = next((b for a, b in self.intervals(local.date(), last, zone) if a <= now < b), None)
        if until is None or until == wall(last, DAY, zone):
            return None
        return moment_of(until).astimezone(zone)

    def hours_of(self, day: date) -> set[int]:
        """The clock hours (0-23) of a day in which it is open at some minute."""
        return {hour for opens, closes in self.spans(day) for hour in range(opens // 60, (closes + 59) // 60)}

    def intervals(self, first: date, last: date, zone: tzinfo) -> Intervals:
        """All open time from the first day to the last, both included."""
        days = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
        return merged(stretch for day in days for stretch in self._stretches(day, zone))

    def _stretches(self, day: date, zone: tzinfo) -> list[Interval]:
        """The open time of a day."""
        edges = ((wall(day, opens, zone), wall(day, closes, zone)) for opens, closes in self.spans(day))
        return [(begins, ends) for begins, ends in edges if begins < ends]

    def _spans(self, day: date) -> tuple[Span, ...]:
        if day in self.special:
            return merged(self.special[day].spans)
        holiday = day in self.holidays
        usual = self._of_weekday[day.weekday()]
        return merged(p.span for p in usual if (p.on_holidays or not holiday) and p.holds(day))

    @cached_property
    def _of_weekday(self) -> list[list[Period]]:
        return [[period for period in self.periods if weekday in period.weekdays] for weekday in range(7)]


def wall(day: date, minute: int, zone: tzinfo) -> int:
    """The minute (see `intervals`) at which the wall clock of a day shows so many minutes after midnight (1440: the next).

    A time the clock skips in spring is the moment of the jump; of a time it shows twice in autumn it is the first.
    """
    midnight = _usual(day, zone)
    return _asked(day, minute, zone) if midnight is None else midnight + minute


def _asked(day: date, minute: int, zone: tzinfo) -> int:
    """The same, asked of the zone."""
    day, minute = (day + timedelta(days=1), 0) if minute == DAY else (day, minute)
    shown = datetime.combine(day, time(*divmod(minute, 60)), zone)
    found = minute_of(shown)
    if moment_of(found).astimezone(zone).replace(tzinfo=None) == shown.replace(tzinfo=None):
        return found
    return _jump(minute_of(shown.replace(fold=1)), found, zone)


def minute_of_day(local: datetime) -> int:
    """Minutes after local midnight by the clock on the wall (so 0-1439 also on the days the clock changes)."""
    return local.hour * 60 + local.minute


def outside(timetable: Timetable, day: date, minute: int) -> bool:
    """Whether a local moment lies outside the hours of a place (typically the town hall)."""
    return not any(opens <= minute < closes for opens, closes in timetable.spans(day))


@lru_cache(maxsize=4096)
def _usual(day: date, zone: tzinfo) -> int | None:
    """When a day begins that is as long as its clock says; None where the clock is changed."""
    midnight = _asked(day, 0, zone)
    return midnight if _asked(day, DAY, zone) - midnight == DAY else None


def _jump(before: int, after: int, zone: tzinfo) -> int:
    """The first minute after a change of the clock that lies between the two."""
    old = moment_of(before).astimezone(zone).utcoffset()
    while after - before > 1:
        middle = (before + after) // 2
        if moment_of(middle).astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


def _zone(local: datetime) -> tzinfo:
    return local.tzinfo or UTC
