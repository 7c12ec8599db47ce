"""Places and months of a few: readers who do not work there see a star, on every page that has a row for each."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.test import Client

from tests.quick import Lasting
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.people.models import Staff
from velkommen.interfaces.web.tables.table import UNTOLD, Table
from velkommen.project.demo import build
from velkommen.shared import clock

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
SPAN = "?from=2026-10-01&to=2026-11-24"
COLUMNS = {"Number", "Measured", "Answered", "Enquiries", "Now", "A year before"}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def fjordby(lasting: Lasting) -> build.Summary:
    return lasting(lambda: build.fill(days=20, at=NOW))


def tables(username: str, address: str) -> dict[str, Table]:
    client = Client()
    client.cookies["velkommen_language"] = "en"
    client.force_login(Staff.objects.get(username=username))
    with clock.fixed(NOW):
        found = client.get(f"/statistics/{address}{SPAN}").context
    parts = found["tables"] if "tables" in found else [one for one, _chart in found["parts"]]
    return {one.table.key: one.table for one in parts}


def of_a_few(table: Table) -> list[object]:
    """Numbers from 1 to 4 that stand in a column of numbers, and in its total."""
    at = [n for n, head in enumerate(table.head) if head in COLUMNS]
    return [row[n] for row in (*table.rows, table.total) for n in at if len(row) > n and row[n] in {1, 2, 3, 4}]


def waited(place: str) -> list[Enquiry]:
    """Solved enquiries of a place whose waiting was measured, in the order of their keys."""
    known = Period.objects.filter(kind="waiting").values("enquiry")
    rows = Enquiry.objects.filter(service_point__slug=place, outcome="solved", withdrawn=False, unreliable=False)
    return list(rows.filter(pk__in=known).order_by("pk"))


def thinned() -> None:
    """Three enquiries are left at the branch in the north, the main library had three the month before; and a year before 3 and 9."""
    north, main = waited("nordby")[:3], waited("hovedbiblioteket")
    Enquiry.objects.filter(service_point__slug="nordby").exclude(pk__in=[one.pk for one in north]).update(
        withdrawn=True
    )
    Enquiry.objects.filter(pk__in=[one.pk for one in main[:3]]).update(day=date(2026, 10, 20))
    for number, row in enumerate([*north, *main[3:12]]):
        row.pk, row.visit, row.current, row.day = UUID(int=number + 1), None, False, date(2025, 10, 1)
        row.save(force_insert=True)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("figures/", "places"),
        ("about/when/", "when-places"),
        ("about/waiting/", "waiting-places"),
        ("about/waiting/", "waiting-months"),
        ("about/solved/", "solved-months"),
        ("about/growth/", "growth-places"),
        ("about/growth/", "growth-months"),
    ],
)
def test_of_a_place_or_a_month_of_a_few_strangers_see_a_star(fjordby: build.Summary, address: str, key: str) -> None:
    thinned()
    mine, strange = tables("adam", address)[key], tables("anne", address)[key]
    assert of_a_few(mine), "who works there sees them"
    assert of_a_few(strange) == []
    assert (len(strange.rows), sum(UNTOLD in row for row in strange.rows) > 0) == (len(mine.rows), True)
    assert not any(UNTOLD in row for row in mine.rows)
