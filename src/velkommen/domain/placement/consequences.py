"""What a change would do, said before it is made: one town compared with another over the coming weeks."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from velkommen.domain.hours.days import A_DAY
from velkommen.domain.hours.periods import Period, SpecialDay
from velkommen.domain.hours.timetable import Timetable, wall
from velkommen.domain.intervals import Intervals, both, length, merged, without
from velkommen.domain.kinds import DeskRole
from velkommen.domain.placement.deciding import RANK
from velkommen.domain.placement.facts import Place, Posted
from velkommen.domain.placement.town import Town

WEEKS = 4
YEAR = timedelta(days=366)  # ahead, in which hours may begin or end
EVENING = 17 * 60  # from when on a weekday counts as evening, in minutes after midnight
ROLES = tuple(DeskRole)


class When(StrEnum):
    """Which part of the week is gone (or new) altogether; "some" is fewer hours, and none of these gone."""

    EVERYTHING = "everything"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    EVENING = "evening"
    SOME = "some"


@dataclass(frozen=True)
class Change:
    """What a change does to one task at one place.

    Args:
        lost, gained: the times (see `intervals`) in which less, or more, is done for those who come than before.
        loses, gains: which parts of the week it no longer has, or has for the first time, in full.
        weekly: minutes lost and minutes gained in a week, rounded.
        helped: whether people are still helped with it, or it is received, at some of the time that was lost.
        first: the day the weeks begin that were looked at; None where nobody asks.
    """

    task: str
    place: int
    lost: Intervals
    gained: Intervals
    loses: tuple[When, ...]
    gains: tuple[When, ...]
    weekly: tuple[int, int]
    helped: bool = False
    first: date | None = None


@dataclass(frozen=True)
class Line:
    """One sentence to be: so many places lose (or gain) a part of the week of one task. `helped`: at least something is still done."""

    task: str
    when: When
    loses: bool
    places: tuple[int, ...]
    helped: bool = False


@dataclass(frozen=True)
class Idle:
    """Hours that no longer do anything, because the place is not staffed then: somebody's duty, or a task's own hours."""

    place: int
    staff: int | None
    task: str | None
    hours: Intervals


def with_place(town: Town, place: Place) -> Town:
    """The same town with one place otherwise."""
    return replace(town, places={**town.places, place.id: place})


def compare(before: Town, after: Town, first: date, weeks: int = WEEKS) -> list[Change]:
    """Every task at every place that would be served otherwise in the weeks from a local day on, or in weeks of the year ahead in which
    hours that are not the same begin or end: winter Sundays are missed in summer too. What was told of earlier weeks is not told again.
    """
    told: set[tuple[str, int, tuple[When, ...], tuple[When, ...]]] = set()
    found = []
    for begins, place in _windows(before, after, first, weeks):
        for task, there in _touched(before, after):
            change = _change(before, after, task, there, begins, weeks) if place in {None, there} else None
            key = change and (task, there, change.loses, change.gains)
            if change and key and key not in told:
                told.add(key)
                found.append(change)
    return found


def lines(changes: Iterable[Change]) -> list[Line]:
    """The changes put together: what is lost before what is gained, what hits most places first."""
    places: dict[tuple[bool, str, When, bool], set[int]] = {}
    for change in changes:
        for loses, parts in ((True, change.loses), (False, change.gains)):
            for when in parts:
                places.setdefault((loses, change.task, when, loses and change.helped), set()).add(change.place)
    found = [Line(task, when, loses, tuple(sorted(ids)), some) for (loses, task, when, some), ids in places.items()]
    return sorted(found, key=lambda line: (not line.loses, -len(line.places), list(When).index(line.when), line.task))


def lost(before: Town, after: Town, place: int, first: date, last: date) -> Iterator[tuple[str, Intervals, bool]]:
    """What is done less of at a place on some local days, both included: task, when, whether people are still helped then."""
    offered = before.places[place].offers
    for task in offered:
        old, new = (_served(town, task, place, first, last) for town in (before, after))
        gone = merged(span for role in ROLES for span in without(old[role], new[role]))
        if gone:
            yield task, gone, bool(both(gone, new[DeskRole.ASSIST]))


def idle(town: Town, place: int, first: date, weeks: int = WEEKS) -> list[Idle]:
    """The duty and the task hours at a place that lie outside its staffed hours."""
    there, last = town.places[place], first + timedelta(days=7 * weeks - 1)
    staffed = there.staffed.intervals(first, last, town.zone)
    duties = [(person.id, None, _duty(there, person)) for person in there.people if person.duty or person.shifts]
    tasks = [(None, key, own) for key, own in there.own_hours.items()]
    found = []
    for staff, task, hours in (*duties, *tasks):
        over = without(hours.intervals(first, last, town.zone), staffed)
        if over:
            found.append(Idle(place, staff, task, over))
    return found


def _windows(before: Town, after: Town, first: date, weeks: int) -> list[tuple[date, int | None]]:
    """The days from which weeks are looked at: the first one at all places (None), later ones where their hours differ from then."""
    found: set[tuple[date, int]] = set()
    beyond = first + timedelta(days=7 * weeks)
    for place in before.places.keys() & after.places.keys():
        one, other = before.places[place], after.places[place]
        if one != other:
            periods = Counter(_periods(one))
            periods.subtract(Counter(_periods(other)))
            edges = {edge for period, times in periods.items() if times for edge in _edges(period, first)}
            found |= {(edge, place) for edge in edges if first < edge < first + YEAR}
            found |= {(day, place) for day in _apart(_dated(one, other, beyond), weeks)}
    return [(first, None), *sorted(found)]


def _periods(place: Place) -> Iterator[Period]:
    """What comes back at a place in any layer that decides: staffed, somebody's duty, a task's own hours."""
    duties = (person.duty for person in place.people if person.duty)
    for hours in (place.staffed, *duties, *place.own_hours.values()):
        yield from hours.periods


def _dated(one: Place, other: Place, first: date) -> set[date]:
    """The days from one on, a year ahead, of which shifts or absences say something else."""
    days = {day for day in one.rostered ^ other.rostered if day >= first}
    before, after = ({person.id: person for person in place.people} for place in (one, other))
    for staff in before.keys() | after.keys():
        was, is_ = before.get(staff), after.get(staff)
        days |= {day for day in _shifted(was, is_) | _absent(was, is_, first) if first <= day}
    return days


def _shifted(one: Posted | None, other: Posted | None) -> set[date]:
    before, after = (person.shifts if person else {} for person in (one, other))
    if before == after:
        return set()
    return {day for day in before.keys() | after.keys() if before.get(day) != after.get(day)}


def _absent(one: Posted | None, other: Posted | None, first: date) -> set[date]:
    before, after = (set(person.away) if person else set() for person in (one, other))
    found = set()
    for away in before ^ after:
        begins, ends = max(away.first, first), min(away.last, first + YEAR)
        found |= {begins + timedelta(days=ahead) for ahead in range((ends - begins).days + 1)}
    return found


def _apart(days: set[date], weeks: int) -> Iterator[date]:
    """Of some days the first, and each that lies beyond the weeks from the one before."""
    until = date.min
    for day in sorted(days):
        if day >= until:
            yield day
            until = day + timedelta(days=7 * weeks)


def _duty(place: Place, person: Posted) -> Timetable:
    """Somebody's hours as they are kept: usual ones, and on the days whose shifts are published these."""
    usual = person.duty or Timetable()
    shifts = {day: SpecialDay(person.shifts.get(day, ())) for day in place.rostered}
    return replace(usual, special={**usual.special, **shifts})


def _edges(period: Period, first: date) -> Iterator[date]:
    """The days from the first one on, a year ahead, on which a period begins to hold or is over."""
    if period.first:
        yield period.first
    if period.last and period.last < date.max:
        yield period.last + A_DAY
    if period.season:
        for ahead in range(1, YEAR.days):
            day = first + timedelta(days=ahead)
            if period.season.holds(day) != period.season.holds(day - A_DAY):
                yield day


def _touched(before: Town, after: Town) -> Iterator[tuple[str, int]]:
    """The pairs of task and place that could be served otherwise: of places or tasks that are not the same."""
    tasks = {key for key in {*before.tasks, *after.tasks} if before.tasks.get(key) != after.tasks.get(key)}
    for place in sorted({*before.places, *after.places}):
        one, other = before.places.get(place), after.places.get(place)
        offered = {key for there in (one, other) if there for key in there.offers}
        for task in sorted(offered if one != other else offered & tasks):
            yield task, place


def _change(before: Town, after: Town, task: str, place: int, first: date, weeks: int) -> Change | None:
    last = first + timedelta(days=7 * weeks - 1)
    old, new = _served(before, task, place, first, last), _served(after, task, place, first, last)
    lost = merged(span for role in ROLES for span in without(old[role], new[role]))
    gained = merged(span for role in ROLES for span in without(new[role], old[role]))
    if not lost and not gained:
        return None
    parts = _parts(after.zone, first, last)
    weekly = round(length(lost) / weeks), round(length(gained) / weeks)
    helped = bool(both(lost, new[DeskRole.ASSIST]))
    loses, gains = _gone(old, new, lost, parts), _gone(new, old, gained, parts)
    return Change(task, place, lost, gained, loses, gains, weekly, helped, first)


def _served(town: Town, task: str, place: int, first: date, last: date) -> dict[DeskRole, Intervals]:
    """The times in which at least each role is there."""
    known = place in town.places and task in town.tasks
    times = list(town.over(task, place, first, last)) if known else []
    return {role: merged((t.begins, t.ends) for t in times if RANK[t.verdict.role] >= RANK[role]) for role in ROLES}


def _gone(
    had: dict[DeskRole, Intervals], has: dict[DeskRole, Intervals], change: Intervals, parts: dict[When, Intervals]
) -> tuple[When, ...]:
    """Which parts of the week are left without the best that was done in them."""
    if not change:
        return ()
    found = [when for when, hours in parts.items() if _left_without(had, has, hours)]
    if When.EVERYTHING in found:
        return (When.EVERYTHING,)
    return tuple(found) or (When.SOME,)


def _left_without(had: dict[DeskRole, Intervals], has: dict[DeskRole, Intervals], hours: Intervals) -> bool:
    best = max((role for role in ROLES if both(had[role], hours)), key=RANK.__getitem__, default=None)
    return best is not None and not both(has[best], hours)


@lru_cache(maxsize=64)
def _parts(zone: ZoneInfo, first: date, last: date) -> dict[When, Intervals]:
    """The hours of each part of the week in some local days."""
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    return {
        When.EVERYTHING: _hours(zone, days, 0),
        When.SATURDAY: _hours(zone, [day for day in days if day.weekday() == 5], 0),
        When.SUNDAY: _hours(zone, [day for day in days if day.weekday() == 6], 0),
        When.EVENING: _hours(zone, [day for day in days if day.weekday() < 5], EVENING),
    }


def _hours(zone: ZoneInfo, days: Sequence[date], opens: int) -> Intervals:
    return merged((wall(day, opens, zone), wall(day, 1440, zone)) for day in days)
