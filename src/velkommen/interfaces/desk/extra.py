"""What a counting week asks besides, at a desk: one question at a time about what was just counted, and never in the way of the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from velkommen.apps.counting.queries import Asking, answers
from velkommen.apps.enquiries.models import Enquiry
from velkommen.domain.counting_weeks import Question, Said
from velkommen.shared.log.models import Deed
from velkommen.shared.wording_counting import ANSWERS, QUESTIONS

CHIPS_OF_MATTERS = 5
#: Deeds after which something was counted, and what of their answer leads to it.
_VISIT = {"finish_visit": "visit", "call_next": "closed", "call_visit": "closed"}


@dataclass(frozen=True)
class Chips:
    """One question about one enquiry, `number` of `of`; `chips` as (what is sent, what is read, whether it was said)."""

    enquiry: UUID
    task: str
    question: Question
    words: str
    chips: Sequence[tuple[str, str, bool]]
    number: int
    of: int


def next_question(asking: Asking | None, shown: Mapping[str, Any], last: Deed | None) -> Chips | None:
    """The first question without an answer, about the first enquiry the week asks about (one statement when there is any).

    Args:
        shown: the middle of the desk: the matters of the visit in hand, or what was counted last.
        last: what the reader did last at the place.
    """
    if asking is None or not asking.questions:
        return None
    ended = [one for one in _just_counted(shown, last) if asking.asks_about(one)]
    if not ended:
        return None
    known = answers(one.pk for one in ended)
    return next((chips for one in ended for chips in _open(asking, one, known.get(one.pk, Said()))), None)


def every_question(asking: Asking | None, enquiry: Enquiry) -> list[Chips]:
    """All that is asked about one enquiry, with what was said."""
    if asking is None or not asking.asks_about(enquiry):
        return []
    said = answers([enquiry.pk]).get(enquiry.pk, Said())
    return [_chips(asking, enquiry, question, said) for question in asking.questions]


def _open(asking: Asking, enquiry: Enquiry, said: Said) -> list[Chips]:
    left = [question for question in asking.questions if question not in said.given()]
    return [_chips(asking, enquiry, question, said) for question in left[:1]]


def _chips(asking: Asking, enquiry: Enquiry, question: Question, said: Said) -> Chips:
    kept = getattr(said, question.value)
    numbers = [(str(n), str(n)) for n in range(1, CHIPS_OF_MATTERS + 1)]
    choices = [(value, str(word)) for value, word in ANSWERS[question].items()] if question in ANSWERS else numbers
    chips = [(value, word, str(kept) == value) for value, word in choices]
    number = asking.questions.index(question) + 1
    words = str(QUESTIONS[question])
    return Chips(enquiry.pk, enquiry.task.key, question, words, chips, number, len(asking.questions))


def _just_counted(shown: Mapping[str, Any], last: Deed | None) -> list[Enquiry]:
    """The matters in hand; or, when nobody is at the desk, what the reader's last deed counted."""
    if "matters" in shown:
        return list(shown["matters"])
    if last is None or last.answer is None:
        return []
    wanted = _wanted(last.name, last.answer)
    return [one for one in shown["recent"] if {str(one.pk), one.visit_id} & wanted]


def _wanted(name: str, answer: Mapping[str, Any]) -> set[object]:
    """Ids of enquiries (as text) and of visits."""
    if name == "log_enquiries":
        return set(answer["enquiries"])
    if name in ("answer_questions", "take_back_answer"):
        return {answer["enquiry"]}
    visit = answer.get(_VISIT.get(name, "")) or {}
    return {visit["id"]} if visit else set()
