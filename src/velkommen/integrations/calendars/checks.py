"""What no reader of calendars complains of: times that cannot be, ids that are there twice, zones that nobody explains."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from icalendar import Calendar


def problems(written: bytes) -> list[str]:
    """Everything wrong with a calendar, as "id: what"."""
    calendar = Calendar.from_ical(written)
    events: list[Any] = calendar.walk("VEVENT")
    zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    ids = [str(event["UID"]) for event in events]
    twice = [f"{one}: it is there twice" for one in sorted({one for one in ids if ids.count(one) > 1})]
    return [*twice, *(f"{event['UID']}: {what}" for event in events for what in _wrong(event, zones))]


def _wrong(event: Any, zones: set[str]) -> Iterator[str]:
    if not str(event.get("SUMMARY", "")).strip():
        yield "it has no name"
    for edge in ("DTSTART", "DTEND"):
        zone = event[edge].params.get("TZID")
        if zone not in zones:
            yield f"there is no zone {zone}"
    begins, ends = (event[edge].dt for edge in ("DTSTART", "DTEND"))
    if begins >= ends:
        yield "it ends before it begins"
    if "RRULE" in event:
        yield from _rule(event["RRULE"], begins)


def _rule(rule: Any, begins: datetime) -> Iterator[str]:
    """Where the first time is of a zone, the last one has to be said in UTC (RFC 5545, 3.3.10)."""
    until = rule["UNTIL"][0]
    if until.tzinfo is None or until.utcoffset() != UTC.utcoffset(None):
        yield "its last time is not said in UTC"
    elif until < begins:
        yield "it comes back until before it begins"
