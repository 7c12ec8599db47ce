"""Coverage: in how many staffed hours was anything counted? An hour nobody counted in is a gap, not a zero."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from velkommen.domain.measures import Share


@dataclass(frozen=True)
class Gap:
    """Staffed hours of one place and day in which nobody counted, from clock hour `starts` until clock hour `ends`."""

    place: int
    day: date
    starts: int
    ends: int


@dataclass(frozen=True)
class Coverage:
    """Staffed clock hours with at least one enquiry, of those that are over; and the gaps, newest first.

    Before the first day anything was counted, no hour is a gap.
    """

    share: Share
    gaps: Sequence[Gap]
