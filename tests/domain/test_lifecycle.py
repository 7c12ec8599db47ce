"""The table of moves, every state with every move, written out a second time so that a slip in the first shows."""

import pytest

from velkommen.domain.lifecycle import AT_DESK, MOVES, OPEN, Move, State, advance
from velkommen.domain.refusals import Code, Refusal

#: State -> the moves that are legal from it, with where they lead.
LEGAL = {
    "waiting": {"call": "called", "start": "serving", "transfer": "waiting", "leave": "ended"},
    "called": {
        "recall": "called",
        "start": "serving",
        "transfer": "waiting",
        "no_show": "ended",
        "leave": "ended",
    },
    "serving": {
        "park": "parked",
        "consult": "with_expert",
        "transfer": "waiting",
        "record": "serving",
        "add_matter": "serving",
        "finish": "ended",
    },
    "parked": {"resume": "serving", "transfer": "waiting", "leave": "ended"},
    "with_expert": {"return": "serving", "transfer": "waiting", "record": "with_expert", "finish": "ended"},
    "ended": {},
}


@pytest.mark.parametrize("move", list(Move))
@pytest.mark.parametrize("state", list(State))
def test_each_move_from_each_state(state: State, move: Move) -> None:
    target = LEGAL[state].get(move)
    if target:
        assert advance(state, move) is State(target)
        return
    with pytest.raises(Refusal) as no:
        advance(state, move, who="Mette", label="A001")
    facts = {"state": state.value, "move": move.value, "who": "Mette", "label": "A001"}
    assert (no.value.code, no.value.facts) == (Code.ILLEGAL_MOVE, facts)


def test_every_move_is_in_the_table() -> None:
    assert set(MOVES) == set(Move)


def test_nothing_leads_out_of_the_end() -> None:
    assert [move for move, (allowed, _) in MOVES.items() if State.ENDED in allowed] == []


def test_every_open_state_can_be_left_and_reached() -> None:
    left = {state for allowed, _ in MOVES.values() for state in allowed}
    reached = {target for _, target in MOVES.values() if target}
    assert (left, reached | {State.WAITING}) == (OPEN, set(State))


def test_a_desk_holds_those_called_and_served() -> None:
    assert sorted(AT_DESK) == ["called", "serving"]
