"""Calendars: read back by another program's rules, they are the very days and times, also when the clock changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from dateutil.tz import tzical
from icalendar import Calendar

from velkommen.domain.hours.periods import Period
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.placement.facts import Place, Stop
from velkommen.integrations.calendars.checks import problems
from velkommen.integrations.calendars.events import as_calendar
from velkommen.integrations.published import Published

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Europe/Copenhagen")


def place(published: Published, slug: str) -> Place:
    return next(one for one in published.town.places.values() if one.slug == slug)


def events(published: Published, slug: str) -> list[Any]:
    return list(Calendar.from_ical(as_calendar(published, [place(published, slug)])).walk("VEVENT"))


def times(event: Any) -> list[tuple[datetime, datetime]]:
    """What a calendar shows of one event: its first time, and every or every second week until the last one."""
    begins, ends = event["DTSTART"].dt, event["DTEND"].dt
    rule = event.get("RRULE")
    if rule is None:
        return [(begins, ends)]
    step, until = timedelta(days=7 * rule["INTERVAL"][0]), rule["UNTIL"][0]
    found = []
    while begins <= until:
        found.append((begins, ends))
        begins, ends = begins + step, ends + step  # wall clock: 10 stays 10 over the change of the clock
    return found


def shown(published: Published, slug: str, name: str = "") -> set[tuple[datetime, datetime]]:
    return {time for event in events(published, slug) if name in event["SUMMARY"] for time in times(event)}


def kept(published: Published, hours: Timetable) -> set[tuple[datetime, datetime]]:
    """The same from the timetable, for a year."""
    found = set()
    for ahead in range(366):
        day = published.day + timedelta(days=ahead)
        for opens, closes in hours.spans(day):
            found.add((at(day, opens), at(day, closes)))
    return found


def at(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=ZONE)


@pytest.mark.parametrize("slug", ["nordby", "hovedbiblioteket", "raadhuset"])
def test_a_calendar_shows_the_staffed_hours_of_the_year_and_no_others(published: Published, slug: str) -> None:
    assert shown(published, slug) == kept(published, place(published, slug).staffed)


def test_each_stop_of_the_bus_has_its_own_times(published: Published) -> None:
    bus = place(published, "bogbussen")
    assert len(bus.stops) == 4
    for stop in bus.stops:
        assert shown(published, "bogbussen", stop.name) == kept(published, stop.hours)


def test_christmas_eve_is_in_no_calendar(published: Published) -> None:
    assert {begins.date() for begins, _ in shown(published, "nordby")} & {
        date(2026, 12, 24),
        date(2026, 12, 25),
    } == set()


def test_the_calendar_brings_its_zone_along(published: Published) -> None:
    made = Calendar.from_ical(as_calendar(published, [place(published, "nordby")]))
    assert [str(zone["TZID"]) for zone in made.walk("VTIMEZONE")] == ["Europe/Copenhagen"]


def test_every_event_has_an_id_of_its_own_that_stays(published: Published) -> None:
    once, again = ([str(event["UID"]) for event in events(published, "nordby")] for _ in range(2))
    assert once == again
    assert len(set(once)) == len(once)


SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)  # the Sundays of the year published on which the clock changes
SUNDAYS = Period(frozenset({6}), (600, 720), on_holidays=True)
NIGHTS = Period(frozenset({6}), (60, 240), on_holidays=True)


def stopping(published: Published, *periods: Period) -> bytes:
    """The calendar of a bus with one stop."""
    bus = place(published, "bogbussen")
    return as_calendar(published, [replace(bus, stops=(Stop("Skolen", None, Timetable(periods)),))])


def moments(written: bytes) -> dict[date, tuple[str, str]]:
    """Day -> when somebody's calendar begins and ends in UTC, by the zone the file itself explains and another program's weeks."""
    zone = tzical(StringIO(written.decode())).get("Europe/Copenhagen")
    found = {}
    for event in Calendar.from_ical(written).walk("VEVENT"):
        begins, ends = (event[edge].dt.replace(tzinfo=zone) for edge in ("DTSTART", "DTEND"))
        lasts = ends.replace(tzinfo=None) - begins.replace(tzinfo=None)
        rule = event.get("RRULE")
        for one in rrulestr(rule.to_ical().decode(), dtstart=begins) if rule else [begins]:
            edges = (one, (one.replace(tzinfo=None) + lasts).replace(tzinfo=zone))
            found[one.date()] = tuple(f"{edge.astimezone(UTC):%d %H:%M}" for edge in edges)
    return found


def test_a_stop_on_the_sundays_the_clock_changes_is_at_the_right_moment(published: Published) -> None:
    shown = moments(stopping(published, SUNDAYS))
    around = {day: shown[day] for turn in (SPRING, AUTUMN) for day in (turn - timedelta(days=7), turn)}
    assert around == {
        date(2027, 3, 21): ("21 09:00", "21 11:00"),
        SPRING: ("28 08:00", "28 10:00"),
        date(2027, 10, 24): ("24 08:00", "24 10:00"),
        AUTUMN: ("31 09:00", "31 11:00"),
    }


def test_a_stop_through_the_change_is_an_hour_shorter_and_longer(published: Published) -> None:
    shown = moments(stopping(published, NIGHTS))
    assert (shown[SPRING], shown[AUTUMN]) == (("28 00:00", "28 02:00"), ("30 23:00", "31 03:00"))


def test_control_a_calendar_without_summer_time_is_noticed(published: Published) -> None:
    written = stopping(published, SUNDAYS)
    always = written.replace(b"TZOFFSETTO:+0200", b"TZOFFSETTO:+0100")
    assert (moments(always)[SPRING], moments(always) == moments(written)) == (("28 09:00", "28 11:00"), False)


def test_our_own_checks_find_nothing(published: Published) -> None:
    assert problems(as_calendar(published, published.places())) == []


def first(calendar: Any, part: str = "VEVENT") -> Any:
    return calendar.walk(part)[0]


def coming_back(calendar: Any) -> Any:
    return next(event for event in calendar.walk("VEVENT") if "RRULE" in event)


#: A fault planted into a calendar -> what our checks say of it. All of them are read without complaint.
FAULTS: dict[str, tuple[Callable[[Any], object], str]] = {
    "the same id twice": (lambda c: c.add_component(first(c)), "twice"),
    "a name that says nothing": (lambda c: first(c).update(SUMMARY=" "), "no name"),
    "ends before it begins": (
        lambda c: setattr(first(c)["DTEND"], "dt", first(c)["DTSTART"].dt - timedelta(hours=1)),
        "ends before it begins",
    ),
    "a zone nobody explains": (lambda c: c.subcomponents.remove(first(c, "VTIMEZONE")), "no zone Europe/Copenhagen"),
    "comes back until before it begins": (
        lambda c: coming_back(c)["RRULE"].update(UNTIL=[datetime(2020, 1, 1, tzinfo=UTC)]),
        "until before it begins",
    ),
    "a last time by the clock on the wall": (
        lambda c: coming_back(c)["RRULE"].update(UNTIL=[datetime(2027, 6, 1, 10)]),  # noqa: DTZ001 - the fault
        "not said in UTC",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(published: Published, fault: str) -> None:
    calendar = Calendar.from_ical(as_calendar(published, [place(published, "nordby")]))
    plant, said = FAULTS[fault]
    plant(calendar)
    assert any(said in one for one in problems(calendar.to_ical()))
