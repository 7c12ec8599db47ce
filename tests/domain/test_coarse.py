"""Times as classes: never shorter than they were, and few enough that none points at a visit."""

from hypothesis import given
from hypothesis import strategies as st

from velkommen.domain.coarse import CLASSES, at_most


def test_a_class_is_what_it_took_at_most() -> None:
    assert [at_most(seconds) for seconds in (0, 60, 61, 300, 301, 599, 86_400)] == [1, 1, 2, 5, 10, 10, 1440]


def test_more_than_a_day_is_said_as_a_day() -> None:
    assert at_most(200_000) == 1440


@given(st.integers(0, 86_400))
def test_the_class_below_would_be_too_short(seconds: int) -> None:
    found = CLASSES.index(at_most(seconds))
    assert seconds <= CLASSES[found] * 60
    assert found == 0 or seconds > CLASSES[found - 1] * 60
