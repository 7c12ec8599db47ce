"""No sentence, title, note, bar, line or file tells a reader who does not work there a number of a few, or what leaves one."""

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from tests import few_house
from tests.few_house import FEW, FIRST, LAST, MANY, SHARES, small
from tests.people import Town
from tests.quick import Lasting
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.people.models import Staff
from velkommen.apps.yearbook.models import Target
from velkommen.interfaces.office.dashboards import QUESTIONS
from velkommen.shared import clock

SPAN = f"?from={FIRST}&to={LAST}"

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def town(lasting: Lasting) -> Town:
    return lasting(few_house.town)


def get(town: Town, username: str, address: str) -> HttpResponse:
    client = Client()
    client.cookies["velkommen_language"] = "en"
    client.force_login(Staff.objects.get(username=username))
    with clock.fixed(town.now):
        return client.get(f"/statistics/{address}")


def told(town: Town, username: str, address: str) -> set[float]:
    """The shares of a few, and the few themselves, on a page and in what it is made of."""
    answer = get(town, username, address + SPAN)
    page = answer.content.decode()
    parts = [one.table for one in answer.context["tables"]] if "tables" in answer.context else []
    parts += answer.context["answer"].parts if "answer" in answer.context else []
    return small([page, *parts])


@pytest.mark.parametrize("address", ["figures/", *(f"about/{one}/" for one in QUESTIONS)])
def test_no_page_tells_a_few(town: Town, address: str) -> None:
    assert (address, told(town, "anne", address)) == (address, set())
    assert told(town, "adam", address), "who works there is told"


def told_in_file(town: Town, username: str, name: str) -> set[str]:
    """The cells of a file that are a few, or shares of a few."""
    text = get(town, username, f"about/{name}.csv{SPAN}").content.decode("utf-8-sig")
    found = set(re.split(r"[;\r\n]+", text))
    return found & {str(FEW), *(str(share).replace(".", ",") for share in SHARES)}


@pytest.mark.parametrize("name", ["waiting-within", "waiting-in-vain", "solved-months", "who-months", "growth-tasks"])
def test_no_file_tells_a_few(town: Town, name: str) -> None:
    assert told_in_file(town, "anne", name) == set()
    assert told_in_file(town, "adam", name), "who works there is told"


def test_the_leaders_page_tells_no_share_of_a_few(town: Town) -> None:
    """Of today's enquiries all but a few were solved; the libraries took all but a few of the last three months."""
    today = clock.local_day(town.now)
    Enquiry.objects.filter(day=LAST - timedelta(days=6)).update(day=today)
    Target.objects.filter(kind="library_share").update(number=99)
    mine, strange = (get(town, who, "").content.decode() for who in ("adam", "anne"))
    assert ("93.0% solved at first contact" in mine, "The libraries took 97.6%" in mine) == (True, True)
    assert small(strange) == set()
    assert f"{MANY + FEW} enquiries." in strange
