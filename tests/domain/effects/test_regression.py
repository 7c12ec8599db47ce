"""What the regression says when there is no answer."""

from math import log

import pytest

from velkommen.domain.effects.linear import SingularError
from velkommen.domain.effects.regression import NoFitError, Observations, fit


def test_a_mean_is_the_mean() -> None:
    found = fit(Observations([[1.0]] * 4, [2.0, 4.0, 6.0, 8.0], None, [0.0] * 4))
    assert found.means == pytest.approx([5.0] * 4)


def test_twice_as_long_open_twice_as_many() -> None:
    found = fit(Observations([[1.0]] * 2, [10.0, 20.0], None, [0.0, log(2)]))
    assert found.means == pytest.approx([10.0, 20.0])


def test_two_terms_that_say_the_same_are_told() -> None:
    with pytest.raises(SingularError):
        fit(Observations([[1.0, 2.0]] * 5, [1.0, 2.0, 3.0, 4.0, 5.0], None, [0.0] * 5))


def test_nothing_at_all_on_one_side_has_no_finite_answer() -> None:
    rows = [[1.0, 0.0]] * 5 + [[1.0, 1.0]] * 5
    with pytest.raises((NoFitError, SingularError)):
        fit(Observations(rows, [9.0] * 5 + [0.0] * 5, None, [0.0] * 10))
