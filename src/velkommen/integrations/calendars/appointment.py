"""One appointment as a file for somebody's own calendar. It says where and when, and never what for: calendars are shared."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event

from velkommen.integrations.calendars.events import PRODUCT

MARGIN = timedelta(days=366)  # the changes of the clock around it come along


@dataclass(frozen=True)
class Entry:
    """What is written.

    Args:
        id: the same for the same appointment, also when it has moved; `version` counts its moves.
        begins, ends: aware, in the zone of the municipality.
        said: when it was made.
        name: what it is called; lies: where; about: a line for whoever reads it; address: of a page about the place.
    """

    id: UUID
    version: int
    begins: datetime
    ends: datetime
    said: datetime
    name: str
    lies: str
    about: str
    address: str


def as_file(entry: Entry) -> bytes:
    """A calendar with one event."""
    calendar, event = Calendar(), Event()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event.add("uid", str(entry.id))
    event.add("sequence", entry.version)
    event.add("dtstamp", entry.said)
    event.add("dtstart", entry.begins)
    event.add("dtend", entry.ends)
    event.add("summary", entry.name)
    event.add("location", entry.lies)
    event.add("description", entry.about)
    event.add("url", entry.address)
    calendar.add_component(event)
    calendar.add_missing_timezones(entry.begins.date() - MARGIN, entry.ends.date() + MARGIN)
    return bytes(calendar.to_ical())
