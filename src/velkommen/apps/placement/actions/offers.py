"""What a place does with which task from a day on. One cell of the matrix or a whole copied column: the same deed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.catalogue.models import Task
from velkommen.apps.placement.models import NO_ROLE, OFFER_ROLES, Offer
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import Equipment, ServicePoint
from velkommen.domain.catalogue import Entry, TaskFacts
from velkommen.domain.kinds import DeskRole
from velkommen.domain.outcomes import Discretion
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed

MOST_CELLS = 5000
WITH_EQUIPMENT = frozenset({DeskRole.COMPLETE.value, DeskRole.RECEIVE.value})


@dataclass(frozen=True)
class Cell:
    """A place (id), a task (key), and a desk role, "" for the one the catalogue names, or "none"."""

    place: int
    task: str
    role: str


class Placed(TypedDict):
    """How many cells became others."""

    changed: int


@deed(Right.ARRANGE)
def set_offers(*, cells: list[Cell], since: date, by: Actor, at: datetime, op: UUID) -> Done[Placed]:
    """Let places do these things with these tasks from a local day on; all of it or nothing.

    What holds later than that day stays as it was said.

    Raises:
        Refusal: NOTHING_GIVEN, TOO_MANY, NOT_ALLOWED at any of the places, UNKNOWN_PLACE, PLACE_RETIRED, UNKNOWN_TASK, BAD_VALUE
            when there is no such role, DISCRETION_AT_DESK, EQUIPMENT_LACKING (with place, task and what is lacking).
    """
    if not cells:
        raise Refusal(Code.NOTHING_GIVEN)
    if len(cells) > MOST_CELLS:
        raise Refusal(Code.TOO_MANY, most=MOST_CELLS)
    ids = sorted({cell.place for cell in cells})
    for place in ids:
        by.require(Right.ARRANGE, place)
    points = {place: places.hold(place) for place in ids}
    for fault in _faults(cells, points, since):
        raise fault
    changed = _write(cells, ids, since)
    return Done({"changed": changed}, ids[0], places=ids, rules=True)


@deed(Right.ARRANGE)
def choose_for_kiosk(*, place: int, tasks: list[str], by: Actor, at: datetime, op: UUID) -> Done[Placed]:
    """Which of the tasks of a place are on its kiosk: these, and no others.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, TASK_NOT_OFFERED.
    """
    by.require(Right.ARRANGE, place)
    point, offered = places.hold(place), Offer.objects.filter(service_point=place)
    unknown = set(tasks) - set(offered.values_list("task__key", flat=True))
    if unknown:
        raise Refusal(Code.TASK_NOT_OFFERED, place=point.name, task=min(unknown))
    changed = offered.filter(task__key__in=tasks, at_kiosk=False).update(at_kiosk=True)
    changed += offered.exclude(task__key__in=tasks).filter(at_kiosk=True).update(at_kiosk=False)
    return Done({"changed": changed}, place, rules=True)


def problems(cells: list[Cell], since: date) -> list[Refusal]:
    """Everything that forbids these cells, before anybody saves them (rights not asked about).

    Raises:
        Refusal: UNKNOWN_PLACE, PLACE_RETIRED.
    """
    points = {place: places.service_point_by_id(place) for place in {cell.place for cell in cells}}
    return list(_faults(cells, points, since))


def _faults(cells: Sequence[Cell], points: Mapping[int, ServicePoint], since: date) -> Iterator[Refusal]:
    entries, equipment = catalogue.entries(), _equipment(points)
    for cell in cells:
        fault = _fault(cell, points[cell.place], entries.get(cell.task), since, equipment)
        if fault:
            yield fault


def _fault(
    cell: Cell, place: ServicePoint, entry: Entry | None, since: date, equipment: set[tuple[int, str]]
) -> Refusal | None:
    if entry is None:
        return Refusal(Code.UNKNOWN_TASK, task=cell.task)
    if cell.role not in OFFER_ROLES:
        return Refusal(Code.BAD_VALUE, field="role")
    facts = entry.on(since)
    if cell.role == DeskRole.COMPLETE.value and facts.discretion is Discretion.HIGH:
        return Refusal(Code.DISCRETION_AT_DESK, task=catalogue.task(cell.task).name)
    lacking = sorted(kind.value for kind in facts.equipment if (place.pk, kind.value) not in equipment)
    if lacking and _role(cell, facts) in WITH_EQUIPMENT:
        task = catalogue.task(cell.task).name
        return Refusal(Code.EQUIPMENT_LACKING, place=place.name, task=task, equipment=lacking)
    return None


def _role(cell: Cell, facts: TaskFacts) -> str:
    return cell.role or facts.desk_role.value


def _equipment(ids: Iterable[int]) -> set[tuple[int, str]]:
    return set(Equipment.objects.filter(service_point__in=list(ids)).values_list("service_point_id", "kind"))


def _write(cells: Sequence[Cell], ids: Sequence[int], since: date) -> int:
    """Store the steps that say something new; how many."""
    tasks = {task.key: task for task in Task.objects.filter(key__in={cell.task for cell in cells})}
    held: dict[tuple[int, int], Offer] = {}
    last: dict[int, int] = dict.fromkeys(ids, -1)
    for row in Offer.objects.filter(service_point__in=ids, since__lte=since).order_by("since"):
        held[row.service_point_id, row.task_id] = row
        last[row.service_point_id] = max(last[row.service_point_id], row.order)
    fresh = []
    for cell in {(cell.place, cell.task): cell for cell in cells}.values():
        before = held.get((cell.place, tasks[cell.task].pk))
        if cell.role == (before.role if before else NO_ROLE):
            continue
        if before is None:
            last[cell.place] += 1
        fresh.append(
            Offer(
                service_point_id=cell.place,
                task=tasks[cell.task],
                since=since,
                role=cell.role,
                order=before.order if before else last[cell.place],
                at_kiosk=before.at_kiosk if before else False,
            )
        )
    Offer.objects.bulk_create(
        fresh, update_conflicts=True, unique_fields=("service_point", "task", "since"), update_fields=("role",)
    )
    return len(fresh)
