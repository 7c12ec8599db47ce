"""What one absence does: when somebody is missing where, and what is not done there meanwhile."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from velkommen.domain.hours.days import A_DAY
from velkommen.domain.hours.periods import Span
from velkommen.domain.hours.timetable import minute_of_day
from velkommen.domain.intervals import Intervals, merged, moment_of, without
from velkommen.domain.placement.consequences import lost
from velkommen.domain.placement.day import on_duty
from velkommen.domain.placement.facts import Away, Place, Posted
from velkommen.domain.placement.town import Town

MOST_DAYS = 28  # of a long absence that are looked at


@dataclass(frozen=True)
class Missed:
    """Somebody would have been on duty at a place on a local day, in these minutes, and is away.

    Args:
        lost: the tasks that are not done there for some of that time, or less of them, those that are used most first.
        helped: those of them people are still helped with.
        nobody: whether nobody else is on duty at some of that time.
    """

    place: int
    day: date
    span: Span
    lost: tuple[str, ...] = ()
    helped: frozenset[str] = frozenset()
    nobody: bool = False


def with_absence(town: Town, staff: int, away: Away, *, told: bool = True) -> Town:
    """The same town where somebody is away, or (not `told`) is not."""
    changed = {
        place.id: replace(
            place, people=tuple(_told(one, away, told) if one.id == staff else one for one in place.people)
        )
        for place in town.places.values()
        if any(one.id == staff for one in place.people)
    }
    return replace(town, places={**town.places, **changed})


def missed(town: Town, staff: int, away: Away) -> list[Missed]:
    """What an absence does, place by place and day by day, for four weeks of it; whether the town knows of it already or not."""
    before = with_absence(town, staff, away, told=False)
    after = with_absence(before, staff, away)
    last = min(away.last, away.first + timedelta(days=MOST_DAYS - 1))
    found = []
    for place in after.places.values():
        there = next((one for one in place.people if one.id == staff), None)
        times = list(_times(before.places[place.id], place, there, away.first, last)) if there else []
        if times:
            gone = _gone(before, after, place.id, times[0][0], times[-1][0])
            found += [_missed(after, place, day, span, gone.get(day, {})) for day, span in times]
    return found


def _told(person: Posted, away: Away, told: bool) -> Posted:
    others = tuple(one for one in person.away if one != away)
    return replace(person, away=(*others, away) if told else others)


def _times(before: Place, after: Place, person: Posted, first: date, last: date) -> Iterator[tuple[date, Span]]:
    """When somebody would have been on duty while the place is staffed."""
    was = next(one for one in before.people if one.id == person.id)
    for ahead in range((last - first).days + 1):
        day = first + A_DAY * ahead
        duty = without(on_duty(before, was, day), on_duty(after, person, day))
        shut = without(((0, 1440),), before.staffed.spans(day))
        yield from ((day, span) for span in without(duty, shut))


def _gone(
    before: Town, after: Town, place: int, first: date, last: date
) -> dict[date, dict[str, tuple[Intervals, bool]]]:
    """Local day -> task -> in which minutes of that day less is done, and whether people are still helped."""
    found: dict[date, dict[str, tuple[Intervals, bool]]] = {}
    for task, spans, helped in lost(before, after, place, first, last):
        for day, span in _by_day(spans, before.zone):
            known = found.setdefault(day, {}).get(task, ((), False))[0]
            found[day][task] = (merged((*known, span)), helped)
    return found


def _by_day(spans: Intervals, zone: ZoneInfo) -> Iterator[tuple[date, Span]]:
    """Stretches of time as minutes of local days; none of them runs past midnight, since no hours do."""
    for begins, ends in spans:
        local, until = (moment_of(minute).astimezone(zone) for minute in (begins, ends))
        closes = minute_of_day(until) if until.date() == local.date() else 1440
        yield local.date(), (minute_of_day(local), closes)


def _missed(after: Town, place: Place, day: date, span: Span, gone: Mapping[str, tuple[Intervals, bool]]) -> Missed:
    tasks = {task: helped for task, (spans, helped) in gone.items() if any(_meet(span, one) for one in spans)}
    by_use = sorted(tasks, key=lambda task: (_order(place, task, day), task))
    crews = (one for one in after.crews(place.id, day) if _meet(span, one.span))
    nobody = any(not one.crew.people for one in crews)
    return Missed(
        place.id, day, span, tuple(by_use), frozenset(task for task, helped in tasks.items() if helped), nobody
    )


def _order(place: Place, task: str, day: date) -> int:
    offered = place.offered(task, day)
    return offered.order if offered else 0


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
