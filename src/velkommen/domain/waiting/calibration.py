"""What was told beside what came true: how often a wait lay in its range, how far off the middle was, and in which direction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import fmean

from velkommen.domain.measures import Share
from velkommen.domain.waiting.line import How
from velkommen.domain.waiting.ranges import rounded
from velkommen.domain.waiting.replay import Wait

AIM = 80  # per cent of numbers that are to be called inside the range that was reckoned
EDGES = (0.0, 5.0, 10.0, 20.0, 40.0, inf)  # minutes; predictions are looked at between two of them


@dataclass(frozen=True)
class Came:
    """A number that was called: what was predicted when it was drawn, and the minutes it waited."""

    place: int
    how: How
    wait: Wait
    waited: float


@dataclass(frozen=True)
class Calibration:
    """How well the predictions of some numbers held.

    Args:
        inside: how many were called inside the range that was reckoned, both ends included.
        told: the same of the rounded range that people saw, which is wider.
        error: mean absolute error of the middle, in minutes; None of no number.
        bias: how much too long the middle was on average, in minutes; below zero it was too short.
    """

    numbers: int
    inside: Share
    told: Share
    error: float | None
    bias: float | None


@dataclass(frozen=True)
class Band:
    """Predictions whose middle is at least `low` and less than `high` minutes."""

    low: float
    high: float
    found: Calibration


def calibrated(came: Sequence[Came]) -> Calibration:
    """All of them together."""
    number = len(came)
    off = [one.wait.middle - one.waited for one in came]
    return Calibration(
        numbers=number,
        inside=Share(sum(one.wait.low <= one.waited <= one.wait.high for one in came), number),
        told=Share(sum(_in_told(one) for one in came), number),
        error=fmean(map(abs, off)) if off else None,
        bias=fmean(off) if off else None,
    )


def bands(came: Iterable[Came]) -> list[Band]:
    """By how long the predicted wait was, the shortest first; bands without a number too."""
    rows = list(came)
    return [
        Band(low, high, calibrated([one for one in rows if low <= one.wait.middle < high]))
        for low, high in pairwise(EDGES)
    ]


def _in_told(one: Came) -> bool:
    """A range whose ends are equal says "more than"."""
    told = rounded(one.wait)
    return told.low <= one.waited <= (told.high if told.low < told.high else inf)
