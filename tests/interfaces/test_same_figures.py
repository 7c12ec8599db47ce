"""What a page, its file and the report say of the same thing is the same, to the tenth; so is what a survey's page and its chapter say."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from velkommen.apps.people.models import Staff
from velkommen.domain.measures import Share
from velkommen.interfaces.reports.asked import asked, seen
from velkommen.interfaces.reports.chapters.asked_people import percent
from velkommen.interfaces.reports.evaluation import evaluation
from velkommen.interfaces.surveys.words import share
from velkommen.interfaces.web.tables.table import UNTOLD, Cell, Per, Table
from velkommen.project.demo import build
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
FIRST, LAST = date(2026, 11, 13), date(2026, 11, 23)
SPAN = f"?from={FIRST}&to={LAST}"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def report(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Table]]:
    """The tables of Fjordby's report, in English."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = build.fill(days=11, at=NOW)
        with translation.override("en"):
            made = evaluation(asked(seen(SYSTEM), [], FIRST, LAST, found.today))
        yield {f"{one.key}/{table.key}": table for one in made.sections for table in one.tables}
        transaction.set_rollback(True)


def leader() -> Client:
    client = Client()
    client.cookies["velkommen_language"] = "en"
    client.force_login(Staff.objects.get(username="adam"))
    return client


def page(question: str, key: str) -> dict[str, tuple[Cell, ...]]:
    """Name -> number and share, as the page has them."""
    with clock.fixed(NOW):
        answer = leader().get(f"/statistics/about/{question}/{SPAN}")
    found = {one.table.key: one.table for one, _chart in answer.context["parts"]}[key]
    return {str(row[0]): tuple(row[1:3]) for row in found.rows}


def file(key: str) -> dict[str, tuple[str, ...]]:
    with clock.fixed(NOW):
        answer = leader().get(f"/statistics/about/{key}.csv{SPAN}")
    rows = list(csv.reader(StringIO(answer.content.decode()[1:]), delimiter=";"))
    return {row[0]: tuple(row[1:3]) for row in rows[1:]}


def of_file(cells: tuple[Cell, ...]) -> tuple[str, ...]:
    return tuple(str(one.value if isinstance(one, Per) else one).replace(".", ",") for one in cells)


@pytest.mark.parametrize(
    ("question", "key", "chapter"),
    [
        ("asked", "asked-tasks", "asking/tasks"),
        ("asked", "asked-categories", "categories/categories"),
        ("solved", "solved-outcomes", "solving/outcomes"),
        ("who", "who-units", "answering/units"),
        ("when", "when-places", "places/places"),
    ],
)
def test_page_file_and_report_say_the_same(report: dict[str, Table], question: str, key: str, chapter: str) -> None:
    told = {str(row[0]): tuple(row[1:3]) for row in report[chapter].rows if UNTOLD not in row}
    shown, taken = page(question, key), file(key)
    same = {name for name in told if name in shown}
    assert len(same) >= min(len(shown), 3)
    assert {name: shown[name] for name in same} == {name: told[name] for name in same}
    assert {name: taken[name] for name in same} == {name: of_file(told[name]) for name in same}


@pytest.mark.parametrize("part", range(9))
def test_a_survey_and_its_chapter_round_alike(part: int) -> None:
    """A half goes up in both: of eight one is 13 %, where rounding the rounded would say 12 %."""
    with translation.override("en"):
        assert share(Share(part, 8)) == f"{percent(Share(part, 8))}%"
    assert (percent(Share(1, 8)), round(Share(1, 8).percent or 0)) == (13, 12)
