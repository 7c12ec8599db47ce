"""At the desk: start, park and resume, ask an expert, send on."""

from datetime import datetime
from uuid import UUID

from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.actions.matters import new_matter
from velkommen.apps.enquiries.facts import VisitAnswer, visit_facts
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.enquiries.transitions import Stamp, Trail, held, shift, visit_of
from velkommen.apps.placement import queries as placement
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import Desk
from velkommen.domain.lifecycle import Move, State
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed


@deed(Right.SERVE)
def start_service(*, visit: int, desk: int | None = None, by: Actor, at: datetime, op: UUID) -> Done[VisitAnswer]:
    """The citizen is here: serving begins. From waiting ("serve now") a desk must be given; a called one keeps its desk.

    Raises:
        Refusal: UNKNOWN_VISIT, NOT_ALLOWED, UNKNOWN_DESK, DESK_BUSY, ILLEGAL_MOVE (also when called to another desk).
    """
    enquiry = held(visit, by)
    seen = visit_of(enquiry)
    called_elsewhere = seen.state == State.CALLED and desk is not None and desk != seen.desk_id
    if called_elsewhere:
        raise Refusal(
            Code.ILLEGAL_MOVE,
            state=seen.state,
            move=Move.START.value,
            label=seen.label,
            who=seen.staff.shown_name if seen.staff else "",
            desk=seen.desk.name if seen.desk else "",
        )
    there = places.desk(desk or 0, enquiry.service_point_id) if seen.state == State.WAITING else None
    return _one(enquiry, Move.START, Stamp(by, at, op), desk=there)


@deed(Right.SERVE)
def park_visit(*, visit: int, by: Actor, at: datetime, op: UUID) -> Done[VisitAnswer]:
    """Let somebody fill in a form or fetch a photo; the desk is free, and who parked is shown.

    Raises:
        Refusal: UNKNOWN_VISIT, NOT_ALLOWED, ILLEGAL_MOVE.
    """
    return _one(held(visit, by), Move.PARK, Stamp(by, at, op))


@deed(Right.SERVE)
def resume_visit(*, visit: int, desk: int, by: Actor, at: datetime, op: UUID) -> Done[VisitAnswer]:
    """Go on with a parked visit, at a free desk.

    Raises:
        Refusal: UNKNOWN_VISIT, NOT_ALLOWED, UNKNOWN_DESK, DESK_BUSY, ILLEGAL_MOVE.
    """
    enquiry = held(visit, by)
    return _one(enquiry, Move.RESUME, Stamp(by, at, op), desk=places.desk(desk, enquiry.service_point_id))


@deed(Right.SERVE)
def consult_expert(*, visit: int, by: Actor, at: datetime, op: UUID) -> Done[VisitAnswer]:
    """Time with an expert begins; the desk is free meanwhile.

    Raises:
        Refusal: UNKNOWN_VISIT, NOT_ALLOWED, ILLEGAL_MOVE.
    """
    return _one(held(visit, by), Move.CONSULT, Stamp(by, at, op))


@deed(Right.SERVE)
def end_consult(*, visit: int, desk: int, by: Actor, at: datetime, op: UUID) -> Done[VisitAnswer]:
    """Back at a desk from the expert.

    Raises:
        Refusal: UNKNOWN_VISIT, NOT_ALLOWED, UNKNOWN_DESK, DESK_BUSY, ILLEGAL_MOVE.
    """
    enquiry = held(visit, by)
    return _one(enquiry, Move.RETURN, Stamp(by, at, op), desk=places.desk(desk, enquiry.service_point_id))


@deed(Right.SERVE)
def transfer_visit(
    *, visit: int, task: str | None = None, for_desk: int | None = None, by: Actor, at: datetime, op: UUID
) -> Done[VisitAnswer]:
    """Send somebody on to another line or desk here: the same visit and number, its history and place in time kept.

    With `task`, a matter without outcome gets that topic; one with an outcome stays as it is and a new matter begins.

    Raises:
        Refusal: UNKNOWN_VISIT, NOT_ALLOWED, NOTHING_GIVEN, UNKNOWN_TASK, TASK_NOT_OFFERED, UNKNOWN_DESK, ILLEGAL_MOVE.
    """
    enquiry, stamp, trail = held(visit, by), Stamp(by, at, op), Trail()
    if task is None and for_desk is None:
        raise Refusal(Code.NOTHING_GIVEN)
    seen, place = visit_of(enquiry), enquiry.service_point_id
    facts_before = len(trail.changes)
    target = placement.offer(place, task, clock.local_day(at)).task if task else None
    there = places.desk(for_desk, place) if for_desk else None
    shift(enquiry, Move.TRANSFER, stamp, trail)
    if target:
        enquiry = _turn_to(enquiry, target, stamp, trail)
        seen.group = target.group
    seen.for_desk = there
    seen.save(update_fields=("group", "for_desk", "matters"))
    trail.changes[facts_before] = visit_facts(enquiry, trail.changes[facts_before]["was"])
    return Done({"visit": trail.changes[facts_before], "closed": None}, place, trail.changes, trail.before)


def _one(enquiry: Enquiry, move: Move, stamp: Stamp, desk: Desk | None = None) -> Done[VisitAnswer]:
    trail = Trail()
    facts = shift(enquiry, move, stamp, trail, desk=desk)
    return Done({"visit": facts, "closed": None}, enquiry.service_point_id, trail.changes, trail.before)


def _turn_to(enquiry: Enquiry, task: Task, stamp: Stamp, trail: Trail) -> Enquiry:
    if enquiry.outcome:
        return new_matter(enquiry, task, stamp, trail)
    enquiry.task = task
    enquiry.save(update_fields=("task",))
    return enquiry
