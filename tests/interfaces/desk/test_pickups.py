"""The shelf at the desk: a number is typed, found and handed out; no script is needed, and a refusal keeps what was typed."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.interfaces.desk.conftest import Branch
from velkommen.apps.messages.models import Message
from velkommen.apps.pickups.models import PickUp
from velkommen.interfaces.desk.pickups import DEEDS, SHOWN
from velkommen.shared import clock
from velkommen.shared.log.models import Deed


def look(branch: Branch, query: str = "") -> HttpResponse:
    branch.client.cookies["velkommen_language"] = "en"
    with clock.fixed(branch.now):
        return branch.client.get(f"{branch.url}pickups/{query}")


def shown(branch: Branch, query: str = "") -> str:
    """The words of the page."""
    return " ".join(re.sub(r"<[^>]+>", " ", look(branch, query).content.decode()).split())


def put(branch: Branch, number: str = "", kind: str = "passport") -> HttpResponse:
    return branch.press("pickups/register", kind=kind, number=number)


def test_a_number_is_given_found_and_handed_out(branch: Branch) -> None:
    answer = put(branch)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{branch.url}pickups/?done=register&number=1")
    assert "It lies on the shelf as number 1." in shown(branch, "?done=register&number=1")
    assert "Number 1 Shelf number What it is" in shown(branch, "?find=01")
    branch.press("pickups/hand-out", pickup=PickUp.objects.get().pk)
    assert PickUp.objects.get().collected_at == branch.now
    text = shown(branch)
    assert ("Gone today" in text, "Nothing lies ready." in text) == (True, True)


def test_the_one_found_takes_the_keyboard(branch: Branch) -> None:
    put(branch, "7")
    assert re.findall(r"<(\w+)[^>]* autofocus", look(branch, "?find=7").content.decode()) == ["button"]


def test_a_number_that_does_not_lie_here_says_so(branch: Branch) -> None:
    put(branch, "7")
    assert "Nothing with this number lies here." in shown(branch, "?find=8")


def test_what_was_refused_keeps_what_was_typed(branch: Branch) -> None:
    put(branch, "7")
    branch.client.cookies["velkommen_language"] = "en"
    answer = put(branch, "7", "id_card")
    assert (answer.status_code, PickUp.objects.count()) == (409, 1)
    kept = ("Number 7 lies on the shelf already.", 'value="id_card" selected', 'maxlength="4" value="7"')
    assert [text for text in kept if text not in answer.content.decode()] == []


@pytest.mark.parametrize(
    ("field", "value"), [("number", "7a"), ("number", "99999"), ("number", "0"), ("kind", "pigeon")]
)
def test_what_cannot_be_read_is_refused_with_what_can(branch: Branch, field: str, value: str) -> None:
    branch.client.cookies["velkommen_language"] = "en"
    answer = branch.press("pickups/register", **{"kind": "passport", "number": "", field: value})
    cure = {
        "number": "“Shelf number” cannot be used. Write a whole number from 1 to 9999.",
        "kind": "Choose one of those",
    }
    assert (answer.status_code, cure[field] in answer.content.decode(), PickUp.objects.count()) == (422, True, 0)


def test_the_same_press_twice_puts_one_thing_on_the_shelf(branch: Branch) -> None:
    op = uuid4()
    answers = [branch.press("pickups/register", op=op, kind="passport", number="") for _ in range(2)]
    assert ({answer.headers["Location"] for answer in answers}, PickUp.objects.count()) == (
        {f"{branch.url}pickups/?done=register&number=1"},
        1,
    )


def test_a_message_is_noted_and_a_mistake_put_back(branch: Branch) -> None:
    put(branch)
    row = PickUp.objects.get()
    for deed in ("message", "hand-out", "put-back"):
        branch.press(f"pickups/{deed}", pickup=row.pk)
    row.refresh_from_db()
    assert (row.message_sent, row.collected_at) == (branch.now.date(), None)


def test_what_nobody_came_for_is_destroyed_when_its_days_are_over(branch: Branch) -> None:
    put(branch)
    row = PickUp.objects.get()
    assert branch.press("pickups/destroy", pickup=row.pk).status_code == 409
    branch.now += timedelta(days=186)
    assert "Kept long enough" in shown(branch)
    branch.press("pickups/destroy", pickup=row.pk)
    row.refresh_from_db()
    assert row.destroyed_at == branch.now


def test_a_full_shelf_shows_its_first_numbers_and_finds_the_others(branch: Branch) -> None:
    day = branch.now.date()
    facts = {"service_point": branch.place, "kind": "passport", "since": day, "destroy_after": day + timedelta(days=9)}
    PickUp.objects.bulk_create(PickUp(number=number, **facts) for number in range(1, SHOWN + 12))
    assert "The others are found by their number." in shown(branch)
    assert f"{SHOWN + 9} Passport" in shown(branch, f"?find={SHOWN + 9}")


@pytest.mark.parametrize(
    "query", ["?done=burn&number=1", "?done=register&number=<b>", "?done=register&number=12345", "?done=register"]
)
def test_only_what_a_deed_said_is_said(branch: Branch, query: str) -> None:
    assert "It lies on the shelf" not in shown(branch, query)


def test_only_the_clerks_of_the_place_come_to_its_shelf(branch: Branch) -> None:
    put(branch)
    branch.client.force_login(branch.stranger)
    assert look(branch).status_code == 403
    assert {branch.press(f"pickups/{deed}", pickup=1, kind="passport").status_code for deed in DEEDS} == {403}
    anonymous = Client()
    assert {anonymous.post(f"{branch.url}pickups/{deed}/").status_code for deed in DEEDS} == {302}
    assert (PickUp.objects.get().collected_at, Deed.objects.filter(name="register_pickup").count()) == (None, 1)


def test_looking_at_the_address_of_a_deed_does_nothing(branch: Branch) -> None:
    answers = [branch.client.get(f"{branch.url}pickups/{deed}/") for deed in DEEDS]
    assert {answer.headers["Location"] for answer in answers} == {f"{branch.url}pickups/"}


def test_whoever_waits_is_told_when_an_address_is_given(branch: Branch) -> None:
    answer = branch.press("pickups/register", kind="passport", number="", contact="20 12 34 56", language="en")
    told = Message.objects.get()
    assert (answer.status_code, told.to, told.language) == (303, "+4520123456", "en")


def test_an_address_that_is_none_stays_typed_and_nothing_lies_there(branch: Branch) -> None:
    branch.client.cookies["velkommen_language"] = "en"
    answer = branch.press("pickups/register", kind="passport", number="", contact="anna@nowhere", language="en")
    said = answer.content.decode()
    assert (answer.status_code, PickUp.objects.count()) == (422, 0)
    assert ('value="anna@nowhere"' in said, "neither an e-mail address" in said) == (True, True)
