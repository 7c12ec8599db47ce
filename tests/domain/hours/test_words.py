"""Hours as people say them: the lines of the sign, the days that are different, and what is true just now."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from tests.domain.hours.towns import PLACES, STAFFED, WINTER, WORKDAYS, span
from velkommen.domain.hours.periods import Period
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.hours.words import Different, Line, Situation, different, lines, situation

ZONE = ZoneInfo("Europe/Copenhagen")
TODAY = date(2026, 11, 24)
SHOP = Period(WORKDAYS, span(10, 18))
LIBRARY, DOOR, HALL, NO_DOOR = PLACES["library"], PLACES["library door"], PLACES["town hall"], Timetable()


def at(day: int, hour: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=ZONE)


EVE = at(24, 11, 12)
EARLY = Timetable([replace(SHOP, span=span(8, 10))])  # open unstaffed until the staff come
staffed_now = partial(Situation, is_open=True, staffed=True)
shut = partial(Situation, is_open=False)


def test_weekdays_with_the_same_hours_share_a_line_and_the_winter_comes_last() -> None:
    assert lines(STAFFED, TODAY) == [
        Line(((0, 4),), (span(10, 18),)),
        Line(((5, 5),), (span(10, 14),)),
        Line(((6, 6),), (span(13, 16),), season=WINTER),
    ]


def test_weekdays_apart_are_runs_and_a_split_day_has_two_spans() -> None:
    found = lines([Period(frozenset({0, 1, 3}), span(9, 12)), Period(frozenset({0, 1, 3, 5}), span(13, 16))], TODAY)
    assert found == [
        Line(((0, 1), (3, 3)), (span(9, 12), span(13, 16))),
        Line(((5, 5),), (span(13, 16),)),
    ]


def test_what_is_over_is_left_out_and_what_has_begun_does_not_say_since_when() -> None:
    over = replace(SHOP, last=date(2026, 11, 23))
    begun = replace(SHOP, first=TODAY, last=date(2026, 12, 31))
    ahead = replace(SHOP, first=date(2027, 1, 1))
    assert lines([ahead, over, begun], TODAY) == [
        Line(((0, 4),), (span(10, 18),), last=date(2026, 12, 31)),
        Line(((0, 4),), (span(10, 18),), first=date(2027, 1, 1)),
    ]


def test_every_second_week_and_holidays_are_lines_of_their_own() -> None:
    found = lines([replace(SHOP, every=2, week=1), replace(SHOP, span=span(8, 10), on_holidays=True)], TODAY)
    assert found == [
        Line(((0, 4),), (span(8, 10),), on_holidays=True),
        Line(((0, 4),), (span(10, 18),), every=2, week=1),
    ]


def test_days_that_are_different_are_told_and_those_in_a_row_together() -> None:
    assert different(LIBRARY, date(2026, 12, 20), 14) == [
        Different(date(2026, 12, 23), date(2026, 12, 23), (span(10, 12),), "The day before Christmas Eve"),
        Different(date(2026, 12, 24), date(2026, 12, 24), (), "Juleaftensdag"),
        Different(date(2026, 12, 25), date(2026, 12, 25), (), "Juledag"),
        Different(date(2026, 12, 26), date(2026, 12, 26), (), "Anden juledag"),
        Different(date(2026, 12, 28), date(2026, 12, 30), (), "Between Christmas and New Year"),
        Different(date(2026, 12, 31), date(2026, 12, 31), (), "Nytårsaften"),
        Different(date(2027, 1, 1), date(2027, 1, 1), (), "Nytårsdag"),
    ]


def test_a_holiday_that_changes_nothing_is_not_told() -> None:
    assert different(LIBRARY, date(2026, 5, 24), 1) == []  # Whit Sunday, in summer: closed anyway
    assert different(DOOR, date(2026, 12, 24), 3) == []


@pytest.mark.parametrize(
    ("door", "staffed", "now", "expected"),
    [
        (NO_DOOR, HALL, at(23, 11), staffed_now(at(23, 11), until=at(23, 15), staffed_until=at(23, 15))),
        (NO_DOOR, HALL, at(23, 16), shut(at(23, 16), opens=at(25, 10), staffed_from=at(25, 10))),
        (DOOR, LIBRARY, at(24, 11), staffed_now(at(24, 11), until=at(24, 22), staffed_until=at(24, 18))),
        (DOOR, LIBRARY, at(24, 9), Situation(at(24, 9), is_open=True, until=at(24, 22), staffed_from=at(24, 10))),
        (DOOR, LIBRARY, at(24, 7), shut(at(24, 7), opens=at(24, 8), staffed_from=at(24, 10))),
        (NO_DOOR, LIBRARY, EVE, shut(EVE, opens=at(27, 13, 12), staffed_from=at(27, 13, 12), why="Juleaftensdag")),
        (NO_DOOR, NO_DOOR, at(24, 11), shut(at(24, 11))),
        (PLACES["always"], NO_DOOR, at(24, 11), Situation(at(24, 11), is_open=True)),
        (EARLY, LIBRARY, at(24, 9), Situation(at(24, 9), is_open=True, until=at(24, 18), staffed_from=at(24, 10))),
    ],
)
def test_door_and_staff_make_one_situation(
    door: Timetable, staffed: Timetable, now: datetime, expected: Situation
) -> None:
    assert situation(door, staffed, now) == expected
