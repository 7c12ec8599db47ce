"""What the figures mean: percentages that add up, shares, spreads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from velkommen.domain.measures import Share, Spread, percentages, shares, spread


def test_the_largest_remainder_gets_what_rounding_left_over() -> None:
    assert percentages([1, 1, 1]) == [33.4, 33.3, 33.3]


def test_whole_per_cents_add_up_too() -> None:
    assert percentages([2, 3, 1], decimals=0) == [33.0, 50.0, 17.0]


def test_nothing_counted_is_zero_per_cent_of_everything() -> None:
    assert percentages([0, 0]) == [0.0, 0.0]


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=60).filter(any), st.sampled_from([0, 1]))
def test_percentages_always_add_up_to_a_hundred(counts: list[int], decimals: int) -> None:
    found = percentages(counts, decimals)
    assert round(sum(found), 6) == 100
    assert all(
        abs(share - 100 * count / sum(counts)) < 10**-decimals for share, count in zip(found, counts, strict=True)
    )


@given(
    st.dictionaries(st.integers(0, 99), st.integers(0, 9), min_size=1).flatmap(
        lambda some: st.tuples(st.just(some), st.permutations(list(some)))
    )
)
def test_the_share_of_a_key_is_the_same_in_whatever_order_it_is_asked(asked: tuple[dict[int, int], list[int]]) -> None:
    counts, order = asked
    assert shares({key: counts[key] for key in order}) == shares(counts)


def test_by_position_alike_ones_would_change_their_share() -> None:
    """The control: the same three counts in another order, and the odd tenth has moved."""
    assert dict(zip("abc", percentages([1, 1, 1]), strict=True)) != dict(
        zip("cba", percentages([1, 1, 1]), strict=True)
    )
    assert shares({"c": 1, "b": 1, "a": 1}) == shares({"a": 1, "b": 1, "c": 1}) == {"a": 33.4, "b": 33.3, "c": 33.3}


def test_plain_rounding_would_not_add_up() -> None:
    """The control: what the largest remainder is there for."""
    assert sum(round(100 / 3, 1) for _ in range(3)) != pytest.approx(100)


def test_a_share_of_nothing_is_unknown() -> None:
    assert Share(0, 0).percent is None


def test_a_share_has_one_decimal() -> None:
    assert Share(1, 3).percent == 33.3


def test_a_spread_counts_each_enquiry() -> None:
    assert spread([(60, 8), (600, 2)]) == Spread(measured=10, mean=168.0, median=60, p90=600)


def test_nothing_measured_has_no_mean() -> None:
    assert spread([]) == Spread(0, None, None, None)
