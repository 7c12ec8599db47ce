"""What a municipality has: places with their hours, people, equipment and agreements over time; tasks over time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from velkommen.domain.cooperation import Agreement
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.kinds import DeskRole, PlaceKind, Unit
from velkommen.domain.placement.deciding import Able, Person, TaskRules
from velkommen.domain.steps import Steps
from velkommen.domain.travel import Position

Days = tuple[date | None, date | None]  # first and last local day, both included; None is without end


def within(day: date, days: Days) -> bool:
    first, last = days
    return (first is None or first <= day) and (last is None or day <= last)


@dataclass(frozen=True)
class Suspension:
    """Days on which a task can be done nowhere, and what citizens are told."""

    days: Days
    why: str


@dataclass(frozen=True)
class TaskFacts:
    """A task over time. Without seasons it is always in season."""

    key: str
    rules: Steps[TaskRules]
    suspensions: tuple[Suspension, ...] = ()
    seasons: tuple[Days, ...] = ()


@dataclass(frozen=True)
class Offered:
    """The role a place was given for a task from a day on (None: no longer), and where it stands among the tiles."""

    role: DeskRole | None
    order: int = 0
    at_kiosk: bool = False


@dataclass(frozen=True)
class Posted:
    """Somebody who works at a place. `competences`: key -> the days it holds; `duty` None: nobody keeps their hours."""

    id: int
    name: str
    unit: Unit
    competences: Mapping[str, Days] = field(default_factory=dict)
    duty: Timetable | None = None

    def on(self, day: date) -> Person:
        held = frozenset(key for key, days in self.competences.items() if within(day, days))
        return Person(self.id, Able(self.unit, held))


@dataclass(frozen=True)
class Machine:
    """A piece of equipment, and the days it does not work (a last day of None: until further notice)."""

    kind: str
    out: tuple[Days, ...] = ()

    def works(self, day: date) -> bool:
        return not any(within(day, days) for days in self.out)


@dataclass(frozen=True)
class Place:
    """A service point with all that decides there.

    Args:
        own_hours: task key -> the task's own hours, where it has any; they count inside the staffed hours.
        agreement: steps; a step of None says that nothing is recorded from then on.
    """

    id: int
    slug: str
    name: str
    kind: PlaceKind
    position: Position | None = None
    staffed: Timetable = field(default_factory=Timetable)
    door: Timetable = field(default_factory=Timetable)
    offers: Mapping[str, Steps[Offered]] = field(default_factory=dict)
    own_hours: Mapping[str, Timetable] = field(default_factory=dict)
    people: tuple[Posted, ...] = ()
    machines: tuple[Machine, ...] = ()
    agreement: Steps[Agreement | None] = field(default_factory=Steps)

    def offered(self, task: str, day: date) -> Offered | None:
        """What the place does with a task on a day; None when it was not given it."""
        steps = self.offers.get(task)
        found = steps.at(day) if steps else None
        return found if found and found.role else None

    @property
    def duty_recorded(self) -> bool:
        return any(person.duty is not None for person in self.people)
