"""Six questions: what each answers, what it costs, its files, and what readers who do not work there are not told."""

import re
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.quick import Lasting
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.people.models import Staff
from velkommen.apps.placement import book
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.yearbook.models import Inhabitants, Target
from velkommen.domain.insight.registry import REGISTRY
from velkommen.domain.small_cells import SMALL
from velkommen.interfaces.office.dashboards import QUESTIONS
from velkommen.interfaces.web.charts.shapes import Text
from velkommen.interfaces.web.tables.table import UNTOLD, Table
from velkommen.project.demo import build
from velkommen.shared import clock

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
MONTH = "?from=2026-11-01&to=2026-11-24"
MOST = 100_000  # bytes a page may have

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def fjordby(lasting: Lasting) -> build.Summary:
    return lasting(lambda: build.fill(days=20, at=NOW))


def get(username: str, address: str, language: str = "en", at: datetime = NOW) -> HttpResponse:
    client = Client()
    client.cookies["velkommen_language"] = language
    client.force_login(Staff.objects.get(username=username))
    with clock.fixed(at):
        return client.get(urljoin("/statistics/about/", address))


def page_of(username: str, address: str) -> str:
    """A page as it is sent."""
    return get(username, address).content.decode()


def tables(answer: HttpResponse) -> dict[str, Table]:
    return {one.table.key: one.table for one, _chart in answer.context["parts"]}


def numbers(table: Table, column: int) -> list[Any]:
    return [row[column] for row in table.rows]


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_question_is_answered_in_a_sentence_on_a_small_page(fjordby: build.Summary, question: str) -> None:
    answer = get("anne", f"{question}/{MONTH}")
    assert answer.status_code == 200
    assert answer.context["answer"].lead
    assert len(answer.content) < MOST
    page = answer.content.decode()
    assert " style=" not in page
    assert "onclick" not in page


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_table_leads_to_what_it_means_and_to_its_files(fjordby: build.Summary, question: str) -> None:
    answer = get("adam", f"{question}/{MONTH}")
    page = answer.content.decode()
    for key, table in tables(answer).items():
        assert table.measure in REGISTRY
        assert f'href="/statistics/measures/{table.measure}/"' in page
        assert f'href="/statistics/about/{key}.csv?from=2026-11-01&amp;to=2026-11-24"' in page
        assert f'href="/statistics/about/{key}.xlsx?from=2026-11-01&amp;to=2026-11-24"' in page


@pytest.mark.parametrize("question", QUESTIONS)
def test_ten_years_cost_as_many_statements_as_a_year(fjordby: build.Summary, question: str) -> None:
    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            get("adam", f"{question}/{address}")
        return len(asked)

    cost(MONTH)  # whatever is read once
    assert cost("?from=2016-11-25&to=2026-11-24") == cost("?from=2025-11-25&to=2026-11-24")


@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_counted_is_said(fjordby: build.Summary, question: str) -> None:
    answer = get("anne", f"{question}/?from=2019-01-01&to=2019-01-31")
    assert answer.status_code == 200
    assert re.match("Too little|Too few|There is nothing", answer.context["answer"].lead)


def test_tasks_are_those_of_the_rows_and_add_up(fjordby: build.Summary) -> None:
    table = tables(get("adam", f"asked/{MONTH}"))["asked-tasks"]
    counted = Enquiry.objects.filter(day__gte="2026-11-01", withdrawn=False).count()
    assert sum(numbers(table, 1)) == table.total[1] == counted
    assert round(sum(share.value for share in numbers(table, 2)), 6) == 100


def test_what_would_bring_other_down_is_worked_out(fjordby: build.Summary) -> None:
    table = tables(get("adam", f"asked/{MONTH}"))["asked-split"]
    left = [share.value for share in numbers(table, 3)]
    assert left == sorted(left, reverse=True)
    assert left[-1] <= 10 < left[0] + numbers(table, 2)[0].value


def test_the_target_for_waits_is_held_against_where_one_is_set(fjordby: build.Summary) -> None:
    with_one = get("adam", f"waiting/{MONTH}")
    assert "10 min (target)" in numbers(tables(with_one)["waiting-within"], 0)
    Target.objects.all().delete()
    without = get("adam", f"waiting/{MONTH}")
    assert "target" not in without.context["answer"].lead
    assert tables(without)["waiting-places"].head[-1] == "Mean"


def test_visits_and_loans_stand_beside_the_enquiries(fjordby: build.Summary) -> None:
    table = tables(get("adam", "when/?from=2026-01-01&to=2026-09-30"))["when-library"]
    libraries = ServicePoint.objects.filter(kind__in=["main_library", "branch", "mobile_library"]).count()
    assert len(table.rows) == 9 * libraries
    assert table.total[2] == sum(numbers(table, 2))


def test_the_libraries_share_stands_month_by_month_against_its_target(fjordby: build.Summary) -> None:
    """What the line draws can be read, and taken home."""
    for index, day in enumerate(sorted(set(Enquiry.objects.values_list("day", flat=True)))):
        Enquiry.objects.filter(day=day).update(day=date(2026, 8 + index % 3, 1 + index))
    Target.objects.update_or_create(kind="library_share", defaults={"number": 1})
    answer = get("adam", "who/?from=2026-08-01&to=2026-10-31")
    part = next(one for one in answer.context["answer"].parts if one.table.key == "who-months")
    assert part.table.title == "The target of 1% was reached in 3 of 3 months"
    assert [row[2].value for row in part.table.rows] == list(reversed(part.chart.series[0].values))
    assert sum(numbers(part.table, 1)) == Enquiry.objects.filter(withdrawn=False).count()
    assert b"who-months.csv" in answer.content


def test_of_libraries_alone_no_share_is_told(fjordby: build.Summary) -> None:
    """Lene leads libraries alone: that they take all of theirs is no target reached."""
    alone, both = (get(who, f"who/{MONTH}").context["answer"].lead for who in ("lene", "adam"))
    assert (alone.startswith("Only libraries"), "The libraries take" in alone) == (True, False)
    assert both.startswith("The libraries take")


def test_inhabitants_have_their_source(fjordby: build.Summary) -> None:
    Inhabitants.objects.all().delete()
    Inhabitants.objects.create(day=date(2026, 7, 1), number=41_000, source="FOLK1A")
    table = tables(get("adam", f"growth/{MONTH}"))["growth-inhabitants"]
    assert (table.rows[0][1], "FOLK1A, of 1 Jul 2026" in table.notes[0]) == (41_000, True)


def test_without_a_year_before_growth_says_that_there_is_no_basis(fjordby: build.Summary) -> None:
    answer = get("adam", f"growth/{MONTH}")
    assert answer.context["answer"].lead.startswith("There is nothing to compare with")


def test_growth_is_told_of_the_places_that_counted_then(fjordby: build.Summary) -> None:
    """The same rows a year before, but for one place."""
    nordby = ServicePoint.objects.get(slug="nordby")
    shifted = Enquiry.objects.filter(day__gte="2026-11-05", day__lte="2026-11-11")
    for one in shifted.exclude(service_point=nordby):
        one.pk, one.visit, one.day = None, None, one.day - timedelta(weeks=52)
        one.current = False
        one.save(force_insert=True)
    answer = get("adam", "growth/?from=2026-11-05&to=2026-11-11")
    assert answer.context["answer"].lead.startswith("About the same as a year before")
    assert "Nordby Bibliotek" in " ".join(answer.context["answer"].notes)
    assert "Nordby Bibliotek" not in numbers(tables(answer)["growth-places"], 0)


def test_a_place_that_came_later_says_since_when(fjordby: build.Summary) -> None:
    answer = get("adam", "when/?from=2026-01-01&to=2026-11-24")
    assert any("counts since 4 Nov 2026" in note for note in answer.context["answer"].notes)


def test_an_analyst_is_told_no_number_of_a_few(fjordby: build.Summary) -> None:
    """Who works at every place chosen sees them all; the rule is said where a star stands."""
    seen, kept = (tables(get(who, f"solved/{MONTH}"))["solved-ends"] for who in ("adam", "anne"))
    small = [row for row in seen.rows if row[2] < 5]
    assert small
    told = [row[2] for row in kept.rows if row[2] is not UNTOLD]
    assert all(number >= 5 for number in told)
    assert numbers(kept, 2).count(UNTOLD) >= len(small)
    assert any("under 5" in note for note in kept.notes)
    assert not any("under 5" in note for note in seen.notes)


def test_a_star_cannot_be_worked_out_from_the_total(fjordby: build.Summary) -> None:
    kept = tables(get("anne", f"solved/{MONTH}"))["solved-ends"]
    missing = numbers(kept, 2).count(UNTOLD)
    assert missing == 0 or missing > 1 or kept.total[2] is UNTOLD


def test_the_file_keeps_back_what_the_page_does(fjordby: build.Summary) -> None:
    text = get("anne", f"solved-ends.csv{MONTH}").content.decode("utf-8-sig")
    assert ";*;*" in text


def test_all_tables_of_a_question_are_one_workbook(fjordby: build.Summary) -> None:
    answer = get("adam", f"asked.xlsx{MONTH}", "da")
    sheets = load_workbook(BytesIO(answer.content)).worksheets
    assert len(sheets) == len(tables(get("adam", f"asked/{MONTH}")))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="asked-2026-11-01-2026-11-24.xlsx"'


@pytest.mark.parametrize("address", ["nothing/", "nothing-at-all.csv", "asked-nothing.csv", "asked-nothing.xlsx"])
def test_what_does_not_exist_is_not_found(fjordby: build.Summary, address: str) -> None:
    assert get("adam", address + MONTH).status_code == 404


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?from=2026-11-24&to=2026-11-01", "Swap them."),
        ("?from=1990-01-01&to=2026-11-24", "more than 20 years"),
        ("?from=2026-02-30", "no day"),
        ("?place=nowhere", "nowhere"),
    ],
)
def test_what_nobody_can_mean_is_answered_with_a_sentence(fjordby: build.Summary, query: str, said: str) -> None:
    answer = get("adam", f"asked/{query}")
    assert (answer.status_code, said in answer.content.decode()) == (422, True)


def test_a_clerk_sees_their_own_places_in_full(fjordby: build.Summary) -> None:
    answer = get("mette", f"when/{MONTH}")
    assert sorted(numbers(tables(answer)["when-places"], 0)) == ["Hovedbiblioteket", "Nordby Bibliotek"]
    assert not answer.context["choice"].few


def test_the_rules_of_the_place_are_looked_up_once(fjordby: build.Summary) -> None:
    book.forget()
    with CaptureQueriesContext(connection) as asked:
        get("adam", f"solved/{MONTH}")
    assert len([one for one in asked if "deed" in one["sql"] and "rules" in one["sql"]]) <= 2


def test_no_hour_and_no_category_of_a_few_is_told_to_who_does_not_work_there(fjordby: build.Summary) -> None:
    choice = "?place=nordby&from=2026-11-20&to=2026-11-24"
    hours, listed = tables(get("anne", f"when/{choice}"))["when-hours"], tables(get("anne", f"asked/{choice}"))
    told = [cell for row in hours.rows for cell in row[1:]] + [row[1] for row in listed["asked-categories"].rows]
    assert UNTOLD in told
    assert not [cell for cell in told if cell is not UNTOLD and 0 < cell < 5]


def test_what_is_about_people_is_the_same_whatever_is_chosen(fjordby: build.Summary) -> None:
    """Two choices tell nothing of the one person between them: the difference of whatever an analyst asks for is nothing.

    The control is who works there: to them a place more and days more are told as they are.
    """
    spans = ("from=2026-11-01&to=2027-01-04", "from=2026-11-23&to=2027-01-05")
    wheres = ("", "&place=nordby", "&place=nordby&place=soenderby")

    def volumes(who: str) -> list[object]:
        asked = [f"who/?{span}{where}" for span in spans for where in wheres]
        return [tables(get(who, one, at=datetime(2027, 1, 5, 11, 0, tzinfo=UTC)))["who-volume"].rows for one in asked]

    kept, seen = volumes("anne"), volumes("adam")
    assert [rows == kept[0] for rows in kept] == [True] * 6
    assert any(row[1] is not UNTOLD and row[1] for row in kept[0])  # type: ignore[index]  # rows of a table
    assert any(rows != seen[0] for rows in seen)


def test_of_a_few_people_in_all_no_table_stands_below_their_number(fjordby: build.Summary) -> None:
    here = Enquiry.objects.filter(service_point__slug="nordby", day="2026-11-20", withdrawn=False)
    kept = list(here.order_by("pk").values_list("pk", flat=True)[:3])
    here.exclude(pk__in=kept).update(withdrawn=True)
    choice = "?place=nordby&from=2026-11-20&to=2026-11-20"
    assert [list(tables(get(who, f"asked/{choice}"))) != [] for who in ("adam", "anne")] == [True, False]
    kept_back = get("anne", f"asked-tasks.csv{choice}").content.decode()
    assert kept_back.count("\n") == 1, "headings alone"
    for page in ("asked/", "../figures/"):
        told = [f"Fewer than {SMALL} came." in page_of(who, f"{page}{choice}") for who in ("adam", "anne")]
        assert (page, told) == (page, [False, True])
    assert "Nothing has been counted" not in page_of("anne", f"asked/{choice}")


@pytest.mark.parametrize(
    ("few", "of_many", "lead"),
    [
        ("come_back", "solved", "Yes: all but a few were solved at first contact; the target is 80%."),
        ("solved", "come_back", "Not often enough: only a few were solved at first contact; the target is 80%."),
    ],
)
def test_no_sentence_tells_the_share_that_a_star_keeps_back(
    fjordby: build.Summary, few: str, of_many: str, lead: str
) -> None:
    here = Enquiry.objects.filter(service_point__slug="nordby", withdrawn=False)
    here.update(outcome=of_many, destination=None, reason="")
    here.filter(pk__in=list(here.order_by("pk").values_list("pk", flat=True)[:3])).update(outcome=few)
    choice = f"{MONTH}&place=nordby"
    assert get("anne", f"solved/{choice}").context["answer"].lead == lead
    mine, strange = page_of("adam", f"../figures/{choice}"), page_of("anne", f"../figures/{choice}")
    said = "were solved at first contact"
    assert (said in mine, said in strange, "How enquiries ended" in strange) == (True, False, True)
    assert re.search(r"of \d+ answered", mine)
    assert "of * answered" in strange


@pytest.mark.parametrize(
    ("where", "lead"),
    [
        ("", "The libraries take "),
        (
            "&place=nordby&place=hovedbiblioteket",
            "Only libraries are looked at here, so their share of all enquiries cannot",
        ),
        ("&place=raadhuset", "No library is among these places."),
    ],
)
def test_a_share_of_itself_is_held_against_no_target(fjordby: build.Summary, where: str, lead: str) -> None:
    said = get("adam", f"who/{MONTH}{where}").context["answer"].lead
    assert (said.startswith(lead), "target" in said) == (True, not where)


def test_competences_with_a_minimum_stand_before_those_without(fjordby: build.Summary) -> None:
    minimums = numbers(tables(get("adam", f"who/{MONTH}"))["who-volume"], 4)
    with_one = [one != "–" for one in minimums]
    assert (any(with_one), with_one) == (True, sorted(with_one, reverse=True))


def test_what_is_crossed_is_drawn_by_its_second_half(fjordby: build.Summary) -> None:
    table = tables(get("adam", f"solved/{MONTH}"))["solved-ends"]
    first = table.bars[0]
    there = sum(row[2] for row in table.rows if row[1] == first.label)
    assert first.value == pytest.approx(100 * there / table.total[2], abs=0.1)
    assert f"“{first.label}” ({first.value:.1f}% of them)" in table.title


def test_no_sum_is_drawn_or_told_where_a_row_is_kept_back(fjordby: build.Summary) -> None:
    table = tables(get("anne", f"solved/{MONTH}"))["solved-ends"]
    assert UNTOLD in numbers(table, 2)
    assert (list(table.bars), table.title.endswith("were referred: where to")) == ([], True)


def test_hours_of_a_few_are_drawn_as_those_of_nobody(fjordby: build.Summary) -> None:
    answer = get("anne", "when/?place=nordby&from=2026-11-20&to=2026-11-24")
    chart = next(chart for one, chart in answer.context["parts"] if one.table.key == "when-hours")
    assert "none, or too few to tell" in answer.content.decode()
    told = [row for row in tables(answer)["when-hours"].rows if UNTOLD in row]
    assert told
    drawn = {shape.text for drawing in chart.drawings for shape in drawing.shapes if isinstance(shape, Text)}
    assert drawn.isdisjoint({"1", "2", "3", "4"})


def test_months_of_libraries_stand_newest_first_each_in_the_order_of_the_places(fjordby: build.Summary) -> None:
    answer = get("adam", "when/?from=2026-08-01&to=2026-09-30")
    order = [place.name for place in answer.context["choice"].mine]
    rows = tables(answer)["when-library"].rows
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), reverse=True)
    for month in {row[0] for row in rows}:
        there = [order.index(row[1]) for row in rows if row[0] == month]
        assert there == sorted(there)


@pytest.mark.parametrize("question", QUESTIONS)
def test_where_nothing_was_counted_no_empty_table_and_no_chart_of_zeros_stands(
    fjordby: build.Summary, question: str
) -> None:
    answer = get("adam", f"{question}/?from=2019-01-01&to=2019-01-31")
    assert (tables(answer), "Nothing has been counted here in this period." in answer.content.decode()) == ({}, True)


def test_the_file_of_an_empty_table_keeps_its_address(fjordby: build.Summary) -> None:
    text = get("adam", "asked-categories.csv?from=2019-01-01&to=2019-01-31").content.decode()
    assert text.count("\n") == 1, "headings alone"
