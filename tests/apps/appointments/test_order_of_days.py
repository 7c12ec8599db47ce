"""Two who change places wait for each other in one order: the days a move touches are held by date, whichever way it goes."""

import re
from datetime import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.appointments.conftest import Booking, local
from velkommen.apps.appointments import actions
from velkommen.apps.appointments.models import BookingDay


def held_days(booking: Booking, starts: datetime, to: datetime) -> list[str]:
    """The days a move holds, in the order it holds them."""
    made = booking.booked(starts, f"{to:%d}@example.dk")
    with CaptureQueriesContext(connection) as asked:
        actions.change(appointment=made.pk, starts=to, **booking.guest(made))
    holding = (one["sql"] for one in asked if one["sql"].startswith(f"INSERT INTO {BookingDay._meta.db_table}"))
    return [found[0] for sql in holding if (found := re.search(r"2026-11-\d\d", sql))]


def test_days_are_held_by_date_whichever_way_one_moves(booking: Booking) -> None:
    early, late = local(25, 10), local(27, 10)
    in_order = ["2026-11-25", "2026-11-27"]
    assert [held_days(booking, early, late), held_days(booking, late, early)] == [in_order, in_order]


def test_a_move_within_a_day_holds_it_once(booking: Booking) -> None:
    assert held_days(booking, local(25, 10), local(25, 11)) == ["2026-11-25"]
