"""Somebody of the staff answers a round: five questions on one page, once."""

from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from velkommen.apps.surveys import queries
from velkommen.apps.surveys.actions import answer_as_staff
from velkommen.domain.refusals import Code, Kind, Refusal
from velkommen.domain.surveys import QUESTIONS, Audience, Said
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.fields import operation
from velkommen.interfaces.web.middleware import STATUS
from velkommen.shared import clock
from velkommen.shared.wording import sentence
from velkommen.shared.wording_surveys import ANSWER_WORDS, QUESTION_WORDS

_ASKED = QUESTIONS[Audience.STAFF]


@login_required
def answer(request: HttpRequest, round_id: int) -> HttpResponse:
    """The questions of a round, with what was chosen if one was forgotten."""
    found, at = queries.round_of(round_id), clock.now()
    chosen = {question: request.POST.get(question, "") for question in _ASKED}
    refusal = None
    if request.method == "POST":
        try:
            said = Said(chosen)
            answer_as_staff(round_id=found.pk, said=said, by=request_actor(request), at=at, op=operation(request))
            return redirect(f"{reverse('surveys')}?thanks=yes")
        except Refusal as no:
            if no.kind in {Kind.FORBIDDEN, Kind.NOT_FOUND}:
                raise
            refusal = no
    asked = queries.mine(request_actor(request).id, at)
    facts = {
        "round": found,
        "open": refusal is not None or (asked is not None and asked.round_id == found.pk),
        "questions": [_question(question, chosen[question], refusal) for question in _ASKED],
        "refused": sentence(refusal) if refusal and refusal.code is not Code.ANSWER_MISSING else "",
        "op": uuid4(),
    }
    return render(request, "surveys/answer.html", facts, status=STATUS[refusal.kind] if refusal else 200)


def _question(question: str, chosen: str, refusal: Refusal | None) -> dict[str, object]:
    lacks = refusal is not None and refusal.code is Code.ANSWER_MISSING and not chosen
    return {
        "key": question,
        "word": QUESTION_WORDS[question],
        "fault": sentence(refusal) if refusal and lacks else "",
        "answers": [(answer, ANSWER_WORDS[question][answer], answer == chosen) for answer in _ASKED[question]],
    }
