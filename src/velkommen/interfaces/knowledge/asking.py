"""Who reads or keeps knowledge, where, what their form says; and the words and the frame every page of this door has."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from velkommen.apps.knowledge import queries
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.placement.town import Town
from velkommen.domain.refusals import Code, Kind, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.fields import operation
from velkommen.interfaces.web.middleware import STATUS
from velkommen.interfaces.web.templatetags.words import locale
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.danish import collation
from velkommen.shared.wording import sentence

DESK = re.compile(r"/desk/[-\w]+/\d+/", re.ASCII)


@dataclass(frozen=True)
class Reader:
    """Somebody who reads what the desk needs to know.

    Args:
        reads, keeps: the service points where they do, in the order of the alphabet.
    """

    by: Actor
    reads: tuple[ServicePoint, ...]
    keeps: tuple[ServicePoint, ...]

    @property
    def places(self) -> list[int]:
        return [place.pk for place in self.reads]

    @property
    def writes(self) -> bool:
        """Whether they write any card."""
        return self.by.may_somewhere(Right.KEEP_KNOWLEDGE)

    @property
    def everywhere(self) -> bool:
        return self.by.may(Right.KEEP_KNOWLEDGE, EVERYWHERE)


def reader(request: HttpRequest, right: Right = Right.READ_KNOWLEDGE) -> Reader:
    """Raises: Refusal NOT_ALLOWED to whoever holds the right nowhere."""
    by = request_actor(request)
    if not by.may_somewhere(right):
        raise Refusal(Code.NOT_ALLOWED, right=right.value)
    points = sorted(places.service_points(), key=lambda place: collation(place.name))
    reads = tuple(place for place in points if by.may(Right.READ_KNOWLEDGE, place.pk))
    return Reader(by, reads, tuple(place for place in reads if by.may(Right.KEEP_KNOWLEDGE, place.pk)))


def writer(request: HttpRequest, task: str) -> Reader:
    """Somebody who may write the card of a task. Raises: Refusal NOT_ALLOWED."""
    who = reader(request)
    if not queries.may_write(who.by, queries.owner_of(task)):
        raise Refusal(Code.NOT_ALLOWED, right=Right.KEEP_KNOWLEDGE.value)
    return who


def stamp(request: HttpRequest) -> dict[str, Any]:
    """Who sends a form, when, and under which operation. Raises: Refusal BAD_VALUE."""
    return {"by": request_actor(request), "at": clock.now(), "op": operation(request)}


def refused(act: Callable[[], object]) -> Refusal | None:
    """Do something; a "no" that its page can say comes back. Raises: Refusal that is about who asks, or about nothing there."""
    try:
        act()
    except Refusal as refusal:
        if refusal.kind in {Kind.FORBIDDEN, Kind.NOT_FOUND}:
            raise
        return refusal
    return None


def back(request: HttpRequest) -> str:
    """The desk somebody came from, as its address; empty when they came from none."""
    found = request.POST.get("from") or request.GET.get("from", "")
    return found if DESK.fullmatch(found) else ""


def page(
    request: HttpRequest, template: str, section: str, facts: dict[str, Any], no: Refusal | None = None
) -> HttpResponse:
    """A page of this door; after a "no" with what was typed, and why."""
    frame = {
        "section": section,
        "op": uuid4(),
        "here": request.get_full_path() if request.method == "GET" else request.path,
        "back": back(request),
        "typed": request.POST if no else {},
        "refused": sentence(no) if no else "",
        "done": request.GET.get("done", ""),
    }
    return render(request, template, frame | facts, status=STATUS[no.kind] if no else 200)


def known_task(town: Town, key: str) -> str:
    """Raises: Refusal UNKNOWN_TASK."""
    if key not in town.tasks:
        raise Refusal(Code.UNKNOWN_TASK, task=key[:40])
    return key


def reads_in() -> str:
    """The language of the reader, as cards have it."""
    return "en" if locale() == "en_GB" else "da"
