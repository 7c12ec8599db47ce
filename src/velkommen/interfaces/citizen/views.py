"""Following a number: where it is in line, which desk calls it, going again."""

from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET

from velkommen.apps.enquiries.actions import ask_to_be_told, leave_visit
from velkommen.apps.enquiries.waits import waits_at
from velkommen.apps.placement import book
from velkommen.apps.surveys import queries as surveys
from velkommen.apps.visits.models import Visit
from velkommen.apps.visits.notices import notice_of
from velkommen.apps.visits.queries import beside, by_link, next_first
from velkommen.domain.contacts import parse
from velkommen.domain.lifecycle import Ending, State
from velkommen.domain.messages import masked
from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.live.tickets import stream_url
from velkommen.interfaces.web.fields import one_id, operation
from velkommen.interfaces.web.middleware import STATUS
from velkommen.interfaces.web.public import LANGUAGES, language_of, public, show, wait_note, wait_words
from velkommen.interfaces.web.templatetags.words import clock_time
from velkommen.shared import clock
from velkommen.shared.actor import Actor, ActorKind
from velkommen.shared.log.queries import newest_at
from velkommen.shared.wording import sentence

AHEADS = (1, 2, 3, 5)  # how many may be ahead when somebody is told


@public
@require_GET
def follow(request: HttpRequest, link: str) -> HttpResponse:
    """The number as it is now. Its page closes when its day is over."""
    visit = _of_today(link)
    return _closed(request) if visit is None else _show(request, visit)


@public
def leave(request: HttpRequest, link: str) -> HttpResponse:
    """The citizen goes again. One that was served meanwhile hears so instead."""
    visit = _of_today(link)
    if visit is None:
        return _closed(request)
    language = language_of(request, visit.language)
    if request.method == "POST":
        try:
            leave_visit(visit=visit.pk, by=Actor(ActorKind.CITIZEN, visit.pk), at=clock.now(), op=operation(request))
        except Refusal as refusal:
            return _not_left(request, visit, refusal)
    answer = redirect(f"{reverse('follow', args=(link,))}?language={language}")
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


@public
@require_GET
def wait(request: HttpRequest, link: str) -> HttpResponse:
    """The wait in words alone, for the page to ask after something has changed in the line."""
    visit = _of_today(link)
    if visit is None or visit.state != State.WAITING.value:
        return JsonResponse({}, status=HTTPStatus.NOT_FOUND)
    with translation.override(language_of(request, visit.language)):
        return JsonResponse(_wait(visit, clock.now()))


def tell(request: HttpRequest, link: str) -> HttpResponse:
    """Somebody in line leaves an address, to be told when it is soon their turn."""
    visit = _of_today(link)
    if visit is None:
        return _closed(request)
    language = language_of(request, visit.language)
    if request.method == "POST":
        by = Actor(ActorKind.CITIZEN, visit.pk)
        try:
            contact, position = parse(request.POST.get("contact", "")), one_id(request, "position")
            said: dict[str, Any] = {"contact": contact, "position": position, "language": language}
            ask_to_be_told(visit=visit.pk, **said, by=by, at=clock.now(), op=operation(request))
        except Refusal as refusal:
            with translation.override(language):
                said_no = sentence(refusal)
            return _show(request, visit, said_no, STATUS[refusal.kind])
    answer = redirect(f"{reverse('follow', args=(link,))}?language={language}")
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


def _of_today(link: str) -> Visit | None:
    visit = by_link(link)
    return visit if visit and visit.day == clock.local_day(clock.now()) else None


def _not_left(request: HttpRequest, visit: Visit, refusal: Refusal) -> HttpResponse:
    """A refusal names colleagues and desks to staff; a citizen hears only that the number is no longer in line."""
    hidden = Refusal(refusal.code, **{**refusal.facts, "who": None}) if refusal.code is Code.ILLEGAL_MOVE else refusal
    with translation.override(language_of(request, visit.language)):
        said = sentence(hidden)
    return _show(request, visit, said, STATUS[refusal.kind])


def _show(request: HttpRequest, visit: Visit, refused: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    language = language_of(request, visit.language)
    with translation.override(language):
        facts = _facts(visit, clock.now())
    facts |= {
        "refused": refused,
        "typed": request.POST.get("contact", ""),
        "op": uuid4(),
        "other_language": next(code for code in LANGUAGES if code != language),
    }
    return show(request, "citizen/follow.html", facts, language, status)


def _facts(visit: Visit, at: datetime) -> dict[str, Any]:
    version = newest_at(visit.service_point_id)  # before the line is read: see the board
    waiting = visit.state == State.WAITING.value
    line = beside(visit) if waiting else []
    before = next_first(visit, line, at)
    told = _wait(visit, at) if waiting else {"wait": "", "note": ""}
    notice = notice_of(visit.pk) if waiting else None
    page = {
        "id": visit.pk,
        "group": visit.group_id,
        "queued_at": visit.queued_at.isoformat(),
        "announced_at": visit.announced_at and visit.announced_at.isoformat(),
        "state": visit.state,
        "booked": visit.booked,
        "line": [[one.id, one.queued_at.isoformat(), one.booked] for one in line if one.booked or one.id in before],
        "wait": reverse("follow-wait", args=(visit.link,)) + f"?language={get_language()}",
        "version": version,
        "stream": stream_url(f"public:{visit.service_point_id}"),
        "now": int(at.timestamp() * 1000),
    }
    return {
        "visit": visit,
        "place": visit.service_point,
        "page": page,
        "position": len(before) + 1,
        "position_words": gettext("Number {number} in line").format(number=len(before) + 1),
        **told,
        "missed": visit.ending == Ending.NO_SHOW.value,
        "left": visit.ending == Ending.LEFT.value,
        "due": visit.queued_at if _early(visit, at) else None,
        "aheads": AHEADS,
        "asks": _asks(visit, at),
        "notice": notice,
        "told_at": masked(notice.to) if notice and notice.to else "",
        "at": at,
    }


def _asks(visit: Visit, at: datetime) -> bool:
    """Whether the page asks how it was. It is drawn before the visit is over, too: the page turns by itself then."""
    return surveys.asking(visit.service_point_id, at) and not (visit.ending and surveys.has_answered(visit.pk))


def _wait(visit: Visit, at: datetime) -> dict[str, str]:
    """The wait from now on in words, and what it rests on. Until their time comes, who has an appointment hears that alone."""
    if _early(visit, at):
        return {"wait": gettext("at %(time)s") % {"time": clock_time(visit.queued_at)}, "note": ""}
    there = waits_at(visit.service_point_id, book.town(), at)
    told = there.of(visit.pk) if there else None
    return {"wait": wait_words(told), "note": wait_note(told)}


def _early(visit: Visit, at: datetime) -> bool:
    return visit.booked and visit.queued_at > at


def _closed(request: HttpRequest) -> HttpResponse:
    facts = {"other_language": next(code for code in LANGUAGES if code != language_of(request))}
    return show(request, "citizen/closed.html", facts, language_of(request), HTTPStatus.NOT_FOUND)
