"""Keeping how long tasks take, for told waits and the length of appointments."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries import minutes
from velkommen.apps.enquiries.models import Pace
from velkommen.domain.rights import Right
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed


class Measured(TypedDict):
    """How many paces are known."""

    paces: int


@deed(Right.ARRANGE)
def measure_paces(*, by: Actor, at: datetime, op: UUID) -> Done[Measured]:
    """Measure anew how long every task takes at every place. What is booked already keeps its time.

    Raises:
        Refusal: NOT_ALLOWED to all but those who arrange everything, and the system.
    """
    day, ids = clock.local_day(at), dict(Task.objects.values_list("key", "pk"))
    rows = [
        Pace(service_point_id=place, task_id=ids[task], mean=lasting.mean, cv=lasting.cv, day=day)
        for place, tasks in minutes.measured(day).items()
        for task, lasting in tasks.items()
    ]
    Pace.objects.all().delete()
    Pace.objects.bulk_create(rows)
    return Done({"paces": len(rows)}, None, rules=True)


def outdated(at: datetime) -> bool:
    """Whether a measurement would say anything else than what is kept, so that a quiet day leaves no line in the log."""
    return minutes.measured(clock.local_day(at)) != minutes.kept()
