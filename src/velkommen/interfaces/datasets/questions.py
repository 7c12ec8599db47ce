"""A box for a question in SQL, examples, the answer as a table or a file, and the files it is put to."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.apps.evaluation.datasets import asking, folder
from velkommen.apps.evaluation.datasets.asking import Answer, ask
from velkommen.apps.evaluation.datasets.every import DATASETS
from velkommen.domain.refusals import Refusal
from velkommen.interfaces.datasets import choice as choices
from velkommen.interfaces.datasets.views import doors
from velkommen.interfaces.web.cells import inert
from velkommen.interfaces.web.middleware import status_on_page
from velkommen.interfaces.web.tables.files import MARK
from velkommen.interfaces.web.templatetags.words import number
from velkommen.shared import clock
from velkommen.shared.wording import sentence

LOOK_AGAIN = 2  # seconds until a page that shows how far it is looks again by itself
DECIMALS = 4  # of a number on the page; the file has all


@dataclass(frozen=True)
class Example:
    """A question somebody may have, and how it is asked."""

    words: Promise
    sql: str


EXAMPLES = (
    Example(
        _("What is asked for most?"),
        "SELECT task_da, count(*) AS number\nFROM enquiries\nGROUP BY ALL\nORDER BY number DESC\nLIMIT 20",
    ),
    Example(
        _("How much is solved at first contact, place by place?"),
        "SELECT place_name, count(*) AS answered,\n"
        "  round(100.0 * count(*) FILTER (outcome IN ('solved', 'self_service', 'solved_with_expert')) / count(*), 1) AS per_cent\n"
        "FROM enquiries\nWHERE outcome <> 'left'\nGROUP BY ALL\nORDER BY per_cent DESC",
    ),
    Example(
        _("Which tasks come outside the town hall's hours?"),
        "SELECT task_da, count(*) AS number,\n"
        "  round(100.0 * count(*) FILTER (hall_hours = 'out') / count(*), 1) AS per_cent_outside\n"
        "FROM enquiries\nWHERE hall_hours IS NOT NULL\nGROUP BY ALL\nHAVING number >= 20\nORDER BY per_cent_outside DESC",
    ),
    Example(
        _("How did each month go against the one a year before?"),
        "WITH months AS (\n  SELECT date_trunc('month', day) AS month, sum(number) AS number FROM day_totals GROUP BY ALL\n)\n"
        "SELECT now.month, now.number, before.number AS a_year_before,\n"
        "  round(100.0 * (now.number - before.number) / before.number, 1) AS change_per_cent\n"
        "FROM months AS now\nLEFT JOIN months AS before ON before.month = now.month - INTERVAL 1 YEAR\nORDER BY now.month",
    ),
    Example(
        _("When is the wait longest?"),
        "SELECT weekday, hour, count(waited) AS measured, quantile_disc(waited, 0.9) AS nine_of_ten_within\n"
        "FROM enquiries\nWHERE waited IS NOT NULL\nGROUP BY ALL\nHAVING measured >= 20\nORDER BY nine_of_ten_within DESC\nLIMIT 20",
    ),
    Example(
        _("What may be shown to everybody?"),
        "SELECT year, place, task, number\nFROM published\nORDER BY year DESC, number DESC NULLS LAST",
    ),
)


@login_required
def page(request: HttpRequest) -> HttpResponse:
    """The box; after a POST the answer, or a sentence with the question as it was typed."""
    by, files = choices.asker(request), folder.usual()
    if request.method != "POST":
        return _page(request, by=by, question=request.GET.get("question", EXAMPLES[0].sql))
    question, as_file = request.POST.get("question", ""), request.POST.get("as") == "csv"
    try:
        answer = ask(question, files, asking.MOST_ROWS_OF_A_FILE if as_file else asking.MOST_ROWS)
    except Refusal as refusal:
        return _page(request, status=status_on_page(refusal), by=by, question=question, no=sentence(refusal))
    return _file(answer) if as_file else _page(request, by=by, question=question, answer=answer, rows=_shown(answer))


@login_required
def make(request: HttpRequest) -> HttpResponse:
    """Begin to make the files anew, in the background."""
    choices.asker(request)
    if request.method == "POST":
        folder.begin(folder.usual(), clock.now())
    return redirect("data-sql")


def _page(request: HttpRequest, *, status: int = 200, **facts: object) -> HttpResponse:
    files = folder.usual()
    made, share = folder.made(files), folder.under_way(files)
    told = {
        "made": made,
        "fresh": folder.is_fresh(files, clock.now()),
        "share": None if share is None else round(100 * share),
        "examples": EXAMPLES,
        "datasets": DATASETS.values(),
        "most": asking.MOST_ROWS,
        "most_of_a_file": asking.MOST_ROWS_OF_A_FILE,
        "doors": doors(facts.pop("by")),  # type: ignore[arg-type] # every caller gives it
        **facts,
    }
    response = render(request, "datasets/sql.html", told, status=status)
    if made is None and share is not None:  # nothing to type on this page yet, so nothing is lost
        response.headers["Refresh"] = str(LOOK_AGAIN)
    return response


def _shown(answer: Answer) -> list[list[tuple[str, bool]]]:
    """Each cell in words, and whether it is a number."""
    return [
        [(_cell(cell), isinstance(cell, int | float) and not isinstance(cell, bool)) for cell in row]
        for row in answer.rows
    ]


def _cell(cell: object) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return number(round(cell, DECIMALS))
    return str(cell)  # a whole number without its dots: it may be a year


def _file(answer: Answer) -> HttpResponse:
    """The answer as a file a Danish spreadsheet opens as it is."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([inert(name) for name, _kind in answer.columns])
    writer.writerows(_plain(row) for row in answer.rows)
    headers = {"Content-Disposition": 'attachment; filename="answer.csv"'}
    return HttpResponse(MARK + text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _plain(row: Sequence[object]) -> list[str]:
    return [
        "" if cell is None else str(cell).replace(".", ",") if isinstance(cell, float) else _inert(cell) for cell in row
    ]


def _inert(cell: object) -> str:
    """A negative number is a number."""
    return inert(cell) if isinstance(cell, str) else str(cell)
