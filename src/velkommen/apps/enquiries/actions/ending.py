"""A visit ends: finished, nobody came, or the citizen went again."""

from datetime import datetime
from uuid import UUID

from velkommen.apps.enquiries.actions.matters import enquiry_before, missing_outcomes, set_outcome
from velkommen.apps.enquiries.facts import VisitAnswer
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.enquiries.transitions import Stamp, Trail, held, shift
from velkommen.domain.lifecycle import Ending, Move
from velkommen.domain.outcomes import Outcome, Reason
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import SYSTEM, Actor, ActorKind
from velkommen.shared.log.deeds import Done, deed


@deed(Right.SERVE)
def finish_visit(
    *,
    visit: int,
    outcome: Outcome | None = None,
    destination: str | None = None,
    reason: Reason | None = None,
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[VisitAnswer]:
    """End a visit. `outcome` is the current matter's; every other matter must have one.

    Raises:
        Refusal: UNKNOWN_VISIT, NOT_ALLOWED, ILLEGAL_MOVE, OUTCOME_MISSING with the tasks, NOT_YOURS, and what
            `check_outcome` refuses.
    """
    enquiry, stamp, trail = held(visit, by), Stamp(by, at, op), Trail()
    facts = shift(enquiry, Move.FINISH, stamp, trail, ending=Ending.FINISHED)
    if outcome is not None:
        set_outcome(enquiry, outcome, destination, reason, by.unit, solver=by)
    missing = missing_outcomes(enquiry)
    if missing:
        raise Refusal(Code.OUTCOME_MISSING, label=facts["label"], tasks=missing)
    return Done({"visit": facts, "closed": None}, enquiry.service_point_id, trail.changes, trail.before)


@deed(Right.SERVE)
def no_show(*, visit: int, by: Actor, at: datetime, op: UUID) -> Done[VisitAnswer]:
    """Nobody came when the number was called.

    Raises:
        Refusal: UNKNOWN_VISIT, NOT_ALLOWED, ILLEGAL_MOVE.
    """
    return _gone(held(visit, by), Move.NO_SHOW, Ending.NO_SHOW, Stamp(by, at, op))


@deed(None)
def leave_visit(*, visit: int, by: Actor, at: datetime, op: UUID) -> Done[VisitAnswer]:
    """The citizen goes again: said by the citizen with the link of this visit, or by staff who serve here.

    Raises:
        Refusal: UNKNOWN_VISIT, NOT_ALLOWED, ILLEGAL_MOVE.
    """
    own = by.kind is ActorKind.CITIZEN and by.id == visit
    enquiry = held(visit, SYSTEM if own else by)
    return _gone(enquiry, Move.LEAVE, Ending.LEFT, Stamp(by, at, op))


def _gone(enquiry: Enquiry, move: Move, ending: Ending, stamp: Stamp) -> Done[VisitAnswer]:
    trail = Trail()
    facts = shift(enquiry, move, stamp, trail, ending=ending)
    left = Enquiry.objects.filter(visit=enquiry.visit_id, outcome="")
    for matter in left.exclude(pk=enquiry.pk):
        trail.before.append(enquiry_before(matter))
    left.update(outcome=Outcome.LEFT.value)
    return Done({"visit": facts, "closed": None}, enquiry.service_point_id, trail.changes, trail.before)
