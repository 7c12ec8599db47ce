"""Whether a day goes as it usually does: the number so far against the same hours of the same weekdays before."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

WEEKS, LEAST = 8, 4  # weekdays looked back on; fewer than LEAST with anything counted say nothing


class Going(StrEnum):
    AS_USUAL = "as_usual"
    BUSIER = "busier"
    CALMER = "calmer"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Day:
    """How a day goes: enquiries of the hours that are over, and the usual range of them (None: not known)."""

    going: Going
    so_far: int
    low: int | None = None
    high: int | None = None


def going(so_far: int, earlier: Sequence[int]) -> Day:
    """As usual is what lies between the second lowest and the second highest of earlier days. Days nobody counted on say nothing."""
    counted = sorted(number for number in earlier if number)
    if len(counted) < LEAST:
        return Day(Going.UNKNOWN, so_far)
    low, high = counted[1], counted[-2]
    going_ = Going.CALMER if so_far < low else Going.BUSIER if so_far > high else Going.AS_USUAL
    return Day(going_, so_far, low, high)
