"""What a leader must decide about: each matter with what is known of it, the most pressing first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Fact = str | int | float

LONG_WAIT = 20  # minutes somebody waits now that a leader hears of, where no target is set (our own limit)
COVERED = 90  # per cent of staffed hours something should be counted in (our own limit)


class Matter(StrEnum):
    """What may need a decision, in the order it is told: people first, then the days ahead, then the long run."""

    LONG_WAIT = "long_wait"
    LIFELINE = "lifeline"
    APPOINTMENTS = "appointments"
    MESSAGES = "messages"
    EQUIPMENT = "equipment"
    GAP = "gap"
    SOLVED = "solved"
    LIBRARY_SHARE = "library_share"
    OTHER = "other"
    VOLUME = "volume"
    COVERAGE = "coverage"
    MONTHS = "months"


@dataclass(frozen=True)
class Decision:
    """Something that needs a decision.

    Args:
        place: the service point it is about; None: all of the reader's.
        facts: what a sentence about it needs: numbers, keys, days as ISO text.
        weight: the larger the more pressing, among matters of one kind.
    """

    matter: Matter
    place: int | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    weight: float = 0.0


def in_order(found: Iterable[Decision]) -> list[Decision]:
    """Kind by kind, the most pressing first."""
    kinds = list(Matter)
    return sorted(found, key=lambda one: (kinds.index(one.matter), -one.weight, one.place or 0))
