"""What a deed on an appointment answers, and where messages about it lead."""

from datetime import datetime
from typing import TypedDict

from velkommen.apps.appointments.models import Appointment
from velkommen.shared import clock


class AppointmentFacts(TypedDict):
    """An appointment: ids are primary keys, times ISO 8601 in UTC; `link` is the citizen's own secret key."""

    id: int
    place: int
    day: str
    starts: str
    ends: str
    state: str
    link: str
    code: str
    keeps_until: str | None


class AppointmentAnswer(TypedDict):
    appointment: AppointmentFacts


def appointment_facts(appointment: Appointment) -> AppointmentFacts:
    until = appointment.keeps_until
    return AppointmentFacts(
        id=appointment.pk,
        place=appointment.service_point_id,
        day=appointment.day.isoformat(),
        starts=appointment.starts_at.isoformat(),
        ends=appointment.ends_at.isoformat(),
        state=appointment.state,
        link=appointment.link,
        code=appointment.code,
        keeps_until=until.isoformat() if until else None,
    )


def about(appointment: Appointment) -> str:
    """How messages name an appointment."""
    return f"appointment:{appointment.pk}"


def shown_time(moment: datetime) -> str:
    """A moment as the clock on the wall shows it, as ISO text without a zone."""
    return clock.local(moment).replace(tzinfo=None).isoformat(timespec="minutes")


def path_of(link: str) -> str:
    """The citizen's own page of an appointment."""
    return f"/a/{link}/"


def confirm_path(confirm: str) -> str:
    """The page that confirms an appointment, once."""
    return f"/a/confirm/{confirm}/"
