"""What the municipality has now, in the shape of its sheets: what a file is compared with, and what an export writes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db.models import Model, QuerySet

from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.catalogue.models import Destination, Fee, Season, Suspension, Task, TaskChange, TaskGroup
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import Competence, DeskGroup, Offer, Posting, TaskPeriod
from velkommen.apps.places.models import (
    Desk,
    DeskUnit,
    Equipment,
    Municipality,
    OpeningPeriod,
    ServicePoint,
    SpecialDay,
    Stop,
)
from velkommen.apps.setup import hours
from velkommen.apps.setup.forms import Value
from velkommen.apps.setup.shapes import SHAPES, TASK_FIELDS, Kind
from velkommen.domain import catalogue as rules
from velkommen.domain.catalogue import TaskFacts
from velkommen.domain.kinds import EquipmentKind, Unit

Key = tuple[Value, ...]
Values = Mapping[str, Value]
Rows = dict[Key, Values]
_LINKED: Mapping[Kind, type[Model]] = {
    Kind.STOPS: Stop,
    Kind.EQUIPMENT: Equipment,
    Kind.OFFERS: Offer,
    Kind.FEES: Fee,
    Kind.SEASONS: Season,
    Kind.SUSPENSIONS: Suspension,
}
_OF_COMPETENCES = ("last", "level", "won", "enquiries")
OWN = ("kle", "kle_facet", "kle_edition")  # columns of a task's row that are no fact changing over time


@dataclass(frozen=True)
class Present:
    """Kind -> key -> values; the tasks with all that changes over time. Grouped kinds hold one value: `all`."""

    rows: Mapping[Kind, Rows]
    tasks: Mapping[str, rules.Entry]


def present(day: date) -> Present:
    """Everything a municipality's sheets may say, as it is on a local day (a constant number of statements)."""
    tasks = catalogue.entries()
    slugs = dict(ServicePoint.objects.values_list("id", "slug"))
    rows: dict[Kind, Rows] = {
        Kind.MUNICIPALITY: _plain(Kind.MUNICIPALITY, Municipality.objects.values()),
        Kind.LINES: _plain(Kind.LINES, TaskGroup.objects.values()),
        Kind.DESTINATIONS: _plain(
            Kind.DESTINATIONS, Destination.objects.exclude(key__in=catalogue.NOT_STATED).values()
        ),
        Kind.TASKS: _tasks(tasks, day),
        Kind.CHANGES: {
            (row.task.key, row.field, row.since): {"value": value_of(row.value), "why": row.why}
            for row in TaskChange.objects.select_related("task")
        },
        Kind.PLACES: _plain(Kind.PLACES, ServicePoint.objects.order_by("id").values()),
        Kind.STAFF: _plain(Kind.STAFF, Staff.objects.order_by("id").values()),
        Kind.POSTINGS: {
            (username, slug or "", role): {}
            for username, slug, role in Posting.objects.order_by("id").values_list(
                "staff__username", "service_point__slug", "role"
            )
        },
        Kind.COMPETENCES: {
            (username, key, first): {**dict(zip(_OF_COMPETENCES, said, strict=True)), "taught_by": teacher or ""}
            for username, key, first, teacher, *said in Competence.objects.values_list(
                "staff__username", "key", "first", "taught_by__username", *_OF_COMPETENCES
            )
        },
        Kind.HOURS: _hours(slugs),
        Kind.SPECIAL_DAYS: _special_days(slugs),
        Kind.TASK_HOURS: _task_hours(slugs),
        Kind.DESKS: _desks(slugs),
    }
    named = {"service_point__slug": "place", "task__key": "task"}
    for kind, found in _LINKED.items():
        rows[kind] = _linked(kind, found._default_manager.all(), named)  # noqa: SLF001 - Django's name for any model's rows
    return Present(rows, tasks)


def facts_of(facts: TaskFacts) -> dict[str, Value]:
    """The facts of a task as a row of its sheet says them."""
    said = {column.name: value_of(rules.stored(getattr(facts, column.name))) for column in TASK_FIELDS}
    said["equipment"] = tuple(kind.value for kind in EquipmentKind if kind in facts.equipment)
    return {"line": facts.group, **said}


def value_of(stored: object) -> Value:
    """A value as the database stores it: lists become tuples."""
    return tuple(stored) if isinstance(stored, list) else cast(Value, stored)


def _tasks(tasks: Mapping[str, rules.Entry], day: date) -> Rows:
    own = {row["key"]: row for row in Task.objects.values("key", *OWN)}
    return {
        (key,): {**facts_of(entry.on(day)), **{name: own[key][name] for name in OWN}} for key, entry in tasks.items()
    }


def _plain(kind: Kind, found: Iterable[Mapping[str, Any]]) -> Rows:
    """Rows whose columns have the names of the sheet's."""
    columns = SHAPES[kind].columns
    keys = [column.name for column in columns if column.key]
    others = [column.name for column in columns if not column.key]
    rows: Rows = {}
    for row in found:
        rows[tuple(row[name] for name in keys)] = {name: value_of(row[name]) for name in others}
    return rows


def _linked(kind: Kind, objects: QuerySet[Model], named: Mapping[str, str]) -> Rows:
    """The same for rows that point at a place or a task, which the sheet names."""
    names = {column.name for column in SHAPES[kind].columns}
    links = {path: name for path, name in named.items() if name in names}
    plain = names - set(links.values())
    found = objects.order_by("id").values(*plain, *links)
    return _plain(kind, ({links.get(path, path): value for path, value in row.items()} for row in found))


def _hours(slugs: Mapping[int, str]) -> Rows:
    found: dict[Key, list[hours.At]] = defaultdict(list)
    for row in OpeningPeriod.objects.select_related("stop"):
        found[slugs[row.service_point_id], row.layer].append((row.stop.name if row.stop else "", row.period()))
    return {key: {"all": hours.in_order(all_hours)} for key, all_hours in found.items()}


def _special_days(slugs: Mapping[int, str]) -> Rows:
    found: dict[Key, list[tuple[int, int]]] = defaultdict(list)
    why: dict[Key, str] = {}
    for row in SpecialDay.objects.all():
        key = (slugs[row.service_point_id], row.layer, row.day)
        why[key] = why.get(key) or row.why
        if row.opens is not None and row.closes is not None:
            found[key].append((row.opens, row.closes))
    return {key: {"all": (hours.spans(found[key]), said)} for key, said in why.items()}


def _task_hours(slugs: Mapping[int, str]) -> Rows:
    found: dict[Key, list[hours.At]] = defaultdict(list)
    for row in TaskPeriod.objects.select_related("task"):
        found[slugs[row.service_point_id], row.task.key].append(("", row.period()))
    return {key: {"all": hours.in_order(all_hours)} for key, all_hours in found.items()}


def _desks(slugs: Mapping[int, str]) -> Rows:
    units: dict[int, set[str]] = defaultdict(set)
    for desk, unit in DeskUnit.objects.values_list("desk_id", "unit"):
        units[desk].add(unit)
    lines: dict[int, list[str]] = defaultdict(list)
    for desk, letter in DeskGroup.objects.order_by("group__order").values_list("desk_id", "group__letter"):
        lines[desk].append(letter)
    return {
        (slugs[row.service_point_id], row.number): {
            "name": row.name,
            "units": tuple(unit.value for unit in Unit if unit.value in units[row.pk]),
            "lines": tuple(sorted(lines[row.pk])),
        }
        for row in Desk.objects.all()
    }
