"""A week as its staff see it, what cannot be kept any more, and the cures."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.apps.appointments.conftest import PASSPORT, Booking, local, on_duty, one
from tests.people import close, code, refused
from velkommen.apps.appointments import actions, queries, weeks
from velkommen.apps.appointments import decisions as undecided
from velkommen.apps.appointments.actions.arranging import BlockFacts
from velkommen.apps.appointments.models import Appointment, Cell, Feed
from velkommen.apps.messages.models import Message
from velkommen.apps.placement import book
from velkommen.apps.placement.models import DutyPeriod
from velkommen.apps.places.models import SpecialDay
from velkommen.domain.booking.days import LAST, Kind, Resource, Share, in_nth_week
from velkommen.domain.booking.freedom import Blocked, Matter
from velkommen.domain.booking.life import CancelReason
from velkommen.domain.hours.periods import Period
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Right

TEN, ELEVEN = local(25, 10), local(25, 11)
WEDNESDAY = date(2026, 11, 25)


def staffed(booking: Booking, starts: Any = TEN) -> Appointment:
    """An appointment that Mette books at the desk."""
    return one(actions.book(place=booking.place, wanted=PASSPORT, starts=starts, **booking.town.by()))


def block(booking: Booking, resource: Resource | None = None, day: date = WEDNESDAY, nth: int = 0) -> int:
    period = Period(frozenset({day.weekday()}), (600, 720), on_holidays=True)
    facts = BlockFacts(period, resource, "Kursus", nth)
    return int(actions.put_block(place=booking.place, facts=facts, **booking.town.by(booking.town.lea))["block"])


def test_a_day_says_what_is_there_promised_and_may_be_promised_in_each_part(booking: Booking) -> None:
    booking.terms(walk_in=40)
    staffed(booking)
    staffed(booking, local(25, 13))
    day = weeks.week(booking.place, WEDNESDAY, booking.town.now)[0]
    assert day.shares == (Share(240, 5, 140), Share(480, 5, 280), Share(0, 0, 0))
    assert ([a.starts_at for a in day.appointments], day.takes) == ([TEN, local(25, 13)], True)


def test_where_there_are_fewer_desks_than_people_the_desks_say_what_is_there(booking: Booking) -> None:
    booking.town.other_desk.delete()
    on_duty("lea", 10 * 60, 16 * 60)
    DutyPeriod.objects.update(opens=0, closes=1440)
    book.forget()
    assert weeks.week(booking.place, WEDNESDAY, booking.town.now)[0].shares[0] == Share(720, 0, 720)


def test_a_day_that_stays_walk_in_promises_nothing(booking: Booking) -> None:
    booking.terms(walk_in_days=frozenset({2}))
    day = weeks.week(booking.place, WEDNESDAY, booking.town.now)[0]
    assert (day.takes, day.shares[0]) == (False, Share(240, 0, 0))


def test_a_week_takes_the_same_statements_however_full(booking: Booking, django_assert_max_num_queries: Any) -> None:
    for quarter in range(8):
        staffed(booking, TEN + timedelta(minutes=15 * quarter))
    queries.calendar()
    with django_assert_max_num_queries(6):
        assert len(weeks.week(booking.place, WEDNESDAY, booking.town.now)[0].appointments) == 8


def test_what_is_off_or_was_never_confirmed_is_not_shown(booking: Booking) -> None:
    gone = staffed(booking)
    actions.cancel(appointment=gone.pk, why=CancelReason.CANNOT_KEEP, **booking.town.by())
    booking.asked(ELEVEN)
    assert [a.state for a in weeks.shown(booking.place, WEDNESDAY, WEDNESDAY, booking.town.now)] == ["asked"]
    booking.town.later(hours=1)
    assert weeks.shown(booking.place, WEDNESDAY, WEDNESDAY, booking.town.now) == []
    gone.refresh_from_db()
    assert gone.cancelled_why == "cannot_keep"


@pytest.mark.parametrize(
    ("day", "nth", "holds"),
    [(1, 1, True), (8, 1, False), (8, 2, True), (29, 4, False), (29, LAST, True), (22, LAST, False), (22, 0, True)],
)
def test_the_nth_weekday_of_a_month(day: int, nth: int, holds: bool) -> None:
    assert in_nth_week(date(2026, 9, day), nth) is holds  # a month of thirty days that begins on a Tuesday


def test_a_block_of_the_last_wednesday_of_the_month_holds_on_no_other(booking: Booking) -> None:
    block(booking, nth=LAST)
    assert booking.free(days=1)[0] == "12.00"
    assert booking.free(days=8)[0] == "10.00"


def test_a_block_hits_who_is_booked_in_it_and_a_look_says_so_before(booking: Booking) -> None:
    made = staffed(booking)
    person = Resource(Kind.PERSON, made.staff_id)
    would = Blocked(Period(frozenset({2}), (600, 720)), person)
    assert weeks.hit(booking.place, booking.town.now, more=would) == [made]
    assert undecided.unkept(booking.place, booking.town.now) == []
    block(booking, person)
    assert undecided.unkept(booking.place, booking.town.now) == [(made, Kind.PERSON)]
    assert weeks.needing([booking.place], booking.town.now) == {booking.place: 1}
    assert weeks.hit(booking.place, booking.town.now, more=would) == []


def test_a_closed_day_hits_all_of_it_and_a_look_says_so_before(booking: Booking) -> None:
    made, town = staffed(booking), book.town()
    close(booking.town.place, WEDNESDAY, "Kursus")
    book.forget()
    closed = book.town()
    SpecialDay.objects.all().delete()
    book.forget()
    assert weeks.hit(booking.place, booking.town.now, town=closed) == [made]
    assert weeks.hit(booking.place, booking.town.now, town=town) == []


def test_another_colleague_keeps_it_at_the_same_time_and_nobody_is_told(booking: Booking) -> None:
    made = booking.booked(TEN)
    told, who = Message.objects.count(), made.staff_id
    block(booking, Resource(Kind.PERSON, who))
    unkept = undecided.unkept(booking.place, booking.town.now)
    assert weeks.could_reassign(unkept, booking.town.now) == {made.pk}
    again = one(actions.reassign(appointment=made.pk, **booking.town.by()))
    assert (again.starts_at, again.staff_id == who, again.moves) == (TEN, False, 0)
    assert undecided.unkept(booking.place, booking.town.now) == []
    assert Message.objects.count() == told
    cells = Cell.objects.filter(appointment=made, kind=Kind.PERSON).values_list("resource", flat=True)
    assert set(cells) == {again.staff_id}


def test_with_nobody_else_there_it_stays_as_it_was(booking: Booking) -> None:
    made = staffed(booking)
    staffed(booking)
    block(booking, Resource(Kind.PERSON, made.staff_id))
    cells = Cell.objects.count()
    assert weeks.could_reassign(undecided.unkept(booking.place, booking.town.now), booking.town.now) == set()
    assert code(actions.reassign, appointment=made.pk, **booking.town.by()) == Code.NOTHING_INSTEAD
    assert Cell.objects.count() == cells


def test_a_colleague_who_is_free_only_because_of_other_times_is_no_cure(booking: Booking) -> None:
    """Another appointment with the same colleague and desk at another time does not go away with the one looked at."""
    DutyPeriod.objects.all().delete()
    on_duty("mette", 600, 960)
    made, after = staffed(booking), staffed(booking, local(25, 10, 15))
    assert made.staff_id == after.staff_id
    unkept = [(made, None)]
    assert weeks.could_reassign(unkept, booking.town.now) == {made.pk}  # its own time counts as free


def test_a_move_is_offered_where_it_would_stand_in_its_own_way(booking: Booking) -> None:
    booking.terms(step=5)
    made = one(actions.book(place=booking.place, wanted=(Matter("passport", 4),), starts=TEN, **booking.town.by()))
    could = weeks.could_move(made, WEDNESDAY, WEDNESDAY, booking.town.now)
    assert (TEN + timedelta(minutes=5) in could, TEN in could) == (True, False)


def test_a_series_says_of_each_date_whether_it_can_be_had(booking: Booking) -> None:
    for _ in range(2):
        staffed(booking, local(2, 10, month=12))
    dates = weeks.series(PASSPORT, booking.place, TEN, 1, 3, booking.town.now)
    assert [(one.day.day, one.free) for one in dates] == [(25, True), (2, False), (9, True)]


def test_a_feed_is_of_a_place_or_of_oneself_and_revoked_at_once(booking: Booking) -> None:
    town = booking.town
    staffed(booking)
    of_place = actions.make_feed(place=booking.place, by=town.lea, at=town.now)
    own = actions.make_feed(by=town.mette, at=town.now)
    feed = weeks.feed_by_token(of_place)
    assert feed is not None
    assert len(weeks.in_feed(feed, town.now)) == 1
    assert code(actions.make_feed, place=booking.place, by=town.mette, at=town.now) == Code.NOT_ALLOWED
    mine = Feed.objects.get(staff=town.mette.id)
    assert code(actions.revoke_feed, feed=mine.pk, **town.by(town.lea)) == Code.UNKNOWN_FEED
    actions.revoke_feed(feed=mine.pk, **town.by())
    assert weeks.feed_by_token(own) is None
    assert [one.pk for one in weeks.feeds(town.mette.id, [])] == []


def test_only_who_may_book_there_reassigns(booking: Booking) -> None:
    made = staffed(booking)
    assert code(actions.reassign, appointment=made.pk, **booking.town.by(booking.town.sara)) == Code.NOT_ALLOWED
    assert not booking.town.sara.may(Right.BOOK, booking.place)


def test_a_place_is_not_closed_for_good_while_somebody_has_a_time_there(booking: Booking) -> None:
    made = staffed(booking)
    said = {"place": booking.place}
    no = refused(actions.retire_place, **said, **booking.town.by(booking.town.lea))
    assert no == (Code.APPOINTMENTS_LEFT, {"place": "Nordby", "number": 1})
    actions.cancel(appointment=made.pk, returns=0, **booking.town.by())
    assert code(actions.retire_place, **said, **booking.town.by()) is Code.NOT_ALLOWED
    actions.retire_place(**said, **booking.town.by(booking.town.lea))
    assert booking.place not in book.town().places


def test_what_is_held_counts_and_what_ran_out_does_not(booking: Booking) -> None:
    booking.held(TEN)
    said = {"place": booking.place}
    assert code(actions.retire_place, **said, **booking.town.by(booking.town.lea)) is Code.APPOINTMENTS_LEFT
    booking.town.later(minutes=11)
    actions.retire_place(**said, **booking.town.by(booking.town.lea))
