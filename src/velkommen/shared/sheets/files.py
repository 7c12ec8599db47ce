"""From bytes to rows of cells: CSV in the encodings and with the separators Danish offices use, or the sheets of an Excel file."""

import csv
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from io import BytesIO, StringIO
from warnings import catch_warnings

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from velkommen.domain.privacy import has_cpr
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.sheets import Fault, fault
from velkommen.domain.texts import seen

MEGABYTE = 1_000_000
MOST_UNPACKED = 60 * MEGABYTE  # of a workbook openpyxl makes some ten times as much in memory
MOST_PRESSED = (
    200  # times smaller than unpacked; the sheets of an office are five times, or fifty where all rows are alike
)
MOST_ROWS = 100_000
MOST_CELLS = 2_000_000  # a single cell in the far corner of a sheet would make billions
SEPARATORS = ";,\t"
HEAD_LINES = 20  # the head stands within the first lines; titles may stand above it

Cell = str | int | float | date | time | timedelta
Knows = Callable[[str], object]  # whether a text is a heading of the sheet that is looked for


@dataclass(frozen=True)
class Row:
    """One row as the spreadsheet numbers it (from 1), without trailing empty cells. An empty cell is "".

    A row that is `private` holds something shaped like a CPR number, in a cell or a note; what it says is not carried on.
    """

    number: int
    cells: Sequence[Cell]
    formula: bool = False
    private: bool = False


@dataclass(frozen=True)
class Tab:
    """One sheet of a file: its title ("" in CSV), the rows that are not empty, and why none of them can be used, if so."""

    title: str
    rows: Sequence[Row]
    fault: Refusal | None = None


def rows_of(data: bytes, knows: Knows, most: int) -> Sequence[Row]:
    """Every row that is not empty of a file that has one sheet, at most so many bytes.

    Raises:
        Refusal: CPR_IN_TEXT with the row; BAD_FILE with a `Fault` of the file.
    """
    found = [tab for tab in tabs_of(data, knows, most) if tab.rows or tab.fault]
    refuse_private(row for tab in found for row in tab.rows)
    if not found:
        raise fault(Fault.EMPTY)
    if len(found) > 1:
        raise fault(Fault.SEVERAL_SHEETS, sheets=[tab.title for tab in found])
    if found[0].fault:
        raise found[0].fault
    return found[0].rows


def tabs_of(data: bytes, knows: Knows, most: int) -> list[Tab]:
    """Every sheet of a CSV (it has one) or XLSX file of at most so many bytes.

    Raises:
        Refusal: BAD_FILE when nothing of it can be read at all.
    """
    refuse_large(data, most)
    if data.startswith(b"PK\x03\x04"):
        return [_tab(sheet) for sheet in _book(data, most).worksheets]
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise fault(Fault.LOCKED if "EncryptedPackage".encode("utf-16-le") in data else Fault.OLD_EXCEL)
    rows = _from_text(data, knows)
    return [Tab("", rows, _too_many(rows))]


def refuse_pressed(packed: zipfile.ZipFile, most: int) -> None:
    """Refuse, before anything is unpacked, what would become too much.

    Raises:
        Refusal: BAD_FILE (TOO_LARGE).
    """
    parts = packed.infolist()
    size, room = sum(part.file_size for part in parts), sum(part.compress_size for part in parts) * MOST_PRESSED
    if size > min(MOST_UNPACKED, max(room, MEGABYTE)):
        raise fault(Fault.TOO_LARGE, most=-(-most // MEGABYTE))


def refuse_large(data: bytes, most: int) -> None:
    """Raises: Refusal BAD_FILE (TOO_LARGE)."""
    if len(data) > most:
        raise fault(Fault.TOO_LARGE, most=-(-most // MEGABYTE))


def refuse_private(rows: Iterable[Row]) -> None:
    """Raises: Refusal CPR_IN_TEXT naming the first row that holds a CPR number."""
    for row in rows:
        if row.private:
            raise Refusal(Code.CPR_IN_TEXT, row=row.number)


def is_private(cells: Iterable[object]) -> bool:
    """Whether a cell holds a CPR number. One that lost its first zero in a spreadsheet is one too."""
    for cell in cells:
        if isinstance(cell, date | time | timedelta):
            continue
        text = seen(str(cell))
        if isinstance(cell, float) and cell.is_integer():
            text = str(int(cell))
        if has_cpr(text) or (len(text) == 9 and text.isdigit() and has_cpr(f"0{text}")):
            return True
    return False


def _from_text(data: bytes, knows: Knows) -> list[Row]:
    text = _decoded(data)
    if text.lower().startswith("sep="):  # a note to Excel, not a row
        text = "\n" + text.partition("\n")[2]
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text, knows))
    try:
        found = [_row(number, cells, private=is_private(cells)) for number, cells in enumerate(reader, start=1)]
    except csv.Error as error:
        raise fault(Fault.BROKEN) from error
    return [row for row in found if row]


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


def _separator(text: str, knows: Knows) -> str:
    """The separator by which a line near the top has most headings we know."""
    lines = text.splitlines()[:HEAD_LINES]
    return max(SEPARATORS, key=lambda mark: max((_known(line.split(mark), knows) for line in lines), default=0))


def _known(cells: Sequence[str], knows: Knows) -> int:
    return len({knows(cell.strip('" ')) for cell in cells} - {None})


def _book(data: bytes, most: int) -> Workbook:
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            refuse_pressed(packed, most)
        with catch_warnings(action="ignore"):  # of fonts and drop-down lists it does not keep
            return load_workbook(BytesIO(data))
    except Refusal:
        raise
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError, TypeError) as error:
        raise fault(Fault.BROKEN) from error  # openpyxl lets every such error of a broken file through


def _tab(sheet: Worksheet) -> Tab:
    """A sheet with its rows; a CPR number in its title counts as one in its first row."""
    if sheet.max_row * sheet.max_column > MOST_CELLS:
        return Tab(
            sheet.title, [], fault(Fault.TOO_WIDE, where=f"{get_column_letter(sheet.max_column)}{sheet.max_row}")
        )
    found = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        values = [cell.value for cell in cells]
        said = [value for value in values if value is not None]
        notes = [cell.comment.text for cell in cells if cell.comment]
        private = is_private([*said, *notes, *([sheet.title] if number == 1 else [])])
        if row := _row(number, values, any(cell.data_type == "f" for cell in cells), private):
            found.append(row)
    return Tab(sheet.title, found, (_unclear(sheet) or _too_many(found)) if found else None)


def _unclear(sheet: Worksheet) -> Refusal | None:
    """What keeps the eye from seeing what is in a sheet: hidden parts, merged cells."""
    hidden = [str(n) for n, shape in [*sheet.row_dimensions.items(), *sheet.column_dimensions.items()] if shape.hidden]
    if hidden or sheet.sheet_state != "visible":
        return fault(Fault.HIDDEN, where=", ".join(hidden[:5]) or sheet.title)
    if sheet.merged_cells.ranges:
        return fault(Fault.MERGED, where=", ".join(sorted(str(area) for area in sheet.merged_cells.ranges)[:5]))
    return None


def _too_many(rows: Sequence[Row]) -> Refusal | None:
    return fault(Fault.TOO_MANY_ROWS, most=MOST_ROWS) if len(rows) > MOST_ROWS else None


def _row(number: int, values: Iterable[object], formula: bool = False, private: bool = False) -> Row | None:
    if private:
        return Row(number, [], private=True)
    cells = [_cell(value) for value in values]
    while cells and cells[-1] == "":
        cells.pop()
    return Row(number, cells, formula) if cells else None


def _cell(value: object) -> Cell:
    if isinstance(value, int | float | date | time | timedelta):
        return value
    if isinstance(value, ArrayFormula | DataTableFormula):
        return "="
    return "" if value is None else " ".join(seen(str(value)).split())
