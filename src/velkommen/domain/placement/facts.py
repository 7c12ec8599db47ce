"""What a municipality has at its places: hours, people, equipment and agreements, over time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import chain

from velkommen.domain.catalogue import Days
from velkommen.domain.cooperation import Agreement
from velkommen.domain.hours.days import A_DAY
from velkommen.domain.hours.periods import Span
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.kinds import DeskRole, PlaceKind, Unit
from velkommen.domain.placement.deciding import Able, Person
from velkommen.domain.steps import Steps
from velkommen.domain.travel import Position


@dataclass(frozen=True)
class Offered:
    """What a place was given of a task from a day on. A role of None is the one the catalogue names."""

    role: DeskRole | None = None
    order: int = 0
    at_kiosk: bool = False


@dataclass(frozen=True)
class Away:
    """Days, both included, on which somebody is not there; with a span only in these minutes of each (see `Span`)."""

    first: date
    last: date
    span: Span | None = None

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Posted:
    """Somebody who works at a place.

    Args:
        competences: key -> the days each hold.
        duty: when they usually serve there; None: nobody keeps their hours.
        shifts: local day -> when they serve there, on the days of which the place's shifts are published (`Place.rostered`).
        away: when they are not there, whatever else is said.
    """

    id: int
    name: str
    unit: Unit
    competences: Mapping[str, tuple[Days, ...]] = field(default_factory=dict)
    duty: Timetable | None = None
    shifts: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    away: tuple[Away, ...] = ()

    def on(self, day: date) -> Person:
        held = frozenset(key for key, all_days in self.competences.items() if any(d.holds(day) for d in all_days))
        return Person(self.id, Able(self.unit, held))


@dataclass(frozen=True)
class Machine:
    """A piece of equipment, and the days it does not work (a last day of None: until further notice)."""

    kind: str
    out: tuple[Days, ...] = ()
    id: int = 0

    def works(self, day: date) -> bool:
        return not any(days.holds(day) for days in self.out)


@dataclass(frozen=True)
class Stop:
    """Where a mobile library stops, and when; its hours are among those of the place."""

    name: str
    position: Position | None
    hours: Timetable


@dataclass(frozen=True)
class Place:
    """A service point with all that decides there.

    Args:
        offers: task key -> steps; a step of None ends it.
        own_hours: task key -> the task's own hours, where it has any; they count inside the staffed hours.
        suspensions: task key -> the days it is not done here.
        rostered: the days on which the shifts decide who is on duty, and nothing else does: who has none is not there.
    """

    id: int
    slug: str
    name: str
    kind: PlaceKind
    position: Position | None = None
    staffed: Timetable = field(default_factory=Timetable)
    door: Timetable = field(default_factory=Timetable)
    offers: Mapping[str, Steps[Offered | None]] = field(default_factory=dict)
    own_hours: Mapping[str, Timetable] = field(default_factory=dict)
    suspensions: Mapping[str, tuple[Days, ...]] = field(default_factory=dict)
    people: tuple[Posted, ...] = ()
    machines: tuple[Machine, ...] = ()
    stops: tuple[Stop, ...] = ()
    agreement: Steps[Agreement] = field(default_factory=Steps)
    rostered: frozenset[date] = frozenset()

    def offered(self, task: str, day: date) -> Offered | None:
        """What the place does with a task on a day; None when it was not given it."""
        steps = self.offers.get(task)
        return steps.at(day) if steps else None

    def suspended(self, task: str, day: date) -> Days | None:
        return next((days for days in self.suspensions.get(task, ()) if days.holds(day)), None)

    def stop_at(self, local: datetime) -> Stop | None:
        """The stop a mobile library stands at, at an aware local moment."""
        return next((stop for stop in self.stops if stop.hours.is_open(local)), None)

    def hours_kept(self, day: date) -> bool:
        """Whether it is known who is on duty on a day; else all who are posted are taken to be there."""
        return self.duty_recorded or day in self.rostered

    @cached_property
    def duty_recorded(self) -> bool:
        """Whether anybody's usual hours are kept."""
        return any(person.duty is not None for person in self.people)

    @cached_property
    def turns(self) -> tuple[date, ...]:
        """The days, ascending, on which what is agreed, who is able to do what, or what works becomes other than the day before."""
        held = (days for person in self.people for days in person.competences.values())
        out = (machine.out for machine in self.machines)
        return turns((*held, *out, *self.suspensions.values()), self.agreement.days)


def turns(stretches: Iterable[Iterable[Days]], steps: Iterable[date]) -> tuple[date, ...]:
    """The days, ascending, on which a stretch begins, is over, or a step is taken."""
    edges = (edge for days in chain.from_iterable(stretches) for edge in (days.first, _after(days.last)) if edge)
    return tuple(sorted({*edges, *steps}))


def _after(day: date | None) -> date | None:
    return day + A_DAY if day and day < date.max else None
