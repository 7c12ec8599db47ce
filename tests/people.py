"""Two branches, and people whose rights every test may count on: Mette and Ali serve at Nordby, Sara does at Sydby, Lea leads Nordby."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from velkommen.apps.catalogue.models import Destination, Task, TaskGroup
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import Offer, Posting
from velkommen.apps.placement.queries import actor_of
from velkommen.apps.places.models import EVERY_DAY, Desk, OpeningPeriod, ServicePoint, SpecialDay
from velkommen.apps.visits.models import Visit
from velkommen.domain.kinds import Unit
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Role
from velkommen.shared.actor import SYSTEM, Actor

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # a Tuesday, 12.00 in Copenhagen
TASKS = (("passport", "A", "low"), ("mitid", "A", "none"), ("assessment", "B", "high"))


@dataclass
class Town:
    """Nordby offers passport and mitid (line A) and assessment (line B, not decided at a desk); Sydby offers passport. Both never close."""

    place: ServicePoint
    sydby: ServicePoint
    desk: Desk
    other_desk: Desk
    sydby_desk: Desk
    mette: Actor
    ali: Actor
    sara: Actor
    lea: Actor
    now: datetime = NOON

    def by(self, actor: Actor | None = None) -> dict[str, Any]:
        """Who (Mette, if nobody else), when and under which new operation."""
        return {"by": actor or self.mette, "at": self.now, "op": uuid4()}

    def later(self, **ahead: int) -> None:
        self.now += timedelta(**ahead)

    def draw(self, task: str = "passport", place: ServicePoint | None = None) -> Visit:
        answer = actions.issue_ticket(place=(place or self.place).pk, task=task, **self.by(SYSTEM))
        return Visit.objects.get(pk=answer["visit"]["id"])

    def called(self, task: str = "passport") -> Visit:
        """Somebody who drew a number and was called 60 seconds later."""
        visit = self.draw(task)
        self.later(seconds=60)
        actions.call_visit(visit=visit.pk, desk=self.desk.pk, **self.by())
        return visit

    def serving(self, task: str = "passport") -> Visit:
        """Somebody who came to the desk 20 seconds after the call."""
        visit = self.called(task)
        self.later(seconds=20)
        actions.start_service(visit=visit.pk, **self.by())
        visit.refresh_from_db()
        return visit


@pytest.fixture
def town(db: None) -> Town:
    return build()


def build() -> Town:
    """Few statements, since most tests begin with it."""
    place, sydby = ServicePoint.objects.bulk_create(
        ServicePoint(slug=slug, name=slug.capitalize(), kind="branch") for slug in ("nordby", "sydby")
    )
    OpeningPeriod.objects.bulk_create(_open_always(point) for point in (place, sydby))
    _, social = Destination.objects.bulk_create(
        [
            Destination(key="tax", name_da="Skat", name_en="Tax", kind="authority"),
            Destination(key="social", name_da="Social", name_en="Social services", kind="department"),
        ]
    )
    tasks = _tasks(social)
    offers = [Offer(service_point=place, task=task, order=n, at_kiosk=True) for n, task in enumerate(tasks)]
    Offer.objects.bulk_create([*offers, Offer(service_point=sydby, task=tasks[0], at_kiosk=True)])
    desk, other_desk, sydby_desk = Desk.objects.bulk_create(
        [
            Desk(service_point=place, number=1, name="Skranke 1"),
            Desk(service_point=place, number=2, name="Skranke 2"),
            Desk(service_point=sydby, number=1, name="Sydskranken"),
        ]
    )
    return Town(
        place=place,
        sydby=sydby,
        desk=desk,
        other_desk=other_desk,
        sydby_desk=sydby_desk,
        mette=somebody("mette", (place, Role.CLERK)),
        ali=somebody("ali", (place, Role.CLERK), unit=Unit.CITIZEN_SERVICE),
        sara=somebody("sara", (sydby, Role.CLERK)),
        lea=somebody("lea", (place, Role.LEAD)),
    )


def never_closes(place: ServicePoint) -> None:
    """Staff a place day and night, on holidays too."""
    _open_always(place).save()


def _open_always(place: ServicePoint) -> OpeningPeriod:
    return OpeningPeriod(
        service_point=place, layer="staffed", weekdays=EVERY_DAY, opens=0, closes=1440, on_holidays=True
    )


def close(place: ServicePoint, day: date, why: str) -> SpecialDay:
    """Nobody is there that day."""
    return SpecialDay.objects.create(service_point=place, layer="staffed", day=day, why=why)


def somebody(name: str, *posted: tuple[ServicePoint | None, Role], unit: Unit = Unit.LIBRARY) -> Actor:
    """A member of staff with postings; no place means everywhere."""
    staff = Staff.objects.create(username=name, first_name=name.capitalize(), unit=unit.value)
    for place, role in posted:
        Posting.objects.create(staff=staff, service_point=place, role=role.value)
    return actor_of(staff)


def _tasks(referral: Destination) -> list[Task]:
    letters = sorted({letter for _, letter, _ in TASKS})
    made = TaskGroup.objects.bulk_create(
        TaskGroup(letter=one, name_da=one, name_en=one, order=ord(one)) for one in letters
    )
    groups = dict(zip(letters, made, strict=True))
    facts = {"desk_role": "complete", "minutes": 5, "historic": "passport"}
    return Task.objects.bulk_create(
        Task(
            key=key,
            name_da=f"{key} (da)",
            name_en=f"{key} (en)",
            group=groups[letter],
            discretion=discretion,
            referral=referral if discretion == "high" else None,
            **facts,
        )
        for key, letter, discretion in TASKS
    )


def refused(act: Callable[..., object], **facts: Any) -> tuple[Code, Mapping[str, Any]]:
    """The "no" of a deed: its code and its facts."""
    with pytest.raises(Refusal) as no:
        act(**facts)
    return no.value.code, no.value.facts


def code(act: Callable[..., object], **facts: Any) -> Code:
    """The code alone."""
    return refused(act, **facts)[0]


def state(visit: Visit) -> str:
    visit.refresh_from_db()
    return visit.state


def matter(visit: Visit) -> Enquiry:
    """What a visit is about now."""
    return Enquiry.objects.select_related("task").get(visit=visit, current=True)


def stretch(enquiry: Enquiry, kind: str, begins: datetime, seconds: int, **facts: object) -> Period:
    """A stretch of an enquiry's life that took so long."""
    return Period.objects.create(
        enquiry=enquiry,
        day=enquiry.day,
        service_point_id=enquiry.service_point_id,
        kind=kind,
        started_at=begins,
        ended_at=begins + timedelta(seconds=seconds),
        seconds=seconds,
        **facts,
    )


def past(visit: Visit) -> list[tuple[str, int]]:
    """The periods of a visit as (kind, seconds), first first."""
    rows = Period.objects.filter(enquiry__visit=visit).order_by("started_at", "id")
    return list(rows.values_list("kind", "seconds"))
