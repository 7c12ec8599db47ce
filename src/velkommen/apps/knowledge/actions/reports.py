""" "This was wrong": said at a desk, answered by the owner of the card or a leader, seen by whoever said it."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.knowledge import queries
from velkommen.apps.knowledge.models import Report
from velkommen.domain import knowledge
from velkommen.domain.knowledge import Answer
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
    queries.require_reading(place, by)
    if by.staff_id is None:
        raise Refusal(Code.NOT_ALLOWED)
    said, about = knowledge.note(text, needed=False), catalogue.task(task)
    facts = {"task": about, "service_point_id": place, "said_by_id": by.staff_id, "answer": ""}
    row, new = Report.objects.get_or_create(**facts, defaults={"text": said, "at": at})
    if said and not new:
        row.text = knowledge.note(f"{row.text}\n{said}")
        row.save(update_fields=("text",))
    return Done({"report": row.pk, "task": task}, place)


@deed(None)
def answer_report(*, report: int, answer: Answer, reply: str = "", by: Actor, at: datetime, op: UUID) -> Done[Reported]:
    """Answer "this was wrong": it is mended, or it is right and why.

    The owner of the card may, and whoever keeps knowledge where it was said (said nowhere: anywhere).

    Raises:
        Refusal: UNKNOWN_REPORT, NOT_ALLOWED, REPORT_ANSWERED, TEXT_MISSING (why it is right), TEXT_TOO_LONG.
    """
    row = queries.report(report, held=True)
    if not queries.may_answer(by, row, queries.owner_of(row.task.key)):
        raise Refusal(Code.NOT_ALLOWED, right=Right.KEEP_KNOWLEDGE.value)
    if row.answer:
        raise Refusal(Code.REPORT_ANSWERED, who=row.answered_by.shown_name if row.answered_by else "")
    row.reply = knowledge.note(reply, "reply", needed=answer is Answer.RIGHT)
    row.answer, row.answered_by_id, row.answered_at = answer.value, by.staff_id, at
    row.save(update_fields=("answer", "reply", "answered_by", "answered_at"))
    return Done({"report": row.pk, "task": row.task.key}, row.service_point_id)


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
