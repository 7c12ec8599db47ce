"""What becomes of what was promised as time and hours go on: hours deleted, clocks changed, series with days left out."""

from datetime import date, datetime, timedelta

from tests.apps.appointments.conftest import PASSPORT, ZONE, Booking, local
from tests.people import refused
from velkommen.apps.appointments import actions, decisions
from velkommen.apps.appointments.models import Appointment
from velkommen.apps.placement import book
from velkommen.apps.placement.models import DutyPeriod
from velkommen.apps.places.models import OpeningPeriod
from velkommen.domain.booking.days import Kind
from velkommen.domain.refusals import Code

TEN = local(25, 10)


def series(booking: Booking, starts: datetime, **how: object) -> list[str]:
    """A series of four, as the clock on the wall shows it."""
    facts = {"place": booking.place, "wanted": PASSPORT, "starts": starts, "every": 1, "times": 4, **how}
    actions.book_series(**facts, **booking.town.by())  # type: ignore[arg-type]
    rows = Appointment.objects.order_by("starts_at").values_list("starts_at", flat=True)
    return [moment.astimezone(ZONE).isoformat() for moment in rows]


def test_hours_that_are_deleted_leave_the_appointment_and_tell_that_nobody_is_there(booking: Booking) -> None:
    made = booking.booked(TEN)
    assert decisions.unkept(booking.place, booking.town.now) == []
    OpeningPeriod.objects.filter(service_point=booking.place).delete()
    book.forget()
    assert decisions.unkept(booking.place, booking.town.now) == [(made, Kind.PERSON)]
    made.refresh_from_db()
    assert (made.state, booking.free(days=1)) == ("booked", [])


def test_somebody_whose_hours_change_is_missed_where_they_were_promised(booking: Booking) -> None:
    made = booking.booked(TEN)
    DutyPeriod.objects.filter(posting__staff=made.staff).update(opens=11 * 60)
    book.forget()
    assert decisions.unkept(booking.place, booking.town.now) == [(made, Kind.PERSON)]


def test_a_series_keeps_its_time_when_the_clocks_are_changed(booking: Booking) -> None:
    booking.town.now = datetime(2026, 10, 13, 10, tzinfo=ZONE)
    booking.terms(since=date(2026, 10, 1))
    assert series(booking, datetime(2026, 10, 20, 10, 30, tzinfo=ZONE), times=2) == [
        "2026-10-20T10:30:00+02:00",
        "2026-10-27T10:30:00+01:00",
    ]


def test_days_left_out_of_a_series_count_and_are_not_booked(booking: Booking) -> None:
    skip = {date(2026, 12, 2), date(2026, 12, 9)}
    assert series(booking, TEN, skip=skip) == ["2026-11-25T10:00:00+01:00", "2026-12-16T10:00:00+01:00"]


def test_a_series_one_day_of_which_cannot_be_had_books_nothing_and_says_which(booking: Booking) -> None:
    for to in ("one", "other"):
        booking.booked(local(2, 10, month=12), f"{to}@example.dk")
    facts = {"place": booking.place, "wanted": PASSPORT, "starts": TEN, "every": 1, "times": 4}
    code, about = refused(actions.book_series, **facts, **booking.town.by())
    assert (code, about["day"], Appointment.objects.count()) == (Code.SLOT_TAKEN, "2026-12-02", 2)


def test_what_was_remembered_of_a_day_is_forgotten_when_somebody_writes_in_it(booking: Booking) -> None:
    """Held, run out, booked, moved, called off: each time what is free is what is free now."""
    free = lambda: booking.free(days=1)[0]  # noqa: E731 - said often
    booking.held(TEN), booking.held(TEN)
    seen = [free()]
    booking.town.later(minutes=11)
    seen.append(free())
    one, _ = booking.booked(TEN), booking.booked(TEN, "other@example.dk")
    seen.append(free())
    actions.change(appointment=one.pk, starts=local(25, 11), **booking.town.by())
    seen.append(free())
    actions.change(appointment=one.pk, starts=TEN, **booking.town.by())
    seen.append(free())
    actions.cancel(appointment=one.pk, returns=5, **booking.guest(one))
    seen.append(free())
    booking.town.later(minutes=6)
    seen.append(free())
    assert seen == ["10.15", "10.00", "10.15", "10.00", "10.15", "10.15", "10.00"]


def test_asked_of_a_moment_before_what_is_remembered_is_not_used(booking: Booking) -> None:
    booking.held(TEN), booking.held(TEN)
    now = booking.town.now
    booking.town.now = now + timedelta(minutes=11)
    later = booking.free(days=1)[0]
    booking.town.now = now
    assert (later, booking.free(days=1)[0]) == ("10.00", "10.15")
