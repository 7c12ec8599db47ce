"""Sums in sentences, and numbers that grow: what is told beside a list leaves every hidden small number open."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from velkommen.domain.small_cells import SMALL, hidden, steps, sums_told

_few = st.one_of(st.integers(0, 6), st.integers(0, 40))
_lists = st.dictionaries(st.sampled_from("abcdef"), _few, min_size=1)


@pytest.mark.parametrize(
    ("counts", "groups", "told"),
    [
        ({"main": 30, "branch": 20, "hall": 9}, ["main", "branch"], True),
        ({"main": 30, "branch": 20, "hall": 3}, ["main", "branch"], False),  # the rest is a few
        ({"main": 30, "branch": 3, "hall": 6}, ["main", "branch"], False),  # the hall is hidden for the branch's sake
        ({"main": 30, "branch": 3, "bus": 4, "hall": 9}, ["main", "branch", "bus"], True),
        ({"main": 2, "hall": 1}, ["main"], False),  # nothing is told of so few
        ({"main": 30, "hall": 0}, ["main"], True),
        ({}, ["main"], True),
    ],
)
def test_a_sum_is_told_where_it_gives_nothing_away(counts: dict[str, int], groups: list[str], told: bool) -> None:
    assert sums_told(counts, groups) is told


@given(_lists, st.sets(st.sampled_from("abc")), st.sets(st.sampled_from("def")))
def test_beside_sums_every_small_number_can_be_any(counts: dict[str, int], one: set[str], other: set[str]) -> None:
    """In each group the hidden numbers have a known sum, and none of them is nought."""
    if not sums_told(counts, one, other):
        return
    secret = hidden(counts)
    for group in (one, other, set(counts) - one - other):
        unseen = [counts[key] for key in group if key in secret]
        if any(0 < number < SMALL for number in unseen):
            assert len(unseen) > 1
            assert sum(unseen) - (SMALL - 1) >= len(unseen) - 1


@pytest.mark.parametrize(
    ("upto", "whole", "told"),
    [
        ([40, 40, 43], 43, [False, False, True]),  # three waited longer
        ([3, 20, 40], 40, [False, True, True]),
        ([0, 10, 12, 20], 30, [True, True, False, True]),
        ([2, 3], 3, [False, False]),
        ([0, 0], 0, [True, True]),
    ],
)
def test_of_steps_a_few_lie_between_one_is_left_out(upto: list[int], whole: int, told: list[bool]) -> None:
    assert steps(upto, whole) == told


@given(st.lists(st.integers(0, 12), max_size=8), st.integers(0, 12))
def test_between_steps_that_are_told_lie_none_or_enough(parts: list[int], rest: int) -> None:
    upto = [sum(parts[: n + 1]) for n in range(len(parts))]
    whole = sum(parts) + rest
    known = [0, *(number for number, told in zip(upto, steps(upto, whole), strict=True) if told), whole]
    between = [after - before for before, after in pairwise(known)]
    assert not any(0 < number < SMALL for number in between) or 0 < whole < SMALL
