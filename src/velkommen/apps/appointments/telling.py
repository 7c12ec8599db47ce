"""What citizens are told about an appointment: put into the backlog inside the deed, never a word about the matter."""

from datetime import datetime, timedelta

from velkommen.apps.appointments.facts import about, confirm_path, path_of, shown_time
from velkommen.apps.appointments.models import Appointment
from velkommen.apps.messages.actions import drop, queue
from velkommen.domain.contacts import Contact
from velkommen.domain.messages import Purpose

REMINDED = timedelta(hours=24)  # before its time
AHEAD = frozenset({Purpose.CONFIRM, Purpose.BOOKED, Purpose.MOVED, Purpose.REMINDER})


def ask(appointment: Appointment, contact: Contact, at: datetime) -> None:
    """The one-time link. Asked again, the link is another and so is the message."""
    assert appointment.confirm is not None
    drop(about(appointment), {Purpose.CONFIRM}, at)
    _tell(
        Purpose.CONFIRM, appointment, contact, at, link=confirm_path(appointment.confirm), occasion=appointment.confirm
    )


def booked(appointment: Appointment, contact: Contact | None, at: datetime) -> None:
    """The citizen's own link, and a reminder the day before."""
    if contact:
        _tell(Purpose.BOOKED, appointment, contact, at)
        _remind(appointment, contact, at)


def moved(appointment: Appointment, was: datetime, contact: Contact | None, at: datetime) -> None:
    drop(about(appointment), AHEAD, at)
    if contact:
        _tell(Purpose.MOVED, appointment, contact, at, was=shown_time(was), occasion=str(appointment.moves))
        _remind(appointment, contact, at)


def cancelled(appointment: Appointment, contact: Contact | None, at: datetime) -> None:
    drop(about(appointment), AHEAD, at)
    if contact:
        _tell(Purpose.CANCELLED, appointment, contact, at)


def _remind(appointment: Appointment, contact: Contact, at: datetime) -> None:
    due = appointment.starts_at - REMINDED
    if due > at:
        _tell(Purpose.REMINDER, appointment, contact, at, not_before=due, occasion=str(appointment.moves))


def _tell(
    purpose: Purpose,
    appointment: Appointment,
    contact: Contact,
    at: datetime,
    *,
    link: str = "",
    was: str = "",
    occasion: str = "",
    not_before: datetime | None = None,
) -> None:
    facts = {
        "when": shown_time(appointment.starts_at),
        "link": link or path_of(appointment.link),
        "number": appointment.code,
        "was": was,
    }
    queue(
        place=appointment.service_point_id,
        purpose=purpose,
        about=about(appointment),
        channel=contact.channel,
        to=contact.to,
        language=appointment.language,
        facts={name: value for name, value in facts.items() if value},
        at=at,
        not_before=not_before,
        occasion=occasion,
    )
