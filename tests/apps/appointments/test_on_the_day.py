"""The day itself: in time, late, not at all; and a time nobody came to flows to others at its limit."""

from datetime import timedelta

import pytest

from tests.apps.appointments.conftest import PASSPORT, Booking, local
from tests.people import code
from velkommen.apps.appointments import actions, queries
from velkommen.apps.appointments.models import Appointment, Cell
from velkommen.apps.appointments.taking import cells_of
from velkommen.apps.enquiries import actions as desk
from velkommen.apps.visits.models import Visit
from velkommen.domain.refusals import Code, Refusal

TWO = local(24, 14)  # today, two hours ahead


def arrived(booking: Booking, made: Appointment) -> Visit:
    answer = actions.arrive(appointment=made.pk, **booking.guest(made))
    return Visit.objects.get(pk=answer["visit"]["id"])


@pytest.mark.parametrize(("minutes", "booked", "queued"), [(-30, True, 0), (0, True, 0), (9, True, 0), (10, False, 10)])
def test_who_comes_while_the_time_is_kept_has_it_and_who_comes_later_stands_in_line(
    booking: Booking, minutes: int, booked: bool, queued: int
) -> None:
    made = booking.booked(TWO)
    booking.town.now = TWO + timedelta(minutes=minutes)
    visit = arrived(booking, made)
    assert (visit.booked, visit.queued_at - TWO) == (booked, timedelta(minutes=queued))


@pytest.mark.parametrize(("minutes", "free"), [(9, 0), (10, 2)])
def test_at_the_limit_the_minutes_of_who_did_not_come_can_be_booked_again(
    booking: Booking, minutes: int, free: int
) -> None:
    """Mette and Ali have promised 14.00 for an hour each; whoever asks at 14.10 gets what is left of it."""
    booking.terms(notice=0, late=10, step=5)
    for to in ("a@example.dk", "b@example.dk"):
        made = booking.booked(TWO, to)
        Appointment.objects.filter(pk=made.pk).update(ends_at=TWO + timedelta(hours=1))
        Cell.objects.filter(appointment=made).delete()
        made.refresh_from_db()
        Cell.objects.bulk_create(cells_of(made, queries.chosen_of(made)))
    booking.town.now = TWO + timedelta(minutes=minutes)
    taken = [_can_book(booking) for _ in range(2)]
    assert taken.count(True) == free


def _can_book(booking: Booking) -> bool:
    asked = {"place": booking.place, "wanted": PASSPORT, "starts": TWO + timedelta(minutes=15)}
    try:
        actions.book(**asked, **booking.town.by())
    except Refusal as no:
        return no.code is not Code.SLOT_TAKEN
    return True


def test_nobody_is_waited_for_next_calls_who_is_here(booking: Booking) -> None:
    booking.booked(TWO)
    booking.town.now = TWO
    walked_in = booking.town.draw()
    answer = desk.call_next(place=booking.place, desk=booking.town.desk.pk, **booking.town.by())
    assert answer["visit"]["id"] == walked_in.pk


def test_a_time_nobody_came_to_is_missed_at_its_limit_and_can_be_moved_no_more(booking: Booking) -> None:
    made = booking.booked(TWO)
    booking.town.now = TWO + timedelta(minutes=10)
    made.refresh_from_db()
    assert queries.missed(made, booking.town.now)
    moved = {"appointment": made.pk, "starts": local(25, 14)}
    assert code(actions.change, **moved, **booking.guest(made)) is Code.APPOINTMENT_OVER


def test_somebody_who_is_here_is_expected_no_more(booking: Booking) -> None:
    made = booking.booked(TWO)
    before = [one.pk for one, _ in queries.expected(booking.place, made.day)]
    arrived(booking, made)
    assert (before, queries.expected(booking.place, made.day)) == ([made.pk], [])
