"""A table as a file an office opens as it is: CSV (semicolons, decimal commas, UTF-8 with its mark first) or a workbook of Excel."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from velkommen.interfaces.web.cells import inert
from velkommen.interfaces.web.tables.table import Cell, Change, Per, Points, Seconds, Table

MARK = "\ufeff"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PER_CENT, DURATION, WHOLE, PARTED, DAY = "0.0 %", "[h]:mm:ss", "#,##0", "#,##0.0", "dd-mm-yyyy"
A_DAY = 86_400  # seconds; Excel counts in days
LONGEST_TITLE = 31  # letters Excel lets the name of a sheet have
NO_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
NARROWEST, WIDEST = 9, 46


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
    if isinstance(cell, Per | Change | Points | Seconds):
        return "" if cell.value is None else f"{cell.value}".replace(".", ",")
    if isinstance(cell, float):
        return f"{cell}".replace(".", ",")
    if isinstance(cell, date):
        return cell.isoformat()
    return inert(str(cell))


def as_xlsx(tables: Iterable[Table]) -> bytes:
    """Each table a sheet: its head, its rows and total, then its title and notes below. Numbers, times and days are what they are.

    A text is always a text, whatever it begins with: nothing in the file can run.
    """
    book = Workbook(write_only=True)
    book.properties.creator = "Velkommen"
    taken: set[str] = set()
    for table in tables:
        sheet = book.create_sheet(_title(table.title, taken))
        sheet.freeze_panes = "A2"
        for column, wide in enumerate(_widths(table), start=1):
            sheet.column_dimensions[get_column_letter(column)].width = wide
        sheet.append([_bold(sheet, text) for text in table.head])
        for row in table.rows:
            sheet.append([_typed(sheet, cell) for cell in row])
        if table.total:
            sheet.append([_bold(sheet, cell) for cell in table.total])
        sheet.append([])
        for text in (table.title, *table.notes):
            sheet.append([_typed(sheet, text)])
    page = BytesIO()
    book.save(page)
    return page.getvalue()


def _title(title: str, taken: set[str]) -> str:
    """What a sheet may be called: short, without signs Excel refuses, each once."""
    plain = " ".join(ILLEGAL_CHARACTERS_RE.sub("", title).translate(NO_TITLE).split())[:LONGEST_TITLE].strip() or "–"
    name, number = plain, 1
    while name.lower() in taken:
        number += 1
        name = f"{plain[: LONGEST_TITLE - len(str(number)) - 1]} {number}"
    taken.add(name.lower())
    return name


def _widths(table: Table) -> list[float]:
    columns = zip(table.head, *[[str(cell) for cell in row] for row in table.rows[:200]], strict=True)
    longest = [max(len(text) for text in column) for column in columns]
    return [min(max(wide + 2, NARROWEST), WIDEST) for wide in longest]


def _typed(sheet: WriteOnlyWorksheet, cell: Cell) -> SheetCell:
    if isinstance(cell, Per | Change):
        return _number(sheet, None if cell.value is None else cell.value / 100, PER_CENT)
    if isinstance(cell, Seconds):
        return _number(sheet, None if cell.value is None else cell.value / A_DAY, DURATION)
    if isinstance(cell, Points):
        return _number(sheet, cell.value, PARTED)
    if isinstance(cell, int | float):
        return _number(sheet, cell, WHOLE if isinstance(cell, int) else PARTED)
    if isinstance(cell, date):
        return _number(sheet, datetime.combine(cell, time()), DAY)
    return _text(sheet, str(cell))


def _number(sheet: WriteOnlyWorksheet, value: float | datetime | None, form: str) -> SheetCell:
    found = WriteOnlyCell(sheet, value)
    found.number_format = form
    return found


def _text(sheet: WriteOnlyWorksheet, text: str) -> SheetCell:
    """The type is set after the value, so that "=1+1" stays the four signs it is; so does what looks like an error or a link."""
    found = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    found.data_type = "s"
    found.quotePrefix = True  # Excel keeps it a text when it is edited
    return found


def _bold(sheet: WriteOnlyWorksheet, cell: Cell) -> SheetCell:
    found = _typed(sheet, cell)
    found.font = Font(bold=True)
    found.alignment = Alignment(wrap_text=True, vertical="top")
    return found
