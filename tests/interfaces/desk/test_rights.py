"""Who may come to a desk: its clerks, and nobody else."""

import re

from django.test import Client

from tests.interfaces.desk.conftest import Branch
from velkommen.apps.roster.models import Seat
from velkommen.apps.visits.models import Visit
from velkommen.interfaces.desk.deeds import DEEDS, SEATING


def test_anonymous_is_sent_to_the_login(branch: Branch) -> None:
    answer = Client().get(branch.url)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/login/?next={branch.url}")


def test_anonymous_presses_nothing(branch: Branch) -> None:
    branch.draw()
    anonymous = Client()
    assert {anonymous.post(f"{branch.url}{deed}/").status_code for deed in (*DEEDS, *SEATING)} == {302}
    assert Visit.objects.get().state == "waiting"


def test_clerk_of_another_place_sees_nothing(branch: Branch) -> None:
    visit = branch.draw()
    branch.client.force_login(branch.stranger)
    answer = branch.client.get(branch.url)
    assert answer.status_code == 403
    assert re.search(rf"\b{visit.label}\b", answer.content.decode()) is None  # inside a random key it says nothing
    assert branch.place.name not in answer.content.decode()


def test_clerk_of_another_place_does_nothing(branch: Branch) -> None:
    branch.draw()
    branch.client.force_login(branch.stranger)
    assert {branch.press(deed).status_code for deed in (*DEEDS, *SEATING)} == {403}
    assert Visit.objects.get().state == "waiting"


def test_control_the_clerk_of_the_place_does(branch: Branch) -> None:
    branch.draw()
    assert branch.press("next").status_code == 303
    assert Visit.objects.get().state == "called"


def test_get_is_no_deed(branch: Branch) -> None:
    branch.draw()
    answers = [branch.client.get(f"{branch.url}{deed}/") for deed in (*DEEDS, *SEATING)]
    assert {answer.status_code for answer in answers} == {302}
    assert {answer.headers["Location"] for answer in answers} == {branch.url, "/desk/"}
    assert Visit.objects.get().state == "waiting"


def test_a_colleagues_desk_can_be_seen_and_not_worked_at(branch: Branch) -> None:
    branch.draw()
    branch.client.force_login(branch.ali)
    assert branch.look().status_code == 200
    assert branch.press("next").status_code == 409
    assert Visit.objects.get().state == "waiting"


def test_a_taken_desk_asks_twice(branch: Branch) -> None:
    branch.client.force_login(branch.ali)
    first = branch.press("take")
    assert (first.status_code, Seat.objects.get().staff) == (409, branch.mette)
    assert "Mette" in first.content.decode()
    assert branch.press("take", relieve="yes").status_code == 303
    assert Seat.objects.get().staff == branch.ali


def test_leaving_the_desk_goes_to_the_choice(branch: Branch) -> None:
    answer = branch.press("leave-seat")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/")
    assert Seat.objects.count() == 0


def test_the_choice_shows_ones_own_places_only(branch: Branch) -> None:
    shown = branch.client.get("/desk/").content.decode()
    assert ("Nordby" in shown, "Sydby" in shown) == (True, False)
