"""How able somebody is, how they became so, and what counts when it is asked who can do a task."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple, Protocol

DAY = timedelta(days=1)


class Level(StrEnum):
    """How able: has seen it done, does it with a colleague beside them, does it alone, teaches others."""

    SEES = "sees"
    WITH_HELP = "with_help"
    ALONE = "alone"
    TEACHES = "teaches"


class Won(StrEnum):
    """How a competence came to be."""

    COURSE = "course"
    PEER = "peer"
    EXAM = "exam"
    BEFORE = "before"
    UNKNOWN = "unknown"


RANK: Mapping[Level, int] = MappingProxyType({level: rank for rank, level in enumerate(Level)})
#: With these somebody can be left alone with a citizen; only they count when it is asked who can do a task.
COUNTS = frozenset({Level.ALONE, Level.TEACHES})
#: Those who cannot yet: on the way.
ON_THE_WAY = frozenset(Level) - COUNTS


class Needing(Protocol):
    """A task, as far as it says what it takes."""

    @property
    def key(self) -> str: ...
    @property
    def competence(self) -> str: ...


def expertise(task: Needing) -> str:
    """The key of the competence by which somebody answers for a task: what it takes, or the task's own key where it takes none."""
    return task.competence or task.key


class Held(NamedTuple):
    """A level held on some local days, both included (None: without end)."""

    first: date
    last: date | None
    level: Level

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def meets(self, other: "Held") -> bool:
        """Whether they have a day in common."""
        return (other.last is None or self.first <= other.last) and (self.last is None or other.first <= self.last)


def room_for(held: Held, new: Held) -> tuple[Held, ...] | None:
    """What is left of a level when a higher one holds on some of its days: the days before and after them.

    None: the new one is not higher, so that those days are taken.
    """
    if not held.meets(new):
        return (held,)
    if RANK[new.level] <= RANK[held.level]:
        return None
    before = held._replace(last=new.first - DAY) if held.first < new.first else None
    after = None
    if new.last is not None and (held.last is None or new.last < held.last):
        after = held._replace(first=new.last + DAY)
    return tuple(part for part in (before, after) if part)
