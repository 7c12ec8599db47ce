"""Experts behind the desks of the town of the tests: Erik and Eva answer for passports, Palle is one of a partner's, Otto of the police.

The town hall is where they sit, and it never closes. Nordby is a citizen service centre by the council's decision; Sydby is none.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.people import Town, never_closes, somebody
from velkommen.apps.lifelines import actions
from velkommen.apps.lifelines.models import Expert, Lifeline, LifelineStep
from velkommen.apps.placement import book
from velkommen.apps.placement.models import Agreement, Competence
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.handover import Matter, Receiver
from velkommen.domain.kinds import Unit
from velkommen.domain.lifelines import Note
from velkommen.domain.rights import Role
from velkommen.shared.actor import SYSTEM, Actor

NUMBER, MEETING = "+4520123456", "https://meet.example.dk/erik"


@dataclass
class Line:
    """The town with its experts; somebody may be served at Nordby's first desk."""

    town: Town
    hall: ServicePoint
    erik: Actor
    eva: Actor
    palle: Actor
    otto: Actor

    def ask(self, to: Actor | None = None, *, text: str = "", visit: int | None = None, **facts: Any) -> Lifeline:
        """Mette asks about an application, with words if any."""
        said = {"matter": Matter.APPLICATION, "to": to.staff_id if to else None, "note": Note(text) if text else None}
        served = visit or self.town.serving().pk
        by = self.town.by(facts.pop("by", None))
        answer = actions.ask_expert(visit=served, **said | facts, **by)
        return self.row(answer["lifeline"]["lifeline"])

    def accepted(self, to: Actor | None = None, **facts: Any) -> Lifeline:
        row = self.ask(to, **facts)
        actions.accept(lifeline_id=row.pk, **self.town.by(to or self.erik))
        return self.row(row.pk)

    def answered(self, to: Actor | None = None, answer: str = "Yes.", **facts: Any) -> Lifeline:
        row = self.accepted(to, **facts)
        actions.answer(lifeline_id=row.pk, note=Note(answer), **self.town.by(to or self.erik))
        return self.row(row.pk)

    def timer(self, **later: int) -> list[Lifeline]:
        """Time passes and the worker looks: what it changed."""
        self.town.later(**later)
        done = []
        for place in actions.timing.due_now(self.town.now):
            answer = actions.escalate_due(place=place, **self.town.by(SYSTEM))
            done += [self.row(one["lifeline"]) for one in answer["lifelines"]]
        return done

    def row(self, pk: int) -> Lifeline:
        return Lifeline.objects.select_related("enquiry", "enquiry__visit", "task", "owner", "service_point").get(pk=pk)


def steps(row: Lifeline) -> list[str]:
    return list(LifelineStep.objects.filter(lifeline=row).order_by("number").values_list("what", flat=True))


@pytest.fixture
def line(town: Town) -> Line:
    return build(town)


def build(town: Town) -> Line:
    hall = ServicePoint.objects.create(slug="hall", name="Hall", kind="town_hall")
    never_closes(hall)
    Agreement.objects.create(service_point=town.place, since=date(2026, 1, 1), is_centre=True)
    made = Line(
        town,
        hall,
        erik=_expert("erik", hall),
        eva=_expert("eva", hall),
        palle=_expert("palle", hall, unit=Unit.PARTNER),
        otto=_expert("otto", hall, receiver=Receiver.POLICE),
    )
    book.forget()
    return made


def _expert(
    name: str, hall: ServicePoint, *, unit: Unit = Unit.CITIZEN_SERVICE, receiver: Receiver = Receiver.DEPARTMENT
) -> Actor:
    actor = somebody(name, (hall, Role.EXPERT), unit=unit)
    Expert.objects.create(staff_id=actor.id, receiver=receiver.value, number=NUMBER, meeting=MEETING)
    Competence.objects.create(staff_id=actor.id, key="passport")
    return actor
