"""One appointment by its link: say how to be reached, confirm, look, change, cancel, arrive. The link is all the authority there is."""

import logging
import secrets
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import NAMESPACE_OID, uuid4, uuid5

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET

from velkommen.apps.appointments import actions, queries
from velkommen.apps.appointments.models import Appointment
from velkommen.apps.places import queries as places
from velkommen.domain.booking.life import AppointmentState
from velkommen.domain.contacts import parse
from velkommen.domain.hours.timetable import minute_of_day
from velkommen.domain.refusals import Code, Refusal
from velkommen.integrations.calendars.appointment import Entry, as_file
from velkommen.interfaces.booking.asking import Slot, read_slot
from velkommen.interfaces.booking.shown import lies, shown
from velkommen.interfaces.booking.views import ANOTHER, again, screen_of_times, see_other
from velkommen.interfaces.web.fields import operation
from velkommen.interfaces.web.middleware import STATUS
from velkommen.interfaces.web.public import LANGUAGES, language_of, public
from velkommen.interfaces.web.public_fields import report_others
from velkommen.shared import clock
from velkommen.shared.actor import PUBLIC, Actor, ActorKind
from velkommen.shared.wording import sentence

Page = Callable[[HttpRequest, Appointment], HttpResponse]
LOST = frozenset({Code.SLOT_TAKEN, Code.TIME_PASSED})
_links = logging.getLogger("velkommen.links")


def of_link(view: Page) -> Callable[..., HttpResponse]:
    """A page of the appointment behind a link, as a function `f(request, appointment)`, in the language it was booked in.

    A link of nothing is 404 and reported, without the link.
    """

    @public
    @wraps(view)
    def run(request: HttpRequest, link: str) -> HttpResponse:
        try:
            found = queries.by_link(link)
        except Refusal as refusal:
            return _unknown(request, refusal)
        return spoken(request, found, lambda: view(request, found))

    return run


def spoken(request: HttpRequest, found: Appointment, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """An answer in the language of an appointment, or the one asked for in the address; a refusal nobody took care of too."""
    language = language_of(request, found.language)
    with translation.override(language):
        try:
            response = answer()
        except Refusal as refusal:
            facts = {"sentence": sentence(refusal), "appointment": found}
            response = render(request, "booking/refused.html", facts, status=STATUS[refusal.kind])
    response.headers["Content-Language"] = language
    return response


@of_link
@require_GET
def page(request: HttpRequest, found: Appointment) -> HttpResponse:
    """Where the appointment is: to be filled in, to be confirmed, booked, here, or over."""
    return _page(request, found)


@of_link
def contact(request: HttpRequest, found: Appointment) -> HttpResponse:
    """Send the link that confirms, to one address."""
    if request.method != "POST":
        return _back(request, found)
    report_others(request, ("contact",))
    said = request.POST.get("contact", "")
    try:
        actions.ask_to_confirm(appointment=found.pk, contact=parse(said), **_by_guest(request, found))
    except Refusal as refusal:
        if refusal.code is Code.APPOINTMENT_OVER:
            return _back(request, found)
        if refusal.code in LOST:
            return _lost(request, found, refusal)
        kept = "" if refusal.code is Code.CPR_IN_TEXT else said[:254]
        return _page(request, found, STATUS[refusal.kind], wrong=sentence(refusal), said=kept)
    return _back(request, found)


@public
def confirm(request: HttpRequest, confirm: str) -> HttpResponse:
    """The one-time link. Looking at it does nothing, since machines look at every link of a message; its button confirms."""
    try:
        if request.method == "POST":
            report_others(request, ())
            made = actions.confirm(link=confirm, by=PUBLIC, at=clock.now(), op=operation(request))
            return see_other("appointment", made["appointment"]["link"], language=_language(request))
        found = queries.by_confirm(confirm)
    except Refusal as refusal:
        if refusal.code is Code.UNKNOWN_APPOINTMENT:
            return _unknown(request, refusal)
        if refusal.code not in LOST:
            raise
        no, found = refusal, queries.by_confirm(confirm)
        return spoken(request, found, lambda: _lost(request, found, no))
    asked = lambda: _show(request, "booking/confirm.html", found, op=uuid4(), confirm=confirm)  # noqa: E731
    return spoken(request, found, asked)


@of_link
def change(request: HttpRequest, found: Appointment) -> HttpResponse:
    """The same places and times once more; the one that is pressed takes the place of the old one, or else that stays."""
    at, action = clock.now(), _address("appointment-change", request, found)
    if found.state != AppointmentState.BOOKED.value or queries.missed(found, at):
        return _back(request, found)
    moves = {"action": action, "appointment": found, "op": uuid4(), "riddle": ""}
    wanted = queries.wanted_of(found)
    if request.method != "POST":
        return screen_of_times(request, wanted, at, **moves)
    report_others(request, ("slot", "task", "people"))
    slot = read_slot(request.POST.get("slot", ""))
    try:
        place = places.service_point(slot.place).pk
        actions.change(appointment=found.pk, starts=slot.moment(), place=place, **_by_guest(request, found))
    except Refusal as refusal:
        if refusal.code not in ANOTHER:
            raise
        return again(request, wanted, slot, refusal, at, **moves)
    return see_other("appointment", found.link, language=_language(request), done="moved")


@of_link
def cancel(request: HttpRequest, found: Appointment) -> HttpResponse:
    """Asks once; then it is off. Its time comes back at a moment nobody can wait for."""
    if found.state not in (AppointmentState.BOOKED.value, AppointmentState.HELD.value, AppointmentState.ASKED.value):
        return _back(request, found)
    if request.method != "POST":
        return _show(request, "booking/cancel.html", found, op=uuid4())
    report_others(request, ())
    chance = secrets.randbelow(queries.calendar().terms_of(found.service_point_id).returns + 1)
    actions.cancel(appointment=found.pk, returns=chance, **_by_guest(request, found))
    return _back(request, found)


@of_link
def arrive(request: HttpRequest, found: Appointment) -> HttpResponse:
    """I have arrived: from now on there is a number to follow."""
    if request.method != "POST":
        return _back(request, found)
    report_others(request, ())
    try:
        here = actions.arrive(appointment=found.pk, **_by_guest(request, found))
    except Refusal as refusal:
        return _page(request, queries.by_id(found.pk), STATUS[refusal.kind], refused=sentence(refusal))
    return see_other("follow", here["link"], language=(get_language() or "da")[:2])


@of_link
@require_GET
def calendar(request: HttpRequest, found: Appointment) -> HttpResponse:
    """A file for one's own calendar."""
    point = found.service_point
    entry = Entry(
        id=uuid5(NAMESPACE_OID, f"{settings.SECRET_KEY}|appointment:{found.pk}"),
        version=found.moves,
        begins=clock.local(found.starts_at),
        ends=clock.local(found.ends_at),
        said=found.made_at,
        name=gettext("Appointment at %(place)s") % {"place": point.name},
        lies=lies(found),
        about=gettext("Change or cancel by the link in your message."),
        address=request.build_absolute_uri(reverse("place", args=(point.slug,))),
    )
    answer = HttpResponse(as_file(entry), "text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="velkommen-{clock.local_day(found.starts_at)}.ics"'
    return answer


def _page(request: HttpRequest, found: Appointment, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
    state, over = AppointmentState(found.state), queries.missed(found, clock.now())
    filling_in = state in (AppointmentState.HELD, AppointmentState.ASKED)
    gone = over and found.day != clock.local_day(clock.now())  # who is late today may still come
    name = "held" if filling_in else "over" if gone or state is AppointmentState.CANCELLED else "appointment"
    done = request.GET.get("done", "") == "moved"
    return _show(request, f"booking/{name}.html", found, status, op=uuid4(), moved=done, missed=over, **more)


def _show(
    request: HttpRequest, template: str, found: Appointment, status: int = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    other = next(code for code in LANGUAGES if code != (get_language() or "da")[:2])
    facts = shown(found, clock.now()) | {"other_language": other} | more
    return render(request, template, facts, status=status)


def _lost(request: HttpRequest, found: Appointment, refusal: Refusal) -> HttpResponse:
    """Its hold ran out, and somebody else has the time: the nearest ones, to begin again with."""
    local = clock.local(found.starts_at)
    slot = Slot(found.service_point.slug, local.date(), minute_of_day(local))
    return again(request, queries.wanted_of(found), slot, refusal, clock.now(), lost=True)


def _unknown(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """404 for a link nobody has, reported without it: it may be almost somebody's."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    _links.warning("A link that leads to no appointment was tried (%s).", name)
    language = language_of(request, (get_language() or "da")[:2])
    with translation.override(language):
        facts = {"sentence": sentence(refusal)}
        answer = render(request, "booking/unknown.html", facts, status=HTTPStatus.NOT_FOUND)
    answer.headers["Content-Language"] = language
    return answer


def _by_guest(request: HttpRequest, found: Appointment) -> dict[str, Any]:
    return {"by": Actor(ActorKind.GUEST, found.pk), "at": clock.now(), "op": operation(request)}


def _language(request: HttpRequest) -> str:
    """The language asked for in the address, to keep on asking for it; empty: that of the appointment."""
    return language_of(request, "")


def _address(name: str, request: HttpRequest, found: Appointment) -> str:
    asked = _language(request)
    return reverse(name, args=(found.link,)) + (f"?language={asked}" if asked else "")


def _back(request: HttpRequest, found: Appointment) -> HttpResponse:
    return see_other("appointment", found.link, language=_language(request))
