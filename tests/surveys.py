"""What tests of surveys begin with: citizens of Nordby are asked, a visit is over, the staff has a round."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from tests.people import Town, somebody
from velkommen.apps.enquiries.actions import finish_visit
from velkommen.apps.surveys import actions
from velkommen.apps.visits.models import Visit
from velkommen.domain.kinds import Unit
from velkommen.domain.outcomes import Outcome
from velkommen.domain.rights import Role
from velkommen.domain.surveys import QUESTIONS, Audience, Said
from velkommen.shared.actor import PUBLIC, SYSTEM, Actor, ActorKind

WELL = {"solved": "yes", "easy": "easy", "welcome": "well"}
BADLY = {"solved": "no", "easy": "hard", "welcome": "badly"}


def all_say(degree: str) -> Said:
    return Said(dict.fromkeys(QUESTIONS[Audience.STAFF], degree))


@dataclass
class Surveys:
    """What is done about surveys at Nordby, which Lea leads."""

    town: Town

    def ask(self) -> None:
        actions.start_asking(place=self.town.place.pk, **self.town.by(self.town.lea))

    def ended(self, outcome: Outcome = Outcome.SOLVED) -> Visit:
        """A visit that is over."""
        visit = self.town.serving()
        finish_visit(visit=visit.pk, outcome=outcome, **self.town.by())
        return visit

    def by_number(self, visit: Visit, answers: dict[str, str] | None = None, **other: Any) -> object:
        by = {**self.town.by(Actor(ActorKind.CITIZEN, visit.pk)), **other}
        return actions.answer_by_number(visit=visit.pk, said=Said(answers or WELL), **by)

    def openly(self, answers: dict[str, str] | None = None, place: int | None = None) -> object:
        said = Said(answers or WELL)
        return actions.answer_openly(place=place or self.town.place.pk, said=said, **self.town.by(PUBLIC))

    def staff(self, names: Iterable[str], unit: Unit = Unit.LIBRARY) -> list[Actor]:
        return [somebody(name, (self.town.place, Role.CLERK), unit=unit) for name in names]

    def round(self, days: int = 14, **other: Any) -> int:
        """The staff of Nordby is asked from today on."""
        today = self.town.now.date()
        facts = {"at_places": {self.town.place.pk}, "first": today, "last": today + timedelta(days=days - 1), **other}
        return actions.start_round(**facts, **self.town.by(self.town.lea))["round"]

    def vote(self, round_id: int, who: Actor, degree: str = "high", **other: Any) -> object:
        return actions.answer_as_staff(round_id=round_id, said=all_say(degree), **{**self.town.by(who), **other})

    def close(self, round_id: int) -> None:
        actions.close_round(round_id=round_id, **self.town.by(self.town.lea))

    def night(self, **ahead: int) -> None:
        """Days pass, and the worker closes what is over."""
        self.town.later(**ahead)
        actions.close_surveys(by=SYSTEM, at=self.town.now, op=uuid4())
