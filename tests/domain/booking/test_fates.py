"""What became of an appointment: each had one fate, and which follows from times alone."""

from datetime import UTC, datetime, timedelta

import pytest

from velkommen.domain.booking.fates import Fate, Promised, shared, waited
from velkommen.domain.booking.life import AppointmentState as S

TEN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return TEN + timedelta(minutes=minutes)


def promised(state: S = S.BOOKED, came: int | None = None, *, kept: bool = False, that_day: bool = False) -> Promised:
    until = None if kept else at(10)
    return Promised(state, TEN, at(15), until, None if came is None else at(came), kept, that_day)


@pytest.mark.parametrize(
    ("one", "minute", "fate"),
    [
        (promised(), 9, Fate.COMING),
        (promised(), 10, Fate.MISSED),
        (promised(S.ARRIVED, -5, kept=True), 30, Fate.CAME),
        (promised(S.ARRIVED, 0, kept=True), 30, Fate.CAME),
        (promised(S.ARRIVED, 4, kept=True), 30, Fate.LATE),
        (promised(S.ARRIVED, 12), 30, Fate.TOO_LATE),
        (promised(S.CANCELLED), 30, Fate.CANCELLED),
        (promised(S.CANCELLED, that_day=True), 30, Fate.CANCELLED_THAT_DAY),
    ],
)
def test_the_fate_of_an_appointment(one: Promised, minute: int, fate: Fate) -> None:
    assert one.fate(at(minute)) is fate


@pytest.mark.parametrize(("came", "called", "seconds"), [(-5, 3, 180), (-5, -2, 0), (4, 9, 300)])
def test_waiting_begins_with_the_time_or_with_who_comes_after_it(came: int, called: int, seconds: int) -> None:
    assert waited(promised(S.ARRIVED, came, kept=True), at(called)) == seconds


@pytest.mark.parametrize(("begun", "ended", "minutes"), [(-5, 5, 5), (5, 20, 10), (15, 20, 0), (-9, -1, 0)])
def test_what_two_stretches_share(begun: int, ended: int, minutes: int) -> None:
    assert shared(TEN, at(15), at(begun), at(ended)) == timedelta(minutes=minutes)
