"""Appointments as they are on the day, written as the house writes them, for tests of what comes after the booking."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from velkommen.apps.appointments import queries
from velkommen.apps.appointments.models import Appointment, AppointmentMatter
from velkommen.apps.appointments.taking import write_cells
from velkommen.apps.catalogue.models import Task
from velkommen.apps.places.models import Desk
from velkommen.domain.tickets import new_link
from velkommen.shared import clock

LATE = 10  # minutes a time is kept
_codes = count(1)  # no two alike on a day, as the house sees to


def booked(
    desk: Desk, staff: int, starts: datetime, tasks: Sequence[str] = ("passport",), minutes: int = 15, **other: Any
) -> Appointment:
    """Somebody booked at the place of a desk: one person for each task."""
    made = Appointment.objects.create(
        **{
            "service_point": desk.service_point,
            "day": clock.local_day(starts),
            "starts_at": starts,
            "ends_at": starts + timedelta(minutes=minutes),
            "state": "booked",
            "keeps_until": starts + timedelta(minutes=LATE),
            "asker": "public",
            "staff_id": staff,
            "desk": desk,
            "link": new_link(),
            "code": f"{next(_codes):06d}",
            "made_at": starts - timedelta(days=3),
            "booked_at": starts - timedelta(days=3),
            **other,
        }
    )
    AppointmentMatter.objects.bulk_create(
        AppointmentMatter(appointment=made, task=Task.objects.get(key=key)) for key in tasks
    )
    write_cells(made, queries.chosen_of(made))
    return made
