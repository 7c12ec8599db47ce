"""One place on one local day: cut where anything changes, so that between two cuts one answer holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

from velkommen.domain.hours.periods import Span
from velkommen.domain.hours.timetable import wall
from velkommen.domain.kinds import EquipmentKind
from velkommen.domain.placement.deciding import Able, Open, Person
from velkommen.domain.placement.facts import Place


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
    """A day cut into stretches in order of time; what lies between them is closed."""

    stretches: tuple[Stretch, ...]
    duty_recorded: bool
    missing: frozenset[str]
    broken: frozenset[str]

    def at(self, minute: int) -> Stretch | None:
        return next((s for s in self.stretches if s.begins <= minute < s.ends), None)


class DayMaker:
    """Makes the days of places and remembers them."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._days: dict[tuple[int, date], PlaceDay] = {}

    def day(self, place: Place, day: date) -> PlaceDay:
        known = self._days.get((place.id, day))
        if known is None:
            known = self._days[place.id, day] = self._make(place, day)
        return known

    def _make(self, place: Place, day: date) -> PlaceDay:
        staffed, door = place.staffed.spans(day), place.door.spans(day)
        if not staffed and not door:
            return PlaceDay((), place.duty_recorded, frozenset(), frozenset())
        here = {machine.kind for machine in place.machines}
        working = {machine.kind for machine in place.machines if machine.works(day)}
        return PlaceDay(
            tuple(self._stretches(place, day, staffed, door)),
            place.duty_recorded,
            ALL_KINDS - here,
            frozenset(here - working),
        )

    def _stretches(
        self, place: Place, day: date, staffed: tuple[Span, ...], door: tuple[Span, ...]
    ) -> Iterable[Stretch]:
        duty = [
            (person.on(day), _duty(place, person.duty.spans(day) if person.duty else None, staffed))
            for person in place.people
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


def _duty(place: Place, spans: tuple[Span, ...] | None, staffed: tuple[Span, ...]) -> tuple[Span, ...]:
    """When somebody is on duty: their hours; where nobody's are kept, whenever the place is staffed."""
    if spans is not None:
        return spans
    return () if place.duty_recorded else staffed


def _in(spans: tuple[Span, ...], minute: int) -> bool:
    return any(opens <= minute < closes for opens, closes in spans)
