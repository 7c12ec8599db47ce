"""The line, served again and again as it may go from here on: who can do what, who is there until when, how long matters last.

First come first served among those the free person may serve. Who comes later takes nothing from those before: a person who could
serve somebody earlier serves them first. So the line is gone through once, in order, each getting whoever able is free soonest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from random import Random
from typing import NamedTuple

from velkommen.domain.waiting.lasting import DRAWS, Draws, Lasting

LOW, HIGH = 0.1, 0.9  # the range that is to hold four times of five
AHEAD_IN_FULL = 20  # people in line for whom every draw is replayed; for more of them fewer, so that no line takes long
FEWEST = 16  # replays
Window = tuple[float, float]  # minutes from now: there from, gone at


class Busy(NamedTuple):
    """What somebody is busy with: how long such a matter takes, and for how many minutes it has been going on."""

    lasting: Lasting
    passed: float


class Person(NamedTuple):
    """Somebody at the desks.

    Args:
        there: when, in order; who is there now begins at 0 or before. What is begun is finished.
        busy: with what they are now; None when free.
    """

    there: tuple[Window, ...]
    busy: Busy | None = None


class Waiter(NamedTuple):
    """Somebody in line: who may serve them (numbers of people, in the order in which the free are tried), and how long it takes."""

    by: tuple[int, ...]
    lasting: Lasting


@dataclass(frozen=True)
class Wait:
    """Minutes until one is called: one in ten waits less than `low`, one in ten more than `high`."""

    low: float
    middle: float
    high: float


def replay(people: Sequence[Person], line: Sequence[Waiter], mine: Sequence[int], chance: Random) -> Wait | None:
    """How long somebody waits who comes after everybody in `line` and may be served by the people numbered in `mine`.

    None when none of them is there any more.
    """
    free = [_free(person, chance) for person in people]
    able = [number for number in mine if min(free[number]) < inf]
    if not able:
        return None
    ahead = [waiter for waiter in line if any(min(free[number]) < inf for number in waiter.by)]
    times = DRAWS if len(ahead) <= AHEAD_IN_FULL else max(DRAWS * AHEAD_IN_FULL // len(ahead), FEWEST)
    lasts = [one.lasting.draws(chance)[:times] for one in ahead]
    waits = _run([draws[:times] for draws in free], [person.there for person in people], ahead, lasts, able)
    waits.sort()
    return Wait(_at(waits, LOW), _at(waits, 0.5), _at(waits, HIGH))


def _free(person: Person, chance: Random) -> Draws:
    """In each replay, when somebody can first take the next one."""
    there = person.there
    if person.busy is None:
        return (_next(there, 0.0),) * DRAWS
    return tuple([_next(there, left) for left in person.busy.lasting.remaining(person.busy.passed, chance)])


def _next(there: Sequence[Window], minute: float) -> float:
    """The first minute from one on at which somebody is there; `inf` when there is none."""
    for begins, ends in there:
        if minute < ends:
            return max(minute, begins)
    return inf


def _run(
    free: Sequence[Draws],
    there: Sequence[Sequence[Window]],
    line: Sequence[Waiter],
    lasts: Sequence[Draws],
    mine: Sequence[int],
) -> list[float]:
    """The wait in each replay. The one loop that has to be quick: plain lists, no call but the rare one at the end of a window."""
    first_end = [windows[0][1] if windows else inf for windows in there]
    by, waits = [waiter.by for waiter in line], []
    for number, start in enumerate(zip(*free, strict=True)):
        at = list(start)
        for able, lasting in zip(by, lasts, strict=True):
            who = able[0]
            soonest = at[who]
            for other in able:
                if at[other] < soonest:
                    who, soonest = other, at[other]
            done = soonest + lasting[number]
            at[who] = done if done < first_end[who] else _next(there[who], done)
        waits.append(min([at[one] for one in mine]))
    return waits


def _at(ordered: Sequence[float], part: float) -> float:
    """The value under which a part of them lies, between its neighbours; `inf` only where both are."""
    where = part * len(ordered) - 0.5
    below, above = ordered[int(where)], ordered[int(where) + 1]
    return below + (above - below) * (where - int(where)) if above < inf else below
