"""Reading the catalogue: tasks by key, destinations by key."""

from velkommen.apps.catalogue.models import Destination, Task, TaskGroup
from velkommen.domain.refusals import Code, Refusal


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
    """Raises: Refusal UNKNOWN_DESTINATION."""
    found = Destination.objects.filter(key=key).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_DESTINATION, destination=key)
    return found


def destinations() -> list[Destination]:
    return list(Destination.objects.all())


def groups() -> list[TaskGroup]:
    return list(TaskGroup.objects.all())
