"""One question on each screen, three taps: what was tapped so far travels in the form, never in an address, so that no log has it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from velkommen.domain.surveys import QUESTIONS, Audience, Said
from velkommen.shared.wording_surveys import ANSWER_WORDS, QUESTION_WORDS

_ASKED = QUESTIONS[Audience.CITIZENS]


@dataclass(frozen=True)
class Step:
    """The question to ask now, its answers (what is sent, what is read), and what was answered before."""

    number: int
    all: int
    question: str
    word: Promise
    answers: tuple[tuple[str, Promise], ...]
    given: tuple[tuple[str, str], ...]


def step(request: HttpRequest) -> Step | None:
    """The first question without an answer; None when all have one."""
    given = _given(request)
    for number, (question, answers) in enumerate(_ASKED.items(), 1):
        if question not in given:
            words = tuple((answer, ANSWER_WORDS[question][answer]) for answer in answers)
            return Step(number, len(_ASKED), question, QUESTION_WORDS[question], words, tuple(given.items()))
    return None


def said(request: HttpRequest) -> Said:
    """What was tapped."""
    return Said(_given(request))


def _given(request: HttpRequest) -> Mapping[str, str]:
    """Answers that can be chosen; whatever else was sent is asked again."""
    if request.method != "POST":
        return {}
    sent = {question: request.POST.get(question, "") for question in _ASKED}
    return {question: answer for question, answer in sent.items() if answer in _ASKED[question]}
