"""One place on one local day: cut where anything changes, so that between two cuts one answer holds."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

from velkommen.domain.hours.periods import Span
from velkommen.domain.hours.timetable import wall
from velkommen.domain.intervals import merged, without
from velkommen.domain.kinds import EquipmentKind
from velkommen.domain.placement.deciding import Able, Open, Person
from velkommen.domain.placement.facts import Away, Place, Posted


@dataclass(frozen=True)
class Crew:
    """Those on duty together, and what they are able to do."""

    people: tuple[Person, ...]
    able: frozenset[Able]

    @classmethod
    def of(cls, people: Iterable[Person]) -> "Crew":
        these = tuple(people)
        return cls(these, frozenset(person.able for person in these))


ALL_KINDS = frozenset(kind.value for kind in EquipmentKind)
NOBODY = Crew.of(())
WHOLE_DAY = (0, 1440)
MOST_DAYS = 30_000  # remembered: a month of a thousand places, some 60 MB


@dataclass(frozen=True)
class Stretch:
    """Minutes (see `intervals`) of a day with one kind of open and one crew, and the same by the wall clock."""

    begins: int
    ends: int
    span: Span
    hours: Open
    crew: Crew


@dataclass(frozen=True)
class PlaceDay:
    """A day cut into stretches in order of time; what lies between them is closed.

    `pattern` is the same object for days of the same hours by the clock, crews and equipment, as long as their maker lives.
    """

    stretches: tuple[Stretch, ...]
    duty_recorded: bool
    missing: frozenset[str]
    broken: frozenset[str]
    pattern: object = field(compare=False, repr=False)

    def at(self, minute: int) -> Stretch | None:
        return next((s for s in self.stretches if s.begins <= minute < s.ends), None)


@dataclass(frozen=True)
class Standing:
    """What stays the same at a place for many days: who works there, as what, and which equipment it has.

    Args:
        people: in the order of `Place.people`.
        missing, broken: equipment kinds that are not there at all, or do not work.
    """

    people: tuple[Person, ...]
    missing: frozenset[str]
    broken: frozenset[str]

    @classmethod
    def of(cls, place: Place, day: date) -> "Standing":
        here = {machine.kind for machine in place.machines}
        working = {machine.kind for machine in place.machines if machine.works(day)}
        people = tuple(person.on(day) for person in place.people)
        return cls(people, ALL_KINDS - here, frozenset(here - working))


class DayMaker:
    """Makes the days of places and remembers them."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._days: dict[tuple[int, date], PlaceDay] = {}
        self._standing: dict[tuple[int, int], Standing] = {}
        self._patterns: dict[tuple[object, ...], object] = {}

    def day(self, place: Place, day: date) -> PlaceDay:
        known = self._days.get((place.id, day))
        if known is None:
            if len(self._days) >= MOST_DAYS:
                self._days.clear()
            known = self._days[place.id, day] = self._make(place, day)
        return known

    def standing(self, place: Place, day: date) -> Standing:
        """The same object from one of the place's `turns` to the next."""
        key = (place.id, bisect_right(place.turns, day))
        known = self._standing.get(key)
        if known is None:
            known = self._standing[key] = Standing.of(place, day)
        return known

    def _make(self, place: Place, day: date) -> PlaceDay:
        staffed, door = place.staffed.spans(day), place.door.spans(day)
        there = self.standing(place, day)
        stretches = tuple(self._stretches(place, day, staffed, door)) if staffed or door else ()
        facts = (place.hours_kept(day), there.missing, there.broken)
        pattern = (*facts, tuple((one.span, one.ends - one.begins, one.hours, one.crew.people) for one in stretches))
        return PlaceDay(stretches, *facts, self._patterns.setdefault(pattern, pattern))

    def _stretches(
        self, place: Place, day: date, staffed: tuple[Span, ...], door: tuple[Span, ...]
    ) -> Iterable[Stretch]:
        duty = [
            (person, on_duty(place, posted, day))
            for person, posted in zip(self.standing(place, day).people, place.people, strict=True)
        ]
        cuts = sorted(
            {edge for spans in (staffed, door, *(spans for _, spans in duty)) for span in spans for edge in span}
        )
        for begins, ends in pairwise(cuts):
            hours = Open.STAFFED if _in(staffed, begins) else Open.UNSTAFFED if _in(door, begins) else Open.CLOSED
            if hours is Open.CLOSED:
                continue
            people = Crew.of(person for person, spans in duty if hours is Open.STAFFED and _in(spans, begins))
            from_, to = wall(day, begins, self._zone), wall(day, ends, self._zone)
            if from_ < to:
                yield Stretch(from_, to, (begins, ends), hours, people)


def on_duty(place: Place, posted: Posted, day: date) -> tuple[Span, ...]:
    """When somebody is on duty: their hours, less what they are away; where nobody's are kept, whenever the place is staffed."""
    spans = _hours(place, posted, day)
    return _less(spans, posted.away, day) if posted.away else spans


def _hours(place: Place, posted: Posted, day: date) -> tuple[Span, ...]:
    """The same, absences not asked about. Shifts that are published decide alone."""
    if day in place.rostered:
        return merged(posted.shifts.get(day, ()))
    if posted.duty is not None:
        return posted.duty.spans(day)
    return () if place.duty_recorded else place.staffed.spans(day)


def _less(spans: tuple[Span, ...], absences: tuple[Away, ...], day: date) -> tuple[Span, ...]:
    away = merged(absence.span or WHOLE_DAY for absence in absences if absence.holds(day))
    return without(spans, away) if away else spans


def _in(spans: tuple[Span, ...], minute: int) -> bool:
    return any(opens <= minute < closes for opens, closes in spans)
