""" "This was wrong", "this might stand there": said at a desk, answered by the owner of the card or a leader, seen by whoever said it."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.knowledge import queries
from velkommen.apps.knowledge.actions.cards import keep_text
from velkommen.apps.knowledge.models import Report
from velkommen.domain import knowledge
from velkommen.domain.knowledge import ANSWERS_TO, WITH_A_REASON, Answer, Told
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed


class Reported(TypedDict):
    report: int
    task: str


@deed(None)
def report_wrong(*, task: str, place: int | None, text: str = "", by: Actor, at: datetime, op: UUID) -> Done[Reported]:
    """Say that the card of a task was wrong; saying it again before it is answered adds to what was said.

    Args:
        place: where it was found, None for whoever read it at no desk.
        text: what was wrong; may be empty.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_TASK, TEXT_TOO_LONG.
    """
    return _told(Told.WRONG, task, place, knowledge.note(text, needed=False), by, at)


@deed(None)
def propose_text(*, task: str, place: int | None, text: str, by: Actor, at: datetime, op: UUID) -> Done[Reported]:
    """Propose what the card of a task might say, or what is otherwise at a place; again before it is answered adds to what was said.

    Args:
        text: as everybody may read it: nothing about a citizen, which whoever writes it sees to.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_TASK, TEXT_MISSING, TEXT_TOO_LONG, CPR_IN_TEXT.
    """
    return _told(Told.PROPOSAL, task, place, knowledge.note(text), by, at)


def _told(kind: Told, task: str, place: int | None, said: str, by: Actor, at: datetime) -> Done[Reported]:
    queries.require_reading(place, by)
    if by.staff_id is None:
        raise Refusal(Code.NOT_ALLOWED)
    about = {"task": catalogue.task(task), "service_point_id": place, "said_by_id": by.staff_id, "kind": kind.value}
    row, new = Report.objects.get_or_create(**about, answer="", defaults={"text": said, "at": at})
    if said and not new:
        row.text = knowledge.note(f"{row.text}\n{said}")
        row.save(update_fields=("text",))
    return Done({"report": row.pk, "task": task}, place)


@deed(None)
def answer_report(*, report: int, answer: Answer, reply: str = "", by: Actor, at: datetime, op: UUID) -> Done[Reported]:
    """Answer "this was wrong": it is mended, or it is right and why. Or leave a proposal, and why; `take_proposal` takes it.

    The owner of the card may, and whoever keeps knowledge where it was said (said nowhere: anywhere).

    Raises:
        Refusal: UNKNOWN_REPORT, NOT_ALLOWED, REPORT_ANSWERED, BAD_VALUE when it is no answer to this, TEXT_MISSING (why it is right),
            TEXT_TOO_LONG.
    """
    row = _open(report, by)
    if answer not in ANSWERS_TO[Told(row.kind)] or answer is Answer.TAKEN:
        raise Refusal(Code.BAD_VALUE, field="answer")
    _answer(row, answer, knowledge.note(reply, "reply", needed=answer in WITH_A_REASON), by, at)
    return Done({"report": row.pk, "task": row.task.key}, row.service_point_id)


@deed(None)
def take_proposal(*, report: int, text: str, here: bool = False, by: Actor, at: datetime, op: UUID) -> Done[Reported]:
    """Let what was proposed stay, as whoever takes it has it now: on the card, or (`here`) at the place it was said for.

    Raises:
        Refusal: as `answer_report`, and what `draft_from_answer` refuses.
    """
    row = _open(report, by)
    if row.kind != Told.PROPOSAL or (here and row.service_point_id is None):
        raise Refusal(Code.BAD_VALUE, field="answer")
    keep_text(row.task.key, row.service_point_id if here else None, text, by, at)
    _answer(row, Answer.TAKEN, "", by, at)
    return Done({"report": row.pk, "task": row.task.key}, row.service_point_id)


def _open(report: int, by: Actor) -> Report:
    """What somebody may answer and nobody has. Raises: Refusal UNKNOWN_REPORT, NOT_ALLOWED, REPORT_ANSWERED."""
    row = queries.report(report, held=True)
    if not queries.may_answer(by, row, queries.owner_of(row.task.key)):
        raise Refusal(Code.NOT_ALLOWED, right=Right.KEEP_KNOWLEDGE.value)
    if row.answer:
        raise Refusal(Code.REPORT_ANSWERED, who=row.answered_by.shown_name if row.answered_by else "")
    return row


def _answer(row: Report, answer: Answer, reply: str, by: Actor, at: datetime) -> None:
    row.answer, row.reply, row.answered_by_id, row.answered_at = answer.value, reply, by.staff_id, at
    row.save(update_fields=("answer", "reply", "answered_by", "answered_at"))


@deed(None)
def see_answer(*, report: int, place: int | None = None, by: Actor, at: datetime, op: UUID) -> Done[Reported]:
    """Whoever said that something was wrong has seen the answer.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_REPORT, ANSWER_NOT_YOURS when somebody else said it or nobody has answered.
    """
    queries.require_reading(place, by)
    row = queries.report(report, held=True)
    if row.said_by_id != by.staff_id or not row.answer:
        raise Refusal(Code.ANSWER_NOT_YOURS)
    row.seen_at = row.seen_at or at
    row.save(update_fields=("seen_at",))
    return Done({"report": row.pk, "task": row.task.key}, place)
