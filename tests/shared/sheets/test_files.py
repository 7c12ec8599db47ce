"""Files as they come: every encoding and separator in use, and every file that is not a sheet named for what it is."""

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import NamedStyle

from tests.shared.sheets.workbooks import excel
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.sheets import Fault
from velkommen.shared.sheets import files
from velkommen.shared.sheets.files import MEGABYTE, Row

INVENTED = "010190-1234"  # shaped like a CPR number
TEXT = "dato;sted;emne\n24-11-2026;Sønderby;Kørekort\n"
ROWS = [Row(1, ["dato", "sted", "emne"]), Row(2, ["24-11-2026", "Sønderby", "Kørekort"])]


def rows_of(data: bytes, most: int = MEGABYTE) -> Sequence[Row]:
    return files.rows_of(data, lambda text: text if text in {"dato", "sted", "emne"} else None, most)


def no(data: bytes) -> Refusal:
    with pytest.raises(Refusal) as refused:
        rows_of(data)
    return refused.value


def fault_of(data: bytes) -> object:
    return no(data).facts["fault"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_text_is_read_in_every_usual_form(encoding: str, separator: str, ending: str) -> None:
    text = TEXT.replace(";", separator).replace("\n", ending)
    assert rows_of(text.encode(encoding)) == ROWS


def test_a_quoted_cell_may_hold_the_separator() -> None:
    assert rows_of(b'dato,emne\n24-11-2026,"Pas, voksen"\n')[1].cells == ["24-11-2026", "Pas, voksen"]


def test_what_cannot_be_seen_in_a_cell_is_not_there() -> None:
    assert rows_of(b"dato;emne\n24-11-2026;Pas\x01\x7f\n")[1].cells == ["24-11-2026", "Pas"]


def test_nor_does_it_hide_a_cpr_number() -> None:
    assert no(b"dato;emne\n24-11-2026;010190\x01-1234\n").code is Code.CPR_IN_TEXT


def test_empty_rows_are_left_out_and_keep_their_numbers() -> None:
    assert [row.number for row in rows_of(b"dato;emne\n\n;;\n24-11-2026;Pas\n")] == [1, 4]


def test_excels_note_on_the_separator_is_no_row() -> None:
    assert [row.number for row in rows_of(b"sep=;\ndato;emne\n24-11-2026;Pas\n")] == [2, 3]


def test_a_workbook_keeps_its_dates_times_and_numbers() -> None:
    data = excel(("dato", "tid", "antal"), (datetime.fromisoformat("2026-11-24"), time(10, 15), 3), (None, " ", None))
    assert rows_of(data) == [
        Row(1, ["dato", "tid", "antal"]),
        Row(2, [datetime.fromisoformat("2026-11-24"), time(10, 15), 3]),
    ]


def test_a_formula_is_noted_on_its_row() -> None:
    assert [row.formula for row in rows_of(excel(("antal", "x"), (1, 2), ("=A2+1", 2)))] == [False, False, True]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", Fault.EMPTY),
        (b"\n\n;;\n", Fault.EMPTY),
        (excel(), Fault.EMPTY),
        (b"\x00\x01\x02\x03", Fault.NOT_A_SHEET),
        (b"%PDF-1.7 and so on", Fault.NOT_A_SHEET),
        (b"\xd0\xcf\x11\xe0 old", Fault.OLD_EXCEL),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), Fault.LOCKED),
        (b"PK\x03\x04 torn", Fault.BROKEN),
        (excel(("dato", "emne"))[:-200], Fault.BROKEN),
        (b'"' + b"x" * 200_000, Fault.BROKEN),
    ],
    ids=["nothing", "blank rows", "empty sheet", "binary", "pdf", "xls", "locked", "torn", "cut short", "open quote"],
)
def test_what_is_no_sheet_is_named(data: bytes, what: Fault) -> None:
    assert fault_of(data) == what


def test_a_zip_that_is_no_workbook_is_broken() -> None:
    kept = BytesIO()
    with ZipFile(kept, "w") as packed:
        packed.writestr("hello.txt", "hello")
    assert fault_of(kept.getvalue()) == Fault.BROKEN


def test_a_zip_that_unpacks_without_end_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_UNPACKED", 1000)
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "x" * 1001)
    assert fault_of(kept.getvalue()) == Fault.TOO_LARGE


def pressed(row: bytes, times: int) -> bytes:
    """A workbook whose only sheet is one row again and again."""
    kept, whole = BytesIO(), BytesIO(excel(("dato", "emne")))
    with ZipFile(whole) as book, ZipFile(kept, "w", ZIP_DEFLATED) as packed:
        for name in book.namelist():
            text = book.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = text.replace(b"</sheetData>", row * times + b"</sheetData>")
            packed.writestr(name, text)
    return kept.getvalue()


def test_a_small_file_that_becomes_a_large_one_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pressed(b"<row/>", 800_000)
    assert len(data) < 50_000
    assert fault_of(data) == Fault.TOO_LARGE
    monkeypatch.setattr(files, "MOST_PRESSED", 10_000)
    assert rows_of(data)


def test_a_sheet_whose_rows_are_all_alike_is_none_of_those() -> None:
    rows = [("dato", "emne"), *[("24-11-2026", "Pas")] * 20_000]
    assert len(rows_of(excel(*rows))) == len(rows)


def test_a_large_file_is_refused_unread() -> None:
    size = len(TEXT.encode())
    assert rows_of(TEXT.encode(), size) == ROWS
    with pytest.raises(Refusal) as refused:
        rows_of(TEXT.encode() + b" ", size)
    assert dict(refused.value.facts) == {"fault": Fault.TOO_LARGE, "most": 1}


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_ROWS", 2)
    assert rows_of(TEXT.encode()) == ROWS
    assert fault_of(f"{TEXT}24-11-2026;Nordby;Pas".encode()) == Fault.TOO_MANY_ROWS


def test_a_cell_in_the_far_corner_is_not_walked_to() -> None:
    book = Workbook()
    book.worksheets[0].cell(1_000_000, 30).value = "x"
    refusal = no(excel(book=book))
    assert (refusal.facts["fault"], refusal.facts["where"]) == (Fault.TOO_WIDE, "AD1000000")


def test_what_excel_keeps_and_we_do_not_is_no_warning() -> None:
    book = Workbook()
    book.add_named_style(NamedStyle("Rød"))
    book._named_styles.clear()  # such files come from programs that write no styles
    assert len(rows_of(excel(("dato", "emne"), book=book))) == 1


def test_several_sheets_are_refused_by_name() -> None:
    book = Workbook()
    book.create_sheet("Uge 44").append(("dato", "emne"))
    refusal = no(excel(("dato", "emne"), book=book))
    assert (refusal.facts["fault"], refusal.facts["sheets"]) == (Fault.SEVERAL_SHEETS, ["Sheet", "Uge 44"])


def test_an_empty_second_sheet_is_no_matter() -> None:
    book = Workbook()
    book.create_sheet("Ark2")
    assert len(rows_of(excel(("dato", "emne"), book=book))) == 1


def test_merged_cells_are_refused_by_name() -> None:
    book = Workbook()
    book.worksheets[0].merge_cells("A2:A4")
    refusal = no(excel(("dato", "emne"), (1, 2), book=book))
    assert (refusal.facts["fault"], refusal.facts["where"]) == (Fault.MERGED, "A2:A4")


@pytest.mark.parametrize(("dimension", "key"), [("row_dimensions", 2), ("column_dimensions", "B")])
def test_hidden_rows_and_columns_are_refused_by_name(dimension: str, key: int | str) -> None:
    book = Workbook()
    getattr(book.worksheets[0], dimension)[key].hidden = True
    refusal = no(excel(("dato", "emne"), (1, 2), book=book))
    assert (refusal.facts["fault"], refusal.facts["where"]) == (Fault.HIDDEN, str(key))


@pytest.mark.parametrize(
    "data",
    [
        f"dato;emne\n24-11-2026;Pas\n24-11-2026;{INVENTED}\n".encode(),
        f"dato;emne;note\n24-11-2026;Pas\n24-11-2026;Pas;ringede for {INVENTED.replace('-', '')} i dag\n".encode(
            "cp1252"
        ),
        b"dato;emne;nr\n24-11-2026;Pas;\n24-11-2026;Pas;101901234\n",
        excel(("dato", "emne"), (1, 2), (1, INVENTED)),
        excel(("dato", "emne"), (1, 2), (1, 101901234)),
        excel(("dato", "emne"), (1, 2), (1, 2101901234.0)),
    ],
    ids=["cell", "unused column", "csv, first zero lost", "excel", "excel, first zero lost", "excel, decimal number"],
)
def test_a_cpr_number_anywhere_refuses_the_file_by_row_without_repeating_it(data: bytes) -> None:
    refusal = no(data)
    assert (refusal.code, dict(refusal.facts)) == (Code.CPR_IN_TEXT, {"row": 3})


def test_a_cpr_number_in_a_note_or_on_a_hidden_sheet_is_found_too() -> None:
    noted, hidden = Workbook(), Workbook()
    noted.worksheets[0]["B1"].comment = Comment(f"spurgte {INVENTED}", "Mette")
    hidden.create_sheet("x").append((INVENTED,))
    hidden.worksheets[1].sheet_state = "hidden"
    found = [no(excel(("dato", "emne"), book=book)).code for book in (noted, hidden)]
    assert found == [Code.CPR_IN_TEXT, Code.CPR_IN_TEXT]


def test_dates_and_phone_numbers_are_no_cpr_numbers() -> None:
    assert len(rows_of(b"dato;emne;tlf\n24-11-2026 10:15;Pas;12345678\n2026-11-24;Pas;12 34 56 78\n")) == 3
