"""A sheet of KLE numbers: what is read of it, and every fault of it with its row. The numbers here are made up."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from tests.people import Town, refused, somebody
from velkommen.apps.catalogue import actions
from velkommen.apps.catalogue.models import Task
from velkommen.apps.catalogue.numbering import KleRow, Numbers, read_numbers
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Role


def faults(sheet: Numbers) -> list[tuple[str, object]]:
    return [(str(one.facts.get("fault") or one.code.value), one.facts["row"]) for one in sheet.problems]


def book(*cells: object) -> bytes:
    """A workbook with the headings and a row for each number of the passport."""
    made, page = Workbook(), BytesIO()
    assert made.active
    made.active.append(["nøgle", "KLE"])
    for cell in cells:
        made.active.append(["passport", cell])
    made.save(page)
    return page.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "key;kle;facet\npassport;11.22.33;G01\nmitid;11.22\nassessment;\n",
        "\ufeffnøgle;Opgave;KLE-nummer;handlingsfacet\r\npassport;Pas;11.22.33;G01\r\nmitid;;11.22;\r\nassessment;;;\r\n",
        "Numbers of the town\nkey,kle,facet\npassport,11.22.33,G01\nmitid,11.22,\nassessment,,\n",
    ],
)
def test_a_sheet_as_offices_write_it(town: Town, text: str) -> None:
    assert read_numbers(text.encode()) == Numbers(
        [KleRow("passport", "11.22.33", "G01"), KleRow("mitid", "11.22")], 1, []
    )


def test_every_fault_is_told_with_its_row(town: Town) -> None:
    rows = "passport;1.22\nnowhere;11\n;11\nmitid;11;g1\nassessment;;G01\nmitid;11\nmitid;12\nmitid;12;G01;more\n"
    assert faults(read_numbers(f"key;kle;facet\n{rows}".encode())) == [
        ("bad_kle", 2),
        ("unknown_task", 3),
        ("cell_missing", 4),
        ("bad_kle", 5),
        ("bad_kle", 6),
        ("twice", 8),
        ("too_many_cells", 9),
    ]


@pytest.mark.parametrize("cell", [11.2, date(2015, 12, 6)])
def test_what_a_spreadsheet_made_a_number_or_a_date_of_is_no_kle_number(town: Town, cell: object) -> None:
    assert faults(read_numbers(book(cell))) == [("not_as_text", 2)]
    assert read_numbers(book("11.20")).rows == [KleRow("passport", "11.20")]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "empty"),
        ("key;kle\n", "empty"),
        ("passport;11.22\n", "head_missing"),
        ("key;facet\nx;G01\n", "column_missing"),
    ],
)
def test_a_file_that_is_no_such_sheet_is_refused(town: Town, text: str, fault: str) -> None:
    code, facts = refused(read_numbers, data=text.encode())
    assert (code, facts["fault"]) == (Code.BAD_FILE, fault)


def test_a_row_without_a_number_takes_it_away_with_its_facet_and_edition(town: Town) -> None:
    anna = somebody("anna", (None, Role.ADMIN))
    actions.import_kle(rows=[KleRow("passport", "11.22.33", "G01")], edition="test", **town.by(anna))
    actions.import_kle(rows=[KleRow("passport", "")], edition="", **town.by(anna))
    row = Task.objects.get(key="passport")
    assert (row.kle, row.kle_facet, row.kle_edition) == ("", "", "")
