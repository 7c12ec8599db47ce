"""Workbooks one takes home: numbers are numbers, times are times, and no text is anything but a text."""

import zipfile
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from velkommen.interfaces.web.tables.files import as_xlsx
from velkommen.interfaces.web.tables.table import UNTOLD, Per, Seconds, Table

RISKY = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "=cmd|'/C calc'!A0",
    "#REF!",
    '=HYPERLINK("https://example.dk")',
    "TRUE",
    "1e9",
]


def sheets(*tables: Table) -> list[Any]:
    return list(load_workbook(BytesIO(as_xlsx(tables))).worksheets)


def table(title: str = "Titel", **more: object) -> Table:
    return Table("x", title, ["Sted", "Antal", "Andel", "Tid", "Dag"], **{"rows": [], **more})  # type: ignore[arg-type] # named by each test


def test_numbers_times_and_days_are_what_they_are() -> None:
    day = datetime(2026, 11, 24)  # noqa: DTZ001 - as a workbook holds a day
    row = ("Nordby", 1250, Per(39.2), Seconds(90), date(2026, 11, 24))
    (sheet,) = sheets(table(rows=[row], total=["I alt", 1250, Per(100), Seconds(None), ""]))
    assert [cell.value for cell in sheet[1]] == ["Sted", "Antal", "Andel", "Tid", "Dag"]
    assert [cell.value for cell in sheet[2]] == ["Nordby", 1250, 0.392, timedelta(seconds=90), day]
    assert [cell.number_format for cell in sheet[2]][1:] == ["#,##0", "0.0 %", "[h]:mm:ss", "dd-mm-yyyy"]
    assert [cell.value for cell in sheet[3]][:4] == ["I alt", 1250, 1, None]


@pytest.mark.parametrize("text", RISKY)
def test_no_text_can_run(text: str) -> None:
    data = as_xlsx([Table("x", text, [text], [[text]], total=[text], notes=[text])])
    (sheet,) = load_workbook(BytesIO(data)).worksheets
    cells = [cell for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {(cell.value, cell.data_type, cell.quotePrefix) for cell in cells} == {(text.replace("\r", "\n"), "s", True)}
    with zipfile.ZipFile(BytesIO(data)) as packed:
        assert b"<f" not in packed.read("xl/worksheets/sheet1.xml")
        assert not [name for name in packed.namelist() if "external" in name.lower()]


def test_the_control_would_run() -> None:
    """What openpyxl makes of such a text when it is left to guess."""
    (sheet,) = sheets(table())
    sheet["A1"] = RISKY[0]
    assert sheet["A1"].data_type == "f"


def test_signs_no_workbook_can_hold_are_left_out() -> None:
    (sheet,) = sheets(Table("x", "a\x00b", ["c\x0bd"], [["e\x1ff"]]))
    assert (sheet["A1"].value, sheet["A2"].value, sheet["A4"].value) == ("cd", "ef", "ab")


def test_sheets_have_names_excel_takes_each_once() -> None:
    long = "De fleste kom for at få pas: 39,2 % af alle [i år]"
    names = [sheet.title for sheet in sheets(table(long), table(long), table("///"))]
    assert names == ["De fleste kom for at få pas 39,", "De fleste kom for at få pas 3 2", "–"]


def test_title_and_notes_stand_below() -> None:
    (sheet,) = sheets(table(rows=[("Nordby", UNTOLD, Per(1), Seconds(2), "")], notes=["Kilde: rapporten"]))
    assert [sheet.cell(row, 1).value for row in (4, 5)] == ["Titel", "Kilde: rapporten"]
    assert sheet["B2"].value == str(UNTOLD)
