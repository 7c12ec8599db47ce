"""Matters: one more of them, how each ended, which still lack an outcome."""

from datetime import datetime
from uuid import UUID

from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.actions.tickets import new_enquiry
from velkommen.apps.enquiries.facts import VisitAnswer, visit_facts
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.enquiries.transitions import Stamp, Trail, held, shift, visit_of
from velkommen.apps.placement import asking, book
from velkommen.apps.placement import queries as placement
from velkommen.domain.kinds import Unit
from velkommen.domain.lifecycle import Move, State
from velkommen.domain.outcomes import DestinationKind, Outcome, Reason, check_outcome
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed
from velkommen.shared.wording_tasks import name_on


@deed(Right.SERVE)
def add_matter(*, visit: int, task: str, by: Actor, at: datetime, op: UUID) -> Done[VisitAnswer]:
    """One more matter for the person at the desk; time from now on belongs to it.

    Raises:
        Refusal: UNKNOWN_VISIT, NOT_ALLOWED, UNKNOWN_TASK, TASK_NOT_OFFERED, ILLEGAL_MOVE.
    """
    enquiry, stamp, trail = held(visit, by), Stamp(by, at, op), Trail()
    target = placement.offer(enquiry.service_point_id, task, clock.local_day(at)).task
    shift(enquiry, Move.ADD_MATTER, stamp, trail)
    added = new_matter(enquiry, target, stamp, trail)
    visit_of(added).save(update_fields=("matters",))
    trail.changes[-1] = visit_facts(added, State.SERVING.value)
    return Done({"visit": trail.changes[-1], "closed": None}, added.service_point_id, trail.changes, trail.before)


@deed(Right.SERVE)
def record_outcome(
    *,
    visit: int,
    outcome: Outcome,
    enquiry: UUID | None = None,
    destination: str | None = None,
    reason: Reason | None = None,
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[VisitAnswer]:
    """Say how one matter of a visit ended (the current one when `enquiry` is None) and go on with the visit.

    Raises:
        Refusal: UNKNOWN_VISIT, NOT_ALLOWED, UNKNOWN_ENQUIRY, ILLEGAL_MOVE, NOT_YOURS, and what `check_outcome` refuses.
    """
    current, stamp, trail = held(visit, by), Stamp(by, at, op), Trail()
    matter = current if enquiry is None or enquiry == current.pk else _matter(visit, enquiry)
    facts = shift(current, Move.RECORD, stamp, trail)
    if matter is not current:
        trail.before.append(enquiry_before(matter))
    set_outcome(matter, outcome, destination, reason, by.unit, solver=by)
    return Done({"visit": facts, "closed": None}, current.service_point_id, trail.changes, trail.before)


def set_outcome(
    enquiry: Enquiry,
    outcome: Outcome,
    destination: str | None,
    reason: Reason | None,
    unit: Unit | None,
    solver: Actor | None = None,
    also: Unit | None = None,
) -> None:
    """Save how a matter ended, and the unit that answered (None: as it was).

    The solver, where given, must be able to; or, where `also` names a unit, one of its people at the place.

    Raises:
        Refusal: NOT_YOURS, what `check_outcome` refuses, UNKNOWN_DESTINATION.
    """
    where = catalogue.destination(destination) if destination else None
    check_outcome(
        outcome,
        destination=DestinationKind(where.kind) if where else None,
        reason=reason,
        discretion=asking.solving(None, enquiry.service_point_id, enquiry.task.key, enquiry.day, outcome, solver, also),
    )
    enquiry.outcome, enquiry.destination, enquiry.reason = outcome.value, where, reason.value if reason else ""
    if unit:
        enquiry.unit = unit.value
    enquiry.save(update_fields=("outcome", "destination", "reason", "unit"))


def missing_outcomes(current: Enquiry) -> list[str]:
    """The names of the tasks in a visit that still lack an outcome."""
    keys = _without_outcome(current)
    if not keys:
        return []
    town = book.town()
    return [name_on(town, key, current.day) for key in keys]


def _without_outcome(current: Enquiry) -> list[str]:
    if not current.outcome:
        return [current.task.key]
    if visit_of(current).matters == 1:
        return []
    others = Enquiry.objects.filter(visit=current.visit_id, outcome="", withdrawn=False).exclude(pk=current.pk)
    return list(others.values_list("task__key", flat=True))


def enquiry_before(enquiry: Enquiry) -> dict[str, object]:
    """How a matter was, for undo."""
    return {
        "enquiry": str(enquiry.pk),
        "task": enquiry.task_id,
        "outcome": enquiry.outcome,
        "destination": enquiry.destination_id,
        "reason": enquiry.reason,
        "unit": enquiry.unit,
    }


def new_matter(enquiry: Enquiry, task: Task, stamp: Stamp, trail: Trail) -> Enquiry:
    """Make a new matter the current one of the same visit."""
    enquiry.current = False
    enquiry.save(update_fields=("current",))
    visit_of(enquiry).matters += 1
    added = new_enquiry(enquiry.service_point_id, task, max(stamp.at, visit_of(enquiry).since))
    added.visit, added.current, added.unit = enquiry.visit, True, stamp.by.unit.value if stamp.by.unit else ""
    added.save(force_insert=True)
    trail.before.append({"created_enquiry": str(added.pk), "after": str(enquiry.pk)})
    return added


def _matter(visit: int, enquiry: UUID) -> Enquiry:
    found = Enquiry.objects.select_related("task").filter(pk=enquiry, visit=visit, withdrawn=False).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_ENQUIRY)
    return found
