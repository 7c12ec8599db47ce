"""The life of a shift that changes hands, and of a leave that is asked for: closed lists, and which step is legal."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class DealState(StrEnum):
    """OPEN: somebody wants to give it up and still has it. CLAIMED: somebody takes it, if the lead agrees. The others are over."""

    OPEN = "open"
    CLAIMED = "claimed"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class LeaveState(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class News(StrEnum):
    """What somebody hears about their shifts that another did."""

    PUBLISHED = "published"
    GIVEN = "given"
    CHANGED = "changed"
    TAKEN_AWAY = "taken_away"
    ASKED = "asked"
    CLAIMED = "claimed"
    DEAL_DONE = "deal_done"
    DEAL_REFUSED = "deal_refused"
    LEAVE_APPROVED = "leave_approved"
    LEAVE_REFUSED = "leave_refused"
    ABSENCE_TOLD = "absence_told"


LIVE = frozenset({DealState.OPEN, DealState.CLAIMED})
_STEPS: Mapping[DealState, frozenset[DealState]] = MappingProxyType(
    {
        DealState.OPEN: frozenset({DealState.CLAIMED, DealState.DONE, DealState.WITHDRAWN}),
        DealState.CLAIMED: frozenset({DealState.DONE, DealState.REFUSED, DealState.WITHDRAWN}),
    }
)


def legal(one: DealState, other: DealState) -> bool:
    """Whether a deal may go from one state to another."""
    return other in _STEPS.get(one, frozenset())
