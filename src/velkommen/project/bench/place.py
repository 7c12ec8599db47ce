"""The place that is measured: thirty-two desks and more, always open, with everything offered, beside two years of a whole town."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries import actions
from velkommen.apps.people.actions import create_token
from velkommen.apps.people.models import Staff
from velkommen.apps.placement import book
from velkommen.apps.placement.models import Competence, Offer, Posting
from velkommen.apps.placement.queries import actor_of
from velkommen.apps.places.models import EVERY_DAY, Desk, DeskUnit, Equipment, OpeningPeriod, ServicePoint
from velkommen.domain.kinds import EquipmentKind, HoursLayer, PlaceKind, Unit
from velkommen.domain.outcomes import Discretion
from velkommen.domain.rights import Role
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM, Actor

DESKS, CROWD = 32, 128  # that work together; and, under overload, that want to
MOST_WAITING = 500  # asked before every number, as at a place that can be full


@dataclass(frozen=True)
class BenchPlace:
    """The service point, its desks, and who works at them (one clerk each)."""

    point: ServicePoint
    desks: list[Desk]
    clerks: list[Staff]
    tasks: list[Task]

    def actor(self, number: int = 0) -> Actor:
        return actor_of(self.clerks[number])

    def wait(self, people: int) -> None:
        """Let so many more people draw a number."""
        for number in range(people):
            task = self.tasks[number % len(self.tasks)]
            actions.issue_ticket(place=self.point.pk, task=task.key, by=SYSTEM, at=clock.now(), op=uuid4())


def found(slug: str, desks: int) -> BenchPlace:
    """Open a place with so many desks, a clerk at each, and every task of the catalogue offered."""
    name = f"Bibliotek og Borgerservice {slug}"
    point = ServicePoint.objects.create(
        slug=slug, name=name, kind=PlaceKind.MAIN_LIBRARY.value, max_waiting=MOST_WAITING
    )
    never_closes(point)
    Offer.objects.bulk_create(
        Offer(service_point=point, task=task, order=order) for order, task in enumerate(Task.objects.all())
    )
    made = Desk.objects.bulk_create(
        Desk(service_point=point, number=number, name=f"Skranke {number}") for number in range(1, desks + 1)
    )
    Equipment.objects.bulk_create(Equipment(service_point=point, kind=k.value, name=k.value) for k in EquipmentKind)
    DeskUnit.objects.bulk_create(DeskUnit(desk=desk, unit=unit.value) for desk in made for unit in Unit)
    here = Task.objects.exclude(discretion=Discretion.HIGH.value).exclude(seasonal=True)
    return BenchPlace(point, made, _clerks(point, desks), list(here))


def never_closes(point: ServicePoint) -> None:
    """Staff a place day and night, on holidays too."""
    OpeningPeriod.objects.create(
        service_point=point, layer=HoursLayer.STAFFED.value, weekdays=EVERY_DAY, opens=0, closes=1440, on_holidays=True
    )


def token(clerk: Staff, at: datetime) -> str:
    """An access token for a clerk."""
    return create_token(username=clerk.username, at=at)


def _clerks(point: ServicePoint, many: int) -> list[Staff]:
    names = [f"{point.slug}-{number}" for number in range(1, many + 1)]
    made = Staff.objects.bulk_create(
        Staff(username=name, first_name=name.capitalize(), unit=Unit.LIBRARY.value, date_joined=clock.now())
        for name in names
    )
    Posting.objects.bulk_create(Posting(staff=one, service_point=point, role=Role.CLERK.value) for one in made)
    keys = sorted(set(Task.objects.exclude(competence="").values_list("competence", flat=True)))
    Competence.objects.bulk_create(Competence(staff=one, key=key) for one in made for key in keys)
    book.forget()
    return made
