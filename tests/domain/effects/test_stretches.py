"""Days made weeks: a closed day takes from its week what that weekday brings."""

from datetime import date, timedelta

import pytest

from velkommen.domain.effects.stretches import (
    WEEKS,
    Days,
    Months,
    Stretch,
    month_number,
    next_month,
    together,
    week_number,
)

MONDAY = date(2024, 1, 1)
FIRST = week_number(MONDAY)
A_WEEK = timedelta(days=7)
DAYS = [MONDAY + timedelta(days=ahead) for ahead in range(21) if ahead % 7 < 5]


def counted(closed: date | None = None, wholes: dict[date, int] | None = None) -> Days:
    """Twenty on Mondays, ten on other days."""
    numbers = {day: 20 if day.weekday() == 0 else 10 for day in DAYS if day != closed}
    return Days(numbers, {day: 0.0 if day == closed else 1.0 for day in DAYS}, wholes)


def test_whole_weeks_only() -> None:
    found = counted().stretches(MONDAY + timedelta(days=1), MONDAY + timedelta(days=19))
    assert found == {FIRST + 1: Stretch(MONDAY + A_WEEK, MONDAY + 2 * A_WEEK, 60, 0, 1.0)}


@pytest.mark.parametrize(("closed", "exposure"), [(MONDAY, 4 / 6), (MONDAY + timedelta(days=2), 5 / 6)])
def test_a_closed_monday_takes_more_than_a_closed_wednesday(closed: date, exposure: float) -> None:
    found = counted(closed).stretches(MONDAY, DAYS[-1] + timedelta(days=2))
    assert found[FIRST].exposure == pytest.approx(exposure)


def test_a_place_that_is_never_open_has_no_usual_week() -> None:
    assert Days({}, {}).stretches(MONDAY, MONDAY + timedelta(days=6))[FIRST].exposure == 0.0


def test_a_week_of_shares_has_its_whole() -> None:
    found = counted(wholes=dict.fromkeys(DAYS, 40)).stretches(MONDAY, MONDAY + timedelta(days=6))
    assert found[FIRST] == Stretch(MONDAY, MONDAY + A_WEEK, 60, 200, 1.0)


def week(number: int, exposure: float) -> Stretch:
    return Stretch(MONDAY, MONDAY + A_WEEK, number, 0, exposure)


def test_a_place_that_brings_more_weighs_more_together() -> None:
    found = together([{FIRST: week(300, 1.0)}, {FIRST: week(100, 0.6)}])[FIRST]
    assert (found.number, found.exposure) == (400, pytest.approx(0.9))


def test_what_one_place_does_not_know_is_not_known_together() -> None:
    assert list(together([{FIRST: week(3, 1.0), FIRST + 1: week(4, 1.0)}, {FIRST + 1: week(5, 1.0)}])) == [FIRST + 1]


def test_no_places_have_no_weeks() -> None:
    assert together([]) == {}


def test_whole_known_months_only() -> None:
    months = Months({date(2024, 1, 1): 31, date(2024, 3, 1): 62, date(2024, 4, 1): 30})
    found = months.stretches(date(2024, 1, 1), date(2024, 4, 29))
    assert list(found) == [month_number(date(2024, 1, 1)), month_number(date(2024, 3, 1))]
    assert found[month_number(date(2024, 3, 1))].exposure == pytest.approx(31 / 30.4375)


def test_months_ahead_and_back() -> None:
    assert (next_month(date(2024, 12, 1)), next_month(date(2024, 1, 9), -1)) == (date(2025, 1, 1), date(2023, 12, 1))


def test_a_year_has_fifty_two_weeks() -> None:
    assert week_number(MONDAY + 52 * A_WEEK) - FIRST == WEEKS.a_year
