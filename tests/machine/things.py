"""What the model is made of: places, people, guests, and what is noted of each deed."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

WALL = ZoneInfo("Europe/Copenhagen")


class No(Exception):
    """The model would refuse, with this code."""


@dataclass(frozen=True)
class Task:
    key: str
    letter: str
    needs_judgement: bool = False
    able: frozenset[str] | None = None  # keys of those who may do it, from a day on; None: everybody
    since: date = date.min

    def is_for(self, who: str, day: date) -> bool:
        return self.able is None or (who in self.able and day >= self.since)


@dataclass(frozen=True)
class Desk:
    """A desk; no lines means all of them."""

    id: int
    lines: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Place:
    id: int
    tasks: frozenset[str]
    desks: tuple[Desk, ...]
    room: int | None = None
    shut: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Person:
    """Somebody who acts: where they may serve and draw, and which guest they are (a citizen with a link)."""

    key: str
    staff: int | None = None
    unit: str = ""
    serves: frozenset[int] = frozenset()
    draws: frozenset[int] = frozenset()
    guest: int | None = None


class End(NamedTuple):
    """How a matter ends: outcome, where to, why not."""

    outcome: str
    where: str | None = None
    why: str = ""


NO_END = End("")


class Stamp(NamedTuple):
    who: Person
    at: datetime
    op: UUID


class Stretch(NamedTuple):
    """A stretch of a guest's time, spent on a matter (by its position)."""

    matter: int
    kind: str
    start: datetime
    end: datetime
    desk: int | None
    staff: int | None


@dataclass(eq=False)
class Matter:
    """One thing asked for. `id` is the product's, known once it has answered."""

    place: int
    task: str
    happened: datetime
    unit: str = ""
    end: End = NO_END
    withdrawn: bool = False
    unreliable: bool = False
    id: UUID | None = None

    def __post_init__(self) -> None:
        wall = self.happened.astimezone(WALL)
        self.day, self.weekday, self.minute = wall.date(), wall.weekday(), wall.hour * 60 + wall.minute


@dataclass(eq=False)
class Guest:
    """A visit as it should be now. `now` is the position of the matter it is about."""

    place: int
    line: str
    opened: datetime
    op: UUID
    matters: list[Matter]
    state: str = "waiting"
    label: str = ""
    now: int = 0
    desk: int | None = None
    for_desk: int | None = None
    staff: int | None = None
    announced: datetime | None = None
    ended: datetime | None = None
    ending: str = ""
    lived: list[Stretch] = field(default_factory=list)
    id: int = 0

    def __post_init__(self) -> None:
        self.since = self.queued = self.opened
        self.day = self.opened.astimezone(WALL).date()

    @property
    def current(self) -> Matter:
        return self.matters[self.now]

    @property
    def real(self) -> list[Matter]:
        return [matter for matter in self.matters if not matter.withdrawn]

    def cut(self, at: datetime) -> None:
        """What was until now becomes a stretch."""
        moment = max(at, self.since)
        self.lived.append(Stretch(self.now, self.state, self.since, moment, self.desk, self.staff))
        self.since = moment


@dataclass
class Note:
    """One deed: how its guests and the matters it put right were before, what it began, which older matters it knew."""

    who: str
    at: datetime
    guests: list[tuple[Guest, Guest]] = field(default_factory=list)
    matters: list[tuple[Matter, Matter]] = field(default_factory=list)
    known: list[Matter] = field(default_factory=list)
    begun: list[Matter] = field(default_factory=list)
    born: list[Guest] = field(default_factory=list)
    counted: list[Matter] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not (self.guests or self.matters or self.born or self.counted)

    def remember(self, *guests: Guest) -> None:
        """How guests are before the deed."""
        self.guests += [(guest, deepcopy(guest)) for guest in guests]
        self.known += [guest.current for guest in guests]
