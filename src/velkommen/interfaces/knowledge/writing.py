"""Keeping cards: written, compared, taken back, read again, owned; what is otherwise at one place."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from velkommen.apps.knowledge import actions, queries
from velkommen.apps.knowledge.models import CardVersion
from velkommen.apps.placement import book
from velkommen.apps.places import queries as places
from velkommen.domain.knowledge import LANGUAGES, LONGEST_LINE, LONGEST_NOTE, MOST_LINES, difference
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.knowledge.asking import known_task, page, reader, reads_in, refused, stamp, writer
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.fields import one_id
from velkommen.shared import clock
from velkommen.shared.wording_tasks import name_on

#: What a form of a card's page says to do -> the deed.
KEPT: Mapping[str, Callable[..., object]] = MappingProxyType(
    {"review": actions.review_card, "own": actions.take_over_card}
)


def _language(text: str) -> str:
    """Raises: Refusal BAD_VALUE."""
    if text not in LANGUAGES:
        raise Refusal(Code.BAD_VALUE, field="language")
    return text


def _number(text: str) -> int:
    """The number of a version. Raises: Refusal BAD_VALUE."""
    if not (text.isascii() and text.isdecimal() and len(text) < 5):
        raise Refusal(Code.BAD_VALUE, field="number")
    return int(text)


def _name(task: str) -> str:
    town = book.town()
    return name_on(town, known_task(town, task), clock.local_day(clock.now()))


@login_required
def write(request: HttpRequest, task: str) -> HttpResponse:
    """Write the card of a task in a language. After a "no" nothing of what was typed is lost."""
    writer(request, task)
    name, sent, no = _name(task), request.POST, None
    language = _language(sent.get("language") or request.GET.get("language") or reads_in())
    if request.method == "POST":
        said = {name: sent.get(name, "") for name in ("steps", "pitfalls")}
        base = _number(sent.get("base") or "0")
        deed = {"task": task, "language": language, "base": base, **said, **stamp(request)}
        no = refused(lambda: actions.write_card(**deed))
        if no is None:
            return redirect(f"/knowledge/tasks/{task}/?done=written")
    now = queries.current(task).get(language)
    facts = {
        "task": task,
        "name": name,
        "language": language,
        "languages": LANGUAGES,
        "now": now,
        "base": now.number if now else 0,
        "most": MOST_LINES,
        "longest": LONGEST_LINE,
        "overtaken": no is not None and no.code is Code.CARD_CHANGED,
    }
    return page(request, "knowledge/write.html", "search", facts, no)


@login_required
@require_GET
def history(request: HttpRequest, task: str) -> HttpResponse:
    """Every version of a card, and what differs between one and the one before it."""
    who, name = reader(request), _name(task)
    language = _language(request.GET.get("language") or reads_in())
    versions = queries.history(task, language)
    facts = {
        "task": task,
        "name": name,
        "language": language,
        "languages": LANGUAGES,
        "versions": [(one, _differs(one, before)) for one, before in zip(versions, [*versions, None][1:], strict=True)],
        "may_write": queries.may_write(who.by, queries.owner_of(task)),
    }
    return page(request, "knowledge/history.html", "search", facts)


def _differs(one: CardVersion, before: CardVersion | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """What became of the lines of each list, those that stayed too."""
    found = []
    for name in ("steps", "pitfalls"):
        old = getattr(before, name).splitlines() if before else []
        found.append((name, [(mark.value, line) for mark, line in difference(old, getattr(one, name).splitlines())]))
    return found


@login_required
def take_back(request: HttpRequest, task: str) -> HttpResponse:
    """Let a card say again what an older version said."""
    if request.method != "POST":
        return redirect("knowledge-history", task)
    writer(request, task)
    language, number = _language(request.POST.get("language", "")), _number(request.POST.get("number", ""))
    actions.take_back_version(task=task, language=language, number=number, **stamp(request))
    return redirect(f"/knowledge/tasks/{task}/?done=taken-back")


@login_required
def keep(request: HttpRequest, task: str) -> HttpResponse:
    """Read again and found right, or taken over by a new owner."""
    if request.method != "POST":
        return redirect("knowledge-card", task)
    writer(request, task)
    do = request.POST.get("do", "")
    if do not in KEPT:
        raise Refusal(Code.BAD_VALUE, field="do")
    KEPT[do](task=task, **stamp(request))
    onward = "/knowledge/keeping/" if request.POST.get("to") == "keeping" else f"/knowledge/tasks/{task}/"
    return redirect(f"{onward}?done={do}")


@login_required
def place(request: HttpRequest, task: str, slug: str) -> HttpResponse:
    """What is otherwise at one place: written, and taken away when it holds no longer."""
    by = request_actor(request)
    if not by.may_somewhere(Right.KEEP_KNOWLEDGE):
        raise Refusal(Code.NOT_ALLOWED, right=Right.KEEP_KNOWLEDGE.value)
    point, no = places.service_point(slug), None
    by.require(Right.KEEP_KNOWLEDGE, point.pk)
    name = _name(task)
    if request.method == "POST":
        no = refused(lambda: _at_place(request, task, point.pk))
        if no is None:
            return redirect(f"{request.path}?done=addition")
    found = queries.additions(task, [point.pk])
    facts = {"task": task, "name": name, "place": point, "additions": found, "longest": LONGEST_NOTE}
    return page(request, "knowledge/place.html", "search", facts, no)


def _at_place(request: HttpRequest, task: str, place: int) -> None:
    if request.POST.get("do") == "remove":
        row = queries.addition(one_id(request, "addition"))
        if row.service_point_id != place:
            raise Refusal(Code.UNKNOWN_ADDITION)
        actions.remove_addition(addition=row.pk, **stamp(request))
    else:
        actions.add_locally(place=place, task=task, text=request.POST.get("text", ""), **stamp(request))
