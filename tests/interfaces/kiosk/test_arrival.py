"""Somebody with an appointment comes to the kiosk: six digits, the number, what happens next; and nothing for whoever guesses."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse

from tests.appointments import booked
from tests.interfaces.public_house import ScreenHouse, address_of, open_place
from velkommen.apps.appointments.models import Appointment, Terms, WrongCode
from velkommen.apps.catalogue.models import Task
from velkommen.apps.placement import book
from velkommen.apps.visits.models import Visit
from velkommen.domain.rights import Role

ALERT = r'role="alert">.*?<span>(.*?)</span>'
UNKNOWN = "No appointment here today has this code. Look at the code and the place in your message, or talk to us at the desk."
WAIT = "Too many codes were wrong. Wait a minute, or talk to us at the desk."


def made(house: ScreenHouse, minutes: int = 15, **other: object) -> Appointment:
    starts = house.now + timedelta(minutes=minutes)
    return booked(house.desks[0], house.mette.id, starts, **{"code": "271828", **other})


def type_code(house: ScreenHouse, code: str, **more: str) -> HttpResponse:
    return house.post(f"{house.kiosk}en/code/", **{"code": code, "op": str(uuid4()), **more})


def said(answer: HttpResponse) -> list[str]:
    return re.findall(ALERT, answer.content.decode())


def next_steps(house: ScreenHouse, answer: HttpResponse) -> list[str]:
    """The large words of the page a code leads to."""
    return re.findall(r'class="vk-wait">([^<]*)<', house.get(answer["Location"]).content.decode())


@pytest.mark.parametrize("closed", [False, True])
def test_the_tile_is_there_where_appointments_are_given_also_when_no_number_is(
    house_with_screens: ScreenHouse, closed: bool
) -> None:
    if closed:
        house_with_screens.later(hours=8)
    shown = []
    for since in (None, house_with_screens.now.date()):
        Terms.objects.update_or_create(service_point=house_with_screens.place, defaults={"since": since})
        book.forget()
        shown.append(
            "I have an appointment" in house_with_screens.get(f"{house_with_screens.kiosk}en/").content.decode()
        )
    assert shown == [False, True]


def test_who_is_early_is_told_when_they_are_called(house_with_screens: ScreenHouse) -> None:
    made(house_with_screens)
    answer = type_code(house_with_screens, "271828")
    assert (answer.status_code, Visit.objects.get().booked) == (303, True)
    assert next_steps(house_with_screens, answer) == ["You are called at 12:15 or a little later."]


def test_whose_time_has_come_is_told_that_they_are_next_but_for_a_desk(house_with_screens: ScreenHouse) -> None:
    made(house_with_screens, -5)
    answer = type_code(house_with_screens, "271828")
    assert next_steps(house_with_screens, answer) == ["Your time has come: you are called as soon as a desk is free."]


def test_who_is_late_is_told_so_plainly_and_how_long_they_wait(house_with_screens: ScreenHouse) -> None:
    made(house_with_screens, -11)
    house_with_screens.draw()
    answer = type_code(house_with_screens, "271828")
    page = house_with_screens.get(answer["Location"]).content.decode()
    assert "You came too late for your appointment" in page
    assert [words.endswith(" min") for words in next_steps(house_with_screens, answer)] == [True]


def test_the_same_code_again_leads_to_the_same_number(house_with_screens: ScreenHouse) -> None:
    made(house_with_screens)
    answers = [type_code(house_with_screens, "271828")["Location"] for _ in range(2)]
    assert (answers[0], Visit.objects.count()) == (answers[1], 1)


@pytest.mark.parametrize("code", ["000000", "27182", "", "2718281", "abcdef", "٢٧١٨٢٨"])
def test_a_code_that_is_nobodys_is_a_sentence_and_no_number(house_with_screens: ScreenHouse, code: str) -> None:
    made(house_with_screens)
    answer = type_code(house_with_screens, code)
    assert (answer.status_code, said(answer), Visit.objects.count()) == (422, [UNKNOWN], 0)


def test_a_code_of_another_day_says_which_and_nothing_else(house_with_screens: ScreenHouse) -> None:
    made(house_with_screens, 24 * 60)
    answer = type_code(house_with_screens, "271828")
    assert said(answer) == ["This appointment is on 25 November 2026. Say that you are here on that day."]
    assert ("passport" in answer.content.decode(), Visit.objects.count()) == (False, 0)


@pytest.mark.parametrize("other", [{"state": "cancelled"}, {"state": "held"}, {"state": "asked"}])
def test_what_was_never_booked_or_is_off_has_no_code(house_with_screens: ScreenHouse, other: dict[str, str]) -> None:
    made(house_with_screens, **other)
    assert said(type_code(house_with_screens, "271828")) == [UNKNOWN]


def test_a_code_of_another_place_is_unknown_here(house_with_screens: ScreenHouse) -> None:
    made(house_with_screens)
    elsewhere = open_place("sydby", list(Task.objects.all()))
    house_with_screens.kiosk = address_of(elsewhere, Role.KIOSK)
    assert said(type_code(house_with_screens, "271828")) == [UNKNOWN]


def guess(house: ScreenHouse, times: int) -> list[list[str]]:
    return [said(type_code(house, f"{number:06d}")) for number in range(times)]


def test_after_five_wrong_codes_in_a_minute_the_screen_takes_none(house_with_screens: ScreenHouse) -> None:
    made(house_with_screens)
    assert guess(house_with_screens, 6) == [[UNKNOWN]] * 5 + [[WAIT]]
    assert said(type_code(house_with_screens, "271828")) == [WAIT]
    house_with_screens.later(minutes=1)
    assert type_code(house_with_screens, "271828").status_code == 303


def test_control_without_the_memory_of_wrong_codes_guessing_goes_on(house_with_screens: ScreenHouse) -> None:
    tries = []
    for _ in range(7):
        tries += guess(house_with_screens, 1)
        WrongCode.objects.all().delete()
    assert tries == [[UNKNOWN]] * 7


def test_one_screen_does_not_stop_another(house_with_screens: ScreenHouse) -> None:
    made(house_with_screens)
    guess(house_with_screens, 6)
    house_with_screens.kiosk = address_of(house_with_screens.place, Role.KIOSK)
    assert type_code(house_with_screens, "271828").status_code == 303


def test_who_is_let_in_clears_the_wrong_ones(house_with_screens: ScreenHouse) -> None:
    made(house_with_screens)
    guess(house_with_screens, 4), type_code(house_with_screens, "271828")
    assert WrongCode.objects.count() == 0


def test_without_script_each_press_comes_back_with_one_more_digit(house_with_screens: ScreenHouse) -> None:
    typed = ""
    for press in ("2", "7", "9", "back", "1", "8", "2", "8", "5"):
        page = type_code(house_with_screens, typed, press=press).content.decode()
        typed = re.findall(r'name="code" value="(\d*)"', page)[0]
    assert (typed, WrongCode.objects.count()) == ("271828", 0)


def test_the_keypad_has_ten_digits_and_the_language_of_the_screen(house_with_screens: ScreenHouse) -> None:
    answer = house_with_screens.get(f"{house_with_screens.kiosk}en/code/")
    page = answer.content.decode()
    assert sorted(re.findall(r'name="press" value="(\d)"', page)) == list("0123456789")
    assert (answer["Content-Language"], "Type the six digits" in page) == ("en", True)
