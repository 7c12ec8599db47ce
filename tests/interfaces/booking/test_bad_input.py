"""What the public must not do: impossible times, fields of staff, links of others. A sentence and the nearest times, or 404; reported."""

import logging

import pytest
from django.http import HttpResponse

from tests.apps.appointments.conftest import local, on_duty
from tests.interfaces.booking.conftest import TEN, Guest, link_of, slots, words
from velkommen.apps.appointments.models import Appointment, Cell, Unmet
from velkommen.apps.catalogue.models import Task
from velkommen.apps.places.models import SpecialDay
from velkommen.shared import clock

Q = {"task": ["passport"], "people": ["1"]}
STAFF_ONLY = {"asker": "staff", "staff": "1", "desk": "2", "internal": "100", "walk_in": "0", "state": "booked"}


@pytest.mark.parametrize(
    ("slot", "status", "said"),
    [
        ("nordby@2026-11-24T11:00", 422, "This time has passed"),
        ("nordby@2026-11-24T12:15", 422, "begins too soon"),
        ("nordby@2027-01-20T10:00", 422, "Times are released until"),
        ("nordby@2027-03-28T02:30", 422, "does not exist on that day"),
        ("nordby@2026-11-25T09:00", 409, "cannot be had any more"),
        ("nordby@2026-11-25T10:07", 409, "cannot be had any more"),
    ],
    ids=["past", "too soon", "not released", "skipped by the clock", "nobody there", "not on the grid"],
)
def test_a_time_that_cannot_be_is_a_sentence_and_the_nearest_times(
    guest: Guest, slot: str, status: int, said: str
) -> None:
    answer = guest.hold(slot)
    assert (answer.status_code, said in words(answer), Cell.objects.exists()) == (status, True, False)
    assert slots(answer) != []


def test_the_hour_that_does_not_exist_offers_times_around_it(guest: Guest) -> None:
    guest.town.now = local(27, 12, month=3)
    guest.booking.terms()
    on_duty("mette", 0, 1440)
    answer = guest.hold("nordby@2026-03-29T02:30")
    near = [slot for slot in slots(answer) if slot.startswith("nordby@2026-03-29")]
    assert (answer.status_code, near[:1], Appointment.objects.exists()) == (422, ["nordby@2026-03-29T01:30"], False)


def test_sold_meanwhile_at_the_contact_nothing_is_half_booked(guest: Guest) -> None:
    made = guest.held()
    guest.town.later(minutes=11)
    guest.booked(TEN, "one@example.dk"), guest.booked(TEN, "two@example.dk")
    answer = guest.post(f"/a/{made.link}/contact/", {"contact": "three@example.dk"})
    assert (answer.status_code, TEN in slots(answer), slots(answer)[0]) == (409, False, "nordby@2026-11-25T10:15")
    assert guest.hold(slots(answer)[0]).status_code == 303
    made.refresh_from_db()
    assert made.state == "held"


def test_sold_meanwhile_at_the_confirmation_the_nearest_are_offered(guest: Guest) -> None:
    made = guest.asked(to="late@example.dk")
    guest.town.later(minutes=30)
    guest.booked(TEN, "one@example.dk"), guest.booked(TEN, "two@example.dk")
    answer = guest.post(f"/a/confirm/{made.confirm}/", {})
    assert (answer.status_code, "cannot be had any more" in words(answer), bool(slots(answer))) == (409, True, True)
    assert Appointment.objects.filter(state="booked").count() == 2


def test_a_hold_that_ran_out_says_so_and_goes_on_while_it_is_free(guest: Guest) -> None:
    made = guest.held()
    guest.town.later(minutes=11)
    assert "We held this time until 12:10" in guest.main(f"/a/{made.link}/")
    assert guest.post(f"/a/{made.link}/contact/", {"contact": "somebody@example.dk"}).status_code == 303


@pytest.mark.parametrize(
    "slot", ["", "nordby", "nordby@", "nordby@soon", "@2026-11-25T10:00", "nordby@9999-12-31T23:59"]
)
def test_a_slot_that_is_none_is_refused(guest: Guest, slot: str) -> None:
    assert (guest.hold(slot).status_code, Appointment.objects.exists()) == (422, False)


def test_fields_of_staff_are_ignored_and_reported(guest: Guest, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "velkommen.booking"):
        made = Appointment.objects.get(link=link_of(guest.hold(**STAFF_ONLY)))
    assert (made.asker, made.state) == ("public", "held")
    assert [record.getMessage() for record in caplog.records] == [
        "Ignored in a form of the public: asker, desk, internal, staff, state"
    ]


def test_what_they_hold_is_never_reported(guest: Guest, caplog: pytest.LogCaptureFixture) -> None:
    guest.hold(**{"staff": "010180-1234", "010180-1234": "x", "a b\nc": "y"})
    assert [record.getMessage() for record in caplog.records if record.name == "velkommen.booking"] == [
        "Ignored in a form of the public: (no name), staff"
    ]


@pytest.mark.parametrize("path", ["contact/", "change/", "cancel/", "arrive/"])
def test_every_form_of_an_appointment_reports_them(guest: Guest, path: str, caplog: pytest.LogCaptureFixture) -> None:
    made = guest.booked()
    guest.post(f"/a/{made.link}/{path}", {"slot": "nordby@2026-11-26T10:00", "contact": "a@b.dk", "asker": "staff"})
    said = [record.getMessage() for record in caplog.records if record.name == "velkommen.booking"]
    assert [line for line in said if "asker" in line] != []


def tried(guest: Guest, link: str) -> list[HttpResponse]:
    paths = ("", "change/", "cancel/", "arrive/", "contact/", "calendar.ics")
    asked = [guest.get(f"/a/{link}/{path}") for path in paths]
    return [*asked, *(guest.post(f"/a/{link}/{path}", {"contact": "a@b.dk"}) for path in paths[1:5])]


def test_a_guessed_link_is_not_found_and_reported_without_it(guest: Guest, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "velkommen.links"):
        answers = tried(guest, "AAAAAAAAAAAAAAAAAAAAAA")
    said = [record.getMessage() for record in caplog.records if record.name == "velkommen.links"]
    assert ({answer.status_code for answer in answers}, len(said), "AAAA" in "".join(said)) == ({404}, 10, False)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_confirmation_that_is_guessed_or_used_is_not_found_and_reported(
    guest: Guest, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    used = guest.asked().confirm
    guest.post(f"/a/confirm/{used}/", {})
    ask = guest.get if method == "get" else (lambda address: guest.post(address, {}))
    codes = [ask(f"/a/confirm/{link}/").status_code for link in (used, "AAAAAAAAAAAAAAAAAAAAAA")]
    said = [record for record in caplog.records if record.name == "velkommen.links"]
    assert (codes, len(said)) == ([404, 404], 2)


def test_a_link_leads_to_its_own_appointment_alone(guest: Guest) -> None:
    mine, other = guest.booked(), guest.booked("nordby@2026-11-25T11:00", "other@example.dk")
    guest.post(f"/a/{mine.link}/cancel/", {"appointment": str(other.pk), "link": other.link})
    mine.refresh_from_db(), other.refresh_from_db()
    assert (mine.state, other.state) == ("cancelled", "booked")


def test_what_is_over_cannot_be_done_and_says_where_it_is(guest: Guest) -> None:
    made = guest.booked()
    guest.post(f"/a/{made.link}/cancel/", {})
    answers = [guest.post(f"/a/{made.link}/{path}", {"slot": TEN}) for path in ("change/", "cancel/")]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert guest.post(f"/a/{made.link}/arrive/", {}).status_code == 409


def unmet() -> list[tuple[str, int | None, int]]:
    return list(Unmet.objects.order_by("id").values_list("task__key", "service_point", "times"))


@pytest.fixture
def nothing(guest: Guest) -> Guest:
    """Nobody is there for weeks."""
    guest.booking.terms(walk_in=100)
    return guest


def test_a_search_that_finds_nothing_is_counted_once_for_who_looks_again(nothing: Guest) -> None:
    for _ in range(3):
        assert nothing.get("/book/time/", **Q).status_code == 200
    assert unmet() == [("passport", None, 1)]


def test_another_day_another_search_and_another_reader_count_again(nothing: Guest) -> None:
    nothing.get("/book/time/", **Q)
    nothing.get("/book/time/", **Q, place="nordby")
    with clock.fixed(nothing.town.now):
        nothing.client.get("/book/time/", Q, REMOTE_ADDR="203.0.113.9")
    nothing.town.later(days=1)
    nothing.get("/book/time/", **Q)
    assert unmet() == [("passport", None, 2), ("passport", nothing.town.place.pk, 1), ("passport", None, 1)]


def test_a_search_that_finds_something_is_not_counted(guest: Guest) -> None:
    guest.get("/book/time/", **Q)
    assert unmet() == []


def test_who_finds_nothing_is_told_what_else_there_is(nothing: Guest) -> None:
    said = nothing.main("/book/time/", **Q)
    parts = ("Every time that is open is taken", "New times come every day at 08:00.", "Come without a time", "Sydby")
    assert [part for part in parts if part not in said] == []


def test_matters_no_place_takes_together_are_offered_one_by_one(guest: Guest) -> None:
    Task.objects.filter(key="mitid").update(name_en="MitID")
    guest.booking.terms(walk_in_only=frozenset({"mitid"}))
    said = guest.main("/book/time/", task=["passport", "mitid"], people=["1", "1"])
    assert ("No place gives one time for all of this" in said, "Book them one by one:" in said) == (True, True)


@pytest.mark.parametrize(
    "query",
    [
        {"task": ["nothing"], "people": ["1"]},
        {"task": ["passport"], "people": ["٣"]},
        {"task": ["passport"], "people": ["-1"]},
        {"task": ["passport"], "people": ["999999"]},
        {**Q, "after": "9999-12-31"},
        {**Q, "after": "0001-01-01", "near": "nordby/99", "place": "nowhere", "when": "never"},
        {**Q, "near": "nowhere/x"},
    ],
)
def test_whatever_stands_in_an_address_no_page_breaks(guest: Guest, query: dict[str, str]) -> None:
    assert guest.get("/book/time/", **query).status_code in (200, 302)


def test_a_closed_day_has_no_times(guest: Guest) -> None:
    SpecialDay.objects.create(service_point=guest.town.place, layer="staffed", day=local(25, 10).date(), why="Kursus")
    guest.booking.terms()
    found = slots(guest.get("/book/time/", **Q, place="nordby"))
    assert ([slot for slot in found if "11-25" in slot], bool(found)) == ([], True)
