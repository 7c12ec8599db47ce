"""The three questions as citizens meet them: by the page of their number, or by the code on the wall."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation

from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.surveys import queries
from velkommen.apps.surveys.actions import answer_by_number, answer_openly
from velkommen.apps.visits.models import Visit
from velkommen.apps.visits.queries import by_link
from velkommen.domain.lifecycle import Ending
from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.web import limits, questions
from velkommen.interfaces.web.fields import operation
from velkommen.interfaces.web.middleware import STATUS
from velkommen.interfaces.web.public import LANGUAGES, language_of, public, show
from velkommen.shared import clock
from velkommen.shared.actor import PUBLIC, Actor, ActorKind
from velkommen.shared.wording import sentence

MOST = 10  # answers over one connection in ten minutes: a family, and those who share the library's own network
_answered = limits.Recent(most=MOST, code=Code.ANSWERS_TOO_OFTEN)


@public
def by_number(request: HttpRequest, link: str) -> HttpResponse:
    """The questions for the number of a visit that is over, once."""
    at = clock.now()
    visit = by_link(link)
    if visit is None or visit.day != clock.local_day(at):
        return _refused(request, Refusal(Code.UNKNOWN_SURVEY), None)

    def answer() -> None:
        by = Actor(ActorKind.CITIZEN, visit.pk)
        answer_by_number(visit=visit.pk, said=questions.said(request), by=by, at=at, op=operation(request))

    return _ask(request, visit.service_point, lambda: _may_answer(visit), answer, visit.language)


def _may_answer(visit: Visit) -> None:
    """Raises: Refusal UNKNOWN_SURVEY, VISIT_NOT_OVER, ANSWERED_ALREADY, before anything is asked in vain."""
    if not queries.asking(visit.service_point_id, clock.now()):
        raise Refusal(Code.UNKNOWN_SURVEY)
    if visit.ending != Ending.FINISHED.value:
        raise Refusal(Code.VISIT_NOT_OVER)
    if queries.has_answered(visit.pk):
        raise Refusal(Code.ANSWERED_ALREADY)


@public
def at_place(request: HttpRequest, slug: str) -> HttpResponse:
    """The questions for anybody, by the code on the wall."""
    at = clock.now()
    try:
        place = places.service_point(slug)
    except Refusal as refusal:
        return _refused(request, refusal, None)

    def answer() -> None:
        limits.note(request, at, _answered)
        answer_openly(place=place.pk, said=questions.said(request), by=PUBLIC, at=at, op=operation(request))

    return _ask(request, place, lambda: _asked_here(place), answer)


def _asked_here(place: ServicePoint) -> None:
    """Raises: Refusal UNKNOWN_SURVEY."""
    if not queries.asking(place.pk, clock.now()):
        raise Refusal(Code.UNKNOWN_SURVEY)


def _ask(
    request: HttpRequest,
    place: ServicePoint,
    check: Callable[[], None],
    answer: Callable[[], None],
    default: str = LANGUAGES[0],
) -> HttpResponse:
    """The next question; after the last one the answer is given, and thanks are said."""
    language = language_of(request, default)
    if request.method == "GET" and "thanks" in request.GET:
        return show(request, "surveys/thanks.html", {"place": place, **_other(language)}, language)
    step = questions.step(request)
    try:
        if step is None:
            answer()
            onward = redirect(f"{request.path}?language={language}&thanks=yes")
            onward.status_code = HTTPStatus.SEE_OTHER
            return onward
        check()
        op = operation(request) if step.given else uuid4()
    except Refusal as refusal:
        return _refused(request, refusal, place, default)
    facts = {"place": place, "step": step, "op": op, **_other(language)}
    return show(request, "surveys/question.html", facts, language)


def _refused(
    request: HttpRequest, refusal: Refusal, place: ServicePoint | None, default: str = LANGUAGES[0]
) -> HttpResponse:
    language = language_of(request, default)
    with translation.override(language):
        said = sentence(refusal)
    answered = refusal.code is Code.ANSWERED_ALREADY
    facts = {"place": place, "refused": said, "answered": answered, **_other(language)}
    return show(request, "surveys/refused.html", facts, language, STATUS[refusal.kind])


def _other(language: str) -> dict[str, Any]:
    return {"other_language": next(code for code in LANGUAGES if code != language)}
