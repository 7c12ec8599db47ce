"""What is written out is read back the same: the whole invented town, every sort of cell, and texts that look like formulas."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from uuid import UUID

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.apps.setup.sheets import RIGHT, book
from tests.people import NOON
from velkommen.apps.catalogue.models import Suspension, Task, TaskChange
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import Competence, TaskPeriod
from velkommen.apps.places.models import ServicePoint, SpecialDay
from velkommen.apps.setup import exporting
from velkommen.apps.setup.actions import import_municipality, planned
from velkommen.apps.setup.exporting import tables, text_files, workbook
from velkommen.apps.setup.forms import Clock, Form, Lines, SeasonOfYear, Weekdays, Weeks
from velkommen.apps.setup.planning import Plan
from velkommen.apps.setup.present import present
from velkommen.apps.setup.reading import File, read
from velkommen.apps.setup.shapes import SHAPES, Kind, column_of
from velkommen.project.demo import settle, store
from velkommen.shared.actor import SYSTEM

TODAY = date(2026, 11, 24)
_OP = UUID(int=1)


def written_out(form: str) -> Sequence[File]:
    found = tables(present(TODAY))
    return [("by.xlsx", workbook(found))] if form == "xlsx" else list(text_files(found).items())


def _town() -> None:
    """The invented town, and one of each sort of fact it does not have."""
    settle.found(NOON)
    place, task = ServicePoint.objects.get(slug="nordby"), Task.objects.get(key="passport_adult")
    days = {"service_point": place, "layer": "staffed", "why": "Kursus"}
    SpecialDay.objects.create(day=date(2026, 12, 1), **days)
    for opens in (600, 900):
        SpecialDay.objects.create(day=date(2026, 12, 2), opens=opens, closes=opens + 60, **days)
    season = {"season_first": 1001, "season_last": 331, "every": 3, "week": 1, "first": TODAY, "on_holidays": True}
    TaskPeriod.objects.create(service_point=place, task=task, weekdays=0b1010101, opens=0, closes=1440, **season)
    Suspension.objects.create(task=task, first=TODAY, why="Nyt system")
    TaskChange.objects.create(task=task, field="equipment", value=["safe"], since=date(2027, 1, 1))
    TaskChange.objects.create(task=task, field="referral", value="tax_authority", since=date(2026, 1, 1), why="Aftale")
    Competence.objects.create(staff=Staff.objects.get(username="mette"), key="local", last=date(2027, 6, 30))


def nothing_in(plan: Plan) -> bool:
    return not plan.problems and not any(plan.changes.values())


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_town_that_is_written_out_and_read_in_again_is_the_same(db: None, language: str, form: str) -> None:
    _town()
    with translation.override(language):
        plan = planned(read(written_out(form)), NOON)
    assert nothing_in(plan)
    assert {kind: one["unchanged"] for kind, one in plan.counts().items()} == {
        kind: len(rows) for kind, rows in present(TODAY).rows.items()
    }
    assert 0 not in plan.unchanged.values()


def test_a_town_read_into_an_empty_house_is_that_town(db: None) -> None:
    _town()
    files, before = written_out("xlsx"), present(TODAY).rows
    store.empty()
    import_municipality(book=read(files), digest=b"x", by=SYSTEM, at=NOON, op=_OP)
    assert {kind: rows for kind, rows in present(TODAY).rows.items() if rows != before[kind]} == {}


@pytest.mark.parametrize("name", ["=1+1", "+45 hjælp", "-minus", "@sum", "'hyphen", '=HYPERLINK("x")'])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_text_that_begins_like_a_formula_stays_a_text(db: None, name: str, form: str) -> None:
    import_municipality(book=book(RIGHT), digest=b"x", by=SYSTEM, at=NOON, op=_OP)
    ServicePoint.objects.filter(slug="nordby").update(name=name)
    files = written_out(form)
    assert nothing_in(planned(read(files), NOON))
    if form == "xlsx":
        cells = [c for s in load_workbook(BytesIO(files[0][1])).worksheets for row in s.iter_rows() for c in row]
        assert "f" not in {cell.data_type for cell in cells}
    else:
        text = b"".join(data for _, data in files).decode("utf-8-sig")
        assert [c for line in text.splitlines() for c in line.split(";") if c[:1] in {"=", "+", "@"}] == []


def test_a_control_without_the_mark_a_formula_would_stand_there(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "FIRES", ("\0",))
    import_municipality(book=book(RIGHT), digest=b"x", by=SYSTEM, at=NOON, op=_OP)
    ServicePoint.objects.filter(slug="nordby").update(name="=1+1")
    plan = planned(read(written_out("xlsx")), NOON)
    assert [one.refusal.facts.get("fault") for one in plan.problems][:1] == ["formula"]


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("kind", list(Kind))
def test_every_heading_leads_back_to_its_column(kind: Kind, language: str) -> None:
    with translation.override(language):
        found = [column_of(kind, column.heading) for column in SHAPES[kind].columns]
    assert found == list(SHAPES[kind].columns)


minutes = st.integers(0, 1440)
month_days = st.tuples(st.integers(1, 12), st.integers(1, 28))
CELLS = st.one_of(
    st.tuples(st.just(Clock()), minutes),
    st.tuples(st.just(Clock(closing=True)), st.integers(1, 1440)),
    st.tuples(st.just(Weekdays()), st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))),
    st.tuples(st.just(SeasonOfYear()), st.tuples(month_days, month_days)),
    st.tuples(st.just(Weeks()), st.integers(1, 53).flatmap(lambda e: st.tuples(st.just(e), st.integers(0, e - 1)))),
    st.tuples(st.just(Lines(160)), st.lists(st.from_regex(r"[a-zæøå]{1,9}", fullmatch=True), unique=True).map(tuple)),
)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(CELLS, st.sampled_from(["da", "en"]))
def test_every_value_is_read_back_from_its_cell(cell: tuple[Form, object], language: str) -> None:
    form, value = cell
    with translation.override(language):
        said = form.write(value)  # type: ignore[arg-type]
        assert (form.read(said) if said != "" else ()) == value
