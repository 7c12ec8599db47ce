"""Reading the catalogue: tasks by key and on a day, with all that changes over time; destinations by key."""

from datetime import date
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet

from velkommen.apps.catalogue.models import Destination, Fee, Task, TaskChange, TaskGroup
from velkommen.domain.catalogue import FIELDS, Days, Entry, FeeStep, Json, TaskFacts, read
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.steps import Steps

#: Where an imported sheet says "referred" and not where to. At a desk a referral names where.
NOT_STATED = frozenset({"department_not_stated", "authority_not_stated"})

_POINTS_AT = ("group", "referral", "pickup")
_OVER_TIME = ("changes", "fees", "suspensions", "seasons")


def task(key: str) -> Task:
    """A task with its group. Raises: Refusal UNKNOWN_TASK."""
    found = Task.objects.select_related("group").filter(key=key).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_TASK, task=key)
    return found


def tasks() -> list[Task]:
    """Every task with its group, in catalogue order."""
    return list(Task.objects.select_related("group"))


def in_full() -> QuerySet[Task]:
    """The rows of tasks with all rows that say something of them."""
    return Task.objects.select_related(*_POINTS_AT).prefetch_related(*_OVER_TIME)


def entries() -> dict[str, Entry]:
    """The whole catalogue by task key, in catalogue order, with all that changes over time (five statements)."""
    return {row.key: entry_of(row) for row in in_full()}


def entry(key: str) -> Entry:
    """One task with all that changes over time. Raises: Refusal UNKNOWN_TASK."""
    found = in_full().filter(key=key).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_TASK, task=key)
    return entry_of(found)


def tasks_on(day: date) -> list[TaskFacts]:
    """What holds of every task on a local day, in catalogue order (five statements)."""
    return [found.on(day) for found in entries().values()]


def history(key: str) -> list[TaskChange]:
    """The dated changes of a task, the newest first. Raises: Refusal UNKNOWN_TASK."""
    return list(TaskChange.objects.filter(task=task(key)).order_by("-since", "-id"))


def destination(key: str) -> Destination:
    """A destination somebody at a desk may name. Raises: Refusal UNKNOWN_DESTINATION."""
    found = Destination.objects.filter(key=key).exclude(key__in=NOT_STATED).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_DESTINATION, destination=key)
    return found


def destinations() -> list[Destination]:
    """Those somebody at a desk may name."""
    return list(Destination.objects.exclude(key__in=NOT_STATED))


def every_destination() -> list[Destination]:
    """Those as well that stand for "not stated" in sheets counted elsewhere."""
    return list(Destination.objects.all())


def groups() -> list[TaskGroup]:
    return list(TaskGroup.objects.all())


def entry_of(row: Task) -> Entry:
    """A row of `in_full` as the rules know it. Raises: Refusal when a column holds what none may."""
    by_field: dict[str, list[tuple[date, Json]]] = {}
    for change in row.changes.all():
        by_field.setdefault(change.field, []).append((change.since, change.value))
    return Entry(
        standard=_standard(row),
        changes=MappingProxyType({name: Steps.of(steps) for name, steps in by_field.items()}),
        fees=tuple(_fee(fee) for fee in row.fees.all()),
        suspensions=tuple(Days(off.first, off.last, off.why) for off in row.suspensions.all()),
        seasons=tuple(Days(season.first, season.last, season.name) for season in row.seasons.all()),
    )


def _standard(row: Task) -> TaskFacts:
    said: dict[str, Any] = {name: getattr(row, name) for name in FIELDS}
    said["referral"] = row.referral.key if row.referral else ""
    said["pickup"] = row.pickup.key if row.pickup else ""
    facts: dict[str, Any] = {name: read(name, value) for name, value in said.items()}
    facts |= {"key": row.key, "group": row.group.letter, "icon": row.icon, "kle": row.kle, "kle_facet": row.kle_facet}
    return TaskFacts(**facts)


def _fee(row: Fee) -> FeeStep:
    named = {"name_da": row.name_da, "name_en": row.name_en, "case_da": row.case_da, "case_en": row.case_en}
    return FeeStep(row.component, row.case, row.since, row.amount, source=row.source, verified=row.verified, **named)
