"""The wait that is told: a rounded range, never a promise, never nonsense."""

import pytest

from velkommen.domain.waiting import STEPS, WaitRange, estimate


@pytest.mark.parametrize(
    ("ahead", "desks", "told"),
    [
        (0, 1, WaitRange(0, 10)),
        (1, 1, WaitRange(5, 20)),
        (3, 1, WaitRange(10, 40)),
        (3, 2, WaitRange(5, 20)),
        (3, 4, WaitRange(0, 10)),
        (59, 1, WaitRange(180, 180)),
    ],
)
def test_the_range(ahead: int, desks: int, told: WaitRange) -> None:
    assert estimate(ahead, desks) == told


@pytest.mark.parametrize("desks", [0, -1])
def test_no_desk_counts_as_one(desks: int) -> None:
    assert estimate(4, desks) == estimate(4, 1)


@pytest.mark.parametrize("desks", [1, 2, 5])
def test_more_ahead_is_never_a_shorter_wait(desks: int) -> None:
    told = [estimate(ahead, desks) for ahead in range(200)]
    assert told == sorted(told, key=lambda wait: (wait.low, wait.high))


def test_only_the_steps_are_told() -> None:
    told = {bound for ahead in range(200) for bound in (estimate(ahead, 1).low, estimate(ahead, 1).high)}
    assert told <= {0, *STEPS}


def test_the_mean_of_the_place_counts() -> None:
    assert estimate(0, 1, minutes_each=20) == WaitRange(10, 30)
