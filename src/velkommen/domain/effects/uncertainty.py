"""How sure a coefficient is: with counts that vary more than chance has them, and weeks that resemble the week before.

Three standard errors of the same estimate. `pearson` knows of the first only. `newey_west` is the usual cure for the second, and in
two or three years of weeks still too short: of a hundred intervals of 95 % ten or more miss. `in_a_row` takes the errors for an
AR(1) process, corrects its correlation for what the regression took out of the residuals, and leans a little to the safe side.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from statistics import NormalDist

from velkommen.domain.effects.linear import Matrix, Vector, dot
from velkommen.domain.effects.regression import Fit, Observations

SAFE = 0.5  # standard errors of the correlation that are added to it: found on simulated towns other than those of the proof
HIGHEST = 0.9  # correlation of two weeks
ROUNDS, CLOSE = 12, 1e-7  # of looking for the correlation
CHANCE = (
    1.0  # the least dispersion believed: people who come on their own vary by chance, and less than that is chance too
)
SURE = 0.975
FEWEST_FREE = (
    4.0  # degrees of freedom below which the quantile's expansion does not hold; `judging` asks for more weeks
)


@dataclass(frozen=True)
class Residuals:
    """What is left of a fit.

    Args:
        weeks: number of the week (or month) of each observation, rising; one left out leaves a gap.
        rows: the terms, times the root of the weight.
        left: Pearson's residuals.
        bread: the inverse of X'WX.
    """

    weeks: Sequence[int]
    rows: Sequence[Vector]
    left: Sequence[float]
    bread: Matrix

    @property
    def free(self) -> int:
        """Observations less terms."""
        return len(self.rows) - len(self.bread)

    def pull(self, term: int) -> Vector:
        """How much each residual moves the coefficient of a term."""
        return [dot(row, self.bread[term]) for row in self.rows]


@dataclass(frozen=True)
class Uncertainty:
    """Standard error of a coefficient, the degrees of freedom of its interval, and the correlation of a week with the next."""

    error: float
    free: float
    correlation: float

    @property
    def reach(self) -> float:
        """Half the width of the interval of 95 %."""
        return student(self.free) * self.error


def residuals(seen: Observations, found: Fit, weeks: Sequence[int]) -> Residuals:
    rows = [[value * sqrt(w) for value in row] for row, w in zip(seen.rows, found.weights, strict=True)]
    return Residuals(weeks, rows, found.residuals(seen.counts), found.bread)


def dispersion(left: Residuals) -> float:
    """Pearson's: how many times as much the counts vary as chance alone would have them (1: just so)."""
    return dot(list(left.left), list(left.left)) / left.free


def pearson(left: Residuals, term: int) -> Uncertainty:
    """As if each week stood alone."""
    return Uncertainty(sqrt(max(dispersion(left), CHANCE) * left.bread[term][term]), float(left.free), 0.0)


def newey_west(left: Residuals, term: int, lags: int) -> float:
    """The standard error with Bartlett's weights and the correction n/(n - p); observations are taken as they follow each other."""
    moved = [pull * rest for pull, rest in zip(left.pull(term), left.left, strict=True)]
    total = dot(moved, moved)
    for lag in range(1, lags + 1):
        total += 2 * (1 - lag / (lags + 1)) * dot(moved[lag:], moved[:-lag])
    return sqrt(max(total, 0.0) * len(moved) / left.free)


def usual_lags(observations: int) -> int:
    """Newey and West's rule of thumb."""
    return int(4 * (observations / 100) ** (2 / 9))


def in_a_row(left: Residuals, term: int) -> Uncertainty:
    """With weeks that resemble the one before: an AR(1) sandwich, or Newey and West's where that is wider.

    The correlation is the one whose residuals would show, after this very regression, the correlation these residuals show; half
    of its standard error is added. The interval has as many degrees of freedom as independent weeks would be worth the same.
    """
    found = correlation(left)
    safe = min(found + SAFE * sqrt((1 - found * found) / len(left.rows)), HIGHEST)
    scale = max(_total(list(left.left)) / _shown(left, safe)[1], CHANCE)
    pull = left.pull(term)
    error = sqrt(scale * dot(pull, _spread(pull, left.weeks, safe)))
    free = max(left.free * (1 - safe) / (1 + safe), FEWEST_FREE)
    return Uncertainty(max(error, newey_west(left, term, usual_lags(len(pull)))), free, found)


def correlation(left: Residuals) -> float:
    """Of the errors of two weeks that follow each other (0 to 0.9), with what the regression took out put back."""
    rest = list(left.left)
    total = _total(rest)
    seen = _beside(left.weeks, rest, rest) / total if total else 0.0
    return _where(lambda rho: _ratio(left, rho) - seen)


def student(free: float, upto: float = SURE) -> float:
    """The quantile of Student's t, by the expansion of Cornish and Fisher: to three digits from four degrees of freedom on."""
    z = NormalDist().inv_cdf(upto)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / free ** (power + 1) for power, term in enumerate(terms))


def _where(rises: Callable[[float], float]) -> float:
    """Where a rising function passes zero between no correlation and the highest: between two sides that close in (Illinois)."""
    low, high = 0.0, HIGHEST
    below, above = rises(low), rises(high)
    if below >= 0 or above <= 0:
        return low if below >= 0 else high
    for _ in range(ROUNDS):
        middle = (low * above - high * below) / (above - below)
        here = rises(middle)
        if abs(here) < CLOSE:
            return middle
        if here < 0:
            low, below, above = middle, here, above / 2
        else:
            high, above, below = middle, here, below / 2
    return (low + high) / 2


def _ratio(left: Residuals, rho: float) -> float:
    together, alone = _shown(left, rho)
    return together / alone


def _shown(left: Residuals, rho: float) -> tuple[float, float]:
    """What to expect of the residuals if errors of variance 1 were so correlated: the sums of neighbours' products, and of squares.

    With M = 1 - H what the regression leaves and R the correlations these are sums of MRM; H = Z bread Z' has few columns, so that
    no matrix of all weeks by all weeks is ever made.
    """
    columns = [list(column) for column in zip(*left.rows, strict=True)]
    spread = [_spread(column, left.weeks, rho) for column in columns]  # RZ
    baked = [[dot(row, line) for line in left.bread] for row in left.rows]  # Z bread
    far = [list(row) for row in zip(*spread, strict=True)]
    middle = [[dot(column, other) for other in spread] for column in columns]  # Z'RZ
    inner = [[dot(row, line) for line in middle] for row in baked]
    alone = len(columns[0]) - 2 * sum(map(dot, baked, far)) + sum(map(dot, inner, baked))
    together = 0.0
    for i, (week, after) in enumerate(pairwise(left.weeks)):
        if after == week + 1:
            together += rho - dot(baked[i], far[i + 1]) - dot(far[i], baked[i + 1]) + dot(inner[i], baked[i + 1])
    return together, alone


def _spread(values: Sequence[float], weeks: Sequence[int], rho: float) -> Vector:
    """R times a vector, R having rho to the power of the weeks between: once forward and once back, however many there are."""
    faded = [rho ** (after - week) for week, after in pairwise(weeks)]
    found = list(values)
    carried = 0.0
    for i in range(1, len(found)):
        carried = faded[i - 1] * (carried + values[i - 1])
        found[i] += carried
    carried = 0.0
    for i in reversed(range(len(found) - 1)):
        carried = faded[i] * (carried + values[i + 1])
        found[i] += carried
    return found


def _beside(weeks: Sequence[int], one: Sequence[float], other: Sequence[float]) -> float:
    """The sum of the products of neighbours."""
    pairs = zip(weeks, weeks[1:], one, other[1:], strict=False)
    return sum(a * b for week, after, a, b in pairs if after == week + 1)


def _total(values: Vector) -> float:
    return dot(values, values)
