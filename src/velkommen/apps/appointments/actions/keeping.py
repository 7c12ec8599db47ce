"""What is forgotten, counted and measured beside the appointments: what time has passed over, and what was wished for."""

from datetime import datetime, timedelta
from typing import TypedDict
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet

from velkommen.apps.appointments.models import Appointment, Contact, Unmet
from velkommen.apps.catalogue.models import Task
from velkommen.domain.booking.life import AppointmentState
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed

LAPSED_KEPT = timedelta(days=1)  # a hold nobody confirmed: long enough for a late click to hear what became of it
_NOT_BOOKED = (AppointmentState.HELD.value, AppointmentState.ASKED.value)


class Forgotten(TypedDict):
    """How many contacts and how many lapsed holds are gone."""

    contacts: int
    holds: int


class Counted(TypedDict):
    counted: bool


@deed(Right.ARRANGE)
def forget_contacts(*, by: Actor, at: datetime, op: UUID) -> Done[Forgotten]:
    """Forget where people were reached some days after their appointment, and whatever was held and never confirmed.

    Raises:
        Refusal: NOT_ALLOWED to all but those who arrange everything, and the system.
    """
    contacts = _old_contacts(at).delete()[0]
    lapsed = _lapsed(at)
    holds = lapsed.count()
    lapsed.delete()
    return Done({"contacts": contacts, "holds": holds}, None)


def anything_old(at: datetime) -> bool:
    """Whether there is anything to forget, so that a quiet hour leaves no line in the log."""
    return _old_contacts(at).exists() or _lapsed(at).exists()


@deed(None)
def note_unmet(*, task: str, place: int | None = None, by: Actor, at: datetime, op: UUID) -> Done[Counted]:
    """Count a search that found no time at all; of nobody.

    Raises:
        Refusal: UNKNOWN_TASK.
    """
    found = Task.objects.filter(key=task).values_list("pk", flat=True).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_TASK, task=task)
    target = "(day, task_id, service_point_id)" if place else "(day, task_id) WHERE service_point_id IS NULL"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO {Unmet._meta.db_table} (day, task_id, service_point_id, times) VALUES (%s, %s, %s, 1)
                ON CONFLICT {target} DO UPDATE SET times = {Unmet._meta.db_table}.times + 1""",  # noqa: S608 - no value in the text
            [clock.local_day(at), found, place],
        )
    return Done({"counted": True}, place)


def _old_contacts(at: datetime) -> QuerySet[Contact]:
    old = at - timedelta(days=settings.CONTACT_KEPT_DAYS)
    return Contact.objects.filter(Q(appointment__ends_at__lte=old) | Q(appointment__ended_at__lte=old))


def _lapsed(at: datetime) -> QuerySet[Appointment]:
    return Appointment.objects.filter(state__in=_NOT_BOOKED, keeps_until__lte=at - LAPSED_KEPT)
