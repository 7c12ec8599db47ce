"""Whatever can be wrong in a municipality's sheets is named with its sheet, row, column and cure; all of it at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import transaction
from django.utils import translation
from openpyxl.worksheet.formula import ArrayFormula
from pytest_django import DjangoDbBlocker

from tests.apps.setup.sheets import RIGHT, Sheets, book, with_rows
from tests.shared.sheets.workbooks import workbook
from velkommen.apps.catalogue import standard
from velkommen.apps.setup.planning import plan_of
from velkommen.apps.setup.present import Present, present
from velkommen.apps.setup.reading import MOST_BYTES, read
from velkommen.apps.setup.shapes import Kind
from velkommen.domain.refusals import Code, Refusal
from velkommen.shared.wording import sentence

TODAY = date(2026, 11, 24)
INVENTED = "010190-1234"  # shaped like a CPR number
Said = tuple[str, int, str, str]


@pytest.fixture(scope="module")
def there(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Present:
    """A house with the standard catalogue and nothing else; read once, because a plan asks no database."""
    with django_db_blocker.unblock(), transaction.atomic():
        standard.load()
        found = present(TODAY)
        transaction.set_rollback(True)
    return found


def told(there: Present, sheets: Sheets) -> list[Said]:
    """Sheet, row, column and sentence of every problem."""
    with translation.override("en"):
        return [
            (one.where.sheet or one.where.file, one.where.row, one.column, sentence(one.refusal))
            for one in plan_of(book(sheets), there, TODAY).problems
        ]


def test_a_whole_municipality_that_is_right_has_no_problem(there: Present) -> None:
    assert told(there, RIGHT) == []


HOURS = "Åbningstider"
#: Sheet, the row below its headings, the column, and how its sentence begins.
CASES: list[tuple[str, Sequence[object], str, str]] = [
    ("Steder", ("nordby", "Nordby", "fillial"), "slags", "“fillial” is not known under “slags”. Do you mean “branch”?"),
    ("Steder", ("nordby", "", "filial"), "navn", "“navn” is empty. Fill it in."),
    ("Steder", ("nord by", "Nordby", "filial"), "kortnavn", "“nord by” cannot stand under “kortnavn”. Write it like n"),
    (
        "Steder",
        ("nordby", "Nordby", "filial", "", "8x"),
        "postnummer",
        "“8x” cannot stand under “postnummer”. Write it",
    ),
    (
        "Steder",
        ("nordby", "Nordby", "filial", "", "", 566),
        "breddegrad",
        "“566” under “breddegrad” must be a number f",
    ),
    (HOURS, ("nordby", "", "", "man-fre", "18", "10"), "", "18:00-10:00 closes before it opens. Write 10:00-18:00, or"),
    (HOURS, ("nordby", "", "", "manfredag", "10", "18"), "ugedage", "“manfredag” is not known under “ugedage”. Do you"),
    (HOURS, ("nordby", "", "", "xyz", "10", "18"), "ugedage", "“xyz” is not known under “ugedage”. Write one of thes"),
    (HOURS, ("nordby", "", "", "", "", "", "Mo-Fr 10:00"), "", "Character 7: “10:00” has no end. Write when it closes"),
    (HOURS, ("nordby", "", "", "man", "10", ""), "", "When it is open is missing. Fill in weekdays, opens and close"),
    (HOURS, ("nordby", "", "", "man", "10", "12", "Mo 10:00-12:00"), "", "The hours stand here both as one text and a"),
    (HOURS, ("nordbyy", "", "", "man", "10", "12"), "sted", "“nordbyy” is not known under “sted”. Do you mean “nordb"),
    (HOURS, ("bussen", "", "Mars", "man", "10", "12"), "stoppested", "“Mars” under “stoppested” is not known. Put it"),
    ("Udstyr", ("nordby", "zebra", ""), "slags", "“zebra” is not known under “slags”. Write one of these: photo st"),
    ("Opgaver", ("x", "P", "Kort", "Card", "viser videre", "intet", 5), "", "A task that is referred, or that takes a"),
    ("Opgaver", ("x", "P", "Kort", "Card", "m", "intet", 5, "", "", "0.15.12"), "KLE", "This is no KLE number. Write"),
    (
        "Opgaver",
        ("x", "P", "Kort", "Card", "m", "intet", 5, "", "", "15.12"),
        "KLE-udgave",
        "KLE numbers change from edi",
    ),
    ("Opgaver", ("x", "P", "Kort", "Card", "m", "intet", 0), "minutter", "“0” under “minutter” must be a number from "),
    (
        "Gebyrer",
        ("local_card", "c", "", "12,50", "Kort", "Card"),
        "fra dato",
        "A fee needs the day it holds from. Add ",
    ),
    ("Gebyrer", ("local_card", "c", "31-2-2026", 12, "Kort", "Card"), "fra dato", "“31-2-2026” is no date. Write it "),
    (
        "Gebyrer",
        ("local_card", "c", "1-1-2026", "12,505", "K", "C"),
        "beløb",
        "“12,505” cannot stand under “beløb”. Wri",
    ),
    (
        "Placeringer",
        ("nordby", "passport_adult", "modtager"),
        "rolle",
        "passport_adult cannot be done at nordby: it ha",
    ),
    (
        "Placeringer",
        ("nordby", "cash_benefit", "ekspederer"),
        "rolle",
        "This task takes a professional judgement and i",
    ),
    ("Placeringer", ("nordby", "passport_adlut", "h"), "opgave", "“passport_adlut” is not known under “opgave”. Do yo"),
    ("Roller", ("mette", "nordby", "chef"), "rolle", "“chef” is not known under “rolle”. Write one of these: clerk, "),
    ("Roller", ("mete", "nordby", "leder"), "brugernavn", "“mete” is not known under “brugernavn”. Do you mean “mett"),
    ("Kompetencer", ("mette", "Pas og id"), "kompetence", "“Pas og id” cannot stand under “kompetence”. Write it lik"),
]


@pytest.mark.parametrize(("sheet", "row", "column", "words"), CASES, ids=[f"{c[0]} {c[3][:30]}" for c in CASES])
def test_a_bad_row_is_named_with_its_line_and_cure(
    there: Present, sheet: str, row: Sequence[object], column: str, words: str
) -> None:
    found = [
        (where, number, named)
        for where, number, named, said in told(there, with_rows(sheet, row))
        if said.startswith(words)
    ]
    assert found == [(sheet, 2, column)]


def test_hours_that_overlap_are_named_by_the_later_row(there: Present) -> None:
    rows = [("nordby", "", "", "man-fre", "10", "18", ""), ("nordby", "betjent", "", "fredag", "17", "19", "")]
    words = "Friday: 10:00-18:00 and 17:00-19:00 overlap. Shorten one of them, or make one of the two."
    assert told(there, with_rows(HOURS, *rows)) == [(HOURS, 3, "", words)]


def test_a_bus_at_two_stops_at_once_is_said_so(there: Present) -> None:
    rows = [("bussen", "", "Skolen", "tirsdag", "10", "13", ""), ("bussen", "", "Engen", "tirsdag", "12", "14", "")]
    words = (
        "Tuesday: the bus cannot be at Skolen (10:00-13:00) and at Engen (12:00-14:00) at once. "
        "Move or shorten one of the stops."
    )
    assert told(there, with_rows(HOURS, *rows)) == [(HOURS, 3, "", words)]


def test_very_many_rows_of_hours_are_not_compared(there: Present) -> None:
    rows = [
        ("nordby", "", "", "man", f"{n // 60}.{n % 60:02}", f"{n // 60}.{n % 60 + 1:02}", "") for n in range(0, 402, 2)
    ]
    assert [(row, said.split(".")[0]) for _, row, _, said in told(there, with_rows(HOURS, *rows))] == [
        (202, "More than 200 rows say when one place is open")
    ]


@pytest.mark.parametrize(
    ("days", "rows"),
    [
        ([("1-1-2026", "31-1-2026"), ("1-2-2026", "")], []),
        ([("1-1-2026", "1-2-2026"), ("1-2-2026", "")], [2, 3]),
        ([("1-3-2026", ""), ("1-1-2026", "")], [2, 3]),
        ([("1-1-2026", ""), ("1-2-2026", "2-2-2026"), ("5-5-2027", "")], [2, 3, 4]),
        ([("2-1-2026", "1-1-2026")], [2]),
    ],
)
def test_competences_that_overlap_are_named(there: Present, days: list[tuple[str, str]], rows: list[int]) -> None:
    head = ("brugernavn", "kompetence", "fra", "til")
    sheets = {**RIGHT, "Kompetencer": [head, *(("mette", "passport", *span) for span in days)]}
    assert sorted({row for _, row, _, _ in told(there, sheets)}) == rows


def test_two_rows_about_the_same_are_refused(there: Present) -> None:
    rows = [("nordby", 1, "Skranke 1", ""), ("Nordby Bibliotek", 1, "Skranke A", "")]
    assert told(there, with_rows("Skranker", *rows)) == [
        ("Skranker", 3, "", "Row 2 (Skranker) is about the same. Keep one of the two.")
    ]


def test_every_bad_row_of_every_sheet_is_listed_at_once(there: Present) -> None:
    spoiled = {**RIGHT}
    for sheet, row, _, _ in CASES:
        spoiled[sheet] = [*spoiled[sheet], row]
    rows = {(sheet, row) for sheet, row, _, _ in told(there, spoiled)}
    expected = {(sheet, number) for sheet in {case[0] for case in CASES} for number in _below(sheet)}
    assert rows >= expected - {("Steder", 4)}  # the first broken row of a place is no twin of the one above it


def _below(sheet: str) -> range:
    return range(len(RIGHT[sheet]) + 1, len(RIGHT[sheet]) + 1 + sum(case[0] == sheet for case in CASES))


@pytest.mark.parametrize("formula", ["=1+1", ArrayFormula("B2:B2", "=SUM(1;2)")])
def test_a_formula_is_refused_in_its_column(there: Present, formula: object) -> None:
    words = "There is a formula in the row. Paste its value instead."
    assert told(there, with_rows("Skranker", ("nordby", formula, "Skranke", ""))) == [("Skranker", 2, "nummer", words)]


def test_a_formula_in_csv_is_refused_too() -> None:
    assert faults(("skranker.csv", b"sted;nummer;navn\nnordby;=1+1;Skranke\n")) == ["formula"]


def test_a_cpr_number_is_named_by_row_and_never_repeated(there: Present) -> None:
    found = told(there, with_rows("Medarbejdere", ("mette", "Mette", ""), ("ali", INVENTED, "")))
    words = "This looks like a CPR number. Remove it: no CPR numbers are stored here."
    assert found == [("Medarbejdere", 3, "", words)]
    assert INVENTED not in str(found)


def test_a_sheet_and_a_column_nobody_knows_are_named(there: Present) -> None:
    sheets = {**RIGHT, "Frokost": [("ret", "pris"), ("sild", 40)]}
    sheets["Skranker"] = [("sted", "numer", "navn"), ("nordby", 1, "Skranke 1")]
    said = told(there, sheets)
    assert [one[:2] for one in said] == [("Skranker", 1), ("Skranker", 1), ("Frokost", 0)]
    assert [one[3].split(".")[0] for one in said] == [
        "There is no column called “numer”",
        "There is no column “number”",
        "Nobody knows what this sheet is about",
    ]


def faults(*files: tuple[str, bytes]) -> list[object]:
    return [one.refusal.facts.get("fault") for one in read(files).problems]


def test_ten_megabytes_and_what_is_no_sheet_are_refused_whole() -> None:
    zipped = BytesIO()
    with ZipFile(zipped, "w") as packed:
        packed.writestr("steder.csv", "kortnavn;navn;slags\nnordby;Nordby;filial\n")
        packed.writestr("../../etc/skranker.csv", "\x00\x01")
    assert faults(("a.csv", b"x" * (MOST_BYTES + 1))) == ["too_large"]
    assert faults(("a.csv", b"\x00\x01\x02")) == ["not_a_sheet"]
    assert faults(("a.xls", b"\xd0\xcf\x11\xe0 old")) == ["old_excel"]
    assert faults(("a.xlsx", workbook(RIGHT)[:-300])) == ["broken"]
    assert faults(("a.zip", zipped.getvalue())) == ["not_a_sheet"]
    assert faults(("a.csv", b"\n\n")) == ["empty"]


def test_a_cpr_number_in_the_name_of_a_file_is_refused() -> None:
    with pytest.raises(Refusal) as no:
        read([(f"{INVENTED}.csv", b"x")])
    assert no.value.code is Code.CPR_IN_TEXT


KLE = ("nøgle", "kø", "navn", "engelsk navn", "rolle", "skøn", "minutter", "KLE", "KLE-udgave")


def with_kle(there: Present, number: str, edition: str) -> Present:
    """The house with a number at one task."""
    tasks, key = there.rows[Kind.TASKS], ("passport_adult",)
    numbered = {**tasks, key: {**tasks[key], "kle": number, "kle_edition": edition}}
    return replace(there, rows={**there.rows, Kind.TASKS: numbered})


@pytest.mark.parametrize(
    ("kle", "edition", "wide", "right"),
    [
        ("00.15.12", "maj 2025", 9, True),
        ("00.15.13", "maj 2026", 9, True),
        ("00.15.13", "", 9, False),  # another number
        ("00.15.13", "", 8, False),  # and no column for its edition: that it had is of the other
        ("00.15.12", "", 8, True),  # the same, and nothing is said of its edition: it stays
        ("00.15.12", "", 9, False),  # its edition would be taken away
        ("", "", 9, True),  # it has none any more
    ],
)
def test_a_kle_number_comes_with_its_edition(there: Present, kle: str, edition: str, wide: int, right: bool) -> None:
    row = ("passport_adult", "P", "Pas", "Passport", "ekspederer", "intet", 5, kle, edition)
    numbered = with_kle(there, "00.15.12", "maj 2025")
    problems = told(numbered, {**RIGHT, "Opgaver": [KLE[:wide], row[:wide]]})
    about = [(column, words[:11]) for _, _, column, words in problems if "KLE" in words]
    assert about == ([] if right else [("KLE-udgave" if wide == 9 else "KLE edition", "KLE numbers")])


def test_a_number_that_stands_here_without_an_edition_holds_up_no_sheet(there: Present) -> None:
    row = ("passport_adult", "P", "Pas", "Passport", "ekspederer", "intet", 5, "00.15.12", "")
    problems = told(with_kle(there, "00.15.12", ""), {**RIGHT, "Opgaver": [KLE, row]})
    assert [words for *_, words in problems if "KLE" in words] == []
