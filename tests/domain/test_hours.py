"""Opening hours: open now, the next opening over closures and clock changes, which hours are staffed."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from velkommen.domain.hours.periods import Period, SpecialDay
from velkommen.domain.hours.timetable import Timetable, minute_of_day, outside

ZONE = ZoneInfo("Europe/Copenhagen")
WEEKDAYS = [Period(frozenset(range(5)), (600, 960))]  # 10-16
TUESDAY = date(2026, 11, 24)


def on(weekday: int, opens: int, closes: int) -> Period:
    return Period(frozenset({weekday}), (opens, closes))


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("hour", "minute", "is_open"), [(9, 59, False), (10, 0, True), (15, 59, True), (16, 0, False), (0, 0, False)]
)
def test_open_from_the_first_minute_until_before_the_last(hour: int, minute: int, is_open: bool) -> None:
    assert Timetable(WEEKDAYS).is_open(at(24, hour, minute)) is is_open


def test_a_closure_closes_the_whole_day() -> None:
    hours = Timetable(WEEKDAYS, {TUESDAY: SpecialDay((), "Stocktaking")})
    assert (hours.is_open(at(24, 12)), hours.spans(TUESDAY), hours.hours_of(TUESDAY)) == (False, (), set())
    assert hours.why_closed(TUESDAY) == "Stocktaking"


@pytest.mark.parametrize(
    ("closed", "now", "opens"),
    [
        ([], at(24, 9), at(24, 10)),
        ([], at(24, 10), at(25, 10)),
        ([], at(24, 12), at(25, 10)),
        ([], at(27, 17), at(30, 10)),
        ([25, 26, 27], at(24, 17), at(30, 10)),
        ([24], at(24, 9), at(25, 10)),
    ],
)
def test_the_next_opening_skips_the_night_the_weekend_and_closures(
    closed: list[int], now: datetime, opens: datetime
) -> None:
    shut = {date(2026, 11, day): SpecialDay(()) for day in closed}
    assert Timetable(WEEKDAYS, shut).next_opening(now) == opens


def test_the_second_opening_of_a_split_day_is_the_next() -> None:
    assert Timetable([on(1, 540, 720), on(1, 780, 960)]).next_opening(at(24, 12, 30)) == at(24, 13)


def test_there_is_no_next_opening_beyond_the_days_looked_at() -> None:
    shut = {TUESDAY + timedelta(days=ahead): SpecialDay(()) for ahead in range(14)}
    assert Timetable(WEEKDAYS, shut).next_opening(at(24, 9), days=13) is None
    assert Timetable(WEEKDAYS, shut).next_opening(at(24, 9), days=14) == at(8, 10, month=12)


def test_a_place_without_hours_never_opens() -> None:
    assert (Timetable().is_open(at(24, 12)), Timetable().next_opening(at(24, 12))) == (False, None)


@pytest.mark.parametrize(
    ("eve", "opens", "offset"),
    [(at(28, 20, month=3), at(29, 10, month=3), 2), (at(24, 20, month=10), at(25, 10, month=10), 1)],
)
def test_the_opening_of_a_day_the_clock_changes_is_by_the_new_clock(
    eve: datetime, opens: datetime, offset: int
) -> None:
    found = Timetable([on(6, 600, 960)]).next_opening(eve)
    assert found == opens
    assert found is not None
    assert str(found.utcoffset()) == f"{offset}:00:00"


def test_a_minute_of_the_day_is_by_the_clock_on_the_wall() -> None:
    second_half_past_two = at(25, 2, 30, month=10).replace(fold=1)
    assert (minute_of_day(at(25, 2, 30, month=10)), minute_of_day(second_half_past_two)) == (150, 150)


def test_the_hours_of_a_day_are_those_staffed_at_some_minute() -> None:
    assert Timetable([on(1, 570, 721)]).hours_of(TUESDAY) == {9, 10, 11, 12}


def test_outside_the_hours_are_early_late_closed_and_weekend() -> None:
    hours = Timetable(WEEKDAYS, {date(2026, 11, 25): SpecialDay(())})
    asked = [(24, 599), (24, 600), (24, 960), (25, 700), (28, 700)]
    assert [outside(hours, date(2026, 11, day), minute) for day, minute in asked] == [True, False, True, True, True]
