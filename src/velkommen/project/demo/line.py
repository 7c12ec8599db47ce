"""One day at the desks of a place: people draw numbers, wait, are called and served, first come first served.

All times are whole seconds after local midnight. Plain Python: a `Random` in, `Stay`s out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from random import Random
from typing import NamedTuple

from velkommen.domain.kinds import Unit
from velkommen.domain.lifecycle import Ending, State
from velkommen.domain.outcomes import Outcome
from velkommen.project.demo.pattern import End, Mix, TaskFacts, end_of

NO_SHOW, SECOND_MATTER, PARKED, FORGOTTEN = 0.08, 0.05, 0.025, 0.003
PATIENCE = (1500, 5400)  # seconds after which somebody who still waits goes home
BRISK = 0.78  # how much shorter than the catalogue's guess a matter takes here


class Segment(NamedTuple):
    """A stretch of a stay in one state, at work on one of its matters."""

    kind: State
    starts: int
    ends: int
    matter: int


@dataclass(frozen=True)
class Worker:
    """Somebody at a desk for a stretch of a day."""

    desk: int
    staff: int
    unit: Unit
    starts: int
    ends: int


@dataclass
class Stay:
    """One visit to be: its matters with their ends, and its segments without a gap."""

    arrival: int
    tasks: list[TaskFacts]
    ends: list[End] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    ending: Ending | None = None
    worker: Worker | None = None
    unreliable: bool = False

    @property
    def over(self) -> int:
        """When the last segment ends."""
        return self.segments[-1].ends if self.segments else self.arrival


@dataclass(frozen=True)
class Habits:
    """What the outcome of a matter depends on besides the task."""

    mix: Mix
    at_library: bool
    together: bool


def serve_all(
    arrivals: Sequence[tuple[int, TaskFacts]], workers: Sequence[Worker], habits: Habits, rng: Random
) -> list[Stay]:
    """Serve people in the order they came, at whichever desk is free first."""
    desks = [(worker.starts, index) for index, worker in enumerate(workers)]
    heapify(desks)
    stays = []
    for arrival, task in arrivals:
        free, index = _first_free(desks, workers)
        stay = _stay(arrival, task, free, workers[index], habits, rng)
        stays.append(stay)
        heappush(desks, (stay.over if stay.ending is not Ending.LEFT else free, index))
    return stays


def _first_free(desks: list[tuple[int, int]], workers: Sequence[Worker]) -> tuple[int, int]:
    """The desk that is free first; those whose stretch is over go home, but never the last one."""
    free, index = heappop(desks)
    while desks and free >= workers[index].ends:
        free, index = heappop(desks)
    return free, index


def _stay(arrival: int, task: TaskFacts, free: int, worker: Worker, habits: Habits, rng: Random) -> Stay:
    stay = Stay(arrival, [task])
    called = max(arrival + rng.randrange(4, 40), free + rng.randrange(5, 60))
    patience = rng.randrange(*PATIENCE)
    if called - arrival > patience:
        stay.segments.append(Segment(State.WAITING, arrival, arrival + patience, 0))
        return _gone(stay, Ending.LEFT)
    stay.worker = worker
    stay.segments.append(Segment(State.WAITING, arrival, called, 0))
    if rng.random() < NO_SHOW:
        stay.segments.append(Segment(State.CALLED, called, called + rng.randrange(80, 200), 0))
        return _gone(stay, Ending.NO_SHOW)
    begins = called + rng.randrange(8, 50)
    stay.segments.append(Segment(State.CALLED, called, begins, 0))
    return _served(stay, begins, worker.unit, habits, rng)


def _gone(stay: Stay, ending: Ending) -> Stay:
    stay.ending, stay.ends = ending, [End(Outcome.LEFT)]
    return stay


def _served(stay: Stay, begins: int, unit: Unit, habits: Habits, rng: Random) -> Stay:
    if rng.random() < SECOND_MATTER:
        stay.tasks += habits.mix.draw(rng, 1)
    for matter, task in enumerate(stay.tasks):
        end = end_of(task, unit, habits.at_library, habits.together, rng)
        stay.ends.append(end)
        for segment in _at_desk(begins, matter, task, end, rng):
            stay.segments.append(segment)
            begins = segment.ends
    if rng.random() < FORGOTTEN:
        last = stay.segments.pop()
        stay.segments.append(last._replace(ends=last.ends + rng.randrange(1800, 4200)))
        stay.unreliable = True
    stay.ending = Ending.FINISHED
    return stay


def _at_desk(begins: int, matter: int, task: TaskFacts, end: End, rng: Random) -> Iterator[Segment]:
    served = max(30, int(task.minutes * 60 * BRISK * rng.lognormvariate(-0.12, 0.5)))
    away = _away(end, rng)
    if away is None:
        yield Segment(State.SERVING, begins, begins + served, matter)
        return
    left, back = begins + served // 2, begins + served // 2 + rng.randrange(150, 600)
    yield Segment(State.SERVING, begins, left, matter)
    yield Segment(away, left, back, matter)
    yield Segment(State.SERVING, back, back + served - served // 2, matter)


def _away(end: End, rng: Random) -> State | None:
    """Whether somebody fills in a form or sees an expert midway."""
    if end.outcome is Outcome.SOLVED_WITH_EXPERT:
        return State.WITH_EXPERT
    return State.PARKED if rng.random() < PARKED else None


def cut(stay: Stay, now: int) -> Stay:
    """The same stay at a moment of the day: what has not begun yet is not there, what goes on is open (no ending)."""
    begun = [segment for segment in stay.segments if segment.starts <= now]
    if stay.over <= now:
        return stay
    matters = begun[-1].matter + 1
    seen = Stay(stay.arrival, stay.tasks[:matters], stay.ends[: matters - 1], begun, None, None, stay.unreliable)
    if begun[-1].kind is not State.WAITING:
        seen.worker = stay.worker
    return seen
