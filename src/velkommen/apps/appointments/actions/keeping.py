"""What is forgotten, counted and measured beside the appointments: what time has passed over, and what was wished for."""

from datetime import datetime, timedelta
from math import ceil
from typing import TypedDict
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Q

from velkommen.apps.appointments import queries
from velkommen.apps.appointments.models import Appointment, Contact, Length, Terms, Unmet
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.minutes import minutes
from velkommen.apps.placement import book
from velkommen.domain.booking.life import AppointmentState
from velkommen.domain.catalogue import LONGEST_HANDLING
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


class Measured(TypedDict):
    """How many lengths are known, and whether any is another than before."""

    lengths: int
    changed: bool


class Counted(TypedDict):
    counted: bool


@deed(Right.ARRANGE)
def forget_contacts(*, by: Actor, at: datetime, op: UUID) -> Done[Forgotten]:
    """Forget where people were reached some days after their appointment, and whatever was held and never confirmed.

    Raises:
        Refusal: NOT_ALLOWED to all but those who arrange everything, and the system.
    """
    old = at - timedelta(days=settings.CONTACT_KEPT_DAYS)
    over = Q(appointment__ends_at__lte=old) | Q(appointment__ended_at__lte=old)
    contacts = Contact.objects.filter(over).delete()[0]
    lapsed = Appointment.objects.filter(state__in=_NOT_BOOKED, keeps_until__lte=at - LAPSED_KEPT)
    holds = lapsed.count()
    lapsed.delete()
    return Done({"contacts": contacts, "holds": holds}, None)


@deed(Right.ARRANGE)
def measure_lengths(*, by: Actor, at: datetime, op: UUID) -> Done[Measured]:
    """Let appointments be as long as their tasks took in the last months, at each place and task where that was often enough.

    What is booked already keeps its time. Rules change only where a length does.

    Raises:
        Refusal: NOT_ALLOWED to all but those who arrange everything, and the system.
    """
    town, day = book.read(), clock.local_day(at)
    places = [place for place in Terms.objects.values_list("service_point_id", flat=True) if place in town.places]
    found = {
        (place, task): min(ceil(known.lasting.mean), LONGEST_HANDLING)
        for place, tasks in minutes(places, town, day).items()
        for task, known in tasks.items()
        if known.measured
    }
    changed = found != queries.lengths()
    if changed:
        ids = dict(Task.objects.values_list("key", "pk"))
        Length.objects.all().delete()
        Length.objects.bulk_create(
            Length(service_point_id=place, task_id=ids[task], minutes=taken, day=day)
            for (place, task), taken in found.items()
        )
    return Done({"lengths": len(found), "changed": changed}, None, rules=changed)


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
