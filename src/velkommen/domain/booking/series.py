"""Times as people mean them: by the clock on the wall. "The same time next week" is seven days on by the calendar, not 168 hours."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from velkommen.domain.hours.timetable import wall
from velkommen.domain.intervals import moment_of
from velkommen.domain.refusals import Code, Refusal

MOST_TIMES = 26
MOST_WEEKS = 8


def moment(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The UTC moment at which the wall clock of a day shows so many minutes after midnight; of two, the first.

    Raises:
        Refusal: NO_SUCH_TIME when the clock skips it that day.
    """
    found = moment_of(wall(day, minute, zone))
    local = found.astimezone(zone)
    if local.date() != day or local.hour * 60 + local.minute != minute:
        raise Refusal(Code.NO_SUCH_TIME, day=day.isoformat())
    return found


def weekly(first: datetime, every: int, times: int, skip: Collection[date], zone: ZoneInfo) -> Iterator[datetime]:
    """The same wall-clock time every so many weeks, so many times, the days to skip left out (they count).

    Raises:
        Refusal: NO_SUCH_TIME.
    """
    local = first.astimezone(zone)
    for number in range(times):
        day = local.date() + timedelta(weeks=every * number)
        if day not in skip:
            yield moment(day, local.hour * 60 + local.minute, zone)
