"""The three questions: three taps, one on each screen, without script; and what is said where nothing can be answered."""

import re

import pytest
from django.http import HttpResponse

from tests.interfaces.surveys.conftest import House, words
from tests.surveys import WELL
from velkommen.apps.placement.actions import register_device
from velkommen.apps.surveys.models import Box
from velkommen.domain.rights import Role
from velkommen.interfaces.surveys import public
from velkommen.shared.actor import SYSTEM

pytestmark = pytest.mark.django_db
ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}


def buttons(page: HttpResponse) -> list[tuple[str, str]]:
    """What can be tapped: name and value."""
    return re.findall(r'<button [^>]*name="(\w+)" value="(\w+)"', page.content.decode())


def kept(page: HttpResponse) -> dict[str, str]:
    """What the form carries on."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([\w-]+)"', page.content.decode()))


def tap(house: House, address: str, *answers: int) -> HttpResponse:
    """Open an address and tap the answers with these numbers."""
    page = house.get(address)
    for number in answers:
        name, value = buttons(page)[number]
        page = house.post(address, **{**kept(page), name: value})
    return page


def answered() -> list[tuple[str, int]]:
    return list(Box.objects.filter(answers__gt=0).order_by("group").values_list("group", "answers"))


def test_three_taps_and_thanks(house: House) -> None:
    house.surveys.ask()
    address = f"/surveys/visit/{house.surveys.ended().link}/?language=en"
    first = house.get(address)
    assert "Question 1 of 3 Did you get done what you came for? Yes Partly No" in words(first)
    last = tap(house, address, 0, 1, 0)
    assert (last.status_code, answered()) == (303, [("number", 1)])
    assert "Your answer is counted" in house.main(last.headers["Location"])
    again = house.get(address)
    assert (again.status_code, "You have answered You have answered already" in words(again)) == (409, True)


def test_what_was_tapped_stands_in_no_address(house: House) -> None:
    house.surveys.ask()
    page = tap(house, "/surveys/at/nordby/?language=en", 0, 0)
    assert kept(page).keys() == {"op", "solved", "easy"}
    assert re.findall(r'action="([^"]*)"', page.content.decode()) == ["?language=en"]
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_a_double_tap_of_the_last_answer_counts_once(house: House) -> None:
    house.surveys.ask()
    for _ in range(2):
        op = "4a3c5e1e-0000-4000-8000-000000000001"
        assert house.post("/surveys/at/nordby/", **WELL, op=op).status_code == 303
    assert answered() == [("open", 1)]


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/surveys/visit/nobody/?language=en", 404, "Nobody is asked here just now"),
        ("/surveys/at/sydby/?language=en", 404, "Nobody is asked here just now"),
        ("/surveys/at/nowhere/?language=en", 422, "No question just now"),
    ],
)
def test_where_nobody_is_asked_it_says_so(house: House, address: str, status: int, said: str) -> None:
    house.surveys.ask()
    page = house.get(address)
    assert (page.status_code, said in words(page)) == (status, True)


def test_whose_visit_is_not_over_is_told_when(house: House) -> None:
    house.surveys.ask()
    page = house.get(f"/surveys/visit/{house.town.draw().link}/?language=en")
    assert (page.status_code, "when your visit is over" in words(page)) == (409, True)


def test_a_strange_answer_is_asked_again(house: House) -> None:
    house.surveys.ask()
    page = house.post("/surveys/at/nordby/?language=en", solved="perhaps", easy="easy")
    assert "Question 1 of 3" in words(page)
    assert house.post("/surveys/at/nordby/", **{**WELL, "op": "none"}).status_code == 422


def test_one_connection_answers_so_often_and_no_more(house: House) -> None:
    house.surveys.ask()
    statuses = []
    for _ in range(public.MOST + 1):
        house.client.defaults.update(ELSEWHERE)
        statuses.append(house.post("/surveys/at/nordby/?language=en", **WELL).status_code)
    assert statuses == [303] * public.MOST + [422]


def test_the_page_of_a_number_asks_when_its_visit_is_over(house: House) -> None:
    visit = house.surveys.ended()
    address = f"/n/{visit.link}/?language=en"
    assert "How was it?" not in house.main(address)
    house.surveys.ask()
    assert f"/surveys/visit/{visit.link}/?language=en" in house.get(address).content.decode()
    house.surveys.by_number(visit)
    assert "How was it?" not in house.main(address)


def test_the_kiosk_asks_too_and_is_no_number(house: House) -> None:
    token = register_device(place=house.town.place.pk, role=Role.KIOSK, by=SYSTEM, at=house.town.now)
    assert "How was it?" not in house.get(f"/kiosk/{token}/").content.decode()
    house.surveys.ask()
    assert f"/kiosk/{token}/en/how/" in house.get(f"/kiosk/{token}/").content.decode()
    address = f"/kiosk/{token}/en/how/"
    last = tap(house, address, 2, 2, 2)
    assert (last.status_code, answered()) == (302, [("open", 1)])
    assert "Your answer is counted" in house.main(last.headers["Location"])
    assert house.post(address, **{**WELL, "op": "none"}).status_code == 422


def test_a_kiosk_that_does_not_ask_leads_home(house: House) -> None:
    token = register_device(place=house.town.place.pk, role=Role.KIOSK, by=SYSTEM, at=house.town.now)
    assert house.get(f"/kiosk/{token}/en/how/").headers["Location"] == f"/kiosk/{token}/"
