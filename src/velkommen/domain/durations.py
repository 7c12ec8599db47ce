"""Classes of time: durations that add up over any span. What lies in a class is told as its upper bound, which it did not pass.

The finer, the shorter: 5 seconds wide below 2 minutes, 15 below 10 minutes, 30 below half an hour, a minute below 2 hours, 5 minutes
below 8 hours, then half an hour. "Half waited at most" is so true of the bound as it is worded.
"""

from collections.abc import Sequence

WIDTHS: Sequence[tuple[int, int]] = (
    (120, 5),
    (600, 15),
    (1_800, 30),
    (7_200, 60),
    (28_800, 300),
)  # seconds: up to, wide
WIDEST = 1_800  # seconds


def _width(seconds: int) -> int:
    return next((wide for upto, wide in WIDTHS if seconds <= upto), WIDEST)


#: Seconds -> class, of all that lasts at most a day.
OF_A_DAY: Sequence[int] = [-(-seconds // _width(seconds)) * _width(seconds) for seconds in range(24 * 3_600 + 1)]


def class_of(seconds: int) -> int:
    """The upper bound, in seconds, of the class a duration lies in: never less than it, and less than one width more."""
    return OF_A_DAY[seconds] if seconds < len(OF_A_DAY) else -(-seconds // WIDEST) * WIDEST
