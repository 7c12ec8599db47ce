"""The municipality as sheets that can be read in again: one workbook, or a CSV file for each kind. No cell of them is a formula."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import cast

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from velkommen.apps.setup import hours
from velkommen.apps.setup.forms import Value
from velkommen.apps.setup.hours import At
from velkommen.apps.setup.present import Key, Present, Rows, Values
from velkommen.apps.setup.reading import FIRES, MARK
from velkommen.apps.setup.shapes import SHAPES, TASK_FIELDS, Kind
from velkommen.domain.hours.periods import Span
from velkommen.shared.sheets.files import Cell

Table = list[list[Cell]]
WIDEST = 60  # characters of a column


def tables(there: Present | None) -> dict[Kind, Table]:
    """Each sheet with its headings and a row for each thing there is, in the active language; without anything, headings alone."""
    return {kind: _table(kind, there.rows[kind] if there else {}) for kind in Kind}


def workbook(found: Mapping[Kind, Table]) -> bytes:
    """An XLSX file with a sheet for each kind. Texts that begin like a formula are texts."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for kind, table in found.items():
        sheet = book.create_sheet(SHAPES[kind].title)
        for number, row in enumerate(table, start=1):
            for place, value in enumerate(row, start=1):
                cell = sheet.cell(number, place)
                cell.value = value
                if isinstance(value, str) and value.startswith(FIRES):
                    cell.data_type, cell.quotePrefix = "s", True
                elif number == 1:
                    cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
        for place, width in enumerate(_widths(table), start=1):
            sheet.column_dimensions[get_column_letter(place)].width = width
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def text_files(found: Mapping[Kind, Table]) -> dict[str, bytes]:
    """File name -> CSV with semicolons and a mark of UTF-8, as Danish spreadsheets open it. Texts that begin like a formula get a '."""
    return {f"{SHAPES[kind].title.lower().replace(' ', '_')}.csv": _csv(table) for kind, table in found.items()}


def _csv(table: Table) -> bytes:
    kept = StringIO(newline="")
    writer = csv.writer(kept, delimiter=";")
    writer.writerows([_text(cell) for cell in row] for row in table)
    return kept.getvalue().encode("utf-8-sig")


def _text(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    text = str(cell)
    return f"{MARK}{text}" if text.startswith((*FIRES, MARK)) else text


def _widths(table: Table) -> Iterator[int]:
    for column in zip(*table[:200], strict=True):
        yield min(max(len(str(cell)) for cell in column) + 2, WIDEST)


def _table(kind: Kind, rows: Rows) -> Table:
    shape = SHAPES[kind]
    table: Table = [[column.heading for column in shape.columns]]
    for values in _whole(kind, rows):
        table.append([cell_of(kind, column.name, values) for column in shape.columns])
    return table


def cell_of(kind: Kind, name: str, values: Values) -> Cell:
    """What stands under a column in a row with these values; of a changed task the field must be among them."""
    column = SHAPES[kind].column(name)
    value = values.get(name, column.form.blank)
    if kind is Kind.CHANGES and name == "value":
        field = next((field for field in TASK_FIELDS if field.name == values.get("field")), column)
        return field.form.write(value)
    if value in {None, ""} and not (kind is Kind.OFFERS and name == "role"):
        return ""
    return column.form.write(value)


def _whole(kind: Kind, rows: Rows) -> Iterator[dict[str, Value]]:
    """Each row of a sheet with its keys; what stands together is spread over several."""
    keys = [column.name for column in SHAPES[kind].columns if column.key]
    for key, values in rows.items():
        named = dict(zip(keys, key, strict=True))
        for said in _spread(kind, key, values):
            yield {**named, **said}


def _spread(kind: Kind, key: Key, values: Values) -> Sequence[Values]:
    if kind in {Kind.HOURS, Kind.TASK_HOURS}:
        return [{"stop": stop, **hours.told(period)} for stop, period in cast(tuple[At, ...], values["all"])]
    if kind is Kind.SPECIAL_DAYS:
        spans, why = cast(tuple[tuple[Span, ...], str], values["all"])
        return [{"opens": opens, "closes": closes, "why": why} for opens, closes in spans] or [{"why": why}]
    return [values]
