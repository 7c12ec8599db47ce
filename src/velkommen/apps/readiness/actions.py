"""Somebody marks a point of the checklist that no data can say."""

from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.places import queries as places
from velkommen.apps.readiness.models import Mark
from velkommen.apps.readiness.queries import checklist
from velkommen.domain.readiness import DATED, LONGEST_NOTE, Key, Source, State
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed


class MarkAnswer(TypedDict):
    point: str
    state: str


@deed(Right.ARRANGE)
def mark_point(
    *,
    place: int,
    point: Key,
    state: State,
    day: date | None = None,
    note: str = "",
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[MarkAnswer]:
    """Say of a point how it is; NOT_KNOWN takes back what was said.

    Args:
        day: when it happened, for a point that has a day and is so; of others it is left out.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, FILLED_FROM_DATA, DAY_MISSING, DAY_AHEAD, BAD_VALUE with the field.
    """
    by.require(Right.ARRANGE, place)
    places.hold(place)
    if any(one.key is point and one.source is Source.DATA for one in checklist(place, at)):
        raise Refusal(Code.FILLED_FROM_DATA)
    if len(note) > LONGEST_NOTE:
        raise Refusal(Code.BAD_VALUE, field="note")
    if state is State.NOT_KNOWN:
        Mark.objects.filter(service_point=place, point=point.value).delete()
    else:
        facts = {"state": state.value, "day": _day(point, state, day, at), "note": note, "by_id": by.staff_id, "at": at}
        Mark.objects.update_or_create(service_point_id=place, point=point.value, defaults=facts)
    return Done({"point": point.value, "state": state.value}, place)


def _day(point: Key, state: State, day: date | None, at: datetime) -> date | None:
    """Raises: Refusal DAY_MISSING, DAY_AHEAD."""
    if point not in DATED or state is not State.YES:
        return None
    if day is None:
        raise Refusal(Code.DAY_MISSING)
    if day > clock.local_day(at):
        raise Refusal(Code.DAY_AHEAD, on=day.isoformat())
    return day
