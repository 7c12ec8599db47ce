"""What a week says, as a page and as files: its tables stand in `tables`."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET

from velkommen.apps.counting.queries import before
from velkommen.apps.counting.results import Results, results
from velkommen.domain.measures import FEW, Share
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.domain.small_cells import SMALL
from velkommen.interfaces.counting import tables
from velkommen.interfaces.counting.asking import Seen, seen, somewhere
from velkommen.interfaces.web.tables import few, files, said
from velkommen.interfaces.web.tables.shown import shown
from velkommen.interfaces.web.tables.table import Table
from velkommen.interfaces.web.templatetags.words import number
from velkommen.shared import clock
from velkommen.shared.wording_counting import WEEK_STAGES

DIGITS = 10  # of the id of a week


@dataclass(frozen=True)
class Query:
    """What the link of a file says besides its name."""

    query: str


@login_required
@require_GET
def page(request: HttpRequest, week: int) -> HttpResponse:
    """The results of a week at the reader's places."""
    found = seen(request, week, Right.SEE_STATISTICS)
    now, pair = _figures(found)
    facts = {
        "week": found.week,
        "stage": WEEK_STAGES[found.week.stage],
        "places": found.places,
        "whole": found.whole,
        "says": _says(now, pair),
        "tables": [shown(one) for one in _tables(now, pair)],
        "choice": Query(f"?week={week}"),
        "done": request.GET.get("done"),
    }
    return render(request, "counting/results.html", facts)


@login_required
@require_GET
def download(request: HttpRequest, table: str) -> HttpResponse:
    """One table of a week as a file."""
    somewhere(request, Right.SEE_STATISTICS)
    text = request.GET.get("week", "")
    if not (text.isascii() and text.isdecimal() and len(text) < DIGITS):
        raise Refusal(Code.BAD_VALUE, field="week")
    found = seen(request, int(text), Right.SEE_STATISTICS)
    one = next((one for one in _tables(*_figures(found)) if one.key == table), None)
    if one is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{table}-{found.week.row.first}.csv"'}
    return HttpResponse(files.as_csv(one), content_type="text/csv; charset=utf-8", headers=headers)


def _figures(found: Seen) -> tuple[Results, tables.Pair | None]:
    """The figures of a week; and, of the places that counted in the one before about the same too, those of both."""
    at = clock.now()
    now, last = results(found.week, found.ids, at), before(found.week, clock.local_day(at))
    mine = found.week.places & set(found.ids)
    both = mine & last.places if last else frozenset()
    if last is None or not both:
        return now, None
    return now, (now if both == mine else results(found.week, both, at), results(last, both, at))


def _tables(now: Results, pair: tables.Pair | None) -> Sequence[Table]:
    return tables.every(now, pair) if now.number >= SMALL else []


def _says(now: Results, pair: tables.Pair | None) -> str:
    if not now.number:
        return gettext("Nothing is counted yet. The results come here as soon as a desk counts the first.")
    if now.number < SMALL:
        return gettext("Fewer than five enquiries are counted: too few to be told without telling of people.")
    many = ngettext("%(n)s enquiry is counted", "%(n)s enquiries are counted", now.number) % {"n": number(now.number)}
    hours = gettext("in %(share)s of the staffed hours") % {"share": said.share(now.share)}
    share = few.in_words(Share(now.paper, now.number), few=True)
    paper = gettext("%(share)s of them came in on paper") % {"share": share}
    said_too = [f"{paper}."] if now.paper >= SMALL and share else []
    then = pair[1] if pair else None
    if then and then.number < FEW:
        words = gettext("“%(week)s” counted too little to compare with.")
        said_too.append(words % {"week": then.week.row.name})
    return " ".join([f"{many}, {hours}.", *said_too])
