"""Counting weeks for tests: Nordby counts from today on, in person and by phone, and asks all there is to ask."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from tests.people import Town, somebody
from velkommen.apps.counting import actions
from velkommen.apps.counting.actions.paper import Paper
from velkommen.apps.enquiries.actions import log_enquiries
from velkommen.apps.enquiries.actions.registering import Tally
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.counting_weeks import Package, Question, WeekFacts
from velkommen.domain.kinds import Channel
from velkommen.domain.outcomes import Outcome
from velkommen.domain.rights import Role
from velkommen.shared.actor import Actor

EVERY_TASK = Package(frozenset(), frozenset({Channel.IN_PERSON, Channel.PHONE}))


def facts(town: Town, **other: Any) -> WeekFacts:
    """Seven days from today on at Nordby, about everything."""
    said: dict[str, Any] = {
        "name": "Uge 48",
        "first": town.now.date(),
        "last": town.now.date() + timedelta(days=6),
        "places": frozenset({town.place.pk}),
        "package": EVERY_TASK,
        "questions": frozenset(Question),
        "target": 80,
    }
    return WeekFacts(**said | other)


def planned(town: Town, by: Actor | None = None, **other: Any) -> int:
    """Lea plans such a week."""
    return actions.plan_counting_week(facts=facts(town, **other), **town.by(by or town.lea))["week"]


def everywhere(town: Town) -> Actor:
    """Somebody who arranges the whole municipality."""
    return somebody("vera", (None, Role.LEAD))


def log(town: Town, task: str = "passport", outcome: Outcome = Outcome.SOLVED, **other: Any) -> UUID:
    """Mette counts somebody who had no number."""
    place: ServicePoint = other.pop("place", town.place)
    by = other.pop("by", None)
    tally = Tally(**{"id": uuid4(), "task": task, "outcome": outcome, "happened_at": town.now, **other})
    log_enquiries(place=place.pk, tallies=[tally], **town.by(by))
    return tally.id


def paper(town: Town, number: int = 1, **tallies: int) -> Paper:
    """A sheet of today at Nordby: solved ones of each task."""
    said = {(task, Outcome.SOLVED): n for task, n in tallies.items()}
    return Paper(town.place.pk, town.now.date(), number, said)
