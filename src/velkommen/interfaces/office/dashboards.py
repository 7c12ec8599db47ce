"""Six questions, a dashboard each: a sentence, pictures with their tables, and all of it as files. The choice stands in the address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from velkommen.interfaces.office import asked, growth, sentences, solved, waiting, when, who
from velkommen.interfaces.office import choice as choices
from velkommen.interfaces.office.choice import Choice
from velkommen.interfaces.office.doors import doors
from velkommen.interfaces.office.parts import Answer, Part, Seen
from velkommen.interfaces.office.views import as_file, as_workbook
from velkommen.interfaces.web.charts.shown import shown as drawn
from velkommen.interfaces.web.tables import few
from velkommen.interfaces.web.tables.shown import shown
from velkommen.shared import clock
from velkommen.shared.wording_figures import OF_SO_FEW


@dataclass(frozen=True)
class Question:
    """A question, what answers it, and what beside the blocks of the span is read for it."""

    words: Promise
    answer: Callable[[Seen], Answer]
    reads: Mapping[str, bool]


QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {
        "asked": Question(_("What do people ask for?"), asked.answer, {}),
        "solved": Question(_("Is it solved the first time?"), solved.answer, {}),
        "waiting": Question(_("How long do they wait?"), waiting.answer, {}),
        "when": Question(_("Where and when do they come?"), when.answer, {"library": True}),
        "who": Question(_("Who answers?"), who.answer, {"volumes": True}),
        "growth": Question(_("How does it grow?"), growth.answer, {"compared": True, "library": True}),
    }
)


@login_required
@require_GET
def page(request: HttpRequest, question: str) -> HttpResponse:
    """The answer to one question, for the places and days of the address."""
    choice = choices.read(request, long=True)
    found = _answered(question, choice)
    facts = {
        "choice": choice,
        "quick": choices.quick_choices(choice, long=True),
        "period": sentences.period_words(choice),
        "question": question,
        "words": QUESTIONS[question].words,
        "answer": found,
        "parts": [
            (shown(part.table), drawn(part.chart) if part.chart else None) for part in found.parts if part.table.rows
        ],
        "doors": doors(request, question, choice.query),
        "workbook": reverse("dashboard-workbook", args=(question,)) + choice.query,
    }
    return render(request, "office/dashboard.html", facts)


@login_required
@require_GET
def download(request: HttpRequest, part: str) -> HttpResponse:
    """One table as CSV, by its key, which begins with its question."""
    choice = choices.read(request, long=True)
    question, _dash, _name = part.partition("-")
    for found in _answered(question, choice).parts:
        if found.table.key == part:
            return as_file(found.table, choice)
    raise Http404


@login_required
@require_GET
def workbook(request: HttpRequest, part: str) -> HttpResponse:
    """One table for Excel; by the question alone, all of its tables, each a sheet."""
    choice = choices.read(request, long=True)
    question, _dash, _name = part.partition("-")
    tables = [one.table for one in _answered(question, choice).parts if part in {question, one.table.key}]
    if not tables:
        raise Http404
    return as_workbook(part, tables, choice)


def _answered(question: str, choice: Choice) -> Answer:
    asked_for = QUESTIONS.get(question)
    if asked_for is None:
        raise Http404
    seen = Seen(choice, clock.now(), **asked_for.reads)
    found = asked_for.answer(seen)
    if not few.nothing(seen.number, few=choice.few):
        return found
    return replace(found, parts=[Part(few.emptied(part.table)) for part in found.parts], without=OF_SO_FEW)
