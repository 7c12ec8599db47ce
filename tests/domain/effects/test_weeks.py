"""Days made weeks: a closed day takes from its week what that weekday brings."""

from datetime import date, timedelta

import pytest

from velkommen.domain.effects.weeks import Days, Week, together, weeks

MONDAY = date(2024, 1, 1)
DAYS = [MONDAY + timedelta(days=ahead) for ahead in range(21) if ahead % 7 < 5]


def counted(closed: date | None = None, wholes: dict[date, int] | None = None) -> Days:
    """Twenty on Mondays, ten on other days."""
    numbers = {day: 20 if day.weekday() == 0 else 10 for day in DAYS if day != closed}
    return Days(numbers, {day: 0.0 if day == closed else 1.0 for day in DAYS}, wholes)


def test_whole_weeks_only() -> None:
    found = weeks(counted(), MONDAY + timedelta(days=1), MONDAY + timedelta(days=19))
    assert found == {MONDAY + timedelta(days=7): Week(MONDAY + timedelta(days=7), 60, 0, 1.0)}


@pytest.mark.parametrize(("closed", "exposure"), [(MONDAY, 4 / 6), (MONDAY + timedelta(days=2), 5 / 6)])
def test_a_closed_monday_takes_more_than_a_closed_wednesday(closed: date, exposure: float) -> None:
    found = weeks(counted(closed), MONDAY, DAYS[-1] + timedelta(days=2))
    assert found[MONDAY].exposure == pytest.approx(exposure)


def test_a_place_that_is_never_open_has_no_usual_week() -> None:
    assert weeks(Days({}, {}), MONDAY, MONDAY + timedelta(days=6))[MONDAY].exposure == 0.0


def test_a_week_of_shares_has_its_whole() -> None:
    found = weeks(counted(wholes=dict.fromkeys(DAYS, 40)), MONDAY, MONDAY + timedelta(days=6))
    assert found[MONDAY] == Week(MONDAY, 60, 200, 1.0)


def test_a_place_that_brings_more_weighs_more_together() -> None:
    big = {MONDAY: Week(MONDAY, 300, 0, 1.0)}
    small = {MONDAY: Week(MONDAY, 100, 0, 0.6)}
    assert together([big, small])[MONDAY] == Week(MONDAY, 400, 0, pytest.approx(0.9))  # type: ignore[arg-type]  # approx compares


def test_no_places_have_no_weeks() -> None:
    assert together([]) == {}
