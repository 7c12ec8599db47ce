"""The demo municipality, made in one transaction: two years up to yesterday and the day so far."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from velkommen.apps.catalogue.models import Destination
from velkommen.apps.people.models import Staff
from velkommen.apps.placement import book
from velkommen.apps.placement.models import Offer
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import Desk, Municipality, ServicePoint
from velkommen.apps.roster.models import Seat
from velkommen.apps.visits.models import Visit
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.kinds import DeskRole
from velkommen.domain.lifecycle import AT_DESK
from velkommen.domain.outcomes import Discretion
from velkommen.project.demo import (
    ahead,
    atlas,
    closed_days,
    counting,
    courses,
    kle,
    knowledge,
    learning,
    lifelines,
    readiness,
    roster,
    settle,
    store,
    surveys,
    together,
    town,
    yearbook,
)
from velkommen.project.demo.days import DayMaker, PlaceFacts
from velkommen.project.demo.pattern import TaskFacts
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM
from velkommen.shared.log.models import Deed

Progress = Callable[[str, float], None]
SETTLING_IN = timedelta(days=120)  # a new year's figures say little before this


@dataclass(frozen=True)
class Summary:
    """What was made: rows, and the local days from first to last."""

    visits: int
    enquiries: int
    periods: int
    first: date
    today: date


def is_empty() -> bool:
    """Whether there is no municipality here yet."""
    return not Municipality.objects.exists() and not ServicePoint.objects.exists()


def wipe() -> None:
    """Delete everything, logins and sessions too. For `--fresh`; call it in one transaction with `fill`."""
    store.empty()


def fill(
    *, days: int = 730, seed: int = 2010, today: date | None = None, at: datetime, progress: Progress | None = None
) -> Summary:
    """Make Fjordby Kommune in an empty database. An interrupted fill leaves nothing.

    Args:
        days: local days of history before today.
        seed: the same seed and today make the same rows, byte for byte.
        today: the local day that is under way (that of `at` when None); enquiries of it come only up to `at`.
        at: now.
        progress: hears what is being made and how much of it is done (0-1).
    """
    today = today or clock.local_day(at)
    first = today - timedelta(days=days)
    tell = progress or (lambda text, share: None)
    with transaction.atomic():
        tell(gettext("Founding Fjordby Kommune"), 0.0)
        settle.found(at)
        together.settle(today, turn_of_year(today))
        rows = store.Store()
        maker = DayMaker(rows, _op(seed, at), turn_of_year(today), seed)
        for done, (place, day) in enumerate(_days(first, today)):
            maker.make(place, day, _second(today, at) if day == today else None)
            if done % 40 == 0:
                tell(gettext("Two years at the desks"), done / ((days + 1) * len(town.PLACES)))
        rows.flush()
        ahead.settle(today, turn_of_year(today), at, seed)
        kle.settle()
        counting.settle(today, at, seed)
        roster.settle(today, at)
        learning.settle(today)
        courses.settle(today, seed)
        surveys.settle(today, at, seed)
        lifelines.settle(today, at, seed)
        readiness.settle(turn_of_year(today), at)
        knowledge.settle(at)
        yearbook.settle(today, turn_of_year(today), seed)
        atlas.settle(first, today, at)
        _seat(at)
        closed_days.settle(at, seed)
    book.forget()
    tell(gettext("Done"), 1.0)
    return Summary(rows.visits.written, rows.enquiries.written, rows.periods.written, first, today)


def turn_of_year(today: date) -> date:
    """The day the units begin to work together: New Year, if that lies some months back."""
    return date((today - SETTLING_IN).year, 1, 1)


def _days(first: date, today: date) -> Iterator[tuple[PlaceFacts, date]]:
    found = _places()
    for number in range((today - first).days + 1):
        for place in found:
            yield place, first + timedelta(days=number)


def _second(today: date, at: datetime) -> int:
    """The local second of the day it is now (the last one when `at` lies on another day than `today`)."""
    local = clock.local(at)
    if local.date() != today:
        return 86_400
    return local.hour * 3600 + local.minute * 60 + local.second


def _op(seed: int, at: datetime) -> str:
    """The log row every demo visit names as its last operation."""
    op = UUID(int=Random(f"{seed}:op").getrandbits(128), version=4)  # noqa: S311 - no secret
    Deed.objects.create(op=op, name="demo", fingerprint=f"demo:{seed}", actor=SYSTEM.key, at=at, answer={})
    return op.hex


def _places() -> list[PlaceFacts]:
    points = {point.slug: point for point in ServicePoint.objects.all()}
    hours = places.timetables(point.pk for point in points.values())
    desks: dict[int, list[int]] = {point.pk: [] for point in points.values()}
    for pk, place in Desk.objects.order_by("number").values_list("pk", "service_point"):
        desks[place].append(pk)
    staff = {person.username: (person.pk, person.unit) for person in Staff.objects.all()}
    hall = hours[points["raadhuset"].pk]
    where = dict(Destination.objects.values_list("key", "id"))
    return [_facts(plan, points[plan.slug].pk, hours, hall, desks, staff, where) for plan in town.PLACES]


def _facts(
    plan: town.PlacePlan,
    place: int,
    hours: dict[int, Timetable],
    hall: Timetable,
    desks: dict[int, list[int]],
    staff: dict[str, tuple[int, str]],
    destinations: dict[str, int],
) -> PlaceFacts:
    offered = Offer.objects.filter(service_point=place).select_related("task", "task__group").order_by("order")
    return PlaceFacts(plan, place, hours[place], hall, desks[place], staff, _tasks(offered), destinations)


def _tasks(offers: Iterable[Offer]) -> list[TaskFacts]:
    return [
        TaskFacts(
            offer.task.pk,
            offer.task.key,
            offer.task.group_id,
            offer.task.group.letter,
            offer.task.authority,
            DeskRole(offer.task.desk_role),
            Discretion(offer.task.discretion),
            offer.task.minutes,
        )
        for offer in offers
    ]


def _seat(at: datetime) -> None:
    """Those who serve somebody at this moment sit at their desks."""
    busy = Visit.objects.filter(state__in=[state.value for state in AT_DESK])
    seats = sorted(busy.values_list("desk", "staff"))
    Seat.objects.bulk_create(Seat(desk_id=desk, staff_id=person, since=at) for desk, person in seats)
