"""What time does to lifelines: more are told, what nobody can answer any more comes back, and words and numbers go."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypedDict
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q, QuerySet

from velkommen.apps.enquiries.transitions import Stamp
from velkommen.apps.lifelines.crew import crew
from velkommen.apps.lifelines.facts import LifelineFacts
from velkommen.apps.lifelines.keeping import keeper
from velkommen.apps.lifelines.models import CallBack, Lifeline, LifelineNote
from velkommen.apps.lifelines.moves import loaded, move
from velkommen.apps.placement import book
from velkommen.domain.lifecycle import State
from velkommen.domain.lifelines import OPEN, End, Level, Stage, Step, Way
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.log.deeds import Done, deed

AT_ONCE = 100  # lifelines that one deed looks after
_OPEN = [stage.value for stage in OPEN]
_OVERTAKEN = frozenset({Code.LIFELINE_NOT_SO, Code.LIFELINE_OVER, Code.LIFELINE_TAKEN})
#: Ways that need the citizen there: nobody is to be joined or taken over when they have gone.
_WITH_THE_CITIZEN = [Way.JOIN.value, Way.TAKE_OVER.value]


class Escalated(TypedDict):
    """The lifelines that changed."""

    lifelines: list[LifelineFacts]


class Gone(TypedDict):
    """How many texts and how many numbers are gone."""

    notes: int
    numbers: int


@deed(Right.ARRANGE)
def escalate_due(*, place: int, by: Actor, at: datetime, op: UUID) -> Done[Escalated]:
    """Look after what time has changed at a place: nobody accepted, an expert or a colleague has left, the visit is over.

    Raises:
        Refusal: NOT_ALLOWED to all but those who arrange the place, and the system.
    """
    by.require(Right.ARRANGE, place)
    stamp = Stamp(by, at, op)
    done = [facts for pk in due_now(at).get(place, [])[:AT_ONCE] for facts in look_after(pk, stamp)]
    return Done({"lifelines": done}, place, done)


@deed(Right.ARRANGE)
def forget_notes(*, by: Actor, at: datetime, op: UUID) -> Done[Gone]:
    """Let go of the words of lifelines with which nothing has happened for some days, and of numbers nobody has rung; the counts stay.

    Most of these lifelines have ended; one that nobody closes does not keep its words for ever.

    Raises:
        Refusal: NOT_ALLOWED to all but those who arrange everything, and the system.
    """
    by.require(Right.ARRANGE, EVERYWHERE)
    notes = old_notes(at).update(text="", gone_at=at)
    numbers = old_numbers(at).delete()[0]
    return Done({"notes": notes, "numbers": numbers}, None)


def anything_to_forget(at: datetime) -> bool:
    """Whether there is anything to let go of, so that a quiet hour leaves no line in the log."""
    return old_notes(at).exists() or old_numbers(at).exists()


def old_notes(at: datetime) -> QuerySet[LifelineNote]:
    """The words of lifelines whose last step, the end of most, is that long ago."""
    last = at - timedelta(days=settings.NOTE_KEPT_DAYS)
    return LifelineNote.objects.filter(gone_at=None, lifeline__changed_at__lte=last)


def old_numbers(at: datetime) -> QuerySet[CallBack]:
    old = at - timedelta(days=settings.CALL_BACK_KEPT_DAYS)
    return CallBack.objects.filter(made_at__lte=old)


def due_now(at: datetime) -> dict[int, list[int]]:
    """The lifelines that time has changed something about, by place (two statements, when the rules are known)."""
    found: dict[int, list[int]] = {}
    rows = Lifeline.objects.filter(_changed(at), stage__in=_OPEN).order_by("pk")
    for place, pk in rows.values_list("service_point", "pk"):
        found.setdefault(place, []).append(pk)
    return found


def _changed(at: datetime) -> Q:
    """What an open lifeline is looked after for."""
    experts = list(crew(book.town()))
    asked, accepted = Q(stage=Stage.ASKED.value), Q(stage=Stage.ACCEPTED.value)
    visit_over = Q(enquiry__visit__state=State.ENDED.value)
    return (
        Q(escalates_at__lte=at)
        | (accepted & ~Q(owner__in=experts))
        | (asked & Q(level=Level.NAMED.value) & ~Q(to__in=experts))
        | (~accepted & Q(owner__is_active=False, level__lt=Level.LEADS.value))
        | Q(enquiry__withdrawn=True)
        | (visit_over & Q(way__in=_WITH_THE_CITIZEN))
        | (visit_over & Q(stage=Stage.ANSWERED.value, enquiry__visit__ended_at__gte=F("answered_at")))
        | (Q(way=Way.CALL_BACK.value) & ~Q(pk__in=CallBack.objects.values("lifeline")))
    )


def look_after(pk: int, stamp: Stamp) -> list[LifelineFacts]:
    """What one lifeline needs now, within a deed. Whoever was faster (an expert who accepts, another worker) has looked after it: then
    it needs nothing."""
    row = in_need(pk, stamp.at)
    try:
        return [_needed(row, stamp)] if row else []
    except Refusal as refusal:
        if refusal.code not in _OVERTAKEN:
            raise
        return []


def in_need(pk: int, at: datetime) -> Lifeline | None:
    """A lifeline with what is told of it, if time has changed something about it (one statement)."""
    return loaded().filter(_changed(at), pk=pk, stage__in=_OPEN).first()


def _needed(row: Lifeline, stamp: Stamp) -> LifelineFacts:
    stage, visit = Stage(row.stage), row.enquiry.visit
    if row.enquiry.withdrawn:
        return _end(row, stamp, End.WITHDRAWN)
    if visit and visit.state == State.ENDED and (row.way in _WITH_THE_CITIZEN or _heard(row)):
        return _visit_over(row, stage, stamp)
    if row.way == Way.CALL_BACK and not CallBack.objects.filter(lifeline=row).exists():
        return _end(row, stamp, End.NOT_REACHED)
    if stage is Stage.ACCEPTED:
        return _release(row, stamp)
    if not row.owner.is_active and row.level < Level.LEADS:
        return move(row, Step.TAKE_DESK, stamp, _still(row), owner=keeper(row), level=Level.LEADS)
    return move(row, Step.ESCALATE, stamp, _still(row), level=Level(row.level + 1))


def _heard(row: Lifeline) -> bool:
    """Whether the answer was there before the visit was over. One that came later waits for somebody who reads it."""
    ended = row.enquiry.visit.ended_at if row.enquiry.visit else None
    answered = row.answered_at if row.stage == Stage.ANSWERED else None
    return bool(answered and ended and answered <= ended)


def _visit_over(row: Lifeline, stage: Stage, stamp: Stamp) -> LifelineFacts:
    """The desk has ended the visit: how its matter ended says whether it helped."""
    if stage is Stage.ASKED:
        return _end(row, stamp, End.LEFT)
    helped = row.enquiry.outcome == Outcome.SOLVED_WITH_EXPERT
    return _end(row, stamp, End.HELPED if helped else End.NOT_HELPED, helped=helped)


def _release(row: Lifeline, stamp: Stamp) -> LifelineFacts:
    """The expert has left: it is asked again, of all who are able, and the desk has it meanwhile."""
    level, named = Level(max(row.level, Level.ABLE)), {"to_id": None}
    return move(row, Step.RELEASE, stamp, _still(row), owner=keeper(row), level=level, changes=lambda at: named)


def _end(row: Lifeline, stamp: Stamp, end: End, *, helped: bool = False) -> LifelineFacts:
    said = {"helped": helped}
    facts = move(row, Step.CLOSE, stamp, _still(row), owner=keeper(row), end=end, changes=lambda at: said)
    CallBack.objects.filter(lifeline=row).delete()
    return facts


def _still(row: Lifeline) -> Callable[[Lifeline], None]:
    """Only what was looked at is looked after: whoever changes it meanwhile knows better."""
    seen = row.version

    def check(tried: Lifeline) -> None:
        if tried.version != seen:
            raise Refusal(Code.LIFELINE_NOT_SO, stage=tried.stage)

    return check
