"""What is otherwise at one place: written there, and taken away when it is so no longer."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.knowledge import queries, writing
from velkommen.apps.places import queries as places
from velkommen.domain.rights import Right
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed


class Added(TypedDict):
    addition: int
    task: str


@deed(Right.KEEP_KNOWLEDGE)
def add_locally(*, place: int, task: str, text: str, by: Actor, at: datetime, op: UUID) -> Done[Added]:
    """Note what is otherwise at a place about a task (by key).

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, UNKNOWN_TASK, TEXT_MISSING, TEXT_TOO_LONG.
    """
    by.require(Right.KEEP_KNOWLEDGE, place)
    here = places.hold(place)
    made = writing.write_addition(here.pk, task, text, by=by, at=at)
    return Done({"addition": made.pk, "task": task}, place)


@deed(Right.KEEP_KNOWLEDGE)
def remove_addition(*, addition: int, by: Actor, at: datetime, op: UUID) -> Done[Added]:
    """Take away an addition that holds no longer.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_ADDITION, also when it is taken away already.
    """
    row = queries.addition(addition)
    by.require(Right.KEEP_KNOWLEDGE, row.service_point_id)
    row.gone_at = at
    row.save(update_fields=("gone_at",))
    writing.touch()
    return Done({"addition": row.pk, "task": row.task.key}, row.service_point_id)
