"""A table as the screen draws it: cells in words, and the geometry of the chart above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from velkommen.interfaces.web.tables import said
from velkommen.interfaces.web.tables.table import Cell, Change, Per, Points, Seconds, Table, Untold
from velkommen.interfaces.web.templatetags.words import long_day, number

ROW, LABEL, BAR, BESIDE = (
    42,
    15,
    12,
    6,
)  # tenths of a rem of a bar's row: label above, our bar, the bar it is compared with
GAP = 6  # between a label and its bar
WIDEST = 100.0
NUMBERS = int | float | Per | Change | Points | Seconds | Untold


@dataclass(frozen=True)
class ShownCell:
    """`style` aligns numbers under each other and takes the weight from a zero, so that what is there is seen."""

    text: str
    style: str


@dataclass(frozen=True)
class ShownBar:
    """A bar drawn: distances from the top in rem, so that they grow with the letters of a reader; widths in per cent of the chart."""

    label: str
    value: str
    beside: str
    label_at: str
    bar_at: str
    beside_at: str
    width: str
    beside_width: str


@dataclass(frozen=True)
class Chart:
    """Horizontal bars under their labels. Widths are per cent and text is not scaled: a phone shows it full size."""

    bars: Sequence[ShownBar]
    height: str
    beside: str

    @property
    def in_words(self) -> str:
        """What the picture says to somebody who does not see it."""
        return "; ".join(f"{bar.label} {bar.value}" + (f" ({bar.beside})" if bar.beside else "") for bar in self.bars)


@dataclass(frozen=True)
class ShownTable:
    """Everything a template needs of a table."""

    table: Table
    head: Sequence[ShownCell]
    rows: Sequence[Sequence[ShownCell]]
    total: Sequence[ShownCell]
    chart: Chart | None


def shown(table: Table) -> ShownTable:
    """A table in the words of the active language."""
    rows = [[_cell(cell) for cell in row] for row in table.rows_shown]
    return ShownTable(table, _head(table), rows, [_cell(cell) for cell in table.total], _chart(table))


def _head(table: Table) -> list[ShownCell]:
    """The headings, each on the side its column is aligned to."""
    first = table.rows[0] if table.rows else table.head
    return [
        ShownCell(text, "vk-num" if isinstance(cell, NUMBERS) else "")
        for text, cell in zip(table.head, first, strict=True)
    ]


def _cell(cell: Cell) -> ShownCell:
    is_number = isinstance(cell, NUMBERS) or cell == "–"  # a number that is not known
    return ShownCell(_text(cell), "vk-num vk-none" if cell == 0 else "vk-num" if is_number else "")


def _text(cell: Cell) -> str:
    if isinstance(cell, Per):
        return "–" if cell.value is None else said.per_cent(cell.value)
    if isinstance(cell, Change):
        return said.change(cell.value)
    if isinstance(cell, Points):
        return said.points(cell.value)
    if isinstance(cell, Seconds):
        return said.duration(cell.value)
    if isinstance(cell, date):
        return long_day(cell)
    return _number(cell) if isinstance(cell, int | float) else str(cell)


def _number(value: float) -> str:
    return said.tenths(value) if isinstance(value, float) else number(value)


def _chart(table: Table) -> Chart | None:
    if not table.bars:
        return None
    compared = any(bar.beside is not None for bar in table.bars)
    row = ROW + (BESIDE + 2 if compared else 0)
    most = max(max(bar.value, bar.beside or 0.0) for bar in table.bars) or 1.0
    bars = [
        ShownBar(
            label=bar.label,
            value=said.per_cent(bar.value),
            beside="" if bar.beside is None else said.per_cent(bar.beside),
            label_at=_rem(index * row + LABEL),
            bar_at=_rem(index * row + LABEL + GAP),
            beside_at=_rem(index * row + LABEL + GAP + BAR + 2),
            width=_width(bar.value, most),
            beside_width=_width(bar.beside or 0.0, most),
        )
        for index, bar in enumerate(table.bars)
    ]
    return Chart(bars, _rem(row * len(bars)), table.beside)


def _rem(tenths: int) -> str:
    return f"{tenths / 10:g}rem"


def _width(value: float, most: float) -> str:
    return f"{WIDEST * value / most:.2f}%"
