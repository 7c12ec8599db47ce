"""Datasets made into files: Parquet, CSV as Danish spreadsheets open it, and workbooks. Batch by batch, so memory stays bounded.

A batch is written as text and read by DuckDB, which puts the names to the ids, sorts and types it: that is several times as fast as
Python, and no further library is needed. Rows of a day are sorted by what they say. So two exports of the same rows are the same
bytes, and the order tells nothing of who came first.
"""

import csv
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from velkommen.apps.evaluation.datasets.shape import Dataset, Row, Scope, Table, Type
from velkommen.domain.refusals import Code, Refusal
from velkommen.shared.sheets.inert import RISKY

MEMORY = "200MB"  # of DuckDB; what does not fit goes to the folder of the export
MOST_ROWS_OF_A_SHEET = 1_048_575  # a sheet has 2^20 rows, and the first is the head
GROUP = 122_880  # rows of a row group of Parquet: a whole number of DuckDB's own vectors
FETCH = 5_000
MARK = "\ufeff"
WORKSHOP = ".velkommen-"  # what the folder of an export is called, while it runs

Progress = Callable[[float], None]


class Format(StrEnum):
    """How a dataset is written."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


def make(dataset: Dataset, scope: Scope, form: Format, target: Path, progress: Progress = lambda share: None) -> int:
    """Write a dataset to a file, which is there whole or not at all. Returns: its rows.

    Args:
        progress: hears how much is done (0-1).

    Raises:
        Refusal: PERIOD_REVERSED; TOO_MANY_ROWS for a workbook.
    """
    if scope.first > scope.last:
        raise Refusal(Code.PERIOD_REVERSED)
    with _workshop(target.parent) as (room, folder):
        rows = _stage(room, dataset, scope, folder, lambda share: progress(share * 0.8))
        if form is Format.XLSX and rows > MOST_ROWS_OF_A_SHEET:
            raise Refusal(Code.TOO_MANY_ROWS, rows=rows, most=MOST_ROWS_OF_A_SHEET)
        written = folder / "whole"
        _WRITERS[form](room, dataset, written)
        written.replace(target)
    progress(1.0)
    return rows


@contextmanager
def _workshop(beside: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """A database for one export in a folder that is gone afterwards, beside the target so that the file can be moved at once."""
    with TemporaryDirectory(prefix=WORKSHOP, dir=beside) as name:
        folder = Path(name)
        room = duckdb.connect(str(folder / "rows.duckdb"))
        try:
            room.execute(f"SET memory_limit = '{MEMORY}'")
            room.execute("SET temp_directory = ?", [str(folder / "spill")])
            yield room, folder
        finally:
            room.close()


def _stage(room: duckdb.DuckDBPyConnection, dataset: Dataset, scope: Scope, folder: Path, progress: Progress) -> int:
    """Fill the table `staged` with the dataset, batch by batch, sorted. Returns: its rows."""
    feed = dataset.feed(scope)
    for name, table in feed.tables.items():
        _load(room, name, table, folder)
    columns = ", ".join(f"{name} {kind}" for name, kind in dataset.types.items())
    room.execute(f"CREATE TABLE staged ({columns})")
    order = "" if dataset.in_order else "ORDER BY ALL"
    for share, rows in feed.batches:
        _load(room, "batch", Table(feed.columns, rows), folder)
        room.execute(f"INSERT INTO staged SELECT * FROM ({feed.select}) {order}")  # noqa: S608 - our own words
        progress(share)
    return int(_one(room, "SELECT count(*) FROM staged"))


def _load(room: duckdb.DuckDBPyConnection, name: str, table: Table, folder: Path) -> None:
    """A table from rows, by way of a text file. An empty cell is NULL."""
    text = folder / "rows.csv"
    with text.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(table.rows)
    room.execute(
        f"CREATE OR REPLACE TEMP TABLE {name} AS FROM read_csv(?, header=false, delim=',', quote='\"', escape='\"', "
        "nullstr='', auto_detect=false, columns=?)",
        [str(text), dict(table.columns)],
    )


def _one(room: duckdb.DuckDBPyConnection, sql: str) -> int:
    found = room.execute(sql).fetchone()
    return int(found[0]) if found else 0


def _parquet(room: duckdb.DuckDBPyConnection, _dataset: Dataset, target: Path) -> None:
    room.execute(f"COPY staged TO '{_quoted(target)}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP})")


def _csv(room: duckdb.DuckDBPyConnection, dataset: Dataset, target: Path) -> None:
    """Semicolons, decimal commas, UTF-8 with its mark first; a text a spreadsheet would run begins with an apostrophe."""
    body = target.with_suffix(".body")
    columns = ", ".join(_cell(column.name, column.type) for column in dataset.columns)
    room.execute(
        f"COPY (SELECT {columns} FROM staged) TO '{_quoted(body)}' (FORMAT csv, HEADER false, DELIMITER ';', NULLSTR '')"  # noqa: S608 - our own words
    )
    with target.open("wb") as file, body.open("rb") as rows:
        file.write(f"{MARK}{';'.join(column.name for column in dataset.columns)}\n".encode())
        shutil.copyfileobj(rows, file)
    body.unlink()


def _cell(name: str, kind: Type) -> str:
    """A column as the file has it."""
    if kind is Type.DECIMAL:
        return f"replace({name}::VARCHAR, '.', ',')"
    if kind in (Type.TEXT, Type.CODE):
        risky = " OR ".join(f"starts_with({name}, {_literal(one)})" for one in RISKY)
        return f"CASE WHEN {risky} THEN '''' || {name} ELSE {name} END"
    return name


def _xlsx(room: duckdb.DuckDBPyConnection, dataset: Dataset, target: Path) -> None:
    """One sheet. A text is a text, whatever it begins with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(dataset.key)
    sheet.freeze_panes = "A2"
    sheet.append([column.name for column in dataset.columns])
    for row in rows_of(room.execute("FROM staged")):
        sheet.append([_inert(sheet, value) for value in row])
    book.save(target)


def _inert(sheet: Any, value: object) -> object:
    if not (isinstance(value, str) and value.startswith(RISKY)):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.data_type, cell.quotePrefix = "s", True
    return cell


def rows_of(answer: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    """The rows of an answer, some thousand at a time."""
    while found := answer.fetchmany(FETCH):
        yield from found


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _literal(text: str) -> str:
    return f"chr({ord(text)})"


_WRITERS: dict[Format, Callable[[duckdb.DuckDBPyConnection, Dataset, Path], None]] = {
    Format.CSV: _csv,
    Format.XLSX: _xlsx,
    Format.PARQUET: _parquet,
}
