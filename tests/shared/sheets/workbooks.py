"""Workbooks written for the test that reads them."""

from io import BytesIO

from openpyxl import Workbook


def excel(*rows: tuple[object, ...], book: Workbook | None = None) -> bytes:
    """The bytes of a workbook whose first sheet has these rows."""
    book = book or Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()
