"""Addresses for calendar programs: made, shown once, revoked; and what is read there."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from velkommen.apps.appointments import actions, queries, weeks
from velkommen.apps.appointments.models import Feed
from velkommen.apps.people.actions import digest
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.integrations.calendars.appointments import Entry, as_feed
from velkommen.interfaces.calendar.asking import by, fresh, tried
from velkommen.interfaces.calendar.words import matters
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.fields import one_id
from velkommen.shared import clock

A_QUARTER = 900  # seconds: how long a program may keep what it read


@login_required
def feeds(request: HttpRequest) -> HttpResponse:
    """One's own addresses and those of the places one arranges."""
    who, no, fresh_one = request_actor(request), None, ""
    if not who.may_somewhere(Right.BOOK):
        raise Refusal(Code.NOT_ALLOWED, right=Right.BOOK.value)
    if request.method == "POST":
        made: list[str] = []
        no = tried(lambda: _do(request, made))
        if not no and not made:
            return redirect("calendar-feeds")
        fresh_one = request.build_absolute_uri(f"/calendar/feed/{made[0]}.ics") if made else ""
    mine = [point for point in places.service_points() if who.may(Right.ARRANGE, point.pk)]
    facts = {
        "places": mine,
        "feeds": weeks.feeds(who.staff_id, [point.pk for point in mine]),
        "fresh": fresh_one,
        "op": fresh(),
        "here": request.path,
        "refused": no.text if no else "",
    }
    return render(request, "calendar/feeds.html", facts, status=no.status if no else 200)


def _do(request: HttpRequest, made: list[str]) -> None:
    if request.POST.get("feed"):
        actions.revoke_feed(feed=one_id(request, "feed"), **by(request))
        return
    place = one_id(request, "place") if request.POST.get("place") else None
    made.append(actions.make_feed(place=place, by=request_actor(request), at=clock.now()))


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The appointments behind a secret address; nothing where there is none, or it was revoked."""
    found = weeks.feed_by_token(token)
    if found is None:
        return HttpResponseNotFound()
    written = as_feed(_name(found), clock.zone(), _entries(request, found))
    tag = quote_etag(digest(written.decode())[:32])
    known = get_conditional_response(request, etag=tag)
    unchanged = isinstance(known, HttpResponseNotModified)
    answer = known if known and unchanged else HttpResponse(written, "text/calendar; charset=utf-8")
    answer["ETag"] = tag
    patch_cache_control(answer, private=True, max_age=A_QUARTER)
    return answer


def _name(found: Feed) -> str:
    point: ServicePoint | None = found.service_point
    return point.name if point else found.staff.shown_name  # type: ignore[union-attr] # of a place or of a person


def _entries(request: HttpRequest, found: Feed) -> list[Entry]:
    town, base = queries.calendar().town, request.build_absolute_uri("/")
    own = found.staff_id is not None
    return [
        Entry(
            id=f"{one.pk}@{request.get_host()}",
            name=matters(town, queries.wanted_of(one), one.day) if own else gettext("Appointment"),
            where=f"{one.service_point.name}, {one.desk.name}",
            starts=one.starts_at,
            ends=one.ends_at,
            made=one.made_at,
            edition=one.moves,
            address=f"{base}calendar/{one.service_point.slug}/{one.pk}/" if own else "",
        )
        for one in weeks.in_feed(found, clock.now())
    ]
