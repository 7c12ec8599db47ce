"""Stretches of time as numbers: sorted, half open, never touching. What holds all day is said once, not ninety-six times.

Unit: whole minutes since 1970-01-01 00:00 UTC, so that a day on which the clock changes is simply longer or shorter.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache

Interval = tuple[int, int]
Intervals = tuple[Interval, ...]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def minute_of(moment: datetime) -> int:
    """The whole minute an aware moment lies in."""
    return (moment - EPOCH) // MINUTE


@lru_cache(maxsize=65_536)  # the same moments are told of many places and tasks
def moment_of(minute: int) -> datetime:
    """The UTC moment a minute begins."""
    return EPOCH + minute * MINUTE


def merged(found: Iterable[Interval]) -> Intervals:
    """The same time as few stretches as it takes; empty ones are left out."""
    out: list[Interval] = []
    for begins, ends in sorted(stretch for stretch in found if stretch[0] < stretch[1]):
        if out and begins <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], ends))
        else:
            out.append((begins, ends))
    return tuple(out)


def both(one: Intervals, other: Intervals) -> Intervals:
    """The time that lies in the two of them."""
    return tuple(_both(one, other))


def without(one: Intervals, other: Intervals) -> Intervals:
    """The time of the first that does not lie in the second."""
    if not one:
        return ()
    edges = [one[0][0], *(edge for stretch in other for edge in stretch), one[-1][1]]
    return both(one, tuple((a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b))


def covers(found: Intervals, minute: int) -> bool:
    """Whether a minute lies in one of the stretches."""
    at = bisect_right(found, (minute, float("inf"))) - 1
    return at >= 0 and found[at][0] <= minute < found[at][1]


def length(found: Intervals) -> int:
    """Minutes in all."""
    return sum(ends - begins for begins, ends in found)


def _both(one: Intervals, other: Intervals) -> Iterator[Interval]:
    a = b = 0
    while a < len(one) and b < len(other):
        begins, ends = max(one[a][0], other[b][0]), min(one[a][1], other[b][1])
        if begins < ends:
            yield begins, ends
        if one[a][1] < other[b][1]:
            a += 1
        else:
            b += 1
