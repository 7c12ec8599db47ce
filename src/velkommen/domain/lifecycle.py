"""The life of a visit: which move is legal from which state. The only table of its kind in the house."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from velkommen.domain.refusals import Code, Refusal


class State(StrEnum):
    """Where a visit is now. Every state but ENDED is also the kind of a period."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    WITH_EXPERT = "with_expert"
    ENDED = "ended"


class Move(StrEnum):
    """What may happen to a visit that exists."""

    CALL = "call"
    RECALL = "recall"
    START = "start"
    PARK = "park"
    RESUME = "resume"
    CONSULT = "consult"
    RETURN = "return"
    TRANSFER = "transfer"
    RECORD = "record"
    ADD_MATTER = "add_matter"
    FINISH = "finish"
    NO_SHOW = "no_show"
    LEAVE = "leave"


class Ending(StrEnum):
    """How a visit ended."""

    FINISHED = "finished"
    NO_SHOW = "no_show"
    LEFT = "left"


#: A desk has at most one visit in one of these states (a database constraint says it too).
AT_DESK = frozenset({State.CALLED, State.SERVING})
OPEN = frozenset(State) - {State.ENDED}

#: Move -> (states it may start from, state it leads to; None keeps the state).
MOVES: Mapping[Move, tuple[frozenset[State], State | None]] = MappingProxyType(
    {
        Move.CALL: (frozenset({State.WAITING}), State.CALLED),
        Move.RECALL: (frozenset({State.CALLED}), None),
        Move.START: (frozenset({State.WAITING, State.CALLED}), State.SERVING),
        Move.PARK: (frozenset({State.SERVING}), State.PARKED),
        Move.RESUME: (frozenset({State.PARKED}), State.SERVING),
        Move.CONSULT: (frozenset({State.SERVING}), State.WITH_EXPERT),
        Move.RETURN: (frozenset({State.WITH_EXPERT}), State.SERVING),
        Move.TRANSFER: (OPEN, State.WAITING),
        Move.RECORD: (frozenset({State.SERVING, State.WITH_EXPERT}), None),
        Move.ADD_MATTER: (frozenset({State.SERVING}), None),
        Move.FINISH: (frozenset({State.SERVING, State.WITH_EXPERT}), State.ENDED),
        Move.NO_SHOW: (frozenset({State.CALLED}), State.ENDED),
        Move.LEAVE: (frozenset({State.WAITING, State.CALLED, State.PARKED}), State.ENDED),
    }
)


def advance(state: State, move: Move, **facts: str | None) -> State:
    """The state after a move.

    Args:
        state: where the visit is.
        move: what someone wants to do.
        facts: who did the last thing and what the visit is called, for the sentence of a refusal.

    Raises:
        Refusal: ILLEGAL_MOVE, with state, move and the facts.
    """
    allowed, target = MOVES[move]
    if state not in allowed:
        raise Refusal(Code.ILLEGAL_MOVE, state=state.value, move=move.value, **facts)
    return target or state
