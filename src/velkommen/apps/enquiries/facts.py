"""What a deed answers and what screens hear: plain JSON-able shapes, small enough to push (under 2 kB each)."""

from datetime import datetime
from typing import TypedDict

from velkommen.apps.enquiries.models import Enquiry
from velkommen.domain.lifecycle import State


class VisitFacts(TypedDict):
    """A visit as staff see it. Times are ISO 8601 in UTC; `was` is the state before the deed; ids are primary keys."""

    id: int
    place: int
    label: str
    state: str
    was: str
    group: int
    task: int
    task_key: str
    desk: int | None
    desk_name: str
    desk_number: int | None
    for_desk: int | None
    who: str
    unit: str
    language: str
    since: str
    opened_at: str
    queued_at: str
    booked: bool
    announced_at: str | None
    ending: str
    enquiry: str


class VisitAnswer(TypedDict):
    """The answer of a deed on a visit. `closed` is the visit Next closed on the way; `visit` is None when nobody waited."""

    visit: VisitFacts | None
    closed: VisitFacts | None


class TicketAnswer(TypedDict):
    """The answer of drawing a number: `link` is the secret key of the page that follows it."""

    visit: VisitFacts
    link: str


class LogAnswer(TypedDict):
    """The answer of registering enquiries: ids in the order given, how many were new and how many known before."""

    enquiries: list[str]
    new: int
    known: int


def visit_facts(enquiry: Enquiry, was: str = "") -> VisitFacts:
    """The facts of the visit an enquiry is the current matter of (visit, desk and staff loaded)."""
    visit = enquiry.visit
    assert visit is not None
    return VisitFacts(
        id=visit.pk,
        place=visit.service_point_id,
        label=visit.label,
        state=visit.state,
        was=was,
        group=visit.group_id,
        task=enquiry.task_id,
        task_key=enquiry.task.key,
        desk=visit.desk_id,
        desk_name=visit.desk.name if visit.desk else "",
        desk_number=visit.desk.number if visit.desk else None,
        for_desk=visit.for_desk_id,
        who=visit.staff.shown_name if visit.staff else "",
        unit=enquiry.unit,
        language=visit.language,
        since=iso(visit.since),
        opened_at=iso(visit.opened_at),
        queued_at=iso(visit.queued_at),
        booked=visit.booked,
        announced_at=iso(visit.announced_at) if visit.announced_at else None,
        ending=visit.ending,
        enquiry=str(enquiry.pk),
    )


def put_right(enquiry: Enquiry) -> list[VisitFacts]:
    """What screens hear when a matter is put right: its visit, if that is open and about this matter now."""
    visit = enquiry.visit
    return [visit_facts(enquiry, visit.state)] if visit and enquiry.current and visit.state != State.ENDED else []


def iso(at: datetime) -> str:
    return at.isoformat()


PUBLIC_FIELDS = (
    "id",
    "label",
    "state",
    "was",
    "group",
    "desk_name",
    "desk_number",
    "queued_at",
    "booked",
    "announced_at",
)


def public_facts(facts: dict[str, object]) -> dict[str, object]:
    """What a public screen may hear of a change: numbers and desks, never staff, tasks or times at a desk."""
    return {key: facts[key] for key in PUBLIC_FIELDS if key in facts}
