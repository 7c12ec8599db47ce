"""The checklist of a place: what the data say with a link, what is marked by hand, and what is open when a change is planned."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.interfaces.booking.conftest import words
from tests.people import Town
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import Agreement
from velkommen.apps.readiness.models import Mark
from velkommen.shared import clock

pytestmark = pytest.mark.django_db
HERE = "/manage/places/nordby/readiness/"


@pytest.fixture
def lea(town: Town) -> Client:
    client = Client()
    client.cookies["velkommen_language"] = "en"
    client.force_login(Staff.objects.get(username="lea"))
    return client


def look(town: Town, client: Client, address: str = HERE) -> str:
    with clock.fixed(town.now):
        return words(client.get(address))


def send(town: Town, client: Client, address: str = HERE, **fields: Any) -> tuple[int, str]:
    with clock.fixed(town.now):
        answer = client.post(address, {"op": str(uuid4()), **fields})
    return answer.status_code, words(answer)


def test_each_point_says_its_page_its_state_and_what_is_next(town: Town, lea: Client) -> None:
    page = look(town, lea)
    assert "No Somebody is in charge of the project Report 2010, p. 21 The agreement names nobody." in page
    assert "Name the project owner in the agreement." in page
    assert "Nobody knows One can talk without being overheard Report 2010, p. 21 Nobody has said." in page
    assert "Yes Hours with staff are recorded and shown" in page
    assert "11 of 12 points are open." in page


def test_what_no_data_can_say_is_marked_with_who_and_when(town: Town, lea: Client) -> None:
    status, _ = send(town, lea, do="mark", about="room", state="yes", note="Desk 2 is turned")
    assert status == 302
    assert "Desk 2 is turned. Marked by Lea on 24 Nov 2026." in look(town, lea)


def test_what_the_data_say_has_no_form_and_takes_no_tick(town: Town, lea: Client) -> None:
    assert 'id="mark-owner"' not in lea.get(HERE).content.decode()
    status, page = send(town, lea, do="mark", about="owner", state="yes")
    assert (status, Mark.objects.count()) == (409, 0)
    assert "Mark it : Somebody is in charge" not in page


def test_the_day_the_staff_were_heard_is_asked_for_where_it_is_typed(town: Town, lea: Client) -> None:
    status, page = send(town, lea, do="mark", about="staff_heard", state="yes", note="A meeting")
    assert (status, "Say on which day it was." in page) == (422, True)
    status, page = send(town, lea, do="mark", about="staff_heard", state="yes", day="2026-11-30")
    assert (status, "30 November 2026 lies ahead." in page) == (422, True)
    send(town, lea, do="mark", about="staff_heard", state="yes", day="2026-11-02")
    assert "It was on 2 Nov 2026. Marked by Lea on 24 Nov 2026." in look(town, lea)


@pytest.mark.parametrize("wrong", [{"about": "weather", "state": "yes"}, {"about": "room", "state": "perhaps"}])
def test_what_is_no_point_and_no_state_is_refused(town: Town, lea: Client, wrong: dict[str, str]) -> None:
    assert send(town, lea, do="mark", **wrong)[0] == 422
    assert not Mark.objects.exists()


def test_a_cpr_number_in_a_note_is_refused(town: Town, lea: Client) -> None:
    status, page = send(town, lea, do="mark", about="room", state="yes", note="010190-1234")
    assert (status, "looks like a CPR number" in page) == (422, True)


def test_when_a_change_is_planned_the_open_points_stand_beside_and_forbid_nothing(town: Town, lea: Client) -> None:
    there = "/manage/places/nordby/cooperation/"
    change = {
        "do": "agree",
        "since": "2027-01-01",
        "desk_shared": "yes",
        "partners": "police",
        "project_owner": "Leader",
        "is_centre": "",
        "performed_library": "passport",
    }
    status, page = send(town, lea, there, **change)
    assert status == 200
    assert "Are you ready for it? Open by then, as it looks today." in page
    assert "Somebody is in charge of the project" not in page
    assert "No Both groups have one leader" in page
    assert not Agreement.objects.exists()
    assert send(town, lea, there, **change, step="save")[0] == 302
    assert Agreement.objects.count() == 1
