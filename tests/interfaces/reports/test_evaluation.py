"""The report: its figures are those of the statistics, few are told of nobody, and what cannot be made says why."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.interfaces.reports.conftest import FIRST, LAST, NOW, quarter
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.evaluation import insight
from velkommen.apps.evaluation.statistics import statistics
from velkommen.apps.placement import book
from velkommen.apps.yearbook.models import LibraryMonth
from velkommen.domain.insight import worked
from velkommen.domain.insight.registry import Key
from velkommen.domain.measures import Share
from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.reports.asked import Asked, Seen, asked, last_year, seen
from velkommen.interfaces.reports.evaluation import evaluation
from velkommen.interfaces.reports.section import Report, Section
from velkommen.interfaces.reports.told import in_part
from velkommen.interfaces.web.charts.chart import Bars, Heat, Intervals, Lines
from velkommen.interfaces.web.tables import said
from velkommen.interfaces.web.tables.table import UNTOLD, Per, Seconds, Table
from velkommen.project.demo import build
from velkommen.shared.actor import SYSTEM
from velkommen.shared.wording_figures import KEPT_BACK
from velkommen.shared.wording_tasks import name_on

COUNTED = {
    "months",
    "tasks",
    "categories",
    "outcomes",
    "units",
    "destinations",
    "hours",
    "waits",
    "places",
    "outside-tasks",
}


def chapter(report: Report, key: str) -> Section:
    return next(one for one in report.sections if one.key == key)


def tables(report: Report) -> list[Table]:
    return [table for section in report.sections for table in section.tables]


def test_the_figures_are_those_of_the_statistics(fjordby: build.Summary, report: Report) -> None:
    figures = statistics(None, FIRST, LAST, NOW)
    with translation.override("en"):
        expected = {
            "Enquiries": said.number(figures.number),
            "At the libraries": said.share(figures.library),
            "Solved at first contact": said.share(figures.solved),
            "Outside the town hall's hours": said.share(figures.outside),
            "Waiting, half at most": said.duration(figures.times["waiting"].median),
            "Hours counted in": said.share(figures.coverage.share),
        }
    assert {one.label: one.value for one in report.summary.figures} == expected


def test_each_chapter_answers_its_question(report: Report) -> None:
    assert [one.key for one in report.sections] == [
        "growing",
        "asking",
        "categories",
        "solving",
        "answering",
        "waiting",
        "hours",
        "places",
        "covering",
    ]
    assert all(one.question.endswith("?") and one.title and not one.title.endswith("?") for one in report.sections)


def test_every_measure_of_a_chapter_is_explained(report: Report) -> None:
    used = {key for one in report.sections for key in one.measures}
    assert [one.key for one in report.definitions] == [key for key in Key if key in used]
    assert all(one.means and one.formula and one.source for one in report.definitions)


def test_no_number_under_five_is_told(report: Report) -> None:
    shown = [
        (table.key, row[0], cell)
        for table in tables(report)
        if table.key in COUNTED
        for row in (*table.rows, table.total)
        for cell in row[1:]
        if isinstance(cell, int) and 0 < cell < 5
    ]
    assert shown == []


def test_the_control_there_were_numbers_under_five(report: Report) -> None:
    hidden = [table.key for table in tables(report) for row in table.rows if UNTOLD in row and table.key in COUNTED]
    assert {"tasks", "hours"} & set(hidden)


def test_what_a_table_does_not_tell_no_chart_tells(report: Report) -> None:
    hours, drawn = chapter(report, "hours"), chapter(report, "hours").charts[0]
    assert isinstance(drawn, Heat)
    for index, row in enumerate(hours.tables[0].rows):
        assert [drawn.values[day][index] is None for day in range(7)] == [cell in (UNTOLD, 0) for cell in row[1:]]


def autumn() -> None:
    """The days of Fjordby as days of August to October, with three enquiries of September at the town hall, and no more."""
    for index, day in enumerate(sorted(set(Enquiry.objects.values_list("day", flat=True)))):
        Enquiry.objects.filter(day=day).update(day=date(2026, 8 + index % 3, 1 + index))
    hall = Enquiry.objects.filter(day__month=9, service_point__kind="town_hall").order_by("pk")
    hall.exclude(pk__in=list(hall.values_list("pk", flat=True)[:3])).update(withdrawn=True)


def test_every_month_that_is_drawn_stands_in_a_table_and_none_of_a_few_is(fjordby: build.Summary) -> None:
    autumn()
    with translation.override("en"):
        made = evaluation(asked(seen(SYSTEM), [], date(2026, 8, 1), date(2026, 10, 31), fjordby.today))
    months, shares = chapter(made, "growing").tables[0], chapter(made, "answering").tables[0]
    lines, share = chapter(made, "growing").charts[0], chapter(made, "answering").charts[0]
    assert isinstance(lines, Lines)
    assert isinstance(share, Lines)
    drawn = zip(*(one.values for one in lines.series), strict=True)
    told = [row[1 : len(months.head) - 1] for row in months.rows]
    assert list(drawn) == [tuple(None if cell is UNTOLD else cell for cell in row) for row in told]
    assert UNTOLD in told[1]
    library = list(months.head).index("Libraries")
    worth = [
        UNTOLD if UNTOLD in (row[library], row[-1]) else Per(Share(row[library], row[-1]).percent)
        for row in months.rows
    ]  # type: ignore[arg-type] # numbers
    assert [row[1] for row in shares.rows] == worth
    assert list(share.series[0].values) == [getattr(cell, "value", None) for cell in worth]


def test_intervals_stand_where_hours_were_not_counted_in(report: Report) -> None:
    drawn = chapter(report, "solving").charts[0]
    assert isinstance(drawn, Intervals)
    covered = {row[0]: row[-1] for row in chapter(report, "solving").tables[0].rows}
    for row in drawn.rows[1:]:
        full = getattr(covered[row.label], "value", None) == 100
        assert (row.low is None) == (full or row.value is None)


def outside_tasks(report: Report) -> Table:
    return next(one for one in chapter(report, "hours").tables if one.key == "outside-tasks")


def test_tasks_outside_the_hours_are_those_of_the_dashboard_and_none_of_a_few(
    fjordby: build.Summary, report: Report
) -> None:
    figures, table = statistics(None, FIRST, LAST, NOW), outside_tasks(report)
    known = worked.outside_by_task(figures.blocks.values())
    with translation.override("en"):
        town = book.town()
        shares = {name_on(town, line.task.key, LAST): known[line.task.pk] for line in figures.tasks}
    told = {row[0]: row[1:] for row in table.rows if UNTOLD not in row}
    assert told == {name: (shares[name].whole, Per(shares[name].percent)) for name in told}
    few = {name for name, share in shares.items() if {share.part, share.whole - share.part} & {1, 2, 3, 4}}
    untold = {row[0] for row in table.rows} - set(told)
    assert untold
    assert few & {row[0] for row in table.rows} <= untold


def test_rows_left_out_are_counted(fjordby: build.Summary, report: Report) -> None:
    known = worked.outside_by_task(statistics(None, FIRST, LAST, NOW).blocks.values())
    assert len(outside_tasks(report).rows) == 20
    assert f"{len(known) - 20} more rows are left out here." in outside_tasks(report).notes


@translation.override("en")
def test_the_sign_is_explained_where_it_stands_and_only_there() -> None:
    notes = ["Known of all.", str(KEPT_BACK)]
    rows = [("one", 9), ("another", UNTOLD)]
    assert list(in_part(Table("t", "T", ("a", "b"), rows, notes=notes), 1).notes) == [
        "Known of all.",
        "1 more row is left out here.",
    ]
    assert list(in_part(Table("t", "T", ("a", "b"), rows, notes=notes)).notes) == notes


def competences(fjordby: build.Summary, slugs: list[str], first: date) -> list[Table]:
    with translation.override("en"):
        made = evaluation(asked(seen(SYSTEM), slugs, first, date(2026, 10, 31), fjordby.today))
    return [one for one in tables(made) if one.key == "volume"]


def test_how_often_competences_are_used_is_told_of_a_whole_quarter_and_of_no_few_people(fjordby: build.Summary) -> None:
    quarter()
    (table,) = competences(fjordby, [], date(2026, 7, 1))
    used = insight.used([place.pk for place in seen(SYSTEM).places], date(2026, 9, 30))
    may = Counter((one.number, one.people) for one in used.values() if one.number >= 5 and one.people >= 3)
    told = Counter(row[1:3] for row in table.rows if UNTOLD not in row and row[1])
    assert told <= may, "of what is told nothing is of few"
    assert (len(table.rows), len(told) > 3, any(UNTOLD in row for row in table.rows)) == (20, True, True)
    assert table.notes[0].startswith("In the quarter up to 30 Sept 2026")


@pytest.mark.parametrize(("slugs", "first"), [(["nordby"], date(2026, 7, 1)), ([], date(2026, 7, 2))])
def test_neither_of_some_places_nor_of_a_part_of_a_quarter(
    fjordby: build.Summary, slugs: list[str], first: date
) -> None:
    quarter()
    assert competences(fjordby, slugs, first) == []


def test_steps_of_waiting_leave_nobody_to_be_found(report: Report) -> None:
    parts = [row[1] for row in chapter(report, "waiting").tables[0].rows]
    assert all(isinstance(part, int) for part in parts)
    steps = [after - before for before, after in zip([0, *parts], parts, strict=False)]  # type: ignore[operator] # whole numbers
    assert min(steps) >= 5


def test_half_of_a_place_with_few_waits_is_not_told(report: Report) -> None:
    rows = chapter(report, "waiting").tables[1].rows
    assert any(isinstance(row[2], Seconds) for row in rows)
    assert all(UNTOLD not in row or set(row[1:]) == {UNTOLD} for row in rows)


def test_a_year_before_is_compared_when_there_is_one(fjordby: build.Summary) -> None:
    """The first five days, moved to where the last four are compared with."""
    year_ago = Enquiry.objects.filter(day__lt=date(2026, 11, 18))
    days = set(year_ago.values_list("day", flat=True))
    for day in days:
        Enquiry.objects.filter(day=day).update(day=day - timedelta(weeks=51))
    with translation.override("en"):
        made = evaluation(asked(seen(SYSTEM), [], date(2026, 11, 20), LAST, fjordby.today))
    assert re.fullmatch(r"[\d.]+% (more|fewer) enquiries than a year before|As many.*", chapter(made, "growing").title)


def test_visits_and_loans_are_told_where_they_were_written_down(fjordby: build.Summary) -> None:
    with translation.override("en"):
        made = evaluation(asked(seen(SYSTEM), [], date(2026, 9, 1), LAST, fjordby.today))
    (table,) = chapter(made, "visiting").tables
    known = LibraryMonth.objects.filter(year=2026, month__in=(9, 10))
    assert list(table.total[1:3]) == [sum(one.visits or 0 for one in known), sum(one.loans or 0 for one in known)]
    names = set(known.values_list("service_point__name", flat=True))
    assert {row[0] for row in table.rows} == names


def test_one_place_has_no_chapter_of_places(fjordby: build.Summary) -> None:
    made = evaluation(asked(seen(SYSTEM), ["nordby"], FIRST, LAST, fjordby.today))
    assert made.places == "Nordby Bibliotek"
    assert "places" not in {one.key for one in made.sections}


def test_who_sees_some_places_is_not_told_that_they_are_all(fjordby: build.Summary) -> None:
    with translation.override("en"):
        made = evaluation(asked(Seen(seen(SYSTEM).places[:2], 7), [], FIRST, LAST, fjordby.today))
    assert made.places == "Bogbussen, Hovedbiblioteket"
    assert not [words for words in made.sections[0].sentences if "1,000 inhabitants" in words]


def test_the_tasks_most_asked_for_are_drawn(report: Report) -> None:
    section = chapter(report, "asking")
    drawn = section.charts[0]
    assert isinstance(drawn, Bars)
    assert list(drawn.labels) == [row[0] for row in section.tables[0].rows[: len(drawn.labels)]]


@pytest.mark.parametrize(
    ("slugs", "first", "last", "code"),
    [
        ([], LAST, FIRST, Code.PERIOD_REVERSED),
        ([], FIRST, date(2026, 11, 24), Code.SPAN_NOT_OVER),
        ([], date(1990, 1, 1), LAST, Code.SPAN_ENDLESS),
        (["nowhere"], FIRST, LAST, Code.UNKNOWN_PLACE),
    ],
)
def test_what_is_asked_wrongly(fjordby: build.Summary, slugs: list[str], first: date, last: date, code: Code) -> None:
    with pytest.raises(Refusal) as refused:
        asked(seen(SYSTEM), slugs, first, last, fjordby.today)
    assert refused.value.code is code


def test_nothing_counted_is_no_report(fjordby: build.Summary) -> None:
    with pytest.raises(Refusal) as refused:
        evaluation(asked(seen(SYSTEM), [], date(2020, 1, 1), date(2020, 1, 2), fjordby.today))
    assert refused.value.code is Code.NOTHING_TO_REPORT


def test_little_counted_is_said_to_be_little(fjordby: build.Summary) -> None:
    few = list(Enquiry.objects.filter(day=LAST).values_list("pk", flat=True)[:7])
    Enquiry.objects.exclude(pk__in=few).update(withdrawn=True)
    with translation.override("en"):
        made = evaluation(asked(seen(SYSTEM), [], FIRST, LAST, fjordby.today))
    assert list(made.summary.decide) == ["Nothing stands out."]
    assert "Too little has been counted to say how it goes." in made.summary.says


def test_the_last_year_is_whole() -> None:
    assert last_year(date(2026, 1, 1)) == (date(2025, 1, 1), date(2025, 12, 31))


def test_statements_do_not_grow_with_the_days(wanted: Asked) -> None:
    one_day = replace(wanted, first=LAST)
    evaluation(one_day)  # what is kept from then on is read
    assert statements(wanted) == statements(one_day) <= 65


def statements(wanted: Asked) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        evaluation(wanted)
    return len(seen)


def test_no_heading_of_a_chapter_stands_twice(report: Report) -> None:
    for section in report.sections:
        headings = [one.title for one in (*section.charts, *section.tables)]
        assert sorted(set(headings)) == sorted(headings)
    assert (
        "Enquiries by month, in figures" in [table.title for table in tables(report)]
        or len(chapter(report, "growing").charts) == 0
    )
