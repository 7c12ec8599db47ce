"""Who opened a note and when, for those who look after the log; as a file without the names of those who work here."""

import csv
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import StringIO

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from velkommen.apps.lifelines import queries
from velkommen.apps.lifelines.models import NoteOpening
from velkommen.apps.placement import book
from velkommen.apps.places import queries as places
from velkommen.domain import dates
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.lifelines.views import doors
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.cells import inert
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.wording_tasks import name_on

SHOWN, DAYS = 200, 30
LONG = 19  # digits of a number no database has
MARK = "\ufeff"  # so that a spreadsheet reads it as UTF-8


@dataclass(frozen=True)
class Days:
    """The local days asked about, both included."""

    first: date
    last: date

    @property
    def span(self) -> tuple[datetime, datetime]:
        zone = clock.zone()
        begin, end = (datetime.combine(day, time(), zone) for day in (self.first, self.last + timedelta(days=1)))
        return begin, end


@dataclass(frozen=True)
class Row:
    """One opening in words."""

    at: datetime
    lifeline: int
    place: str
    task: str
    what: str
    who: str


@login_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The newest openings of some days, of one lifeline if one is named."""
    by = _reader(request)
    days = days_asked(request)
    rows = _rows(by, days, request.GET.get("lifeline", "").strip(), most=SHOWN + 1)
    facts = {
        "rows": rows[:SHOWN],
        "more": len(rows) > SHOWN,
        "first": days.first,
        "last": days.last,
        "lifeline": request.GET.get("lifeline", ""),
        "doors": doors(by),
    }
    return render(request, "lifelines/openings.html", facts)


@login_required
@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """All of them as a file that names nobody."""
    days = days_asked(request)
    rows = _rows(_reader(request), days, request.GET.get("lifeline", "").strip())
    page = StringIO()
    writer = csv.writer(page, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [gettext("When"), gettext("Lifeline number"), gettext("Place"), gettext("Task"), gettext("What was read")]
    )
    for row in rows:
        when = clock.local(row.at).isoformat(timespec="minutes")
        writer.writerow([when, row.lifeline, inert(row.place), inert(row.task), row.what])
    headers = {"Content-Disposition": f'attachment; filename="openings-{days.first}-{days.last}.csv"'}
    return HttpResponse(MARK + page.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def days_asked(request: HttpRequest) -> Days:
    """The days in the address; the last thirty where it says nothing. Raises: Refusal BAD_DAY, PERIOD_REVERSED."""
    today = clock.local_day(clock.now())
    days = Days(_day(request, "from", today - timedelta(days=DAYS - 1)), _day(request, "to", today))
    if days.first > days.last:
        raise Refusal(Code.PERIOD_REVERSED)
    return days


def _day(request: HttpRequest, field: str, default: date) -> date:
    text = request.GET.get(field, "").strip()
    return dates.day_of(text) if text else default


def _reader(request: HttpRequest) -> Actor:
    by = request_actor(request)
    if not by.may_somewhere(Right.SEE_LOG):
        raise Refusal(Code.NOT_ALLOWED, right=Right.SEE_LOG.value)
    return by


def _rows(by: Actor, days: Days, lifeline: str, most: int | None = None) -> list[Row]:
    """The openings at the reader's places; at those that have closed for good too, for who may look everywhere."""
    mine = None
    if not by.may(Right.SEE_LOG, EVERYWHERE):
        mine = [place.pk for place in places.service_points() if by.may(Right.SEE_LOG, place.pk)]
    only = int(lifeline) if lifeline.isascii() and lifeline.isdecimal() and len(lifeline) < LONG else None
    if lifeline and only is None:
        return []
    return list(map(_row, queries.openings(*days.span, places=mine, lifeline=only, most=most)))


def _row(one: NoteOpening) -> Row:
    row, note = one.note.lifeline, one.note
    what = gettext("The answer") if note.answer else gettext("The question")
    return Row(one.at, row.pk, row.service_point.name, _task(row.task.key, one.at), what, one.staff.shown_name)


def _task(key: str, at: datetime) -> str:
    return name_on(book.town(), key, clock.local_day(at))
