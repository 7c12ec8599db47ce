"""The kiosk: language, matter, number. Every page can be reloaded, and whatever is odd leads home; only a press of a tile draws."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from http import HTTPStatus
from uuid import uuid4

import segno
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_GET

from velkommen.apps.appointments import queries as appointments
from velkommen.apps.appointments.actions import arrive_by_code
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.actions import issue_ticket
from velkommen.apps.enquiries.waits import Waits, waits_at
from velkommen.apps.placement import book
from velkommen.apps.placement.asking import can_do, edition_of
from velkommen.apps.placement.models import Device
from velkommen.apps.placement.queries import offer, offers
from velkommen.apps.surveys import queries as surveys
from velkommen.apps.visits.drawing import hindrance
from velkommen.apps.visits.queries import by_link, drawn_by
from velkommen.domain.booking.life import CODE_DIGITS
from velkommen.domain.lifecycle import State
from velkommen.domain.placement.town import Town
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Role
from velkommen.interfaces.web.fields import operation
from velkommen.interfaces.web.middleware import STATUS
from velkommen.interfaces.web.public import LANGUAGES, device_page, range_words, show, wait_note, wait_words
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.wording import sentence
from velkommen.shared.wording_tasks import next_season

MOST_TILES = 8
IN_DOUBT = (
    "talk_to_us"  # the task that is always among the tiles; where a place lacks it, the page says to ask at the desk
)


@device_page(Role.KIOSK)
@require_GET
def start(request: HttpRequest, device: Device, _: Actor) -> HttpResponse:
    """Language first. Here a kiosk begins after a reload, a reboot or an idle moment."""
    facts = {"asks": surveys.asking(device.service_point_id, clock.now())}
    return shown(request, "kiosk/start.html", device, LANGUAGES[0], facts)


@device_page(Role.KIOSK)
@require_GET
def tiles(request: HttpRequest, device: Device, _: Actor, language: str) -> HttpResponse:
    """What is it about? Or, before any number is drawn, that the place is closed or full."""
    at, town = clock.now(), book.town()
    refusal = hindrance(device.service_point, town, at)
    if refusal:
        facts = {"refused": partial(sentence, refusal), "booking": _books(device, town)}
        return shown(request, "kiosk/refused.html", device, language, facts)
    booking = _books(device, town)
    most = MOST_TILES - booking  # one of them is for those with an appointment
    found = _tiles(device.service_point_id, town, at, waits_at(device.service_point_id, town, at), most)
    in_doubt = any(tile.task.key == IN_DOUBT for tile in found)
    facts = {"op": uuid4(), "tiles": found, "town": town, "in_doubt": in_doubt, "booking": booking}
    return shown(request, "kiosk/tiles.html", device, language, facts)


@device_page(Role.KIOSK)
@require_GET
def not_now(request: HttpRequest, device: Device, _: Actor, language: str, task: str) -> HttpResponse:
    """Why a task is not done here just now, when it is next, and where else; and the way to somebody to talk to."""
    place, at = device.service_point_id, clock.now()
    try:
        offered = offer(place, task, clock.local_day(at))
        found = can_do(book.town(edition_of(offered)), place, task, at)
    except Refusal:
        return redirect("kiosk-tiles", token_of(request), known(language))
    if found.answer.verdict.possible:
        return redirect("kiosk-tiles", token_of(request), known(language))
    in_doubt = found.town.answer(IN_DOUBT, place, at).verdict.possible if IN_DOUBT in found.town.tasks else False
    facts = {
        "task": offered.task,
        "found": found,
        "season": partial(next_season, found.town.tasks[task], clock.local_day(at)),
        "talk": IN_DOUBT if in_doubt else "",
        "op": uuid4(),
        "at": at,
    }
    return shown(request, "kiosk/not_now.html", device, language, facts)


@device_page(Role.KIOSK)
def draw(request: HttpRequest, device: Device, by: Actor, language: str) -> HttpResponse:
    """Draw a number, once per screen shown, and go to the page that shows it."""
    token = token_of(request)
    if request.method != "POST":
        return redirect("kiosk-tiles", token, known(language))
    try:
        with translation.override(known(language)):  # a "no" may name the task
            link = _draw(request, device.service_point_id, known(language), by)
    except Refusal as refusal:
        facts = {"refused": partial(sentence, refusal)}
        return shown(request, "kiosk/refused.html", device, language, facts, STATUS[refusal.kind])
    answer = redirect("kiosk-number", token, known(language), link)
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


@device_page(Role.KIOSK)
def code(request: HttpRequest, device: Device, by: Actor, language: str) -> HttpResponse:
    """The six digits of an appointment: each press of a digit comes back with one more, until "I am here" is pressed."""
    typed = "".join(sign for sign in request.POST.get("code", "") if sign in "0123456789")
    press = request.POST.get("press", "")
    if request.method != "POST" or press:
        typed = typed[:-1] if press == "back" else (typed + press)[:CODE_DIGITS]
        return _keypad(request, device, language, typed)
    try:
        link = arrive_by_code(place=device.service_point_id, code=typed, by=by, at=clock.now(), op=operation(request))
    except Refusal as refusal:
        return _keypad(request, device, language, "", refusal)
    answer = redirect("kiosk-number", token_of(request), known(language), link)
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


def _keypad(
    request: HttpRequest, device: Device, language: str, typed: str, refusal: Refusal | None = None
) -> HttpResponse:
    op = request.POST.get("op", "") if typed else ""
    facts = {
        "op": op or uuid4(),
        "typed": typed,
        "digits": "1234567890",
        "most": CODE_DIGITS,
        "refused": partial(sentence, refusal) if refusal else "",
    }
    status = STATUS[refusal.kind] if refusal else HTTPStatus.OK
    return shown(request, "kiosk/code.html", device, language, facts, status)


@device_page(Role.KIOSK)
@require_GET
def number(request: HttpRequest, device: Device, _: Actor, language: str, link: str) -> HttpResponse:
    """The number, large, with the wait and a code to follow it by phone. Only numbers of this place and day."""
    visit, at = by_link(link), clock.now()
    if visit is None or (visit.service_point_id, visit.day) != (device.service_point_id, clock.local_day(at)):
        return redirect("kiosk", token_of(request))
    follow = request.build_absolute_uri(reverse("follow", args=(link,)))
    waiting = visit.state == State.WAITING.value
    there = waits_at(visit.service_point_id, book.town(), at) if waiting else None
    wait = there.of(visit.pk) if there else None
    facts = {
        "visit": visit,
        "waiting": waiting,
        "wait": partial(wait_words, wait),
        "note": partial(wait_note, wait),
        "booked": visit.booked,
        "due": visit.queued_at if visit.booked and visit.queued_at > at else None,
        "late": not visit.booked and appointments.of_visit(visit.pk) is not None,
        "code": segno.make(follow, error="m", micro=False).svg_data_uri(scale=8, border=2),
        "at": at,
    }
    return shown(request, "kiosk/number.html", device, language, facts)


def _draw(request: HttpRequest, place: int, language: str, by: Actor) -> str:
    """The link of the number drawn. Two different tiles pressed on one screen: the first press counts."""
    op, at = operation(request), clock.now()
    try:
        answer = issue_ticket(place=place, task=request.POST.get("task", ""), language=language, by=by, at=at, op=op)
    except Refusal as refusal:
        first = drawn_by(op, place, clock.local_day(at)) if refusal.code is Code.OPERATION_REUSED else None
        if first is None or first.link is None:
            raise
        return first.link
    return answer["link"]


def _books(device: Device, town: Town) -> bool:
    """Whether the place gives appointments, so that somebody may come with one."""
    return appointments.calendar(town).terms_of(device.service_point_id).since is not None


@dataclass(frozen=True)
class Tile:
    """A task to press, with the wait in words; one that is not done now leads to where and when instead of a number."""

    task: Task
    now: bool
    wait: Callable[[], str]


def _tiles(place: int, town: Town, at: datetime, there: Waits | None, most: int) -> list[Tile]:
    """At most so many tasks, as the place ordered them, the one for those in doubt always among them and last."""
    rows = offers(place, clock.local_day(at)).filter(Q(at_kiosk=True) | Q(task__key=IN_DOUBT))
    found = [_tile(row.task, now=town.answer(row.task.key, place, at).verdict.possible, there=there) for row in rows]
    in_doubt = [tile for tile in found if tile.task.key == IN_DOUBT]
    others = [tile for tile in found if tile.task.key != IN_DOUBT]
    return others[: most - len(in_doubt)] + in_doubt


def _tile(task: Task, *, now: bool, there: Waits | None) -> Tile:
    told = there.newcomer(task.key) if there and now else None
    return Tile(task, now, partial(range_words, told.range) if told else str)


def shown(
    request: HttpRequest, template: str, device: Device, language: str, facts: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """A page of the kiosk."""
    base = {"place": device.service_point, "token": token_of(request)}
    return show(request, template, {**base, **facts}, known(language), status)


def known(language: str) -> str:
    """The language of an address, or Danish for one that nobody speaks here."""
    return language if language in LANGUAGES else LANGUAGES[0]


def token_of(request: HttpRequest) -> str:
    """The token of an address, which says which kiosk it is."""
    assert request.resolver_match is not None
    return str(request.resolver_match.kwargs["token"])
