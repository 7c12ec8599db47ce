"""An appointment moves or is off: what becomes of its time, and of what its guest is told."""

from datetime import timedelta

from tests.apps.appointments.conftest import Booking, local, one
from tests.people import code
from velkommen.apps.appointments import actions
from velkommen.apps.appointments.models import Cell
from velkommen.apps.messages.models import Message
from velkommen.domain.refusals import Code

TEN, ELEVEN = local(26, 10), local(26, 11)


def purposes() -> list[tuple[str, str]]:
    return list(Message.objects.order_by("id").values_list("purpose", "state"))


def test_a_moved_appointment_leaves_its_time_and_takes_another(booking: Booking) -> None:
    made = booking.booked(TEN)
    moved = one(actions.change(appointment=made.pk, starts=ELEVEN, **booking.guest(made)))
    assert (moved.starts_at, moved.moves, Cell.objects.count()) == (ELEVEN, 1, 2)


def test_a_move_that_cannot_be_leaves_it_as_it_was(booking: Booking) -> None:
    made = booking.booked(TEN)
    booking.booked(ELEVEN, "b@example.dk"), booking.booked(ELEVEN, "c@example.dk")
    assert code(actions.change, appointment=made.pk, starts=ELEVEN, **booking.guest(made)) == Code.SLOT_TAKEN
    made.refresh_from_db()
    assert (made.starts_at, Cell.objects.filter(appointment=made).count()) == (TEN, 2)


def test_a_time_a_guest_called_off_comes_back_after_a_while(booking: Booking) -> None:
    made = booking.booked(TEN)
    booking.booked(TEN, "b@example.dk")
    actions.cancel(appointment=made.pk, returns=20, **booking.guest(made))
    assert booking.free(days=2)[0] == "10.15"
    booking.town.later(minutes=21)
    assert booking.free(days=2)[0] == "10.00"


def test_a_time_staff_called_off_comes_back_at_once(booking: Booking) -> None:
    made = booking.booked(TEN)
    booking.booked(TEN, "b@example.dk")
    actions.cancel(appointment=made.pk, returns=20, **booking.town.by())
    assert booking.free(days=2)[0] == "10.00"


def test_who_called_off_is_told_and_not_reminded(booking: Booking) -> None:
    made = booking.booked(TEN)
    actions.cancel(appointment=made.pk, **booking.guest(made))
    assert purposes() == [
        ("confirm", "dropped"),
        ("booked", "dropped"),
        ("reminder", "dropped"),
        ("cancelled", "waiting"),
    ]


def test_nobody_else_calls_it_off(booking: Booking) -> None:
    made, other = booking.booked(TEN), booking.booked(ELEVEN)
    assert code(actions.cancel, appointment=made.pk, **booking.guest(other)) == Code.NOT_ALLOWED


def test_a_missed_appointment_can_neither_move_nor_be_called_off(booking: Booking) -> None:
    made = booking.booked(TEN)
    booking.town.now = TEN + timedelta(minutes=10)
    no = [
        code(actions.change, appointment=made.pk, starts=ELEVEN, **booking.guest(made)),
        code(actions.cancel, appointment=made.pk, **booking.guest(made)),
    ]
    assert no == [Code.APPOINTMENT_OVER] * 2


def test_who_works_elsewhere_says_for_nobody_that_they_are_here(booking: Booking) -> None:
    made = booking.booked(TEN)
    booking.town.now = TEN
    assert code(actions.arrive, appointment=made.pk, **booking.town.by(booking.town.sara)) == Code.NOT_ALLOWED
