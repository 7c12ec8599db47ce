"""The regression and its standard errors are those of a well-kept library, to six digits and more."""

from collections.abc import Callable
from math import cos, log, pi, sin
from random import Random
from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from velkommen.domain.effects import uncertainty
from velkommen.domain.effects.regression import Observations, fit
from velkommen.domain.effects.uncertainty import Residuals, newey_west, pearson, residuals, student
from velkommen.project.bench.simulated import poisson

WEEKS, CHANGE = 156, 104


def observed(*, parts: bool, seed: int = 3) -> Observations:
    """Three years of weeks with a change, a trend, a season and weeks that were not whole."""
    rng = Random(seed)
    rows = [
        [1.0, float(week >= CHANGE), week / 52, cos(2 * pi * week / 52), sin(2 * pi * week / 52)]
        for week in range(WEEKS)
    ]
    offsets = [0.0 if parts else log(rng.uniform(0.6, 1)) for _ in rows]
    lively = [rng.gammavariate(40, 1 / 40) for _ in rows]
    counts = [
        float(poisson(rng, 80 * much * 2.718 ** (0.2 * row[1] + 0.1 * row[3] + offset)))
        for row, offset, much in zip(rows, offsets, lively, strict=True)
    ]
    wholes = [count + poisson(rng, 60) for count in counts] if parts else None
    return Observations(rows, counts, wholes, offsets)


def theirs(seen: Observations) -> Any:
    counts, rows = np.array(seen.counts), np.array(seen.rows)
    if seen.wholes is None:
        return sm.GLM(counts, rows, family=sm.families.Poisson(), offset=np.array(seen.offsets))
    pairs = np.column_stack([counts, np.array(seen.wholes) - counts])
    return sm.GLM(pairs, rows, family=sm.families.Binomial(), offset=np.array(seen.offsets))


def left(seen: Observations) -> Residuals:
    return residuals(seen, fit(seen), list(range(WEEKS)))


@pytest.mark.parametrize("parts", [False, True])
def test_the_same_coefficients(parts: bool) -> None:
    seen = observed(parts=parts)
    assert fit(seen).coefficients == pytest.approx(list(theirs(seen).fit(tol=1e-12).params), abs=1e-9)


@pytest.mark.parametrize("parts", [False, True])
def test_the_same_standard_errors_with_more_variation_than_chance(parts: bool) -> None:
    seen = observed(parts=parts)
    mine = [pearson(left(seen), term).error for term in range(5)]
    plain = theirs(seen).fit(tol=1e-12)
    scale = (
        float(np.square(plain.resid_pearson).sum()) / plain.df_resid
    )  # its own scale forgets how many each share is of
    assert mine == pytest.approx(list(plain.bse * scale**0.5), abs=1e-9)


@pytest.mark.parametrize("parts", [False, True])
def test_the_same_standard_errors_of_newey_and_west(parts: bool) -> None:
    seen = observed(parts=parts)
    robust = theirs(seen).fit(cov_type="HAC", cov_kwds={"maxlags": 4, "use_correction": True}, tol=1e-12)
    assert [newey_west(left(seen), term, 4) for term in range(5)] == pytest.approx(list(robust.bse), abs=1e-9)


def whole(one: Residuals, rho: float) -> tuple[float, float]:
    """What is to be expected of residuals, with the matrices of all weeks by all weeks that the house never makes."""
    rows, week = np.array(one.rows), np.array(one.weeks)
    rest = np.eye(len(week)) - rows @ np.array(one.bread) @ rows.T
    shown = rest @ rho ** np.abs(week[:, None] - week[None, :]) @ rest
    next_to = np.array(one.weeks)[1:] - np.array(one.weeks)[:-1] == 1
    return float(np.diag(shown, 1)[next_to].sum()), float(np.trace(shown))


@pytest.mark.parametrize("rho", [0.0, 0.1, 0.3, 0.8])
def test_what_residuals_show_of_a_correlation_is_that_of_the_whole_matrices(rho: float) -> None:
    one = left(observed(parts=False))
    gaps = [week + (week > 30) + 5 * (week > 100) for week in one.weeks]
    some = Residuals(gaps, one.rows, one.left, one.bread)
    assert uncertainty._shown(some, rho) == pytest.approx(whole(some, rho), abs=1e-9)


def test_the_sandwich_is_that_of_the_whole_matrices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uncertainty, "SAFE", 0.0)
    one = left(observed(parts=True))
    found = uncertainty.in_a_row(one, 1)
    week = np.array(one.weeks)
    correlated = found.correlation ** np.abs(week[:, None] - week[None, :])
    pull = np.array(one.rows) @ np.array(one.bread)[1]
    variance = float(np.square(one.left).sum()) / whole(one, found.correlation)[1] * float(pull @ correlated @ pull)
    assert found.error == pytest.approx(variance**0.5, rel=1e-9)


@pytest.mark.parametrize(("free", "digits"), [(4.0, 1e-3), (8.0, 1e-4), (30.0, 1e-7)])
def test_the_quantile_of_student(free: float, digits: float) -> None:
    quantile: Callable[[float, float], float] = stats.t.ppf
    assert student(free) == pytest.approx(quantile(0.975, free), abs=digits)
