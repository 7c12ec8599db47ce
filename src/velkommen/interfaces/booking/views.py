"""Booking a time, one question on each screen: what for, for how many, where and when. The address of a page is all the state."""

from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET

from velkommen.apps.appointments import actions, queries
from velkommen.apps.appointments.queries import Calendar
from velkommen.apps.places import queries as places
from velkommen.domain.booking.freedom import Matter, Wanted
from velkommen.domain.booking.terms import MOST_MATTERS, Asker
from velkommen.domain.catalogue import COUNTED_ONLY, TaskFacts
from velkommen.domain.intervals import minute_of, moment_of
from velkommen.domain.placement.town import Chance, Town
from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.booking.asking import Search, Slot, matters, read, read_slot
from velkommen.interfaces.booking.times import groups, listing, origins, released_at
from velkommen.interfaces.web import limits, proof
from velkommen.interfaces.web.fields import operation
from velkommen.interfaces.web.middleware import STATUS
from velkommen.interfaces.web.proof import Proof
from velkommen.interfaces.web.public import public
from velkommen.interfaces.web.public_fields import report_others
from velkommen.shared import clock, wording_hours
from velkommen.shared.actor import PUBLIC
from velkommen.shared.danish import collation
from velkommen.shared.wording import sentence
from velkommen.shared.wording_tasks import task_name

FIRST = 8  # tasks one sees at once; the others are folded away
OTHERWISE = 3  # places without an appointment that are named where no time is found
SENT = ("task", "people", "slot", "riddle", "answer")
#: What can be cured by another time. Anything else is a page that says what was wrong.
ANOTHER = frozenset(
    {
        Code.SLOT_TAKEN,
        Code.TIME_PASSED,
        Code.NOT_RELEASED,
        Code.NO_SUCH_TIME,
        Code.NOT_BOOKABLE,
        Code.NO_APPOINTMENTS,
        Code.NOT_PROVEN,
        Code.OPERATION_REUSED,
        Code.UNPROVEN_FULL,
        Code.TOO_OFTEN,
    }
)


@public
@require_GET
def what(request: HttpRequest) -> HttpResponse:
    """What is it about? Those that a place gives times for; several may be ticked."""
    known, at = queries.calendar(), clock.now()
    search, tasks = read(request.GET, known.town.tasks), _bookable(known, at)
    chosen = {matter.task for matter in search.wanted}
    first = [task for task in tasks if task.key in chosen]
    first += [task for task in tasks if task.key not in chosen][: max(FIRST - len(first), 0)]
    rest = sorted((task for task in tasks if task not in first), key=lambda one: collation(task_name(one)))
    facts = {"first": first, "rest": rest, "chosen": chosen, "most": MOST_MATTERS, "none": "none" in request.GET}
    return render(request, "booking/what.html", facts)


@public
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """For how many people is each of them?"""
    known, at = queries.calendar(), clock.now()
    search = read(request.GET, known.town.tasks)
    if not search.wanted:
        return redirect(f"{reverse('book')}?none=1")
    most = max((terms.most_people for terms in known.terms.values()), default=1)
    rows = [(_facts_of(known.town, matter, at), matter.people or 1) for matter in search.wanted]
    facts = {"rows": rows, "numbers": range(1, most + 1), "search": search, "more": len(rows) < MOST_MATTERS}
    return render(request, "booking/people.html", facts)


@public
@require_GET
def time(request: HttpRequest) -> HttpResponse:
    """Where and when? The earliest of each place first; where there is nothing, what one can do instead."""
    known, at = queries.calendar(), clock.now()
    search = read(request.GET, known.town.tasks)
    if not search.whole:
        query = f"?{search.address()}" if search.wanted else ""
        return redirect(f"{reverse('book-people')}{query}")
    return screen_of_times(request, search.wanted, at, **riddle(uuid4(), at))


def screen_of_times(request: HttpRequest, wanted: Wanted, at: datetime, **more: Any) -> HttpResponse:
    """The places and times of some matters, narrowed as the address says.

    Args:
        more: what the form of its buttons carries, and where it goes.
    """
    known = queries.calendar()
    search = replace(read(request.GET, known.town.tasks), wanted=wanted)
    found = listing(search, at)
    if not found.there and search.after is None:
        _note_unmet(request, known, search, at)
    facts = {
        "list": found,
        "filters": _filters(known, search, at),
        "otherwise": [] if found.there else _otherwise(known.town, search, at),
        "released": None if found.there else released_at(known, found.asked),
        **asked_of(search, known.town, at),
        **more,
    }
    return render(request, "booking/time.html", facts)


@public
def hold(request: HttpRequest) -> HttpResponse:
    """Hold the time whose button was pressed, and go on to its own page. A time that cannot be had leads to the nearest ones."""
    if request.method != "POST":
        return redirect("book")
    report_others(request, SENT)
    at, op, wanted, slot = (
        clock.now(),
        operation(request),
        matters(request.POST),
        read_slot(request.POST.get("slot", "")),
    )
    try:
        proven = proof.check(request.POST.get("riddle", ""), request.POST.get("answer", ""), op, at)
        if proven is Proof.TOO_SOON:
            return _wait(request, wanted, slot, op)
        limits.note(request, at)
        link = _held(wanted, slot, proven is Proof.SOLVED, op, at)
    except Refusal as refusal:
        if refusal.code not in ANOTHER:
            raise
        return again(request, wanted, slot, refusal, at)
    return see_other("appointment", link)


def _held(wanted: Wanted, slot: Slot, proven: bool, op: UUID, at: datetime) -> str:
    """The link of what is held now."""
    done = actions.hold(
        place=places.service_point(slot.place).pk,
        wanted=wanted,
        starts=slot.moment(),
        language=(get_language() or "da")[:2],
        proven=proven,
        by=PUBLIC,
        at=at,
        op=op,
    )
    return done["appointment"]["link"]


def again(
    request: HttpRequest, wanted: Wanted, slot: Slot | None, refusal: Refusal, at: datetime, **more: Any
) -> HttpResponse:
    """Why it cannot be, and the nearest times that can, as buttons. Nothing is held.

    Args:
        slot: what was wished for; None where no time would help.
        more: what the page says otherwise, where it is not booked but moved.
    """
    known = queries.calendar()
    nearest: list[tuple[int, datetime]] = []
    place = next((one.id for one in known.town.places.values() if slot and one.slug == slot.place), None)
    if slot and place is not None and wanted and refusal.code is not Code.TOO_OFTEN:
        nearest = queries.alternatives(wanted, place, slot.nearly, asker=Asker.PUBLIC, at=at)
    facts = {
        "refused": sentence(refusal),
        "nearest": groups(nearest),
        "here": f"{reverse('book-time')}?{Search(wanted).address()}",
        **asked_of(Search(wanted), known.town, at),
        **riddle(uuid4(), at),
        **more,
    }
    return render(request, "booking/again.html", facts, status=STATUS[refusal.kind])


def _wait(request: HttpRequest, wanted: Wanted, slot: Slot, op: UUID) -> HttpResponse:
    """No script has solved the riddle, and it was pressed quickly: the same button once more, in ten seconds."""
    kept = {"op": op, "riddle": request.POST.get("riddle", ""), "slot": request.POST.get("slot", "")}
    facts = {"search": Search(wanted), "moment": slot.nearly, "seconds": int(proof.PATIENCE.total_seconds()), **kept}
    return render(request, "booking/wait.html", facts | {"here": reverse("book")}, status=HTTPStatus.ACCEPTED)


def asked_of(search: Search, town: Town, at: datetime) -> dict[str, Any]:
    """What is asked for, in words and for the forms of a page."""
    return {
        "search": search,
        "matters": [
            (_facts_of(town, matter, at), matter.people) for matter in search.wanted if matter.task in town.tasks
        ],
        "action": reverse("book-hold"),
    }


def riddle(op: UUID, at: datetime) -> dict[str, Any]:
    """What a form that holds a time carries."""
    return {"op": op, "riddle": proof.riddle(op, at), "bits": proof.BITS}


def see_other(name: str, link: str, **query: str) -> HttpResponse:
    """On to a page of an appointment, by GET."""
    asked = urlencode({key: text for key, text in query.items() if text})
    onward = redirect(reverse(name, args=(link,)) + (f"?{asked}" if asked else ""))
    onward.status_code = HTTPStatus.SEE_OTHER
    return onward


def _facts_of(town: Town, matter: Matter, at: datetime) -> TaskFacts:
    return town.tasks[matter.task].on(clock.local_day(at))


def _bookable(known: Calendar, at: datetime) -> list[TaskFacts]:
    """The tasks at least one place gives times for, in the order of the catalogue."""
    day = clock.local_day(at)
    keys = (key for key in known.town.tasks if key not in COUNTED_ONLY)
    return [known.town.tasks[key].on(day) for key in keys if known.places((Matter(key, 1),), day)]


def _filters(known: Calendar, search: Search, at: datetime) -> dict[str, Any]:
    giving = [known.town.places[pk] for pk in known.places(search.wanted, clock.local_day(at))]
    return {
        "places": sorted(giving, key=lambda place: collation(place.name)),
        "origins": origins(known.town),
        "open": search.narrowed or bool(search.near),
    }


def _otherwise(town: Town, search: Search, at: datetime) -> list[tuple[Any, str]]:
    """Where one may come without an appointment, and when next, for the first of the matters."""
    chances = town.nearest(search.wanted[0].task, minute_of(at))[:OTHERWISE]
    return [(town.places[chance.place], _when(chance, at)) for chance in chances]


def _when(chance: Chance, at: datetime) -> str:
    """From when one is served, or until when one still is."""
    local, ends = clock.local(at), clock.local(moment_of(chance.ends))
    if chance.begins <= minute_of(at):
        return gettext("now, until %(until)s") % {"until": wording_hours.until(ends, local)}
    return wording_hours.when(clock.local(moment_of(chance.begins)), local)


def _note_unmet(request: HttpRequest, known: Calendar, search: Search, at: datetime) -> None:
    """Count what nobody could be given, once for each reader, search and day: a page looked at again is the same wish."""
    place = next((one.id for one in known.town.places.values() if one.slug == search.place), None)
    for matter in search.wanted:
        said = (settings.SECRET_KEY, clock.local_day(at), limits.connection_of(request), search.address(), matter.task)
        op = uuid5(NAMESPACE_OID, "|".join(map(str, said)))
        actions.note_unmet(task=matter.task, place=place, by=PUBLIC, at=at, op=op)
