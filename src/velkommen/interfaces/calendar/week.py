"""A week as it is drawn: a column for each day, in it a row for each part of the day and for each hour."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from math import ceil

from velkommen.apps.appointments import queries
from velkommen.apps.appointments.models import Appointment, Block
from velkommen.apps.appointments.weeks import Day
from velkommen.domain.booking.days import EVENING, NOON, PARTS, Share
from velkommen.domain.booking.life import AppointmentState
from velkommen.domain.hours.periods import Span
from velkommen.domain.hours.timetable import minute_of_day
from velkommen.domain.placement.town import Town
from velkommen.interfaces.calendar.asking import wall_of
from velkommen.interfaces.calendar.words import MISSED, PART_NAMES, STATES, block_of, matters
from velkommen.shared import clock
from velkommen.shared.wording_hours import hours

HOUR = 60
USUAL = (9, 16)  # the hours of a week in which nothing is open
WORKDAYS = 5
BEGINS = {0: "morning", NOON // HOUR: "afternoon", EVENING // HOUR: "evening"}


@dataclass(frozen=True)
class One:
    """An appointment as drawn. `state` is a word of `STATES`, said where it is not simply booked."""

    row: Appointment
    what: str
    state: str
    word: str
    unkept: bool = False


@dataclass(frozen=True)
class Shut:
    """A block as drawn."""

    row: Block
    span: Span
    of: str


@dataclass
class Row:
    """A row of a day's column: a part of the day with its share, or an hour with what begins in it."""

    hour: int
    part: str = ""
    share: Share | None = None
    closed: bool = False
    ones: list[One] = field(default_factory=list)
    shut: list[Shut] = field(default_factory=list)
    free: list[tuple[str, datetime]] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not (self.ones or self.shut or self.free)

    @property
    def kept(self) -> int:
        """Minutes that are kept for walk-ins."""
        return self.share.there - self.share.promisable if self.share else 0

    @property
    def bar(self) -> tuple[int, int]:
        """Of a hundred: what is promised, and what may be."""
        if not self.share or not self.share.there:
            return 0, 0
        there = self.share.there
        return min(100 * self.share.promised // there, 100), 100 * self.share.promisable // there


@dataclass(frozen=True)
class Column:
    """A day as drawn."""

    day: date
    said: str
    walk_in: bool
    rows: Sequence[Row]


@dataclass(frozen=True)
class Week:
    """A week as drawn: its columns, all with the same rows."""

    columns: Sequence[Column]

    @property
    def axis(self) -> Sequence[Row]:
        return self.columns[0].rows

    @property
    def rows(self) -> int:
        return len(self.axis) + 1

    @property
    def days(self) -> int:
        return len(self.columns)


def drawn(town: Town, days: Sequence[Day], free: Iterable[datetime], unkept: set[int], at: datetime) -> Week:
    """A week of a place, and the free times for what was asked about.

    Args:
        unkept: the ids of those that cannot be kept.
    """
    open_days = [day for number, day in enumerate(days) if number < WORKDAYS or day.staffed or day.appointments]
    first, last = _hours(open_days)
    times: dict[date, list[datetime]] = defaultdict(list)
    for one in free:
        times[clock.local_day(one)].append(one)
    return Week([_column(town, day, times[day.day], unkept, at, range(first, last)) for day in open_days])


def one_drawn(town: Town, row: Appointment, at: datetime, *, unkept: bool = False) -> One:
    """An appointment alone."""
    state = MISSED if queries.missed(row, at) else row.state
    said = "" if state == AppointmentState.BOOKED.value else str(STATES[state])
    return One(row, matters(town, queries.wanted_of(row), row.day), state, said, unkept)


def _hours(days: Iterable[Day]) -> tuple[int, int]:
    spans = [span for day in days for span in (*day.staffed, *(_span(one) for one in day.appointments))]
    if not spans:
        return USUAL
    return min(opens for opens, _ in spans) // HOUR, ceil(max(closes for _, closes in spans) / HOUR)


def _span(row: Appointment) -> Span:
    opens = minute_of_day(clock.local(row.starts_at))
    return opens, max(minute_of_day(clock.local(row.ends_at)), opens + 1)


def _column(town: Town, day: Day, free: Sequence[datetime], unkept: set[int], at: datetime, span: range) -> Column:
    rows = list(_rows(day, span))
    by_hour: Mapping[int, Row] = {row.hour: row for row in rows if not row.part}
    for one in day.appointments:
        by_hour[clock.local(one.starts_at).hour].ones.append(one_drawn(town, one, at, unkept=one.pk in unkept))
    for block, (opens, closes) in day.blocks:
        hour = min(max(opens // HOUR, span.start), span.stop - 1)
        by_hour[hour].shut.append(Shut(block, (opens, closes), block_of(block)))
    for moment in free:
        by_hour[clock.local(moment).hour].free.append((wall_of(moment), moment))
    return Column(day.day, hours(day.staffed), bool(day.staffed) and not day.takes, rows)


def _rows(day: Day, span: range) -> Iterator[Row]:
    """The rows of a day, the first part named above the first hour whichever it is."""
    part = max(begins for begins in BEGINS if begins <= span.start)
    for hour in span:
        if hour in BEGINS or hour == span.start:
            part = hour if hour in BEGINS else part
            name = BEGINS[part]
            yield Row(hour, str(PART_NAMES[name]), day.shares[PARTS.index(name)])
        closed = not any(opens < (hour + 1) * HOUR and closes > hour * HOUR for opens, closes in day.staffed)
        yield Row(hour, closed=closed)
