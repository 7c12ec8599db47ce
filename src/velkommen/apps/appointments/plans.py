"""What is promised of days, remembered until somebody writes in one of them.

Whoever takes or gives back time of a day holds its row and raises its version (`taking.hold_day`). So one statement tells which days are
still as they were read, and only the others are read again. A version is read before what it stands for: what is newer than its version is
read once too often, never once too little. What a moment alone changes (a hold runs out) is remembered until that moment.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache, partial
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from velkommen.apps.appointments.models import Appointment, BookingDay
from velkommen.domain.booking.cells import cell_of, cells_for
from velkommen.domain.booking.days import Kind, Plan, Resource, Taken
from velkommen.domain.booking.freedom import Capacity
from velkommen.domain.hours.timetable import wall
from velkommen.domain.intervals import minute_of
from velkommen.shared import clock

MOST = 20_000  # days of places that are remembered
Day = tuple[int, date]  # service point id, local day
_COLUMNS = ("service_point_id", "day", "starts_at", "ends_at", "staff_id", "desk_id", "machines", "keeps_until")


@dataclass
class Promised:
    """A day as it was read: what is promised of it, the version it was read at, and from when until when (None: for ever) it is right."""

    version: int
    since: datetime
    until: datetime | None
    taken: Sequence[Taken]
    make: Callable[[Sequence[Taken]], Plan]

    @cached_property
    def plan(self) -> Plan:
        """Made when it is first asked for: of many days that are read only a few are looked at."""
        return self.make(self.taken)

    def holds(self, version: int, at: datetime) -> bool:
        return self.version == version and self.since <= at and (self.until is None or at < self.until)


class Plans:
    """The plans of days by the rules of one capacity."""

    def __init__(self, capacity: Capacity) -> None:
        self._capacity = capacity
        self._known: dict[Day, Promised] = {}

    def of(self, days: Collection[Day], at: datetime) -> dict[Day, Promised]:
        """What is promised of some days at a moment (one statement; one more when some of them are not known)."""
        if not days:
            return {}
        versions = dict(_versions(days))
        known = {day: self._known.get(day) for day in days}
        stale = {day for day, one in known.items() if one is None or not one.holds(versions.get(day, 0), at)}
        if stale:
            if len(self._known) > MOST:
                self._known.clear()
            read = self._read(stale, versions, at)
            self._known |= read
            known |= read
        return {day: one for day, one in known.items() if one is not None}

    def _read(self, stale: Collection[Day], versions: Mapping[Day, int], at: datetime) -> dict[Day, Promised]:
        taken: dict[Day, list[Taken]] = defaultdict(list)
        until: dict[Day, datetime] = {}
        for row in among(keeping(at), stale).values_list(*_COLUMNS):
            day = (row[0], row[1])
            taken[day].append(taken_of_row(row))
            if row[7] is not None:
                until[day] = min(until.get(day, row[7]), row[7])
        return {
            day: Promised(
                versions.get(day, 0), at, until.get(day), taken.get(day, ()), partial(self._capacity.plan, *day)
            )
            for day in stale
        }


def keeping(at: datetime) -> QuerySet[Appointment]:
    """Those whose time is theirs at a moment."""
    return Appointment.objects.filter(Q(keeps_until=None) | Q(keeps_until__gt=at))


def taken_by(rows: QuerySet[Appointment]) -> dict[Day, list[Taken]]:
    """What some appointments take (one statement)."""
    found: dict[Day, list[Taken]] = defaultdict(list)
    for row in rows.values_list(*_COLUMNS):
        found[row[0], row[1]].append(taken_of_row(row))
    return found


def taken_of_row(row: Any) -> Taken:
    _place, day, starts, ends, staff, desk, machines, _until = row
    first = cell_of(minute_of(starts))
    count = cells_for(minute_of(ends)) - first
    return Taken(first - _midnight(day, clock.zone()), count, resources(staff, desk, machines))


def resources(staff: int, desk: int, machines: Iterable[int]) -> tuple[Resource, ...]:
    """What an appointment takes."""
    return (
        Resource(Kind.PERSON, staff),
        Resource(Kind.DESK, desk),
        *(Resource(Kind.MACHINE, machine) for machine in machines),
    )


def among(rows: QuerySet[Any], days: Collection[Day]) -> QuerySet[Any]:
    """The rows that lie between the first and the last of some days, at their places."""
    only = [day for _, day in days]
    return rows.filter(service_point__in={place for place, _ in days}, day__gte=min(only), day__lte=max(only))


def _versions(days: Collection[Day]) -> Iterable[tuple[Day, int]]:
    for place, day, version in among(BookingDay.objects.all(), days).values_list("service_point_id", "day", "version"):
        yield (place, day), version


@lru_cache(maxsize=1024)
def _midnight(day: date, zone: ZoneInfo) -> int:
    """The cell a local day begins with."""
    return cell_of(wall(day, 0, zone))
