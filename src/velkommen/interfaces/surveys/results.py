"""What was said: by citizens, to those who may see their places' figures; by the staff, to all of it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from velkommen.apps.surveys import queries
from velkommen.domain.rights import Right
from velkommen.interfaces.surveys import reading, tables, words
from velkommen.interfaces.surveys.reading import Choice
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.tables import files
from velkommen.interfaces.web.tables.shown import shown
from velkommen.shared import clock


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Whether one is asked just now, and the ways to what was said."""
    by, at = request_actor(request), clock.now()
    facts = {
        "mine": queries.mine(by.id, at),
        "figures": by.may_somewhere(Right.SEE_STATISTICS),
        "arranges": by.may_somewhere(Right.ARRANGE),
        "thanks": "thanks" in request.GET,
    }
    return render(request, "surveys/index.html", facts)


@login_required
@require_GET
def citizens(request: HttpRequest) -> HttpResponse:
    """What citizens said of the reader's places, month by month."""
    return _page(request, reading.citizens(request))


@login_required
@require_GET
def staff(request: HttpRequest) -> HttpResponse:
    """What the staff said, round by round."""
    return _page(request, reading.staff(request))


@login_required
@require_GET
def citizens_file(request: HttpRequest, rows: str) -> HttpResponse:
    """One table of what citizens said, to take home."""
    return _file(reading.citizens(request), rows)


@login_required
@require_GET
def staff_file(request: HttpRequest, rows: str) -> HttpResponse:
    """One table of what the staff said, to take home."""
    return _file(reading.staff(request), rows)


def _page(request: HttpRequest, choice: Choice) -> HttpResponse:
    found = choice.round
    line = next(iter(choice.lines(found)), None) if found else None
    facts = {
        "choice": choice,
        "when": words.round_word(found.round) if found else "",
        "said": words.conclusion(found.told, line) if found and line else [],
        "answered": words.answered(line) if line else "",
        "rounds": [
            (words.round_word(one.round), choice.address(one, choice.place), one is found) for one in choice.rounds
        ],
        "places": _places(choice),
        "tables": [shown(table) for table in tables.tables(choice) if table.rows],
        "files": f"surveys-{choice.audience.value}-file",
    }
    return render(request, f"surveys/{choice.audience.value}.html", facts)


def _places(choice: Choice) -> list[tuple[str, str, bool]]:
    """The places one may choose: name (empty: all), address, whether it is the one looked at."""
    every = [("", choice.address(choice.round, None), choice.place is None)] if choice.whole else []
    return every + [(point.name, choice.address(choice.round, point), point == choice.place) for point in choice.mine]


def _file(choice: Choice, key: str) -> HttpResponse:
    found = next((one for one in tables.tables(choice) if one.key == key), None)
    if found is None:
        raise Http404
    of = f"-{choice.round.round.first}" if choice.round else ""
    headers = {"Content-Disposition": f'attachment; filename="{choice.audience.value}-{key}{of}.csv"'}
    return HttpResponse(files.as_csv(found), content_type="text/csv; charset=utf-8", headers=headers)
