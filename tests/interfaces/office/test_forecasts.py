"""The page on told waits: in words first, by place, by length and by how they were made, with files."""

from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.people import Town, somebody
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.models import Forecast
from velkommen.apps.people.models import Staff
from velkommen.domain.rights import Role
from velkommen.shared import clock

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


@pytest.fixture
def called(town: Town) -> Town:
    """Twenty numbers called after a minute each: told two (one to four) minutes, the last four of them ten (eight to twelve)."""
    for number in range(20):
        visit = town.called()
        wait = {"low": 1, "middle": 2, "high": 4} if number < 16 else {"low": 8, "middle": 10, "high": 12}
        Forecast.objects.filter(visit=visit).update(**wait, how="measured" if number < 10 else "assumed")
        actions.no_show(visit=visit.pk, **town.by())
    return town


def get(address: str = "", username: str = "lea") -> HttpResponse:
    client = Client()
    client.cookies["velkommen_language"] = "en"
    client.force_login(Staff.objects.get(username=username))
    with clock.fixed(NOW):
        return client.get(f"/statistics/waits/{address}")


def table(answer: HttpResponse, key: str) -> list[list[str]]:
    found = next(one for one in answer.context["tables"] if one.table.key == key)
    return [[cell.text for cell in row] for row in found.rows]


def test_in_words_first(called: Town) -> None:
    assert get().context["lead"] == (
        "Of 20 numbers, 80.0% were called inside the range we told them. The middle of it was 2 min 36 s off on average, "
        "2 min 36 s too long. Before it is rounded, the range is to hold 80%; it held 80.0%."
    ).replace("2 min 36 s", "2\u00a0min\u00a036\u00a0s")


def test_few_numbers_say_that_they_are_few(town: Town) -> None:
    actions.no_show(visit=town.called().pk, **town.by())
    assert get().context["lead"].endswith("That is too few to say how well the waits are told.")


def test_no_number_says_so(town: Town) -> None:
    answer = get()
    assert (answer.context["lead"], answer.context["tables"]) == (
        "No number of this period was told a wait and called.",
        [],
    )


def test_each_length_and_each_way_of_estimating_has_its_row(called: Town) -> None:
    answer = get()
    assert [row[:4] for row in table(answer, "bands")] == [
        ["0 to 5 min", "16", "100.0%", "100.0%"],
        ["10 to 20 min", "4", "0.0%", "0.0%"],
    ]
    assert [row[:2] for row in table(answer, "how")] == [
        ["The line replayed with measured minutes", "10"],
        ["The line replayed with the minutes of the catalogue", "10"],
    ]


def test_the_bars_show_the_share_inside(called: Town) -> None:
    chart = next(one for one in get().context["tables"] if one.table.key == "bands").chart
    assert [(bar.label, bar.value, bar.width) for bar in chart.bars] == [
        ("0 to 5 min", "100.0%", "100.00%"),
        ("10 to 20 min", "0.0%", "0.00%"),
    ]


def test_a_table_is_taken_home(called: Town) -> None:
    answer = get("bands.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert (answer.status_code, lines[1]) == (200, "0 to 5 min;16;100,0;100,0;60;60")
    assert get("nonsense.csv").status_code == 404


def test_the_statistics_lead_there(called: Town) -> None:
    client = Client()
    client.force_login(Staff.objects.get(username="lea"))
    with clock.fixed(NOW):
        assert 'href="/statistics/waits/?place=nordby' in client.get("/statistics/figures/").content.decode()


def test_who_does_not_work_there_is_told_no_share_of_a_few(called: Town) -> None:
    """Four of twenty were called outside their range: neither their share, nor that of the others."""
    somebody("anne", (None, Role.ANALYST))
    answer = get(username="anne")
    assert answer.context["lead"] == (
        "The middle of the range we told them was 2 min 36 s off on average, 2 min 36 s too long."
    ).replace("2 min 36 s", "2\u00a0min\u00a036\u00a0s")
    assert [row[1:4] for row in table(answer, "bands")] == [["*", "*", "*"]] * 2
    assert table(answer, "places") == [
        ["Nordby", "20", "*", "*", "2\u00a0min\u00a036\u00a0s", "2\u00a0min\u00a036\u00a0s"]
    ]
    text = get("bands.csv", "anne").content.decode("utf-8-sig")
    assert "80,0" not in text
    assert ";16;" not in text
