"""The end: the desks that are ready, and what is still missing, asked of the engine."""

from itertools import groupby

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from velkommen.apps.placement import book
from velkommen.apps.placement.queries import devices, staff_at
from velkommen.apps.placement.readiness import undone
from velkommen.apps.places import queries
from velkommen.apps.places.models import ServicePoint
from velkommen.interfaces.setup.steps import Sent, address, step
from velkommen.interfaces.setup.steps import done as step_done
from velkommen.shared import clock
from velkommen.shared.danish import collation
from velkommen.shared.wording_rules import because_in_words
from velkommen.shared.wording_tasks import task_name


@require_GET
@step("ready")
def ready(sent: Sent) -> HttpResponse:
    """Each place with its desks, and its list of what is missing."""
    points = [_place(point) for point in queries.service_points()]
    return sent.show("ready", points=points, works=any(one["works"] for one in points))


def _place(point: ServicePoint) -> dict[str, object]:
    there = queries.desks([point.pk])[point.pk]
    steps = ("hours", "desks", "tasks", "cooperation", "colleagues")
    missing = [(key, address(key, point)) for key in steps if not step_done(key, point)]
    kinds = {device.role for device in devices([point.pk])}
    return {
        "point": point,
        "desks": there,
        "missing": missing,
        "kiosk": "kiosk" in kinds,
        "board": "board" in kinds,
        "waiting": [staff for staff, _ in staff_at(point.pk) if not staff.has_usable_password()],
        "undone": [] if missing else _undone(point),
        "screens": address("screens", point),
        "works": not missing,
    }


def _undone(point: ServicePoint) -> list[tuple[str, list[str]]]:
    """Why, and which tasks: one line for each reason."""
    town, at = book.town(), clock.now()
    today = clock.local_day(at)
    found = [
        (because_in_words(one.because), task_name(town.tasks[one.task].on(today))) for one in undone(town, point.pk, at)
    ]
    found.sort(key=lambda pair: (pair[0], collation(pair[1])))
    return [(why, [name for _, name in names]) for why, names in groupby(found, key=lambda pair: pair[0])]
