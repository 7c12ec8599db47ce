"""What a change would do, before it is made."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.placement import towns
from tests.domain.placement.towns import LONG_AGO, place, task, town
from velkommen.domain.catalogue import Days, SelfService
from velkommen.domain.hours.periods import Period, Season
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.intervals import length
from velkommen.domain.kinds import Unit
from velkommen.domain.placement.consequences import Change, Idle, Line, When, compare, idle, lines, with_place
from velkommen.domain.placement.facts import Away, Offered, Place, Posted
from velkommen.domain.placement.town import Town
from velkommen.domain.steps import Steps

MONDAY = date(2026, 11, 23)
WEEKDAYS, SATURDAYS = Period(frozenset(range(5)), (600, 1080)), Period(frozenset({5}), (600, 840))
ALL_WEEK = Timetable([WEEKDAYS, SATURDAYS])
HELD = {"passport": (Days(LONG_AGO, None, ""),)}
ABLE = Posted(1, "Mette", Unit.CITIZEN_SERVICE, HELD, ALL_WEEK)
HELPS = Posted(2, "Jens", Unit.CITIZEN_SERVICE, {}, ALL_WEEK)
PASSPORT = task(key="passport", competence="passport", self_service=SelfService.YES)


def library(number: int, *people: Posted) -> Place:
    """Open on weekdays to 18 and on Saturdays to 14, with passports."""
    offers = {"passport": Steps.of([(LONG_AGO, Offered())])}
    return place(number, staffed=ALL_WEEK, people=people, offers=offers)


def three() -> Town:
    return town(*(library(number, ABLE, HELPS) for number in (1, 2, 3)), passport=PASSPORT)


def weekdays_only(person: Posted) -> Posted:
    return replace(person, duty=Timetable([WEEKDAYS]))


def after(before: Town, *changed: Place) -> list[Change]:
    other = before
    for one in changed:
        other = with_place(other, one)
    return compare(before, other, MONDAY)


def test_three_places_lose_saturday_passports() -> None:
    changes = after(three(), *(library(number, weekdays_only(ABLE), HELPS) for number in (1, 2, 3)))
    assert lines(changes) == [Line("passport", When.SATURDAY, loses=True, places=(1, 2, 3), helped=True)]


def test_who_is_still_helped_with_self_service_has_lost_the_passport_all_the_same() -> None:
    (change,) = after(three(), library(1, weekdays_only(ABLE), HELPS))
    assert (length(change.lost), change.weekly, change.gained) == (4 * 240, (240, 0), ())


def test_what_ends_is_lost_altogether_and_said_once() -> None:
    ended = replace(library(1, ABLE, HELPS), offers={"passport": Steps.of([(MONDAY, None)])})
    (change,) = after(three(), ended)
    assert (change.loses, change.gains) == ((When.EVERYTHING,), ())


def test_a_shorter_day_is_some_hours_and_no_evening() -> None:
    early = replace(library(1, ABLE, HELPS), staffed=Timetable([replace(WEEKDAYS, span=(600, 1020)), SATURDAYS]))
    (change,) = after(three(), early)
    assert (change.loses, change.weekly) == ((When.EVENING,), (300, 0))
    late = replace(library(1, ABLE, HELPS), staffed=Timetable([replace(WEEKDAYS, span=(660, 1080)), SATURDAYS]))
    (change,) = after(three(), late)
    assert (change.loses, change.weekly) == ((When.SOME,), (300, 0))


def test_sunday_hours_with_somebody_there_are_gained() -> None:
    sunday = Period(frozenset({6}), (720, 900))
    longer = Timetable([WEEKDAYS, SATURDAYS, sunday])
    staffed = replace(library(1, replace(ABLE, duty=longer), HELPS), staffed=longer)
    assert lines(after(three(), staffed)) == [Line("passport", When.SUNDAY, loses=False, places=(1,))]


def test_sunday_hours_with_nobody_there_change_nothing() -> None:
    longer = Timetable([WEEKDAYS, SATURDAYS, Period(frozenset({6}), (720, 900))])
    assert after(three(), replace(library(1, ABLE, HELPS), staffed=longer)) == []


def test_a_task_that_takes_something_new_changes_everywhere_it_is_offered() -> None:
    before = three()
    harder = town(*before.places.values(), passport=replace(PASSPORT, competence="other"))
    assert [(one.place, one.loses) for one in compare(before, harder, MONDAY)] == [
        (number, (When.EVERYTHING,)) for number in (1, 2, 3)
    ]


WINTER = Season((10, 1), (3, 31))
SUMMER_DAY = date(2026, 6, 1)


def with_sundays(sundays: Period | None) -> Place:
    """The library, staffed on some Sundays as well, with Mette there."""
    hours = Timetable([WEEKDAYS, SATURDAYS, *([sundays] if sundays else [])])
    return replace(library(1, replace(ABLE, duty=hours)), staffed=hours)


def test_winter_sundays_are_missed_in_summer_too() -> None:
    before = town(with_sundays(Period(frozenset({6}), (720, 900), season=WINTER)), passport=PASSPORT)
    changes = compare(before, with_place(before, with_sundays(None)), SUMMER_DAY)
    assert lines(changes) == [Line("passport", When.SUNDAY, loses=True, places=(1,))]
    assert [change.first for change in changes] == [date(2026, 10, 1)]


def test_hours_that_end_after_these_weeks_are_lost_from_then() -> None:
    before = three()
    until = replace(SATURDAYS, last=date(2027, 1, 31))
    hours = Timetable([WEEKDAYS, until])
    changes = compare(before, with_place(before, replace(before.places[1], staffed=hours)), MONDAY)
    assert [(change.loses, change.first) for change in changes] == [((When.SATURDAY,), date(2027, 2, 1))]


def test_what_is_lost_now_and_later_is_said_once() -> None:
    winter_only = Timetable([WEEKDAYS, replace(SATURDAYS, season=WINTER)])
    before = three()
    changes = compare(before, with_place(before, replace(before.places[1], staffed=winter_only)), SUMMER_DAY)
    assert [(change.loses, change.first) for change in changes] == [((When.SATURDAY,), SUMMER_DAY)]


def test_the_same_town_has_no_changes() -> None:
    assert compare(three(), three(), MONDAY) == []


def test_a_place_that_goes_takes_everything_along() -> None:
    before = three()
    gone = replace(before, places={1: before.places[1], 2: before.places[2]})
    assert lines(compare(before, gone, MONDAY)) == [Line("passport", When.EVERYTHING, loses=True, places=(3,))]


def test_what_is_lost_comes_before_what_is_gained_and_many_places_before_few() -> None:
    changes = [
        Change("b", 1, (), (), (When.SATURDAY,), (), (0, 0)),
        Change("a", 1, (), (), (When.SOME,), (When.SUNDAY,), (0, 0)),
        Change("a", 2, (), (), (When.SOME,), (), (0, 0)),
    ]
    assert [(line.task, line.when, line.loses) for line in lines(changes)] == [
        ("a", When.SOME, True),
        ("b", When.SATURDAY, True),
        ("a", When.SUNDAY, False),
    ]


@pytest.mark.parametrize("weeks", [1, 4])
def test_duty_and_task_hours_outside_the_staffed_hours_do_nothing(weeks: int) -> None:
    shut = replace(
        library(1, ABLE, HELPS),
        staffed=Timetable([WEEKDAYS]),
        own_hours={"passport": Timetable([SATURDAYS])},
    )
    found = idle(towns.town(shut, passport=PASSPORT), 1, MONDAY, weeks)
    assert [(one.staff, one.task, length(one.hours)) for one in found] == [
        (1, None, weeks * 240),
        (2, None, weeks * 240),
        (None, "passport", weeks * 240),
    ]
    assert isinstance(found[0], Idle)


def test_an_absence_beyond_the_first_weeks_is_seen_too() -> None:
    """And it is said once, for the weeks it lies in."""
    begins = MONDAY + timedelta(days=60)
    there, person = _with_shifts(begins)
    later = with_place(town(there), replace(there, people=(replace(person, away=(Away(begins, begins),)),)))
    [change] = compare(town(there), later, MONDAY)
    assert (change.first, length(change.lost), change.gained) == (begins, 180, ())


def test_a_day_that_is_published_without_anybody_is_lost() -> None:
    begins = MONDAY + timedelta(days=1)
    there, _ = _with_shifts(begins)
    usual = replace(there, rostered=frozenset(), people=(Posted(1, "x", Unit.CITIZEN_SERVICE, duty=ALL_DAYS),))
    [change] = compare(town(usual), town(replace(usual, rostered=frozenset({begins}))), MONDAY)
    assert (length(change.lost), change.gained) == (300, ())


def test_a_shift_behind_locked_doors_is_in_vain() -> None:
    there, person = _with_shifts(MONDAY)
    late = replace(there, people=(replace(person, shifts={MONDAY: ((840, 960),)}),))
    [found] = idle(town(late), 1, MONDAY, 1)
    assert (found.staff, length(found.hours)) == (1, 60)


ALL_DAYS = Timetable([Period(frozenset(range(7)), (600, 900))])


def _with_shifts(day: date) -> tuple[Place, Posted]:
    """One person who serves three hours of one day of which the shifts are published."""
    person = Posted(1, "x", Unit.CITIZEN_SERVICE, duty=ALL_DAYS, shifts={day: ((600, 780),)})
    return place(staffed=ALL_DAYS, people=(person,), rostered=frozenset({day})), person
