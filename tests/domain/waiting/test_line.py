"""A line asked for its wait: by place in line, by who sits and who comes, and by how well the minutes are known."""

from dataclasses import replace
from math import inf

import pytest

from velkommen.domain.waiting.lasting import Lasting
from velkommen.domain.waiting.line import LONGEST, MOST_AHEAD, At, How, Known, Line, Queued, Told
from velkommen.domain.waiting.replay import Busy, Person, Wait

FREE = At(Person(((0, inf),)))
TEN = Known(Lasting(10, 0), measured=True)
GUESSED = Known(Lasting(10, 0), measured=False)


def queued(number: int, task: str = "passport", waited: float = 0, by: tuple[int, ...] = (0,)) -> Queued:
    return Queued(number, (float(number), number), task, waited, by)


def line(*queue: Queued, people: tuple[At, ...] = (FREE,), besides: tuple[At, ...] = (), known: Known = TEN) -> Line:
    return Line(people, besides, queue, {"passport": known, "licence": known}, 7)


def told(minutes: float, how: How = How.MEASURED) -> Told:
    return Told(Wait(*[pytest.approx(minutes, abs=1e-6)] * 3), how)  # type: ignore[arg-type]


def test_a_newcomer_waits_for_all_before_them() -> None:
    assert line(queued(1), queued(2)).newcomer("passport", (0,)) == told(20)


def test_somebody_in_line_waits_for_those_before_them_only() -> None:
    seen = line(queued(1), queued(2), queued(3))
    assert [seen.of(number) for number in (1, 2, 3, 4)] == [told(0), told(10), told(20), None]


def test_who_is_before_whom_is_said_by_the_key_alone() -> None:
    late = queued(1)._replace(key=(9.0, 1))
    assert line(queued(2), late).of(1) == told(10)


def test_those_without_a_desk_are_fetched_only_where_nobody_else_ever_can() -> None:
    seen = line(queued(1), besides=(FREE,))
    assert (seen.newcomer("passport", (0, 1)), seen.newcomer("passport", (1,))) == (told(10), told(0))


def test_one_of_those_without_a_desk_is_fetched_and_serves_whoever_they_may() -> None:
    seen = line(queued(1, by=(1, 2)), queued(2, by=(0,)), besides=(FREE, FREE))
    assert seen.newcomer("passport", (1, 2)) == told(10)


def test_nobody_left_who_can_gives_no_wait() -> None:
    assert line(people=(At(Person(())),)).newcomer("passport", (0,)) is None


def test_minutes_that_were_not_measured_are_said_to_be_assumed() -> None:
    busy = At(Person(((0, inf),), Busy(GUESSED.lasting, 3)), "licence")
    assert line(people=(busy,), known=GUESSED).newcomer("passport", (0,)) == told(7, How.ASSUMED)


def test_with_too_little_measured_the_longest_wait_for_the_task_is_told() -> None:
    seen = line(queued(1, waited=32), queued(2, "licence", waited=60), queued(3, waited=8), known=GUESSED)
    assert seen.newcomer("passport", (0,)) == Told(Wait(16, 32, 48), How.LONGEST)


def test_its_range_is_no_narrower_than_the_assumed_minutes_make_it() -> None:
    seen = line(queued(1, waited=2), queued(2), known=GUESSED)
    assert seen.newcomer("passport", (0,)) == Told(Wait(1, 2, pytest.approx(20)), How.LONGEST)  # type: ignore[arg-type]


def test_half_of_those_ahead_measured_is_enough() -> None:
    seen = replace(line(queued(1), queued(2, "licence", waited=9)), known={"passport": TEN, "licence": GUESSED})
    assert seen.newcomer("licence", (0,)) == told(20)


def test_nobody_ahead_and_somebody_free_needs_no_minutes() -> None:
    assert line(known=GUESSED).newcomer("passport", (0,)) == told(0)


def test_no_wait_is_told_beyond_the_longest() -> None:
    assert line(*map(queued, range(1, 400))).newcomer("passport", (0,)) == told(LONGEST)


def test_a_very_long_line_is_gone_through_in_part_and_the_rest_in_proportion() -> None:
    quick = Known(Lasting(1, 0), measured=True)
    long = line(*map(queued, range(1, MOST_AHEAD + 31)), known=quick)
    assert long.newcomer("passport", (0,)) == told(MOST_AHEAD + 30)
