"""The expert's page: what waits, what is in hand, the answers. Every press answers with the page as it is now, refused or not."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from velkommen.apps.knowledge import actions as knowledge
from velkommen.apps.lifelines import actions, queries
from velkommen.domain.lifelines import Note
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.lifelines import inbox as lists
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.fields import chosen, operation
from velkommen.interfaces.web.fragments import wants_part
from velkommen.interfaces.web.middleware import status_on_page
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.log.queries import newest
from velkommen.shared.wording import sentence

Stamp = dict[str, Any]


def _answer(request: HttpRequest, lifeline: int, stamp: Stamp) -> object:
    text = request.POST.get("text", "").strip()
    return actions.answer(lifeline_id=lifeline, note=Note(text) if text else None, **stamp)


def _finish(request: HttpRequest, lifeline: int, stamp: Stamp) -> object:
    return actions.conclude(lifeline_id=lifeline, outcome=chosen(request, "outcome", Outcome), **stamp)


def _keep(request: HttpRequest, lifeline: int, stamp: Stamp) -> object:
    """The reader's answer, as they want everybody to read it: on the card of its task, or of the place alone."""
    row = queries.one(lifeline)
    if row.expert_id != stamp["by"].staff_id:
        raise Refusal(Code.NOT_ASKED)
    place = row.service_point_id if request.POST.get("where") == "place" else None
    text = request.POST.get("text", "").strip()
    return knowledge.draft_from_answer(task=row.task.key, place=place, text=text, **stamp)


#: The last part of an address -> the deed behind it, and what is said when it is done.
DEEDS: Mapping[str, tuple[Callable[[HttpRequest, int, Stamp], object], Promise]] = MappingProxyType(
    {
        "accept": (
            lambda _r, pk, by: actions.accept(lifeline_id=pk, **by),
            _("It is yours. The desk sees that you have it."),
        ),
        "read": (lambda _r, pk, by: actions.open_notes(lifeline_id=pk, **by), _("Opened. That you read it is noted.")),
        "answer": (_answer, _("Answered. It is at the desk now.")),
        "give-back": (
            lambda _r, pk, by: actions.give_back(lifeline_id=pk, **by),
            _("Given back. All others who can are asked."),
        ),
        "rung": (
            lambda _r, pk, by: actions.rung(lifeline_id=pk, helped=True, **by),
            _("Noted. The number is deleted."),
        ),
        "not-reached": (
            lambda _r, pk, by: actions.not_reached(lifeline_id=pk, **by),
            _("Noted. After three tries it is over, and the number is deleted."),
        ),
        "finish": (_finish, _("Noted. The visit is finished.")),
        "keep": (_keep, _("Kept: every desk finds it from now on.")),
    }
)


@login_required
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What is asked of the reader and what they have in hand; the lists alone for the page's script."""
    return _page(request, expert(request))


@login_required
def act(request: HttpRequest, lifeline: int, deed: str) -> HttpResponse:
    """One deed on a lifeline, then the lists again. A refusal keeps what was typed and says what to do."""
    by = expert(request)
    if request.method != "POST":
        return redirect("lifelines")
    stamp = _stamp(request, by)
    return _done(request, by, deed, lambda: DEEDS[deed][0](request, lifeline, stamp), lifeline)


@login_required
def busy(request: HttpRequest) -> HttpResponse:
    """Say that one cannot be asked for now, or that one can again."""
    by = expert(request)
    if request.method != "POST":
        return redirect("lifelines")
    said, stamp = request.POST.get("busy") == "yes", _stamp(request, by)
    return _done(request, by, "busy", lambda: actions.set_busy(busy=said, **stamp))


def expert(request: HttpRequest) -> Actor:
    """Who asks, if they are an expert anywhere. Raises: Refusal NOT_ALLOWED."""
    by = request_actor(request)
    if not by.may_somewhere(Right.ANSWER):
        raise Refusal(Code.NOT_ALLOWED, right=Right.ANSWER.value)
    return by


def doors(by: Actor) -> dict[str, bool]:
    """Which pages of this door stand open to somebody."""
    rights = {"answer": Right.ANSWER, "lead": Right.ARRANGE, "log": Right.SEE_LOG}
    found = {door: by.may_somewhere(right) for door, right in rights.items()}
    return found | {"counts": by.may(Right.SEE_STATISTICS, EVERYWHERE)}


def _stamp(request: HttpRequest, by: Actor) -> Stamp:
    return {"by": by, "at": clock.now(), "op": operation(request)}


def _done(request: HttpRequest, by: Actor, deed: str, act: Callable[[], object], lifeline: int = 0) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        typed = {"lifeline": lifeline, "text": request.POST.get("text", "")}
        return _page(request, by, refused=sentence(refusal), typed=typed, status=status_on_page(refusal))
    if wants_part(request):
        return _page(request, by)
    answer = redirect(f"{reverse('lifelines')}?done={deed}")
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


def _page(request: HttpRequest, by: Actor, status: int = HTTPStatus.OK, **more: object) -> HttpResponse:
    version = newest()  # read first: what comes while the lists are read is heard
    facts = {
        **lists.facts(by, clock.now()),
        **more,
        "pressed": wants_part(request),
        "here": reverse("lifelines"),
    }
    if wants_part(request):
        return render(request, "lifelines/_lists.html", facts, status=status)
    done = DEEDS.get(request.GET.get("done", ""))
    facts |= {"live": lists.live(version), "doors": doors(by), "done": done[1] if done else ""}
    return render(request, "lifelines/inbox.html", facts, status=status)
