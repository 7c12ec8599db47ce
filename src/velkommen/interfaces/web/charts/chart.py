"""What a chart shows, before anybody has drawn it. Its title is its conclusion; its table stands beside it.

Every chart has a `key` (its name in the page), a `title` and `said`, which writes a value in words (3,5 %; 12 min).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from velkommen.interfaces.web.templatetags.words import number

Said = Callable[[float], str]
Point = date | str  # a place on the axis of time, or a named one ("Round 2")


@dataclass(frozen=True)
class Series:
    """One line, or one colour of columns. None is a gap: nothing is known there, which is not zero."""

    label: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Band:
    """Between which values the truth lies with some certainty; None where nothing is said."""

    label: str
    low: Sequence[float | None]
    high: Sequence[float | None]


@dataclass(frozen=True)
class Moment:
    """A day on which something changed, and what."""

    at: Point
    text: str


@dataclass(frozen=True)
class Target:
    """A value to hold the others against."""

    value: float
    text: str


@dataclass(frozen=True)
class Lines:
    """Values over days, weeks or months, evenly spaced, from zero.

    Args:
        points: the days (the first of each week or month), or named points; as many as each series has values.
        monthly: whether a point is a whole month.
        most: where the axis ends; None where it follows the values (100 for per cents).
    """

    key: str
    title: str
    points: Sequence[Point]
    series: Sequence[Series]
    band: Band | None = None
    moments: Sequence[Moment] = field(default=())
    target: Target | None = None
    monthly: bool = False
    most: float | None = None
    said: Said = number


@dataclass(frozen=True)
class Columns:
    """Grouped columns over time: as `Lines`, for few points that are sums."""

    key: str
    title: str
    points: Sequence[Point]
    series: Sequence[Series]
    moments: Sequence[Moment] = field(default=())
    target: Target | None = None
    monthly: bool = False
    most: float | None = None
    said: Said = number


@dataclass(frozen=True)
class Heat:
    """Values by weekday and clock hour. None where nothing can be: a closed hour, or one too small to tell.

    Args:
        days: what the rows are called, in order ("Monday").
        hours: the clock hours of the columns, in order.
        values: one row per day, one value per hour.
        nothing: what None means here ("closed").
    """

    key: str
    title: str
    days: Sequence[str]
    hours: Sequence[int]
    values: Sequence[Sequence[float | None]]
    nothing: str = ""
    said: Said = number


@dataclass(frozen=True)
class Estimate:
    """A value with the interval it lies in (low and high None where there is none: all were counted); value None: not known."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Intervals:
    """Values under each other with their intervals, from zero (or below, where values are)."""

    key: str
    title: str
    rows: Sequence[Estimate]
    target: Target | None = None
    most: float | None = None
    said: Said = number


@dataclass(frozen=True)
class Bars:
    """Parts under each other, each a bar with its name above it. `values` of the second series are what the first is compared with."""

    key: str
    title: str
    labels: Sequence[str]
    values: Series
    beside: Series | None = None
    most: float | None = None
    said: Said = number


Chart = Lines | Columns | Heat | Intervals | Bars
