"""A line as it is now, asked how long the wait is: for a newcomer with a task, or for somebody who is in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf
from random import Random
from typing import NamedTuple

from velkommen.domain.line import Rank
from velkommen.domain.waiting.lasting import Lasting
from velkommen.domain.waiting.ranges import STEPS, WaitRange, rounded
from velkommen.domain.waiting.replay import Person, Wait, Waiter, replay

ENOUGH = 20  # matters of a task before its measured minutes are used (our own limit)
ASSUMED_CV = 0.7  # how much the minutes vary where they were not measured (an assumption)
SPREAD = 0.5  # around the longest current wait, half of it each way (an assumption)
LONGEST = float(STEPS[-1])  # minutes: beyond this a wait is "more than"
MOST_AHEAD = 120  # who are gone through in order; those behind them lengthen the wait in proportion


class How(StrEnum):
    """How a wait was estimated."""

    MEASURED = "measured"  # the line replayed with minutes measured here
    ASSUMED = "assumed"  # the same with the minutes of the catalogue
    LONGEST = "longest"  # too little measured: from how long the one who waits longest for that task has waited by now


class Known(NamedTuple):
    """How long a task takes, and whether that was measured often enough."""

    lasting: Lasting
    measured: bool


class Queued(NamedTuple):
    """Somebody who waits.

    Args:
        key: what the line is sorted by. An appointment whose time has not come counts as before whoever comes now: mostly it will be.
        waited: minutes so far.
        by: who may serve them: numbers of people.
    """

    id: int
    key: Rank
    task: str
    waited: float
    by: tuple[int, ...]


class At(NamedTuple):
    """Somebody at the desks or expected there; `task` is that of the matter they are busy with, empty when free."""

    person: Person
    task: str = ""


@dataclass(frozen=True)
class Told:
    """A wait and how it was estimated."""

    wait: Wait
    how: How

    @property
    def range(self) -> WaitRange:
        return rounded(self.wait)


@dataclass(frozen=True)
class Line:
    """All that decides of the wait at one place at one moment.

    Args:
        people: who sits at the desks or comes later by the roster.
        besides: on duty without a desk, numbered after the others: one of them is fetched, only where none of the others ever can.
        queue: in the order in which they are called.
        known: task key -> how long it takes, of every task that is asked about.
        seed: of the chance; the same line gives the same answer.
    """

    people: Sequence[At]
    besides: Sequence[At]
    queue: Sequence[Queued]
    known: Mapping[str, Known]
    seed: int
    _replayed: dict[tuple[int, ...], Wait | None] = field(default_factory=dict, init=False, compare=False, repr=False)

    def newcomer(self, task: str, by: tuple[int, ...]) -> Told | None:
        """The wait of somebody who comes now; None when nobody who can is there today any more."""
        return self._told(task, by, self.queue)

    def of(self, number: int) -> Told | None:
        """The wait from now on of somebody in line by id; None also when they are not."""
        mine = next((one for one in self.queue if one.id == number), None)
        return mine and self._told(mine.task, mine.by, [one for one in self.queue if one.key < mine.key])

    def _told(self, task: str, by: tuple[int, ...], ahead: Sequence[Queued]) -> Told | None:
        asked = (len(ahead), *by)  # whoever may be served by the same people waits as long, whatever for
        if asked not in self._replayed:
            self._replayed[asked] = self._wait(by, ahead)
        wait = self._replayed[asked]
        if wait is None:
            return None
        busy = [one.task for one in self.people if one.task]
        before = [self.known[key].measured for key in (*busy, *(one.task for one in ahead))]
        if 2 * sum(before) >= len(before) or not wait.high:
            return Told(wait, How.MEASURED)
        waited = max((one.waited for one in ahead if one.task == task), default=0.0)
        return Told(_around(waited, wait), How.LONGEST) if waited else Told(wait, How.ASSUMED)

    def _wait(self, by: tuple[int, ...], ahead: Sequence[Queued]) -> Wait | None:
        wait = self._replay(self.people, [one for one in by if one < len(self.people)], ahead)
        fetched = next((one for one in by if one >= len(self.people)), None)
        return self._fetching(fetched, ahead) if wait is None and fetched is not None else wait

    def _fetching(self, fetched: int, ahead: Sequence[Queued]) -> Wait | None:
        """The wait for one of those without a desk, who then serves whoever in line they may."""
        last = len(self.people)
        before = ((one, [number for number in one.by if number < last]) for one in ahead)
        line = [
            one._replace(by=(*at_desks, last) if fetched in one.by else tuple(at_desks)) for one, at_desks in before
        ]
        return self._replay([*self.people, self.besides[fetched - last]], [last], line)

    def _replay(self, people: Sequence[At], by: Sequence[int], ahead: Sequence[Queued]) -> Wait | None:
        there = len(people)
        able = ((tuple([number for number in one.by if number < there]), one.task) for one in ahead)
        line = [Waiter(who, self.known[task].lasting) for who, task in able if who]
        chance = Random(self.seed)  # noqa: S311 - no secret
        found = replay([one.person for one in people], line[:MOST_AHEAD], by, chance)
        return found and _longer(found, max(len(line) / MOST_AHEAD, 1.0))


def _longer(wait: Wait, times: float) -> Wait:
    """A wait so many times as long, none of its minutes beyond the longest that is told."""
    low, middle, high = (
        min(minutes * times, LONGEST) if minutes < inf else LONGEST for minutes in (wait.low, wait.middle, wait.high)
    )
    return Wait(low, middle, high)


def _around(waited: float, assumed: Wait) -> Wait:
    """What somebody has waited by now, with a range that is no narrower than what the assumed minutes give."""
    middle = min(waited, LONGEST)
    return Wait(min(middle * (1 - SPREAD), assumed.low), middle, min(max(middle * (1 + SPREAD), assumed.high), LONGEST))
