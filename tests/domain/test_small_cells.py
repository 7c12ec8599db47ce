"""What is not told of a few, and that it cannot be worked out either."""

from collections.abc import Hashable, Mapping
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import linprog  # type: ignore[import-untyped]  # scipy comes without types

from velkommen.domain.small_cells import MANY, SMALL, Sum, hidden, in_table, nearly_all, together

ALL = Sum.ALL
_few = st.one_of(st.integers(0, 6), st.integers(0, 40))
_lists = st.dictionaries(st.sampled_from("abcde"), _few, min_size=1)
_tables = st.integers(1, 3).flatmap(
    lambda rows: st.lists(st.lists(st.integers(0, 8), min_size=3, max_size=3), min_size=rows, max_size=rows)
)


Cell = tuple[int | Sum, int | Sum]


def _cells(rows: list[list[int]]) -> dict[tuple[int, int], int]:
    return {(row, column): number for row, line in enumerate(rows) for column, number in enumerate(line)}


def _sums(cells: Mapping[tuple[int, int], int]) -> dict[Cell, int]:
    """Every figure of the table, its totals with it."""
    rows: list[int | Sum] = [*dict.fromkeys(row for row, _ in cells), ALL]
    columns: list[int | Sum] = [*dict.fromkeys(column for _, column in cells), ALL]
    return {
        (row, column): sum(n for (r, c), n in cells.items() if row in (r, ALL) and column in (c, ALL))
        for row, column in product(rows, columns)
    }


@pytest.mark.parametrize(
    ("counts", "unseen"),
    [
        ({"yes": 17, "no": 8}, set()),
        ({"yes": 17, "no": 3}, {"yes", "no"}),  # 20 less 17 is 3
        ({"yes": 17, "partly": 9, "no": 3}, {"partly", "no"}),
        ({"yes": 95, "partly": 3, "no": 2}, {"partly", "no"}),  # five together: each can be any of 1 to 4
        ({"yes": 95, "partly": 1, "no": 1}, {"yes", "partly", "no"}),  # two together would be one each
        ({"yes": 17, "no": 0}, set()),
        ({"yes": 3, "no": 0}, {"yes", ALL}),
        ({"yes": 1, "no": 1, "partly": 3}, {"yes", "no", "partly", ALL}),
        ({}, set()),
    ],
)
def test_a_small_number_goes_and_so_does_what_would_give_it_away(counts: dict[str, int], unseen: set[Hashable]) -> None:
    assert hidden(counts) == unseen


def test_where_people_think_something_that_nobody_does_is_not_told() -> None:
    assert hidden({"yes": 17, "no": 0}, zeros=False) == {"yes", "no"}


@given(counts=_lists, zeros=st.booleans())
def test_in_a_list_a_small_number_can_still_be_any_small_number(counts: dict[str, int], zeros: bool) -> None:
    low = 1 if zeros else 0
    unseen = hidden(counts, zeros=zeros)
    small = {key for key, number in counts.items() if low <= number < SMALL}
    assert small <= unseen
    if small and ALL not in unseen:
        left = sum(counts[key] for key in counts if key in unseen)
        others = len([key for key in counts if key in unseen]) - 1
        assert others >= 1
        assert left - low * others >= SMALL - 1


@given(rows=_tables, zeros=st.booleans())
def test_in_a_table_a_small_number_can_still_be_any_small_number(rows: list[list[int]], zeros: bool) -> None:
    """Said by another way: a linear program over everything shown. That its answers are whole numbers is a property of such tables."""
    low = 1 if zeros else 0
    figures = _sums(_cells(rows))
    unseen = in_table(_cells(rows), zeros=zeros)
    small = {key for key, number in figures.items() if low <= number < SMALL}
    assert small <= unseen
    for key in small:
        least, most = _bounds(figures, unseen, key, low)
        assert least <= max(low, low * _parts(figures, key))  # a sum of two that came is two at least
        assert most >= SMALL - 1


def test_the_law_of_the_table_is_not_true_of_every_table() -> None:
    figures = _sums(_cells([[3, 9, 20], [8, 9, 30]]))
    assert _bounds(figures, frozenset({(0, 0)}), (0, 0), 1) == (3, 3)  # hidden alone it follows
    assert _bounds(figures, frozenset({(0, 0), (0, 1)}), (0, 0), 1) == (3, 3)  # and so it does from its column


@given(rows=_tables)
def test_totals_of_five_and_more_may_be_known_where_zeros_are_not_told(rows: list[list[int]]) -> None:
    cells = _cells(rows)
    figures = _sums(cells)
    known = {(row, ALL) for row, _ in cells} | {(ALL, ALL)}
    assume(all(figures[key] >= SMALL for key in known))
    unseen = in_table(cells, zeros=False, known=known)
    assert not unseen & known
    for key in {key for key, number in figures.items() if number < SMALL}:
        least, most = _bounds(figures, unseen, key, 0)
        assert (least, most >= SMALL - 1) == (0, True)


def test_what_is_known_elsewhere_can_make_it_impossible() -> None:
    with pytest.raises(ValueError, match="Nothing that may be hidden"):
        in_table({(0, 0): 3, (1, 0): 9}, known={(0, ALL), (ALL, 0)})


@given(totals=st.dictionaries(st.sampled_from("abcdef"), _few))
def test_rows_too_small_are_told_together_or_not_at_all(totals: dict[str, int]) -> None:
    rest = together(totals)
    assert {key for key, number in totals.items() if 0 < number < SMALL} <= rest
    if rest and rest != {key for key, number in totals.items() if number}:
        assert len(rest) >= 2
        assert sum(totals[key] for key in rest) >= SMALL


def test_a_row_alone_takes_the_next_smallest_for_company() -> None:
    assert together({"a": 3, "b": 30, "c": 9}) == {"a", "c"}
    assert together({"a": 30, "b": 9, "c": 0}) == frozenset()


@pytest.mark.parametrize(
    ("number", "total", "said"), [(97, 100, True), (95, 100, False), (6, 6, False), (MANY, MANY, True)]
)
def test_nearly_all_is_said_of_many(number: int, total: int, said: bool) -> None:
    assert nearly_all(number, total) is said


def _parts(figures: Mapping[Cell, int], key: Cell) -> int:
    return len(
        [
            one
            for one in figures
            if figures[one] and all(a is not ALL and b in (a, ALL) for a, b in zip(one, key, strict=True))
        ]
    )


def _bounds(
    figures: Mapping[Cell, int],
    unseen: frozenset[Cell],
    key: Cell,
    low: int,
) -> tuple[int, int]:
    """The least and the most a figure can be for who sees all that is shown, and knows that nothing hidden is below `low`."""
    keys = list(figures)
    place = {one: number for number, one in enumerate(keys)}
    sums = []
    for row, column in keys:
        for side in (0, 1):
            if (row, column)[side] is ALL:
                parts = [one for one in keys if one[side] is not ALL and one[1 - side] == (row, column)[1 - side]]
                line = [0] * len(keys)
                line[place[row, column]] = -1
                for part in parts:
                    line[place[part]] = 1
                sums.append(line)
    bounds = [(low, None) if one in unseen else (figures[one], figures[one]) for one in keys]
    ends = []
    for sign in (1, -1):
        aim = [0] * len(keys)
        aim[place[key]] = sign
        found = linprog(aim, A_eq=sums, b_eq=[0] * len(sums), bounds=bounds)
        ends.append(10**6 if found.status == 3 else round(sign * found.fun))
    return ends[0], ends[1]
