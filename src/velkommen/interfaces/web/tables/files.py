"""A table as a file a Danish spreadsheet opens as it is: semicolons, decimal commas, UTF-8 with its mark first."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO

from velkommen.interfaces.web.cells import inert
from velkommen.interfaces.web.tables.table import Cell, Per, Seconds, Table

MARK = "\ufeff"


def as_csv(table: Table) -> str:
    """Head, rows and total; per cents and seconds as plain numbers. What a spreadsheet would run is made text again."""
    rows = (*table.rows, *([table.total] if table.total else []))
    return _written([[inert(text) for text in table.head], *([_cell(cell) for cell in row] for row in rows)])


def rows_as_csv(rows: Iterable[Sequence[str]]) -> str:
    """Rows of texts, the headings first, in the same way."""
    return _written([inert(text) for text in row] for row in rows)


def _written(rows: Iterable[Sequence[str]]) -> str:
    page = StringIO()
    csv.writer(page, delimiter=";", lineterminator="\r\n").writerows(rows)
    return MARK + page.getvalue()


def _cell(cell: Cell) -> str:
    if isinstance(cell, Per | Seconds):
        return "" if cell.value is None else f"{cell.value}".replace(".", ",")
    if isinstance(cell, date):
        return cell.isoformat()
    return inert(str(cell))
