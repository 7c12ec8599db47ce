"""A week as a file for others, by one of the forms the municipality keeps."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from velkommen.apps.counting.exporting import profile as profile_called
from velkommen.apps.counting.exporting import profiles, rows, unnumbered
from velkommen.apps.placement import book
from velkommen.domain.export_profiles import Column
from velkommen.domain.rights import Right
from velkommen.interfaces.counting.asking import Seen, seen
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.tables.files import rows_as_csv
from velkommen.shared.actor import EVERYWHERE
from velkommen.shared.wording_counting import unnumbered_in_words
from velkommen.shared.wording_tasks import name_on

PREVIEW = 8  # lines


@login_required
@require_GET
def page(request: HttpRequest, week: int) -> HttpResponse:
    """The forms of file there are, with the first lines of each as it would be."""
    found = seen(request, week, Right.ARRANGE)
    forms = [(form, rows(found.week, found.ids, form)) for form in profiles()]
    facts = {
        "week": found.week,
        "places": found.places,
        "whole": found.whole,
        "forms": [
            (form, table[0], table[1 : PREVIEW + 1], len(table) - 1, max(0, len(table) - 1 - PREVIEW))
            for form, table in forms
        ],
        "unnumbered": _unnumbered(found),
        "by_kle": [form for form, _ in forms if form.has(Column.KLE)],
        "numbers": request_actor(request).may(Right.KEEP_CATALOGUE, EVERYWHERE),
        "keeps": request_actor(request).may(Right.ARRANGE, EVERYWHERE),
    }
    return render(request, "counting/export.html", facts)


@login_required
@require_GET
def download(request: HttpRequest, week: int, profile: str) -> HttpResponse:
    """The file itself."""
    found = seen(request, week, Right.ARRANGE)
    content = rows_as_csv(rows(found.week, found.ids, profile_called(profile)))
    headers = {"Content-Disposition": f'attachment; filename="{profile}-{found.week.row.first}.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _unnumbered(found: Seen) -> str:
    """Which tasks stand together in a file by KLE number; "" where all have one."""
    one, town, day = unnumbered(found.week, found.ids), book.town(), found.week.row.first
    return unnumbered_in_words(one.number, one.of, [name_on(town, task, day) for task in one.tasks])
