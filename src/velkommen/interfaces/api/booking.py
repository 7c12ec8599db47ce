"""Appointments in the shape form systems ask for: products, locations, dates, times, fields; create, change, cancel, details.

What is free is open to everybody, as open data is. Writing takes the token of staff who may book; what it books is what the public may
have, unless it says otherwise.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import Router

from velkommen.apps.appointments import actions, queries
from velkommen.apps.appointments.facts import AppointmentFacts, appointment_facts, path_of
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.booking.freedom import Matter, Wanted
from velkommen.domain.booking.terms import MOST_MATTERS, MOST_PEOPLE, Asker
from velkommen.domain.contacts import parse
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.api import booking_shapes as shapes
from velkommen.interfaces.api.answers import answer
from velkommen.interfaces.api.asking import Anybody, Token, asker, stamp
from velkommen.interfaces.api.booking_shapes import (
    Anywhere,
    AppointmentId,
    Chosen,
    From,
    Internal,
    Location,
    OneDay,
    Until,
    Wished,
)
from velkommen.interfaces.api.problems import Instead
from velkommen.shared import clock
from velkommen.shared.wording_tasks import name_on

USUAL, LONGEST = timedelta(days=14), timedelta(days=62)
KEPT_SECONDS = 15  # by whoever asks: a time that was sold meanwhile is refused with others
INSTEAD = frozenset({Code.SLOT_TAKEN, Code.TIME_PASSED, Code.NOT_RELEASED, Code.NO_SUCH_TIME})
OPEN = [Token(), Anybody()]

router = Router()


@router.get("/products", response=shapes.ProductList, auth=OPEN)
def list_products(request: HttpRequest, chosen: Chosen = [], location: Anywhere = None) -> HttpResponse:  # noqa: B006 - read only
    """What there are appointments for; with products chosen, what can be had beside them at one place."""
    known, today = queries.calendar(), clock.local_day(clock.now())
    there = [places.service_point(location).pk] if location else list(known.terms)
    fit = [place for place in known.places(_wanted(chosen), today) if place in there]
    had = {matter.task for matter in _wanted(chosen)}
    keys = [key for key in known.town.tasks if key not in had and any(known.bookable(key, p, today) for p in fit)]
    rows = [{"product": key, "name": name_on(known.town, key, today), "minutes": _minutes(key, today)} for key in keys]
    return _open(request, {"products": rows}, {"product", "location"})


@router.get("/locations", response=shapes.Locations, auth=OPEN)
def list_locations(request: HttpRequest, wished: Wished) -> HttpResponse:
    """The places that give appointments for all of the products."""
    fit = set(queries.calendar().places(_wanted(wished), clock.local_day(clock.now())))
    rows = [_place(point) for point in places.service_points() if point.pk in fit]
    return _open(request, {"locations": rows}, {"product"})


@router.get("/dates", response=shapes.Dates, auth=OPEN)
def list_dates(
    request: HttpRequest,
    wished: Wished,
    location: Location,
    first: From = None,
    last: Until = None,
    internal: Internal = False,
) -> HttpResponse:
    """The days on which there is a time for all of the products at a place."""
    first = first or clock.local_day(clock.now())
    last = last or first + USUAL
    if last - first > LONGEST:
        raise Refusal(Code.BAD_VALUE, field="to")
    found = _free(request, wished, location, (first, last), internal=internal)
    days = list(dict.fromkeys(clock.local_day(moment) for moment in found))
    return _open(request, {"dates": days}, {"product", "location", "from", "to"}, internal=location)


@router.get("/times", response=shapes.Times, auth=OPEN)
def list_times(
    request: HttpRequest, wished: Wished, location: Location, day: OneDay, internal: Internal = False
) -> HttpResponse:
    """The times of a day at which all of the products can be begun at a place."""
    found = _free(request, wished, location, (day, day), internal=internal)
    times = [clock.local(moment) for moment in found]
    return _open(request, {"times": times}, {"product", "location", "day"}, internal=location)


@router.get("/fields", response=shapes.FormFields, auth=OPEN)
def list_fields(request: HttpRequest, chosen: Chosen = []) -> HttpResponse:  # noqa: B006 - read only
    """What a citizen must be asked for: where they are reached, and nothing more."""
    contact = {
        "name": "contact",
        "label": gettext("E-mail or mobile number"),
        "help": gettext("You get a link there: with it you confirm, change or cancel. Nothing else is kept of you."),
        "required": True,
        "max_length": shapes.LONGEST_CONTACT,
        "one_of": [],
    }
    language = {
        "name": "language",
        "label": gettext("Language of the messages"),
        "help": "",
        "required": False,
        "max_length": 2,
        "one_of": ["da", "en"],
    }
    said = {"fields": [contact, language], "most_products": MOST_MATTERS, "most_people": MOST_PEOPLE}
    return _open(request, said, {"product"})


@router.post("/appointments", response=shapes.AppointmentDone)
def create_appointment(request: HttpRequest, body: shapes.NewAppointment) -> HttpResponse:
    """Book for a citizen: they confirm by the link they are sent, or it is theirs at once where you are `sure` of the contact."""
    said, point = stamp(request), places.service_point(body.location)
    wanted = _merged((one.product, one.amount) for one in body.products)
    who, contact = _asker(internal=body.internal), parse(body.contact)
    with _instead(wanted, point.pk, body.starts, who, said["at"]) as starts:
        done = actions.book_for(
            place=point.pk,
            wanted=wanted,
            starts=starts,
            contact=contact,
            language=body.language,
            asker=who,
            sure=body.sure,
            **said,
        )
    return _done(done["appointment"], wanted, point, body)


@router.get("/appointments/{appointment}", response=shapes.AppointmentNow)
def get_appointment(request: HttpRequest, appointment: AppointmentId) -> HttpResponse:
    """An appointment as it is now."""
    found = queries.by_id(appointment)
    if not asker(request).may(Right.BOOK, found.service_point_id):
        raise Refusal(Code.UNKNOWN_APPOINTMENT)
    told = _appointment(appointment_facts(found), queries.wanted_of(found), found.service_point)
    state = "missed" if queries.missed(found, clock.now()) else found.state
    return answer({"appointment": {**told, "state": state}})


@router.post("/appointments/{appointment}/change", response=shapes.AppointmentDone)
def change_appointment(request: HttpRequest, appointment: AppointmentId, body: shapes.Moved) -> HttpResponse:
    """Move an appointment to another time or place; when that cannot be, it stays as it was."""
    said, found = stamp(request), queries.by_id(appointment)
    wanted, who = queries.wanted_of(found), _asker(internal=body.internal)
    said["by"].require(Right.BOOK, found.service_point_id)
    point = places.service_point(body.location) if body.location else found.service_point
    with _instead(wanted, point.pk, body.starts, who, said["at"]) as starts:
        done = actions.change(appointment=appointment, starts=starts, place=point.pk, asker=who, **said)
    return _done(done["appointment"], wanted, point, body)


@router.post("/appointments/{appointment}/cancel", response=shapes.AppointmentDone)
def cancel_appointment(
    request: HttpRequest, appointment: AppointmentId, body: shapes.CalledOff | None = None
) -> HttpResponse:
    """Call an appointment off."""
    said, found, body = stamp(request), queries.by_id(appointment), body or shapes.CalledOff()
    returns, who = queries.returning(found, said["op"]), _asker(internal=body.internal)
    done = actions.cancel(appointment=appointment, returns=returns, asker=who, **said)
    return _done(done["appointment"], queries.wanted_of(found), found.service_point, body)


@contextmanager
def _instead(wanted: Wanted, place: int, starts: str, who: Asker, at: datetime) -> Iterator[datetime]:
    """The moment that is wished. Where it cannot be had, the "no" carries the nearest that can."""
    wished = at
    try:
        wished = shapes.moment_said(starts)
        shapes.check_exists(wished)
        yield wished
    except Refusal as no:
        if no.code not in INSTEAD:
            raise
        found = queries.alternatives(wanted, place, wished, asker=who, at=at)
        slugs = {key: one.slug for key, one in queries.calendar().town.places.items()}
        raise Instead(
            no, [{"location": slugs[there], "starts": clock.local(moment).isoformat()} for there, moment in found]
        ) from no


def _asker(*, internal: bool) -> Asker:
    return Asker.STAFF if internal else Asker.PUBLIC


def _wanted(products: Sequence[str]) -> Wanted:
    """The products of an address."""
    parts = (text.partition(":") for text in products)
    return _merged((key, int(amount or 1)) for key, _, amount in parts)


def _merged(products: Iterable[tuple[str, int]]) -> Wanted:
    """A product said twice is for all of them."""
    found: dict[str, int] = {}
    for key, amount in products:
        found[key] = found.get(key, 0) + amount
    return tuple(Matter(key, people) for key, people in found.items())


def _free(
    request: HttpRequest, wished: Sequence[str], location: str, days: tuple[date, date], *, internal: bool
) -> list[datetime]:
    place = places.service_point(location).pk
    wanted, who = _wanted(wished), _asker(internal=internal and asker(request).may(Right.BOOK, place))
    return queries.find(wanted, [place], *days, asker=who, at=clock.now()).get(place, [])


def _open(request: HttpRequest, said: dict[str, Any], known: set[str], *, internal: str = "") -> HttpResponse:
    """What everybody may read, to be kept for moments, with what had no effect."""
    if internal and asker(request).may(Right.BOOK, places.service_point(internal).pk):
        known = known | {"internal"}
    response = answer({**said, "ignored": shapes.plain(set(request.GET) - known)})
    response.headers["Cache-Control"] = f"max-age={KEPT_SECONDS}"
    response.headers["Vary"] = "Accept-Language, Authorization"
    return response


def _done(facts: AppointmentFacts, wanted: Wanted, point: ServicePoint, body: shapes.Said) -> HttpResponse:
    return answer({"appointment": _appointment(facts, wanted, point), "ignored": shapes.without_effect(body)})


def _appointment(facts: AppointmentFacts, wanted: Wanted, point: ServicePoint) -> dict[str, Any]:
    town, day = queries.calendar().town, date.fromisoformat(facts["day"])
    return {
        "id": facts["id"],
        "state": facts["state"],
        "products": [{"product": m.task, "name": name_on(town, m.task, day), "amount": m.people} for m in wanted],
        "location": _place(point),
        "starts": _local(facts["starts"]),
        "ends": _local(facts["ends"]),
        "kept_until": _local(facts["keeps_until"]) if facts["keeps_until"] else None,
        "page": path_of(facts["link"]),
        "code": facts["code"],
    }


def _local(text: str) -> datetime:
    return clock.local(datetime.fromisoformat(text))


def _minutes(task: str, day: date) -> int:
    return queries.calendar().town.tasks[task].on(day).minutes


def _place(point: ServicePoint) -> dict[str, str]:
    return {
        "location": point.slug,
        "name": point.name,
        "address": point.address,
        "postal_code": point.postal_code,
        "town": point.town,
    }
