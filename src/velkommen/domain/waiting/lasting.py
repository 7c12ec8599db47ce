"""How long a matter takes at a desk: a lognormal time, as quantiles that are computed once and shuffled ahead."""

from functools import lru_cache
from math import exp, log, sqrt
from random import Random
from statistics import NormalDist
from typing import NamedTuple

DRAWS = 64  # replays of one line; a multiple of 2
SHUFFLES = 16
_STANDARD = NormalDist()
_STRATA = tuple((number + 0.5) / DRAWS for number in range(DRAWS))
_SURELY = 1 - 1e-9  # as far out as a quantile is asked for

Draws = tuple[float, ...]


class Lasting(NamedTuple):
    """How long a task takes: mean minutes (above 0) and coefficient of variation (0 and up)."""

    mean: float
    cv: float

    def logarithm(self) -> tuple[float, float]:
        """Mean and standard deviation of the logarithm of the minutes."""
        variance = log(1 + self.cv**2)
        return log(self.mean) - variance / 2, sqrt(variance)

    def draws(self, chance: Random) -> Draws:
        """DRAWS times in minutes in an order by chance: one from each stratum of equal weight, so that few say much."""
        shuffled = _shuffled(self)[chance.randrange(SHUFFLES)]
        turn = chance.randrange(DRAWS)
        return shuffled[turn:] + shuffled[:turn]

    def remaining(self, passed: float, chance: Random) -> Draws:
        """The same of what is left when `passed` minutes have gone and it is not over."""
        if passed <= 0 or not self.cv:
            return self.draws(chance) if passed <= 0 else (max(self.mean - passed, 0.0),) * DRAWS
        middle, width = self.logarithm()
        gone = min(_STANDARD.cdf((log(passed) - middle) / width), _SURELY)
        quantile, left = _STANDARD.inv_cdf, 1 - gone
        found = [
            max(exp(middle + width * quantile(min(gone + left * part, _SURELY))) - passed, 0.0) for part in _STRATA
        ]
        chance.shuffle(found)
        return tuple(found)


@lru_cache(maxsize=1024)
def _shuffled(lasting: Lasting) -> tuple[Draws, ...]:
    """The strata in several orders, always the same ones of a task."""
    middle, width = lasting.logarithm()
    drawn = [exp(middle + width * _STANDARD.inv_cdf(part)) for part in _STRATA]
    chance = Random(repr(lasting))  # noqa: S311 - an order by chance, no secret
    return tuple(tuple(chance.sample(drawn, DRAWS)) for _ in range(SHUFFLES))
