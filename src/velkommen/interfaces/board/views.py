"""The display board: what was called, and how long a newcomer would wait. Numbers and desks, nothing about anybody."""

from datetime import datetime
from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from velkommen.apps.catalogue.models import TaskGroup
from velkommen.apps.enquiries.waits import waits_at
from velkommen.apps.placement import book
from velkommen.apps.placement.models import Device
from velkommen.apps.placement.queries import lines_offered
from velkommen.apps.visits.models import Visit
from velkommen.apps.visits.queries import called, lines
from velkommen.domain.rights import Role
from velkommen.interfaces.live.tickets import stream_url
from velkommen.interfaces.web.public import LANGUAGES, device_page, language_of, range_words, show
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.queries import newest_at

SHOWN = 5  # the newest call and four before it


class Call(TypedDict):
    """A number that was called: as in a public change, so that the screen treats both alike. `announced_at` is ISO 8601."""

    id: int
    label: str
    desk_name: str
    announced_at: str


class Snapshot(TypedDict):
    """What the board starts from. `lines` is task group id -> ids of those who wait; `waits` where the waits in words are asked for;
    `now` milliseconds since 1970, because the clock of a screen on a wall may be wrong."""

    version: int
    stream: str
    calls: list[Call]
    lines: dict[int, list[int]]
    waits: str
    now: int
    zone: str


@device_page(Role.BOARD)
@require_GET
def board(request: HttpRequest, device: Device, _: Actor) -> HttpResponse:
    """Drawn once; from then on the screen changes itself by what it hears."""
    language, at = language_of(request), clock.now()
    with translation.override(language):
        snapshot = _snapshot(request, device, at)
        offered = lines_offered(device.service_point_id, clock.local_day(at))
        rows = _rows(offered, snapshot, _waits(device, offered, at))
    facts = {
        "place": device.service_point,
        "snapshot": snapshot,
        "newest": snapshot["calls"][:1],
        "earlier": snapshot["calls"][1:],
        "lines": rows,
        "at": at,
        "other_language": next(code for code in LANGUAGES if code != language),
    }
    return show(request, "board/board.html", facts, language)


@device_page(Role.BOARD)
@require_GET
def waits(request: HttpRequest, device: Device, _: Actor) -> HttpResponse:
    """The waits alone, for the board to ask after something has changed: task group id -> words."""
    at = clock.now()
    with translation.override(language_of(request)):
        return JsonResponse(_waits(device, lines_offered(device.service_point_id, clock.local_day(at)), at))


def _waits(device: Device, groups: list[TaskGroup], at: datetime) -> dict[int, str]:
    """The wait of a newcomer in each line, in words; nothing where nobody can say."""
    there = waits_at(device.service_point_id, book.town(), at)
    ranges = {group.pk: there.in_line(group.letter) if there else None for group in groups}
    return {group: range_words(wait) if wait else "" for group, wait in ranges.items()}


def _snapshot(request: HttpRequest, device: Device, at: datetime) -> Snapshot:
    place, day = device.service_point_id, clock.local_day(at)
    version = newest_at(place)  # first, so that whatever happens while we read is heard again rather than missed
    return Snapshot(
        version=version,
        stream=stream_url(f"public:{place}", device=device.pk),
        calls=[_call(visit) for visit in called(place, day, SHOWN)],
        lines=lines(place, day, at),
        waits=f"{request.path}waits/?language={language_of(request)}",
        now=int(at.timestamp() * 1000),
        zone=settings.TIME_ZONE,
    )


def _call(visit: Visit) -> Call:
    assert visit.announced_at is not None
    return Call(
        id=visit.pk,
        label=visit.label,
        desk_name=visit.desk.name if visit.desk else "",
        announced_at=visit.announced_at.isoformat(),
    )


def _rows(groups: list[TaskGroup], snapshot: Snapshot, waits: dict[int, str]) -> list[tuple[TaskGroup, str, str]]:
    """Each line with how many wait in it and the wait of a newcomer, both in words."""
    counted = [(group, len(snapshot["lines"].get(group.pk, []))) for group in groups]
    return [(group, _count_words(count), waits[group.pk]) for group, count in counted]


def _count_words(count: int) -> str:
    return gettext("{number} waiting").format(number=count) if count else gettext("nobody waiting")
