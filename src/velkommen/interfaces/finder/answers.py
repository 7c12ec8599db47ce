"""The answer for one task on one screen: what is in the way, do it yourself, where and when next, with what, for how much."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext

from velkommen.apps.appointments import queries as appointments
from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.catalogue.models import Destination
from velkommen.apps.enquiries.waits import waits
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.visits.drawing import no_room_from_home
from velkommen.domain.booking.freedom import Matter
from velkommen.domain.catalogue import Entry, TaskFacts
from velkommen.domain.hours import words as hours
from velkommen.domain.hours.timetable import wall
from velkommen.domain.intervals import minute_of, moment_of
from velkommen.domain.placement.deciding import RANK
from velkommen.domain.placement.facts import Place
from velkommen.domain.placement.town import Chance, Town
from velkommen.interfaces.web.public import range_words
from velkommen.shared import clock, wording_hours
from velkommen.shared.wording import sentence
from velkommen.shared.wording_tasks import DOES

MOST_SHOWN, A_PAGE = 6, 30
PLANNED = timedelta(days=90)


@dataclass(frozen=True)
class Way:
    """A place where it is done, in words.

    Args:
        when: from when one is served, or until when one still is.
        now: whether that is so now.
        hours: when the place is open, as on its door.
        why: why it is not done there on this very day, where somebody has said so.
        wait: how long the wait is there now for those who draw a number there, in words; empty where nobody can say.
        draws: whether a number can be drawn from home; where one could but for the number of those who wait, `full` says so.
    """

    place: Place
    point: ServicePoint
    chance: Chance
    when: str
    now: bool
    does: str
    hours: str
    why: str
    wait: str
    draws: bool
    full: str


@dataclass(frozen=True)
class Ways:
    """Where it is done: the first of them, or a page of all; and how many there are in all."""

    shown: tuple[Way, ...]
    total: int
    page: Page[Chance] | None


def first_minute(town: Town, entry: Entry, at: datetime) -> int | None:
    """From when on it can be done anywhere at all; None when nobody knows yet, or that is too far ahead to plan for."""
    day = clock.local_day(at)
    off, season = entry.suspended(day), entry.next_season(day)
    if not off and entry.in_season(day):
        return minute_of(at)
    known = off.last if off else season.first if season else None
    if known is None or known - day >= PLANNED:  # asked first: no day comes after the last of the calendar
        return None
    return wall(known + timedelta(days=1) if off else known, 0, town.zone)


def ways(town: Town, task: str, at: datetime, origin: Place | None, page: str | None = None) -> Ways:
    """Where a task is done, best role first, then whoever serves first.

    One statement; two more where it is done now somewhere (the waits), and two where numbers are drawn from home.

    Args:
        page: which page of all of them; None is the first few.
    """
    after = first_minute(town, town.tasks[task], at)
    chances = [] if after is None else _chances(town, task, after, origin)
    paged = None if page is None else Paginator(chances, A_PAGE).get_page(page)
    shown = list(paged or chances[:MOST_SHOWN])
    points = ServicePoint.objects.in_bulk([chance.place for chance in shown])
    found = [_way(town, task, at, chance, points[chance.place]) for chance in shown if chance.place in points]
    return Ways(_with_numbers(_with_waits(found, town, task, at), clock.local_day(at)), len(chances), paged)


def earliest(town: Town, task: str, at: datetime) -> tuple[Place, datetime] | None:
    """The first time one can book for it, and where (no statement where no place gives times; else two). None: at no place."""
    if not appointments.calendar(town).places((Matter(task),), clock.local_day(at)):
        return None
    found = appointments.first_time((Matter(task),), at)
    return (town.places[found[0]], found[1]) if found else None


def destination(facts: TaskFacts) -> Destination | None:
    """Where somebody goes whom a desk cannot help with it (one statement, where there is such a place)."""
    return catalogue.destination(facts.referral) if facts.referral else None


def _chances(town: Town, task: str, after: int, origin: Place | None) -> list[Chance]:
    found = town.nearest(task, after, origin.id if origin else None)
    own = town.next_time(task, origin.id, after) if origin else None
    if origin and own and own.verdict.role:
        found.insert(0, Chance(origin.id, 0, own.begins, own.ends, own.verdict.role))
        found.sort(key=lambda one: (max(one.begins, after + (one.minutes or 0)), one.minutes or 0))
    return sorted(found, key=lambda one: -RANK[one.role])


def _way(town: Town, task: str, at: datetime, chance: Chance, point: ServicePoint) -> Way:
    place, local = town.places[chance.place], clock.local(at)
    begins, ends = clock.local(moment_of(chance.begins)), clock.local(moment_of(chance.ends))
    on_arrival = chance.begins <= minute_of(at) + (chance.minutes or 0)
    now = on_arrival and town.answer(task, place.id, at).verdict.possible
    last = gettext("Now, until %(until)s") % {"until": wording_hours.until(ends, local)}
    when = last if now else wording_hours.when(begins, local)
    off = place.suspended(task, local.date())
    return Way(
        place=place,
        point=point,
        chance=chance,
        when=when[:1].upper() + when[1:],
        now=now,
        does=str(DOES[chance.role]),
        hours=wording_hours.now(hours.situation(place.door, place.staffed, local)),
        why=off.why if off else "",
        wait="",
        draws=False,
        full="",
    )


def _with_waits(ways: list[Way], town: Town, task: str, at: datetime) -> list[Way]:
    """The ways, each with the wait there now, where somebody sits at a desk."""
    there = waits([way.place.id for way in ways if way.now], town, at)
    told = {place: one.newcomer(task) for place, one in there.items() if one.seated}
    words = {place: range_words(wait.range) for place, wait in told.items() if wait}
    return [replace(way, wait=words.get(way.place.id, "")) for way in ways]


def _with_numbers(ways: list[Way], day: date) -> tuple[Way, ...]:
    """The ways, each with whether a number can be drawn from home for it."""
    giving = [way.point for way in ways if way.now and way.point.numbers_from_home]
    refused, ids = no_room_from_home(giving, day), {point.pk for point in giving}
    full = {place: sentence(refusal) for place, refusal in refused.items()}
    return tuple(replace(way, draws=way.point.pk in ids - full.keys(), full=full.get(way.point.pk, "")) for way in ways)
