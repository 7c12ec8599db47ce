"""The shapes of answers, for the description; and the plain values they are made of, because a deed's answer is JSON already."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from pydantic import BaseModel

from velkommen.apps.enquiries.facts import LogAnswer, VisitAnswer, VisitFacts

#: What a visit is called here and in the facts of a deed. Places, desks and tasks are told by slug, number and key.
_VISIT = {
    "id": "id",
    "label": "label",
    "state": "state",
    "was": "was",
    "task": "task_key",
    "desk": "desk_number",
    "desk_name": "desk_name",
    "who": "who",
    "unit": "unit",
    "language": "language",
    "since": "since",
    "opened_at": "opened_at",
    "queued_at": "queued_at",
    "booked": "booked",
    "announced_at": "announced_at",
    "ending": "ending",
    "enquiry": "enquiry",
}


class Visit(BaseModel):
    """A visit now. `label` is the number people read; `was` its state before the deed; `enquiry` its current matter.

    `booked`: it has an appointment, and `queued_at` is its time: from then on it goes before those who walked in.
    """

    id: int
    label: str
    state: str
    was: str
    task: str
    desk: int | None
    desk_name: str
    who: str
    unit: str
    language: str
    since: datetime
    opened_at: datetime
    queued_at: datetime
    booked: bool
    announced_at: datetime | None
    ending: str
    enquiry: UUID


class VisitDone(BaseModel):
    """`visit` is null when nobody waited; `closed` is the visit that was closed on the way."""

    visit: Visit | None
    closed: Visit | None


class Ticket(BaseModel):
    """`link` is the secret key of the page /n/{link}/ that follows the number."""

    visit: Visit
    link: str


class Logged(BaseModel):
    """The ids in the order given; how many were counted now, and how many before."""

    enquiries: list[UUID]
    new: int
    known: int


class EnquiryDone(BaseModel):
    enquiry: UUID


class Answered(BaseModel):
    """What is said of an enquiry now; empty where nothing is."""

    enquiry: UUID
    digital: str
    avoidable: str
    matters: int | None


class CountingWeek(BaseModel):
    """A counting week that runs at a place. `tasks`: keys, none: every task. `questions` are to be asked after the outcome of each."""

    name: str
    tasks: list[str]
    channels: list[str]
    questions: list[str]


class CountingNow(BaseModel):
    """`counting_week` is null where none runs today."""

    counting_week: CountingWeek | None


class Undone(BaseModel):
    """The visits as they are now."""

    visits: list[Visit]


class Seated(BaseModel):
    """The number of the desk one sits at now."""

    desk: int | None


class DeskHere(BaseModel):
    number: int
    name: str


class ServicePoint(BaseModel):
    """`open` says whether it is staffed now."""

    slug: str
    name: str
    kind: str
    address: str
    open: bool
    desks: list[DeskHere]


class ServicePoints(BaseModel):
    service_points: list[ServicePoint]


class Task(BaseModel):
    """`line` is the letter its numbers begin with; `desk_role` what a front desk does with it; `minutes` a guess."""

    key: str
    name: str
    line: str
    authority: str
    desk_role: str
    discretion: str
    minutes: int


class Destination(BaseModel):
    key: str
    name: str
    kind: str


class Tasks(BaseModel):
    """The tasks, and the destinations a referral may name."""

    tasks: list[Task]
    destinations: list[Destination]


class OpenVisit(Visit):
    """`service_point` by its slug; `for_desk` is the number of the desk it was sent to."""

    service_point: str
    for_desk: int | None


class Queue(BaseModel):
    """The open visits of today, first come first; `more` says that there are more than asked for."""

    visits: list[OpenVisit]
    more: bool


class Matter(BaseModel):
    enquiry: UUID
    current: bool
    task: str
    channel: str
    kind: str
    unit: str
    outcome: str
    destination: str | None
    reason: str
    unreliable: bool


class VisitNow(BaseModel):
    visit: OpenVisit
    matters: list[Matter]


class Share(BaseModel):
    """A part of a whole in counts; `percent` is null where the whole is empty, all three where they are kept back."""

    part: int | None
    whole: int | None
    percent: float | None


class Spread(BaseModel):
    """In seconds; `measured` is null where it is kept back."""

    measured: int | None
    mean: float | None
    median: int | None
    p90: int | None


class CountLine(BaseModel):
    """Both null where they are kept back; `percent` alone where it would tell the number of all, and that is kept back."""

    key: str
    number: int | None
    percent: float | None


class TaskLine(CountLine):
    """How often a task was asked for, and outcome -> enquiries ("" where there is none yet); empty where numbers are kept back."""

    outcomes: dict[str, int]


class CategoryLine(CountLine):
    """One of the report's ten categories, beside its per cent in 2009."""

    in_2009: int


class Gap(BaseModel):
    """Staffed clock hours in which nobody counted, from `starts` until `ends`."""

    service_point: str
    day: date
    starts: int
    ends: int


class Figures(BaseModel):
    """What each figure means stands in the manual. The newest 500 gaps are told; `coverage` says how much they leave.

    `kept_back`: whoever asks does not work at every place asked about, so that null stands for what pages show as `*`: a number under
    five, or one that would give such a number away beside the others.
    `imprecise`: without a time of day; `without_outcome`: still open, or counted so.
    """

    first: date
    last: date
    kept_back: bool
    number: int | None
    imprecise: int | None
    without_outcome: int | None
    service_points: list[CountLine]
    tasks: list[TaskLine]
    outcomes: list[CountLine]
    units: list[CountLine]
    categories: list[CategoryLine]
    library: Share
    town_hall: Share
    solved: Share
    outside: Share
    no_shows: Share
    coverage: Share
    gaps: list[Gap]
    waiting: Spread
    called: Spread
    serving: Spread


def answer(said: Mapping[str, Any]) -> HttpResponse:
    """A plain value as the whole answer."""
    return HttpResponse(
        json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":")),
        content_type="application/json",
    )


def visit(facts: VisitFacts | None) -> dict[str, Any] | None:
    """A visit as a program sees it."""
    return {name: facts[fact] for name, fact in _VISIT.items()} if facts else None  # type: ignore[literal-required]


def visit_done(done: VisitAnswer) -> HttpResponse:
    return answer({"visit": visit(done["visit"]), "closed": visit(done["closed"])})


def visits(facts: Sequence[VisitFacts]) -> HttpResponse:
    return answer({"visits": [visit(one) for one in facts]})


def logged(done: LogAnswer) -> HttpResponse:
    return answer({"enquiries": done["enquiries"], "new": done["new"], "known": done["known"]})
