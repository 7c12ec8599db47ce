"""Who did not prove to be no robot takes only a few times of a place at once, and has a link sent only a few times."""

import pytest

from tests.apps.appointments.conftest import MAIL, PASSPORT, Booking, local, one
from tests.people import code
from velkommen.apps.appointments import actions, queries
from velkommen.apps.appointments.actions import booking as deeds
from velkommen.apps.appointments.models import Appointment
from velkommen.domain.booking.freedom import Matter
from velkommen.domain.booking.terms import MOST_ASKED, MOST_UNPROVEN
from velkommen.domain.contacts import parse
from velkommen.domain.refusals import Code


def unproven(booking: Booking, minute: int) -> Appointment:
    starts = local(25, 10 + minute // 60, minute % 60)
    wish = {"place": booking.place, "wanted": PASSPORT, "starts": starts, "proven": False}
    return one(actions.hold(**wish, **booking.public()))


def fill(booking: Booking) -> None:
    for number in range(MOST_UNPROVEN):
        unproven(booking, 15 * number)


def refused(booking: Booking) -> Code:
    wish = {"place": booking.place, "wanted": PASSPORT, "starts": local(26, 10), "proven": False}
    return code(actions.hold, **wish, **booking.public())


def test_only_so_many_times_are_held_at_a_place_without_proof(booking: Booking) -> None:
    fill(booking)
    assert (refused(booking), Appointment.objects.count()) == (Code.UNPROVEN_FULL, MOST_UNPROVEN)


def test_the_control_without_the_guard_there_is_one_more(booking: Booking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deeds, "_check_unproven", lambda *_: None)
    fill(booking)
    unproven(booking, 15 * MOST_UNPROVEN)
    assert Appointment.objects.count() == MOST_UNPROVEN + 1


def test_whoever_proves_it_is_not_kept_out_by_them(booking: Booking) -> None:
    fill(booking)
    assert booking.held(local(26, 10)).unproven is False


def test_one_that_is_confirmed_makes_room(booking: Booking) -> None:
    fill(booking)
    made = Appointment.objects.filter(unproven=True).earliest("id")
    actions.ask_to_confirm(appointment=made.pk, contact=parse(MAIL), **booking.guest(made))
    made.refresh_from_db()
    actions.confirm(link=made.confirm or "", **booking.public())
    assert unproven(booking, 120).unproven is True


def test_those_that_ran_out_make_room(booking: Booking) -> None:
    fill(booking)
    booking.town.later(minutes=11)
    assert unproven(booking, 120).unproven is True


def test_a_link_is_sent_only_so_many_times(booking: Booking) -> None:
    made = booking.held(local(25, 10))
    for number in range(MOST_ASKED):
        contact = parse(f"somebody{number}@example.dk")
        actions.ask_to_confirm(appointment=made.pk, contact=contact, **booking.guest(made))
    no = code(actions.ask_to_confirm, appointment=made.pk, contact=parse(MAIL), **booking.guest(made))
    made.refresh_from_db()
    assert (no, made.asked) == (Code.ASKED_TOO_OFTEN, MOST_ASKED)


def test_no_time_is_found_for_more_people_than_a_place_takes(booking: Booking) -> None:
    known, day = queries.calendar(), booking.town.now.date()
    found = {people: known.places((Matter("passport", people),), day) for people in (6, 7)}
    assert found == {6: [booking.place], 7: []}
