"""Coverage: in how many staffed hours was anything counted? An hour nobody counted in is a gap, not a zero."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.measures import HourOfPlace, Share


@dataclass(frozen=True)
class Gap:
    """Staffed hours of one place and day in which nobody counted, from clock hour `starts` until clock hour `ends`."""

    place: int
    day: date
    starts: int
    ends: int


@dataclass(frozen=True)
class Coverage:
    """Staffed clock hours with at least one enquiry, of those that are over; and the gaps, newest first.

    Before the first day anything was counted, no hour is a gap.
    """

    share: Share
    gaps: Sequence[Gap]


def coverage(
    hours: Mapping[int, Timetable], counted: AbstractSet[HourOfPlace], first: date, last: date, local: datetime
) -> Coverage:
    """Compare the staffed hours of places (service point id -> Timetable) with the hours something was counted in.

    Args:
        local: now, on the local clock; the hour under way and later ones are not asked for.
    """
    staffed = list(_staffed(hours, first, min(last, local.date()), local))
    missing = [hour for hour in staffed if hour not in counted]
    return Coverage(Share(len(staffed) - len(missing), len(staffed)), _stretches(missing))


def _staffed(hours: Mapping[int, Timetable], first: date, last: date, local: datetime) -> Iterator[HourOfPlace]:
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        over = local.hour if day == local.date() else 24
        for place, timetable in hours.items():
            for hour in sorted(timetable.hours_of(day)):
                if hour < over:
                    yield place, day, hour


def _stretches(missing: Sequence[HourOfPlace]) -> list[Gap]:
    """Hours on end as one gap, newest day first."""
    gaps: list[Gap] = []
    for place, day, hour in missing:
        last = gaps[-1] if gaps else None
        if last and (last.place, last.day, last.ends) == (place, day, hour):
            gaps[-1] = Gap(place, day, last.starts, hour + 1)
        else:
            gaps.append(Gap(place, day, hour, hour + 1))
    return sorted(gaps, key=lambda gap: (-gap.day.toordinal(), gap.place, gap.starts))
