"""The desk screen: choose a desk, work at it. Every deed answers with the desk as it is now, refused or not."""

from http import HTTPStatus
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.counting.queries import asking
from velkommen.apps.enquiries.queries import one_enquiry
from velkommen.apps.placement import book
from velkommen.apps.places import queries as places
from velkommen.apps.roster.queries import desks_with_occupants
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.desk.asked import with_typed
from velkommen.interfaces.desk.deeds import DEEDS, SEATING, Press
from velkommen.interfaces.desk.extra import every_question
from velkommen.interfaces.desk.lifelines import FROM_PANEL, LIFELINE_DEEDS
from velkommen.interfaces.desk.panel import panel
from velkommen.interfaces.desk.screen import Here, gather, here, outcome_tiles, tasks_by_use
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.fragments import wants_part
from velkommen.interfaces.web.middleware import STATUS, status_on_page
from velkommen.shared import clock
from velkommen.shared.wording import sentence
from velkommen.shared.wording_enquiries import CHANNELS

EVERY_DEED = {**DEEDS, **LIFELINE_DEEDS}


@login_required
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """The places where one may serve, and who sits at which desk."""
    by = request_actor(request)
    mine = [place for place in places.service_points() if by.may(Right.SERVE, place.pk)]
    if not mine:
        raise Refusal(Code.NOT_ALLOWED)
    return render(request, "desk/choose.html", _chooser(request, [place.pk for place in mine]))


@login_required
@require_GET
def desk(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The desk: the line, what is in hand, what to know about it."""
    return _screen(request, here(slug, number, request_actor(request)))


@login_required
def act(request: HttpRequest, slug: str, number: int, deed: str) -> HttpResponse:
    """One deed at a desk, then the desk again. A refusal keeps what was typed and says what to do.

    Whoever looks at the address of a deed (a login leads back to it) does nothing and is shown the desk.
    """
    if request.method != "POST":
        return redirect("desk", slug, number)
    there, at = here(slug, number, request_actor(request)), clock.now()
    try:
        if there.colleague:
            raise Refusal(Code.SEAT_TAKEN, desk=there.desk.name, who=there.colleague)
        EVERY_DEED[deed](Press(request, there, deed, at))
    except Refusal as refusal:
        return _screen(request, there, deed, refusal)
    if wants_part(request):
        return _screen(request, there, deed)
    return _see_other(reverse("desk", args=(slug, number)))


@login_required
def seat(request: HttpRequest, slug: str, number: int, deed: str) -> HttpResponse:
    """Sit down at a desk or leave it."""
    if request.method != "POST":
        return redirect("desk-choose")
    there = here(slug, number, request_actor(request))
    try:
        SEATING[deed](Press(request, there, deed, clock.now()))
    except Refusal as refusal:
        facts = {"refused": sentence(refusal), "wanted": there.desk.pk, **_chooser(request, [there.place.pk])}
        return render(request, "desk/choose.html", facts, status=STATUS[refusal.kind])
    return _see_other(reverse("desk", args=(slug, number)) if deed == "take" else reverse("desk-choose"))


@login_required
@require_GET
def correct(request: HttpRequest, slug: str, number: int, enquiry: UUID) -> HttpResponse:
    """The page that puts right one thing that was counted here."""
    there = here(slug, number, request_actor(request))
    found = one_enquiry(str(enquiry))
    if found is None or found.service_point_id != there.place.pk:
        raise Refusal(Code.UNKNOWN_ENQUIRY)
    at = clock.now()
    facts = {
        "there": there,
        "town": book.town(),
        "enquiry": found,
        "tasks": tasks_by_use(there.place.pk, clock.local_day(at)),
        "outcomes": outcome_tiles(catalogue.destinations()),
        "questions": every_question(asking(there.place.pk, found.day), found),
        "op": uuid4(),
    }
    return render(request, "desk/correct.html", facts)


def _screen(request: HttpRequest, there: Here, deed: str = "", refusal: Refusal | None = None) -> HttpResponse:
    at = clock.now()
    facts = gather(there, at)
    facts.update(channels=CHANNELS.items(), here=reverse("desk", args=(there.place.slug, there.desk.number)))
    if refusal:
        facts.update(refused=sentence(refusal), code=refusal.code.value, typed=request.POST)
        facts["asked"], facts["asked_elsewhere"] = (
            with_typed(facts[name], request.POST) for name in ("asked", "asked_elsewhere")
        )
        if deed in FROM_PANEL and facts["board"].here:
            facts["panel"] = panel(there, facts["board"].here, at, request.POST)
    elif deed == "read-answer":
        facts["fresh"] = request.POST.get("lifeline")
    page = "desk/_screen.html" if wants_part(request) else "desk/desk.html"
    return render(request, page, facts, status=status_on_page(refusal) if refusal else HTTPStatus.OK)


def _chooser(request: HttpRequest, mine: list[int]) -> dict[str, object]:
    by = request_actor(request)
    return {"desks": desks_with_occupants(mine), "me": by.staff_id, "op": uuid4(), "here": reverse("desk-choose")}


def _see_other(address: str) -> HttpResponse:
    """After a deed: look at the desk again, so that a reload repeats nothing."""
    answer = redirect(address)
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer
