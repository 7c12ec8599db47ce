"""Hours as people say them, still as data: the lines of a sign, the days that are different, and what is true just now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from velkommen.domain.hours.days import A_DAY
from velkommen.domain.hours.periods import Period, Season, Span
from velkommen.domain.hours.timetable import DAY, Timetable
from velkommen.domain.intervals import merged, minute_of, moment_of

WEEK_AHEAD = 7  # days
Weekdays = tuple[tuple[int, int], ...]  # first and last of each run; 0 is Monday


@dataclass(frozen=True)
class Line:
    """A line of the sign: some weekdays with the same hours, and when they hold.

    Args:
        first, last: the day from or until which it holds, where that is worth saying; None is no limit.
        every, week: see `Period`.
        on_holidays: whether it holds on public holidays too.
    """

    weekdays: Weekdays
    spans: tuple[Span, ...]
    season: Season | None = None
    first: date | None = None
    last: date | None = None
    every: int = 1
    week: int = 0
    on_holidays: bool = False


@dataclass(frozen=True)
class Different:
    """Days in a row that do not have their usual hours; without spans they are closed."""

    first: date
    last: date
    spans: tuple[Span, ...]
    why: str


@dataclass(frozen=True)
class Situation:
    """A place at one local moment, door and staff together.

    Args:
        now: the moment.
        is_open: whether one can come in, staffed or not.
        until: until when one can; None when it is closed or goes on for more than a week.
        opens: the next opening of a closed place; None when none is known within a year.
        staffed: whether staff are there.
        staffed_until: until when they are.
        staffed_from: when they are there next, where they are not.
        why: what today is called, when it is closed for a reason.
    """

    now: datetime
    is_open: bool
    until: datetime | None = None
    opens: datetime | None = None
    staffed: bool = False
    staffed_until: datetime | None = None
    staffed_from: datetime | None = None
    why: str = ""


def lines(periods: Sequence[Period], today: date) -> list[Line]:
    """The lines of the sign, what holds all year first; what is over is left out, and what has begun does not say since when."""
    alike: dict[Period, dict[int, tuple[Span, ...]]] = {}
    for period in periods:
        if period.last and period.last < today:
            continue
        first = period.first if period.first and period.first > today else None
        days = alike.setdefault(replace(period, weekdays=frozenset(), span=(0, 0), first=first), {})
        for weekday in period.weekdays:
            days[weekday] = merged((*days.get(weekday, ()), period.span))
    found = sorted(alike.items(), key=lambda group: _conditions(group[0]))
    return [line for holds, days in found for line in _of_alike(holds, days)]


def different(timetable: Timetable, first: date, days: int) -> list[Different]:
    """The special days and public holidays from a day on, for so many days, whose hours are not the usual ones."""
    last = first + (days - 1) * A_DAY
    found: list[Different] = []
    for day in sorted({day for day in (*timetable.special, *timetable.holidays) if first <= day <= last}):
        spans = timetable.spans(day)
        if spans == merged(period.span for period in timetable.periods if period.holds(day)):
            continue
        special = timetable.special.get(day)
        here = Different(day, day, spans, special.why if special else timetable.holidays[day])
        if found and replace(here, first=found[-1].first) == replace(found[-1], last=found[-1].last + A_DAY):
            here = replace(here, first=found.pop().first)
        found.append(here)
    return found


def situation(door: Timetable, staffed: Timetable, local: datetime) -> Situation:
    """What is true at an aware local moment; a place without unstaffed hours has an empty `door`."""
    present = staffed.is_open(local)
    is_open = present or door.is_open(local)
    openings = [moment for moment in (door.next_opening(local), staffed.next_opening(local)) if moment]
    return Situation(
        now=local,
        is_open=is_open,
        until=_until((door, staffed), local),
        opens=None if is_open else min(openings, default=None),
        staffed=present,
        staffed_until=staffed.closes_at(local),
        staffed_from=None if present else staffed.next_opening(local),
        why="" if is_open or door.spans(local.date()) else staffed.why_closed(local.date()),
    )


def _of_alike(holds: Period, days: Mapping[int, tuple[Span, ...]]) -> list[Line]:
    """The lines of periods that hold under the same conditions."""
    weekdays: dict[tuple[Span, ...], list[int]] = {}
    for weekday in sorted(days):
        weekdays.setdefault(days[weekday], []).append(weekday)
    return [
        Line(_runs(named), spans, holds.season, holds.first, holds.last, holds.every, holds.week, holds.on_holidays)
        for spans, named in weekdays.items()
    ]


def _runs(weekdays: list[int]) -> Weekdays:
    runs: list[tuple[int, int]] = []
    for day in weekdays:
        if runs and day == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return tuple(runs)


def _conditions(holds: Period) -> tuple[bool, bool, date, int, int]:
    """Sorts what holds all year and every week before what does not, and the present before the future."""
    return (holds.first is not None, holds.season is not None, holds.first or date.min, holds.every, holds.week)


def _until(layers: Sequence[Timetable], local: datetime) -> datetime | None:
    """Until when one of the layers after the other is open; None when none is, or for more than a week."""
    zone, now = local.tzinfo or UTC, minute_of(local)
    last = local.date() + WEEK_AHEAD * A_DAY
    found = merged(stretch for layer in layers for stretch in layer.intervals(local.date(), last, zone))
    ends = next((b for a, b in found if a <= now < b), None)
    return None if ends is None or ends - now > WEEK_AHEAD * DAY else moment_of(ends).astimezone(zone)
