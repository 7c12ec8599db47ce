"""Open data over HTTP: every form at its address, fresh when a rule changed, cheap when none did."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.people import Town
from velkommen.apps.placement.actions import suspend_here
from velkommen.apps.places.models import Municipality
from velkommen.integrations.forms import FORMS
from velkommen.interfaces.opendata import views
from velkommen.interfaces.opendata.views import LICENCE_ADDRESS
from velkommen.shared import clock

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def nothing_is_kept_from_another_test() -> None:
    views._made.cache_clear()


@pytest.fixture
def client(town: Town) -> Client:
    Municipality.objects.create(code="0999", name="Fjordby Kommune", population=42_000, invented=True)
    return Client()


@pytest.mark.parametrize("name", FORMS)
def test_each_form_has_its_kind_its_licence_and_may_be_used_by_other_pages(client: Client, name: str) -> None:
    answer = client.get(f"/open/{name}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, FORMS[name][0])
    assert answer.headers["Link"] == f'<{LICENCE_ADDRESS}>; rel="license"'
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert len(answer.content) > 200


def test_what_has_not_changed_is_not_sent_again(client: Client) -> None:
    tag = client.get("/open/hsds.json").headers["ETag"]
    with CaptureQueriesContext(connection) as asked:
        again = client.get("/open/hsds.json", headers={"If-None-Match": tag})
    assert (again.status_code, again.content, len(asked)) == (304, b"", 1)


def test_a_rule_that_changed_is_a_new_edition(client: Client, town: Town) -> None:
    with clock.fixed(town.now):
        before = client.get("/open/hsds.json")
        suspend_here(place=town.place.pk, task="passport", first=TODAY, last=None, why="Flytning", **town.by(town.lea))
        after = client.get("/open/hsds.json")
    assert before.headers["ETag"] != after.headers["ETag"]
    at = [
        next(one for one in json.loads(answer.content) if one["alternate_name"] == "passport (en)")
        for answer in (before, after)
    ]
    by_place = [{one["location"]["name"]: bool(one["schedules"]) for one in s["service_at_locations"]} for s in at]
    assert by_place == [{"Nordby": True, "Sydby": True}, {"Nordby": False, "Sydby": True}]


def test_one_place_has_a_calendar_of_its_own(client: Client) -> None:
    answer = client.get("/places/nordby.ics")
    assert answer.content.count(b"BEGIN:VEVENT") == answer.content.count(b"SUMMARY:Nordby") > 0


def test_there_is_no_calendar_of_a_place_that_is_not_there(client: Client) -> None:
    assert client.get("/places/nowhere.ics").status_code == 422


def test_the_page_leads_to_every_form(client: Client) -> None:
    page = client.get("/open/").content.decode()
    assert [name for name in FORMS if f"/open/{name}" not in page] == []


def test_a_house_without_a_municipality_says_so(db: None) -> None:
    assert Client().get("/open/hsds.json").status_code == 422
