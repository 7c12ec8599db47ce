"""The people, desks and machines of one place on one day, and what of their time is promised away.

Each of them is a resource with the cells it is there for. An appointment takes one person, one desk and one machine of each kind that its
tasks need, all from its first cell to its last; no cell of a resource is ever taken twice. Of a resource's time in a part of the day
(morning, afternoon, evening) at most the promised share is given away, so that whoever walks in is served all day long.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import NamedTuple

from velkommen.domain.booking.cells import CELL, Mask, span, starts
from velkommen.domain.booking.terms import WHOLE

LAST = 5  # the last week of a month, as a number of a week
PARTS = ("morning", "afternoon", "evening")
NOON, EVENING = 12 * 60, 16 * 60  # where morning and afternoon end, by the clock on the wall


class Kind(IntEnum):
    """What an appointment takes time of; the numbers are stored."""

    PERSON = 1
    DESK = 2
    MACHINE = 3


def in_nth_week(day: date, nth: int) -> bool:
    """Whether a day is the nth of its weekday in its month; `LAST`: no other follows; 0: any."""
    if nth == LAST:
        return (day + timedelta(days=7)).month != day.month
    return nth in (0, (day.day + 6) // 7)


class Resource(NamedTuple):
    """A member of staff, a desk or a piece of equipment, by id."""

    kind: Kind
    id: int


class Taken(NamedTuple):
    """An appointment as the plan of a day sees it: cells of the day, and what it takes."""

    first: int
    cells: int
    resources: tuple[Resource, ...]


class Share(NamedTuple):
    """The working time of some resources together in one part of a day, in minutes: what is there, what of it is promised, and how much
    may be promised at most."""

    there: int
    promised: int
    promisable: int


@dataclass
class Load:
    """What is taken of one resource: the cells, and how many of them were promised in each part of the day."""

    cells: Mask
    promised: list[int]


class Plan:
    """One day of one place.

    Args:
        there: resource -> the cells it is there for.
        parts: the cells of each part of the day.
        taken: the appointments there are.

    `answers` keeps what was worked out of it, by the question: a plan never changes.
    """

    def __init__(self, there: Mapping[Resource, Mask], parts: Sequence[Mask], taken: Iterable[Taken]) -> None:
        self._there, self._parts = there, parts
        self.answers: dict[Hashable, Mask] = {}
        self._loads: dict[Resource, Load] = {}
        self._known: dict[tuple[Resource, int, int], Mask] = {}
        for one in taken:
            self._take(one)

    def starts(self, resource: Resource, count: int, promised: int, among: Mask = -1) -> Mask:
        """Where so many cells of a resource may begin.

        Args:
            promised: per cent of its time that may be promised away.
            among: cells the whole of it must lie in.
        """
        key = (resource, count, promised)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._starts(resource, count, promised)
        return found & starts(among, count) if found and among != -1 else found

    def _starts(self, resource: Resource, count: int, promised: int) -> Mask:
        there = self._there.get(resource, 0)
        load = self._loads.get(resource)
        found = starts(there & ~load.cells if load else there, count)
        return found & self._room(load, there, count, promised) if found else 0

    def shares(self, kind: Kind, promised: int) -> tuple[Share, ...]:
        """What is promised of all resources of a kind together, part by part of the day.

        Args:
            promised: per cent of the time of each that may be promised away.
        """
        return tuple(self._share(kind, number, part, promised) for number, part in enumerate(self._parts))

    def _share(self, kind: Kind, number: int, part: Mask, promised: int) -> Share:
        there = {one: (cells & part).bit_count() for one, cells in self._there.items() if one.kind is kind}
        given = sum(load.promised[number] for one, load in self._loads.items() if one.kind is kind)
        most = sum(count * promised // WHOLE for count in there.values())
        return Share(sum(there.values()) * CELL, given * CELL, most * CELL)

    def _room(self, load: Load | None, there: Mask, count: int, promised: int) -> Mask:
        """The parts of the day in which so many cells more may be promised; what begins in a part counts there."""
        if promised >= WHOLE:
            return -1
        room = 0
        for number, part in enumerate(self._parts):
            used = load.promised[number] if load else 0
            if (used + count) * WHOLE <= (there & part).bit_count() * promised:
                room |= part
        return room

    def _take(self, one: Taken) -> None:
        cells = span(one.first, one.cells)
        part = next((number for number, part in enumerate(self._parts) if part >> one.first & 1), 0)
        for resource in one.resources:
            load = self._loads.setdefault(resource, Load(0, [0] * len(self._parts)))
            load.cells |= cells
            load.promised[part] += one.cells
