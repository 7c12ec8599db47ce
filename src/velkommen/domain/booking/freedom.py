"""When can all of this be done there? People, desks and machines of a day, asked together, and what is taken for one appointment.

An appointment may hold several matters and several people (a family of four passports): one member of staff serves them one after the
other, so it needs somebody who may do all of it, as long as all of it takes.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from velkommen.domain.booking import cells
from velkommen.domain.booking.cells import Mask
from velkommen.domain.booking.days import EVENING, NOON, Kind, Plan, Resource, Share, Taken, in_nth_week
from velkommen.domain.catalogue import TaskFacts
from velkommen.domain.hours.periods import Period
from velkommen.domain.hours.timetable import DAY, wall
from velkommen.domain.kinds import DeskRole
from velkommen.domain.placement.deciding import RANK, Open
from velkommen.domain.placement.facts import Place
from velkommen.domain.placement.town import Town

#: What one comes for by appointment: something is done. Who is only referred needs none.
DONE_THERE = frozenset({DeskRole.COMPLETE, DeskRole.RECEIVE, DeskRole.ASSIST})
#: What is done with the machines of a place, and so needs one.
BY_MACHINE = frozenset({DeskRole.COMPLETE, DeskRole.RECEIVE})
MOST_DAYS = 20_000  # remembered
MOST_NEEDS = 200_000  # remembered: every task on each of those days, at some places; most of them are the same


class Matter(NamedTuple):
    """A task by its key, for so many people."""

    task: str
    people: int = 1


Wanted = tuple[Matter, ...]


@dataclass(frozen=True)
class Bench:
    """A desk, and the letters of the lines it serves; empty: all of them."""

    id: int
    lines: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Blocked:
    """Time of one resource (None: of the whole place) that is not there, but for the days excepted.

    `nth`: only the first (1) to the fourth (4) such weekday of a month, or the last (`LAST`); 0: all of them.
    """

    period: Period
    resource: Resource | None = None
    excepted: frozenset[date] = frozenset()
    nth: int = 0

    def holds(self, day: date) -> bool:
        return self.period.holds(day) and day not in self.excepted and in_nth_week(day, self.nth)


@dataclass(frozen=True)
class Needs:
    """What some matters need at a place on a day.

    Args:
        count: cells, all in all.
        people: member of staff -> the cells they may serve all of it in.
        lines: letters of the lines a desk must serve.
        kinds: equipment, one machine of each.
    """

    count: int
    people: Mapping[int, Mask]
    lines: frozenset[str]
    kinds: frozenset[str]


@dataclass(frozen=True)
class Frame:
    """A day of a place without any appointment: where it begins, how it is divided, who and what is there."""

    midnight: int
    parts: tuple[Mask, ...]
    staffed: Mask
    there: Mapping[Resource, Mask]
    machines: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Chosen:
    """What is taken for one appointment: minutes (see `intervals`), and a person, a desk, machines by id."""

    begins: int
    ends: int
    person: int
    desk: int
    machines: tuple[int, ...]

    @property
    def resources(self) -> tuple[Resource, ...]:
        return (
            Resource(Kind.PERSON, self.person),
            Resource(Kind.DESK, self.desk),
            *(Resource(Kind.MACHINE, machine) for machine in self.machines),
        )


@dataclass
class Capacity:
    """What a municipality can promise, by its rules of this moment. Remembers days; a change of rules makes another one.

    Args:
        desks: service point id -> its desks, by number.
        measured: (service point id, task key) -> minutes it takes there, where that was measured; else the catalogue's.
        blocks: service point id -> the time there that is not for appointments.
    """

    town: Town
    desks: Mapping[int, tuple[Bench, ...]]
    measured: Mapping[tuple[int, str], int] = field(default_factory=dict)
    blocks: Mapping[int, tuple[Blocked, ...]] = field(default_factory=dict)
    _frames: dict[tuple[int, date], Frame] = field(default_factory=dict, repr=False)
    _needs: dict[tuple[int, date, Wanted], Needs | None] = field(default_factory=dict, repr=False)
    _alike: dict[tuple[Hashable, ...], Needs | None] = field(default_factory=dict, repr=False)
    _facts: dict[tuple[str, date], TaskFacts] = field(default_factory=dict, repr=False)
    _fit: dict[tuple[int, frozenset[str]], tuple[int, ...]] = field(default_factory=dict, repr=False)

    def bookable(self, task: str, place: int, day: date) -> bool:
        """Whether something is done there with a task on a day when nothing hinders."""
        return self.town.role(task, place, day) in DONE_THERE

    def minutes(self, wanted: Wanted, place: int, day: date) -> int:
        """How long it takes there, all of it."""
        return sum(self._length(matter.task, place, day) * matter.people for matter in wanted)

    def starts(
        self, wanted: Wanted, place: int, day: date, taken: Collection[Taken], promised: int, step: int, earliest: int
    ) -> tuple[int, ...]:
        """The minutes (see `intervals`) at which an appointment may begin, ascending.

        Args:
            promised: per cent of everybody's time that may be promised away.
            step: minutes of the wall clock between two starts.
            earliest: the first minute it may begin.
        """
        return self.starts_in(self.plan(place, day, taken), wanted, place, day, promised, step, earliest)

    def plan(self, place: int, day: date, taken: Iterable[Taken]) -> Plan:
        """A day of a place with what is promised of it."""
        frame = self.frame(place, day)
        return Plan(frame.there, frame.parts, taken)

    def starts_in(
        self, plan: Plan, wanted: Wanted, place: int, day: date, promised: int, step: int, earliest: int
    ) -> tuple[int, ...]:
        """The same as `starts`, of a plan that was made before."""
        frame = self.frame(place, day)
        after = max(-(-(earliest - frame.midnight) // cells.CELL), 0)
        among = _grid(day, step, self.town.zone) & frame.staffed >> after << after
        return _minutes(frame.midnight, among & self._begin(plan, wanted, place, day, promised) if among else 0)

    def choose(
        self, wanted: Wanted, place: int, day: date, taken: Collection[Taken], promised: int, begins: int
    ) -> Chosen | None:
        """Who and what is taken for an appointment that begins at a minute; None when it cannot be.

        Of those who may serve it, who may do least else, so that the others stay free for what only they may do.
        """
        frame, needs = self.frame(place, day), self.needs(wanted, place, day)
        cell, odd = divmod(begins - frame.midnight, cells.CELL)
        if needs is None or odd or cell < 0:
            return None
        plan = Plan(frame.there, frame.parts, taken)

        def free(resource: Resource, among: Mask = -1) -> bool:
            return bool(plan.starts(resource, needs.count, promised, among) >> cell & 1)

        person = next(
            (p for p in self._rarest(place, day, needs) if free(Resource(Kind.PERSON, p), needs.people[p])), 0
        )
        desk = next((d for d in self._desks(place, needs) if free(Resource(Kind.DESK, d))), 0)
        machines = [
            next((m for m in frame.machines.get(kind, ()) if free(Resource(Kind.MACHINE, m))), 0)
            for kind in sorted(needs.kinds)
        ]
        if not person or not desk or not all(machines):
            return None
        return Chosen(begins, begins + needs.count * cells.CELL, person, desk, tuple(machines))

    def shares(self, place: int, day: date, taken: Collection[Taken], promised: int) -> tuple[Share, ...]:
        """What is promised on a day of the time of people, or of desks where there are fewer: in the morning, the afternoon, the evening
        (see `PARTS`). Each appointment takes one of both.

        Args:
            promised: per cent of it that may be promised away.
        """
        frame = self.frame(place, day)
        plan = Plan(frame.there, frame.parts, taken)
        both = zip(plan.shares(Kind.PERSON, promised), plan.shares(Kind.DESK, promised), strict=True)
        return tuple(min(shares, key=lambda share: share.there) for shares in both)

    def keeps(self, wanted: Wanted, place: int, day: date, chosen: Chosen) -> bool:
        """Whether what was chosen for an appointment is still there for it, and may still do all of it."""
        needs, cells_of = self.needs(wanted, place, day), self._cells_of(place, day, chosen)
        serves = needs.people.get(chosen.person, 0) if needs else 0
        return cells_of & ~serves == 0 and self.lacks(place, day, chosen) is None

    def lacks(self, place: int, day: date, chosen: Chosen) -> Kind | None:
        """What of the chosen is not there any more; None when all of it is."""
        there, wanted = self.frame(place, day).there, self._cells_of(place, day, chosen)
        return next((one.kind for one in chosen.resources if wanted & ~there.get(one, 0)), None)

    def _cells_of(self, place: int, day: date, chosen: Chosen) -> Mask:
        return cells.between(chosen.begins, chosen.ends, self.frame(place, day).midnight)

    def frame(self, place: int, day: date) -> Frame:
        key = (place, day)
        known = self._frames.get(key)
        if known is None:
            if len(self._frames) >= MOST_DAYS:
                self._frames.clear()
            known = self._frames[key] = self._frame(self.town.places[place], day)
        return known

    def needs(self, wanted: Wanted, place: int, day: date) -> Needs | None:
        """What it takes there that day; None when not all of it is ever done there that day."""
        key = (place, day, wanted)
        if key not in self._needs:
            if len(self._needs) >= MOST_NEEDS:
                self._needs.clear()
                self._alike.clear()
            self._needs[key] = self._as_on_days_alike(wanted, place, day)
        return self._needs[key]

    def _as_on_days_alike(self, wanted: Wanted, place: int, day: date) -> Needs | None:
        """Worked out once for days on which everything comes at the same hours."""
        patterns = tuple(self.town.pattern(matter.task, place, day) for matter in wanted)
        key = (wanted, place, self.frame(place, day).parts, patterns)
        if key not in self._alike:
            self._alike[key] = self._needed(wanted, place, day)
        return self._alike[key]

    def _begin(self, plan: Plan, wanted: Wanted, place: int, day: date, promised: int) -> Mask:
        """Where it may begin, whatever the clock shows; worked out once for a plan."""
        known = plan.answers.get((wanted, promised))
        if known is None:
            needs = self.needs(wanted, place, day)
            known = self._open(self.frame(place, day), needs, plan, place, promised) if needs else 0
            plan.answers[wanted, promised] = known
        return known

    def _open(self, frame: Frame, needs: Needs, plan: Plan, place: int, promised: int) -> Mask:
        """Where a person, a desk and a machine of each kind may all begin."""
        count, found = needs.count, 0
        for person, serves in needs.people.items():
            found |= plan.starts(Resource(Kind.PERSON, person), count, promised, serves)
        found = self._with_any(found, plan, Kind.DESK, self._desks(place, needs), count, promised)
        for kind in needs.kinds:
            found = self._with_any(found, plan, Kind.MACHINE, frame.machines.get(kind, ()), count, promised)
        return found

    def _with_any(self, among: Mask, plan: Plan, kind: Kind, ids: tuple[int, ...], count: int, promised: int) -> Mask:
        """Where of some cells one of some desks or machines may begin; mostly the first of them may wherever any may."""
        left = among
        for one in ids:
            if not left:
                break
            left &= ~plan.starts(Resource(kind, one), count, promised)
        return among & ~left

    def _needed(self, wanted: Wanted, place: int, day: date) -> Needs | None:
        found: dict[int, Mask] | None = None
        lines, kinds = set(), set()
        for task in dict.fromkeys(matter.task for matter in wanted):
            role = self.town.role(task, place, day)
            if role not in DONE_THERE:
                return None
            serves = self._serving(task, place, day, role)
            found = serves if found is None else {p: found[p] & serves[p] for p in found if found[p] & serves.get(p, 0)}
            facts = self._on(task, day)
            lines.add(facts.group)
            kinds |= {kind.value for kind in facts.equipment} if role in BY_MACHINE else set()
        if not found:
            return None
        count = cells.cells_for(self.minutes(wanted, place, day))
        return Needs(count, found, frozenset(lines), frozenset(kinds))

    def _serving(self, task: str, place: int, day: date, role: DeskRole) -> dict[int, Mask]:
        """When each may serve a task in the role it was meant in: who would only help with less is no reason to come."""
        midnight = self.frame(place, day).midnight
        found: dict[int, Mask] = {}
        for time in self.town.over(task, place, day, day):
            if RANK[time.verdict.role] < RANK[role]:
                continue
            stretch = cells.between(time.begins, time.ends, midnight)
            for person in time.crew.people:
                if person.able in time.verdict.able:
                    found[person.id] = found.get(person.id, 0) | stretch
        return found

    def _length(self, task: str, place: int, day: date) -> int:
        return self.measured.get((place, task)) or self._on(task, day).minutes

    def _on(self, task: str, day: date) -> TaskFacts:
        """What is known of a task on a day; the same at every place."""
        known = self._facts.get((task, day))
        if known is None:
            known = self._facts[task, day] = self.town.tasks[task].on(day)
        return known

    def _frame(self, place: Place, day: date) -> Frame:
        midnight = wall(day, 0, self.town.zone)
        whole = cells.between(midnight, wall(day, DAY, self.town.zone), midnight)
        noon, evening = (wall(day, minute, self.town.zone) - midnight for minute in (NOON, EVENING))
        edges = (0, cells.cell_of(noon), cells.cell_of(evening), whole.bit_length())
        parts = tuple(cells.span(a, b - a) for a, b in pairwise(edges))
        staffed, there = self._there(place, day, midnight)
        machines: dict[str, tuple[int, ...]] = {}
        for machine in place.machines:
            if machine.works(day):
                machines[machine.kind] = (*machines.get(machine.kind, ()), machine.id)
                there[Resource(Kind.MACHINE, machine.id)] = staffed
        for desk in self.desks.get(place.id, ()):
            there[Resource(Kind.DESK, desk.id)] = staffed
        self._block(place.id, day, midnight, there)
        return Frame(midnight, parts, staffed, there, machines)

    def _block(self, place: int, day: date, midnight: int, there: dict[Resource, Mask]) -> None:
        """Take away what is blocked."""
        for block in self.blocks.get(place, ()):
            if block.holds(day):
                opens, closes = (wall(day, minute, self.town.zone) for minute in block.period.span)
                gone = cells.reaching(opens, closes, midnight)
                for resource in there if block.resource is None else {block.resource} & there.keys():
                    there[resource] &= ~gone

    def _there(self, place: Place, day: date, midnight: int) -> tuple[Mask, dict[Resource, Mask]]:
        """When the place is staffed, and who is there when."""
        staffed = 0
        there: dict[Resource, Mask] = {}
        for stretch in self.town.stretches(place.id, day):
            if stretch.hours is Open.STAFFED:
                found = cells.between(stretch.begins, stretch.ends, midnight)
                staffed |= found
                for person in stretch.crew.people:
                    who = Resource(Kind.PERSON, person.id)
                    there[who] = there.get(who, 0) | found
        return staffed, there

    def _desks(self, place: int, needs: Needs) -> tuple[int, ...]:
        """The desks that serve all the lines it takes, those that serve fewest others first."""
        known = self._fit.get((place, needs.lines))
        if known is None:
            fit = (desk for desk in self.desks.get(place, ()) if not desk.lines or needs.lines <= desk.lines)
            order = sorted(fit, key=lambda desk: (not desk.lines, len(desk.lines), desk.id))
            known = self._fit[place, needs.lines] = tuple(desk.id for desk in order)
        return known

    def _rarest(self, place: int, day: date, needs: Needs) -> Iterable[int]:
        """Those who may serve it, who holds fewest competences first."""
        held = {person.id: len(person.on(day).able.competences) for person in self.town.places[place].people}
        return sorted(needs.people, key=lambda person: (held.get(person, 0), person))


@lru_cache(maxsize=8_192)
def _minutes(midnight: int, found: Mask) -> tuple[int, ...]:
    """The minutes some cells of a day begin with: many places and questions have the same times free."""
    return tuple(midnight + cells.minute_at(cell) for cell in cells.each(found))


@lru_cache(maxsize=4096)
def _grid(day: date, step: int, zone: ZoneInfo) -> Mask:
    """The cells at which a step of the wall clock begins."""
    midnight = wall(day, 0, zone)
    return cells.union(1 << cells.cell_of(wall(day, minute, zone) - midnight) for minute in range(0, DAY, step))
