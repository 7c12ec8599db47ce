"""Appointments as events for the calendar programs of those who serve. Never who comes, nor how they are reached."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from velkommen.integrations.calendars.events import PRODUCT


@dataclass(frozen=True)
class Entry:
    """An event.

    Args:
        id: the same as long as it is the same appointment, and nowhere else.
        made: when it was booked; edition: how often it was moved since.
        address: its page; empty: none.
    """

    id: str
    name: str
    where: str
    starts: datetime
    ends: datetime
    made: datetime
    edition: int = 0
    address: str = ""


def as_feed(name: str, zone: ZoneInfo, entries: Iterable[Entry]) -> bytes:
    """A calendar of appointments: the same bytes as long as they are the same. Times are those of the wall clock."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for one in entries:
        calendar.add_component(_event(one, zone))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(one: Entry, zone: ZoneInfo) -> Event:
    event = Event()
    event.add("uid", one.id)
    event.add("dtstamp", one.made.astimezone(UTC))
    event.add("sequence", one.edition)
    event.add("summary", one.name)
    event.add("location", one.where)
    event.add("dtstart", one.starts.astimezone(zone))
    event.add("dtend", one.ends.astimezone(zone))
    if one.address:
        event.add("url", one.address)
    return event
