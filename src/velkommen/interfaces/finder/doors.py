"""A place as the notice on its door: hours in words, days that are different, what is done there, the stops of a bus."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from velkommen.apps.places.models import Equipment, OpeningPeriod, ServicePoint, Stop
from velkommen.domain.catalogue import TaskFacts
from velkommen.domain.hours import words as hours
from velkommen.domain.hours.periods import Period
from velkommen.domain.kinds import DeskRole, HoursLayer
from velkommen.domain.placement.deciding import RANK
from velkommen.domain.placement.facts import Place
from velkommen.domain.placement.town import Town
from velkommen.interfaces.finder.searching import Directory
from velkommen.interfaces.finder.words import WHEELCHAIRS
from velkommen.shared import clock, wording_hours
from velkommen.shared.danish import collation
from velkommen.shared.wording_tasks import DOES, next_season, task_name

DAYS_AHEAD = 60  # for which days that are not as usual are said


@dataclass(frozen=True)
class TaskThere:
    """A task as a place has it: its own hours there (lines; none: those of the place), and why it is not done there today."""

    facts: TaskFacts
    hours: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class TasksThere:
    """What a place does in one role."""

    does: str
    tasks: tuple[TaskThere, ...]


@dataclass(frozen=True)
class StopThere:
    """A stop with its lines, in the order of the week."""

    stop: Stop
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Door:
    """All that a notice says."""

    now: str
    staffed: tuple[str, ...]
    alone: tuple[str, ...]
    different: tuple[str, ...]
    different_alone: tuple[str, ...]
    groups: tuple[TasksThere, ...]
    stops: tuple[StopThere, ...]
    equipment: tuple[Equipment, ...]
    wheelchair: str


def now(place: Place, at: datetime) -> str:
    """What is true of a place at a moment, in one or two sentences."""
    return wording_hours.now(hours.situation(place.door, place.staffed, clock.local(at)))


def today(place: Place, day: date) -> str:
    """The hours of a day; those without staff where there are no others."""
    spans = place.staffed.spans(day) or place.door.spans(day)
    why = "" if spans else place.staffed.why_closed(day)
    return wording_hours.hours(spans) + (f" ({why})" if why else "")


def door(directory: Directory, place: Place, point: ServicePoint, at: datetime) -> Door:
    """What the page of a place shows (two statements)."""
    day = clock.local_day(at)
    return Door(
        now=now(place, at),
        staffed=_lines(place.staffed.periods, day),
        alone=_lines(place.door.periods, day),
        different=tuple(map(wording_hours.different, hours.different(place.staffed, day, DAYS_AHEAD))),
        different_alone=tuple(map(wording_hours.different, hours.different(place.door, day, DAYS_AHEAD))),
        groups=tuple(_groups(directory, place, day)),
        stops=_stops(point, day),
        equipment=tuple(Equipment.objects.filter(service_point=point).exclude(accessibility="")),
        wheelchair=str(WHEELCHAIRS.get(point.wheelchair, "")),
    )


def _lines(periods: Sequence[Period], day: date) -> tuple[str, ...]:
    return tuple(map(wording_hours.line, hours.lines(periods, day)))


def _groups(directory: Directory, place: Place, day: date) -> list[TasksThere]:
    by_role: dict[DeskRole, list[TaskThere]] = {}
    for key, facts in directory.tasks.items():
        role = directory.town.role(key, place.id, day)
        if role:
            by_role.setdefault(role, []).append(_task(directory.town, place, facts, day))
    ordered = sorted(by_role.items(), key=lambda one: -RANK[one[0]])
    return [
        TasksThere(str(DOES[role]), tuple(sorted(tasks, key=lambda one: collation(task_name(one.facts)))))
        for role, tasks in ordered
    ]


def _task(town: Town, place: Place, facts: TaskFacts, day: date) -> TaskThere:
    own = place.own_hours.get(facts.key)
    return TaskThere(facts, _lines(own.periods, day) if own else (), _why_not(town, place, facts.key, day))


def _why_not(town: Town, place: Place, task: str, day: date) -> str:
    """Why nobody gets it there on a day, however long the place is open; empty where nothing of the kind is known."""
    entry = town.tasks[task]
    off = entry.suspended(day) or place.suspended(task, day)
    return off.why if off else next_season(entry, day)


def _stops(point: ServicePoint, day: date) -> tuple[StopThere, ...]:
    """The timetable of a mobile library, a stop where it is first in the week first."""
    rows = OpeningPeriod.objects.filter(service_point=point, layer=HoursLayer.STAFFED.value, stop__isnull=False)
    by_stop: dict[int, list[Period]] = {}
    stops: dict[int, Stop] = {}
    for row in rows.select_related("stop"):
        assert row.stop is not None
        stops[row.stop.pk] = row.stop
        by_stop.setdefault(row.stop.pk, []).append(row.period())
    first = {pk: min((min(period.weekdays), period.span) for period in periods) for pk, periods in by_stop.items()}
    return tuple(StopThere(stops[pk], _lines(by_stop[pk], day)) for pk in sorted(by_stop, key=lambda pk: first[pk]))
