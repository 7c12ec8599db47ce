"""No robot: a riddle solved by script or ten seconds of patience, once for each page, and only so many from one connection."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client, RequestFactory, override_settings

from tests.interfaces.booking.conftest import TEN, Guest, answer_to, link_of, slots, solved, words
from velkommen.apps.appointments.models import Appointment
from velkommen.domain.booking.terms import MOST_UNPROVEN
from velkommen.interfaces.web import limits, proof

ELSEWHERE = "203.0.113.7"


def unsolved(guest: Guest, seconds: int) -> dict[str, str]:
    """The fields of a page drawn some seconds ago, whose riddle nobody solved."""
    op = uuid4()
    return {"op": str(op), "riddle": proof.riddle(op, guest.town.now - timedelta(seconds=seconds)), "answer": ""}


def times(number: int) -> str:
    return f"nordby@2026-11-26T{10 + number // 4}:{15 * (number % 4):02}"


def test_who_solved_it_is_known_to_be_no_robot(guest: Guest) -> None:
    assert guest.held().unproven is False


def test_a_quick_press_without_script_asks_to_press_again(guest: Guest) -> None:
    answer = guest.hold(**unsolved(guest, 3))
    assert (answer.status_code, slots(answer), Appointment.objects.count()) == (202, [TEN], 0)
    assert "Press once more in 10 seconds" in words(answer)


def test_the_same_press_ten_seconds_later_is_taken(guest: Guest) -> None:
    page = unsolved(guest, 3)
    guest.hold(**page)
    guest.town.later(seconds=8)
    assert Appointment.objects.get(link=link_of(guest.hold(**page))).unproven is True


def test_who_waited_shares_a_few_times_of_the_place_with_others_who_did(guest: Guest) -> None:
    for number in range(MOST_UNPROVEN):
        link_of(guest.hold(times(number), **unsolved(guest, 11)))
    answer = guest.hold(times(MOST_UNPROVEN), **unsolved(guest, 11))
    assert (answer.status_code, Appointment.objects.count()) == (422, MOST_UNPROVEN)
    assert "Several people are booking at Nordby just now" in words(answer)


@pytest.mark.parametrize("fault", ["forged", "of another page", "too old", "missing", "from the future"])
def test_a_riddle_that_is_not_of_this_page_is_refused(guest: Guest, fault: str) -> None:
    page, ago = unsolved(guest, 11), {"too old": 3700, "from the future": -60}.get(fault, 11)
    op = page["op"] if fault != "of another page" else str(uuid4())
    page["riddle"] = unsolved(guest, ago)["riddle"] if fault == "of another page" else page["riddle"]
    if ago != 11:
        page = unsolved(guest, ago)
        op = page["op"]
    text = {"forged": page["riddle"][:-1] + "x", "missing": ""}.get(fault, page["riddle"])
    answer = guest.hold(op=op, riddle=text, answer=answer_to(text) if text else "1")
    assert (answer.status_code, Appointment.objects.count()) == (422, 0)
    assert "check that you are no robot" in words(answer)


def test_a_solved_riddle_is_worth_one_time(guest: Guest) -> None:
    page = solved(guest.town)
    first = link_of(guest.hold(**page))
    assert link_of(guest.hold(**page)) == first  # the same press once more
    assert guest.hold(times(0), **page).status_code == 409
    assert Appointment.objects.count() == 1


def test_the_control_an_answer_that_solves_nothing_is_seen() -> None:
    text = "riddle"
    wrong = next(str(number) for number in range(99) if not proof.solves(text, str(number), proof.BITS))
    assert [proof.solves(text, said, proof.BITS) for said in (answer_to(text), wrong, "", "9" * 21)] == [
        True,
        False,
        False,
        False,
    ]


def test_from_one_connection_only_so_many_are_held(guest: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_recent", limits.Recent(most=2))
    guest.client = Client(REMOTE_ADDR=ELSEWHERE, headers={"cookie": "velkommen_language=en"})
    codes = [guest.hold(times(number)).status_code for number in range(3)]
    assert (codes, Appointment.objects.count()) == ([303, 303, 422], 2)
    guest.town.later(minutes=11)
    assert guest.hold(times(3)).status_code == 303


def test_the_control_without_a_limit_more_are_held(guest: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_recent", limits.Recent(most=99))
    guest.client = Client(REMOTE_ADDR=ELSEWHERE)
    assert [guest.hold(times(number)).status_code for number in range(3)] == [303, 303, 303]


def connection(remote: str, forwarded: str = "") -> str:
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return limits.connection_of(RequestFactory().get("/", REMOTE_ADDR=remote, **headers))


def test_a_forged_forwarding_address_counts_for_nothing() -> None:
    assert [connection(ELSEWHERE, "198.51.100.1"), connection(ELSEWHERE, ELSEWHERE)] == [ELSEWHERE, ELSEWHERE]


@override_settings(PROXIES=["127.0.0.1", "10.0.0.5"])
def test_behind_a_proxy_that_is_named_it_is_what_the_proxy_saw() -> None:
    seen = [
        connection("127.0.0.1", "198.51.100.1"),
        connection("127.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.5"),
        connection("127.0.0.1"),
        connection("127.0.0.1", "<script>"),
    ]
    assert seen == ["198.51.100.1", "198.51.100.1", "", ""]


def test_a_household_with_many_addresses_is_one_connection() -> None:
    assert {connection("2001:db8:1:2::1"), connection("2001:db8:1:2:3:4:5:6")} == {"2001:db8:1:2::/64"}


def test_a_proxy_nobody_named_is_not_one_citizen() -> None:
    assert [connection("127.0.0.1", "198.51.100.1"), connection("::1"), connection("")] == ["", "", ""]


def test_many_connections_are_not_remembered_for_ever(guest: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REMEMBERED", 3)
    recent = limits.Recent()
    for number in range(9):
        recent.note(str(number), guest.town.now)
    assert list(recent._moments) == ["6", "7", "8"]
