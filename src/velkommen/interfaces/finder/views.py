"""The citizens' pages: what do you need, the answer on one screen, the places. Each works without script and reads the same printed."""

from http import HTTPStatus
from urllib.parse import quote
from uuid import uuid4

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from velkommen.apps.appointments import queries as appointments
from velkommen.apps.courses import queries as courses
from velkommen.apps.placement import book
from velkommen.apps.places import queries as points
from velkommen.apps.places.models import Municipality
from velkommen.domain.catalogue import Entry, TaskFacts
from velkommen.domain.placement.facts import Place
from velkommen.domain.privacy import has_cpr
from velkommen.domain.refusals import Code, Refusal
from velkommen.integrations.schemaorg import pages
from velkommen.interfaces.finder import answers, doors, drawing
from velkommen.interfaces.finder.searching import IN_DOUBT, PLACE, TASK, Directory, Key, directory
from velkommen.interfaces.web.middleware import STATUS
from velkommen.shared import clock
from velkommen.shared.wording import sentence
from velkommen.shared.wording_prices import prices as prices_of
from velkommen.shared.wording_tasks import (
    ATTENDANCES,
    SELF_SERVICES,
    WHERES,
    authority_name,
    bring,
    next_season,
    task_name,
)

LONGEST_QUERY = 100
MOST_PLACES, PLACES_A_PAGE = 12, 60
MOST_ORIGINS = 200
MOST_COURSES = 3  # on the notice of a place; the others are one press away


@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """What do you need? One field, ten common answers under it, and the places today."""
    at, known = clock.now(), _directory()
    some = list(known.places.values())[:MOST_PLACES]
    facts = {
        "common": known.common,
        "places": [(place, doors.now(place, at)) for place in some],
        "more": len(known.places) > len(some),
        "empty": not known.places,
        "booking": bool(appointments.calendar(known.town).terms),
    }
    return render(request, "finder/front.html", facts)


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """What fits, best first; where nothing does, what comes nearest, and somebody to talk to."""
    query = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    if not query:
        return redirect("front")
    if has_cpr(query):  # the page must not repeat it, not even as the address to come back to
        no = {"sentence": sentence(Refusal(Code.CPR_IN_TEXT, field="q")), "here": reverse("front")}
        return render(request, "web/refused.html", no, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    known = _directory()
    found = known.search(query)
    facts = {
        "query": query,
        "found": _shown(known, found.keys),
        "next": _next(known, found.keys),
        "origin": _named(found.keys),
        "guesses": _shown(known, found.guesses),
        "talk": known.tasks.get(IN_DOUBT),
        "common": known.common,
    }
    return render(request, "finder/found.html", facts)


@require_GET
def answer(request: HttpRequest, task: str) -> HttpResponse:
    """The answer on one screen."""
    return _answer(request, task)


def draw(request: HttpRequest, task: str) -> HttpResponse:
    """Draw a number from home and follow it; a browser that holds an open one is led to that."""
    if request.method != "POST":
        return redirect("find-task", task)
    language = (get_language() or "da")[:2]
    try:
        link = drawing.drawn(request, task, language, clock.now())
    except Refusal as refusal:
        return _answer(request, task, sentence(refusal), STATUS[refusal.kind])
    following = redirect(f"{reverse('follow', args=(link,))}?language={language}")
    following.status_code = HTTPStatus.SEE_OTHER
    drawing.remember(following, link)
    return following


@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """Every place by the alphabet, with its hours today."""
    at, known = clock.now(), _directory()
    page = Paginator(list(known.places.values()), PLACES_A_PAGE).get_page(request.GET.get("page"))
    rows = [(place, doors.now(place, at)) for place in page.object_list]
    return render(request, "finder/places.html", {"places": rows, "page": page})


@require_GET
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """A place as the notice on its door."""
    at, known = clock.now(), _directory()
    here = known.places.get(slug)
    if here is None:
        raise Http404
    point = points.service_point(slug)
    address = request.build_absolute_uri(reverse("place", args=(slug,)))
    facts = {
        "at": at,
        "place": here,
        "point": point,
        "door": doors.door(known, here, point, at),
        "courses": [one for one in courses.coming(at, [point.pk]) if one.open][:MOST_COURSES],
        "linked": pages.office(here, point, address, clock.local_day(at)),
    }
    return render(request, "finder/place.html", facts)


def _directory() -> Directory:
    return directory(book.town(), clock.local_day(clock.now()))


def _answer(request: HttpRequest, task: str, refused: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    at, known = clock.now(), _directory()
    if task not in known.tasks:
        raise Http404
    facts, entry = known.tasks[task], known.town.tasks[task]
    origin = known.places.get(request.GET.get("from", ""))
    ways = answers.ways(known.town, task, at, origin, request.GET.get("all"))
    prices = prices_of(entry, known.day)
    town = points.municipality()
    there = [(way.place.name, _address(request, "place", way.place.slug)) for way in ways.shown]
    shown = {
        "at": at,
        "task": facts,
        "origin": origin,
        "origins": list(known.places.values())[:MOST_ORIGINS],
        "ways": ways,
        "prices": prices,
        "held": drawing.held(request, at),
        "earliest": answers.earliest(known.town, task, at),
        "op": uuid4(),
        "refused": refused,
        "here": reverse("find-task", args=(task,)) if request.method == "POST" else request.get_full_path(),
        "linked": pages.service(facts, _address(request, "find-task", task), town, there, prices),
        **_said(facts, entry, known, town),
    }
    return render(request, "finder/answer.html", shown, status=status)


def _said(facts: TaskFacts, entry: Entry, known: Directory, town: Municipality | None) -> dict[str, object]:
    """What the catalogue says of a task, in words."""
    return {
        "name": task_name(facts),
        "suspended": entry.suspended(known.day),
        "in_season": entry.in_season(known.day),
        "season": entry.next_season(known.day) if facts.seasonal else None,
        "next_season": next_season(entry, known.day),
        "online": SELF_SERVICES[facts.self_service],
        "attendance": ATTENDANCES[facts.attendance],
        "where": WHERES[facts.where],
        "bring": bring(facts),
        "authority": authority_name(facts.authority, facts.authority_named),
        "destination": answers.destination(facts),
        "pickup": known.tasks.get(facts.pickup),
        "books": _books(facts, town),
    }


def _books(facts: TaskFacts, town: Municipality | None) -> list[tuple[str, str]]:
    """Words of the library's subjects, and where its catalogue finds them."""
    if town is None or not town.library_search_url:
        return []
    return [(topic, town.library_search_url.replace("{words}", quote(topic))) for topic in facts.topics]


def _next(known: Directory, keys: tuple[Key, ...]) -> answers.Way | None:
    """Where and when the first of the answers is done next."""
    kind, key = keys[0] if keys else ("", "")
    return next(iter(answers.ways(known.town, key, clock.now(), None).shown), None) if kind == TASK else None


def _named(keys: tuple[Key, ...]) -> str:
    """The one place a question named, as its slug; with several it named none in particular."""
    slugs = [key for kind, key in keys if kind == PLACE]
    return slugs[0] if len(slugs) == 1 else ""


def _shown(known: Directory, keys: tuple[Key, ...]) -> list[TaskFacts | Place | str]:
    """What was found; the list of all places is the word for it alone."""
    tables: dict[str, dict[str, TaskFacts] | dict[str, Place]] = {TASK: known.tasks, PLACE: known.places}
    return [tables[kind][key] if kind in tables else kind for kind, key in keys]


def _address(request: HttpRequest, name: str, part: str) -> str:
    return request.build_absolute_uri(reverse(name, args=(part,)))
