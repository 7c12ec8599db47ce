"""Workbooks written for the test that reads them."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook


def excel(*rows: tuple[object, ...], book: Workbook | None = None) -> bytes:
    """The bytes of a workbook whose first sheet has these rows."""
    book = book or Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    return saved(book)


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """The bytes of a workbook with a sheet of each title."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()
