"""Reports as pages: choosing what it is about, reading it, taking it home as a PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from velkommen.domain import dates
from velkommen.domain.refusals import Refusal
from velkommen.interfaces.reports import asked, paper
from velkommen.interfaces.reports.asked import Asked, Seen
from velkommen.interfaces.reports.evaluation import evaluation
from velkommen.interfaces.reports.shown import shown
from velkommen.interfaces.web.actors import request_actor
from velkommen.shared import clock
from velkommen.shared.wording import sentence


@dataclass(frozen=True)
class Quick:
    """One press for a usual report."""

    words: str
    query: str


@dataclass(frozen=True)
class Choice:
    """What the form shows: the places that may be chosen, those that are, and the days as they were typed."""

    seen: Seen
    slugs: Sequence[str]
    first: str
    last: str
    latest: date


@login_required
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """What a report is about."""
    return _form(request, _choice(request))


@login_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The report to read; the form again, with why, where it cannot be made."""
    choice = _choice(request)
    try:
        wanted = _asked(choice)
        made = evaluation(wanted)
    except Refusal as refusal:
        return _form(request, choice, sentence(refusal))
    return render(request, "reports/page.html", {"report": shown(made), "query": address(wanted), "choice": choice})


@login_required
@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """The report as a PDF.

    Raises:
        Refusal: what `asked` and `evaluation` refuse.
    """
    made = evaluation(_asked(_choice(request)))
    name = f"evaluation-{made.first}-{made.last}-{made.language}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(paper.pdf(made), content_type="application/pdf", headers=headers)


def _form(request: HttpRequest, choice: Choice, wrong: str = "") -> HttpResponse:
    facts = {"choice": choice, "wrong": wrong, "quick": _quick(choice.latest)}
    return render(request, "reports/choose.html", facts, status=422 if wrong else 200)


def _choice(request: HttpRequest) -> Choice:
    """Raises: Refusal NOT_ALLOWED for who may see no figures."""
    today = clock.local_day(clock.now())
    first, last = asked.last_year(today)
    slugs = [slug for text in request.GET.getlist("places") for slug in text.split(",") if slug]
    return Choice(
        asked.seen(request_actor(request)),
        slugs,
        request.GET.get("from", "").strip() or first.isoformat(),
        request.GET.get("to", "").strip() or last.isoformat(),
        today - timedelta(days=1),
    )


def _asked(choice: Choice) -> Asked:
    first, last = dates.day_of(choice.first), dates.day_of(choice.last)
    return asked.asked(choice.seen, choice.slugs, first, last, choice.latest + timedelta(days=1))


def _quick(latest: date) -> list[Quick]:
    """Last year, this year so far, the last whole month."""
    month = latest + timedelta(days=1)
    before = month.replace(day=1) - timedelta(days=1)
    usual = [
        (gettext("Last year"), *asked.last_year(month)),
        (gettext("This year until yesterday"), latest.replace(month=1, day=1), latest),
        (gettext("Last month"), before.replace(day=1), before),
    ]
    return [Quick(words, f"?{urlencode({'from': first, 'to': last})}") for words, first, last in usual]


def address(wanted: Asked) -> str:
    """What was asked for as a query string."""
    days = {"from": wanted.first.isoformat(), "to": wanted.last.isoformat()}
    places = {} if not wanted.chosen else {"places": ",".join(place.slug for place in wanted.places)}
    return f"?{urlencode({**days, **places})}"
