"""The wait that is told: a rounded range, never a promise, never nonsense."""

import pytest

from velkommen.domain.waiting.ranges import STEPS, WaitRange, rounded, widest
from velkommen.domain.waiting.replay import Wait


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (0, 0, WaitRange(0, 5)),
        (3, 9, WaitRange(0, 10)),
        (5, 20, WaitRange(5, 20)),
        (11, 41, WaitRange(10, 50)),
        (179, 180, WaitRange(150, 180)),
        (200, 500, WaitRange(180, 180)),
    ],
)
def test_each_end_goes_to_the_next_step_outward(low: float, high: float, told: WaitRange) -> None:
    assert rounded(Wait(low, (low + high) / 2, high)) == told


def test_a_longer_wait_is_never_told_as_a_shorter_one() -> None:
    told = [rounded(Wait(middle / 2, middle, 1.5 * middle)) for middle in range(250)]
    assert told == sorted(told, key=lambda wait: (wait.low, wait.high))


def test_only_the_steps_are_told() -> None:
    told = [rounded(Wait(middle / 2, middle, 1.5 * middle)) for middle in range(250)]
    assert {bound for wait in told for bound in (wait.low, wait.high)} <= {0, *STEPS}


def test_several_waits_in_one_range() -> None:
    assert widest([Wait(6, 8, 12), Wait(0, 0, 0), Wait(3, 20, 33)]) == WaitRange(0, 40)
