"""Hours as events that come back, cut where a week is left out, so that any calendar shows the very days.

Times are those of the wall clock in the zone of the municipality, whose changes the calendar brings along.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vRecur

from velkommen.domain.hours.timetable import DAY, YEAR_AHEAD, Timetable
from velkommen.domain.hours.weekly import Weekly, weekly
from velkommen.domain.placement.facts import Place
from velkommen.integrations.published import Published

PRODUCT = "-//Velkommen//Velkommen//DA"


def as_calendar(published: Published, places: Iterable[Place]) -> bytes:
    """One calendar of some places, the same bytes for the same hours on the same day."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", published.municipality.name)
    for place in places:
        for event in _of(published, place):
            calendar.add_component(event)
    calendar.add_missing_timezones(
        published.day - timedelta(days=YEAR_AHEAD), published.day + timedelta(days=2 * YEAR_AHEAD)
    )
    return bytes(calendar.to_ical())


def _of(published: Published, place: Place) -> Iterator[Event]:
    """The stops of a mobile library, or else the staffed hours of a place."""
    point = published.points[place.id]
    lies = ", ".join(filter(None, (point.address, f"{point.postal_code} {point.town}".strip())))
    if not place.stops:
        yield from _events(published, place, place.staffed, place.name, lies)
    for stop in place.stops:
        yield from _events(published, place, stop.hours, f"{place.name}: {stop.name}", stop.name)


def _events(published: Published, place: Place, hours: Timetable, name: str, lies: str) -> Iterator[Event]:
    days = (published.day + timedelta(days=ahead) for ahead in range(YEAR_AHEAD))
    for run in weekly({day: hours.spans(day) for day in days}):
        event = Event()
        event.add("uid", published.id("event", place.slug, name, run))
        event.add("dtstamp", datetime.combine(published.day, time(), UTC))
        event.add("summary", name)
        if lies:
            event.add("location", lies)
        event.add("dtstart", _wall(published, run.first, run.span[0]))
        event.add("dtend", _wall(published, run.first, run.span[1]))
        event.add("url", f"{published.base}/places/{place.slug}/")
        if run.last > run.first:
            event.add("rrule", _rule(published, run))
        yield event


def _rule(published: Published, run: Weekly) -> vRecur:
    """UNTIL is the moment of the last beginning, in UTC as the standard wants."""
    until = _wall(published, run.last, run.span[0]).astimezone(UTC)
    return vRecur(freq="weekly", interval=run.weeks, until=until)


def _wall(published: Published, day: date, minute: int) -> datetime:
    day, minute = (day + timedelta(days=1), 0) if minute == DAY else (day, minute)
    return datetime.combine(day, time(*divmod(minute, 60)), published.town.zone)
