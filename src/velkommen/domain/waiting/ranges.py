"""What is told of a wait: a range in rounded minutes, never a promise."""

from dataclasses import dataclass

from velkommen.domain.waiting.replay import Wait

STEPS = (5, 10, 15, 20, 30, 40, 50, 60, 75, 90, 120, 150, 180)


@dataclass(frozen=True)
class WaitRange:
    """A rounded range in whole minutes; `low` 0 means "under `high`", equal ends "more than"."""

    low: int
    high: int


def rounded(wait: Wait) -> WaitRange:
    """The range of a wait, each end at the next step outward."""
    return WaitRange(_down(wait.low), _up(wait.high))


def widest(waits: list[Wait]) -> WaitRange:
    """One range for several waits (one at least), as where a line has several sorts of matters."""
    return WaitRange(_down(min(wait.low for wait in waits)), _up(max(wait.high for wait in waits)))


def _down(minutes: float) -> int:
    return max((step for step in (0, *STEPS) if step <= minutes), default=0)


def _up(minutes: float) -> int:
    return min((step for step in STEPS if step >= minutes), default=STEPS[-1])
