"""Coverage on its page: an hour is counted, on paper, missing, closed or to come; and which it is does not hang on colour."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from tests.counting import log, paper
from tests.interfaces.counting.conftest import Ask
from tests.people import Town, close
from velkommen.apps.counting.actions import enter_paper_sheet
from velkommen.apps.places.models import OpeningPeriod
from velkommen.domain.measures import Share


@pytest.fixture
def staffed(town: Town) -> Town:
    """Nordby is staffed from ten to two; it is noon."""
    OpeningPeriod.objects.filter(service_point=town.place).update(opens=600, closes=840)
    return town


def test_each_hour_says_what_it_is(staffed: Town, ask: Ask, week: int) -> None:
    log(staffed, happened_at=staffed.now - timedelta(hours=2))
    close(staffed.place, staffed.now.date() + timedelta(days=1), "Storm")
    page = ask(f"/counting/{week}/")
    first, second, *_ = page.context["days"]
    assert (list(page.context["hours"]), [hour.kind for hour in first.hours]) == (
        [10, 11, 12, 13],
        ["counted", "gap", "ahead", "ahead"],
    )
    assert [hour.kind for hour in second.hours] == ["closed"] * 4
    assert [line.share for line in page.context["lines"]] == [Share(1, 2)]
    assert [(str(stretch)) for _, stretch in page.context["gaps"]] == ["11.00–12.00"]
    assert page.context["short"] is True
    assert _key(page) == ["counted", "gap", "paper", "ahead", "closed"]


def test_the_key_names_no_hour_to_come_once_all_are_over(staffed: Town, ask: Ask, week: int) -> None:
    staffed.now += timedelta(days=30)
    assert _key(ask(f"/counting/{week}/")) == ["counted", "gap", "paper", "closed"]


def _key(page: HttpResponse) -> list[str]:
    """The kinds of hour that the key explains, in its order."""
    key = page.content.decode().split('class="vk-weeks-key"')[1].split("</p>")[0]
    return re.findall(r"vk-weeks-hour vk-weeks-(\w+)", key)


def test_paper_covers_its_day(staffed: Town, ask: Ask, week: int) -> None:
    enter_paper_sheet(week=week, paper=paper(staffed, mitid=2), **staffed.by())
    page = ask(f"/counting/{week}/")
    assert [hour.kind for hour in page.context["days"][0].hours][:2] == ["paper", "paper"]
    assert page.context["gaps"] == []


def test_a_place_that_does_not_count_is_none_of_it(ask: Ask, week: int) -> None:
    assert ask(f"/counting/{week}/?place=sydby").status_code == 422


def test_the_page_costs_the_same_whatever_was_counted(town: Town, ask: Ask, week: int) -> None:
    ask(f"/counting/{week}/")
    with CaptureQueriesContext(connection) as few:
        ask(f"/counting/{week}/")
    for _ in range(3):
        log(town)
    with CaptureQueriesContext(connection) as more:
        ask(f"/counting/{week}/")
    assert len(few) == len(more)
