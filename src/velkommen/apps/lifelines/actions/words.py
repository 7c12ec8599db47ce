"""Words that go along: written in a table of their own, opened by those who may, and every opening noted."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.db.models import F

from velkommen.apps.enquiries.transitions import Stamp
from velkommen.apps.lifelines.models import Lifeline, LifelineNote, NoteOpening
from velkommen.apps.lifelines.moves import lifeline
from velkommen.apps.lifelines.queries import expert, may_read, notes, partner
from velkommen.domain.handover import Receiver
from velkommen.domain.refusals import Code, Refusal
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed


class Opened(TypedDict):
    """Which notes of a lifeline the reader has now; their texts are read by `queries.words`, never pushed and never logged."""

    lifeline: int
    notes: list[int]


@deed(None)
def open_notes(*, lifeline_id: int, by: Actor, at: datetime, op: UUID) -> Done[Opened]:
    """Open the notes of a lifeline one may read: who, which and when is noted; the same day they stay open.

    Raises:
        Refusal: UNKNOWN_LIFELINE; NOTES_NOT_FOR_PARTNERS; NOT_ASKED when none of them is theirs to read.
    """
    row = lifeline(lifeline_id)
    if partner(by):
        raise Refusal(Code.NOTES_NOT_FOR_PARTNERS)
    opened = open_now(row, by, at)
    if not opened:
        raise Refusal(Code.NOT_ASKED)
    return Done({"lifeline": row.pk, "notes": opened}, row.service_point_id)


def open_now(row: Lifeline, by: Actor, at: datetime) -> list[int]:
    """Note that somebody opens the notes they may read, and which those are; none for who may read none."""
    receiver = Receiver(expert(by.staff_id or 0).receiver)
    mine = [note.pk for note in notes(row) if note.gone_at is None and may_read(row, note, by, receiver)]
    NoteOpening.objects.bulk_create(
        [NoteOpening(note_id=pk, staff_id=by.staff_id or 0, at=at, day=clock.local_day(at)) for pk in mine],
        ignore_conflicts=True,  # opened today already
    )
    return mine


def write(row: Lifeline, text: str, stamp: Stamp, *, answer: bool) -> None:
    """Keep a text of a lifeline until some days after its last step."""
    LifelineNote.objects.create(
        lifeline=row, answer=answer, text=text, length=len(text), writer_id=stamp.by.staff_id or 0, at=stamp.at
    )
    Lifeline.objects.filter(pk=row.pk).update(notes=F("notes") + 1)
