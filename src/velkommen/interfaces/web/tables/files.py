"""A table as a file a Danish spreadsheet opens as it is: semicolons, decimal commas, UTF-8 with its mark first."""

import csv
from datetime import date
from io import StringIO

from velkommen.interfaces.web.cells import inert
from velkommen.interfaces.web.tables.table import Cell, Per, Seconds, Table

MARK = "\ufeff"


def as_csv(table: Table) -> str:
    """Head, rows and total; per cents and seconds as plain numbers. What a spreadsheet would run is made text again."""
    page = StringIO()
    writer = csv.writer(page, delimiter=";", lineterminator="\r\n")
    writer.writerow([inert(text) for text in table.head])
    for row in (*table.rows, *([table.total] if table.total else [])):
        writer.writerow([_cell(cell) for cell in row])
    return MARK + page.getvalue()


def _cell(cell: Cell) -> str:
    if isinstance(cell, Per | Seconds):
        return "" if cell.value is None else f"{cell.value}".replace(".", ",")
    if isinstance(cell, date):
        return cell.isoformat()
    return inert(str(cell))
