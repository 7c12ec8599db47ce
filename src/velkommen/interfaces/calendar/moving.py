"""Moving an appointment: a page with the free times as buttons, and the same times for the keys of the week."""

from datetime import date, datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from velkommen.apps.appointments import actions, queries, weeks
from velkommen.apps.appointments.models import Appointment
from velkommen.interfaces.calendar import week as weekly
from velkommen.interfaces.calendar.asking import (
    appointment_at,
    by,
    monday_of,
    place_for,
    starts_asked,
    tried,
    wall_of,
    week_asked,
    week_name,
)
from velkommen.interfaces.calendar.views import frame
from velkommen.interfaces.web.templatetags.words import clock_time
from velkommen.shared import clock
from velkommen.shared.wording_hours import day as day_word

WEEK = timedelta(days=7)
NEAREST = 8


@login_required
@require_GET
def times(request: HttpRequest, slug: str, appointment: int) -> HttpResponse:
    """The times of a week to which an appointment can move, as [where it is on the clock, that in words, the clock alone]."""
    point = place_for(request, slug)
    found = appointment_at(point, appointment)
    could = _could(found, week_asked(request, found.day))
    said = [[wall_of(one), f"{day_word(clock.local_day(one))} {clock_time(one)}", clock_time(one)] for one in could]
    return JsonResponse({"times": said})


@login_required
def move(request: HttpRequest, slug: str, appointment: int) -> HttpResponse:
    """The free times of a week as buttons; one press moves."""
    point = place_for(request, slug)
    found, no = appointment_at(point, appointment), None
    if request.method == "POST":
        no = tried(lambda: actions.change(appointment=appointment, starts=_starts(request), **by(request)))
        if not no:
            moved = queries.by_id(appointment)
            week = week_name(monday_of(moved.day))
            return redirect(f"/calendar/{slug}/?week={week}&done=moved#a{appointment}")
    monday = week_asked(request, found.day)
    could, town = _could(found, monday), queries.calendar().town
    facts = {
        **frame(request, point, "week"),
        "found": found,
        "one": weekly.one_drawn(town, found, clock.now()),
        "days": _by_day(could),
        "nearest": sorted(sorted(could, key=lambda one: abs(one - found.starts_at))[:NEAREST]),
        "name": week_name(monday),
        "number": monday.isocalendar().week,
        "monday": monday,
        "before": week_name(monday - WEEK),
        "after": week_name(monday + WEEK),
        "refused": no.text if no else "",
    }
    return render(request, "calendar/move.html", facts, status=no.status if no else 200)


def _starts(request: HttpRequest) -> datetime:
    return starts_asked(request.POST.get("starts", ""))


def _could(found: Appointment, monday: date) -> list[datetime]:
    return weeks.could_move(found, monday, monday + WEEK - timedelta(days=1), clock.now())


def _by_day(could: list[datetime]) -> list[tuple[date, list[tuple[str, datetime]]]]:
    days = dict.fromkeys(clock.local_day(one) for one in could)
    return [(day, [(wall_of(one), one) for one in could if clock.local_day(one) == day]) for day in days]
