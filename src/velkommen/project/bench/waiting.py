"""The course of `velkommen bench waits`: how far off the told wait is on a mixed desk, beside the estimate everybody uses.

Scored over those who had to wait: people who are called at once are told so by both.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from statistics import fmean
from typing import Any

from velkommen.domain.waiting.replay import Busy, Person, Wait, Waiter, replay
from velkommen.project.bench.load import percentile
from velkommen.project.bench.mixed_desk import CLERKS, OVERALL, RATES, TASKS, Came, Clerk, Moment, day

DAYS = 60  # for each arrival rate
SEED = 2010
AT_ONCE = 1e-9  # minutes

Estimator = Callable[[Moment, Random], Wait]


@dataclass(frozen=True)
class Score:
    """How an estimate did at one arrival rate.

    Args:
        waited: how many had to wait.
        error, naive: mean absolute error in minutes, and that of the naive estimate.
        inside: the share (0 to 1) that was called inside the range that is to hold four times of five.
        took: milliseconds of processor time of each estimate.
    """

    rate: float
    waited: int
    error: float
    naive: float
    inside: float
    took: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """How many times smaller the error is than the naive one."""
        return self.naive / self.error

    def told(self) -> dict[str, float]:
        """As programs read it: minutes, per cent, milliseconds."""
        return {
            "arrivals_per_hour": self.rate,
            "waited": self.waited,
            "naive_error_minutes": round(self.naive, 2),
            "error_minutes": round(self.error, 2),
            "ratio": round(self.ratio, 2),
            "inside_percent": round(100 * self.inside, 1),
            "p50_ms": round(percentile(self.took, 0.5), 3),
            "p99_ms": round(percentile(self.took), 3),
        }


def estimates(days: int = DAYS, seed: int = SEED) -> dict[str, Any]:
    """The `figures` of WAITING_AIMS by name, and under `rates` the errors behind them, arrival rate by arrival rate."""
    scores = [score(rate, days, seed) for rate in RATES]
    took = [one for found in scores for one in found.took]
    inside = [100 * found.inside for found in scores]
    figures = {f"waits_ratio_{found.rate:g}": found.ratio for found in scores} | {
        "waits_inside_least": min(inside),
        "waits_inside_most": max(inside),
        "waits_p50_ms": percentile(took, 0.5),
        "waits_p99_ms": percentile(took),
    }
    return {"figures": figures, "rates": [found.told() for found in scores]}


def score(rate: float, days: int, seed: int = SEED, estimator: Estimator | None = None) -> Score:
    """How an estimator (that of the house, if none is given) does over so many days."""
    asked = estimator or replayed
    took: list[float] = []
    rows: list[tuple[float, Wait, float]] = []
    for came in _waited(rate, days, seed):
        chance = Random(seed)  # noqa: S311 - no secret
        begun = time.thread_time()
        wait = asked(came.moment, chance)
        took.append((time.thread_time() - begun) * 1000)
        rows.append((came.waited, wait, naive(came.moment)))
    return Score(
        rate=rate,
        waited=len(rows),
        error=fmean(abs(waited - wait.middle) for waited, wait, _ in rows),
        naive=fmean(abs(waited - simple) for waited, _, simple in rows),
        inside=fmean(wait.low <= waited <= wait.high for waited, wait, _ in rows),
        took=tuple(took),
    )


def naive(moment: Moment) -> float:
    """Those ahead times the mean over the open desks; nothing where somebody able is free."""
    if moment.somebody_is_free:
        return 0.0
    return (len(moment.line) + 1) * OVERALL / len(moment.on_duty)


def replayed(moment: Moment, chance: Random) -> Wait:
    """The estimate of the house."""
    return _replayed(moment, chance, lambda task: tuple(n for n, clerk in enumerate(CLERKS) if task in clerk.tasks))


def without_competence(moment: Moment, chance: Random) -> Wait:
    """The same for those who believe that everybody can do everything: what knowing competence is worth."""
    return _replayed(moment, chance, lambda _: tuple(range(len(CLERKS))))


def _replayed(moment: Moment, chance: Random, able: Callable[[str], tuple[int, ...]]) -> Wait:
    people = [_person(clerk, moment, busy) for clerk, busy in zip(CLERKS, moment.busy, strict=True)]
    line = [Waiter(able(task), TASKS[task].lasting) for task in moment.line]
    found = replay(people, line, able(moment.task), chance)
    assert found is not None  # everybody comes back from their break
    return found


def _person(clerk: Clerk, moment: Moment, busy: tuple[str, float] | None) -> Person:
    there = tuple((begins - moment.minute, ends - moment.minute) for begins, ends in clerk.there)
    return Person(there, busy and Busy(TASKS[busy[0]].lasting, moment.minute - busy[1]))


def _waited(rate: float, days: int, seed: int) -> Iterator[Came]:
    for number in range(days):
        came = day(rate, Random(f"{seed}:{rate}:{number}"))  # noqa: S311 - invented days, no secret
        yield from (one for one in came if one.waited > AT_ONCE)
