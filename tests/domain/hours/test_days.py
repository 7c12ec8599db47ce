"""Sets of days: what two share and what one has alone is what counting the days one by one gives."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.hours.strategies import EVERY_DAY, FIRST, LAST, LAW, periods
from velkommen.domain.hours.days import Days, Holidays, shared_weekday
from velkommen.domain.hours.periods import Season

ALL_DAYS = [(day, holiday) for day in EVERY_DAY for holiday in (False, True)]


@st.composite
def sets_of_days(draw: st.DrawFn) -> Days:
    period = draw(periods())
    found = Days.of(period)
    return Days(*(list(vars(found).values())[:-1]), holidays=draw(st.sampled_from(Holidays)))


def counted(found: list[Days]) -> list[tuple[date, bool]]:
    return [(day, holiday) for days in found for day, holiday in ALL_DAYS if days.holds(day, holiday=holiday)]


@LAW
@given(sets_of_days(), sets_of_days())
def test_pieces_of_a_split_hold_every_day_once_and_on_the_right_side(one: Days, other: Days) -> None:
    mine, theirs = counted([one]), set(counted([other]))
    inside, outside = counted(one.both(other)), counted(one.without(other))
    assert sorted(inside) == [day for day in mine if day in theirs]
    assert sorted(outside) == [day for day in mine if day not in theirs]


@pytest.mark.parametrize("steps", [(8, 9), (7, 53), (53, 53), (53, 2), (1, 53)])
def test_weeks_that_come_back_together_only_after_years_are_told_apart_one_by_one(steps: tuple[int, int]) -> None:
    one, other = (Days(every=every, week=every // 2) for every in steps)
    mine, theirs = counted([one]), set(counted([other]))
    assert sorted(counted(one.both(other))) == [day for day in mine if day in theirs]
    assert sorted(counted(one.without(other))) == [day for day in mine if day not in theirs]


@LAW
@given(sets_of_days(), sets_of_days())
def test_a_weekday_they_share_is_one_on_which_both_hold(one: Days, other: Days) -> None:
    bounded = replace(one, first=one.first or FIRST, last=one.last or LAST)
    shared = {day.weekday() for day, _ in set(counted([bounded])) & set(counted([other]))}
    assert shared_weekday(bounded, other) in (shared or {None})


@pytest.mark.parametrize(
    ("one", "other", "left"),
    [
        (Days(), Days(weekdays=frozenset({6})), [Days(weekdays=frozenset(range(6)))]),
        (Days(), Days(holidays=Holidays.ONLY), [Days(holidays=Holidays.NEVER)]),
        (Days(), Days(season=Season((10, 1), (3, 31))), [Days(season=Season((4, 1), (9, 30)))]),
        (Days(), Days(every=2), [Days(every=2, week=1)]),
        (Days(), Days(first=date(2027, 1, 1)), [Days(last=date(2026, 12, 31))]),
        (Days(last=date(2026, 6, 1)), Days(first=date(2027, 1, 1)), [Days(last=date(2026, 6, 1))]),
        (Days(every=2), Days(every=2, week=1), [Days(every=2)]),
        (Days(), Days(), []),
    ],
)
def test_what_is_left_is_said_as_one_would_say_it(one: Days, other: Days, left: list[Days]) -> None:
    assert one.without(other) == left
