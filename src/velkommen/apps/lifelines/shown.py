"""Lifelines as one reader sees them, many in one statement: a desk with the answers it has opened, an expert with the questions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from velkommen.apps.lifelines.crew import Person, crew, expertise
from velkommen.apps.lifelines.models import CallBack, Expert, Lifeline, LifelineNote, NoteOpening
from velkommen.apps.lifelines.queries import (
    MEANT_FOR_THE_EXPERT,
    Helper,
    expert,
    helpers_of,
    may_read,
    open_rows,
    partner,
)
from velkommen.apps.placement import book
from velkommen.domain.handover import Receiver
from velkommen.domain.lifelines import Stage
from velkommen.domain.placement.town import Town
from velkommen.domain.rights import Right
from velkommen.shared import clock
from velkommen.shared.actor import Actor


@dataclass(frozen=True)
class AtDesk:
    """A lifeline that is not over, as one reader sees it.

    Args:
        row: the lifeline, with all that is told of it.
        answered: whether there is an answer in words the reader may open.
        answer: its text, if they have opened it today (or wrote it); else "".
        number, meeting: how whoever has it, or was named, is joined.
    """

    row: Lifeline
    answered: bool
    answer: str
    number: str
    meeting: str


def open_at_desk(place: int, by: Actor, at: datetime) -> list[AtDesk]:
    """What is still open of a place, also of visits that are over, the oldest first (one statement)."""
    rows = open_rows().filter(service_point=place).order_by("asked_at", "pk")
    return [_seen(row, by) for row in _with_answers(rows, by, at)]


def _with_answers(rows: QuerySet[Lifeline], by: Actor, at: datetime) -> QuerySet[Lifeline]:
    opened = NoteOpening.objects.filter(note=OuterRef("pk"), staff=by.staff_id, day=clock.local_day(at))
    answers = LifelineNote.objects.filter(lifeline=OuterRef("pk"), answer=True, gone_at=None).order_by("-pk")
    shown = answers.annotate(
        shown=Case(
            When(Exists(opened) | Q(writer=by.staff_id), then=F("text")), default=Value(""), output_field=CharField()
        )
    )
    reached = Expert.objects.annotate(who=F("staff")).filter(who=Coalesce(OuterRef("expert"), OuterRef("to")))
    return rows.annotate(
        answer_note=Subquery(answers.values("pk")[:1]),
        answer_text=Subquery(shown.values("shown")[:1]),
        reached_number=Subquery(reached.values("number")[:1]),
        reached_meeting=Subquery(reached.values("meeting")[:1]),
    )


def _seen(row: Lifeline, by: Actor) -> AtDesk:
    reads = not partner(by) and _theirs(row, by)
    answered = reads and row.stage == Stage.ANSWERED and row.answer_note is not None  # type: ignore[attr-defined] # annotated above
    text = row.answer_text or ""  # type: ignore[attr-defined] # annotated above
    number, meeting = row.reached_number or "", row.reached_meeting or ""  # type: ignore[attr-defined] # annotated above
    return AtDesk(row, answered, text if answered else "", number, meeting)


def _theirs(row: Lifeline, by: Actor) -> bool:
    """Whoever asked, and whoever keeps it at the desk now (as `queries.may_read` says of an answer)."""
    mine = by.staff_id == row.owner_id and by.may(Right.SERVE, row.service_point_id)
    return mine or by.staff_id == row.asked_by_id


def of_desk(rows: Sequence[AtDesk], desk: int, staff: int | None) -> list[AtDesk]:
    """Those that were asked at a desk, or that somebody keeps."""
    return [one for one in rows if one.row.desk_id == desk or staff in (one.row.owner_id, one.row.asked_by_id)]


@dataclass(frozen=True)
class Question:
    """What was asked in words, for whoever may read it: `text` is None until they open it."""

    text: str | None


def questions(rows: Sequence[Lifeline], by: Actor, at: datetime) -> dict[int, Question]:
    """The questions of some lifelines their reader may read, by the id of the lifeline (two statements)."""
    if not rows or partner(by):
        return {}
    known = {row.pk: row for row in rows}
    receiver = Receiver(expert(by.staff_id or 0).receiver)
    opened = NoteOpening.objects.filter(note=OuterRef("pk"), staff=by.staff_id, day=clock.local_day(at))
    notes = LifelineNote.objects.filter(lifeline__in=list(known), answer=False, gone_at=None).annotate(
        seen=Exists(opened)
    )
    mine = [note for note in notes if may_read(known[note.lifeline_id], note, by, receiver)]
    return {
        note.lifeline_id: Question(note.text if note.seen or note.writer_id == by.staff_id else None) for note in mine
    }


def own_answers(rows: Iterable[Lifeline], by: Actor) -> dict[int, str]:
    """What somebody answered in words that are still kept, by the id of the lifeline (one statement)."""
    mine = LifelineNote.objects.filter(
        lifeline__in=[row.pk for row in rows], answer=True, writer=by.staff_id, gone_at=None
    )
    return dict(mine.order_by("pk").values_list("lifeline", "text"))


def numbers_to_ring(rows: Iterable[Lifeline], by: Actor) -> dict[int, str]:
    """The numbers of the call-backs somebody has in hand, by the id of the lifeline (one statement).

    None of those that were meant for what they were before they became something else.
    """
    mine = [row.pk for row in rows if row.owner_id == by.staff_id and row.stage == Stage.ACCEPTED]
    return dict(CallBack.objects.filter(MEANT_FOR_THE_EXPERT, lifeline__in=mine).values_list("lifeline", "to"))


def oneself(by: Actor, at: datetime) -> Helper | None:
    """An expert as the desks see them now; None for who is none."""
    town = book.town()
    person = crew(town).get(by.staff_id or 0)
    if person is None:
        return None
    sits = next((one.place for one in person.sits if one.place), 0)
    return next(iter(helpers_of([person], town, sits, at)), None)


def tasks_of(person: Person, town: Town, day: date) -> list[str]:
    """The keys of the tasks an expert answers for on a local day."""
    needed = ((task, expertise(town, task, day)) for task in town.tasks)
    return [task for task, key in needed if key is not None and person.answers_for(key, day)]


def as_seen(town: Town, at: datetime) -> dict[int, Helper]:
    """Every expert as the desks see them at a moment, by staff id (three statements)."""
    return {one.staff: one for one in helpers_of(crew(town).values(), town, 0, at)}
