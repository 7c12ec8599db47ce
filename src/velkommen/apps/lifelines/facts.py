"""What a deed on a lifeline answers and what screens hear: ids and words of closed lists, never a text, never a citizen."""

from typing import TypedDict

from velkommen.apps.enquiries.facts import VisitFacts, iso
from velkommen.apps.lifelines.models import Lifeline


class LifelineFacts(TypedDict):
    """A lifeline as it is now. Times are ISO 8601 in UTC; `was` is the stage before the deed; ids are primary keys.

    `lifeline` is its id: the key by which screens tell it from a visit; `appointment` the time that was booked instead of a call.
    """

    lifeline: int
    place: int
    visit: int | None
    enquiry: str
    desk: int | None
    task_key: str
    way: str
    stage: str
    was: str
    level: int
    asked_by: int
    to: int | None
    owner: int
    expert: int | None
    since: str
    escalates_at: str | None
    end: str
    appointment: int | None


class LifelineAnswer(TypedDict):
    """The answer of a deed on a lifeline; `visit` where it touched the visit."""

    lifeline: LifelineFacts
    visit: VisitFacts | None


def lifeline_facts(row: Lifeline, was: str = "") -> LifelineFacts:
    """The facts of a lifeline (task and enquiry loaded)."""
    return LifelineFacts(
        lifeline=row.pk,
        place=row.service_point_id,
        visit=row.enquiry.visit_id,
        enquiry=str(row.enquiry_id),
        desk=row.desk_id,
        task_key=row.task.key,
        way=row.way,
        stage=row.stage,
        was=was,
        level=row.level,
        asked_by=row.asked_by_id,
        to=row.to_id,
        owner=row.owner_id,
        expert=row.expert_id,
        since=iso(row.changed_at),
        escalates_at=iso(row.escalates_at) if row.escalates_at else None,
        end=row.end,
        appointment=row.appointment_id,
    )
