"""A day as a row of cells of five minutes, and sets of cells as whole numbers: one bit a cell, so that a day is compared at once.

A cell is counted from 1970-01-01 00:00 UTC, so that no two moments share one, also where the clock is changed. Within a day bit 0 is the
first cell after local midnight.
"""

from collections.abc import Iterable, Iterator

CELL = 5  # minutes
Mask = int


def cell_of(minute: int) -> int:
    """The cell a minute (see `intervals`) lies in."""
    return minute // CELL


def minute_at(cell: int) -> int:
    """The minute a cell begins with."""
    return cell * CELL


def cells_for(minutes: int) -> int:
    """How many cells so many minutes take: a cell begun is taken."""
    return -(-minutes // CELL)


def span(first: int, count: int) -> Mask:
    """So many cells from one on."""
    return ((1 << count) - 1) << first


def between(begins: int, ends: int, midnight: int) -> Mask:
    """The whole cells of a stretch of minutes, in the day that begins at a minute."""
    first, last = -(-(begins - midnight) // CELL), (ends - midnight) // CELL
    return span(first, last - first) if last > first else 0


def reaching(begins: int, ends: int, midnight: int) -> Mask:
    """All cells a stretch of minutes reaches into, in the day that begins at a minute."""
    first, last = (begins - midnight) // CELL, -(-(ends - midnight) // CELL)
    return span(first, last - first) if last > first else 0


def union(masks: Iterable[Mask]) -> Mask:
    found = 0
    for mask in masks:
        found |= mask
    return found


def starts(free: Mask, count: int) -> Mask:
    """Where so many free cells begin, one after the other."""
    left = count - 1
    step = 1
    while left > 0 and free:
        shift = min(step, left)
        free &= free >> shift
        left -= shift
        step *= 2
    return free


def each(mask: Mask) -> Iterator[int]:
    """The cells of a set, ascending."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
