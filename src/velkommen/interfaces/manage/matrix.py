"""The matrix: who does what where, edited like a sheet. Look at what it would do, then save; nothing typed is lost on the way."""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from velkommen.apps.appointments import weeks
from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.placement import book
from velkommen.apps.placement.actions import Cell, set_offers
from velkommen.apps.placement.actions.offers import problems
from velkommen.apps.placement.asking import can_do
from velkommen.apps.placement.models import NO_ROLE
from velkommen.domain import dates
from velkommen.domain.kinds import DeskRole
from velkommen.domain.placement.consequences import Line, When, compare, lines
from velkommen.domain.placement.facts import Offered
from velkommen.domain.placement.town import Town
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.domain.steps import Steps
from velkommen.interfaces.manage.cells import Matrix, changes, copied, draw, explained, legend
from velkommen.interfaces.manage.forms import arranged
from velkommen.interfaces.manage.hitting import hit_in_words
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.fields import one_id, operation
from velkommen.interfaces.web.middleware import STATUS
from velkommen.interfaces.web.templatetags.words import locale
from velkommen.shared import clock
from velkommen.shared.wording import sentence

PARTS: Mapping[When, Promise] = MappingProxyType(
    {
        When.EVERYTHING: gettext_lazy("altogether"),
        When.SATURDAY: gettext_lazy("on Saturdays"),
        When.SUNDAY: gettext_lazy("on Sundays"),
        When.EVENING: gettext_lazy("in the evening"),
        When.SOME: gettext_lazy("some of the hours"),
    }
)
SHOWN = 12  # sentences of what it would do; the rest is told as a number


@login_required
def matrix(request: HttpRequest) -> HttpResponse:
    """The sheet; what was typed into it is previewed, copied into or saved by the button that was pressed."""
    by = request_actor(request)
    if not by.may_somewhere(Right.ARRANGE):
        raise Refusal(Code.NOT_ALLOWED, right=Right.ARRANGE.value)
    typed = {name: str(text) for name, text in request.POST.items() if name.startswith("c-")}
    try:
        return _answer(request, typed)
    except Refusal as refusal:
        return _page(request, typed, {"refused": sentence(refusal)}, STATUS[refusal.kind])


@login_required
@require_GET
def why(request: HttpRequest, slug: str, task: str) -> HttpResponse:
    """What a cell comes to at this moment, and why, as plain text: fetched when somebody points at it."""
    place, at = arranged(request, slug), clock.now()
    said = explained(can_do(book.town(), place.pk, task, at), at)
    return HttpResponse(" ".join(said), content_type="text/plain; charset=utf-8")


def _answer(request: HttpRequest, typed: Mapping[str, str]) -> HttpResponse:
    wanted = request.POST.get("do", "")
    if wanted == "copy":
        sheet = _sheet(request, typed)
        fresh = copied(sheet, one_id(request, "origin"), one_id(request, "to"))
        return _page(request, {**typed, **fresh}, {"copied": True})
    if wanted == "preview":
        return _page(request, typed, _preview(request, _sheet(request, typed)))
    if wanted == "save":
        cells = changes(_sheet(request, typed))
        since = _since(request)
        set_offers(cells=cells, since=since, by=request_actor(request), at=clock.now(), op=operation(request))
        return redirect(f"{request.path}?line={request.POST.get('line', '')}&since={since}&saved={len(cells)}")
    return _page(request, {}, {"saved": _number(request.GET.get("saved", ""))})


def _preview(request: HttpRequest, sheet: Matrix) -> dict[str, Any]:
    """What would happen if this were saved: the faults that forbid it, and what people would lose and gain."""
    cells, since = changes(sheet), _since(request)
    before = book.town()
    after = _with(before, cells, since)
    found = lines(compare(before, after, since))
    names = {row.task: row.name for row in sheet.rows}
    return {
        "preview": True,
        "number": len(cells),
        "faults": [sentence(fault) for fault in problems(cells, since)],
        "lines": [*_hit(after, cells), *(_words(line, before, names) for line in found[:SHOWN])],
        "more": max(len(found) - SHOWN, 0),
    }


def _hit(after: Town, cells: list[Cell]) -> Iterator[dict[str, object]]:
    """The appointments that could not be kept, place by place."""
    for place in sorted({cell.place for cell in cells}):
        lost = weeks.hit(place, clock.now(), town=after)
        if lost:
            yield {"loses": True, "text": hit_in_words(len(lost)), "places": after.places[place].name}


def _with(town: Town, cells: list[Cell], since: date) -> Town:
    """The town as it would be."""
    offers = {place: dict(town.places[place].offers) for place in {cell.place for cell in cells}}
    for cell in cells:
        steps = offers[cell.place].get(cell.task, Steps())
        step = None if cell.role == NO_ROLE else Offered(DeskRole(cell.role) if cell.role else None)
        offers[cell.place][cell.task] = Steps.of([*zip(steps.days, steps.values, strict=True), (since, step)])
    return town.with_offers(offers)


def _words(line: Line, town: Town, names: Mapping[str, str]) -> dict[str, object]:
    """ "3 places lose Saturdays: Pas, voksen", with the places by name."""
    number, task = len(line.places), names.get(line.task, line.task)
    facts = {"number": number, "task": task, "when": str(PARTS[line.when])}
    lost = ngettext("%(number)s place loses “%(task)s” %(when)s", "%(number)s places lose “%(task)s” %(when)s", number)
    won = ngettext("%(number)s place gains “%(task)s” %(when)s", "%(number)s places gain “%(task)s” %(when)s", number)
    where = [town.places[place].name for place in line.places]
    text = (lost if line.loses else won) % facts
    if line.helped:
        text = gettext("%(what)s, but people are still helped") % {"what": text}
    return {"loses": line.loses, "text": text, "places": ", ".join(where)}


def _sheet(request: HttpRequest, typed: Mapping[str, str]) -> Matrix:
    chosen = request.POST.get("line") or request.GET.get("line", "")
    groups = [group for group in catalogue.groups() if chosen in {"", group.letter}]
    return draw(book.town(), request_actor(request), _since(request), groups, typed, clock.now())


def _page(request: HttpRequest, typed: Mapping[str, str], more: Mapping[str, Any], status: int = 200) -> HttpResponse:
    facts = {
        "sheet": _sheet(request, typed),
        "groups": catalogue.groups(),
        "line": request.POST.get("line") or request.GET.get("line", ""),
        "since": _since(request),
        "legend": legend(),
        "language_of_letters": locale(),
        "op": uuid4(),
        "here": request.path,
        **more,
    }
    return render(request, "manage/matrix.html", facts, status=status)


def _since(request: HttpRequest) -> date:
    """The day it holds from: today unless another is given; one that cannot be read is today too, and shown as such."""
    text = request.POST.get("since") or request.GET.get("since", "")
    try:
        return dates.day_of(text)
    except Refusal:
        return clock.local_day(clock.now())


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None
