"""The page of closed days tells nobody of places that are not theirs, nor numbers of a few."""

from datetime import date

from django.test import Client

from tests.people import Town, somebody
from velkommen.apps.people.models import Staff
from velkommen.apps.statistics.models import Entry
from velkommen.domain.rights import Role
from velkommen.interfaces.web.tables.table import UNTOLD
from velkommen.shared import clock


def line(town: Town, kind: str, number: int, **facts: object) -> None:
    head = f"{Entry.objects.count():064}"
    said = {"digest": head, "head": head, "signature": "", "signer": "", "at": town.now}
    Entry.objects.create(kind=kind, day=date(2026, 11, 20), number=number, **said, **facts)


def rows(town: Town, username: str) -> tuple[list[object], list[str], list[str]]:
    """The numbers of sealed days; of the corrections what changed, and why."""
    client = Client()
    client.cookies["velkommen_language"] = "en"
    client.force_login(Staff.objects.get(username=username))
    with clock.fixed(town.now):
        corrections, sealed = client.get("/statistics/ledger/").context["tables"]
    return (
        [row[1] for row in sealed.table.rows],
        [str(row[1]) for row in corrections.table.rows],
        [str(row[2]) for row in corrections.table.rows],
    )


def test_the_ledger_tells_of_ones_own_places_and_of_no_few(town: Town) -> None:
    line(town, "seal", 3)
    line(town, "correction", 8, changed={town.sydby.pk: [3, 8]}, why="imported", about={"file": "sydby.csv"})
    line(town, "correction", 8, why="answered")
    somebody("anne", (None, Role.ANALYST))
    somebody("adam", (None, Role.ADMIN))
    somebody("nina", (town.place, Role.CLERK))
    same = "The number of enquiries is the same; something else of that day is not"
    ended, imported = "An expert's help ended afterwards", "A sheet was imported"
    assert rows(town, "adam") == ([3], [same, "Sydby: 3 → 8"], [ended, f"{imported}: sydby.csv"])
    assert rows(town, "anne") == ([UNTOLD], [same, "Sydby: under 5 → 8"], [ended, f"{imported}: sydby.csv"])
    assert rows(town, "nina") == (["–"], [same, "The number of enquiries at places you may not see"], [ended, imported])
