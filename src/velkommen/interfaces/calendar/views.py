"""The week of a place, one appointment in it, and what needs a decision."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from velkommen.apps.appointments import actions, queries, weeks
from velkommen.apps.appointments import decisions as undecided
from velkommen.apps.appointments.models import Appointment
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.booking.freedom import Wanted
from velkommen.domain.booking.life import CancelReason
from velkommen.domain.booking.terms import Asker
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.calendar import week as weekly
from velkommen.interfaces.calendar.asking import (
    No,
    appointment_at,
    by,
    fresh,
    place_for,
    tasks_at,
    tried,
    wanted_asked,
    week_asked,
    week_name,
    written,
)
from velkommen.interfaces.calendar.words import LACKING, REASONS, matters
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.fields import chosen
from velkommen.shared import clock

FIRST_CURES = 30  # of those that need a decision, as many as one page shows
WEEK = timedelta(days=7)


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The places one may book at; the calendar itself where there is but one."""
    who = request_actor(request)
    mine = [point for point in places.service_points() if who.may(Right.BOOK, point.pk)]
    if not mine:
        raise Refusal(Code.NOT_ALLOWED, right=Right.BOOK.value)
    if len(mine) == 1:
        return redirect("calendar-place", mine[0].slug)
    needing = weeks.needing([point.pk for point in mine], clock.now())
    terms = queries.calendar().terms
    shown = [(point, point.pk in terms and terms[point.pk].since, needing[point.pk]) for point in mine]
    return render(request, "calendar/index.html", {"mine": shown})


@login_required
@require_GET
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """A week of a place: what is booked, what is blocked, what is promised; and the free times for what is asked about."""
    point, at = place_for(request, slug), clock.now()
    monday = week_asked(request, clock.local_day(at))
    wanted = wanted_asked(request.GET.dict())
    if request.GET.get("task"):
        return redirect(f"{request.path}?week={week_name(monday)}&for={written(wanted)}")
    known = queries.calendar()
    unkept = undecided.unkept(point.pk, at)
    free = _free(wanted, point.pk, monday, at)
    drawn = weekly.drawn(known.town, weeks.week(point.pk, monday, at), free, {one.pk for one, _ in unkept}, at)
    facts = {
        **frame(request, point, "week"),
        "week": drawn,
        "wanted": wanted,
        "wanted_words": matters(known.town, wanted, monday),
        "for": written(wanted),
        "tasks": tasks_at(point.pk, clock.local_day(at)),
        "unkept": len(unkept),
        "terms": known.terms_of(point.pk),
        "free": len(free),
        "done": _done(request),
        **_around(monday, clock.local_day(at)),
    }
    return render(request, "calendar/week.html", facts)


def _free(wanted: Wanted, place: int, monday: date, at: datetime) -> list[datetime]:
    last = monday + WEEK - timedelta(days=1)
    return queries.find(wanted, [place], monday, last, asker=Asker.STAFF, at=at).get(place, []) if wanted else []


def _around(monday: date, today: date) -> Mapping[str, object]:
    return {
        "monday": monday,
        "sunday": monday + WEEK - timedelta(days=1),
        "today": today,
        "name": week_name(monday),
        "number": monday.isocalendar().week,
        "before": week_name(monday - WEEK),
        "after": week_name(monday + WEEK),
    }


def frame(request: HttpRequest, point: ServicePoint, section: str) -> dict[str, object]:
    """What every page of a place's calendar has."""
    here = request.get_full_path() if request.method == "GET" else request.path
    arranges = request_actor(request).may(Right.ARRANGE, point.pk)
    return {"place": point, "section": section, "op": fresh(), "here": here, "arranges": arranges}


def _done(request: HttpRequest) -> str:
    said = {
        "moved": gettext("The appointment is moved."),
        "cancelled": gettext("The appointment is cancelled."),
        "arrived": gettext("They stand in the line now."),
        "reassigned": gettext("It is kept at its time."),
    }
    return said.get(request.GET.get("done", ""), "")


@login_required
@require_GET
def appointment(request: HttpRequest, slug: str, appointment: int) -> HttpResponse:
    """One appointment, and what can be done with it."""
    point = place_for(request, slug)
    return _appointment(request, point, appointment_at(point, appointment))


def _appointment(request: HttpRequest, point: ServicePoint, found: Appointment, no: No | None = None) -> HttpResponse:
    at, known = clock.now(), queries.calendar()
    unkept = undecided.unkept_of([found], known.capacity) if found.state == "booked" and found.ends_at > at else []
    facts = {
        **frame(request, point, "week"),
        "one": weekly.one_drawn(known.town, found, at),
        "found": found,
        "who": found.staff,
        "open": found.state == "booked" and not queries.missed(found, at),
        "today": found.day == clock.local_day(at),
        "week": week_name(found.day - timedelta(days=found.day.weekday())),
        "lacks": LACKING[unkept[0][1]] if unkept else "",
        "can_reassign": bool(weeks.could_reassign(unkept, at)),
        "done": _done(request),
        "refused": no.text if no else "",
    }
    return render(request, "calendar/appointment.html", facts, status=no.status if no else 200)


@login_required
def arrive(request: HttpRequest, slug: str, appointment: int) -> HttpResponse:
    """Somebody with an appointment stands at the desk."""
    point = place_for(request, slug)
    found = appointment_at(point, appointment)
    if request.method != "POST":
        return redirect("calendar-appointment", slug, appointment)
    no = tried(lambda: actions.arrive(appointment=appointment, **by(request)))
    return _appointment(request, point, found, no) if no else _back(found, "arrived")


@login_required
def reassign(request: HttpRequest, slug: str, appointment: int) -> HttpResponse:
    """Somebody or something else keeps an appointment at its time."""
    point = place_for(request, slug)
    found = appointment_at(point, appointment)
    if request.method != "POST":
        return redirect("calendar-appointment", slug, appointment)
    no = tried(lambda: actions.reassign(appointment=appointment, **by(request)))
    if no:
        return _appointment(request, point, found, no)
    if request.POST.get("from") == "decisions":
        return redirect("calendar-decisions", slug)
    return redirect(f"/calendar/{slug}/{appointment}/?done=reassigned")


@login_required
def cancel(request: HttpRequest, slug: str, appointment: int) -> HttpResponse:
    """Call an appointment off, and say why."""
    point = place_for(request, slug)
    found, no = appointment_at(point, appointment), None
    if request.method == "POST":
        no = tried(partial(_cancel, request, appointment))
        if not no:
            return _back(found, "cancelled")
    facts = {
        **frame(request, point, "week"),
        "one": weekly.one_drawn(queries.calendar().town, found, clock.now()),
        "found": found,
        "reasons": [(reason.value, word) for reason, word in REASONS.items()],
        "why": CancelReason.CANNOT_KEEP.value if request.GET.get("why") else CancelReason.WISH.value,
        "reached": hasattr(found, "contact"),
        "refused": no.text if no else "",
    }
    return render(request, "calendar/cancel.html", facts, status=no.status if no else 200)


def _cancel(request: HttpRequest, appointment: int) -> None:
    actions.cancel(appointment=appointment, why=chosen(request, "why", CancelReason), **by(request))


def _back(found: Appointment, done: str) -> HttpResponse:
    """To the week of an appointment."""
    week = week_name(found.day - timedelta(days=found.day.weekday()))
    return redirect(f"/calendar/{found.service_point.slug}/?week={week}&done={done}")


@login_required
@require_GET
def slip(request: HttpRequest, slug: str, appointment: int) -> HttpResponse:
    """A slip to print: where, when and the code; never what it is about."""
    point = place_for(request, slug)
    found = appointment_at(point, appointment)
    rows = queries.in_series(found) if found.series else [found]
    return render(request, "calendar/slip.html", {**frame(request, point, "week"), "rows": rows, "found": found})


@login_required
@require_GET
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """The appointments that cannot be kept, what is missing, and the cures."""
    point, at = place_for(request, slug), clock.now()
    unkept, town = undecided.unkept(point.pk, at), queries.calendar().town
    first = unkept[:FIRST_CURES]
    others = weeks.could_reassign(first, at)
    shown = [(weekly.one_drawn(town, one, at), LACKING[lacks], one.pk in others) for one, lacks in first]
    facts = {**frame(request, point, "decisions"), "shown": shown, "all": len(unkept)}
    return render(request, "calendar/decisions.html", facts)
