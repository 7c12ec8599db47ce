"""From the question to the appointment, screen by screen; and what leads nowhere is led to what there is."""

import pytest

from tests.interfaces.booking.conftest import MAIL, PASSPORT, TEN, Guest, link_of, slots, solved, words
from velkommen.apps.appointments.models import Appointment, Contact
from velkommen.apps.messages.models import Message

Q = {"task": ["passport"], "people": ["1"]}


def test_the_first_question_shows_what_times_are_given_for(guest: Guest) -> None:
    page = guest.get("/book/").content.decode()
    assert [key in page for key in ('value="passport"', 'value="mitid"', 'value="health"')] == [True, True, False]


def test_the_second_question_asks_for_how_many(guest: Guest) -> None:
    page = guest.get("/book/people/", task=["passport", "mitid"]).content.decode()
    assert (page.count("<select"), page.count('value="6"'), 'value="7"' in page) == (2, 2, False)


def test_who_chose_nothing_is_told_so(guest: Guest) -> None:
    answer = guest.get("/book/people/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/book/?none=1")
    assert "Nothing is chosen" in guest.main("/book/", none="1")


def test_times_without_people_are_asked_for_people_first(guest: Guest) -> None:
    answer = guest.get("/book/time/", task="passport")
    assert answer.headers["Location"] == "/book/people/?task=passport"


def test_the_earliest_of_each_place_comes_first(guest: Guest) -> None:
    assert slots(guest.get("/book/time/", **Q)) == [f"nordby@2026-11-24T{time}" for time in ("12:30", "12:45", "13:00")]


def test_one_place_shows_its_days_and_folds_the_rest_away(guest: Guest) -> None:
    shown = slots(guest.get("/book/time/", **Q, place="nordby"))
    assert (shown[0], len({slot[:17] for slot in shown}), len(shown)) == ("nordby@2026-11-24T12:30", 4, 14 + 3 * 24)


def test_more_days_are_shown_until_the_last_that_is_released(guest: Guest) -> None:
    assert "Show more days" in guest.main("/book/time/", **Q, place="nordby")
    last = guest.main("/book/time/", **Q, place="nordby", after="2026-12-20")
    assert ("Tuesday 22 December" in last, "Show more days" in last) == (True, False)


def test_evening_and_saturday_narrow_the_times(guest: Guest) -> None:
    assert slots(guest.get("/book/time/", **Q, when="evening")) == []
    saturday = slots(guest.get("/book/time/", **Q, when="saturday"))
    assert {slot[:17] for slot in saturday} == {"nordby@2026-11-28"}


def test_a_time_that_is_pressed_is_held_and_asks_how_to_be_reached(guest: Guest) -> None:
    link = link_of(guest.hold())
    said = guest.main(f"/a/{link}/")
    assert [part in said for part in ("Wednesday 25 November at 10:00", "We hold this time for you until 12:10.")] == [
        True,
        True,
    ]
    assert "It is deleted 7 days after." in said


def test_what_was_typed_wrongly_is_said_at_the_field_and_kept(guest: Guest) -> None:
    made = guest.held()
    answer = guest.post(f"/a/{made.link}/contact/", {"contact": "somebody@"})
    page = answer.content.decode()
    assert (answer.status_code, 'value="somebody@"' in page, "aria-invalid" in page) == (422, True, True)
    assert not Contact.objects.exists()


def test_a_cpr_number_is_not_said_again(guest: Guest) -> None:
    answer = guest.post(f"/a/{guest.held().link}/contact/", {"contact": "010180-1234"})
    assert (answer.status_code, "010180" in answer.content.decode()) == (422, False)


def test_a_link_is_sent_and_its_page_alone_confirms_nothing(guest: Guest) -> None:
    made = guest.asked()
    sent = Message.objects.get(purpose="confirm")
    assert (sent.to, sent.facts["link"]) == (MAIL, f"/a/confirm/{made.confirm}/")
    assert "Do you take this time?" in guest.main(sent.facts["link"])
    made.refresh_from_db()
    assert made.state == "asked"


def test_the_button_behind_the_link_confirms_once(guest: Guest) -> None:
    made = guest.asked()
    first, second = (guest.post(f"/a/confirm/{made.confirm}/", {}) for _ in range(2))
    assert (link_of(first), second.status_code) == (made.link, 404)


def test_a_double_press_confirms_once_and_leads_to_the_same_page(guest: Guest) -> None:
    made, op = guest.asked(), {"op": "0b8d9f1c-6a07-4f9e-9d0a-0d6f1c2b3a4d"}
    assert {link_of(guest.post(f"/a/confirm/{made.confirm}/", op)) for _ in range(2)} == {made.link}


def test_the_own_page_says_all_there_is_to_know(guest: Guest) -> None:
    made = guest.booked()
    said = guest.main(f"/a/{made.link}/")
    parts = ("Wednesday 25 November at 10:00", "Nordby", made.code, "Your old passport", "Cancel", "Change the time")
    assert [part for part in parts if part not in said] == []


def test_a_family_sees_for_how_many(guest: Guest) -> None:
    link = link_of(guest.hold(people="4"))
    assert "Passport (4 people)" in guest.main(f"/a/{link}/")
    assert Appointment.objects.get().matters.get().people == 4


def test_moving_is_the_same_screen_and_one_press(guest: Guest) -> None:
    made = guest.booked()
    assert f"{TEN[:17]}T10:15" in slots(guest.get(f"/a/{made.link}/change/", place="nordby"))
    answer = guest.post(f"/a/{made.link}/change/", {"slot": "nordby@2026-11-26T11:00"})
    made.refresh_from_db()
    assert (answer.status_code, made.starts_at.isoformat(), made.moves) == (303, "2026-11-26T10:00:00+00:00", 1)
    assert "It was moved" in guest.main(answer.headers["Location"])


def test_a_move_that_cannot_be_leaves_it_where_it_was(guest: Guest) -> None:
    made = guest.booked()
    answer = guest.post(f"/a/{made.link}/change/", {"slot": "nordby@2026-11-25T17:00"})
    was = made.starts_at
    made.refresh_from_db()
    assert (answer.status_code, made.starts_at, bool(slots(answer))) == (409, was, True)
    assert f"/a/{made.link}/change/" in answer.content.decode()


def test_calling_off_asks_once(guest: Guest) -> None:
    made = guest.booked()
    assert "Yes, cancel it" in guest.main(f"/a/{made.link}/cancel/")
    made.refresh_from_db()
    assert made.state == "booked"
    guest.post(f"/a/{made.link}/cancel/", {})
    assert "Your time is cancelled" in guest.main(f"/a/{made.link}/")


def test_arriving_leads_to_the_number(guest: Guest) -> None:
    made = guest.booked("nordby@2026-11-24T13:00")
    answer = guest.post(f"/a/{made.link}/arrive/", {})
    made.refresh_from_db()
    assert made.visit is not None
    assert answer.headers["Location"] == f"/n/{made.visit.link}/?language=en"
    assert "Follow your number" in guest.main(f"/a/{made.link}/")


def test_one_cannot_arrive_on_another_day(guest: Guest) -> None:
    made = guest.booked()
    assert "I have arrived" not in guest.main(f"/a/{made.link}/").replace("press “I have arrived”", "")
    answer = guest.post(f"/a/{made.link}/arrive/", {})
    assert (answer.status_code, "Say that you are here on that day" in words(answer)) == (422, True)


def test_who_is_late_today_is_told_what_becomes_of_them(guest: Guest) -> None:
    made = guest.booked("nordby@2026-11-24T13:00")
    guest.town.later(minutes=65)
    assert "We keep it for you until 13:10" in guest.main(f"/a/{made.link}/")
    guest.town.later(minutes=10)
    assert "line of everybody" in guest.main(f"/a/{made.link}/")
    guest.town.later(days=1)
    assert "We did not see you" in guest.main(f"/a/{made.link}/")


def test_a_calendar_holds_when_and_where_and_never_what_for(guest: Guest) -> None:
    made = guest.booked()
    answer = guest.get(f"/a/{made.link}/calendar.ics")
    said = answer.content.decode()
    assert "DTSTART;TZID=Europe/Copenhagen:20261125T100000" in said
    assert [word in said for word in ("Passport", "passport", made.link, made.code)] == [False] * 4
    assert answer.headers["Content-Type"].startswith("text/calendar")


@pytest.mark.parametrize("path", ["", "contact/", "change/", "cancel/", "arrive/"])
def test_looking_at_the_address_of_a_deed_does_nothing(guest: Guest, path: str) -> None:
    made = guest.booked()
    before = Appointment.objects.values().get()
    guest.get(f"/a/{made.link}/{path}")
    assert Appointment.objects.values().get() == before


def test_pages_of_an_appointment_are_in_the_language_it_was_booked_in(guest: Guest) -> None:
    made = guest.booked()
    guest.client.cookies["velkommen_language"] = "da"
    answer = guest.get(f"/a/{made.link}/")
    assert (answer.headers["Content-Language"], "Your appointment" in words(answer)) == ("en", True)
    assert guest.get(f"/a/{made.link}/", language="da").headers["Content-Language"] == "da"


def test_nobody_learns_the_address_of_an_appointment(guest: Guest) -> None:
    answer = guest.get(f"/a/{guest.booked().link}/")
    kept = ("Referrer-Policy", "X-Robots-Tag", "Cache-Control")
    assert [answer.headers[name] for name in kept] == ["no-referrer", "noindex, nofollow", "no-store"]
    assert (answer.cookies, 'content="noindex"' in answer.content.decode()) == ({}, True)


def test_two_buttons_of_one_page_hold_once(guest: Guest) -> None:
    once = solved(guest.town)
    guest.hold(**once)
    answer = guest.hold("nordby@2026-11-25T11:00", **once)
    assert (answer.status_code, Appointment.objects.count(), bool(slots(answer))) == (409, 1, True)


def test_several_matters_are_one_appointment(guest: Guest) -> None:
    link = link_of(guest.hold(task=["passport", "mitid"], people=["2", "1"]))
    matters = Appointment.objects.get(link=link).matters.values_list("task__key", "people")
    assert sorted(matters) == [("mitid", 1), ("passport", 2)]


@pytest.mark.parametrize("name", [*PASSPORT, "slot", "op"])
def test_a_form_with_a_field_missing_is_refused_and_holds_nothing(guest: Guest, name: str) -> None:
    fields = {**PASSPORT, "slot": TEN, **solved(guest.town)}
    del fields[name]
    if name == "op":
        fields["op"] = ""
    assert (guest.post("/book/hold/", fields).status_code, Appointment.objects.count()) == (422, 0)
