"""The desk asks: an answer while the citizen sits there, somebody who joins, somebody who takes over, somebody who rings back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from velkommen.apps.appointments.actions.booking import book_one
from velkommen.apps.appointments.taking import Wish
from velkommen.apps.enquiries.actions.matters import missing_outcomes, set_outcome
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.enquiries.transitions import Stamp, Trail, after, held, shift, visit_of
from velkommen.apps.lifelines.actions.words import write
from velkommen.apps.lifelines.facts import LifelineAnswer, LifelineFacts
from velkommen.apps.lifelines.models import CallBack, Lifeline
from velkommen.apps.lifelines.moves import begin
from velkommen.apps.lifelines.queries import NOT_THERE, Choices, Helper, choices, partner
from velkommen.apps.places import queries as places
from velkommen.domain.booking import freedom
from velkommen.domain.booking.terms import Asker
from velkommen.domain.contacts import Contact
from velkommen.domain.handover import Matter, Receiver, Travels, may_travel
from velkommen.domain.hours.timetable import minute_of_day
from velkommen.domain.lifecycle import Ending, Move
from velkommen.domain.lifelines import End, Level, Note, Stage, Way, words_of
from velkommen.domain.messages import Channel
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed

#: How a visit may end that somebody rings back about.
AFTERWARDS = frozenset({Outcome.COME_BACK, Outcome.TO_DEPARTMENT, Outcome.TO_AUTHORITY, Outcome.TO_CITIZEN_SERVICE})


@dataclass(frozen=True)
class Plan:
    """What the desk chose.

    Args:
        to: an expert by id; None: whoever is able.
        receiver: of whoever is able, whom it is meant for; of somebody named, what they are.
        consent: the citizen says that it may go along; who records it and when is kept.
    """

    way: Way
    to: int | None
    receiver: Receiver
    matter: Matter
    consent: bool
    note: Note | None
    contact: Contact | None = None


@deed(Right.SERVE)
def ask_expert(
    *,
    visit: int,
    to: int | None = None,
    receiver: Receiver = Receiver.DEPARTMENT,
    matter: Matter,
    consent: bool = False,
    note: Note | None = None,
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[LifelineAnswer]:
    """Ask while the citizen sits at the desk: the visit stays there.

    Raises:
        Refusal: UNKNOWN_VISIT, NOT_ALLOWED, ILLEGAL_MOVE unless somebody is being served; NOTES_NOT_FOR_PARTNERS, since the answer is
            words; LIFELINE_OPEN, ASKING_ONESELF, UNKNOWN_STAFF, NOBODY_TO_ASK, EXPERT_NOT_THERE; NOTE_STAYS_HERE, NOTE_TOO_LONG,
            CPR_IN_TEXT, ILLEGIBLE.
    """
    enquiry = held(visit, by)
    after(enquiry, Move.RECORD)
    if partner(by):
        raise Refusal(Code.NOTES_NOT_FOR_PARTNERS)
    facts = _begin(enquiry, Plan(Way.ASK, to, receiver, matter, consent, note), Stamp(by, at, op))
    return Done({"lifeline": facts, "visit": None}, enquiry.service_point_id, [facts])


@deed(Right.SERVE)
def join(
    *,
    visit: int,
    to: int | None = None,
    receiver: Receiver = Receiver.DEPARTMENT,
    matter: Matter,
    consent: bool = False,
    note: Note | None = None,
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[LifelineAnswer]:
    """Let an expert join by telephone or video: the visit stays at the desk. How they are joined: `queries.choices`, `queries.expert`.

    Raises:
        Refusal: as `ask_expert` (partners may, without words); EXPERT_NOT_REACHED_SO when nobody asked has a number or a link.
    """
    enquiry = held(visit, by)
    after(enquiry, Move.RECORD)
    facts = _begin(enquiry, Plan(Way.JOIN, to, receiver, matter, consent, note), Stamp(by, at, op))
    return Done({"lifeline": facts, "visit": None}, enquiry.service_point_id, [facts])


@deed(Right.SERVE)
def take_over(
    *,
    visit: int,
    to: int | None = None,
    receiver: Receiver = Receiver.DEPARTMENT,
    matter: Matter,
    consent: bool = False,
    note: Note | None = None,
    for_desk: int | None = None,
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[LifelineAnswer]:
    """Let an expert take over: the citizen moves on, it stays one visit with its place in time, and the desk is free.

    Args:
        for_desk: the desk of an expert who serves here: the citizen waits in its line, and the lifeline is handed on with that.

    Raises:
        Refusal: as `join`; UNKNOWN_DESK.
    """
    enquiry, stamp, trail = held(visit, by), Stamp(by, at, op), Trail()
    after(enquiry, Move.CONSULT)
    plan = Plan(Way.TAKE_OVER, to, receiver, matter, consent, note)
    facts = _begin(enquiry, plan, stamp, ended=End.HANDED_ON if for_desk else None)
    if for_desk:
        there = places.desk(for_desk, enquiry.service_point_id)
        shift(enquiry, Move.TRANSFER, stamp, trail)
        visit_of(enquiry).for_desk = there
        visit_of(enquiry).save(update_fields=("for_desk",))
        trail.changes[-1]["for_desk"] = there.pk
    else:
        shift(enquiry, Move.CONSULT, stamp, trail)
    return Done({"lifeline": facts, "visit": trail.changes[-1]}, enquiry.service_point_id, [facts, *trail.changes])


@deed(Right.SERVE)
def call_back(
    *,
    visit: int,
    to: int | None = None,
    receiver: Receiver = Receiver.DEPARTMENT,
    matter: Matter,
    consent: bool = False,
    note: Note | None = None,
    contact: Contact | None = None,
    starts: datetime | None = None,
    where: int | None = None,
    outcome: Outcome = Outcome.COME_BACK,
    destination: str | None = None,
    finish: bool = True,
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[LifelineAnswer]:
    """Let an expert help later: by ringing a number, or at a time that is booked at once.

    Args:
        contact: the number to ring, for that alone; or where whoever has the appointment is reached.
        starts, where: an appointment instead, at a place (this one if None).
        outcome, destination: how the matter ends at the desk: it comes back, or goes to somebody else.
        finish: whether the visit ends with it; else only its matter does.

    Raises:
        Refusal: as `join` (who is not there now may be asked too); NOTHING_TO_RING without a number and a time; BAD_CONTACT when it is no
            number; CONTACT_STAYS_HERE; CALL_BACK_OUTCOME; OUTCOME_MISSING; what `check_outcome` and booking refuse.
    """
    enquiry, stamp, trail = held(visit, by), Stamp(by, at, op), Trail()
    if outcome not in AFTERWARDS:
        raise Refusal(Code.CALL_BACK_OUTCOME)
    if starts is None and contact is None:
        raise Refusal(Code.NOTHING_TO_RING)
    if starts is None and contact and contact.channel is not Channel.SMS:
        raise Refusal(Code.BAD_CONTACT)
    after(enquiry, Move.FINISH)
    plan = Plan(Way.CALL_BACK, to, receiver, matter, consent, note, None if starts else contact)
    booked = _book(enquiry, starts, where or enquiry.service_point_id, contact, stamp) if starts else None
    facts = _begin(enquiry, plan, stamp, ended=End.BOOKED if starts else None, appointment=booked)
    _leave(enquiry, outcome, destination, stamp, trail, finish=finish)
    return Done({"lifeline": facts, "visit": trail.changes[-1]}, enquiry.service_point_id, [facts, *trail.changes])


def _begin(
    enquiry: Enquiry,
    plan: Plan,
    stamp: Stamp,
    *,
    ended: End | None = None,
    appointment: int | None = None,
) -> LifelineFacts:
    """Write the lifeline with what may go along."""
    asked_by = stamp.by.staff_id
    if asked_by is None:
        raise Refusal(Code.NOT_ALLOWED, right=Right.SERVE.value)
    known = Lifeline.objects.select_related("owner").filter(enquiry=enquiry).exclude(stage=Stage.ENDED.value).first()
    if known:
        raise Refusal(Code.LIFELINE_OPEN, who=known.owner.shown_name)
    found = choices(enquiry.service_point_id, enquiry.task.key, stamp.at)
    named = _chosen(plan, found, enquiry, asked_by)
    travels = _travels(plan, named, found)
    text = _text(plan, travels)
    local = clock.local(stamp.at)
    row = Lifeline(
        enquiry=enquiry,
        service_point_id=enquiry.service_point_id,
        desk_id=visit_of(enquiry).desk_id,
        task=enquiry.task,
        way=plan.way.value,
        matter=plan.matter.value,
        stage=Stage.ENDED.value if ended else Stage.ASKED.value,
        level=(Level.NAMED if named else Level.ABLE).value,
        receiver=(named.receiver if named else plan.receiver).value,
        basis=travels.basis.value,
        longest=travels.longest,
        may_contact=travels.contact,
        consent_by_id=asked_by if plan.consent else None,
        consent_at=stamp.at if plan.consent else None,
        asked_by_id=asked_by,
        to_id=named.staff if named else None,
        owner_id=asked_by,
        day=local.date(),
        minute=minute_of_day(local),
        end=ended.value if ended else "",
        ended_at=stamp.at if ended else None,
        appointment_id=appointment,
    )
    facts = begin(row, stamp)
    if text:
        write(row, text, stamp, answer=False)
    if plan.contact:
        CallBack.objects.create(lifeline=row, to=plan.contact.to, made_at=stamp.at)
    return facts


def _chosen(plan: Plan, found: Choices, enquiry: Enquiry, asked_by: int) -> Helper | None:
    """The helper who was named; None: whoever is able, of whom there is somebody.

    Raises:
        Refusal: ASKING_ONESELF, UNKNOWN_STAFF, NOBODY_TO_ASK, EXPERT_NOT_THERE, EXPERT_NOT_REACHED_SO.
    """
    if plan.to == asked_by:
        raise Refusal(Code.ASKING_ONESELF)
    helpers = [one for one in found.helpers if one.staff != asked_by]
    if plan.to is not None:
        asked = [one for one in helpers if one.staff == plan.to]
        if not asked:
            raise Refusal(Code.UNKNOWN_STAFF)
    else:
        asked = [one for one in helpers if one.receiver is plan.receiver]
        if not asked:
            raise Refusal(Code.NOBODY_TO_ASK, task=enquiry.task.name)
    there = asked if plan.way is Way.CALL_BACK else [one for one in asked if one.why not in NOT_THERE]
    if not there:
        raise Refusal(Code.EXPERT_NOT_THERE, who=[one.name for one in asked])
    if plan.way is Way.JOIN and not any(one.number or one.meeting for one in there):
        raise Refusal(Code.EXPERT_NOT_REACHED_SO, who=[one.name for one in there])
    return there[0] if plan.to is not None else None


def _travels(plan: Plan, named: Helper | None, found: Choices) -> Travels:
    if named:
        return named.travels(plan.matter, consent=plan.consent, is_centre=found.is_centre)
    return may_travel(plan.receiver, plan.matter, plan.consent, found.is_centre)


def _text(plan: Plan, travels: Travels) -> str:
    """Raises: Refusal NOTE_STAYS_HERE or CONTACT_STAYS_HERE with the basis; NOTE_TOO_LONG, CPR_IN_TEXT, ILLEGIBLE."""
    if plan.contact and not travels.contact:
        raise Refusal(Code.CONTACT_STAYS_HERE, basis=travels.basis.value)
    if plan.note and plan.note.text.strip() and not travels.longest:
        raise Refusal(Code.NOTE_STAYS_HERE, basis=travels.basis.value)
    return words_of(plan.note, travels.longest, "note")


def _book(enquiry: Enquiry, starts: datetime, where: int, contact: Contact | None, stamp: Stamp) -> int:
    """Book a time for the task of a matter. Raises: Refusal NOT_ALLOWED, and what booking refuses."""
    stamp.by.require(Right.BOOK, where)
    wanted = (freedom.Matter(enquiry.task.key),)
    wish = Wish(wanted, where, starts, Asker.STAFF, stamp.at)
    return book_one(wish, contact, visit_of(enquiry).language, None, stamp.at).pk


def _leave(
    enquiry: Enquiry, outcome: Outcome, destination: str | None, stamp: Stamp, trail: Trail, *, finish: bool
) -> None:
    """The matter ends at the desk, and the visit with it or not."""
    move, ending = (Move.FINISH, Ending.FINISHED) if finish else (Move.RECORD, None)
    facts = shift(enquiry, move, stamp, trail, ending=ending)
    set_outcome(enquiry, outcome, destination, None, stamp.by.unit)
    missing = missing_outcomes(enquiry) if finish else []
    if missing:
        raise Refusal(Code.OUTCOME_MISSING, label=facts["label"], tasks=missing)
