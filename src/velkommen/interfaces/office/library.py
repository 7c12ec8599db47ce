"""Visits and loans of the libraries: typed month by month, or imported from a sheet."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from velkommen.apps.places.models import ServicePoint
from velkommen.apps.places.queries import service_points
from velkommen.apps.yearbook import actions, queries
from velkommen.apps.yearbook.reading import MOST_BYTES, read_months
from velkommen.domain import dates
from velkommen.domain.measures import LIBRARIES
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.domain.yearbook import next_month
from velkommen.interfaces.office.doors import doors
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.small_forms import Field, Form, Refused, Sent, answer, drawn, untouched
from velkommen.interfaces.web.templatetags.words import month_word
from velkommen.shared import clock
from velkommen.shared.wording import sentence

PROBLEMS = 20  # of a sheet that are shown at once
YEARS = 1  # of months that are shown


@login_required
def page(request: HttpRequest) -> HttpResponse:
    """The months of the libraries the reader imports for, a form for one, and one for a sheet."""
    mine = _mine(request)
    deeds: dict[str, Callable[[Sent], HttpResponse | None]] = {
        "month": partial(_month, mine),
        "sheet": partial(_sheet, mine),
    }
    return answer(request, deeds, partial(_page, request, mine))


def _mine(request: HttpRequest) -> list[ServicePoint]:
    """Raises: Refusal NOT_ALLOWED for who imports nowhere."""
    by = request_actor(request)
    if not by.may_somewhere(Right.IMPORT):
        raise Refusal(Code.NOT_ALLOWED, right=Right.IMPORT.value)
    return [one for one in service_points() if one.kind in LIBRARIES and by.may(Right.IMPORT, one.pk)]


def _month(mine: Sequence[ServicePoint], sent: Sent) -> None:
    place = next((one for one in mine if one.slug == sent.text("place")), None)
    if place is None:
        raise Refusal(Code.UNKNOWN_PLACE, place=sent.text("place"))
    visits, loans = (sent.whole(name) if sent.text(name) else None for name in ("visits", "loans"))
    month = _month_of(sent.text("month"))
    actions.type_month(place=place.pk, month=month, visits=visits, loans=loans, **sent.by())


def _month_of(text: str) -> date:
    """A month as its field sends it (2026-10), or any day of it. Raises: Refusal BAD_DAY."""
    return dates.day_of(f"{text}-01" if text.count("-") == 1 else text)


def _sheet(mine: Sequence[ServicePoint], sent: Sent) -> HttpResponse | None:
    """Read, and written at once if nothing is wrong with it; else every fault is shown."""
    sheet = read_months(sent.file("file", MOST_BYTES), clock.now())
    if sheet.problems:
        told = [sentence(one) for one in sheet.problems[:PROBLEMS]]
        return _page(sent.request, mine, None, 422, problems=told, faults=len(sheet.problems))
    done = actions.import_months(sheet=sheet, **sent.by())
    return redirect(f"{sent.request.path}?done=sheet&months={done['months']}&replaced={done['replaced']}")


def _page(
    request: HttpRequest, mine: Sequence[ServicePoint], refused: Refused | None, status: int, **more: object
) -> HttpResponse:
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    today = clock.local_day(clock.now())
    first = today.replace(day=1, year=today.year - YEARS)
    rows = queries.months([one.pk for one in mine], first, today)
    names = {one.pk: one.name for one in mine}
    missing = _missing(rows, mine, today)
    newest = sorted(rows, key=lambda one: (-one.month.toordinal(), list(names).index(one.place)))
    facts = {
        "doors": doors(request, "library"),
        "places": mine,
        "form": shown(_form(mine, today, missing[0].slug if missing else "")),
        "refused": sentence(refused.refusal) if refused and refused.refusal and _of_sheet(request) else "",
        "rows": [(month_word(one.month), names[one.place], one.visits, one.loans) for one in newest],
        "missing": [one.name for one in missing],
        "months": request.GET.get("months", "") if request.GET.get("months", "").isdecimal() else "",
        "replaced": request.GET.get("replaced", "") if request.GET.get("replaced", "").isdecimal() else "",
        **more,
    }
    return drawn(request, "office/library.html", facts, status)


def _of_sheet(request: HttpRequest) -> bool:
    return request.POST.get("do") == "sheet"


def _form(mine: Sequence[ServicePoint], today: date, first: str) -> Form:
    """`first`: the library that stands chosen, one whose last month is not known yet."""
    latest = today.replace(day=1) - timedelta(days=1)
    fields = [
        Field(
            "place",
            gettext("Library"),
            (first,) if first else (),
            kind="select",
            choices=[(one.slug, one.name) for one in mine],
        ),
        Field("month", gettext("Month"), (f"{latest:%Y-%m}",), kind="month", hint=gettext("Like 2026-10.")),
        Field("visits", gettext("Visits"), kind="number"),
        Field("loans", gettext("Loans"), kind="number", hint=gettext("Leave a field empty if it is not known.")),
    ]
    return Form("month", gettext("Write the month down"), fields)


def _missing(rows: Sequence[queries.MonthOfPlace], mine: Sequence[ServicePoint], today: date) -> list[ServicePoint]:
    """The libraries whose last month is not known yet."""
    this = today.replace(day=1)
    known = {one.place for one in rows if next_month(one.month) == this}
    return [one for one in mine if one.pk not in known]
