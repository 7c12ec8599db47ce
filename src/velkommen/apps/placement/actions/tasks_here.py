"""A task at one place: hours of its own, and days on which it is not done there."""

from datetime import date, datetime, timedelta
from typing import TypedDict
from uuid import UUID

from django.db.models import Q

from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.catalogue.models import Task
from velkommen.apps.placement.models import LocalSuspension, Offer, TaskPeriod
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import columns
from velkommen.domain.catalogue import LONGEST_LINE, check_days, line_of
from velkommen.domain.hours.checks import check
from velkommen.domain.hours.periods import Period
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed


class TaskHere(TypedDict):
    """The task at the place the deed was about."""

    place: int
    task: str


@deed(Right.ARRANGE)
def set_task_hours(
    *, place: int, task: str, periods: list[Period], by: Actor, at: datetime, op: UUID
) -> Done[TaskHere]:
    """When a task is done at a place, inside its staffed hours; none: whenever the place is staffed.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, UNKNOWN_TASK, TASK_NOT_OFFERED, BAD_HOURS.
    """
    row = _offered(place, task, by)
    check(periods)
    TaskPeriod.objects.filter(service_point=place, task=row).delete()
    TaskPeriod.objects.bulk_create(
        TaskPeriod(service_point_id=place, task=row, **columns(period)) for period in periods
    )
    return Done({"place": place, "task": task}, place, rules=True)


@deed(Right.ARRANGE)
def suspend_here(
    *, place: int, task: str, first: date, last: date | None, why: str, by: Actor, at: datetime, op: UUID
) -> Done[TaskHere]:
    """A task is not done at a place on some local days (a last one of None: until further notice); citizens are told why.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, UNKNOWN_TASK, TASK_NOT_OFFERED, PERIOD_REVERSED,
            BAD_VALUE without a reason, ALREADY_SUSPENDED.
    """
    row = _offered(place, task, by)
    check_days(first, last)
    said = line_of("why", why, LONGEST_LINE, needed=True)
    ahead = LocalSuspension.objects.filter(service_point=place, task=row).filter(Q(last=None) | Q(last__gte=first))
    if (ahead if last is None else ahead.filter(first__lte=last)).exists():
        raise Refusal(Code.ALREADY_SUSPENDED, task=row.name)
    LocalSuspension.objects.create(service_point_id=place, task=row, first=first, last=last, why=said)
    return Done({"place": place, "task": task}, place, rules=True)


@deed(Right.ARRANGE)
def resume_here(*, place: int, task: str, day: date, by: Actor, at: datetime, op: UUID) -> Done[TaskHere]:
    """From a local day on a task is done at a place again; that it was not stays true.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, UNKNOWN_TASK, TASK_NOT_OFFERED, NOT_SUSPENDED.
    """
    row = _offered(place, task, by)
    ahead = LocalSuspension.objects.filter(service_point=place, task=row).filter(Q(last=None) | Q(last__gte=day))
    if not ahead.exists():
        raise Refusal(Code.NOT_SUSPENDED, task=row.name)
    ahead.filter(first__gte=day).delete()
    ahead.update(last=day - timedelta(days=1))
    return Done({"place": place, "task": task}, place, rules=True)


def _offered(place: int, task: str, by: Actor) -> Task:
    """The task, with the place locked."""
    by.require(Right.ARRANGE, place)
    point, row = places.hold(place), catalogue.task(task)
    if not Offer.objects.filter(service_point=place, task=row).exists():
        raise Refusal(Code.TASK_NOT_OFFERED, place=point.name, task=row.name)
    return row
