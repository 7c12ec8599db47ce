"""For leads and auditors: the experts and their load, and who opened a note."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tests.interfaces.lifelines.test_inbox import CANARY, Page, text
from tests.lifelines import Line
from tests.people import somebody
from velkommen.apps.lifelines import actions
from velkommen.apps.lifelines.figures import TaskTimes
from velkommen.apps.lifelines.models import LifelineNote, NoteOpening
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.lifelines import Note
from velkommen.domain.rights import Role
from velkommen.domain.small_cells import Sum
from velkommen.interfaces.lifelines.load import kept_back, lead


@pytest.fixture
def lea(line: Line) -> Page:
    return Page(line, line.town.lea)


def cells(page: Page, key: str, query: str = "") -> list[tuple[str, list[object]]]:
    """The rows of one table of the page."""
    tables = {table.key: table for table in page.look(f"load/{query}").context["tables"]}
    return [(row.head, list(row.cells)) for row in tables[key].rows]


def test_a_lead_sees_who_the_experts_are_and_whether_they_are_free(lea: Page) -> None:
    actions.set_busy(busy=True, **lea.line.town.by(lea.line.eva))
    found = lea.look("load/").context["experts"]
    with override("en"):
        rows = [(row.name, str(row.receiver), row.able, row.now) for row in found]
    department = "Department of the municipality"
    assert rows == [
        ("Erik", department, ["passport (en)"], "Free now"),
        ("Eva", department, ["passport (en)"], "Busy"),
        ("Otto", "Police", ["passport (en)"], "Free now"),
        ("Palle", department, ["passport (en)"], "Free now"),
    ]


def test_what_was_asked_is_counted_by_task_expert_and_hour(lea: Page) -> None:
    town, row = lea.line.town, lea.line.ask()
    for minutes, act in ((1, actions.accept), (2, actions.answer)):
        town.later(minutes=minutes)
        words = {"note": Note("Yes.")} if act is actions.answer else {}
        act(lifeline_id=row.pk, **words, **town.by(lea.line.erik))
    actions.close_lifeline(lifeline_id=row.pk, helped=True, **town.by())
    tables = [cells(lea, key) for key in ("by-task", "by-expert", "by-hour")]
    assert tables == [
        [("passport (en)", [1, "1 min", "3 min", 1, 1, 0])],
        [("Erik", ["Nordby", 1, "2 min"])],
        [("12-13", [1])],
    ]
    assert lea.look("load/").context["lead"] == "Asked 1 time. Solved with help: 1, at the first contact: 1."


def test_a_lead_sees_what_nobody_has_taken(lea: Page) -> None:
    lea.line.ask()
    for _ in range(2):
        lea.line.timer(minutes=5)
    assert [(one.task, one.where) for one in lea.look("load/").context["waiting"]] == [
        ("passport (en)", "Nordby, Skranke 1")
    ]


def test_a_place_of_others_is_not_known(lea: Page) -> None:
    assert [lea.look(f"load/?place={slug}").status_code for slug in ("nordby", "sydby")] == [200, 422]


@pytest.mark.parametrize("query", ["?from=x", "?from=2026-12-01&to=2026-11-01"])
def test_days_that_cannot_be_are_refused(lea: Page, query: str) -> None:
    assert lea.look(f"load/{query}").status_code == 422


def test_clerks_see_no_load(line: Line) -> None:
    assert Page(line, line.town.mette).look("load/").status_code == 403


def test_an_analyst_of_the_municipality_sees_numbers_and_nobody_named(line: Line) -> None:
    anna = Page(line, somebody("anna", (None, Role.ANALYST)))
    row = line.accepted()
    line.town.later(minutes=2)
    actions.answer(lifeline_id=row.pk, note=Note("Yes."), **line.town.by(line.erik))
    page = anna.look("counts/")
    tables = {
        table.key: [(one.head, list(one.cells), one.bar) for one in table.rows] for table in page.context["tables"]
    }
    assert tables == {
        "by-task": [("passport (en)", ["*", "*", "*", 0, 0, 0], 0)],
        "by-place": [("Nordby", ["*"] * 2, 0)],
        "by-hour": [("12-13", ["*"], 0)],
    }
    assert page.context["lead"] == "Asked under 5 times."
    assert "under 5, or one that would give such a number away" in text(page)
    assert [name in text(page) for name in ("Erik", "Eva", "Mette")] == [False] * 3
    assert (anna.look("load/").status_code, anna.look("counts/?place=sydby").status_code) == (403, 200)


def test_who_works_everywhere_is_told_of_a_few(line: Line) -> None:
    line.accepted()
    page = Page(line, somebody("adam", (None, Role.ADMIN))).look("counts/")
    assert [row.cells[0] for table in page.context["tables"] for row in table.rows] == [1, 1, 1]
    assert page.context["lead"].startswith("Asked 1 time.")
    assert page.context["kept_back"] == ""


def test_of_many_tasks_of_a_few_it_is_told_how_many_there_are_in_all() -> None:
    """How many of all were helped stands beside them only where that gives none away."""
    times = [
        TaskTimes("mitid", 11, 11, 11, 60, 60, 9, 6, 0),
        *(TaskTimes(one, 2, 2, 2, 60, 60, 2, 1, 0) for one in "abc"),
    ]
    secret = kept_back(times)
    with override("en"):
        assert lead(times, secret).startswith("Asked 17 times.")
    assert {(Sum.ALL, one) for one in "abc"} <= secret


def test_who_sees_the_statistics_of_a_place_alone_sees_no_numbers_of_all(line: Line) -> None:
    anna = Page(line, somebody("anna", (line.town.place, Role.ANALYST)))
    assert anna.look("counts/").status_code == 403


def test_many_experts_cost_as_much_as_few(lea: Page) -> None:
    lea.look("load/")
    few = _statements(lea)
    for number in range(5):
        somebody(f"expert{number}", (lea.line.hall, Role.EXPERT))
    lea.look("load/")
    assert _statements(lea) == few


def _statements(page: Page) -> int:
    with CaptureQueriesContext(connection) as asked:
        page.look("load/")
    return len(asked)


@pytest.fixture
def auditor(line: Line) -> Page:
    row = line.accepted(text=CANARY)
    actions.answer(lifeline_id=row.pk, note=Note(CANARY), **line.town.by(line.erik))
    actions.open_notes(lifeline_id=row.pk, **line.town.by())
    return Page(line, somebody("agnes", (line.town.place, Role.AUDITOR)))


def test_an_auditor_sees_who_opened_what_and_no_word_of_it(auditor: Page) -> None:
    answer = auditor.look("openings/")
    rows = [(row.who, row.what, row.place, row.task) for row in answer.context["rows"]]
    about = ("Nordby", "passport (en)")
    assert sorted(rows) == [
        ("Erik", "The question", *about),
        ("Mette", "The answer", *about),
        ("Mette", "The question", *about),
    ]
    assert CANARY not in text(answer)


def test_the_file_names_nobody(auditor: Page) -> None:
    answer = auditor.look("openings.csv")
    lines = text(answer).splitlines()
    assert (answer.headers["Content-Type"], len(lines)) == ("text/csv; charset=utf-8", 4)
    assert [word in text(answer) for word in ("Erik", "Mette", CANARY)] == [False] * 3
    assert lines[1].split(";")[2:4] == ["Nordby", "passport (en)"]


def test_the_file_has_them_all_however_many(auditor: Page) -> None:
    note, now = LifelineNote.objects.order_by("pk")[0], auditor.line.town.now
    days = (date(2000, 1, 1) + timedelta(days=number) for number in range(1100))
    NoteOpening.objects.bulk_create(NoteOpening(note=note, staff_id=auditor.line.erik.id, at=now, day=d) for d in days)
    assert len(text(auditor.look("openings.csv")).splitlines()) == 1 + 3 + 1100
    assert len(auditor.look("openings/").context["rows"]) == 200


def test_what_a_spreadsheet_would_run_is_text_in_the_file(auditor: Page) -> None:
    ServicePoint.objects.filter(pk=auditor.line.town.place.pk).update(name="=1+1")
    assert text(auditor.look("openings.csv")).splitlines()[1].split(";")[2] == "'=1+1"


def test_openings_at_a_place_that_has_closed_for_good_are_found_by_who_audits_all(auditor: Page) -> None:
    ServicePoint.objects.filter(pk=auditor.line.town.place.pk).update(active=False)
    everywhere = Page(auditor.line, somebody("agda", (None, Role.AUDITOR)))
    assert len(everywhere.look("openings/").context["rows"]) == 3


@pytest.mark.parametrize(("number", "rows"), [("", 3), ("999999", 0), ("x", 0)])
def test_openings_are_found_by_the_number_of_a_lifeline(auditor: Page, number: str, rows: int) -> None:
    assert len(auditor.look(f"openings/?lifeline={number}").context["rows"]) == rows


def test_openings_of_other_places_are_not_shown(auditor: Page) -> None:
    elsewhere = Page(auditor.line, somebody("agda", (auditor.line.town.sydby, Role.AUDITOR)))
    assert elsewhere.look("openings/").context["rows"] == []


def test_a_lead_sees_no_openings(lea: Page) -> None:
    assert [lea.look(path).status_code for path in ("openings/", "openings.csv")] == [403, 403]
