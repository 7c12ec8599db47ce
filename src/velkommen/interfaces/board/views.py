"""The display board: what was called, and how long a newcomer would wait. Numbers and desks, nothing about anybody."""

from datetime import datetime
from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from velkommen.apps.catalogue.models import TaskGroup
from velkommen.apps.placement.models import Device
from velkommen.apps.placement.queries import lines_offered
from velkommen.apps.roster.queries import seats_at
from velkommen.apps.visits.models import Visit
from velkommen.apps.visits.queries import called, lines
from velkommen.domain.rights import Role
from velkommen.interfaces.live.tickets import stream_url
from velkommen.interfaces.web.public import LANGUAGES, device_page, language_of, show, waits
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
    """What the board starts from. `lines` is task group id -> ids of those who wait; `waits` the wait in words by how many
    are ahead; `now` milliseconds since 1970, because the clock of a screen on a wall may be wrong."""

    version: int
    stream: str
    calls: list[Call]
    lines: dict[int, list[int]]
    waits: list[str]
    now: int
    zone: str


@device_page(Role.BOARD)
@require_GET
def board(request: HttpRequest, device: Device, _: Actor) -> HttpResponse:
    """Drawn once; from then on the screen changes itself by what it hears."""
    language, at = language_of(request), clock.now()
    with translation.override(language):
        snapshot = _snapshot(device, at)
        rows = _rows(lines_offered(device.service_point_id, clock.local_day(at)), snapshot)
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


def _snapshot(device: Device, at: datetime) -> Snapshot:
    place, day = device.service_point_id, clock.local_day(at)
    version = newest_at(place)  # first, so that whatever happens while we read is heard again rather than missed
    return Snapshot(
        version=version,
        stream=stream_url(f"public:{place}", device=device.pk),
        calls=[_call(visit) for visit in called(place, day, SHOWN)],
        lines=lines(place, day, at),
        waits=waits(len(seats_at(place))),
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


def _rows(groups: list[TaskGroup], snapshot: Snapshot) -> list[tuple[TaskGroup, str, str]]:
    """Each line with how many wait in it and the wait of a newcomer, both in words."""
    counted = [(group, len(snapshot["lines"].get(group.pk, []))) for group in groups]
    last = len(snapshot["waits"]) - 1
    return [(group, _count_words(count), snapshot["waits"][min(count, last)]) for group, count in counted]


def _count_words(count: int) -> str:
    return gettext("{number} waiting").format(number=count) if count else gettext("nobody waiting")
