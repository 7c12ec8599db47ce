"""From bytes to rows of cells: CSV in the encodings and with the separators Danish offices use, or one sheet of Excel."""

import csv
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from io import BytesIO, StringIO
from warnings import catch_warnings

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from velkommen.apps.evaluation.importing.words import column_of
from velkommen.domain.privacy import has_cpr
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.sheets import Fault, fault

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_ROWS = 100_000
MOST_CELLS = 2_000_000  # a single cell in the far corner of a sheet would make billions
SEPARATORS = ";,\t"
HEAD_LINES = 20  # the head stands within the first lines; titles may stand above it

Cell = str | int | float | date | time | timedelta


@dataclass(frozen=True)
class Row:
    """One row as the spreadsheet numbers it (from 1), without trailing empty cells. An empty cell is ""."""

    number: int
    cells: Sequence[Cell]
    formula: bool = False


def rows_of(data: bytes) -> list[Row]:
    """Every row of a CSV or XLSX file that is not empty.

    Raises:
        Refusal: CPR_IN_TEXT with the row; BAD_FILE with a `Fault` of the file.
    """
    if len(data) > MOST_BYTES:
        raise fault(Fault.TOO_LARGE, most=MOST_BYTES // 1024 // 1024)
    if data.startswith(b"PK\x03\x04"):
        found = _from_excel(data)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        raise fault(Fault.LOCKED if "EncryptedPackage".encode("utf-16-le") in data else Fault.OLD_EXCEL)
    else:
        found = _from_text(data)
    if not found:
        raise fault(Fault.EMPTY)
    if len(found) > MOST_ROWS:
        raise fault(Fault.TOO_MANY_ROWS, most=MOST_ROWS)
    return found


def refuse_cpr_in(number: int, cells: Iterable[object]) -> None:
    """Raises: Refusal CPR_IN_TEXT naming the row. A number that lost its first zero in a spreadsheet is one too."""
    for cell in cells:
        if isinstance(cell, date | time | timedelta):
            continue
        text = str(cell)
        if isinstance(cell, float) and cell.is_integer():
            text = str(int(cell))
        if has_cpr(text) or (len(text) == 9 and text.isdigit() and has_cpr(f"0{text}")):
            raise Refusal(Code.CPR_IN_TEXT, row=number)


def _from_text(data: bytes) -> list[Row]:
    text = _decoded(data)
    if text.lower().startswith("sep="):  # a note to Excel, not a row
        text = "\n" + text.partition("\n")[2]
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text))
    found = []
    try:
        for number, cells in enumerate(reader, start=1):
            refuse_cpr_in(number, cells)
            if row := _row(number, cells):
                found.append(row)
    except csv.Error as error:
        raise fault(Fault.BROKEN) from error
    return found


def _decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with its mark ("Unicode text" of Excel), else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in data or data.startswith(b"%PDF"):
        raise fault(Fault.NOT_A_SHEET)
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise fault(Fault.NOT_A_SHEET)


def _separator(text: str) -> str:
    """The separator by which a line near the top has most columns we know."""
    lines = text.splitlines()[:HEAD_LINES]
    return max(SEPARATORS, key=lambda mark: max((_known_columns(line.split(mark)) for line in lines), default=0))


def _known_columns(cells: Sequence[str]) -> int:
    return len({column_of(cell.strip('" ')) for cell in cells} - {None})


def _from_excel(data: bytes) -> list[Row]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise fault(Fault.TOO_LARGE, most=MOST_BYTES // 1024 // 1024)
        with catch_warnings(action="ignore"):  # of fonts and drop-down lists it does not keep
            book = load_workbook(BytesIO(data))
    except Refusal:
        raise
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError, TypeError) as error:
        raise fault(Fault.BROKEN) from error  # openpyxl lets every such error of a broken file through
    for sheet in book.worksheets:
        if sheet.max_row * sheet.max_column > MOST_CELLS:
            raise fault(Fault.TOO_WIDE, where=f"{get_column_letter(sheet.max_column)}{sheet.max_row}")
        _refuse_cpr_in_sheet(sheet)
    return _rows_of_sheet(_only_sheet(book))


def _refuse_cpr_in_sheet(sheet: Worksheet) -> None:
    """Cells and notes of every sheet, the hidden ones too, and its title (as row 0)."""
    refuse_cpr_in(1, [sheet.title])
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        refuse_cpr_in(number, (cell.value for cell in cells if cell.value is not None))
        refuse_cpr_in(number, (cell.comment.text for cell in cells if cell.comment))


def _only_sheet(book: Workbook) -> Worksheet:
    filled = [sheet for sheet in book.worksheets if sheet.max_row > 1 or sheet["A1"].value is not None]
    if not filled:
        raise fault(Fault.EMPTY)
    if len(filled) > 1:
        raise fault(Fault.SEVERAL_SHEETS, sheets=[sheet.title for sheet in filled])
    return filled[0]


def _rows_of_sheet(sheet: Worksheet) -> list[Row]:
    hidden = [str(n) for n, shape in [*sheet.row_dimensions.items(), *sheet.column_dimensions.items()] if shape.hidden]
    if hidden or sheet.sheet_state != "visible":
        raise fault(Fault.HIDDEN, where=", ".join(hidden[:5]) or sheet.title)
    if sheet.merged_cells.ranges:
        raise fault(Fault.MERGED, where=", ".join(sorted(str(area) for area in sheet.merged_cells.ranges)[:5]))
    found = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if row := _row(number, [cell.value for cell in cells], any(cell.data_type == "f" for cell in cells)):
            found.append(row)
    return found


def _row(number: int, values: Iterable[object], formula: bool = False) -> Row | None:
    cells = [_cell(value) for value in values]
    while cells and cells[-1] == "":
        cells.pop()
    return Row(number, cells, formula) if cells else None


def _cell(value: object) -> Cell:
    if isinstance(value, int | float | date | time | timedelta):
        return value
    return "" if value is None else " ".join(str(value).split())
