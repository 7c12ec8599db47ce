"""The extra questions of a counting week are answered, one enquiry at a time; an answer may be said again, and taken back at once."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.counting.models import Answer, CountingWeek
from velkommen.apps.counting.queries import package_of, questions_of, running
from velkommen.apps.enquiries.actions.undoing import WINDOW
from velkommen.apps.enquiries.models import Enquiry
from velkommen.domain.counting_weeks import Avoidable, Digital, Question, Said
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed
from velkommen.shared.log.models import Deed

TITLE = "answer_questions"


class Answered(TypedDict):
    """An enquiry and what is said of it now; empty where nothing is."""

    enquiry: str
    digital: str
    avoidable: str
    matters: int | None


class AnswerDone(Answered):
    """The same, and what was said before (None: nothing), for whoever takes it back."""

    was: Answered | None


@deed(Right.REGISTER)
def answer_questions(
    *,
    enquiry: UUID,
    digital: Digital | None = None,
    avoidable: Avoidable | None = None,
    matters: int | None = None,
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[AnswerDone]:
    """Answer some of the questions a counting week asks about an enquiry, until the week is closed. Those not given stay as they were.

    Where the number of matters is asked and never given, it is the visit's own.

    Raises:
        Refusal: UNKNOWN_ENQUIRY, NOT_ALLOWED, NOT_COUNTED_HERE, WEEK_ENDED, QUESTION_NOT_ASKED, NOTHING_GIVEN, BAD_VALUE.
    """
    found = _locked(enquiry, by)
    week = _week_of(found)
    asked = frozenset(questions_of(week))
    Said(digital, avoidable, matters).check(asked)
    row = Answer.objects.filter(pk=enquiry).first()
    was = _answered(row) if row else None
    row = row or Answer(enquiry=found, week=week, matters=_matters(found) if Question.MATTERS in asked else None)
    row.digital = digital.value if digital else row.digital
    row.avoidable = avoidable.value if avoidable else row.avoidable
    row.matters = row.matters if matters is None else matters
    row.week, row.op = week, op
    row.save()
    return Done({**_answered(row), "was": was}, found.service_point_id)


@deed(Right.REGISTER)
def take_back_answer(*, undone: UUID, by: Actor, at: datetime, op: UUID) -> Done[Answered]:
    """Take back one's own answer of the last ten seconds: what was said before holds again.

    Raises:
        Refusal: UNDO_TOO_LATE, NOT_ALLOWED when it was somebody else's, UNDO_OVERTAKEN when it was answered anew, WEEK_ENDED.
    """
    done = Deed.objects.filter(op=undone, name=TITLE).first()
    if done is None or done.answer is None or at - done.at > WINDOW:
        raise Refusal(Code.UNDO_TOO_LATE)
    if done.actor != by.key:
        raise Refusal(Code.NOT_ALLOWED)
    found = _locked(UUID(done.answer["enquiry"]), by)
    _week_of(found)
    row = Answer.objects.filter(pk=found.pk, op=undone).first()
    if row is None:
        raise Refusal(Code.UNDO_OVERTAKEN)
    was = done.answer["was"]
    if was is None:
        row.delete()
        return Done(Answered(enquiry=str(found.pk), digital="", avoidable="", matters=None), found.service_point_id)
    row.digital, row.avoidable, row.matters, row.op = was["digital"], was["avoidable"], was["matters"], op
    row.save()
    return Done(_answered(row), found.service_point_id)


def _locked(enquiry: UUID, by: Actor) -> Enquiry:
    """An enquiry that ended, with its visit and task. Raises: Refusal UNKNOWN_ENQUIRY, NOT_ALLOWED."""
    rows = Enquiry.objects.select_for_update(of=("self",)).select_related("visit", "task")
    found = rows.filter(pk=enquiry, withdrawn=False).exclude(outcome="").first()
    if found is None:
        raise Refusal(Code.UNKNOWN_ENQUIRY)
    by.require(Right.REGISTER, found.service_point_id)
    return found


def _week_of(found: Enquiry) -> CountingWeek:
    """The week that asks about an enquiry. Raises: Refusal NOT_COUNTED_HERE, WEEK_ENDED."""
    week = running(found.service_point_id, found.day)
    if week is None or not package_of(week).has(found.task.key, found.channel):
        raise Refusal(Code.NOT_COUNTED_HERE)
    if week.closed_at:
        raise Refusal(Code.WEEK_ENDED, week=week.name)
    return week


def _matters(found: Enquiry) -> int:
    return found.visit.matters if found.visit else 1


def _answered(row: Answer) -> Answered:
    return {
        "enquiry": str(row.enquiry_id),
        "digital": row.digital,
        "avoidable": row.avoidable,
        "matters": row.matters,
    }
