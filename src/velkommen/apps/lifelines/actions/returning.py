"""The desk's side of a lifeline it has asked for: name somebody else, take it back, take it from a colleague, say what came of it."""

from datetime import datetime
from uuid import UUID

from velkommen.apps.enquiries.actions.matters import set_outcome
from velkommen.apps.enquiries.transitions import Stamp, Trail, held, shift, visit_of
from velkommen.apps.lifelines.facts import LifelineAnswer
from velkommen.apps.lifelines.models import CallBack, Lifeline
from velkommen.apps.lifelines.moves import lifeline, move
from velkommen.apps.lifelines.queries import choices
from velkommen.apps.places import queries as places
from velkommen.domain.lifecycle import Move, State
from velkommen.domain.lifelines import End, Level, Step
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed


@deed(Right.SERVE)
def pass_on(*, lifeline_id: int, to: int | None = None, by: Actor, at: datetime, op: UUID) -> Done[LifelineAnswer]:
    """Ask somebody else, of the same kind, as long as nobody has accepted; None: all who are able.

    Raises:
        Refusal: UNKNOWN_LIFELINE, NOT_ALLOWED, ASKING_ONESELF, UNKNOWN_STAFF, LIFELINE_TAKEN, LIFELINE_OVER, LIFELINE_NOT_SO.
    """
    row = _ours(lifeline_id, by)
    if to is not None:
        _check_named(row, to, at)
    level = Level(max(row.level, Level.ABLE)) if to is None else Level.NAMED
    facts = move(row, Step.ANOTHER, Stamp(by, at, op), _anybody, level=level, changes=lambda moment: {"to_id": to})
    return Done({"lifeline": facts, "visit": None}, row.service_point_id, [facts])


@deed(Right.SERVE)
def recall(*, lifeline_id: int, desk: int | None = None, by: Actor, at: datetime, op: UUID) -> Done[LifelineAnswer]:
    """Take it back: whoever was asked need not answer any more.

    Args:
        desk: where a citizen who was with the expert is served again; None: they stay among those who are with an expert.

    Raises:
        Refusal: UNKNOWN_LIFELINE, NOT_ALLOWED, LIFELINE_OVER, LIFELINE_NOT_SO when it was answered; UNKNOWN_DESK, DESK_BUSY.
    """
    row, stamp, trail = _ours(lifeline_id, by), Stamp(by, at, op), Trail()
    if desk is not None and row.enquiry.visit_id:
        enquiry = held(row.enquiry.visit_id, by)
        if visit_of(enquiry).state == State.WITH_EXPERT:
            shift(enquiry, Move.RETURN, stamp, trail, desk=places.desk(desk, enquiry.service_point_id))
    facts = move(
        row,
        Step.RECALL,
        stamp,
        _anybody,
        owner=by.staff_id,
        end=End.RECALLED,
        changes=lambda moment: {"helped": False},
    )
    CallBack.objects.filter(lifeline=row).delete()
    visit = trail.changes[-1] if trail.changes else None
    return Done({"lifeline": facts, "visit": visit}, row.service_point_id, [facts, *trail.changes])


@deed(Right.SERVE)
def take_desk(*, lifeline_id: int, by: Actor, at: datetime, op: UUID) -> Done[LifelineAnswer]:
    """Take a colleague's lifeline, because they have gone: what comes back comes to me.

    Raises:
        Refusal: UNKNOWN_LIFELINE, NOT_ALLOWED, LIFELINE_TAKEN when an expert has it, LIFELINE_OVER.
    """
    row = _ours(lifeline_id, by)
    facts = move(row, Step.TAKE_DESK, Stamp(by, at, op), _anybody, owner=by.staff_id)
    return Done({"lifeline": facts, "visit": None}, row.service_point_id, [facts])


@deed(Right.SERVE)
def close_lifeline(*, lifeline_id: int, helped: bool, by: Actor, at: datetime, op: UUID) -> Done[LifelineAnswer]:
    """Say what came of it. Where it helped and its matter is still open, the matter is solved with an expert in the same deed.

    Raises:
        Refusal: UNKNOWN_LIFELINE, NOT_ALLOWED, LIFELINE_OVER; what `check_outcome` refuses.
    """
    row, stamp, trail = _ours(lifeline_id, by), Stamp(by, at, op), Trail()
    if helped:
        _solve(row, stamp, trail)
    facts = move(
        row,
        Step.CLOSE,
        stamp,
        _anybody,
        owner=by.staff_id,
        end=End.HELPED if helped else End.NOT_HELPED,
        changes=lambda moment: {"helped": helped},
    )
    CallBack.objects.filter(lifeline=row).delete()
    visit = trail.changes[-1] if trail.changes else None
    return Done({"lifeline": facts, "visit": visit}, row.service_point_id, [facts, *trail.changes])


def _solve(row: Lifeline, stamp: Stamp, trail: Trail) -> None:
    """Let the matter be solved with an expert, where nobody has said otherwise and it is at a desk or with the expert."""
    if row.enquiry.outcome or not row.enquiry.visit_id:
        return
    current = held(row.enquiry.visit_id, stamp.by)
    if visit_of(current).state not in (State.SERVING, State.WITH_EXPERT):
        return
    shift(current, Move.RECORD, stamp, trail)
    matter = current if current.pk == row.enquiry_id else row.enquiry
    set_outcome(matter, Outcome.SOLVED_WITH_EXPERT, None, None, stamp.by.unit)


def _check_named(row: Lifeline, to: int, at: datetime) -> None:
    if to == row.asked_by_id:
        raise Refusal(Code.ASKING_ONESELF)
    helpers = choices(row.service_point_id, row.task.key, at).helpers
    if not any(one.staff == to and one.receiver == row.receiver for one in helpers):
        raise Refusal(Code.UNKNOWN_STAFF)


def _ours(pk: int, by: Actor) -> Lifeline:
    """A lifeline of a place the actor serves at."""
    row = lifeline(pk)
    by.require(Right.SERVE, row.service_point_id)
    return row


def _anybody(row: Lifeline) -> None:
    """Whoever serves at the place."""
