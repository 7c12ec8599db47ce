"""From nothing to one's own desk: every step by its form, as a browser without script does, until a number is drawn and called."""

import re
from datetime import UTC, datetime
from html import unescape
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from velkommen.apps.catalogue.models import Task
from velkommen.apps.people.actions import make_setup_code
from velkommen.apps.people.models import Staff
from velkommen.apps.placement import book
from velkommen.apps.placement.models import Device, Offer
from velkommen.apps.places.models import Desk, Municipality, ServicePoint
from velkommen.apps.visits.models import Visit
from velkommen.domain.catalogue import COUNTED_ONLY
from velkommen.domain.placement.start import StartSet
from velkommen.shared import clock

MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # a Tuesday, 10.00 in Copenhagen
PASSWORD = "fire-lange-ord-27"


class Founder:
    """Somebody with a browser and the address the server printed."""

    def __init__(self) -> None:
        self.client, self.code = Client(), make_setup_code(at=MORNING)

    def look(self, address: str) -> str:
        with clock.fixed(MORNING):
            return self.client.get(address).content.decode()

    def fill(self, page: str, **fields: object) -> HttpResponse:
        """Send the form of a page with the operation it carries."""
        op = re.search(r"name=\"op\" value=\"([^\"]+)\"", self.look(page))
        with clock.fixed(MORNING):
            return self.client.post(page, {"op": op.group(1) if op else str(uuid4()), **fields})

    def found(self) -> HttpResponse:
        account = {"username": "hanne", "first_name": "Hanne", "password": PASSWORD, "again": PASSWORD}
        return self.fill(f"/setup/code/{self.code}/", **account)

    def municipality_and_place(self) -> None:
        self.found()
        self.fill("/setup/municipality/", code="0671", closed=["06-05", "12-24", "12-31"])
        self.fill("/setup/places/", name="Biblioteket", kind="main_library", address="Østergade 11")


@pytest.fixture
def founder(db: None) -> Founder:
    return Founder()


def test_an_empty_house_leads_to_its_first_run(founder: Founder) -> None:
    assert 'href="/setup/"' in founder.look("/")
    assert "velkommen found" in founder.look("/setup/")


def test_a_wrong_code_is_a_page_that_is_not_there(founder: Founder) -> None:
    with clock.fixed(MORNING):
        assert founder.client.get("/setup/code/guessed/").status_code == 404


def test_the_code_holds_once(founder: Founder) -> None:
    assert founder.found().status_code == 302
    with clock.fixed(MORNING):
        assert Client().get(f"/setup/code/{founder.code}/").status_code == 404


def test_two_passwords_that_differ_are_said_at_their_field_and_nothing_is_made(founder: Founder) -> None:
    typed = {"username": "hanne", "first_name": "Hanne", "password": PASSWORD, "again": "noget-andet-27"}
    answer = founder.fill(f"/setup/code/{founder.code}/", **typed)
    assert (answer.status_code, Staff.objects.count()) == (422, 0)
    assert "De to er ikke ens." in answer.content.decode()
    assert 'value="hanne"' in answer.content.decode()


def test_the_name_of_the_municipality_is_that_of_its_code(founder: Founder) -> None:
    founder.municipality_and_place()
    town = Municipality.objects.get()
    assert (town.code, town.name, town.invented) == ("0671", "Struer Kommune", False)


def test_hours_that_cannot_be_are_refused_with_what_was_typed(founder: Founder) -> None:
    founder.municipality_and_place()
    answer = founder.fill("/setup/hours/", day0="18-10")
    assert answer.status_code == 422
    assert 'value="18-10"' in answer.content.decode()


def test_hours_that_cannot_be_say_their_cure(founder: Founder) -> None:
    founder.municipality_and_place()
    founder.client.cookies["velkommen_language"] = "en"
    answer = unescape(founder.fill("/setup/hours/", day1="ten to six").content.decode())
    assert "“ten to six” cannot be the hours of a day. Write them like 10-18 or 9.30-12, 13-16" in answer


def test_a_house_that_lacks_something_is_not_called_ready(founder: Founder) -> None:
    founder.municipality_and_place()
    founder.client.cookies["velkommen_language"] = "en"
    page = founder.look("/setup/ready/")
    assert ("Almost there" in page, "Your desk is ready" in page) == (True, False)


def test_who_is_no_administrator_may_take_no_step(founder: Founder) -> None:
    founder.municipality_and_place()
    Staff.objects.create(username="bo")
    stranger = Client()
    stranger.force_login(Staff.objects.get(username="bo"))
    assert stranger.get("/setup/places/").status_code == 403


@pytest.mark.parametrize("start", StartSet)
def test_what_only_figures_know_is_not_asked_of_a_place_nor_given_to_it(founder: Founder, start: StartSet) -> None:
    founder.municipality_and_place()
    founder.fill("/setup/tasks/", start=start.value)
    asked = set(re.findall(r'name="role-([a-z0-9_]+)"', founder.look("/setup/tasks/")))
    known = set(Task.objects.values_list("key", flat=True))
    given = set(Offer.objects.exclude(role="none").values_list("task__key", flat=True))
    assert (known - asked, given & COUNTED_ONLY, "library_card" in given) == (COUNTED_ONLY, set(), True)


def test_from_nothing_to_a_number_called_at_ones_own_desk(founder: Founder) -> None:
    founder.municipality_and_place()
    place = ServicePoint.objects.get()
    week = {f"day{number}": "9-18" for number in range(5)}
    assert founder.fill("/setup/hours/", **week).status_code == 302
    assert founder.fill("/setup/desks/", number="1", name="Skranke 1", units=["library"]).status_code == 302
    assert founder.fill("/setup/equipment/", kinds=["public_pc", "printer"]).status_code == 302
    assert founder.fill("/setup/tasks/", start="forms").status_code == 302
    assert founder.fill("/setup/cooperation/", units=["library"], takes="none").status_code == 302
    assert founder.fill("/setup/colleagues/", who="me", competences=["library"]).status_code == 302
    paired = founder.fill("/setup/screens/", role="kiosk").content.decode()
    address = re.search(r"/kiosk/[\w-]+/", paired)
    assert address
    assert (Device.objects.count(), Desk.objects.count()) == (1, 1)
    assert "Din skranke er klar" in unescape(founder.look("/setup/ready/"))

    kiosk = address.group(0)
    tiles = founder.look(f"{kiosk}da/")
    task = re.search(r'name="task" value="([^"]+)"', tiles)
    assert task
    book.forget()
    drawn = founder.fill(f"{kiosk}da/draw/", task=task.group(1))
    assert drawn.status_code == 303
    founder.fill("/desk/", desk="1")
    founder.fill(f"/desk/{place.slug}/1/take/")
    founder.fill(f"/desk/{place.slug}/1/next/")
    visit = Visit.objects.get()
    assert (visit.state, visit.desk_id, visit.staff_id) == ("called", Desk.objects.get().pk, Staff.objects.get().pk)
