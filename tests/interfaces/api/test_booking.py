"""Appointments for form systems: what is free, to everybody; booked, changed and cancelled for citizens by the token of staff."""

from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse

from tests.apps.appointments.conftest import MAIL, Booking, on_duty
from tests.interfaces.programs import Program, told
from velkommen.apps.appointments.models import Appointment, Cell, Contact
from velkommen.apps.messages.models import Message
from velkommen.shared.log.models import Deed

TEN = "2026-11-25T10:00:00+01:00"
QUARTER = "2026-11-25T10:15:00+01:00"
NEW = {"products": [{"product": "passport"}], "location": "nordby", "starts": TEN, "contact": MAIL}


@pytest.fixture
def forms(program: Program) -> Program:
    """A form system at a Nordby that gives appointments."""
    Booking(program.town)
    return program


def read(program: Program, what: str, **asked: str) -> Any:
    """What a citizen's browser could ask, without any token."""
    address = f"/booking/{what}?" + "&".join(f"{name}={text}" for name, text in asked.items())
    found = program.get(address, Authorization="")
    assert found.status_code == 200, found.content
    return found.json()


def create(program: Program, **other: Any) -> HttpResponse:
    return program.post("/booking/appointments", NEW | other)


def made(program: Program, **other: Any) -> dict[str, Any]:
    response = create(program, **other)
    assert response.status_code == 200, response.content
    return dict(response.json()["appointment"])


def test_products_are_the_tasks_somewhere_gives_appointments_for(forms: Program) -> None:
    Booking(forms.town).terms(walk_in_only=frozenset({"mitid", "assessment"}))
    assert read(forms, "products") == {
        "products": [{"product": "passport", "name": "passport (en)", "minutes": 5}],
        "ignored": [],
    }


def test_with_products_chosen_those_are_told_that_can_be_had_beside_them(forms: Program) -> None:
    beside = read(forms, "products", product="passport:2", location="nordby")["products"]
    assert [one["product"] for one in beside] == ["mitid", "assessment"]


def test_locations_are_those_that_can_do_all_of_it(forms: Program) -> None:
    found = read(forms, "locations", product="passport:4&product=mitid")["locations"]
    assert found == [{"location": "nordby", "name": "Nordby", "address": "", "postal_code": "", "town": ""}]


def test_dates_and_times_are_local_and_carry_their_offset(forms: Program) -> None:
    asked = {"product": "passport", "location": "nordby"}
    dates = read(forms, "dates", **asked)["dates"]
    times = read(forms, "times", **asked, day="2026-11-25")["times"]
    assert (dates[:2], len(dates)) == (["2026-11-24", "2026-11-25"], 15)
    assert (times[0], times[-1], len(times)) == (TEN, "2026-11-25T15:45:00+01:00", 24)


def test_what_is_free_may_be_kept_for_moments(forms: Program) -> None:
    response = forms.get("/booking/products", Authorization="")
    assert response.headers["Cache-Control"] == "max-age=15"


def test_a_citizen_is_asked_for_nothing_but_where_they_are_reached(forms: Program) -> None:
    fields = {one["name"]: one["required"] for one in read(forms, "fields", product="passport")["fields"]}
    assert fields == {"contact": True, "language": False}


def test_a_token_that_is_worth_nothing_is_refused_where_none_is_needed(forms: Program) -> None:
    assert told(forms.get("/booking/products", Authorization="Bearer nonsense")) == (401, "no_token")


def test_what_is_created_waits_for_the_citizen_to_confirm(forms: Program) -> None:
    said = made(forms, language="en")
    row = Appointment.objects.get()
    assert said == {
        "id": row.pk,
        "state": "asked",
        "products": [{"product": "passport", "name": "passport (en)", "amount": 1}],
        "location": {"location": "nordby", "name": "Nordby", "address": "", "postal_code": "", "town": ""},
        "starts": TEN,
        "ends": "2026-11-25T10:05:00+01:00",
        "kept_until": "2026-11-24T12:20:00+01:00",
        "page": f"/a/{row.link}/",
        "code": row.code,
    }
    assert list(Message.objects.values_list("purpose", "to", "language")) == [("confirm", MAIL, "en")]


def test_where_the_program_is_sure_of_the_contact_it_is_booked_at_once(forms: Program) -> None:
    assert made(forms, sure=True)["state"] == "booked"
    assert list(Message.objects.values_list("purpose", flat=True)) == ["booked"]


def test_a_product_said_twice_is_for_both(forms: Program) -> None:
    said = made(forms, products=[{"product": "passport"}, {"product": "passport", "amount": 2}])
    assert (said["products"][0]["amount"], said["ends"]) == (3, QUARTER)


def test_the_same_key_books_once(forms: Program) -> None:
    key = uuid4()
    first, again = (forms.post("/booking/appointments", NEW, key) for _ in range(2))
    assert (first.json(), Appointment.objects.count()) == (again.json(), 1)


def test_what_nobody_may_set_has_no_effect_and_is_named(forms: Program) -> None:
    products = [{"product": "passport", "price": 0}]
    said = create(forms, products=products, state="booked", staff=1, name="Nobody", **{"no name!": 1}).json()
    assert (said["ignored"], said["appointment"]["state"]) == (["name", "price", "staff", "state", "…"], "asked")


def test_in_an_address_too(forms: Program) -> None:
    said = read(forms, "times", product="passport", location="nordby", day="2026-11-25", internal="true", step="1")
    assert (said["ignored"], len(said["times"])) == (["internal", "step"], 24)


def test_what_staff_keeps_is_shown_and_given_to_their_program_when_it_asks(forms: Program) -> None:
    Booking(forms.town).terms(internal=100)
    asked = "/booking/times?product=passport&location=nordby&day=2026-11-25"
    assert forms.get(asked).json()["times"] == []
    assert told(create(forms)) == (409, "slot_taken")
    assert len(forms.get(asked + "&internal=true").json()["times"]) == 24
    assert create(forms, internal=True, sure=True).json()["ignored"] == []


@pytest.mark.parametrize(
    ("starts", "said"),
    [
        ("2026-11-25T09:00:00+01:00", (409, "slot_taken")),
        ("2026-11-24T10:00:00+01:00", (422, "time_passed")),
        ("2026-12-23T10:00:00+01:00", (422, "not_released")),
        ("2027-03-28T02:30:00+01:00", (422, "no_such_time")),
    ],
    ids=["taken", "passed", "not released", "the hour that does not exist"],
)
def test_a_time_that_cannot_be_had_is_refused_with_the_nearest(
    forms: Program, starts: str, said: tuple[int, str]
) -> None:
    response = create(forms, starts=starts)
    assert (told(response), Appointment.objects.count(), Cell.objects.count()) == (said, 0, 0)
    assert {one["location"] for one in response.json()["alternatives"]} == {"nordby"}


def test_the_nearest_are_those_around_the_time_wished(forms: Program) -> None:
    for one in "ab":
        made(forms, contact=f"{one}@example.dk")
    response = create(forms, contact="c@example.dk")
    near = [one["starts"][11:16] for one in response.json()["alternatives"]]
    assert (told(response), near) == ((409, "slot_taken"), ["10:15", "10:30", "10:45", "11:00", "11:15"])


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"starts": "2026-11-25T10:00:00"}, "no_offset"),
        ({"starts": "tomorrow"}, "bad_value"),
        ({"contact": "nobody"}, "bad_contact"),
        ({"products": []}, "bad_value"),
        ({"products": [{"product": "nonsense"}]}, "unknown_task"),
        ({"products": [{"product": "passport", "amount": 7}]}, "too_many_people"),
        ({"location": "sydby"}, "no_appointments"),
        ({"location": "nowhere"}, "unknown_place"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_booked(forms: Program, other: dict[str, Any], code: str) -> None:
    program = forms.as_("mette") if other.get("location") != "sydby" else forms.as_("sara")
    assert told(create(program, **other)) == (422, code)
    assert not Appointment.objects.exists()


def test_what_is_for_walk_ins_alone_is_not_booked(forms: Program) -> None:
    Booking(forms.town).terms(walk_in_only=frozenset({"passport"}))
    assert told(create(forms)) == (422, "not_bookable")


def test_a_wall_clock_without_its_offset_is_told_the_cure(forms: Program) -> None:
    detail = create(forms, starts="2026-11-25T10:00:00").json()["detail"]
    assert "Write it like 2026-12-01T10:00:00+01:00" in detail


def test_a_change_moves_it_and_one_that_cannot_be_leaves_it(forms: Program) -> None:
    booked = made(forms, sure=True)
    moved = forms.post(f"/booking/appointments/{booked['id']}/change", {"starts": QUARTER, "state": "arrived"}).json()
    assert moved == {
        "appointment": {
            **booked,
            "starts": QUARTER,
            "ends": "2026-11-25T10:20:00+01:00",
            "kept_until": "2026-11-25T10:25:00+01:00",
        },
        "ignored": ["state"],
    }
    no = forms.post(f"/booking/appointments/{booked['id']}/change", {"starts": "2026-11-25T17:00:00+01:00"})
    assert told(no) == (409, "slot_taken")
    assert forms.get(f"/booking/appointments/{booked['id']}").json() == {"appointment": moved["appointment"]}


def test_what_a_citizen_calls_off_comes_back_by_chance_and_the_same_key_says_the_same(forms: Program) -> None:
    key, booked = uuid4(), made(forms, sure=True)
    answers = [forms.post(f"/booking/appointments/{booked['id']}/cancel", None, key).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert (answers[0]["appointment"]["state"], Deed.objects.filter(name="cancel").count()) == ("cancelled", 1)


def test_what_staff_calls_off_can_be_had_again_at_once(forms: Program) -> None:
    booked = made(forms, sure=True)
    forms.post(f"/booking/appointments/{booked['id']}/cancel", {"internal": True})
    assert not Cell.objects.exists()


def test_what_nobody_came_to_is_missed(forms: Program) -> None:
    booked = made(forms, sure=True)
    forms.town.later(days=2)
    assert forms.get(f"/booking/appointments/{booked['id']}").json()["appointment"]["state"] == "missed"


def test_one_contact_has_so_many_also_where_the_program_is_sure(forms: Program) -> None:
    made(forms, sure=True), made(forms, sure=True, starts=QUARTER)
    response = create(forms, sure=True, starts="2026-11-25T11:00:00+01:00")
    assert (told(response), Contact.objects.count()) == ((409, "too_many_booked"), 2)


def test_an_appointment_elsewhere_is_not_there(forms: Program) -> None:
    booked = made(forms, sure=True)
    on_duty("sara", 600, 960)
    assert told(forms.as_("sara").get(f"/booking/appointments/{booked['id']}")) == (404, "unknown_appointment")


def test_nothing_private_gets_in_where_no_token_is_needed(forms: Program) -> None:
    assert told(forms.get("/booking/locations?product=passport&why=120188-1234", Authorization="")) == (
        422,
        "cpr_in_text",
    )
