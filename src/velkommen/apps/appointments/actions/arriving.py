"""Somebody with an appointment is here: from now on they have a number and stand in line like everybody, at their own place in it."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.appointments.facts import AppointmentFacts, appointment_facts
from velkommen.apps.appointments.models import Appointment
from velkommen.apps.appointments.taking import keeps
from velkommen.apps.enquiries.actions.tickets import expected
from velkommen.apps.enquiries.facts import VisitFacts, visit_facts
from velkommen.domain.booking.life import AppointmentState, Step, step
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared import clock
from velkommen.shared.actor import Actor, ActorKind
from velkommen.shared.log.deeds import Done, deed


class ArrivalAnswer(TypedDict):
    """The visit that begins, the secret key of the page that follows it, and whether they came in time for their own place in line."""

    visit: VisitFacts
    link: str
    appointment: AppointmentFacts
    in_time: bool


@deed(None)
def arrive(*, appointment: int, by: Actor, at: datetime, op: UUID) -> Done[ArrivalAnswer]:
    """Somebody is here: said by them with their link, by a kiosk of the place with their code, or at the desk.

    Who is here in time is called at their time; who comes after the minutes it is kept stands in the line of everybody.

    Raises:
        Refusal: UNKNOWN_APPOINTMENT, NOT_ALLOWED, APPOINTMENT_OVER, NOT_TODAY.
    """
    found = _locked_for(appointment, by)
    found.state = step(AppointmentState(found.state), Step.ARRIVE).value
    if found.day != clock.local_day(at):
        raise Refusal(Code.NOT_TODAY, on=found.day.isoformat())
    in_time = keeps(found, at)
    tasks = [matter.task for matter in found.matters.select_related("task__group")]
    due = found.starts_at if in_time else None
    enquiry = expected(found.service_point, tasks, due, found.language, at, op)
    visit = enquiry.visit
    assert visit is not None
    found.visit = visit
    if in_time:
        found.keeps_until = None
    found.save(update_fields=("state", "visit", "keeps_until"))
    facts = visit_facts(enquiry)
    answer = ArrivalAnswer(visit=facts, link=visit.link or "", appointment=appointment_facts(found), in_time=in_time)
    return Done(answer, found.service_point_id, [facts, {"arrived": found.pk, "place": found.service_point_id}])


def _locked_for(appointment: int, by: Actor) -> Appointment:
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("service_point")
    found = rows.filter(pk=appointment).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_APPOINTMENT)
    own = by.kind is ActorKind.GUEST and by.id == appointment
    if not own:
        by.require(Right.DRAW, found.service_point_id)
    return found
