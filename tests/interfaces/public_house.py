"""A library with a kiosk and a board, two desks, nine tasks and one clerk: what the public screens are tried on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from velkommen.apps.catalogue.models import Task, TaskGroup
from velkommen.apps.enquiries import actions
from velkommen.apps.people.models import Staff
from velkommen.apps.placement import book
from velkommen.apps.placement.actions import register_device
from velkommen.apps.placement.models import Offer, Posting
from velkommen.apps.placement.queries import actor_of
from velkommen.apps.places.models import Desk, OpeningPeriod, ServicePoint
from velkommen.apps.visits.models import Visit
from velkommen.domain.rights import Role
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM, Actor

TUESDAY_NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # 12.00 in Copenhagen
TASKS = ("passport", "mitid", "moving", "health", "loans", "tax", "pension", "wedding", "talk_to_us")


@dataclass
class ScreenHouse:
    """The library, its screens' secret addresses, and a browser without any cookie."""

    place: ServicePoint
    desks: list[Desk]
    mette: Actor
    kiosk: str
    board: str
    now: datetime = TUESDAY_NOON
    client: Client = field(default_factory=Client)

    def get(self, address: str) -> HttpResponse:
        with clock.fixed(self.now):
            return self.client.get(address)

    def post(self, address: str, **fields: str) -> HttpResponse:
        with clock.fixed(self.now):
            return self.client.post(address, fields)

    def press(self, task: str, op: UUID | None = None, language: str = "en") -> HttpResponse:
        """Press a tile of the kiosk."""
        return self.post(f"{self.kiosk}{language}/draw/", task=task, op=str(op or uuid4()))

    def draw(self, task: str = "passport", language: str = "en") -> Visit:
        answer = actions.issue_ticket(place=self.place.pk, task=task, language=language, **self.by())
        return Visit.objects.get(pk=answer["visit"]["id"])

    def call(self, visit: Visit, desk: int = 0) -> Mapping[str, Any]:
        self.later(seconds=1)
        return actions.call_visit(visit=visit.pk, desk=self.desks[desk].pk, **self.by())

    def by(self) -> dict[str, Any]:
        """Who, when and under which operation, for one deed of the clerk."""
        return {"by": self.mette, "at": self.now, "op": uuid4()}

    def later(self, **ahead: int) -> None:
        self.now += timedelta(**ahead)


def open_place(slug: str, tasks: list[Task]) -> ServicePoint:
    """A place with every task on its kiosk, staffed 10-16 on weekdays."""
    place = ServicePoint.objects.create(slug=slug, name=slug.capitalize(), kind="branch")
    OpeningPeriod.objects.create(service_point=place, layer="staffed", weekdays=0b1_1111, opens=600, closes=960)
    Offer.objects.bulk_create(
        Offer(service_point=place, task=task, order=order, at_kiosk=True) for order, task in enumerate(tasks)
    )
    clerk = Staff.objects.create(username=f"clerk-{slug}")
    Posting.objects.create(staff=clerk, service_point=place, role=Role.CLERK.value)
    book.forget()
    return place


def address_of(place: ServicePoint, role: Role) -> str:
    token = register_device(place=place.pk, role=role, by=SYSTEM, at=TUESDAY_NOON)
    return f"/{role.value}/{token}/"


def _tasks() -> list[Task]:
    groups = [
        TaskGroup.objects.create(letter=letter, name_da=da, name_en=en, order=order)
        for order, (letter, da, en) in enumerate([("A", "Borgerservice", "Citizen service"), ("B", "Andet", "Other")])
    ]
    return [
        Task.objects.create(
            key=key,
            name_da=f"{key} (da)",
            name_en=f"{key} (en)",
            group=groups[key == "talk_to_us"],
            desk_role="complete",
            discretion="none",
            minutes=5,
            historic="other",
        )
        for key in TASKS
    ]


@pytest.fixture
def house_with_screens(db: None) -> ScreenHouse:
    place = open_place("nordby", _tasks())
    desks = [Desk.objects.create(service_point=place, number=n, name=f"Skranke {n}") for n in (1, 2)]
    mette = Staff.objects.create(username="mette", first_name="Mette")
    Posting.objects.create(staff=mette, service_point=place, role=Role.LEAD.value)
    return ScreenHouse(place, desks, actor_of(mette), address_of(place, Role.KIOSK), address_of(place, Role.BOARD))
