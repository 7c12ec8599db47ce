"""Calling: the next one, this one, the same one again. Nobody is ever called twice: the row is locked, skipped, constrained."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from velkommen.apps.enquiries.actions.matters import missing_outcomes
from velkommen.apps.enquiries.facts import VisitAnswer, VisitFacts
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.enquiries.transitions import Stamp, Trail, after, held, locked, shift, visit_of
from velkommen.apps.places.models import Desk
from velkommen.apps.visits.models import Visit
from velkommen.apps.visits.notices import open_at, tell_soon
from velkommen.apps.visits.queries import STANDING, for_desk, is_early
from velkommen.domain.lifecycle import AT_DESK, Ending, Move, State
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed
from velkommen.shared.ready import Ready

_AT_DESK = [state.value for state in AT_DESK]


@deed(Right.SERVE)
def call_next(*, place: int, desk: int, by: Actor, at: datetime, op: UUID) -> Done[VisitAnswer]:
    """Call the first of the lines this desk serves, in the order of `domain.line`, closing the current visit if its outcomes are set.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_DESK, OUTCOME_MISSING, DESK_BUSY (somebody is called and not yet here), QUEUE_EMPTY when
            nobody waits and nothing was closed.
    """
    by.require(Right.SERVE, place)
    stamp, trail = Stamp(by, at, op), Trail()
    there, closed, asked = _clear(desk, place, stamp, trail)
    first = _next(place, desk, at)
    if first is None and closed is None:
        raise Refusal(Code.QUEUE_EMPTY)
    called = shift(first, Move.CALL, stamp, trail, desk=there, announce=True) if first else None
    if asked:
        tell_soon(place, clock.local_day(at), at)
    return Done({"visit": called, "closed": closed}, place, trail.changes, trail.before)


@deed(Right.SERVE)
def call_visit(*, visit: int, desk: int, by: Actor, at: datetime, op: UUID) -> Done[VisitAnswer]:
    """Call a chosen number, out of turn, closing the current visit if its outcomes are set.

    Raises:
        Refusal: UNKNOWN_VISIT, NOT_ALLOWED, UNKNOWN_DESK, OUTCOME_MISSING, DESK_BUSY, ILLEGAL_MOVE with who called it.
    """
    stamp, trail = Stamp(by, at, op), Trail()
    chosen = held(visit, by)
    after(chosen, Move.CALL)  # refused before the desk is locked: who waits for a desk holds nobody that is at one
    there, closed, asked = _clear(desk, chosen.service_point_id, stamp, trail)
    called = shift(chosen, Move.CALL, stamp, trail, desk=there, announce=True)
    if asked:
        tell_soon(chosen.service_point_id, clock.local_day(at), at)
    return Done({"visit": called, "closed": closed}, chosen.service_point_id, trail.changes, trail.before)


@deed(Right.SERVE)
def recall_visit(*, visit: int, by: Actor, at: datetime, op: UUID) -> Done[VisitAnswer]:
    """Let the board call a number again. The way is still counted from the first call.

    Raises:
        Refusal: UNKNOWN_VISIT, NOT_ALLOWED, ILLEGAL_MOVE.
    """
    stamp, trail = Stamp(by, at, op), Trail()
    enquiry = held(visit, by)
    again = shift(enquiry, Move.RECALL, stamp, trail, announce=True)
    return Done({"visit": again, "closed": None}, enquiry.service_point_id, trail.changes, trail.before)


def _next(place: int, desk: int, at: datetime) -> Enquiry | None:
    """Who this desk calls next, in the order of `domain.line` (one statement; one more where nobody is there but who is early)."""
    day = clock.local_day(at)
    return _DUE.first(place=place, desk=desk, day=day, at=at) or _EARLY.first(place=place, desk=desk, day=day, at=at)


def _line(place: int, desk: int, day: date) -> QuerySet[Enquiry]:
    """Who this desk may call, as the index of the line has them; rows another desk holds at this instant are skipped, never waited for."""
    return (
        Enquiry.objects.select_for_update(of=("visit", "self"), skip_locked=True)
        .select_related("visit", "visit__desk", "visit__staff", "task")
        .filter(
            for_desk(desk),
            current=True,
            visit__service_point=place,
            visit__day=day,
            visit__state=State.WAITING.value,
        )
        .order_by(*(f"-visit__{one[1:]}" if one.startswith("-") else f"visit__{one}" for one in STANDING))
    )


_DUE = Ready(lambda place, desk, day, at: _line(place, desk, day).exclude(is_early(at, "visit__")))
_EARLY = Ready(lambda place, desk, day, at: _line(place, desk, day).filter(is_early(at, "visit__")))


def _clear(desk: int, place: int, stamp: Stamp, trail: Trail) -> tuple[Desk, VisitFacts | None, bool]:
    """The desk, the visit that had to be closed to free it, and whether anybody asked to be told (one statement when it is free).

    The desk is locked, so that the same press sent twice waits for its twin instead of hearing that the line is empty.
    """
    at_desk = Visit.objects.filter(desk=OuterRef("pk"), state__in=_AT_DESK)
    desks = Desk.objects.select_for_update(no_key=True).filter(id=desk, service_point=place)
    there = desks.annotate(busy=Exists(at_desk), asked=Exists(open_at(place))).first()
    if there is None:
        raise Refusal(Code.UNKNOWN_DESK, desk=desk)
    if not there.busy:
        return there, None, there.asked
    current = locked().filter(visit__desk=desk, visit__state__in=_AT_DESK).first()
    return there, _close(current, stamp, trail) if current else None, there.asked


def _close(current: Enquiry, stamp: Stamp, trail: Trail) -> VisitFacts:
    visit = visit_of(current)
    if visit.state == State.CALLED:
        raise Refusal(Code.DESK_BUSY, desk=visit.desk.name if visit.desk else "", label=visit.label)
    missing = missing_outcomes(current)
    if missing:
        raise Refusal(Code.OUTCOME_MISSING, label=visit.label, tasks=missing)
    return shift(current, Move.FINISH, stamp, trail, ending=Ending.FINISHED)
