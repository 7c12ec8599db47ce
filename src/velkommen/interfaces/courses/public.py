"""The courses everybody sees, and signing up for one: a single question, which one need not answer."""

from http import HTTPStatus
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET

from velkommen.apps.courses import actions, queries
from velkommen.apps.courses.queries import Shown
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.contacts import parse
from velkommen.domain.refusals import Code, Refusal
from velkommen.integrations.calendars.appointments import Entry, as_feed
from velkommen.interfaces.courses.words import address_of, card, could_in_public, line, seats, times, title
from velkommen.interfaces.web import limits, proof
from velkommen.interfaces.web.fields import operation
from velkommen.interfaces.web.middleware import STATUS
from velkommen.interfaces.web.proof import Proof
from velkommen.interfaces.web.public import public
from velkommen.interfaces.web.public_fields import report_others
from velkommen.shared import clock
from velkommen.shared.actor import PUBLIC
from velkommen.shared.danish import collation
from velkommen.shared.wording import sentence

SENT = ("contact", "riddle", "answer")
LONGEST = 254
MOST_UNPROVEN = 3  # of one course in ten minutes: a seat that is taken does not come back by itself
_signed_up = limits.Recent(code=Code.TOO_MANY_SIGN_UPS)
_unproven = limits.Recent(most=MOST_UNPROVEN, code=Code.TOO_MANY_SIGN_UPS)


@require_GET
def coming(request: HttpRequest) -> HttpResponse:
    """All that is to come, the next first; of one place where the address names it."""
    found = queries.coming(clock.now())
    point = _asked_place(request)
    here = {one.row.service_point for one in found}
    facts = {
        "cards": [card(one) for one in found if point is None or one.row.service_point_id == point.pk],
        "places": sorted(here, key=lambda one: collation(one.name)),
        "place": point,
    }
    return render(request, "courses/coming.html", facts)


@require_GET
def series(request: HttpRequest, series: int) -> HttpResponse:
    """One series: when, where, what one can do afterwards, and what people could do who were there before."""
    shown = queries.series(series, clock.now())
    facts = {
        **_facts(shown),
        "lines": [line(one) for one in queries.lines(shown.row.course_id)],
        **could_in_public(queries.could_do(shown.row.course_id)),
    }
    return render(request, "courses/series.html", facts)


@public
def sign_up(request: HttpRequest, series: str) -> HttpResponse:
    """How do we reach you? One may leave it empty as long as there is a seat."""
    shown, at = queries.series(int(series), clock.now()), clock.now()
    if request.method != "POST":
        return _question(request, shown) if shown.open else redirect("course", shown.row.pk)
    report_others(request, SENT)
    said, op = request.POST.get("contact", "").strip(), operation(request)
    try:
        proven = proof.check(request.POST.get("riddle", ""), request.POST.get("answer", ""), op, at)
        if proven is Proof.TOO_SOON:
            return _wait(request, shown, op, said)
        contact = parse(said) if said else None
        limits.note(request, at, _signed_up)
        if proven is Proof.WAITED:
            _unproven.note(f"course:{shown.row.pk}", at)
        language = (get_language() or "da")[:2]
        done = actions.sign_up(series=shown.row.pk, contact=contact, language=language, by=PUBLIC, at=at, op=op)
    except Refusal as refusal:
        kept = "" if refusal.code is Code.CPR_IN_TEXT else said[:LONGEST]
        again = queries.series(shown.row.pk, at)
        return _question(request, again, STATUS[refusal.kind], wrong=sentence(refusal), said=kept)
    onward = redirect(reverse("course-mine", args=(done["link"],)))
    onward.status_code = HTTPStatus.SEE_OTHER
    return onward


@require_GET
def file(request: HttpRequest, series: int) -> HttpResponse:
    """The dates of one series for somebody's own calendar; of one that is off none, so that a calendar that reads it forgets them."""
    shown = queries.series(series, clock.now())
    return _calendar(request, title(shown.row.course), [] if shown.row.cancelled_at else [shown])


@require_GET
def feed(request: HttpRequest) -> HttpResponse:
    """Everything that is to come, for calendar programs; of one place where the address names it."""
    point = _asked_place(request)
    found = queries.coming(clock.now(), None if point is None else [point.pk])
    town = places.municipality()
    name = gettext("Courses: %(name)s") % {"name": point or town or "Velkommen"}
    return _calendar(request, name, found)


def _calendar(request: HttpRequest, name: str, found: list[Shown]) -> HttpResponse:
    entries = [one for shown in found for one in _entries(request, shown)]
    answer = HttpResponse(as_feed(name, clock.zone(), entries), "text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="velkommen-courses.ics"'
    return answer


def _entries(request: HttpRequest, shown: Shown) -> list[Entry]:
    one, row = card(shown), shown.row
    return [
        Entry(
            id=str(uuid5(NAMESPACE_OID, f"{settings.SECRET_KEY}|course-date:{date.pk}")),
            name=one.title,
            where=", ".join(filter(None, (one.lies, address_of(row)))),
            starts=date.starts_at,
            ends=date.ends_at,
            made=row.made_at,
            edition=row.edition,
            address=request.build_absolute_uri(one.address),
        )
        for date in shown.dates
    ]


def _asked_place(request: HttpRequest) -> ServicePoint | None:
    """The place an address names. Raises: Refusal UNKNOWN_PLACE, PLACE_RETIRED."""
    slug = request.GET.get("place", "")
    return places.service_point(slug) if slug else None


def _facts(shown: Shown) -> dict[str, Any]:
    return {"card": card(shown), "shown": shown, "times": times(shown), "lies": address_of(shown.row)}


def _question(request: HttpRequest, shown: Shown, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
    op = uuid4()
    riddle = {"op": op, "riddle": proof.riddle(op, clock.now()), "bits": proof.BITS}
    here = reverse("course-sign-up", args=(shown.row.pk,))
    facts = {**_facts(shown), **riddle, "here": here, "seats": seats(shown), "said": "", **more}
    return render(request, "courses/sign_up.html", facts, status=status)


def _wait(request: HttpRequest, shown: Shown, op: UUID, said: str) -> HttpResponse:
    """No script has solved the riddle, and it was pressed quickly: the same button once more, in ten seconds."""
    kept = {"op": op, "riddle": request.POST.get("riddle", ""), "said": said[:LONGEST]}
    facts = {**_facts(shown), **kept, "seconds": int(proof.PATIENCE.total_seconds()), "here": reverse("courses")}
    return render(request, "courses/wait.html", facts, status=HTTPStatus.ACCEPTED)
