"""The page of all figures: who sees what, in which words, and the files one takes home."""

from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.quick import Lasting
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.people.models import Staff
from velkommen.apps.places.models import ServicePoint
from velkommen.interfaces.web.tables.table import UNTOLD
from velkommen.project.demo import build
from velkommen.shared import clock
from velkommen.shared.danish import collation

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
APPOINTED = ("appointments", "appointment-minutes", "appointment-waits")
MONTH = "?from=2026-11-01&to=2026-11-24"

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def fjordby(lasting: Lasting) -> build.Summary:
    return lasting(lambda: build.fill(days=4, at=NOW))


def get(username: str, address: str = "", language: str = "da") -> HttpResponse:
    """What somebody gets who is logged in."""
    client = Client()
    client.cookies["velkommen_language"] = language
    client.force_login(Staff.objects.get(username=username))
    with clock.fixed(NOW):
        return client.get(f"/statistics/{address if 'csv' in address else 'figures/' + address}")


def offered(answer: HttpResponse) -> list[str]:
    return [place.slug for place in answer.context["choice"].mine]


def test_an_analyst_sees_every_place(fjordby: build.Summary) -> None:
    by_name = sorted(ServicePoint.objects.all(), key=lambda place: collation(place.name))
    assert offered(get("anne")) == [place.slug for place in by_name]


def test_a_clerk_sees_their_own(fjordby: build.Summary) -> None:
    assert offered(get("mette")) == ["hovedbiblioteket", "nordby"]


def test_the_figures_are_of_the_places_one_may_see(fjordby: build.Summary) -> None:
    seen = get("mette").context["figures"]
    mine = Enquiry.objects.filter(day=fjordby.today, service_point__slug__in=["hovedbiblioteket", "nordby"])
    assert seen.number == mine.count()


@pytest.mark.parametrize("address", ["?place=raadhuset", "?place=nowhere"])
def test_a_foreign_place_is_as_unknown_as_none(fjordby: build.Summary, address: str) -> None:
    assert get("mette", address).status_code == 422


@pytest.mark.parametrize("username", ["pia", "erik"])
def test_partner_and_expert_see_no_figures(fjordby: build.Summary, username: str) -> None:
    assert get(username).status_code == 403


def test_strangers_are_sent_to_the_login(fjordby: build.Summary) -> None:
    assert Client().get("/statistics/figures/").headers["Location"] == "/login/?next=/statistics/figures/"


def test_a_reversed_period_is_answered_with_a_sentence(fjordby: build.Summary) -> None:
    answer = get("anne", "?from=2026-11-24&to=2026-11-01", "en")
    assert (answer.status_code, "Swap them." in answer.content.decode()) == (422, True)


def test_a_day_that_is_none_is_refused(fjordby: build.Summary) -> None:
    assert get("anne", "?from=2026-02-30").status_code == 422


def test_the_address_it_had_before_still_leads_there(fjordby: build.Summary) -> None:
    client = Client()
    client.force_login(Staff.objects.get(username="anne"))
    with clock.fixed(NOW):
        answer = client.get(f"/statistics/{MONTH}")
    assert [one.table.key for one in answer.context["tables"]][:2] == ["outcomes", "times"]


def test_more_than_twenty_years_are_answered_with_a_sentence(fjordby: build.Summary) -> None:
    answer = get("anne", "?from=1990-01-01&to=2026-11-24", "en")
    assert (answer.status_code, "more than 20 years" in answer.content.decode()) == (422, True)


def test_some_places_are_chosen_together(fjordby: build.Summary) -> None:
    seen = get("anne", f"{MONTH}&place=nordby&place=raadhuset").context["figures"]
    mine = Enquiry.objects.filter(service_point__slug__in=["nordby", "raadhuset"], day__gte="2026-11-01")
    assert seen.number == mine.count()


def test_an_empty_period_says_so(fjordby: build.Summary) -> None:
    answer = get("anne", "?from=2020-01-01&to=2020-01-02", "en")
    assert (answer.status_code, answer.context["lead"]) == (200, "Nothing has been counted here in this period.")


def test_today_rises_only_where_today_is_shown(fjordby: build.Summary) -> None:
    assert get("mette").context["live"]["version"] >= 1
    assert get("mette", "?from=2026-11-20&to=2026-11-20").context["live"] is None


def test_every_chart_has_its_table_and_says_what_it_shows(fjordby: build.Summary) -> None:
    page = get("anne", MONTH).content.decode()
    charts = page.count('role="img"')
    assert charts == page.count("<desc") == 3
    assert page.count("<table") == 10


def test_no_style_and_no_script_stands_in_the_page(fjordby: build.Summary) -> None:
    page = get("anne", MONTH).content.decode()
    assert " style=" not in page
    assert "onclick" not in page


@pytest.mark.parametrize("table", ["outcomes", "times", "places", "units", "tasks", "categories", "gaps"])
def test_every_table_can_be_taken_home(fjordby: build.Summary, table: str) -> None:
    answer = get("anne", f"{table}.csv{MONTH}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert answer.content.startswith(b"\xef\xbb\xbf")


def test_a_file_has_decimal_commas_and_sums(fjordby: build.Summary) -> None:
    lines = get("adam", f"places.csv{MONTH}", "en").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Place;Number;Share"
    assert lines[-1] == f"Total;{Enquiry.objects.count()};100"
    assert all(line.split(";")[2].count(",") == 1 for line in lines[1:-1])


def test_a_name_that_could_run_as_a_formula_is_made_text(fjordby: build.Summary) -> None:
    ServicePoint.objects.filter(slug="nordby").update(name="=1+1")
    assert "\n'=1+1;" in get("anne", f"places.csv{MONTH}").content.decode().replace("\r", "")


def test_a_file_that_does_not_exist_is_not_found(fjordby: build.Summary) -> None:
    assert get("anne", "nothing.csv").status_code == 404


def test_a_clerks_file_has_no_foreign_place(fjordby: build.Summary) -> None:
    lines = get("mette", f"places.csv{MONTH}").content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in lines[1:-1]] == ["Hovedbiblioteket", "Nordby Bibliotek"]


def test_one_place_has_no_table_of_places(fjordby: build.Summary) -> None:
    shown = [one.table.key for one in get("anne", f"{MONTH}&place=nordby").context["tables"]]
    assert shown == ["outcomes", "times", "units", "gaps", "tasks", "categories", *APPOINTED]


def test_too_little_to_conclude_from_has_titles_without_a_conclusion(fjordby: build.Summary) -> None:
    with clock.fixed(NOW):
        Enquiry.objects.exclude(pk__in=Enquiry.objects.filter(day=fjordby.today)[:5].values("pk")).delete()
    titles = {one.table.key: one.table.title for one in get("anne", "", "en").context["tables"]}
    assert titles | {"units": "", "gaps": ""} == {
        "outcomes": "How enquiries ended",
        "times": titles["times"],
        "places": "Where people came",
        "units": "",
        "gaps": "",
        "tasks": "What people asked for",
        "categories": "The report's ten categories",
        **{key: titles[key] for key in APPOINTED if key in titles},
    }
    assert titles["times"] in {"How long it took", "No times were measured"}


def test_headings_stand_over_their_column(fjordby: build.Summary) -> None:
    tables = {one.table.key: one for one in get("anne", MONTH).context["tables"]}
    assert [head.style for head in tables["gaps"].head] == ["", "", ""]
    assert [head.style for head in tables["places"].head] == ["", "vk-num", "vk-num"]


def test_paper_gets_the_first_tasks_and_says_how_many_more_there_are(fjordby: build.Summary) -> None:
    tasks = next(one.table for one in get("anne", MONTH).context["tables"] if one.table.key == "tasks")
    assert (tasks.printed, tasks.not_printed) == (9, len(tasks.rows) - 9)


def test_who_does_not_work_there_is_told_no_task_of_a_few(fjordby: build.Summary) -> None:
    kept, seen = (
        next(one.table for one in get(who, MONTH).context["tables"] if one.table.key == "tasks")
        for who in ("anne", "adam")
    )
    assert any(isinstance(row[1], int) and row[1] < 5 for row in seen.rows)
    assert not any(isinstance(row[1], int) and row[1] < 5 for row in kept.rows)
    assert (len(kept.head), len(seen.head) > 3) == (3, True)


def test_no_table_tells_who_does_not_work_there_of_a_few(fjordby: build.Summary) -> None:
    answer = get("anne", "?place=nordby&from=2026-11-23&to=2026-11-24")
    rows = {one.table.key: one.table.rows for one in answer.context["tables"]}
    told = {key: {row[1] for row in rows[key]} for key in ("outcomes", "units", "tasks", "categories") if rows[key]}
    assert not {key for key, cells in told.items() for cell in cells if isinstance(cell, int) and 0 < cell < 5}
    assert UNTOLD in told["outcomes"]
