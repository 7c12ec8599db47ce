"""What to tell somebody who waits: a range, never a promise."""

from dataclasses import dataclass

STEPS = (5, 10, 15, 20, 30, 40, 50, 60, 75, 90, 120, 150, 180)
ASSUMED_MINUTES = (
    6.0  # one matter at a desk, until the place's own figures are known (an assumption, said so on screen)
)
SPREAD = 0.5  # the range reaches half again above and below the middle


@dataclass(frozen=True)
class WaitRange:
    """A rounded range in whole minutes; `low` 0 means "under `high`"."""

    low: int
    high: int


def estimate(ahead: int, desks: int, minutes_each: float = ASSUMED_MINUTES) -> WaitRange:
    """The rounded wait for somebody with `ahead` others before them.

    Args:
        ahead: how many wait before this one.
        desks: how many desks serve now; fewer than one counts as one.
        minutes_each: mean minutes a matter takes here.
    """
    middle = (ahead + 1) * minutes_each / max(desks, 1)
    low, high = middle * (1 - SPREAD), middle * (1 + SPREAD)
    return WaitRange(_down(low), _up(high))


def _down(minutes: float) -> int:
    return max((step for step in (0, *STEPS) if step <= minutes), default=0)


def _up(minutes: float) -> int:
    return min((step for step in STEPS if step >= minutes), default=STEPS[-1])
