"""Calendars: read back by another program's rules, they are the very days and times."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.placement.facts import Place
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
