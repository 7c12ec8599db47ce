"""Places to promise time of, in plain Python; and the rule told slowly: minute by minute, everybody asked one by one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from velkommen.domain.booking.cells import CELL, cell_of
from velkommen.domain.booking.days import EVENING, NOON, Kind, Resource, Taken
from velkommen.domain.booking.freedom import Bench, Blocked, Capacity, Matter
from velkommen.domain.catalogue import Authority, Days, Entry, TaskFacts
from velkommen.domain.hours.periods import Period, Span
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.intervals import minute_of, moment_of
from velkommen.domain.kinds import DeskRole, EquipmentKind, PlaceKind, Unit
from velkommen.domain.outcomes import Discretion
from velkommen.domain.placement.facts import Machine, Offered, Place, Posted
from velkommen.domain.placement.town import Town
from velkommen.domain.steps import Steps

ZONE = ZoneInfo("Europe/Copenhagen")
TUESDAY = date(2026, 11, 24)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
EVERY_DAY = frozenset(range(7))
ALWAYS = (Days(date(2000, 1, 1), None, ""),)
SCANNER = EquipmentKind.FINGERPRINT_SCANNER
HERE = 1


@dataclass(frozen=True)
class House:
    """One place.

    Args:
        staffed: spans of every day, in minutes by the clock on the wall.
        people: the spans of each member of staff (ids from 1), and whether they were trained for passports.
        desks: the letters of the lines each serves; empty: all.
        scanners: how many.
        blocked: spans of every day, each of one resource or (None) of the whole place.
    """

    staffed: tuple[Span, ...] = ((600, 960),)
    people: tuple[tuple[tuple[Span, ...], bool], ...] = ((((600, 960),), True),)
    desks: tuple[frozenset[str], ...] = (frozenset(),)
    scanners: int = 1
    blocked: tuple[tuple[Span, Resource | None], ...] = ()
    minutes: dict[str, int] = field(default_factory=lambda: {"passport": 15, "mitid": 10})

    def town(self) -> Town:
        return Town(ZONE, {HERE: self._place()}, {key: _task(key, took) for key, took in self.minutes.items()})

    def capacity(self) -> Capacity:
        benches = tuple(Bench(number, lines) for number, lines in enumerate(self.desks, start=1))
        blocks = tuple(Blocked(Period(EVERY_DAY, span), resource) for span, resource in self.blocked)
        return Capacity(self.town(), {HERE: benches}, blocks={HERE: blocks})

    def _place(self) -> Place:
        return Place(
            id=HERE,
            slug="here",
            name="Here",
            kind=PlaceKind.BRANCH,
            staffed=_hours(self.staffed),
            offers={key: Steps((date(2000, 1, 1),), (Offered(),)) for key in self.minutes},
            people=tuple(
                Posted(
                    number, f"nr {number}", Unit.CITIZEN_SERVICE, {"passport": ALWAYS} if able else {}, _hours(spans)
                )
                for number, (spans, able) in enumerate(self.people, start=1)
            ),
            machines=tuple(Machine(SCANNER.value, (), number) for number in range(1, self.scanners + 1)),
        )


def _hours(spans: Iterable[Span]) -> Timetable:
    return Timetable(tuple(Period(EVERY_DAY, span, on_holidays=True) for span in spans))


def _task(key: str, minutes: int) -> Entry:
    passport = key == "passport"
    return Entry(
        TaskFacts(
            key=key,
            group="P" if passport else "M",
            name_da=key,
            name_en=key,
            authority=Authority.MUNICIPALITY,
            desk_role=DeskRole.COMPLETE,
            discretion=Discretion.NONE,
            minutes=minutes,
            competence="passport" if passport else "",
            equipment=frozenset({SCANNER}) if passport else frozenset(),
        )
    )


@dataclass(frozen=True)
class Slow:
    """The rule of `Capacity.starts`, told minute by minute."""

    house: House
    day: date
    taken: Sequence[Taken]
    promised: int
    known: dict[object, int] = field(default_factory=dict)  # what was found once, so that slow is not too slow

    def starts(self, wanted: Sequence[Matter], step: int, earliest: int) -> list[int]:
        """The minutes at which all of it may begin."""
        minutes = [minute for minute in self._minutes() if self._wall(minute) % step == 0 and minute % CELL == 0]
        first = {self._wall(minute): minute for minute in reversed(minutes)}  # of an hour that comes twice, the first
        return [m for m in minutes if m >= earliest and first[self._wall(m)] == m and self._fits(wanted, m)]

    def _fits(self, wanted: Sequence[Matter], begins: int) -> bool:
        length = sum(self.house.minutes[matter.task] * matter.people for matter in wanted)
        length = -(-length // CELL) * CELL
        tasks = {matter.task for matter in wanted}
        lines = {task[0].upper() for task in tasks}
        people = (
            Resource(Kind.PERSON, n)
            for n, (_, able) in enumerate(self.house.people, start=1)
            if able or "passport" not in tasks
        )
        desks = (Resource(Kind.DESK, n) for n, of in enumerate(self.house.desks, start=1) if not of or lines <= of)
        scanners = (Resource(Kind.MACHINE, n) for n in range(1, self.house.scanners + 1))
        groups = [people, desks, *([scanners] if "passport" in tasks else [])]
        return all(any(self._free(one, begins, length) for one in group) for group in groups)

    def _free(self, one: Resource, begins: int, length: int) -> bool:
        whole = range(begins, begins + length)
        if not all(self._there(one, minute) for minute in whole):
            return False
        if any(self._is_taken(one, minute) for minute in whole):
            return False
        part = self._part(begins)
        used = sum(
            t.cells * CELL
            for t in self.taken
            if one in t.resources and self._part(self._midnight + t.first * CELL) == part
        )
        key = (one, part)
        if key not in self.known:
            minutes = self._minutes()
            self.known[key] = sum(1 for minute in minutes if self._there(one, minute) and self._part(minute) == part)
        there = self.known[key]
        return self.promised >= 100 or (used + length) * 100 <= there * self.promised

    def _there(self, one: Resource, minute: int) -> bool:
        if minute not in self._minutes():
            return False
        shown = self._wall(minute)
        spans = [self.house.staffed]
        if one.kind is Kind.PERSON:
            spans.append(self.house.people[one.id - 1][0])
        gone = (span for span, of in self.house.blocked if of in (None, one))
        return all(_in(parts, shown) for parts in spans) and not any(_in((span,), shown) for span in gone)

    def _is_taken(self, one: Resource, minute: int) -> bool:
        cell = cell_of(minute) - cell_of(self._midnight)
        return any(one in t.resources and t.first <= cell < t.first + t.cells for t in self.taken)

    def _part(self, minute: int) -> int:
        shown = self._wall(minute)
        return (shown >= NOON) + (shown >= EVENING)

    def _wall(self, minute: int) -> int:
        """What the clock on the wall shows, in minutes after midnight."""
        if minute not in self.known:
            local = moment_of(minute).astimezone(ZONE)
            self.known[minute] = local.hour * 60 + local.minute
        return self.known[minute]

    @property
    def _midnight(self) -> int:
        return self._minutes()[0]

    def _minutes(self) -> range:
        return minutes_of(self.day)


@lru_cache
def minutes_of(day: date) -> range:
    """Every minute of a local day: 1380 of them in spring, 1500 in autumn."""
    first, last = (midnight(one) for one in (day, day + timedelta(days=1)))
    return range(first, last)


def midnight(day: date) -> int:
    return minute_of(datetime.combine(day, time(), ZONE))


def _in(spans: Iterable[Span], shown: int) -> bool:
    return any(opens <= shown < closes for opens, closes in spans)


def shown(minutes: Iterable[int]) -> list[str]:
    """Minutes as the clock on the wall shows them."""
    return [moment_of(minute).astimezone(ZONE).strftime("%H.%M") for minute in minutes]
