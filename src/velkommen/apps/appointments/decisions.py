"""The appointments that can no longer be kept as they were planned, because hours, duty, equipment, tasks or blocks are others now."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import NamedTuple

from velkommen.apps.appointments import queries
from velkommen.apps.appointments.models import Appointment, AppointmentMatter
from velkommen.domain.booking.days import Kind
from velkommen.domain.booking.freedom import Capacity, Chosen, Matter, Wanted
from velkommen.domain.booking.life import AppointmentState
from velkommen.domain.intervals import minute_of

TAKEN = ("service_point_id", "day", "starts_at", "ends_at", "staff_id", "desk_id", "machines")
#: An appointment that cannot be kept, and what is not there; None: all is, but the task is not done there, or by them, that day any more.
Unkept = tuple[Appointment, Kind | None]


def unkept(place: int, at: datetime, capacity: Capacity | None = None) -> list[Unkept]:
    """The coming appointments of a place that it can no longer keep as they are, and what is not there (two statements; two more where
    there are any).

    Args:
        capacity: what the place could promise; None: by the rules of this moment.
    """
    lost = {one.id: lacks for one, lacks in lost_of(coming([place], at), capacity or queries.calendar().capacity)}
    return [(row, lost[row.pk]) for row in in_order(lost)]


class Coming(NamedTuple):
    """As much of an appointment that is booked and not over as the question takes whether it can be kept."""

    id: int
    place: int
    day: date
    wanted: Wanted
    chosen: Chosen


def coming(places: Collection[int], at: datetime) -> list[Coming]:
    """Those of some places, in the order of their times (two statements)."""
    known = {"service_point__in": places, "state": AppointmentState.BOOKED.value, "ends_at__gt": at}
    of_them = {f"appointment__{name}": value for name, value in known.items()}
    wanted: dict[int, Wanted] = defaultdict(tuple)
    matters = AppointmentMatter.objects.filter(**of_them).order_by("id")
    for appointment, task, people in matters.values_list("appointment_id", "task__key", "people"):
        wanted[appointment] += (Matter(task, people),)
    rows = Appointment.objects.filter(**known).order_by("starts_at", "id").values_list("id", *TAKEN)
    return [
        Coming(pk, place, day, wanted[pk], Chosen(minute_of(starts), minute_of(ends), staff, desk, tuple(machines)))
        for pk, place, day, starts, ends, staff, desk, machines in rows
    ]


def lost_of(rows: Iterable[Coming], capacity: Capacity) -> list[tuple[Coming, Kind | None]]:
    """Those of some that cannot be kept."""
    return [(one, lacks) for one in rows for lacks in _lost(one.place, one.day, one.wanted, one.chosen, capacity)]


def in_order(ids: Collection[int]) -> list[Appointment]:
    """Some appointments with place and matters, in the order of their times (two statements; none for none)."""
    return list(queries.whole().filter(pk__in=list(ids)).order_by("starts_at", "id")) if ids else []


def unkept_of(rows: Iterable[Appointment], capacity: Capacity) -> list[Unkept]:
    """Those of some appointments that cannot be kept."""
    return [
        (one, lacks)
        for one in rows
        for lacks in _lost(one.service_point_id, one.day, queries.wanted_of(one), queries.chosen_of(one), capacity)
    ]


def _lost(place: int, day: date, wanted: Wanted, chosen: Chosen, capacity: Capacity) -> Iterable[Kind | None]:
    """What is not there for an appointment, once, if it cannot be kept."""
    if place not in capacity.town.places:
        return (None,)
    return () if capacity.keeps(wanted, place, day, chosen) else (capacity.lacks(place, day, chosen),)
