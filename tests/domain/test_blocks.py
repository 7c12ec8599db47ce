"""What adds up: a block is the same however its parts are put together, and it is the same bytes."""

import json
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from velkommen.domain.blocks import Block, total
from velkommen.domain.durations import WIDEST, WIDTHS, class_of
from velkommen.domain.lifecycle import State
from velkommen.domain.measures import Share, Spread
from velkommen.domain.remainders import without

SECONDS = st.integers(min_value=0, max_value=60_000)
CELLS = st.tuples(
    st.integers(1, 3),
    st.sampled_from(["", "solved", "left", "to_department"]),
    st.sampled_from(["", "library"]),
    st.sampled_from(["in", "out", ""]),
)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    block = Block(
        tasks=Counter(draw(st.lists(CELLS, max_size=8))),
        hours=Counter(draw(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 23)), max_size=4))),
        endings=Counter(draw(st.lists(st.sampled_from(["finished", "no_show"]), max_size=4))),
        staffed=draw(st.integers(0, 8)),
    )
    for seconds in draw(st.lists(SECONDS, max_size=6)):
        block.lasted("waiting", seconds)
    return block


@given(st.lists(blocks(), max_size=5), st.randoms(use_true_random=False))
def test_any_order_and_any_split_is_the_same_block(parts: list[Block], chance: object) -> None:
    whole = total(parts)
    middle = len(parts) // 2
    assert total([total(parts[middle:]), total(parts[:middle])]).as_bytes() == whole.as_bytes()


@given(blocks())
def test_a_block_is_read_back_from_its_bytes(block: Block) -> None:
    again = Block.from_bytes(block.as_bytes())
    assert (again, again.as_bytes()) == (block, block.as_bytes())


@given(blocks())
def test_its_texts_are_json_with_everything_in_order(block: Block) -> None:
    counts, times = block.parts()
    for text in (counts, times):
        assert json.dumps(json.loads(text), separators=(",", ":"), sort_keys=True) == text
    said = json.loads(counts)
    for name, counter in (("tasks", block.tasks), ("hours", block.hours)):
        *columns, numbers = said.get(name, [[]])
        keys = zip(
            *([one["words"][at] for at in one["at"]] if isinstance(one, dict) else one for one in columns), strict=True
        )
        assert list(zip(keys, numbers, strict=True)) == sorted(counter.items())
    words = [one["words"] for one in said.get("tasks", []) if isinstance(one, dict)]
    assert words == [sorted(set(column)) for column in list(zip(*block.tasks, strict=True))[1:]]


@given(st.lists(blocks(), max_size=4))
def test_adding_changes_nothing_but_the_sum(parts: list[Block]) -> None:
    before = [part.as_bytes() for part in parts]
    total(parts)
    assert [part.as_bytes() for part in parts] == before


@given(blocks(), blocks())
def test_a_part_can_be_taken_away_again(one: Block, other: Block) -> None:
    whole = total([one, other])
    left = without(whole, other)
    assert (left.as_bytes(), whole) == (one.as_bytes(), total([one, other]))
    assert all(left.tasks.values()) and all(all(counts.values()) for counts in left.lasting.values())  # noqa: PT018 - one law


@given(SECONDS)
def test_a_duration_never_passes_its_class_and_is_less_than_a_width_below_it(seconds: int) -> None:
    bound = class_of(seconds)
    wide = next((width for upto, width in WIDTHS if seconds <= upto), WIDEST)
    assert 0 <= bound - seconds < wide
    assert class_of(bound) == bound


def test_what_is_nought_stands_nowhere() -> None:
    assert (
        Block(tasks=Counter({(1, "solved", "", "in"): 0}), lasting={"waiting": Counter({5: 0})}).as_bytes()
        == Block().as_bytes()
    )


def test_the_figures_of_a_block() -> None:
    block = Block(
        tasks=Counter(
            {
                (1, "solved", "library", "in"): 6,
                (1, "left", "", "out"): 1,
                (2, "to_department", "library", "out"): 2,
                (2, "", "", ""): 1,
            }
        ),
        endings=Counter({"finished": 8, "no_show": 2}),
    )
    for seconds in (61, 62, 63, 900):
        block.lasted(State.WAITING, seconds)
    block.lasted("booked", 900)
    assert (block.number, block.answered, block.without_outcome) == (10, 8, 1)
    assert (block.solved, block.outside, block.no_shows) == (Share(6, 8), Share(3, 9), Share(2, 10))
    assert block.spread(State.WAITING) == Spread(4, 271.5, 65, 900)
    assert block.walked_in == Spread(3, 62.0, 65, 65)
