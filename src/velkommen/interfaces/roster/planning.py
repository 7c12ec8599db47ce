"""Shifts by hand: all people on one day, or one person's whole month, typed like 10-14."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from velkommen.apps.places.models import ServicePoint
from velkommen.apps.roster import actions, months
from velkommen.apps.roster.actions import Planned
from velkommen.apps.roster.effects import stand_ins
from velkommen.apps.roster.months import Cell, Day, Row
from velkommen.domain import dates
from velkommen.domain.hours import typed
from velkommen.domain.hours.days import A_DAY
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.roster.asking import (
    Deeds,
    answered,
    does,
    id_asked,
    month_asked,
    of_place,
    page,
    place_for,
    span_asked,
)
from velkommen.interfaces.roster.words import lack_words, month_word, short
from velkommen.interfaces.web.small_forms import Sent
from velkommen.shared import clock
from velkommen.shared.wording_roster import breach_in_words

Typed = tuple[str, str, str, str]  # the field, its label, what stands in it, what else there is to know


@login_required
def day(request: HttpRequest, slug: str, day: str) -> HttpResponse:
    """Everybody's shifts of one day, what it lacks, and its open shifts."""
    point, on = place_for(request, slug, Right.ARRANGE), dates.day_of(day)
    deeds: Deeds = {
        "save": partial(_save_day, point, on),
        "open": partial(_open, point, on),
        "remove": does(lambda sent: actions.remove_shift(shift=sent.id(), **sent.by())),
        "free": does(lambda sent: actions.free_shift(shift=sent.id(), **sent.by())),
        "give": _give,
        "ask": partial(_ask, point, on),
    }
    return answered(request, deeds, partial(_draw_day, request, point, on))


@login_required
def person(request: HttpRequest, slug: str, month: str, staff: int) -> HttpResponse:
    """One person's month at a place."""
    point, first = place_for(request, slug, Right.ARRANGE), month_asked(month)
    deeds: Deeds = {"save": partial(_save_month, point, first, staff)}
    return answered(request, deeds, partial(_draw_month, request, point, first, staff))


def _draw_day(request: HttpRequest, point: ServicePoint, on: date, no: Refusal | None, status: int) -> HttpResponse:
    found = months.month(point.pk, on.replace(day=1), lead=True)
    foot, number = found.days[on.day - 1], on.day - 1
    rows = [_typed(f"s{row.staff}", row.name, row.cells[number], request) for row in found.rows]
    open_shifts = [(one, short(one.span), stand_ins(point.pk, on, one.span)) for one in foot.open[:3]]
    facts: Mapping[str, object] = {
        **of_place(request, point, "month", on),
        "day": on,
        "foot": foot,
        "rows": rows,
        "before": on - A_DAY,
        "after": on + A_DAY,
        "open": [*open_shifts, *((one, short(one.span), ()) for one in foot.open[3:])],
        "taken": [(one, row.name, short(one.span)) for row in found.rows for one in row.cells[number].here],
        "lacks": [lack_words(lack) for lack in foot.lacks],
        "breaches": [breach_in_words(row.name, b) for row in found.rows for b in row.breaches if b.day == on],
        "past": on < clock.local_day(clock.now()) and foot.published,
    }
    return page(request, "roster/day.html", facts, no, status)


def _draw_month(
    request: HttpRequest, point: ServicePoint, first: date, staff: int, no: Refusal | None, status: int
) -> HttpResponse:
    found = months.month(point.pk, first, lead=True)
    row = next((row for row in found.rows if row.staff == staff), None)
    if row is None:
        raise Refusal(Code.UNKNOWN_STAFF)
    facts: Mapping[str, object] = {
        **of_place(request, point, "month", first),
        "row": row,
        "title": month_word(first),
        "days": [(day, *_day_typed(day, cell, request)) for day, cell in zip(found.days, row.cells, strict=True)],
        "hours": round(row.minutes / 60, 1),
        "breaches": [breach_in_words(row.name, one) for one in row.breaches],
        "today": clock.local_day(clock.now()),
    }
    return page(request, "roster/person.html", facts, no, status)


def _typed(name: str, label: str, cell: Cell, request: HttpRequest) -> tuple[Typed, Cell]:
    written = ", ".join(short(one.span) for one in cell.here)
    elsewhere = ", ".join(short(span) for span in cell.elsewhere)
    return (name, label, request.POST.get(name, written), elsewhere), cell


def _day_typed(day: Day, cell: Cell, request: HttpRequest) -> tuple[Typed, Cell]:
    return _typed(f"d{day.day.day}", "", cell, request)


def _save_day(point: ServicePoint, on: date, sent: Sent) -> None:
    names = [name for name in sent.request.POST if name[0] == "s" and name[1:].isdecimal() and len(name) < 19]
    rows = [Planned(int(name[1:]), on, typed.spans(sent.text(name), name)) for name in names]
    actions.set_shifts(place=point.pk, rows=rows, **sent.by())


def _save_month(point: ServicePoint, first: date, staff: int, sent: Sent) -> None:
    """Only what was changed is sent on: days that are past stay as they were."""
    found = months.month(point.pk, first, lead=True)
    row: Row | None = next((row for row in found.rows if row.staff == staff), None)
    if row is None:
        raise Refusal(Code.UNKNOWN_STAFF)
    rows = []
    for day, cell in zip(found.days, row.cells, strict=True):
        name = f"d{day.day.day}"
        spans = typed.spans(sent.text(name), name)
        if name in sent.request.POST and set(spans) != {one.span for one in cell.here}:
            rows.append(Planned(staff, day.day, spans))
    actions.set_shifts(place=point.pk, rows=rows, **sent.by())


def _open(point: ServicePoint, on: date, sent: Sent) -> None:
    opens, closes = span_asked(sent)
    actions.open_shift(place=point.pk, day=on, opens=opens, closes=closes, **sent.by())


def _give(sent: Sent) -> None:
    actions.assign_shift(shift=sent.id(), staff=id_asked(sent, "staff"), **sent.by())


def _ask(point: ServicePoint, on: date, sent: Sent) -> None:
    opens, closes = span_asked(sent)
    actions.ask_to_take(place=point.pk, staff=id_asked(sent, "staff"), day=on, opens=opens, closes=closes, **sent.by())
