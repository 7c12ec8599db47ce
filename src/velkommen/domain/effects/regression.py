"""Log-linear counts and logit shares by iterated weighted least squares: what `statsmodels` calls GLM, for two families.

A count is as good as its exposure: twice as long open, twice as many (the offset). A part of a whole (solved of answered, or of
the enquiries at this place and its comparison the ones here) is a share, whose odds the terms multiply.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from velkommen.domain.effects.linear import Matrix, Vector, cholesky, dot, gram, inverse, solve

MOST_ROUNDS, SETTLED = 60, 1e-10
FARTHEST = 30.0  # of a linear predictor: beyond it lies no count of a municipality, and no number a machine can hold
LONGEST_STEP = 3.0  # of a coefficient in one round, so that a bad start does not run away


class NoFitError(ArithmeticError):
    """The rounds do not settle: some term has no finite answer (nothing was counted on one side of it)."""


@dataclass(frozen=True)
class Observations:
    """What is explained.

    Args:
        rows: the terms of each observation.
        counts: what was counted.
        wholes: of how many; None where counts are no parts.
        offsets: what the linear predictor begins with (the log of the exposure).
    """

    rows: Sequence[Vector]
    counts: Sequence[float]
    wholes: Sequence[float] | None
    offsets: Sequence[float]


@dataclass(frozen=True)
class Fit:
    """A regression done: coefficients, the fitted mean and the weight (its variance by the family) of each observation,
    the inverse of X'WX."""

    coefficients: Vector
    means: Vector
    weights: Vector
    bread: Matrix

    def residuals(self, counts: Sequence[float]) -> Vector:
        """Pearson's: how far off each count is, in standard deviations of its family."""
        return [(y - m) / sqrt(w) for y, m, w in zip(counts, self.means, self.weights, strict=True)]


def fit(seen: Observations) -> Fit:
    """The likeliest coefficients.

    Raises:
        SingularError: two terms say the same.
        NoFitError: no finite answer.
    """
    coefficients = _start(seen)
    for _ in range(MOST_ROUNDS):
        means, weights = _moments(seen, coefficients)
        lower = cholesky(gram(seen.rows, weights))
        rest = [y - m for y, m in zip(seen.counts, means, strict=True)]
        step = solve(lower, [dot(column, rest) for column in map(list, zip(*seen.rows, strict=True))])
        shrink = min(1.0, LONGEST_STEP / max(*map(abs, step), SETTLED))
        coefficients = [b + shrink * d for b, d in zip(coefficients, step, strict=True)]
        if max(map(abs, step)) < SETTLED:
            means, weights = _moments(seen, coefficients)
            return Fit(coefficients, means, weights, inverse(cholesky(gram(seen.rows, weights))))
    raise NoFitError


def mean(predictor: float, whole: float | None) -> float:
    """The mean a linear predictor stands for."""
    held = max(-FARTHEST, min(FARTHEST, predictor))
    return exp(held) if whole is None else whole / (1.0 + exp(-held))


def _start(seen: Observations) -> Vector:
    """The first term is the constant: begin with the plain mean."""
    total, size = sum(seen.counts), len(seen.rows[0])
    if seen.wholes is None:
        level = log((total + 0.5) / sum(map(exp, seen.offsets)))
    else:
        level = log((total + 0.5) / (sum(seen.wholes) - total + 0.5)) - sum(seen.offsets) / len(seen.offsets)
    return [level] + [0.0] * (size - 1)


def _moments(seen: Observations, coefficients: Vector) -> tuple[Vector, Vector]:
    """Mean and variance of each observation."""
    predictors = [dot(row, coefficients) + offset for row, offset in zip(seen.rows, seen.offsets, strict=True)]
    if seen.wholes is None:
        means = [mean(one, None) for one in predictors]
        return means, means
    means = [mean(one, whole) for one, whole in zip(predictors, seen.wholes, strict=True)]
    return means, [max(m * (1.0 - m / n), 1e-12) for m, n in zip(means, seen.wholes, strict=True)]
