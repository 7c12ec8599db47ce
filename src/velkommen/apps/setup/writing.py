"""A plan as rows of the database, within one deed: what is new inserted, what differs updated, nothing deleted but hours replaced."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any, cast

from django.db import models

from velkommen.apps.catalogue.models import Destination, Fee, Season, Suspension, Task, TaskChange, TaskGroup
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import Competence, DeskGroup, Offer, Posting, TaskPeriod
from velkommen.apps.places.actions.opening import Hours, put_day, put_hours
from velkommen.apps.places.models import (
    Desk,
    DeskUnit,
    Equipment,
    Municipality,
    ServicePoint,
    SpecialDay,
    Stop,
    columns,
)
from velkommen.apps.setup.forms import Value
from velkommen.apps.setup.hours import At
from velkommen.apps.setup.planning import Change, Plan
from velkommen.apps.setup.present import OWN
from velkommen.apps.setup.shapes import SHAPES, TASK_FIELDS, Kind
from velkommen.domain.hours.periods import Span
from velkommen.domain.kinds import HoursLayer
from velkommen.domain.report2010 import Category
from velkommen.shared.actor import Actor

AT_ONCE = 1_000  # rows per statement
NO_PASSWORD = "!"  # noqa: S105 - what Django keeps for somebody who has not been given one
_FIELDS = tuple(column.name for column in TASK_FIELDS)


def write(plan: Plan, by: Actor, at: datetime) -> None:
    """Write every change of a plan without problems, what others point at first."""
    writer = _Writer(by, at)
    for kind in Kind:
        if plan.changes.get(kind):
            writer.write(kind, plan.changes[kind])


class _Writer:
    def __init__(self, by: Actor, at: datetime) -> None:
        self._by, self._at = by, at

    def write(self, kind: Kind, changes: Sequence[Change]) -> None:
        own: Mapping[Kind, Callable[[Sequence[Change]], None]] = {
            Kind.TASKS: self._tasks,
            Kind.HOURS: self._hours,
            Kind.SPECIAL_DAYS: self._special_days,
            Kind.TASK_HOURS: self._task_hours,
            Kind.DESKS: self._desks,
        }
        if kind in own:
            own[kind](changes)
        else:
            self._rows(kind, changes)

    @cached_property
    def _places(self) -> dict[str, int]:
        return dict(ServicePoint.objects.values_list("slug", "id"))

    @cached_property
    def _task_ids(self) -> dict[str, int]:
        return dict(Task.objects.values_list("key", "id"))

    @cached_property
    def _staff(self) -> dict[str, int]:
        return dict(Staff.objects.values_list("username", "id"))

    def _rows(self, kind: Kind, changes: Sequence[Change]) -> None:
        """Kinds whose things are one row each."""
        model = _MODELS[kind]
        keys = [column.name for column in SHAPES[kind].columns if column.key]
        fresh = [model(**self._columns(kind, dict(zip(keys, c.key, strict=True)) | dict(c.after))) for c in changes]
        unique = [_LINKS.get(name, name) for name in keys]
        others = [column.name for column in SHAPES[kind].columns if not column.key]
        _upsert(model, fresh, unique, others)

    def _columns(self, kind: Kind, said: Mapping[str, Value]) -> dict[str, Any]:
        found: dict[str, Any] = {name: _stored(value) for name, value in said.items()}
        if "place" in found:
            found["service_point_id"] = self._places.get(str(found.pop("place")))
        if "task" in found:
            found["task_id"] = self._task_ids[str(found.pop("task"))]
        if "staff" in found:
            found["staff_id"] = self._staff[str(found.pop("staff"))]
        if "taught_by" in found:
            found["taught_by_id"] = self._staff.get(str(found.pop("taught_by")))
        if kind is Kind.STAFF:
            found |= {"password": NO_PASSWORD, "date_joined": self._at}
        if kind is Kind.EQUIPMENT and not found["name"]:
            found["name"] = SHAPES[kind].column("kind").form.write(found["kind"])
        return found

    def _tasks(self, changes: Sequence[Change]) -> None:
        groups = dict(TaskGroup.objects.values_list("letter", "id"))
        destinations = dict(Destination.objects.values_list("key", "id"))
        fresh = [
            Task(
                key=str(change.key[0]),
                group_id=groups[str(change.after["line"])],
                referral_id=destinations.get(str(change.after["referral"])),
                historic=Category.OTHER.value,
                **{name: _stored(change.after[name]) for name in _FIELDS if name not in {"referral", "pickup"}},
                **{name: change.after[name] for name in OWN},
            )
            for change in changes
            if change.before is None
        ]
        Task.objects.bulk_create(fresh, batch_size=AT_ONCE)
        self._pickups([change for change in changes if change.before is None])
        known = [change for change in changes if change.before is not None]
        rows = Task.objects.in_bulk([str(change.key[0]) for change in known], field_name="key")
        for change in known:
            row = rows[str(change.key[0])]
            row.group_id = groups[str(change.after["line"])]
            row.kle, row.kle_facet, row.kle_edition = (str(change.after[name]) for name in OWN)
        Task.objects.bulk_update(rows.values(), ("group", *OWN), batch_size=AT_ONCE)
        steps = [self._step(change, name) for change in known for name in change.fields if name in _FIELDS]
        _upsert(TaskChange, steps, ["task", "field", "since"], ["value"])

    def _pickups(self, changes: Iterable[Change]) -> None:
        wanted = {str(change.key[0]): str(change.after["pickup"]) for change in changes if change.after["pickup"]}
        rows = Task.objects.in_bulk(list(wanted), field_name="key")
        for key, row in rows.items():
            row.pickup_id = self._task_ids[wanted[key]]
        Task.objects.bulk_update(rows.values(), ("pickup",), batch_size=AT_ONCE)

    def _step(self, change: Change, name: str) -> TaskChange:
        task = self._task_ids[str(change.key[0])]
        return TaskChange(task_id=task, field=name, value=_stored(change.after[name]), since=cast(date, change.since))

    def _hours(self, changes: Sequence[Change]) -> None:
        stops: dict[int, dict[str, Stop]] = {}
        for stop in Stop.objects.all():
            stops.setdefault(stop.service_point_id, {})[stop.name] = stop
        for change in changes:
            place, layer = self._places[str(change.key[0])], HoursLayer(str(change.key[1]))
            hours = [Hours(period, stop) for stop, period in cast(tuple[At, ...], change.after["all"])]
            put_hours(place, layer, hours, stops.get(place, {}), self._by, self._at)

    def _special_days(self, changes: Sequence[Change]) -> None:
        for change in changes:
            place, layer = self._places[str(change.key[0])], HoursLayer(str(change.key[1]))
            spans, why = cast(tuple[tuple[Span, ...], str], change.after["all"])
            rows = [SpecialDay(opens=opens, closes=closes) for opens, closes in spans] or [SpecialDay()]
            put_day(place, layer, cast(date, change.key[2]), rows, why, self._by, self._at)

    def _task_hours(self, changes: Sequence[Change]) -> None:
        for change in changes:
            place, task = self._places[str(change.key[0])], self._task_ids[str(change.key[1])]
            TaskPeriod.objects.filter(service_point=place, task=task).delete()
            TaskPeriod.objects.bulk_create(
                TaskPeriod(service_point_id=place, task_id=task, **columns(period))
                for _, period in cast(tuple[At, ...], change.after["all"])
            )

    def _desks(self, changes: Sequence[Change]) -> None:
        fresh = [
            Desk(service_point_id=self._places[str(c.key[0])], number=cast(int, c.key[1]), name=str(c.after["name"]))
            for c in changes
        ]
        _upsert(Desk, fresh, ["service_point", "number"], ["name"])
        ids = {(place, number): pk for pk, place, number in Desk.objects.values_list("id", "service_point", "number")}
        groups = dict(TaskGroup.objects.values_list("letter", "id"))
        said = {ids[self._places[str(c.key[0])], cast(int, c.key[1])]: c.after for c in changes}
        DeskUnit.objects.filter(desk__in=said).delete()
        DeskGroup.objects.filter(desk__in=said).delete()
        DeskUnit.objects.bulk_create(
            DeskUnit(desk_id=desk, unit=unit) for desk, a in said.items() for unit in cast(tuple[str, ...], a["units"])
        )
        DeskGroup.objects.bulk_create(
            DeskGroup(desk_id=desk, group_id=groups[letter])
            for desk, a in said.items()
            for letter in cast(tuple[str, ...], a["lines"])
        )


_MODELS: Mapping[Kind, type[models.Model]] = {
    Kind.MUNICIPALITY: Municipality,
    Kind.LINES: TaskGroup,
    Kind.DESTINATIONS: Destination,
    Kind.CHANGES: TaskChange,
    Kind.FEES: Fee,
    Kind.SEASONS: Season,
    Kind.SUSPENSIONS: Suspension,
    Kind.PLACES: ServicePoint,
    Kind.STOPS: Stop,
    Kind.EQUIPMENT: Equipment,
    Kind.OFFERS: Offer,
    Kind.STAFF: Staff,
    Kind.POSTINGS: Posting,
    Kind.COMPETENCES: Competence,
}
_LINKS = {"place": "service_point"}


def _upsert(model: type[models.Model], rows: Sequence[Any], unique: Sequence[str], others: Sequence[str]) -> None:
    """Insert rows, and update those that are there already; a model without other columns has only new rows."""
    kept = {"update_conflicts": True, "unique_fields": unique, "update_fields": others} if others else {}
    cast(Any, model).objects.bulk_create(rows, batch_size=AT_ONCE, **kept)


def _stored(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value
