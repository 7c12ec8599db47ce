"""The month of a place: looked at by all who work there, planned and published by whoever arranges it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET

from velkommen.apps.appointments import weeks
from velkommen.apps.placement import book
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.roster import actions, months, own
from velkommen.apps.roster.actions.months import days_of
from velkommen.apps.roster.months import Cell, Day, Month, Row
from velkommen.domain.hours.days import A_DAY
from velkommen.domain.hours.periods import Span
from velkommen.domain.placement.consequences import with_place
from velkommen.domain.placement.town import Town
from velkommen.domain.refusals import Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.roster.asking import (
    Deeds,
    answered,
    month_after,
    month_asked,
    month_name,
    of_place,
    page,
    place_for,
)
from velkommen.interfaces.roster.words import lack_words, letter, month_word, short
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.small_forms import Sent
from velkommen.shared import clock
from velkommen.shared.wording_roster import breach_in_words

MOST_LACKS, MOST_BREACHES = 40, 30  # named under the month
LONG = 7  # digits of a number no month has


@dataclass(frozen=True)
class Square:
    """A cell as drawn: its class, shifts as text, and what else is said in it."""

    look: str
    text: str
    notes: str


@dataclass(frozen=True)
class Line:
    """A person's line as drawn; `hours` of the month as text."""

    staff: int
    name: str
    squares: Sequence[Square]
    hours: str


@login_required
@require_GET
def here(request: HttpRequest, slug: str) -> HttpResponse:
    """The month it is now."""
    point = place_for(request, slug, Right.LEARN)
    return redirect("roster-month", point.slug, month_name(clock.local_day(clock.now())))


@login_required
def month(request: HttpRequest, slug: str, month: str) -> HttpResponse:
    """People down, days across, what is lacking at the foot."""
    point, first = place_for(request, slug, Right.LEARN), month_asked(month)
    if request.method == "POST":
        request_actor(request).require(Right.ARRANGE, point.pk)
    deeds: Deeds = {
        "fill": partial(_fill, point, first),
        "copy": partial(_copy, point),
        "publish": partial(_publish, request, point, first),
        "take-back": partial(_take_back, point),
    }
    return answered(request, deeds, partial(_draw, request, point, first))


def _draw(
    request: HttpRequest,
    point: ServicePoint,
    first: date,
    no: Refusal | None,
    status: int,
    preview: Sequence[tuple[bool, str]] | None = None,
) -> HttpResponse:
    at = clock.now()
    leads = request_actor(request).may(Right.ARRANGE, point.pk)
    found = months.month(point.pk, first, lead=leads)
    today, last = clock.local_day(at), found.last
    facts: Mapping[str, object] = {
        **of_place(request, point, "month", first),
        "title": month_word(first),
        "before": month_name(month_after(first, back=True)),
        "after": month_name(month_after(first)),
        "days": [(day, letter(day.day), _head(day, today)) for day in found.days],
        "lines": [_line(row, found.days) for row in found.rows],
        "open": any(day.open for day in found.days),
        "needs": found.needs,
        "lacks": list(_lacks(found))[:MOST_LACKS],
        "breaches": [breach_in_words(row.name, one) for row in found.rows for one in row.breaches][:MOST_BREACHES],
        "waiting": own.waiting([point.pk]) if leads else 0,
        "from": max(first, today),
        "until": last,
        "weeks": _weeks(first, last),
        "past": last < today,
        "preview": preview,
        "told": _told(request),
    }
    return page(request, "roster/month.html", facts, no, status)


def _head(day: Day, today: date) -> str:
    """The class of a day's column head."""
    if day.day == today:
        return "vk-ro-today"
    return "" if day.staffed else "vk-ro-shut"


def _line(row: Row, days: Sequence[Day]) -> Line:
    squares = [_square(cell, day) for cell, day in zip(row.cells, days, strict=True)]
    hours, rest = divmod(row.minutes, 60)
    return Line(row.staff, row.name, squares, f"{hours}.{rest * 10 // 60}" if rest else str(hours))


def _square(cell: Cell, day: Day) -> Square:
    shifts = " ".join(short(one.span) for one in cell.here)
    look = "" if day.published or not cell.here else "d"
    notes = [short(span) + "*" for span in cell.elsewhere]
    if any(one.deal for one in cell.here):
        notes.append("↔")
    if cell.away:
        look = "a"
        notes.append(gettext("away"))
    if cell.asked:
        notes.append(gettext("asks"))
    if cell.wish:
        notes.append(gettext("off?") if cell.wish == "free" else gettext("on?"))
    if not look and cell.here:
        look = "s"
    return Square(look if look or day.staffed else "c", shifts, "\n".join(notes))


def _lacks(found: Month) -> list[tuple[date, str]]:
    return [(day.day, lack_words(lack)) for day in found.days for lack in day.lacks]


def _weeks(first: date, last: date) -> list[tuple[date, int]]:
    """The Mondays of a month's weeks, and their numbers."""
    monday = first - A_DAY * first.weekday()
    count = (last - monday).days // 7 + 1
    mondays = [monday + timedelta(days=7 * number) for number in range(count)]
    return [(one, one.isocalendar().week) for one in mondays]


def _told(request: HttpRequest) -> str:
    """What came of the last press."""
    made, out = (request.GET.get(name, "") for name in ("made", "out"))
    if not all(text.isascii() and text.isdecimal() and len(text) < LONG for text in (made, out)):
        return ""
    text = ngettext("%(number)s shift is written as a draft.", "%(number)s shifts are written as a draft.", int(made))
    left = ngettext("%(number)s was left out.", "%(number)s were left out.", int(out)) if int(out) else ""
    return f"{text % {'number': made}} {left % {'number': out} if left else ''}".strip()


def _fill(point: ServicePoint, first: date, sent: Sent) -> HttpResponse:
    made = actions.fill_from_duty(place=point.pk, first=sent.day("first"), last=sent.day("last"), **sent.by())
    return _back(point, first, made["made"], made["left_out"])


def _copy(point: ServicePoint, sent: Sent) -> HttpResponse:
    monday, to = sent.day("monday"), sent.day("to")
    made = actions.copy_week(place=point.pk, monday=monday, to=to, **sent.by())
    return _back(point, to, made["made"], made["left_out"])


def _back(point: ServicePoint, day: date, made: int, out: int) -> HttpResponse:
    return redirect(f"/roster/{point.slug}/{month_name(day)}/?made={made}&out={out}")


def _publish(request: HttpRequest, point: ServicePoint, first: date, sent: Sent) -> HttpResponse | None:
    """The first press shows what it would do, the second does it."""
    begins, ends = sent.day("first"), sent.day("last")
    if sent.text("step") == "save":
        actions.publish(place=point.pk, first=begins, last=ends, **sent.by())
        return None
    return _draw(request, point, first, None, 200, _would(point, begins, ends, clock.now()))


def _would(point: ServicePoint, first: date, last: date, at: datetime) -> list[tuple[bool, str]]:
    """What publishing would do: (whether it is bad, the sentence). Raises: Refusal BAD_DAY, PERIOD_REVERSED, TOO_MANY."""
    wanted = {day for day in days_of(first, last) if day >= clock.local_day(at)}
    found = [months.month(point.pk, one, lead=True) for one in sorted({day.replace(day=1) for day in wanted})]
    drafts = [
        day
        for one in found
        for number, day in enumerate(one.days)
        if day.day in wanted and not day.published and (day.open or any(row.cells[number].here for row in one.rows))
    ]
    text = ngettext("%(number)s day is published.", "%(number)s days are published.", len(drafts))
    said = [(False, text % {"number": len(drafts)})]
    lacking = sum(bool(day.lacks) for day in drafts)
    if lacking:
        text = ngettext(
            "On %(number)s of them somebody is lacking.", "On %(number)s of them somebody is lacking.", lacking
        )
        said.append((True, text % {"number": lacking}))
    hit = len(weeks.hit(point.pk, at, town=_after(point.pk, found, {day.day for day in drafts})))
    if hit:
        text = ngettext(
            "%(number)s appointment could not be kept as it was planned, and waits for your decision.",
            "%(number)s appointments could not be kept as they were planned, and wait for your decision.",
            hit,
        )
        said.append((True, text % {"number": hit}))
    return said


def _after(place: int, found: Sequence[Month], days: set[date]) -> Town:
    """The town as it would be with the shifts of some days published."""
    town = book.town()
    there = town.places[place]
    shifts: dict[int, dict[date, tuple[Span, ...]]] = defaultdict(dict)
    for one in found:
        for row in one.rows:
            for cell, day in zip(row.cells, one.days, strict=True):
                if day.day in days and cell.here:
                    shifts[row.staff][day.day] = tuple(shift.span for shift in cell.here)
    people = tuple(replace(one, shifts={**one.shifts, **shifts.get(one.id, {})}) for one in there.people)
    return with_place(town, replace(there, people=people, rostered=there.rostered | days))


def _take_back(point: ServicePoint, sent: Sent) -> None:
    actions.take_back_days(place=point.pk, first=sent.day("first"), last=sent.day("last"), **sent.by())
