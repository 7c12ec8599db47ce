"""A joint desk where competence is mixed, played through: who comes, who serves whom when, and so how long each one waited.

The scenario "mixed desk" that the house is measured by: the shares of tasks follow the report's chart (2010) for Skanderborg;
minutes, spread and arrivals are assumptions. Times are minutes after opening.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import inf
from random import Random
from typing import NamedTuple

from velkommen.domain.waiting.lasting import Lasting
from velkommen.domain.waiting.replay import Window

OPEN_MINUTES = 480
RATES = (7, 9, 10, 12)  # arrivals an hour
MORNING, IN_MORNING, OTHERWISE = (60, 240), 1.35, 0.8  # times the rate


class Task(NamedTuple):
    """Its part of all who come, and how long it takes."""

    share: float
    lasting: Lasting


class Clerk(NamedTuple):
    """What somebody can, and when they are there: what is begun is finished first."""

    tasks: frozenset[str]
    there: tuple[Window, ...]


TASKS: Mapping[str, Task] = {
    "passport": Task(0.33, Lasting(12, 0.5)),
    "other": Task(0.34, Lasting(4, 0.9)),
    "driving_licence": Task(0.10, Lasting(8, 0.5)),
    "rest": Task(0.23, Lasting(6, 0.7)),
}
#: In the order of the alphabet (A, B, C), in which the free are tried.
CLERKS = (
    Clerk(frozenset(TASKS), ((0, 180), (210, inf))),
    Clerk(frozenset({"other", "driving_licence", "rest"}), ((0, inf),)),
    Clerk(frozenset({"other", "rest"}), ((0, 120), (180, inf))),
)
OVERALL = sum(task.share * task.lasting.mean for task in TASKS.values())  # mean minutes of a matter


@dataclass(frozen=True)
class Moment:
    """What is known when somebody comes with a task.

    Args:
        line: the tasks of those who wait, first come first.
        busy: of each clerk the task they are busy with and since when; None when they are free.
    """

    minute: float
    task: str
    line: tuple[str, ...]
    busy: tuple[tuple[str, float] | None, ...]

    @property
    def on_duty(self) -> list[int]:
        return [number for number, clerk in enumerate(CLERKS) if _there(clerk, self.minute)]

    @property
    def somebody_is_free(self) -> bool:
        return any(self.busy[one] is None and self.task in CLERKS[one].tasks for one in self.on_duty)


class Came(NamedTuple):
    """One who came, and the minutes until they were called."""

    moment: Moment
    waited: float


def arrivals(rate: float, chance: Random) -> list[tuple[float, str]]:
    """Who comes on a day: when and with what, in order."""
    found, minute, most = [], 0.0, rate * IN_MORNING / 60
    while (minute := minute + chance.expovariate(most)) < OPEN_MINUTES:
        times = IN_MORNING if MORNING[0] <= minute < MORNING[1] else OTHERWISE
        if chance.random() < times / IN_MORNING:
            found.append((minute, chance.choices(list(TASKS), [task.share for task in TASKS.values()])[0]))
    return found


def day(rate: float, chance: Random) -> list[Came]:
    """A day with so many arrivals an hour, until the last one has been called."""
    return list(_Day(arrivals(rate, chance), chance).run())


class _Day:
    def __init__(self, came: list[tuple[float, str]], chance: Random) -> None:
        self._came, self._chance = came, chance
        self._line: list[int] = []
        self._serving: list[tuple[int, float] | None] = [None] * len(CLERKS)
        self._moments: dict[int, Moment] = {}

    def run(self) -> Iterator[Came]:
        """Event by event: somebody comes, a matter is done, a break is over."""
        back = [(begins, -1, -1) for clerk in CLERKS for begins, _ in clerk.there]
        events = [*back, *((minute, number, -1) for number, (minute, _) in enumerate(self._came))]
        heapify(events)
        while events:
            minute, number, clerk = heappop(events)
            if clerk >= 0:
                self._serving[clerk] = None
            elif number >= 0:
                self._moments[number] = self._seen(minute, self._came[number][1])
                self._line.append(number)
            for who, called, lasting in self._call(minute):
                heappush(events, (minute + lasting, -1, who))
                yield Came(self._moments[called], minute - self._came[called][0])

    def _call(self, minute: float) -> Iterator[tuple[int, int, float]]:
        """Who calls whom now, and for how long."""
        for who, clerk in enumerate(CLERKS):
            mine = (number for number in self._line if self._came[number][1] in clerk.tasks)
            free = self._serving[who] is None and _there(clerk, minute)
            called = next(mine, None) if free else None
            if called is not None:
                self._line.remove(called)
                self._serving[who] = (called, minute)
                middle, width = TASKS[self._came[called][1]].lasting.logarithm()
                yield who, called, self._chance.lognormvariate(middle, width)

    def _seen(self, minute: float, task: str) -> Moment:
        busy = tuple(one and (self._came[one[0]][1], one[1]) for one in self._serving)
        return Moment(minute, task, tuple(self._came[number][1] for number in self._line), busy)


def _there(clerk: Clerk, minute: float) -> bool:
    return any(begins <= minute < ends for begins, ends in clerk.there)
