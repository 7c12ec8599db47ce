"""Founding the town: its rows of places, catalogue, people, placement. A few hundred of them, by the models."""

from collections.abc import Iterable
from datetime import date, datetime

import holidays
from django.contrib.auth.hashers import make_password

from velkommen.apps.catalogue import standard
from velkommen.apps.catalogue.models import Task, TaskGroup
from velkommen.apps.people.actions import digest
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import DeskGroup, Device, Offer, Posting
from velkommen.apps.places.models import Closure, Desk, DeskUnit, Municipality, OpeningSpan, ServicePoint
from velkommen.domain.rights import Role
from velkommen.project.demo import town

EXTRA_CLOSED = {(6, 5): "Grundlovsdag", (12, 24): "Juleaftensdag", (12, 31): "Nytårsaftensdag"}
TALK = "talk_to_us"


def found(years: Iterable[int], at: datetime) -> None:
    """Insert everything that is there before the first enquiry, with closures for the years given."""
    standard.load()
    Municipality.objects.create(code=town.CODE, name=town.NAME, population=town.POPULATION, invented=True)
    closed = closed_days(years)
    tasks = {task.key: task for task in Task.objects.all()}
    groups = {group.letter: group for group in TaskGroup.objects.all()}
    for plan in town.PLACES:
        place = _place(plan, closed)
        _desks(plan, place, groups)
        _offers(plan, place, tasks)
        _devices(plan, place, at)
    _staff(at)


def closed_days(years: Iterable[int]) -> dict[date, str]:
    """The public holidays and the days most desks are closed besides: local day -> why."""
    wanted = list(years)
    public = holidays.country_holidays("DK", years=wanted, language="da")
    extra = {date(year, *day): why for year in wanted for day, why in EXTRA_CLOSED.items()}
    return dict(sorted({**extra, **public}.items()))


def _place(plan: town.PlacePlan, closed: dict[date, str]) -> ServicePoint:
    place = ServicePoint.objects.create(
        slug=plan.slug, name=plan.name, kind=plan.kind.value, address=plan.address, max_waiting=plan.max_waiting
    )
    OpeningSpan.objects.bulk_create(
        OpeningSpan(service_point=place, weekday=weekday, opens=_minute(opens), closes=_minute(closes))
        for weekday, spans in sorted(plan.hours.items())
        for opens, closes in spans
    )
    Closure.objects.bulk_create(Closure(service_point=place, day=day, why=why) for day, why in closed.items())
    return place


def _minute(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


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
