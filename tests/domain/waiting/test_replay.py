"""The replay of a line: who can do what, who is there until when, and what is left of what has begun."""

from math import inf
from random import Random
from statistics import fmean, median

import pytest

from velkommen.domain.waiting.lasting import DRAWS, Lasting
from velkommen.domain.waiting.replay import Busy, Person, Wait, Waiter, replay

ALWAYS = ((0.0, inf),)
TEN, FOUR = Lasting(10, 0), Lasting(4, 0)  # always as long
SPREAD_OUT = Lasting(10, 0.8)
FREE = Person(ALWAYS)


def wait(people: list[Person], line: list[Waiter], mine: tuple[int, ...]) -> Wait | None:
    return replay(people, line, mine, Random(1))


def exactly(minutes: float) -> Wait:
    return Wait(minutes, minutes, minutes)


def close(minutes: float) -> object:
    return pytest.approx(minutes, abs=1e-6)


@pytest.mark.parametrize(
    ("people", "line", "mine", "minutes"),
    [
        ([FREE], [], (0,), 0),
        ([FREE], [Waiter((0,), TEN)], (0,), 10),
        ([FREE, FREE], [Waiter((0, 1), TEN)], (0, 1), 0),
        ([FREE, FREE], [Waiter((0, 1), TEN)] * 2, (0, 1), 10),
        ([FREE, FREE], [Waiter((0,), TEN)] * 3, (1,), 0),
        ([FREE, FREE], [Waiter((0,), TEN)] * 3, (0,), 30),
        ([FREE, FREE], [Waiter((0,), TEN), Waiter((0, 1), FOUR), Waiter((0, 1), FOUR)], (0, 1), 8),
        ([Person(ALWAYS, Busy(TEN, 4)), Person(ALWAYS, Busy(TEN, 7))], [], (0, 1), 3),
        ([Person(ALWAYS, Busy(TEN, 4)), Person(ALWAYS, Busy(TEN, 7))], [], (0,), 6),
        ([Person(((0, 12), (30, inf)))], [Waiter((0,), TEN)], (0,), 10),
        ([Person(((0, 12), (30, inf)))], [Waiter((0,), TEN)] * 2, (0,), 30),
        ([Person(((25, inf),)), FREE], [], (0,), 25),
        ([Person(((0, 12),)), FREE], [Waiter((0, 1), TEN)] * 4, (1,), 20),
    ],
)
def test_the_wait(people: list[Person], line: list[Waiter], mine: tuple[int, ...], minutes: float) -> None:
    found = wait(people, line, mine)
    assert found is not None
    assert (found.low, found.middle, found.high) == (close(minutes), close(minutes), close(minutes))


@pytest.mark.parametrize(
    ("people", "line"), [([FREE], []), ([FREE, Person(())], []), ([FREE, Person(((-9, -1),))], [Waiter((1,), TEN)])]
)
def test_where_nobody_able_is_there_any_more_there_is_no_wait_to_tell(people: list[Person], line: list[Waiter]) -> None:
    assert wait(people, line, (1,) if len(people) > 1 else ()) is None


def test_somebody_nobody_can_serve_holds_up_nobody() -> None:
    assert wait([FREE, Person(())], [Waiter((1,), TEN)], (0,)) == exactly(0)


def test_the_same_chance_gives_the_same_wait() -> None:
    line = [Waiter((0, 1), SPREAD_OUT)] * 9
    assert wait([FREE, FREE], line, (0, 1)) == wait([FREE, FREE], line, (0, 1))


def test_the_range_holds_what_it_says() -> None:
    """One matter ahead: the range is that of the matter itself."""
    found, middle = wait([FREE], [Waiter((0,), SPREAD_OUT)], (0,)), 10 / (1 + 0.8**2) ** 0.5
    chance = Random(2)
    served = [chance.lognormvariate(*SPREAD_OUT.logarithm()) for _ in range(20_000)]
    assert found is not None
    assert found.middle == pytest.approx(middle, rel=0.03)
    assert fmean(found.low <= minutes <= found.high for minutes in served) == pytest.approx(0.8, abs=0.015)


def test_the_times_drawn_have_the_mean_and_the_spread_that_were_asked_for() -> None:
    drawn = SPREAD_OUT.draws(Random(3))
    assert len(drawn) == DRAWS
    assert fmean(drawn) == pytest.approx(10, rel=0.03)
    assert median(drawn) == pytest.approx(10 / (1 + 0.8**2) ** 0.5, rel=0.02)


@pytest.mark.parametrize("passed", [1, 6, 20])
def test_what_is_left_is_that_of_those_that_took_longer_than_what_has_passed(passed: float) -> None:
    chance = Random(4)
    served = (chance.lognormvariate(*SPREAD_OUT.logarithm()) for _ in range(100_000))
    longer = [minutes - passed for minutes in served if minutes > passed]
    assert median(SPREAD_OUT.remaining(passed, Random(5))) == pytest.approx(median(longer), rel=0.05)


def test_what_has_gone_on_far_too_long_still_ends() -> None:
    assert all(0 <= left < inf for left in SPREAD_OUT.remaining(10_000, Random(6)))


def test_what_always_takes_as_long_and_has_taken_longer_is_over_any_moment() -> None:
    assert set(TEN.remaining(12, Random(7))) == {0}
