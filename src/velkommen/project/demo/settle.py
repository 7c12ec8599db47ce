"""Founding the town: its rows of places, catalogue, people, placement. A few hundred of them, by the models."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password

from velkommen.apps.catalogue import standard
from velkommen.apps.catalogue.models import Season as VotingSeason
from velkommen.apps.catalogue.models import Task, TaskGroup
from velkommen.apps.people.actions import digest
from velkommen.apps.people.models import Staff
from velkommen.apps.pickups.models import PickUp
from velkommen.apps.placement.models import DeskGroup, Device, Offer, Posting
from velkommen.apps.places.models import (
    Desk,
    DeskUnit,
    Equipment,
    Municipality,
    OpeningPeriod,
    ServicePoint,
    Stop,
    columns,
)
from velkommen.domain import pickups
from velkommen.domain.hours.periods import Period, Season
from velkommen.domain.kinds import EquipmentKind, HoursLayer
from velkommen.domain.pickups import PickUpKind
from velkommen.domain.rights import Role
from velkommen.project.demo import town
from velkommen.project.demo.pattern import postal_season
from velkommen.shared import clock

TALK = "talk_to_us"
WINTER = Season((10, 1), (3, 31))
DAY = timedelta(days=1)
SHELVES = ("raadhuset", "hovedbiblioteket", "nordby")
SHELVED = (200, 150, 90, 41, 33, 20, 12, 6, 3, 1)  # days ago


def found(at: datetime) -> None:
    """Insert everything that is there before the first enquiry."""
    standard.load()
    latitude, longitude = town.POSITION
    Municipality.objects.create(
        code=town.CODE,
        name=town.NAME,
        population=town.POPULATION,
        invented=True,
        library_search_url=town.LIBRARY_SEARCH,
        latitude=latitude,
        longitude=longitude,
    )
    tasks = {task.key: task for task in Task.objects.all()}
    groups = {group.letter: group for group in TaskGroup.objects.all()}
    for plan in town.PLACES:
        place = _place(plan)
        _hours(plan, place)
        _equipment(plan, place, at)
        _desks(plan, place, groups)
        _offers(plan, place, tasks)
        _devices(plan, place, at)
    _staff(at)
    _seasons(tasks["postal_vote"], clock.local(at).year)
    _shelves(clock.local_day(at))


def _seasons(task: Task, year: int) -> None:
    """The elections around a year in which one votes by post."""
    elections = [(near, *postal_season(near)) for near in range(year - 4, year + 5) if near % 4 == 1]
    VotingSeason.objects.bulk_create(
        VotingSeason(task=task, first=first, last=last, name=f"Kommunal- og regionsvalg {near}")
        for near, first, last in elections
    )


def _shelves(today: date) -> None:
    """Passports that lie ready; one of them at each place longer than it is kept."""
    places = ServicePoint.objects.filter(slug__in=SHELVES).order_by("pk")
    PickUp.objects.bulk_create(
        PickUp(
            service_point=place,
            number=number,
            kind=PickUpKind.PASSPORT.value,
            since=since,
            message_sent=since + timedelta(days=1) if age > 2 else None,
            destroy_after=pickups.destroy_after(since, settings.PICKUP_KEPT_DAYS),
        )
        for place in places
        for number, age in enumerate(SHELVED, start=1)
        for since in (today - timedelta(days=age),)
    )


def _place(plan: town.PlacePlan) -> ServicePoint:
    latitude, longitude = plan.position or (None, None)
    return ServicePoint.objects.create(
        slug=plan.slug,
        name=plan.name,
        kind=plan.kind.value,
        address=plan.address,
        town=town.TOWN,
        email=f"{plan.slug}@fjordby.example",
        latitude=latitude,
        longitude=longitude,
        wheelchair=plan.wheelchair.value,
        accessibility=plan.accessibility,
        max_waiting=plan.max_waiting,
        numbers_from_home=plan.from_home,
    )


def _hours(plan: town.PlacePlan, place: ServicePoint) -> None:
    staffed = [(weekday, stretch) for weekday, all_day in sorted(plan.hours.items()) for stretch in all_day]
    if plan.stops:
        for stop, (weekday, stretch) in zip(plan.stops, staffed, strict=True):
            _period(place, HoursLayer.STAFFED, _usual({weekday}, stretch), _stop(stop, place))
    else:
        for stretch in dict.fromkeys(stretch for _, stretch in staffed):
            days = {weekday for weekday, other in staffed if other == stretch}
            _period(place, HoursLayer.STAFFED, _usual(days, stretch))
    if plan.winter_sunday:
        _period(place, HoursLayer.STAFFED, replace(_usual({6}, plan.winter_sunday), season=WINTER))
    if plan.open_door:
        _period(place, HoursLayer.DOOR, replace(_usual(range(7), plan.open_door), on_holidays=True))


def _stop(plan: town.StopPlan, place: ServicePoint) -> Stop:
    latitude, longitude = plan.position
    return Stop.objects.create(
        service_point=place, name=plan.name, address=plan.address, latitude=latitude, longitude=longitude
    )


def _usual(weekdays: Iterable[int], stretch: tuple[str, str]) -> Period:
    opens, closes = stretch
    return Period(frozenset(weekdays), (town.minute(opens), town.minute(closes)))


def _period(place: ServicePoint, layer: HoursLayer, period: Period, stop: Stop | None = None) -> None:
    OpeningPeriod.objects.create(service_point=place, layer=layer.value, stop=stop, **columns(period))


def _equipment(plan: town.PlacePlan, place: ServicePoint, at: datetime) -> None:
    """What works, and the one piece that has been out since yesterday."""
    out = {"out_since": at - DAY, "back_at": clock.local_day(at + 3 * DAY), "why": "Venter på en reservedel"}
    Equipment.objects.bulk_create(
        Equipment(
            service_point=place,
            kind=kind.value,
            name=town.EQUIPMENT[kind],
            accessibility=town.STAND_NOTE if kind is EquipmentKind.PHOTO_STAND else "",
            **(out if kind is plan.broken else {}),
        )
        for kind in plan.equipment
    )


def _desks(plan: town.PlacePlan, place: ServicePoint, groups: dict[str, TaskGroup]) -> None:
    for number, (name, units) in enumerate(plan.desks, start=1):
        desk = Desk.objects.create(service_point=place, number=number, name=name)
        DeskUnit.objects.bulk_create(DeskUnit(desk=desk, unit=unit.value) for unit in units)
        DeskGroup.objects.bulk_create(
            DeskGroup(desk=desk, group=groups[letter]) for letter in plan.lines.get(number, "")
        )


def _offers(plan: town.PlacePlan, place: ServicePoint, tasks: dict[str, Task]) -> None:
    Offer.objects.bulk_create(
        Offer(
            service_point=place,
            task=tasks[key],
            order=order,
            at_kiosk=key == TALK or order < plan.at_kiosk,
        )
        for order, key in enumerate(plan.tasks)
    )


def _devices(plan: town.PlacePlan, place: ServicePoint, at: datetime) -> None:
    if plan.screens:
        Device.objects.bulk_create(
            Device(
                service_point=place, role=role.value, digest=digest(town.device_token(role, plan.slug)), created_at=at
            )
            for role in (Role.KIOSK, Role.BOARD)
        )


def _staff(at: datetime) -> None:
    hashed = make_password(
        town.PASSWORD, salt="fjordby-fjordby-fjordby"
    )  # one hash for all: hashing takes a third of a second
    Staff.objects.bulk_create(
        Staff(username=s.username, first_name=s.first_name, unit=s.unit.value, password=hashed, date_joined=at)
        for s in town.STAFF
    )
    ids = dict(Staff.objects.values_list("username", "id"))
    places = dict(ServicePoint.objects.values_list("slug", "id"))
    Posting.objects.bulk_create(
        Posting(staff_id=ids[s.username], service_point_id=places[slug] if slug else None, role=s.role.value)
        for s in town.STAFF
        for slug in s.at or (None,)
    )
