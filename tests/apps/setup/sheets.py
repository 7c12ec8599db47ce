"""A small municipality in sheets, whole and right, so that each test may spoil one thing in it. All of it is invented."""

from collections.abc import Mapping, Sequence

from tests.shared.sheets.workbooks import workbook
from velkommen.apps.setup.reading import Book, read

Sheets = Mapping[str, Sequence[Sequence[object]]]
RIGHT: Sheets = {
    "Kommune": [("kommunekode", "navn", "indbyggere"), ("0999", "Fjordby Kommune", 42000)],
    "Steder": [
        ("kortnavn", "navn", "slags", "adresse", "postnummer", "breddegrad", "længdegrad"),
        ("nordby", "Nordby Bibliotek", "filial", "Nordby Strandvej 4", 800, "56,6", 11.0),
        ("bussen", "Bogbussen", "bogbus", "", "", "", ""),
    ],
    "Stoppesteder": [("sted", "navn"), ("bussen", "Skolen"), ("bussen", "Engen")],
    "Åbningstider": [
        ("sted", "lag", "stoppested", "ugedage", "åbner", "lukker", "tider"),
        ("Nordby Bibliotek", "betjent", "", "man-fre", "10.00", "18:00", ""),
        ("nordby", "selvbetjent", "", "", "", "", "Mo-Su 08:00-22:00"),
        ("bussen", "", "Skolen", "tirsdag", "10", "13", ""),
        ("bussen", "", "Engen", "onsdag", "9", "12", ""),
    ],
    "Udstyr": [("sted", "slags", "navn"), ("nordby", "printer", "Printer")],
    "Skranker": [("sted", "nummer", "navn", "enheder"), ("nordby", 1, "Skranke 1", "bibliotek, borgerservice")],
    "Opgaver": [
        (
            *("nøgle", "kø", "navn", "engelsk navn", "rolle", "skøn", "minutter", "udstyr", "henvises til"),
            *("KLE", "KLE-udgave"),
        ),
        (
            *("local_card", "P", "Lokalt kort", "Local card", "ekspederer", "intet", 5, "printer", ""),
            *("00.15.12", "maj 2025"),
        ),
    ],
    "Gebyrer": [
        ("opgave", "del", "fra dato", "beløb", "navn", "engelsk navn"),
        ("local_card", "card", "1-1-2026", "12,50", "Kortet", "The card"),
    ],
    "Medarbejdere": [("brugernavn", "fornavn", "enhed"), ("mette", "Mette", "bibliotek")],
    "Roller": [("brugernavn", "sted", "rolle"), ("mette", "nordby", "medarbejder")],
    "Kompetencer": [("brugernavn", "kompetence"), ("mette", "passport")],
    "Placeringer": [("sted", "opgave", "rolle"), ("nordby", "Lokalt kort", "ekspederer")],
}


def with_rows(sheet: str, *rows: Sequence[object]) -> Sheets:
    """The same municipality with other rows below the headings of one sheet."""
    return {**RIGHT, sheet: [RIGHT[sheet][0], *rows]}


def book(sheets: Sheets) -> Book:
    return read([("kommune.xlsx", workbook(sheets))])
