"""What the datasets say of a morning, and what none of them ever says."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import duckdb
import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.evaluation.datasets.reading import rows, scope
from tests.apps.statistics.closing import close_all
from tests.people import NOON, Town
from velkommen.apps.enquiries.actions import log_enquiries, mark_unreliable, undo
from velkommen.apps.enquiries.actions.registering import Tally
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.evaluation.datasets import enquiries
from velkommen.apps.evaluation.datasets.every import DATASETS
from velkommen.apps.evaluation.datasets.shape import Dataset
from velkommen.apps.evaluation.statistics import statistics
from velkommen.apps.places.models import OpeningPeriod, ServicePoint
from velkommen.domain.coarse import at_most
from velkommen.domain.outcomes import Outcome
from velkommen.project.demo import build

TUESDAY = date(2026, 11, 24)
SOLVED = {
    "day": TUESDAY,
    "weekday": 2,
    "hour": 12,
    "hall_hours": None,
    "place": "nordby",
    "place_name": "Nordby",
    "place_kind": "branch",
    "line": "A",
    "task": "passport",
    "task_da": "passport (da)",
    "task_en": "passport (en)",
    "kle": None,
    "channel": "in_person",
    "kind": "transaction",
    "unit": "library",
    "outcome": "solved",
    "destination": None,
    "destination_da": None,
    "reason": None,
    "matters": 1,
    "waited": 1,
    "served": 10,
    "source": "desk",
}


def test_a_row_for_each_enquiry(morning: Town, tmp_path: Path) -> None:
    waiting, solved = rows("enquiries", tmp_path)
    assert solved == SOLVED
    assert (waiting["task"], waiting["outcome"], waiting["served"]) == ("mitid", None, None)


def test_what_was_taken_back_is_not_there(town: Town, tmp_path: Path) -> None:
    done = town.by()
    log_enquiries(place=town.place.pk, tallies=[Tally(uuid4(), "passport", Outcome.SOLVED, town.now)], **done)
    undo(undone=done["op"], **town.by())
    assert (Enquiry.objects.count(), rows("enquiries", tmp_path)) == (1, [])


def test_a_time_that_was_set_aside_is_empty(morning: Town, tmp_path: Path) -> None:
    mark_unreliable(enquiry=Enquiry.objects.get(outcome="solved").pk, **morning.by())
    solved = rows("enquiries", tmp_path)[-1]
    assert solved == {**SOLVED, "waited": None, "served": None}


def test_what_knows_no_time_of_day_has_no_hour(morning: Town, tmp_path: Path) -> None:
    Enquiry.objects.filter(outcome="solved").update(imprecise=True, visit=None, current=False)
    assert {**SOLVED, "hour": None, "matters": None} in rows("enquiries", tmp_path)


@pytest.mark.parametrize(("opens", "closes", "said"), [(600, 720, "out"), (600, 721, "in"), (721, 800, "out")])
def test_whether_a_town_hall_was_staffed(morning: Town, tmp_path: Path, opens: int, closes: int, said: str) -> None:
    hall = ServicePoint.objects.create(slug="hall", name="Hall", kind="town_hall")
    OpeningPeriod.objects.create(service_point=hall, layer="staffed", weekdays=0b10, opens=opens, closes=closes)
    Enquiry.objects.update(minute=720)
    assert [row["hall_hours"] for row in rows("enquiries", tmp_path)] == [said, said]


def test_hours_changed_later_do_not_change_what_rows_of_closed_days_say(morning: Town, tmp_path: Path) -> None:
    """Rows and figures tell the same of a day. The control is the day that was not closed yet."""
    hall = ServicePoint.objects.create(slug="hall", name="Hall", kind="town_hall")
    OpeningPeriod.objects.create(service_point=hall, layer="staffed", weekdays=127, opens=600, closes=1000)
    close_all(NOON + timedelta(days=9))
    log_enquiries(
        place=morning.place.pk,
        tallies=[Tally(uuid4(), "passport", Outcome.SOLVED, NOON + timedelta(days=9))],
        by=morning.mette,
        at=NOON + timedelta(days=9),
        op=uuid4(),
    )
    OpeningPeriod.objects.filter(service_point=hall).update(opens=0, closes=60)
    found = rows("enquiries", tmp_path)
    assert [(row["day"].day, row["hall_hours"]) for row in found] == [(24, "in"), (24, "in"), (3, "out")]
    figures = statistics(None, found[0]["day"], found[-1]["day"], NOON + timedelta(days=10))
    assert (figures.outside.part, figures.outside.whole) == (1, 3)


def test_only_the_places_and_days_asked_for(morning: Town, tmp_path: Path) -> None:
    there = scope(places=[morning.sydby.pk])
    before = scope(last=date(2026, 11, 23))
    assert (rows("enquiries", tmp_path, there), rows("enquiries", tmp_path, before)) == ([], [])


def test_the_class_of_a_time_is_the_rule(morning: Town, tmp_path: Path) -> None:
    """The rule stands in Python and is said in SQL once more."""
    seconds = [0, 1, 59, 60, 61, 119, 120, 121, 299, 300, 301, 3600, 3601, 28_800, 28_801, 86_400, 90_000]
    with duckdb.connect() as there:
        sql = f"SELECT {enquiries._class_of('s')} FROM (SELECT unnest({seconds}) AS s)"
        assert [row[0] for row in there.execute(sql).fetchall()] == [at_most(one) for one in seconds]


def test_the_order_of_a_day_says_nothing_of_who_came_first(morning: Town, tmp_path: Path) -> None:
    """The same rows lie the same way, however they came."""
    before = rows("enquiries", tmp_path)
    Enquiry.objects.filter(outcome="").update(happened_at=datetime(2026, 11, 24, 6, tzinfo=UTC))
    assert rows("enquiries", tmp_path) == before
    assert [row["task"] for row in before] == ["mitid", "passport"]  # the other way round they came


def test_days_are_packed_whole() -> None:
    days = [date(2026, 11, number) for number in range(1, 6)]
    counts = dict(zip(days, (3, 3, 9, 1, 1), strict=True))
    assert list(enquiries.packed(counts, 6)) == [(days[:2], 6), (days[2:3], 9), (days[3:], 2)]
    assert list(enquiries.packed({}, 6)) == []


NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)


@pytest.fixture
def fjordby(db: None) -> build.Summary:
    return build.fill(days=10, at=NOW)


def test_rows_and_totals_say_what_the_statistics_say(fjordby: build.Summary, tmp_path: Path) -> None:
    figures = statistics(None, fjordby.first, fjordby.today, NOW)
    single, totals = rows("enquiries", tmp_path), rows("day_totals", tmp_path)
    outcomes = Counter(row["outcome"] for row in single)
    assert outcomes.pop(None, 0) == figures.without_outcome
    assert outcomes == Counter({line.key: line.number for line in figures.outcomes})
    assert sum(row["hall_hours"] == "out" for row in single) == figures.outside.part
    assert (len(single), sum(row["number"] for row in totals)) == (figures.number, figures.number)
    assert sum(row["solved"] for row in totals) == figures.solved.part
    assert sum(row["no_shows"] for row in totals) == figures.no_shows.part


def test_the_other_datasets_are_counts_and_names(fjordby: build.Summary, tmp_path: Path) -> None:
    spans = scope(last=date(2027, 12, 31))
    assert {row["fate"] for row in rows("appointments", tmp_path, spans)} >= {"coming"}
    assert {row["way"] for row in rows("lifelines", tmp_path)} >= {"ask"}
    assert {row["place"] for row in rows("day_totals", tmp_path)} <= {row["place"] for row in rows("places", tmp_path)}
    assert {row["task"] for row in rows("enquiries", tmp_path)} <= {row["task"] for row in rows("tasks", tmp_path)}


def test_codes_are_the_words_of_the_codebook(fjordby: build.Summary, tmp_path: Path) -> None:
    strange = {
        (dataset.key, column.name, str(row[column.name]))
        for dataset in DATASETS.values()
        for row in rows(dataset.key, tmp_path)
        for column in dataset.columns
        if column.codes and row[column.name] is not None and str(row[column.name]) not in column.codes
    }
    assert strange == set()


def test_as_many_statements_for_a_month_as_for_a_day(fjordby: build.Summary, tmp_path: Path) -> None:
    asked = []
    for first in (fjordby.today, fjordby.first):
        with CaptureQueriesContext(connection) as statements:
            rows("enquiries", tmp_path, scope(first=first))
        asked.append(len(statements))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.key)
def test_every_source_is_a_field_of_a_model(dataset: Dataset) -> None:
    for column in dataset.columns:
        if column.source:
            room, model, field = column.source.split(".")
            assert apps.get_model(room, model)._meta.get_field(field).name == field


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.key)
def test_no_column_is_about_a_person_or_a_visit(dataset: Dataset) -> None:
    sources = {column.source for column in dataset.columns}
    told = {"visits.Visit.matters", "visits.Visit.ending"}
    assert {source for source in sources if source.startswith(("people.", "visits."))} <= told
    names = {column.name for column in dataset.columns}
    assert names & {"id", "visit", "staff", "desk", "number_drawn", "minute", "happened_at", "link", "expert"} == set()
