"""Who gets which seat, and what may be told of a few people."""

from hypothesis import given
from hypothesis import strategies as st

from velkommen.domain.courses import SMALL, Told, free_seat, in_public

SEATS = st.integers(1, 30)


@given(st.sets(SEATS), SEATS)
def test_a_seat_is_one_there_is_and_nobody_has(taken: set[int], seats: int) -> None:
    found = free_seat(taken, seats)
    if found is None:
        assert set(range(1, seats + 1)) <= taken
    else:
        assert 1 <= found <= seats
        assert found not in taken
        assert set(range(1, found)) <= taken


@given(st.integers(1, 60).flatmap(lambda asked: st.tuples(st.integers(0, asked), st.just(asked))))
def test_nothing_is_told_of_a_few(answer: tuple[int, int]) -> None:
    yes, asked = answer
    told = in_public(yes, asked)
    assert told.asked == asked
    if told.yes is not None:
        assert yes >= SMALL
        assert asked == yes or asked - yes >= SMALL


def test_all_of_enough_people_may_be_told() -> None:
    assert [in_public(5, 5), in_public(9, 12), in_public(0, 12), in_public(4, 4)] == [
        Told(5, 5),
        Told(12, None),
        Told(12, None),
        Told(4, None),
    ]
    assert Told(10, 5).share == 0.5
    assert Told(4, None).share is None
