"""The statistics page and its files."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from velkommen.apps.evaluation.appointed import appointed
from velkommen.apps.evaluation.statistics import Statistics, statistics
from velkommen.domain.lifecycle import State
from velkommen.domain.measures import TARGET_SOLVED
from velkommen.domain.rights import Right
from velkommen.interfaces.live.tickets import stream_url
from velkommen.interfaces.office import appointments, sentences, tables
from velkommen.interfaces.office import choice as choices
from velkommen.interfaces.office.doors import doors
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.tables import few, files, said
from velkommen.interfaces.web.tables.shown import shown
from velkommen.interfaces.web.tables.table import UNTOLD, Table
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE
from velkommen.shared.log.queries import newest
from velkommen.shared.wording_figures import OF_SO_FEW

OF_ENQUIRIES = frozenset({"times", "categories"})  # tables that have rows also where nothing was counted


@login_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The figures of the reader's places in a period: a sentence, the figures, the charts with their tables."""
    choice = choices.read(request)
    figures = statistics(choice.ids, choice.first, choice.last, clock.now())
    solved, answered = sentences.solved(figures, hide=choice.few)
    library, hall = sentences.library_and_hall(figures, hide=choice.few)
    facts = {
        "choice": choice,
        "quick": choices.quick_choices(choice),
        "figures": figures,
        "period": sentences.period_words(choice),
        "word": sentences.enquiries(figures.number),
        "lead": sentences.lead(figures, hide=choice.few),
        "tables": [shown(one) for one in _tables(figures, choice) if figures.number or one.key not in OF_ENQUIRIES],
        "live": _live(choice),
        "target": said.per_cent(TARGET_SOLVED),
        "of_so_few": OF_SO_FEW if few.nothing(figures.number, few=choice.few) else "",
        "solved": solved,
        "library": library,
        "town_hall": hall,
        "outside": few.said_share(figures.outside, few=choice.few),
        "ended": UNTOLD not in few.share(figures.with_outcome, few=choice.few),
        "sheets": not few.nothing(figures.imprecise, few=choice.few),
        "answered": answered,
        "timed": few.said_whole(figures.outside, few=choice.few),
        "waiting": few.said_half(figures.times[State.WAITING], few=choice.few),
        "no_shows": few.said_share(figures.no_shows, few=choice.few),
        "lifelines": _lifelines(request),
        "doors": doors(request, "figures", choice.query),
        "covered": said.share(figures.coverage.share),
    }
    return render(request, "office/statistics.html", facts)


@login_required
@require_GET
def download(request: HttpRequest, table: str) -> HttpResponse:
    """One table of the page as a file."""
    choice = choices.read(request)
    figures = statistics(choice.ids, choice.first, choice.last, clock.now())
    found = next((one for one in _tables(figures, choice) if one.key == table), None)
    if found is None:
        raise Http404
    return as_file(found, choice)


@login_required
@require_GET
def workbook(request: HttpRequest, table: str) -> HttpResponse:
    """One table of the page for Excel."""
    choice = choices.read(request)
    figures = statistics(choice.ids, choice.first, choice.last, clock.now())
    tables_ = [one for one in _tables(figures, choice) if one.key == table]
    if not tables_:
        raise Http404
    return as_workbook(table, tables_, choice)


def as_workbook(name: str, found: Sequence[Table], choice: choices.Choice) -> HttpResponse:
    """Tables to take home for Excel, each a sheet."""
    headers = {"Content-Disposition": f'attachment; filename="{name}-{choice.first}-{choice.last}.xlsx"'}
    return HttpResponse(files.as_xlsx(found), content_type=files.XLSX, headers=headers)


def as_file(table: Table, choice: choices.Choice) -> HttpResponse:
    """A table to take home, named after what it is about and its days."""
    name = f"{table.key}-{choice.first}-{choice.last}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(files.as_csv(table), content_type="text/csv; charset=utf-8", headers=headers)


def _tables(figures: Statistics, choice: choices.Choice) -> list[Table]:
    """Every table of the page, in its order; of a few people in all each is empty."""
    found = appointed(choice.ids, choice.first, choice.last, clock.now(), figures.blocks)
    every = [
        *tables.tables(figures, few=choice.few),
        *appointments.tables(found, {place.pk: place.name for place in choice.chosen}, few=choice.few),
    ]
    return [few.emptied(one) for one in every] if few.nothing(figures.number, few=choice.few) else every


def _lifelines(request: HttpRequest) -> str:
    """The page of what experts are asked, as far as the reader may see one; else empty."""
    by = request_actor(request)
    if by.may_somewhere(Right.ARRANGE):
        return reverse("lifelines-load")
    return reverse("lifelines-counts") if by.may(Right.SEE_STATISTICS, EVERYWHERE) else ""


def _live(choice: choices.Choice) -> dict[str, object] | None:
    """What lets the number of today rise: one stream of all its places. None where today is no part of the period."""
    if not choice.first <= choice.today <= choice.last:
        return None
    return {"version": newest(), "stream": stream_url(f"desk:{','.join(map(str, choice.ids))}")}
