"""Where the columns of a sheet are: the row of headings, found below whatever titles stand above it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from velkommen.domain.sheets import Fault, fault
from velkommen.shared.sheets.files import HEAD_LINES, Cell, Row

C = TypeVar("C", bound=StrEnum)


@dataclass(frozen=True)
class Head(Generic[C]):
    """Column -> its place in a row; the headings nobody asked for; how many cells a row may have."""

    at: Mapping[C, int]
    unused: Sequence[str]
    width: int

    def cell(self, row: Row, column: C) -> Cell:
        """What a row says under a column; "" when it says nothing."""
        place = self.at.get(column)
        return row.cells[place] if place is not None and place < len(row.cells) else ""

    def text(self, row: Row, column: C) -> str:
        """The same as text; a whole number without its decimals."""
        return as_text(self.cell(row, column))

    def check(self, row: Row) -> None:
        """Raises: Refusal BAD_FILE (FORMULA, TOO_MANY_CELLS)."""
        if row.formula:
            raise fault(Fault.FORMULA)
        if len(row.cells) > self.width:
            raise fault(Fault.TOO_MANY_CELLS)


def head_of(row: Row, column_of: Callable[[str], C | None]) -> Head[C]:
    """The headings of a row. Raises: Refusal BAD_FILE (HEAD_TWICE)."""
    at: dict[C, int] = {}
    for place, cell in enumerate(row.cells):
        column = column_of(str(cell))
        if column in at:
            raise fault(Fault.HEAD_TWICE, text=str(cell), column=column.value, row=row.number)
        if column:
            at[column] = place
    unused = [str(cell) for cell in row.cells if cell != "" and column_of(str(cell)) is None]
    return Head(at, unused, len(row.cells))


def under_head(
    rows: Sequence[Row], column_of: Callable[[str], C | None], needed: Sequence[C]
) -> tuple[Head[C], Sequence[Row]]:
    """The headings, found near the top where two are known in one row, and the rows below them.

    Raises:
        Refusal: BAD_FILE (HEAD_MISSING, HEAD_TWICE, COLUMN_MISSING for one that is needed, EMPTY).
    """
    top = next((n for n, row in enumerate(rows[:HEAD_LINES]) if sum(map(bool, _columns(row, column_of))) > 1), None)
    if top is None:
        raise fault(Fault.HEAD_MISSING, example=";".join(needed))
    head = head_of(rows[top], column_of)
    for column in needed:
        if column not in head.at:
            raise fault(Fault.COLUMN_MISSING, column=column.value)
    if not rows[top + 1 :]:
        raise fault(Fault.EMPTY)
    return head, rows[top + 1 :]


def _columns(row: Row, column_of: Callable[[str], C | None]) -> list[C | None]:
    return [column_of(str(cell)) for cell in row.cells]


def as_text(cell: Cell) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
