"""A table of figures with the conclusion it is there for: the same rows stand on a screen, in a report and in a file one takes home."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from velkommen.domain.small_cells import MARK
from velkommen.interfaces.web.templatetags.words import minute_time


@dataclass(frozen=True)
class Per:
    """A per cent as a table shows it (39.2 is 39,2 %); None where there is nothing to take a share of."""

    value: float | None


@dataclass(frozen=True)
class Change:
    """How much more (or, below zero, less) something is, in per cent; None where there is nothing to compare with."""

    value: float | None


@dataclass(frozen=True)
class Points:
    """How many percentage points more (or, below zero, fewer) a share is than another, with one decimal."""

    value: float


@dataclass(frozen=True)
class Seconds:
    """A time as a table shows it; None where nothing was measured."""

    value: float | None


@dataclass(frozen=True)
class Hours:
    """A stretch of clock hours."""

    starts: int
    ends: int

    def __str__(self) -> str:
        return f"{minute_time(self.starts * 60)}–{minute_time(self.ends * 60)}"


@dataclass(frozen=True)
class Untold:
    """A figure that is not told, since it is of too few, or would give away one that is (`domain.small_cells`)."""

    def __str__(self) -> str:
        return MARK


UNTOLD = Untold()

Cell = str | int | float | date | Per | Change | Points | Seconds | Hours | Untold


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: its label, its per cent, and the per cent it is compared with, if any."""

    label: str
    value: float
    beside: float | None = None


@dataclass(frozen=True)
class Table:
    """A table with the conclusion it is there for, and the chart above it if it has one.

    Args:
        key: its name in addresses.
        title: its conclusion.
        head: one heading per column.
        rows: the first cell of each is the row's heading.
        total: a last row, if the columns add up to something.
        beside: what the second bars are, where there are any ("Skanderborg 2009").
        bars: the chart; none when a picture would not answer faster than the table.
        notes: what is counted and what is not; the source.
        shown: how many rows the screen shows; the file has all.
        printed: how many rows go on paper, so that the page is one sheet.
        measure: the key of the measure it shows (`domain.insight.registry`), whose page says what it means; "" where there is none.
    """

    key: str
    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] = ()
    bars: Sequence[Bar] = ()
    beside: str = ""
    notes: Sequence[str] = field(default=())
    shown: int | None = None
    printed: int | None = None
    measure: str = ""

    @property
    def rows_shown(self) -> Sequence[Sequence[Cell]]:
        return self.rows[: self.shown]

    @property
    def not_shown(self) -> int:
        return len(self.rows) - len(self.rows_shown)

    @property
    def not_printed(self) -> int:
        return len(self.rows) - len(self.rows[: self.printed])
