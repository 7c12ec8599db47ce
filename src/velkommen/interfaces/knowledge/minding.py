"""What waits for somebody: what was found wrong, cards to be read again, cards that are nobody's; and what one found wrong oneself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from velkommen.apps.knowledge import actions, queries
from velkommen.apps.knowledge.models import Card, Report
from velkommen.apps.placement import book
from velkommen.domain.knowledge import ANSWERS_TO, LONGEST_NOTE, Answer, Told
from velkommen.domain.placement.town import Town
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.knowledge.asking import Reader, page, reader, refused, stamp
from velkommen.interfaces.knowledge.views import card_facts
from velkommen.interfaces.web.fields import chosen
from velkommen.shared import clock
from velkommen.shared.wording_knowledge import ANSWERS
from velkommen.shared.wording_tasks import name_on

#: On a button, where that is not what is told afterwards.
_WORDS: Mapping[Answer, Promise] = MappingProxyType({Answer.LEFT: _("Do not take it")})
PATIENCE = timedelta(days=2)  # until a report its owner has not answered is shown to others as waiting


@dataclass(frozen=True)
class Waiting:
    """A report as its list shows it. `why` others than the owner see it among theirs: nobody's, or waiting too long."""

    row: Report
    name: str
    why: str = ""


@login_required
@require_GET
def keeping(request: HttpRequest) -> HttpResponse:
    """Everything that waits for the reader; for whoever keeps knowledge also what its owner leaves lying."""
    who, town, at = reader(request), book.town(), clock.now()
    day = clock.local_day(at)
    cards = {card.task.key: card for card in queries.cards()}
    mine, others = _reports(who, town, cards, at)
    facts = {
        "mine": mine,
        "others": others,
        "due": [(card, name_on(town, key, day)) for key, card in cards.items() if _due(who, card, at)],
        "nobodys": [(card, name_on(town, key, day)) for key, card in cards.items() if who.writes and not _owned(card)],
        "said": [(row, name_on(town, row.task.key, day)) for row in queries.said_by(who.by.staff_id or 0)],
        "writes": who.writes,
    }
    return page(request, "knowledge/keeping.html", "keeping", facts)


def _owned(card: Card | None) -> bool:
    return card is not None and bool(card.owned)  # type: ignore[attr-defined] # annotated by the query


def _due(who: Reader, card: Card, at: datetime) -> bool:
    """Whether a card waits to be read again, by its owner or whoever keeps knowledge."""
    return card.review_on < clock.local_day(at) and queries.may_write(who.by, card.owner_id)


def _reports(who: Reader, town: Town, cards: dict[str, Card], at: datetime) -> tuple[list[Waiting], list[Waiting]]:
    """What waits for the reader's answer: of their own cards, and of those of others that nobody answers."""
    mine, others, day = list[Waiting](), list[Waiting](), clock.local_day(at)
    for row in queries.open_reports():
        card = cards.get(row.task.key)
        owner = card.owner_id if card and _owned(card) else None
        name = name_on(town, row.task.key, day)
        if owner == who.by.staff_id:
            mine.append(Waiting(row, name))
        elif queries.may_answer(who.by, row, owner):
            why = "nobodys" if owner is None else "late" if at - row.at > PATIENCE else ""
            others.append(Waiting(row, name, why))
    return mine, sorted(others, key=lambda one: not one.why)


@login_required
def report(request: HttpRequest, report: int) -> HttpResponse:
    """One thing that was found wrong, beside the card as it is now, and its answer."""
    who = reader(request)
    row, no = queries.report(report), None
    if not queries.may_answer(who.by, row, queries.owner_of(row.task.key)):
        raise Refusal(Code.NOT_ALLOWED, right=Right.KEEP_KNOWLEDGE.value)
    if request.method == "POST":
        no = refused(lambda: _answer(request, report))
        if no is None:
            return redirect("/knowledge/keeping/?done=answered")
    facts = card_facts(who, book.town(), row.task.key)
    return page(
        request,
        "knowledge/report.html",
        "keeping",
        {**facts, **_told(who, row), "longest": LONGEST_NOTE},
        no,
    )


def _told(who: Reader, row: Report) -> dict[str, object]:
    """A report, what can be answered by a word, and `here`: where a proposal can be taken for its place alone, its name."""
    words = [
        (one.value, _WORDS.get(one, ANSWERS[one])) for one in ANSWERS_TO[Told(row.kind)] if one is not Answer.TAKEN
    ]
    place = row.service_point
    here = place.name if place and who.by.may(Right.KEEP_KNOWLEDGE, place.pk) else ""
    return {"row": row, "answers": words, "proposal": row.kind == Told.PROPOSAL, "here": here}


def _answer(request: HttpRequest, report: int) -> None:
    answer, reply = chosen(request, "answer", Answer), request.POST.get("reply", "")
    if answer is Answer.TAKEN:
        here, text = request.POST.get("where") == "place", request.POST.get("text", "")
        actions.take_proposal(report=report, text=text, here=here, **stamp(request))
        return
    actions.answer_report(report=report, answer=answer, reply=reply, **stamp(request))


@login_required
def wrong(request: HttpRequest, task: str) -> HttpResponse:
    """Say that a card is wrong, away from a desk."""
    if request.method != "POST":
        return redirect("knowledge-card", task)
    reader(request)
    actions.report_wrong(task=task, place=None, text=request.POST.get("text", ""), **stamp(request))
    return redirect(f"/knowledge/tasks/{task}/?done=told")


@login_required
def seen(request: HttpRequest, report: int) -> HttpResponse:
    """Whoever said it has seen the answer."""
    if request.method != "POST":
        return redirect("knowledge-keeping")
    reader(request)
    actions.see_answer(report=report, **stamp(request))
    return redirect("knowledge-keeping")
