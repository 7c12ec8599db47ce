"""Stretches of time: every operation says of each minute what sets of minutes say."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from velkommen.domain.intervals import Interval, Intervals, both, covers, length, merged, minute_of, moment_of, without

STRETCH = st.tuples(st.integers(0, 60), st.integers(0, 60))  # some of them empty or reversed, as rows can be
STRETCHES = st.lists(STRETCH, max_size=8)


def minutes(found: list[Interval] | Intervals) -> set[int]:
    return {minute for begins, ends in found for minute in range(begins, ends)}


def apart(found: Intervals) -> bool:
    """Sorted, none empty, and none touches the next."""
    edges = [edge for stretch in found for edge in stretch]
    return edges == sorted(set(edges))


@given(STRETCHES)
def test_merging_keeps_every_minute_and_leaves_gaps_between_all(found: list[Interval]) -> None:
    assert (minutes(merged(found)), apart(merged(found))) == (minutes(found), True)


@given(STRETCHES, STRETCHES)
def test_both_is_what_two_sets_share(one: list[Interval], other: list[Interval]) -> None:
    found = both(merged(one), merged(other))
    assert (minutes(found), apart(found)) == (minutes(one) & minutes(other), True)


@given(STRETCHES, STRETCHES)
def test_without_is_what_the_first_set_has_alone(one: list[Interval], other: list[Interval]) -> None:
    found = without(merged(one), merged(other))
    assert (minutes(found), apart(found)) == (minutes(one) - minutes(other), True)


@given(STRETCHES)
def test_covers_finds_the_minutes_of_the_set_and_length_counts_them(found: list[Interval]) -> None:
    stretches = merged(found)
    assert {minute for minute in range(-1, 62) if covers(stretches, minute)} == minutes(found)
    assert length(stretches) == len(minutes(found))


@pytest.mark.parametrize(
    ("moment", "minute"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), 0),
        (datetime(1970, 1, 1, 0, 1, 59, tzinfo=UTC), 1),
        (datetime(1969, 12, 31, 23, 59, 30, tzinfo=UTC), -1),
        (datetime(2026, 11, 24, 11, tzinfo=UTC), 20_781 * 1440 + 660),
    ],
)
def test_a_moment_lies_in_the_minute_that_began_last(moment: datetime, minute: int) -> None:
    assert minute_of(moment) == minute
    assert moment_of(minute) == moment.replace(second=0)
