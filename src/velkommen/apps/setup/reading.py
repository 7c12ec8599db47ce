"""Files of a municipality read into rows that know where they stand; whatever cannot be read is noted and the next cell tried."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath

from velkommen.apps.setup.forms import Value
from velkommen.apps.setup.shapes import KINDS_BY_TITLE, SHAPES, Column, Kind, column_of
from velkommen.domain.privacy import refuse_cpr
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.sheets import Fault, fault
from velkommen.shared.sheets.files import HEAD_LINES, MEGABYTE, Cell, Row, Tab, refuse_large, refuse_pressed, tabs_of
from velkommen.shared.sheets.words import fold, nearest

MOST_BYTES = 10 * MEGABYTE - 1  # of all files together: ten megabytes are too many
FIRES = ("=", "+", "-", "@")  # what a spreadsheet takes for the beginning of a formula
MARK = "'"  # before such a text in CSV, so that it stays a text
File = tuple[str, bytes]  # name, content


@dataclass(frozen=True)
class Where:
    """A row: the file it is in, its sheet ("" in CSV), its number there (0: the sheet as a whole)."""

    file: str
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True)
class Problem:
    """Why something cannot be taken in, and where it stands; `column` is its heading."""

    where: Where
    refusal: Refusal
    column: str = ""


@dataclass(frozen=True)
class Entry:
    """What a row says: column name -> value, for the columns its sheet has. A broken one has cells that could not be read.

    `headings` are those of its sheet, by column name.
    """

    kind: Kind
    where: Where
    values: Mapping[str, Value]
    headings: Mapping[str, str]
    broken: bool = False

    def heading(self, column: str) -> str:
        """What a column is called in the sheet; where it has none, what it should be called."""
        return self.headings.get(column) or SHAPES[self.kind].column(column).heading


@dataclass
class Book:
    """Files as they were read. `unused` are headings nobody asked for, with their sheet.

    It shows nothing of itself: what tells one deed from another is the digest of the files.
    """

    entries: dict[Kind, list[Entry]] = field(default_factory=dict, repr=False)
    problems: list[Problem] = field(default_factory=list, repr=False)
    unused: list[tuple[str, str]] = field(default_factory=list, repr=False)
    sheets: dict[Kind, str] = field(default_factory=dict, repr=False)

    def count(self) -> int:
        return sum(map(len, self.entries.values()))


def read(files: Sequence[File]) -> Book:
    """Read workbooks, CSV files and zipped folders of them, without writing anything and without asking what is there.

    Raises:
        Refusal: BAD_FILE (EMPTY) when there is no file; CPR_IN_TEXT in the name of one.
    """
    book = Book()
    if not files:
        raise fault(Fault.EMPTY)
    for name, _ in files:
        refuse_cpr(name, "file")
    try:
        refuse_large(b"".join(data for _, data in files), MOST_BYTES)
        for name, data in _unpacked(files):
            _read_file(book, name, data)
    except Refusal as refusal:
        book.problems.append(Problem(Where(files[0][0]), refusal))
    if not book.entries and not book.problems:
        book.problems.append(Problem(Where(files[0][0]), fault(Fault.EMPTY)))
    return book


def packed(files: Sequence[File]) -> bytes:
    """The same files as one zip, for who must carry them from one step to the next."""
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as pack:
        for number, (name, data) in enumerate(_unpacked(files)):
            suffix = ".xlsx" if data.startswith(b"PK\x03\x04") else ".csv"
            pack.writestr(f"{number}/{PurePosixPath(name).stem}{suffix}", data)
    return kept.getvalue()


def _unpacked(files: Sequence[File]) -> Iterator[File]:
    """Each sheet of a zip as a file of its own; nothing is ever written to a disk."""
    for name, data in files:
        if not data.startswith(b"PK\x03\x04"):
            yield name, data
            continue
        try:
            with zipfile.ZipFile(BytesIO(data)) as packed:
                if "[Content_Types].xml" in packed.namelist():
                    yield name, data
                    continue
                yield from _members(name, packed)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            raise fault(Fault.BROKEN) from error


def _members(name: str, packed: zipfile.ZipFile) -> Iterator[File]:
    refuse_pressed(packed, MOST_BYTES)
    for part in packed.infolist():
        inside = PurePosixPath(part.filename)
        hidden = inside.name.startswith(".") or "__MACOSX" in inside.parts
        if not (part.is_dir() or hidden) and inside.suffix.lower() in {".csv", ".txt", ".tsv", ".xlsx"}:
            refuse_cpr(inside.name, "file")
            yield f"{name}/{inside.name}", packed.read(part)


def _read_file(book: Book, name: str, data: bytes) -> None:
    try:
        tabs = tabs_of(data, _is_heading, MOST_BYTES)
    except Refusal as refusal:
        book.problems.append(Problem(Where(name), refusal))
        return
    for tab in tabs:
        where = Where(name, tab.title)
        if tab.fault:
            book.problems.append(Problem(where, tab.fault))
        elif tab.rows:
            _Sheet(book, where, tab).read()


def _is_heading(text: str) -> str | None:
    return fold(text) if fold(text) in _ALL_HEADS else None


_ALL_HEADS = {head for shape in SHAPES.values() for head, _ in shape.heads()}


class _Sheet:
    """One sheet on its way into a book."""

    def __init__(self, book: Book, where: Where, tab: Tab) -> None:
        self._book, self._where, self._tab = book, where, tab
        self._text = not tab.title  # CSV has no other way of saying that a text is no formula

    def read(self) -> None:
        kind = self._kind()
        if kind is None:
            self._note(0, fault(Fault.SHEET_UNKNOWN, known=[shape.title for shape in SHAPES.values()]))
            return
        title = self._where.sheet or self._where.file
        if kind in self._book.sheets:
            self._note(0, fault(Fault.SHEET_TWICE, other=self._book.sheets[kind]))
            return
        self._book.sheets[kind] = title
        top = max(self._tab.rows[:HEAD_LINES], key=lambda row: (len(_columns(kind, row)), -row.number))
        at = self._head(kind, top)
        entries = self._book.entries.setdefault(kind, [])
        for row in self._tab.rows:
            if row.number > top.number and at:
                if row.private:
                    self._note(row.number, Refusal(Code.CPR_IN_TEXT))
                else:
                    entries.append(self._entry(kind, at, row, len(top.cells)))
        if any(row.private and row.number <= top.number for row in self._tab.rows):
            self._note(top.number, Refusal(Code.CPR_IN_TEXT))

    def _kind(self) -> Kind | None:
        """What the sheet is about: by its title, or else by headings that are those of one kind alone."""
        title = self._where.sheet or PurePosixPath(self._where.file).stem
        named = KINDS_BY_TITLE.get(re.sub(r"^\d+", "", fold(title)))
        if named:
            return named
        fits = {kind: self._fit(kind) for kind in Kind}
        best = max(fits.values())
        found = [kind for kind, fit in fits.items() if fit == best]
        return found[0] if best and len(found) == 1 else None

    def _fit(self, kind: Kind) -> int:
        """How many columns of a kind the best row near the top has; 0 when one lacks that every row needs."""
        rows = [{column.name for column in _columns(kind, row).values()} for row in self._tab.rows[:HEAD_LINES]]
        names = max(rows, key=len)
        needed = {column.name for column in SHAPES[kind].columns if column.key and column.needed}
        return len(names) if needed <= names else 0

    def _head(self, kind: Kind, row: Row) -> dict[int, tuple[Column, str]]:
        """Place in a row -> column and its heading here; empty when the sheet cannot be read."""
        at: dict[int, tuple[Column, str]] = {}
        found, problems = _columns(kind, row), len(self._book.problems)
        names = {column.name for column in found.values()}
        for place, cell in enumerate(row.cells):
            heading = str(cell)
            if place in found and found[place] in [column for column, _ in at.values()]:
                self._note(row.number, fault(Fault.HEAD_TWICE, text=heading, column=found[place].heading))
            elif place in found:
                at[place] = (found[place], heading)
            elif heading:
                self._unused(kind, row.number, heading, names)
        for column in SHAPES[kind].columns:
            if column.key and column.needed and column.name not in names:
                self._note(row.number, fault(Fault.COLUMN_MISSING, column=column.heading))
        return at if len(self._book.problems) == problems else {}

    def _unused(self, kind: Kind, row: int, heading: str, names: set[str]) -> None:
        lacking = {head: column for head, column in SHAPES[kind].heads() if column.name not in names}
        near = nearest(heading, lacking)
        if near:
            self._note(row, fault(Fault.COLUMN_NEAR, text=heading, near=lacking[near].heading))
        else:
            self._book.unused.append((self._where.sheet or self._where.file, heading))

    def _entry(self, kind: Kind, at: Mapping[int, tuple[Column, str]], row: Row, width: int) -> Entry:
        values: dict[str, Value] = {}
        whole = True
        for place, (column, heading) in at.items():
            cell = row.cells[place] if place < len(row.cells) else ""
            try:
                values[column.name] = self._value(column, cell, row)
            except Refusal as refusal:
                whole = False
                self._note(row.number, Refusal(refusal.code, **{**refusal.facts, "column": heading}), heading)
        if len(row.cells) > width:
            whole = False
            self._note(row.number, fault(Fault.TOO_MANY_CELLS))
        headings = {column.name: heading for column, heading in at.values()}
        return Entry(kind, self._here(row.number), values, headings, broken=not whole)

    def _value(self, column: Column, cell: Cell, row: Row) -> Value:
        if isinstance(cell, str) and cell.startswith("=") and (row.formula or self._text):
            raise fault(Fault.FORMULA)
        if self._text and isinstance(cell, str) and cell[:1] == MARK and cell[1:2] in (*FIRES, MARK):
            cell = cell[1:]
        if cell == "":
            if column.needed:
                raise fault(Fault.CELL_MISSING)
            return column.form.blank
        return column.form.read(cell)

    def _note(self, row: int, refusal: Refusal, column: str = "") -> None:
        self._book.problems.append(Problem(self._here(row), refusal, column))

    def _here(self, row: int) -> Where:
        return Where(self._where.file, self._where.sheet, row)


def _columns(kind: Kind, row: Row) -> dict[int, Column]:
    """Place in a row -> the column whose heading stands there."""
    named = ((place, column_of(kind, str(cell))) for place, cell in enumerate(row.cells))
    return {place: column for place, column in named if column}
