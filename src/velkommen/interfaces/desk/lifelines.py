"""Lifelines at the desk: asking from the panel, reading the answer, saying what came of it. Each button is one call of one deed."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TypedDict
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from velkommen.apps.enquiries import queries as enquiries
from velkommen.apps.knowledge import actions as knowledge
from velkommen.apps.lifelines import actions
from velkommen.apps.placement import book
from velkommen.domain.contacts import parse
from velkommen.domain.handover import Matter, Receiver
from velkommen.domain.lifelines import Note
from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.desk.asked import answer_of, of_place
from velkommen.interfaces.desk.deeds import Press
from velkommen.interfaces.desk.panel import ANYBODY, panel
from velkommen.interfaces.desk.screen import here
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.fields import chosen, one_id
from velkommen.interfaces.web.fragments import wants_part
from velkommen.shared import clock

LONG = 19  # digits of a number no database has


class Plan(TypedDict):
    """What the panel says: about whom, whom to ask, what goes along."""

    visit: int
    to: int | None
    receiver: Receiver
    matter: Matter
    consent: bool
    note: Note | None


def _plan(press: Press) -> Plan:
    said = press.text("to")
    anybody = said.startswith(ANYBODY) or not said
    try:
        receiver = Receiver(said.removeprefix(ANYBODY)) if anybody and said else Receiver.DEPARTMENT
    except ValueError as error:
        raise Refusal(Code.BAD_VALUE, field="to") from error
    return {
        "visit": press.visit,
        "to": None if anybody else one_id(press.request, "to"),
        "receiver": receiver,
        "matter": chosen(press.request, "matter", Matter),
        "consent": press.text("consent") == "yes",
        "note": Note(press.text("note")) if press.text("note") else None,
    }


def _call_back(press: Press) -> object:
    """A number to ring; or the time that was pressed, with where whoever has it is reached, if they want messages."""
    starts = _moment(press) if press.text("starts") else None
    typed = press.text("contact" if starts else "number")
    contact = parse(typed) if typed else None
    return actions.call_back(**_plan(press), contact=contact, starts=starts, **press.stamp)


def _moment(press: Press) -> datetime:
    """Raises: Refusal BAD_VALUE."""
    try:
        found = datetime.fromisoformat(press.text("starts"))
    except ValueError as error:
        raise Refusal(Code.BAD_VALUE, field="starts") from error
    if found.tzinfo is None:
        raise Refusal(Code.BAD_VALUE, field="starts")
    return found


def _lifeline(press: Press) -> int:
    return one_id(press.request, "lifeline")


class Kept(TypedDict):
    """What an answer the reader has opened comes to for everybody, in their words; `task` is a key."""

    task: str
    text: str


def _kept(press: Press) -> Kept:
    """Raises: Refusal NOT_ASKED."""
    found = answer_of(press.there, _lifeline(press), press.at)
    return {"task": found.row.task.key, "text": press.text(f"kept-{found.row.pk}")}


#: The deeds of the panel: when one is refused, the panel comes back with what was typed.
FROM_PANEL: Mapping[str, Callable[[Press], object]] = MappingProxyType(
    {
        "ask": lambda p: actions.ask_expert(**_plan(p), **p.stamp),
        "join": lambda p: actions.join(**_plan(p), **p.stamp),
        "take-over": lambda p: actions.take_over(**_plan(p), **p.stamp),
        "call-back": _call_back,
    }
)
#: The deeds about what was asked.
ABOUT_ASKED: Mapping[str, Callable[[Press], object]] = MappingProxyType(
    {
        "read-answer": lambda p: actions.open_notes(lifeline_id=_lifeline(p), **p.stamp),
        "solve": lambda p: actions.close_lifeline(lifeline_id=_lifeline(p), helped=True, **p.stamp),
        "close-lifeline": lambda p: actions.close_lifeline(lifeline_id=_lifeline(p), helped=False, **p.stamp),
        "take-back": lambda p: actions.recall(lifeline_id=_lifeline(p), **p.stamp),
        "fetch-back": lambda p: actions.recall(lifeline_id=_lifeline(p), desk=p.desk, **p.stamp),
        "keep-here": lambda p: knowledge.draft_from_answer(place=p.place, **_kept(p), **p.stamp),
        "keep-on-card": lambda p: knowledge.draft_from_answer(place=None, **_kept(p), **p.stamp),
        "propose": lambda p: knowledge.propose_text(place=p.place, **_kept(p), **p.stamp),
        "take-on": lambda p: actions.take_desk(lifeline_id=_lifeline(p), **p.stamp),
    }
)


LIFELINE_DEEDS = MappingProxyType({**FROM_PANEL, **ABOUT_ASKED})


@login_required
@require_GET
def lifeline(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The panel for a visit of the place (`?visit=`): into the screen for its script, else a page of its own."""
    there, at = here(slug, number, request_actor(request)), clock.now()
    visit = request.GET.get("visit", "")
    about = (
        enquiries.current_matter(int(visit)) if visit.isascii() and visit.isdecimal() and len(visit) < LONG else None
    )
    if about is None or about.service_point_id != there.place.pk:
        return redirect("desk", slug, number)
    facts = {"there": there, "town": book.town(), "panel": panel(there, about, at, {}), "op": uuid4()}
    facts["base"] = reverse("desk", args=(slug, number))
    return render(request, "desk/_lifeline.html" if wants_part(request) else "desk/lifeline.html", facts)


@login_required
@require_GET
def all_open(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Every lifeline of the place that is not over, whoever asked: nothing is dropped when a colleague goes home."""
    there, at = here(slug, number, request_actor(request)), clock.now()
    facts = {"there": there, "town": book.town(), "some": of_place(there, at), "at": at, "op": uuid4()}
    return render(request, "desk/lifelines.html", facts)
