"""Booking for somebody at the desk or on the telephone: once, or every so many weeks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from velkommen.apps.appointments import actions, queries, weeks
from velkommen.apps.places.models import ServicePoint
from velkommen.domain import contacts, dates
from velkommen.domain.booking.freedom import Wanted
from velkommen.domain.booking.series import MOST_TIMES, MOST_WEEKS
from velkommen.domain.booking.terms import Asker
from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.calendar.asking import (
    No,
    by,
    language_asked,
    monday_of,
    place_for,
    starts_asked,
    tried,
    wall_of,
    wanted_asked,
    week_name,
    written,
)
from velkommen.interfaces.calendar.views import frame
from velkommen.interfaces.calendar.words import matters
from velkommen.interfaces.web.fields import whole
from velkommen.shared import clock

BY_TIME = frozenset({Code.SLOT_TAKEN, Code.TIME_PASSED, Code.NOT_RELEASED, Code.NO_SUCH_TIME})


@dataclass(frozen=True)
class Asked:
    """What is to be booked, as an address or a form says it."""

    wanted: Wanted
    starts: datetime
    contact: contacts.Contact | None
    language: str

    def facts(self) -> dict[str, Any]:
        return {
            "wanted": self.wanted,
            "starts": self.starts,
            "contact": self.contact,
            "language": self.language,
        }


def asked(fields: Mapping[str, str]) -> Asked:
    """Raises: Refusal BAD_VALUE, BAD_DAY, NO_SUCH_TIME, BAD_CONTACT, CPR_IN_TEXT."""
    typed = fields.get("contact", "").strip()
    return Asked(
        wanted_asked(fields),
        starts_asked(fields.get("at", "")),
        contacts.parse(typed) if typed else None,
        language_asked(fields),
    )


@login_required
def book(request: HttpRequest, slug: str) -> HttpResponse:
    """A time that was chosen in the week: for whom it is, and the press that books it."""
    point, no = place_for(request, slug), None
    made: list[int] = []
    if request.method == "POST":
        no = tried(lambda: made.append(_book(request, point)))
        if made:
            return redirect("calendar-slip", slug, made[0])
    fields = (request.POST if request.method == "POST" else request.GET).dict()
    facts = {**frame(request, point, "week"), **_shown(fields), "sent": fields, **_others(point, fields, no)}
    facts |= {"refused": no.text if no else "", "most_weeks": MOST_WEEKS, "most_times": MOST_TIMES}
    return render(request, "calendar/book.html", facts, status=no.status if no else 200)


def _book(request: HttpRequest, point: ServicePoint) -> int:
    what = asked(request.POST.dict())
    return int(actions.book(place=point.pk, **what.facts(), **by(request))["appointment"]["id"])


def _shown(fields: Mapping[str, str]) -> dict[str, object]:
    """What the address says, as far as it can be read."""
    wanted, day = wanted_asked(fields), clock.local_day(clock.now())
    found: dict[str, object] = {
        "for": written(wanted),
        "what": matters(queries.calendar().town, wanted, day),
        "week": week_name(monday_of(day)),
        "starts": None,
    }
    starts: list[datetime] = []
    if fields.get("at") and not tried(lambda: starts.append(starts_asked(fields["at"]))):
        found |= {"starts": starts[0], "at": wall_of(starts[0])}
        found["week"] = week_name(monday_of(clock.local_day(starts[0])))
    return found


def _others(point: ServicePoint, fields: Mapping[str, str], no: No | None) -> dict[str, object]:
    """The nearest times, after one that cannot be had: those here as (on the clock, moment), and elsewhere with the place."""
    if no is None or no.refusal.code not in BY_TIME:
        return {}
    starts: list[datetime] = []
    if tried(lambda: starts.append(starts_asked(fields.get("at", "")))):
        return {}
    found = queries.alternatives(wanted_asked(fields), point.pk, starts[0], asker=Asker.STAFF, at=clock.now())
    town = queries.calendar().town
    return {
        "others": [(wall_of(one), one) for place, one in found if place == point.pk],
        "elsewhere": [(town.places[place], one) for place, one in found if place != point.pk],
    }


@login_required
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """The dates of a series, each with whether it can be had; one press books all that are not left out, or none."""
    point, no = place_for(request, slug), None
    made: list[int] = []
    if request.method == "POST":
        no = tried(lambda: made.append(_book_series(request, point)))
        if made:
            return redirect("calendar-slip", slug, made[0])
    fields = (request.POST if request.method == "POST" else request.GET).dict()
    dates_of: list[weeks.Date] = []
    told = tried(lambda: dates_of.extend(_dates(fields, point.pk)))
    skipped = set(request.POST.getlist("skip"))
    shown = [(one, one.day.isoformat() in skipped or not one.free) for one in dates_of]
    facts = {**frame(request, point, "week"), **_shown(fields), "sent": fields, "dates": shown}
    facts |= {"lost": sum(not one.free for one in dates_of), "refused": (no or told).text if no or told else ""}  # type: ignore[union-attr] # one of them is there
    status = no.status if no else told.status if told else 200
    return render(request, "calendar/series.html", facts, status=status)


def _dates(fields: Mapping[str, str], place: int) -> list[weeks.Date]:
    what, (every, times) = asked(fields), _rhythm(fields)
    if not what.wanted:
        raise Refusal(Code.TASK_MISSING)
    return weeks.series(what.wanted, place, what.starts, every, times, clock.now())


def _rhythm(fields: Mapping[str, str]) -> tuple[int, int]:
    """Weeks from one to the next, and how many times. Raises: Refusal BAD_VALUE with the limits."""
    every = whole(fields.get("every", ""), gettext("Weeks from one to the next"), 1, MOST_WEEKS)
    return every, whole(fields.get("times", ""), gettext("How many times"), 1, MOST_TIMES)


def _book_series(request: HttpRequest, point: ServicePoint) -> int:
    fields = request.POST.dict()
    what, (every, times) = asked(fields), _rhythm(fields)
    skip: list[date] = [dates.day_of(text) for text in request.POST.getlist("skip")]
    made = actions.book_series(place=point.pk, every=every, times=times, skip=skip, **what.facts(), **by(request))
    return int(made["appointments"][0]["id"])
