"""Nordby when somebody learns there: Ali teaches passports, Mette wants to learn them, both units are there."""

from datetime import date
from typing import Any

from tests.people import Town
from velkommen.apps.learning import actions
from velkommen.apps.placement.actions import grant_competence
from velkommen.apps.placement.models import ALWAYS, Competence
from velkommen.domain.competence import Level
from velkommen.shared import clock
from velkommen.shared.actor import Actor

KEY = "passport"


def today(town: Town) -> date:
    return clock.local_day(town.now)


def able(town: Town, who: Actor, level: Level, key: str = KEY, **more: Any) -> None:
    grant_competence(staff=who.id, key=key, level=level, **more, **town.by(town.lea))


def held(who: Actor, key: str = KEY) -> list[tuple[str, date | None, date | None]]:
    """What somebody holds, in order, as level, first day (None: always) and last day."""
    rows = Competence.objects.filter(staff=who.id, key=key).order_by("first")
    return [(row.level, None if row.first == ALWAYS else row.first, row.last) for row in rows]


def forward(town: Town, who: Actor, key: str = KEY) -> None:
    actions.put_oneself_forward(place=town.place.pk, key=key, **town.by(who))


def started(town: Town, wanted: int = 2) -> int:
    """A peer training under way: Ali teaches Mette."""
    able(town, town.ali, Level.TEACHES)
    forward(town, town.mette)
    answer = actions.start_training(**of_two(town), wanted=wanted, **town.by(town.lea))
    return answer["training"]


def of_two(town: Town) -> dict[str, Any]:
    return {"place": town.place.pk, "key": KEY, "learner": town.mette.id, "teacher": town.ali.id}


def practise(town: Town, training: int, times: int = 1, who: Actor | None = None) -> None:
    for _ in range(times):
        actions.note_practice(training=training, **town.by(who))
