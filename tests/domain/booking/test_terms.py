"""What a place promises to whom and when; and the wall clock of what comes back."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from velkommen.domain.booking.cells import between, cells_for, each, reaching, starts
from velkommen.domain.booking.series import moment, weekly
from velkommen.domain.booking.terms import Asker, Terms
from velkommen.domain.refusals import Code, Refusal

ZONE = ZoneInfo("Europe/Copenhagen")
TODAY = date(2026, 11, 24)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 24, hour, minute, tzinfo=ZONE)


def test_the_newest_day_is_released_at_the_minute_said() -> None:
    terms = Terms(horizon=28, release=480)
    days = [(terms.last_day(at(*when), Asker.PUBLIC) - TODAY).days for when in ((7, 59), (8, 0))]
    assert days == [27, 28]


def test_the_house_books_for_its_own_staff_a_year_ahead() -> None:
    assert (Terms().last_day(at(7), Asker.STAFF) - TODAY).days == 366


def test_shares_add_up_to_who_asks_and_when() -> None:
    terms = Terms(walk_in=40, acute=10, internal=10, release=480)
    asked = [
        terms.promised(day, at(hour), who)
        for day, hour, who in (
            (TODAY, 7, Asker.PUBLIC),
            (TODAY, 8, Asker.PUBLIC),
            (TODAY, 7, Asker.STAFF),
            (TODAY + timedelta(days=1), 12, Asker.PUBLIC),
            (TODAY + timedelta(days=1), 12, Asker.STAFF),
        )
    ]
    assert asked == [40, 50, 60, 40, 50]


def test_a_soft_start_leaves_days_to_those_who_walk_in() -> None:
    terms = Terms(since=date(2026, 12, 1), walk_in_days=frozenset({0}))
    days = [date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 7), date(2026, 12, 8)]
    assert [terms.takes(day) for day in days] == [False, True, False, True]


def test_a_place_without_a_beginning_takes_none() -> None:
    assert not Terms().takes(TODAY)


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"walk_in": 101}, Code.BAD_TERMS),
        ({"step": 7}, Code.BAD_TERMS),
        ({"step": 25}, Code.BAD_TERMS),
        ({"walk_in": 60, "acute": 30, "internal": 20}, Code.SHARES_TOO_LARGE),
    ],
)
def test_terms_that_cannot_be(other: dict[str, int], code: Code) -> None:
    with pytest.raises(Refusal) as no:
        Terms(**other).check()  # type: ignore[arg-type]
    assert no.value.code is code


@pytest.mark.parametrize(("first", "next_one"), [((2026, 3, 24), "+02:00"), ((2026, 10, 20), "+01:00")])
def test_seven_days_on_the_clock_shows_the_same(first: tuple[int, int, int], next_one: str) -> None:
    begins = datetime(*first, 10, 30, tzinfo=ZONE)
    found = [one.astimezone(ZONE) for one in weekly(begins, 1, 2, (), ZONE)]
    assert [one.strftime("%H.%M") for one in found] == ["10.30", "10.30"]
    assert found[1].isoformat().endswith(next_one)


def test_what_is_left_out_of_a_series_is_counted() -> None:
    begins = datetime(2026, 12, 15, 10, tzinfo=ZONE)
    found = weekly(begins, 1, 4, {date(2026, 12, 22), date(2026, 12, 29)}, ZONE)
    assert [one.astimezone(ZONE).day for one in found] == [15, 5]


def test_the_hour_the_clock_skips_is_no_time_and_of_one_shown_twice_it_is_the_first() -> None:
    with pytest.raises(Refusal) as no:
        moment(date(2026, 3, 29), 150, ZONE)
    assert no.value.code is Code.NO_SUCH_TIME
    assert moment(date(2026, 10, 25), 150, ZONE).astimezone(ZONE).isoformat() == "2026-10-25T02:30:00+02:00"


def test_a_cell_begun_is_taken_and_only_whole_cells_are_there() -> None:
    assert (cells_for(1), cells_for(5), cells_for(6)) == (1, 1, 2)
    assert (list(each(between(3, 21, 0))), list(each(reaching(3, 21, 0)))) == ([1, 2, 3], [0, 1, 2, 3, 4])


def test_where_three_cells_begin() -> None:
    assert list(each(starts(0b1110111111, 3))) == [0, 1, 2, 3, 7]
