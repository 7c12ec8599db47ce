"""The expert's side: accept, answer, give back, ring, and conclude what was taken over."""

from datetime import datetime
from uuid import UUID

from velkommen.apps.enquiries.actions.matters import missing_outcomes, set_outcome
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.enquiries.transitions import Stamp, Trail, held, shift
from velkommen.apps.lifelines.actions.words import open_now, write
from velkommen.apps.lifelines.facts import LifelineAnswer, LifelineFacts
from velkommen.apps.lifelines.keeping import keeper
from velkommen.apps.lifelines.models import CallBack, Expert, Lifeline
from velkommen.apps.lifelines.moves import lifeline, move
from velkommen.apps.lifelines.queries import Answerer, partner
from velkommen.domain.handover import LONGEST_NOTE
from velkommen.domain.lifecycle import Ending, Move
from velkommen.domain.lifelines import MOST_TRIES, USUAL_OF, End, Level, Note, Stage, Step, Way, usual, words_of
from velkommen.domain.outcomes import Outcome, Reason
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import SYSTEM, Actor
from velkommen.shared.log.deeds import Done, deed


@deed(None)
def accept(*, lifeline_id: int, by: Actor, at: datetime, op: UUID) -> Done[LifelineAnswer]:
    """Take a lifeline: it is mine, or somebody else's and the refusal says whose. Accepting opens the question, which is noted.

    Raises:
        Refusal: UNKNOWN_LIFELINE; NOT_ALLOWED, ASKING_ONESELF, NOT_ASKED; LIFELINE_TAKEN with who, LIFELINE_OVER, LIFELINE_NOT_SO.
    """
    row, able = lifeline(lifeline_id), Answerer.of(by, at)

    def may(tried: Lifeline) -> None:
        why_not = able.why_not(tried)
        if why_not:
            raise why_not

    facts = move(
        row,
        Step.ACCEPT,
        Stamp(by, at, op),
        may,
        owner=by.staff_id,
        changes=lambda moment: {"expert_id": by.staff_id, "accepted_at": moment},
    )
    open_now(row, by, at)
    return _done(row, facts)


@deed(None)
def answer(*, lifeline_id: int, note: Note | None = None, by: Actor, at: datetime, op: UUID) -> Done[LifelineAnswer]:
    """Answer: it returns to the desk that asked. What was asked in words is answered in words; else they may be left out.

    Raises:
        Refusal: UNKNOWN_LIFELINE; LIFELINE_TAKEN with who has it, LIFELINE_OVER, LIFELINE_NOT_SO; NOTHING_GIVEN; NOTES_NOT_FOR_PARTNERS;
            NOTE_TOO_LONG, CPR_IN_TEXT, ILLEGIBLE.
    """
    row, stamp = lifeline(lifeline_id), Stamp(by, at, op)
    text = words_of(note, LONGEST_NOTE, "note")
    if text and partner(by):
        raise Refusal(Code.NOTES_NOT_FOR_PARTNERS)
    owned(row, by)
    if not text and row.way == Way.ASK and not partner(by):
        raise Refusal(Code.NOTHING_GIVEN)
    facts = move(
        row,
        Step.ANSWER,
        stamp,
        lambda tried: owned(tried, by),
        owner=keeper(row),
        changes=lambda moment: {"answered_at": moment},
    )
    if text:
        write(row, text, stamp, answer=True)
    reckon(by.staff_id or 0)
    return _done(row, facts)


@deed(None)
def give_back(*, lifeline_id: int, by: Actor, at: datetime, op: UUID) -> Done[LifelineAnswer]:
    """Give it back: the desk has it again, and all others who are able are told.

    Raises:
        Refusal: UNKNOWN_LIFELINE, LIFELINE_TAKEN, LIFELINE_OVER, LIFELINE_NOT_SO.
    """
    row = lifeline(lifeline_id)
    facts = move(
        row,
        Step.GIVE_BACK,
        Stamp(by, at, op),
        lambda tried: owned(tried, by),
        owner=keeper(row),
        level=Level(max(row.level, Level.ABLE)),
        changes=lambda moment: {"to_id": None},
    )
    return _done(row, facts)


@deed(None)
def rung(*, lifeline_id: int, helped: bool, by: Actor, at: datetime, op: UUID) -> Done[LifelineAnswer]:
    """The citizen was reached: the number goes at once.

    Raises:
        Refusal: UNKNOWN_LIFELINE, LIFELINE_TAKEN, LIFELINE_OVER, LIFELINE_NOT_SO (also of what is no call-back).
    """
    row = _call_back(lifeline_id)
    facts = _close(row, Stamp(by, at, op), End.RUNG, helped=helped)
    return _done(row, facts)


@deed(None)
def not_reached(*, lifeline_id: int, by: Actor, at: datetime, op: UUID) -> Done[LifelineAnswer]:
    """Nobody answered the telephone. After some tries it is over, and the number goes.

    Raises:
        Refusal: as `rung`.
    """
    row, stamp = _call_back(lifeline_id), Stamp(by, at, op)
    found = CallBack.objects.filter(lifeline=row).first()
    tries = found.tries + 1 if found else MOST_TRIES
    if tries >= MOST_TRIES:
        return _done(row, _close(row, stamp, End.NOT_REACHED, helped=False))
    facts = move(row, Step.TRY, stamp, lambda tried: owned(tried, by))
    CallBack.objects.filter(lifeline=row).update(tries=tries)
    return _done(row, facts)


@deed(None)
def conclude(
    *,
    lifeline_id: int,
    outcome: Outcome = Outcome.SOLVED_WITH_EXPERT,
    destination: str | None = None,
    reason: Reason | None = None,
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[LifelineAnswer]:
    """End the visit one took over, saying how its matter ended.

    Raises:
        Refusal: UNKNOWN_LIFELINE, LIFELINE_TAKEN, LIFELINE_OVER, LIFELINE_NOT_SO; ILLEGAL_MOVE when the citizen is elsewhere by now;
            OUTCOME_MISSING with the tasks; what `check_outcome` refuses.
    """
    row, stamp, trail = lifeline(lifeline_id), Stamp(by, at, op), Trail()
    if row.way != Way.TAKE_OVER:
        raise Refusal(Code.LIFELINE_NOT_SO, stage=row.stage)
    owned(row, by)
    enquiry = held(row.enquiry.visit_id or 0, SYSTEM)
    _finish(enquiry, row, outcome, destination, reason, stamp, trail)
    helped = outcome is Outcome.SOLVED_WITH_EXPERT
    facts = _close(row, stamp, End.HELPED if helped else End.NOT_HELPED, helped=helped)
    return Done({"lifeline": facts, "visit": trail.changes[-1]}, row.service_point_id, [facts, *trail.changes])


def owned(row: Lifeline, by: Actor) -> None:
    """Raises: Refusal NOT_ALLOWED; LIFELINE_TAKEN when an expert has it who is somebody else."""
    if not by.may_somewhere(Right.ANSWER):
        raise Refusal(Code.NOT_ALLOWED, right=Right.ANSWER.value)
    if row.stage == Stage.ACCEPTED and row.owner_id != by.staff_id:
        raise Refusal(Code.LIFELINE_TAKEN, who=row.owner.shown_name)


def _call_back(pk: int) -> Lifeline:
    row = lifeline(pk)
    if row.way != Way.CALL_BACK:
        raise Refusal(Code.LIFELINE_NOT_SO, stage=row.stage)
    return row


def _close(row: Lifeline, stamp: Stamp, end: End, *, helped: bool) -> LifelineFacts:
    """End an accepted lifeline from the expert's side, and let go of the number."""

    def mine(tried: Lifeline) -> None:
        owned(tried, stamp.by)
        if tried.stage in (Stage.ASKED, Stage.ANSWERED):
            raise Refusal(Code.LIFELINE_NOT_SO, stage=tried.stage)

    facts = move(
        row,
        Step.CLOSE,
        stamp,
        mine,
        end=end,
        changes=lambda moment: {"helped": helped, "answered_at": None if end is End.NOT_REACHED else moment},
    )
    CallBack.objects.filter(lifeline=row).delete()
    return facts


def _finish(
    enquiry: Enquiry,
    row: Lifeline,
    outcome: Outcome,
    destination: str | None,
    reason: Reason | None,
    stamp: Stamp,
    trail: Trail,
) -> None:
    facts = shift(enquiry, Move.FINISH, stamp, trail, ending=Ending.FINISHED)
    matter = enquiry if enquiry.pk == row.enquiry_id else row.enquiry
    set_outcome(matter, outcome, destination, reason, stamp.by.unit, solver=stamp.by)
    missing = missing_outcomes(enquiry)
    if missing:
        raise Refusal(Code.OUTCOME_MISSING, label=facts["label"], tasks=missing)


def reckon(staff: int) -> None:
    """What is usual for an expert, by their last answers to a desk that waited, undone since or not (two statements)."""
    last = Lifeline.objects.filter(expert=staff, answered_at__isnull=False, way__in=[Way.ASK.value, Way.JOIN.value])
    times = last.order_by("-answered_at", "-pk").values_list("asked_at", "answered_at")[:USUAL_OF]
    seconds = usual(int((answered - asked).total_seconds()) for asked, answered in times if answered)
    Expert.objects.update_or_create(staff_id=staff, defaults={"usual_seconds": seconds})


def _done(row: Lifeline, facts: LifelineFacts) -> Done[LifelineAnswer]:
    return Done({"lifeline": facts, "visit": None}, row.service_point_id, [facts])
