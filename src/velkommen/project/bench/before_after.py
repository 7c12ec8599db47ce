"""The course of `velkommen bench effects`: does the method of before and after keep its word where the truth is known?

Municipalities are simulated (`simulated`), asked with their comparison places and without, and the intervals held against what was
planted. What the same intervals would cover without the correction for weeks that resemble each other stands beside it. No house is
needed.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from django.utils.translation import gettext

from velkommen.domain.effects.judging import Answer, Question, Verdict, judge
from velkommen.domain.effects.uncertainty import pearson
from velkommen.project.bench.load import percentile
from velkommen.project.bench.simulated import Planted, Town, town

Tell = Callable[[str, float], None]
SEED, TOWNS = 2010, 200
FOUND = frozenset({Verdict.UP, Verdict.DOWN})


@dataclass(frozen=True)
class Trial:
    """One question with a known answer: what was planted (a share), what was said, the same without the correction, how long it took."""

    planted: float
    answer: Answer
    uncorrected: Answer
    seconds: float

    @property
    def covers(self) -> bool:
        return _covers(self.answer, self.planted)

    @property
    def would_cover(self) -> bool:
        return _covers(self.uncorrected, self.planted)

    @property
    def found(self) -> bool:
        return self.answer.verdict in FOUND


def proved(towns: int, tell: Tell) -> dict[str, Any]:
    """The `figures` by name, and `trials`: how many questions they stand on."""
    beside: list[Trial] = []
    alone: list[Trial] = []
    for number in range(towns):
        tell(gettext("Simulated municipalities"), number / towns)
        one = town(Random(f"{SEED}:{number}"))  # noqa: S311 - simulated, no secret
        beside += trials(one, compared=True)
        alone += trials(one, compared=False)
    both = [*beside, *alone]
    figures = {
        **_coverage("beside", beside),
        **_coverage("alone", alone),
        "effects_false_alarms": share(one.found for one in both if not one.planted),
        "effects_found": share(one.found for one in both if abs(one.planted) >= 0.3),
        "effects_uncorrected": share(one.would_cover for one in both),
        "effects_p95_ms": 1000 * percentile([one.seconds for one in both], 0.95),
    }
    return {"figures": figures, "trials": len(both)}


def trials(one: Town, *, compared: bool) -> list[Trial]:
    """Ask one municipality of each of its changes."""
    return [_trial(place, one.question(place, compared=compared)) for place in one.planted]


def share(hits: Iterable[bool]) -> float:
    """Per cent of some yes and no."""
    all_of_them = list(hits)
    return 100 * sum(all_of_them) / len(all_of_them) if all_of_them else 0.0


def _trial(place: Planted, question: Question) -> Trial:
    begun = time.perf_counter()
    answer = judge(question)
    seconds = time.perf_counter() - begun
    return Trial(place.effect, answer, judge(question, sure=pearson), seconds)


def _coverage(name: str, trials: Sequence[Trial]) -> dict[str, float]:
    """Twice the same figure: it may be too small and too big."""
    covered = share(one.covers for one in trials)
    return {f"effects_{name}_least": covered, f"effects_{name}_most": covered}


def _covers(answer: Answer, planted: float) -> bool:
    return answer.effect is not None and answer.effect.low <= 100 * planted <= answer.effect.high
