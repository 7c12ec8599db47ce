"""From a free time to a booked one: held, asked for, confirmed once; and what is refused on the way."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.appointments.conftest import MAIL, PASSPORT, Booking, local, one
from tests.people import code
from velkommen.apps.appointments import actions, queries
from velkommen.apps.appointments.actions.arranging import BlockFacts
from velkommen.apps.appointments.models import Cell, Contact
from velkommen.apps.messages.models import Message
from velkommen.domain.booking.freedom import Matter
from velkommen.domain.booking.terms import Asker
from velkommen.domain.contacts import parse
from velkommen.domain.hours.periods import Period
from velkommen.domain.refusals import Code

TEN, LATER = local(25, 10), local(25, 10, 15)


def test_a_day_is_free_from_first_to_last_duty(booking: Booking) -> None:
    found = booking.free(days=1)
    assert (found[0], found[-1], len(found)) == ("10.00", "15.45", 24)


def test_a_held_time_takes_one_of_two_who_could(booking: Booking) -> None:
    booking.held(TEN)
    assert booking.free(days=1)[0] == "10.00"
    booking.held(TEN)
    assert booking.free(days=1)[0] == "10.15"


def test_a_hold_that_ran_out_is_free_again(booking: Booking) -> None:
    booking.held(TEN), booking.held(TEN)
    booking.town.later(minutes=11)
    booking.held(TEN)
    assert Cell.objects.count() == 2  # of one appointment: five minutes of a person and of a desk


def test_confirming_makes_it_theirs_once(booking: Booking) -> None:
    asked = booking.asked(TEN)
    link = asked.confirm or ""
    assert one(actions.confirm(link=link, **booking.public())).state == "booked"
    assert code(actions.confirm, link=link, **booking.public()) == Code.UNKNOWN_APPOINTMENT


def test_a_hold_that_ran_out_is_confirmed_as_long_as_nobody_has_the_time(booking: Booking) -> None:
    asked = booking.asked(TEN)
    booking.town.later(minutes=30)
    assert one(actions.confirm(link=asked.confirm or "", **booking.public())).state == "booked"


def test_a_hold_that_ran_out_and_was_sold_is_refused_and_nothing_is_booked(booking: Booking) -> None:
    asked = booking.asked(TEN)
    booking.town.later(minutes=30)
    booking.booked(TEN, "other@example.dk"), booking.booked(TEN, "third@example.dk")
    assert code(actions.confirm, link=asked.confirm or "", **booking.public()) == Code.SLOT_TAKEN
    asked.refresh_from_db()
    assert asked.state == "asked"


def test_messages_say_when_and_never_what_for(booking: Booking) -> None:
    booking.booked(TEN)
    rows = Message.objects.order_by("id").values_list("purpose", "to", "facts__when")
    assert list(rows) == [("confirm", MAIL, "2026-11-25T10:00"), ("booked", MAIL, "2026-11-25T10:00")]
    assert "passport" not in str(list(Message.objects.values_list("facts", flat=True)))


def test_a_contact_has_only_so_many_at_a_time(booking: Booking) -> None:
    booking.booked(TEN), booking.booked(LATER)
    third = booking.held(local(26, 10))
    no = code(actions.ask_to_confirm, appointment=third.pk, contact=parse(MAIL), **booking.guest(third))
    assert (no, Contact.objects.count()) == (Code.TOO_MANY_BOOKED, 2)


@pytest.mark.parametrize(
    ("starts", "no"),
    [
        (local(24, 9), Code.TIME_PASSED),
        (local(24, 12, 15), Code.TIME_PASSED),
        (local(23, 12, month=12), Code.NOT_RELEASED),
        (local(25, 9), Code.SLOT_TAKEN),
        (local(25, 10, 7), Code.SLOT_TAKEN),
        (local(25, 16), Code.SLOT_TAKEN),
    ],
    ids=["past", "too soon", "not released", "nobody there", "not on the grid", "after hours"],
)
def test_a_time_that_cannot_be_had(booking: Booking, starts: object, no: Code) -> None:
    assert code(actions.hold, place=booking.place, wanted=PASSPORT, starts=starts, **booking.public()) == no
    assert not Cell.objects.exists()


def test_a_family_takes_as_long_as_all_of_them(booking: Booking) -> None:
    made = booking.held(TEN, (Matter("passport", 4),))
    assert made.ends_at - made.starts_at == timedelta(minutes=20)


def test_a_late_confirmation_takes_whoever_is_free_by_then(booking: Booking) -> None:
    asked = booking.asked(TEN)
    booking.town.later(minutes=30)
    other = booking.booked(TEN, "other@example.dk")
    confirmed = one(actions.confirm(link=asked.confirm or "", **booking.public()))
    assert {confirmed.staff_id, other.staff_id} == {booking.town.mette.id, booking.town.ali.id}


def test_a_hold_whose_cells_somebody_with_a_later_clock_was_given_is_not_confirmed_beside_them(
    booking: Booking,
) -> None:
    """The one who confirms read the clock just before the hold ran out, the others just after, and they were faster."""
    asked = booking.asked(TEN)
    before = booking.town.now
    booking.town.later(minutes=30)
    booking.held(TEN), booking.held(TEN)
    booking.town.now = before
    assert code(actions.confirm, link=asked.confirm or "", **booking.public()) == Code.SLOT_TAKEN


def test_the_nearest_to_a_day_that_is_not_released_are_the_last_that_are(booking: Booking) -> None:
    near = queries.alternatives(
        PASSPORT, booking.place, local(20, 10, month=12) + timedelta(days=60), asker=Asker.PUBLIC, at=booking.town.now
    )
    assert {(place, moment.date()) for place, moment in near} == {(booking.place, local(22, 10, month=12).date())}


def test_who_comes_too_late_is_refused_by_looking_and_holds_up_nobody(booking: Booking) -> None:
    booking.held(TEN), booking.held(TEN)
    with CaptureQueriesContext(connection) as asked:
        no = code(actions.hold, place=booking.place, wanted=PASSPORT, starts=TEN, **booking.public())
    assert (no, [row["sql"] for row in asked if not row["sql"].startswith("SELECT")]) == (Code.SLOT_TAKEN, [])


def test_a_hold_said_twice_is_one_also_when_it_was_the_last(booking: Booking) -> None:
    booking.held(TEN)
    said = {"place": booking.place, "wanted": PASSPORT, "starts": TEN, **booking.public()}
    assert one(actions.hold(**said)) == one(actions.hold(**said))


def test_where_the_nearest_days_are_full_farther_ones_are_offered(booking: Booking) -> None:
    """Of the day wished for and its neighbours only two times of today are free."""
    days = {"first": local(25, 0).date(), "last": local(28, 0).date()}
    facts = BlockFacts(Period(frozenset(range(7)), (600, 960), on_holidays=True, **days))
    actions.put_block(place=booking.place, facts=facts, **booking.town.by(booking.town.lea))
    booking.terms(notice=0)
    booking.town.now = local(24, 15, 20)
    near = queries.alternatives(PASSPORT, booking.place, local(25, 10), asker=Asker.PUBLIC, at=booking.town.now)
    assert [moment for _, moment in near] == [
        local(24, 15, 30),
        local(24, 15, 45),
        *(local(29, 10, m) for m in (0, 15, 30)),
    ]
