"""The one way a visit changes: lock it, ask the table of moves, close the period that ends, write the new present."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import QuerySet

from velkommen.apps.enquiries.facts import VisitFacts, visit_facts
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.people.models import Staff
from velkommen.apps.places.models import Desk
from velkommen.apps.visits.models import DESK_CONSTRAINT, Visit
from velkommen.domain.lifecycle import Ending, Move, State, advance
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import Actor
from velkommen.shared.ready import Ready

#: Moves that end a period even where the state stays: another wait begins, or time for another matter.
BEGINS_AGAIN = frozenset({Move.TRANSFER, Move.ADD_MATTER})
#: What `shift` may change of a visit, and so all it saves of one.
PRESENT = ("state", "since", "desk", "staff", "announced_at", "ended_at", "ending", "last_op")


@dataclass(frozen=True)
class Stamp:
    """Who does it, when, under which operation: what every transition carries."""

    by: Actor
    at: datetime
    op: UUID


@dataclass
class Trail:
    """What a deed leaves for screens (`changes`) and for undo (`before`), gathered transition by transition."""

    changes: list[VisitFacts] = field(default_factory=list)
    before: list[Mapping[str, Any]] = field(default_factory=list)


def locked() -> QuerySet[Enquiry]:
    """Current matters with their visits, both locked (on SQLite the whole database is, by BEGIN IMMEDIATE).

    The visit first: who waits for one holds none of its matters.
    """
    return (
        Enquiry.objects.select_for_update(of=("visit", "self"))
        .select_related("visit", "visit__desk", "visit__staff", "task")
        .filter(visit__isnull=False, current=True)
    )


_LOCKED = Ready(lambda visit: locked().filter(visit=visit))


def held(visit: int, by: Actor, right: Right = Right.SERVE) -> Enquiry:
    """The current matter of a visit, locked, if the actor holds the right where the visit is.

    Raises:
        Refusal: UNKNOWN_VISIT, NOT_ALLOWED.
    """
    found = _LOCKED.first(visit=visit)
    if found is None:  # or another matter became the current one while this waited for the visit, which it has now
        found = _LOCKED.first(visit=visit)
    if found is None:
        raise Refusal(Code.UNKNOWN_VISIT)
    by.require(right, found.service_point_id)
    return found


def visit_of(enquiry: Enquiry) -> Visit:
    """The visit of a matter that is known to have one."""
    assert enquiry.visit is not None
    return enquiry.visit


def shift(
    enquiry: Enquiry,
    move: Move,
    stamp: Stamp,
    trail: Trail,
    *,
    desk: Desk | None = None,
    ending: Ending | None = None,
    announce: bool = False,
) -> VisitFacts:
    """Move a locked visit along the table of legal moves.

    Args:
        enquiry: its current matter, from `held` or `locked`.
        move: what to do.
        stamp: by whom, when, under which operation.
        trail: gathers the change and what undo needs.
        desk: the desk it is at from now on, if that changes.
        ending: how it ended, when it ends.
        announce: whether the board calls it (again).

    Raises:
        Refusal: ILLEGAL_MOVE with who did the last thing; DESK_BUSY when the desk has another visit.
    """
    visit = visit_of(enquiry)
    was, state = State(visit.state), after(enquiry, move)
    remember(enquiry, trail)
    moment = max(stamp.at, visit.since)
    if state is not was or move in BEGINS_AGAIN:
        end_period(enquiry, moment)
    visit.state, visit.last_op = state.value, stamp.op
    if desk is not None:
        visit.desk = desk
    if state is State.WAITING:
        visit.desk = None
    if announce:
        visit.announced_at = moment
    if ending is not None:
        visit.ending, visit.ended_at = ending.value, moment
    _note_staff(visit, stamp.by)
    if move is Move.START and stamp.by.unit:
        enquiry.unit = stamp.by.unit.value  # the unit that serves is the unit that answers; saved with the outcome
    save(visit)
    facts = visit_facts(enquiry, was.value)
    trail.changes.append(facts)
    return facts


def after(enquiry: Enquiry, move: Move) -> State:
    """The state a move leads to. Raises: Refusal ILLEGAL_MOVE with who did the last thing."""
    visit = visit_of(enquiry)
    return advance(
        State(visit.state), move, label=visit.label, who=_who(visit), desk=visit.desk.name if visit.desk else ""
    )


def end_period(enquiry: Enquiry, moment: datetime) -> None:
    """Write down the period that ends now and let the next begin at the same instant."""
    visit = visit_of(enquiry)
    Period.objects.create(
        enquiry=enquiry,
        day=enquiry.day,
        service_point_id=enquiry.service_point_id,
        kind=visit.state,
        started_at=visit.since,
        ended_at=moment,
        seconds=int((moment - visit.since).total_seconds()),
        desk_id=visit.desk_id,
        staff_id=visit.staff_id,
    )
    visit.since = moment


def remember(enquiry: Enquiry, trail: Trail) -> None:
    """Note how a visit and its current matter were, for undo."""
    visit = visit_of(enquiry)
    trail.before.append(
        {
            "visit": visit.pk,
            "state": visit.state,
            "desk": visit.desk_id,
            "for_desk": visit.for_desk_id,
            "staff": visit.staff_id,
            "group": visit.group_id,
            "enquiry": str(enquiry.pk),
            "task": enquiry.task_id,
            "outcome": enquiry.outcome,
            "destination": enquiry.destination_id,
            "reason": enquiry.reason,
            "unit": enquiry.unit,
        }
    )


def save(visit: Visit) -> None:
    """Save a new visit, or of a known one what a move may change.

    Raises:
        Refusal: DESK_BUSY when the constraint finds another visit at the desk.
    """
    try:
        visit.save(update_fields=PRESENT if visit.pk else None)
    except IntegrityError as error:
        if DESK_CONSTRAINT in str(error) or "visits_visit.desk_id" in str(error):
            raise Refusal(Code.DESK_BUSY, desk=visit.desk.name if visit.desk else "", label="") from error
        raise


def _who(visit: Visit) -> str:
    return visit.staff.shown_name if visit.staff else ""


def _note_staff(visit: Visit, by: Actor) -> None:
    if by.staff_id and visit.staff_id != by.staff_id:
        visit.staff = Staff(pk=by.staff_id, first_name=by.name, username=by.name)
