"""May it be done there and then, as what, because of what; and if not, where and when. Asked of the same engine as the screens."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel

from velkommen.apps.placement import book
from velkommen.apps.placement.asking import can_do as ask
from velkommen.apps.places import queries as places
from velkommen.domain.intervals import moment_of
from velkommen.domain.placement.town import Chance, Time, Town
from velkommen.interfaces.api.answers import answer
from velkommen.interfaces.api.shapes import SLUG, Moment
from velkommen.shared import clock
from velkommen.shared.wording_rules import because_in_words


class Because(BaseModel):
    """A rule that decided: its name for programs, its sentence for people."""

    rule: str
    sentence: str


class Stretch(BaseModel):
    """From when to when one answer holds; `begins` is the moment asked about while it runs."""

    begins: datetime
    ends: datetime
    role: str


class Elsewhere(Stretch):
    """`minutes` is an estimate of the way there, null where a position is not known."""

    service_point: str
    minutes: int | None


class CanDo(BaseModel):
    """`possible`: whether somebody who comes for it is served. `role`: complete, receive, assist, refer or null. `units`: by whom."""

    service_point: str
    task: str
    at: datetime
    possible: bool
    role: str | None
    units: list[str]
    because: list[Because]
    next_here: Stretch | None
    elsewhere: list[Elsewhere]


Place = Annotated[str, Query(pattern=SLUG, description="A service point (slug).")]
TaskKey = Annotated[str, Query(pattern=SLUG, description="A task (key).")]
At = Annotated[Moment | None, Query(description="The moment, with its zone; now if it is not given.")]

router = Router()


@router.get("/can-do", response=CanDo)
def can_do(request: HttpRequest, service_point: Place, task: TaskKey, at: At = None) -> HttpResponse:
    """Whether a task can be done at a place at a moment, by which unit, because of what; if not, when here and where else."""
    point, moment = places.service_point(service_point), at or clock.now()
    found = ask(book.town(), point.pk, task, moment)
    verdict, people = found.answer.verdict, found.town.places[point.pk].people
    return answer(
        {
            "service_point": point.slug,
            "task": task,
            "at": moment,
            "possible": verdict.possible,
            "role": verdict.role,
            "units": sorted({person.unit for person in people if person.id in found.answer.by}),
            "because": [{"rule": r.rule, "sentence": because_in_words(r)} for r in verdict.because],
            "next_here": _stretch(found.here) if found.here else None,
            "elsewhere": [_elsewhere(found.town, chance) for chance in found.elsewhere],
        }
    )


def _stretch(time: Time) -> dict[str, Any]:
    return {"begins": moment_of(time.begins), "ends": moment_of(time.ends), "role": time.verdict.role}


def _elsewhere(town: Town, chance: Chance) -> dict[str, Any]:
    return {
        "service_point": town.places[chance.place].slug,
        "minutes": chance.minutes,
        "begins": moment_of(chance.begins),
        "ends": moment_of(chance.ends),
        "role": chance.role,
    }
