"""The page of a sign-up by its link: look, say where one is reached, give the seat up. The link is all the authority there is."""

import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from velkommen.apps.courses import actions, queries
from velkommen.apps.courses.models import SignUp
from velkommen.domain.contacts import parse
from velkommen.domain.courses import SignUpState
from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.courses.words import address_of, card, line, times
from velkommen.interfaces.web.fields import operation
from velkommen.interfaces.web.middleware import STATUS
from velkommen.interfaces.web.public import LANGUAGES, language_of, public
from velkommen.interfaces.web.public_fields import report_others
from velkommen.shared import clock
from velkommen.shared.actor import PUBLIC
from velkommen.shared.wording import sentence

Page = Callable[[HttpRequest, SignUp], HttpResponse]
LONGEST = 254
_links = logging.getLogger("velkommen.links")


def of_link(view: Page) -> Callable[..., HttpResponse]:
    """A page of the sign-up behind a link, in the language it was made in. A link of nothing is 404 and reported, without the link."""

    @public
    @wraps(view)
    def run(request: HttpRequest, link: str) -> HttpResponse:
        try:
            found = queries.by_link(link)
        except Refusal as refusal:
            _links.warning("A link that leads to no sign-up was tried.")
            with translation.override(language_of(request, (get_language() or "da")[:2])):
                facts = {"sentence": sentence(refusal)}
                return render(request, "courses/unknown.html", facts, status=HTTPStatus.NOT_FOUND)
        language = language_of(request, found.language)
        with translation.override(language):
            answer = view(request, found)
        answer.headers["Content-Language"] = language
        return answer

    return run


@of_link
@require_GET
def page(request: HttpRequest, found: SignUp) -> HttpResponse:
    """Whether they have a seat, wait, or have left; and what they can do."""
    return _page(request, found)


@of_link
def reach(request: HttpRequest, found: SignUp) -> HttpResponse:
    """Be told elsewhere, or nowhere."""
    if request.method != "POST":
        return _back(request, found)
    report_others(request, ("contact",))
    said = request.POST.get("contact", "").strip()
    try:
        contact = parse(said) if said else None
        actions.reach(link=found.link, contact=contact, by=PUBLIC, at=clock.now(), op=operation(request))
    except Refusal as refusal:
        kept = "" if refusal.code is Code.CPR_IN_TEXT else said[:LONGEST]
        return _page(request, found, STATUS[refusal.kind], wrong=sentence(refusal), said=kept)
    return _back(request, found, "reach")


@of_link
def leave(request: HttpRequest, found: SignUp) -> HttpResponse:
    """Asks once; then the seat is somebody else's."""
    if found.state == SignUpState.LEFT.value:
        return _back(request, found)
    if request.method != "POST":
        return _show(request, "courses/leave.html", found)
    report_others(request, ())
    actions.leave(link=found.link, by=PUBLIC, at=clock.now(), op=operation(request))
    return _back(request, found)


def _page(request: HttpRequest, found: SignUp, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
    waiting = found.state == SignUpState.WAITING.value
    facts = {
        "lines": [line(one) for one in queries.lines(found.series.course_id)],
        "place_in_line": queries.ahead_in_line(found) + 1 if waiting else None,
        "reached": hasattr(found, "contact"),
        "done": request.GET.get("done", "") == "reach",
        **more,
    }
    return _show(request, "courses/mine.html", found, status, **facts)


def _show(request: HttpRequest, template: str, found: SignUp, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
    shown = queries.series(found.series_id, clock.now())
    other = next(code for code in LANGUAGES if code != (get_language() or "da")[:2])
    facts = {
        "sign_up": found,
        "card": card(shown),
        "shown": shown,
        "times": times(shown),
        "lies": address_of(shown.row),
        "other_language": other,
        "op": uuid4(),
        **more,
    }
    return render(request, template, facts, status=status)


def _back(request: HttpRequest, found: SignUp, done: str = "") -> HttpResponse:
    asked = language_of(request, "")
    query = "&".join(part for part in (f"language={asked}" if asked else "", f"done={done}" if done else "") if part)
    onward = redirect(reverse("course-mine", args=(found.link,)) + (f"?{query}" if query else ""))
    onward.status_code = HTTPStatus.SEE_OTHER
    return onward
