"""A branch with two desks, two clerks, three tasks and a stranger, small enough to hold in mind."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.people import never_closes
from velkommen.apps.catalogue.models import Destination, Task, TaskGroup
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import Offer, Posting
from velkommen.apps.placement.queries import actor_of
from velkommen.apps.places.models import Desk, Municipality, ServicePoint
from velkommen.apps.roster import actions as roster
from velkommen.apps.visits.models import Visit
from velkommen.domain.rights import Role
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
TASKS = (("passport", "complete", "low"), ("mitid", "complete", "none"), ("assessment", "refer", "high"))


@dataclass
class Branch:
    """The place and everybody in it; `mette` sits at desk 2."""

    place: ServicePoint
    desk: Desk
    other_desk: Desk
    mette: Staff
    ali: Staff
    stranger: Staff
    now: datetime = NOON
    client: Client = field(default_factory=Client)

    @property
    def url(self) -> str:
        return f"/desk/{self.place.slug}/{self.desk.number}/"

    def draw(self, task: str = "passport", minutes_ago: int = 5) -> Visit:
        """Somebody draws a number."""
        at = self.now - timedelta(minutes=minutes_ago)
        answer = actions.issue_ticket(place=self.place.pk, task=task, by=SYSTEM, at=at, op=uuid4())
        return Visit.objects.get(pk=answer["visit"]["id"])

    def press(self, deed: str, op: object = None, **fields: object) -> HttpResponse:
        """Press a button of the desk, as a browser without script does."""
        data = {"op": str(op or uuid4()), **{key: str(value) for key, value in fields.items()}}
        with clock.fixed(self.now):
            return self.client.post(f"{self.url}{deed}/", data)

    def look(self) -> HttpResponse:
        with clock.fixed(self.now):
            return self.client.get(self.url)

    def later(self, **ahead: int) -> None:
        self.now += timedelta(**ahead)

    def serving(self, task: str = "passport") -> Visit:
        """Somebody is being served at the desk."""
        visit = self.draw(task)
        self.press("next")
        self.press("start", visit=visit.pk)
        self.later(seconds=30)
        visit.refresh_from_db()
        return visit

    def matter(self, visit: Visit) -> Enquiry:
        return Enquiry.objects.get(visit=visit, current=True)


def _place(slug: str) -> ServicePoint:
    place = ServicePoint.objects.create(slug=slug, name=slug.capitalize(), kind="branch")
    never_closes(place)
    return place


def _clerk(name: str, place: ServicePoint, role: Role = Role.CLERK) -> Staff:
    staff = Staff.objects.create(username=name, first_name=name.capitalize())
    Posting.objects.create(staff=staff, service_point=place, role=role.value)
    return staff


@pytest.fixture
def branch(db: None) -> Branch:
    Municipality.objects.create(code="0000", name="Fjordby Kommune", population=42000, invented=True)
    place, elsewhere = _place("nordby"), _place("sydby")
    group = TaskGroup.objects.create(letter="B", name_da="Pas", name_en="Passports", order=1)
    tax = Destination.objects.create(key="tax", name_da="Skat", name_en="Tax", kind="authority")
    for order, (key, role, discretion) in enumerate(TASKS):
        facts = {"desk_role": role, "discretion": discretion, "minutes": 5, "historic": "pas", "referral": tax}
        task = Task.objects.create(key=key, name_da=f"{key} da", name_en=f"{key} en", group=group, **facts)
        Offer.objects.create(service_point=place, task=task, order=order)
    desks = [Desk.objects.create(service_point=place, number=n, name=f"Skranke {n}") for n in (1, 2)]
    Desk.objects.create(service_point=elsewhere, number=1, name="Skranke 1")
    mette, ali, stranger = _clerk("mette", place), _clerk("ali", place), _clerk("sara", elsewhere)
    made = Branch(place, desks[1], desks[0], mette, ali, stranger)
    roster.take_seat(place=place.pk, desk=desks[1].pk, by=actor_of(mette), at=NOON, op=uuid4())
    made.client.force_login(mette)
    return made
