"""Reading the catalogue: tasks by key, destinations by key."""

from velkommen.apps.catalogue.models import Destination, Task, TaskGroup
from velkommen.domain.refusals import Code, Refusal

#: Where an imported sheet says "referred" and not where to. At a desk a referral names where.
NOT_STATED = frozenset({"department_not_stated", "authority_not_stated"})


def task(key: str) -> Task:
    """A task with its group. Raises: Refusal UNKNOWN_TASK."""
    found = Task.objects.select_related("group").filter(key=key).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_TASK, task=key)
    return found


def tasks() -> list[Task]:
    """Every task with its group, in catalogue order."""
    return list(Task.objects.select_related("group"))


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
