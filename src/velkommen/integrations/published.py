"""What the house publishes of itself, gathered once in constant statements: places, tasks, and when each is done where."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid5

from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.placement import book
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import Municipality, ServicePoint
from velkommen.domain.catalogue import TaskFacts
from velkommen.domain.hours.periods import Span
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.hours.weekly import Weekly, weekly
from velkommen.domain.intervals import merged
from velkommen.domain.kinds import DeskRole
from velkommen.domain.placement.deciding import RANK
from velkommen.domain.placement.facts import Place
from velkommen.domain.placement.town import Serving, Town
from velkommen.domain.refusals import Code, Refusal

AHEAD = timedelta(days=91)  # a quarter of a year is published; whoever needs more asks again
NAMES = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # the namespace of addresses (RFC 9562)

Days = Mapping[date, Sequence[Span]]
RoleRuns = tuple[DeskRole, tuple[Weekly, ...]]


@dataclass(frozen=True)
class Published:
    """Everything there is to publish on a local day.

    Args:
        base: the address of the house, without a slash at its end.
        destinations: key -> name of where a referral leads.
    """

    municipality: Municipality
    town: Town
    points: Mapping[int, ServicePoint]
    day: date
    base: str
    destinations: Mapping[str, str]

    @property
    def last(self) -> date:
        return self.day + AHEAD

    def id(self, *parts: object) -> str:
        """The same id for the same thing, at every export and from every installation of this municipality."""
        return str(uuid5(NAMES, f"https://velkommen/{self.municipality.code}/{'/'.join(map(str, parts))}"))

    def tasks(self) -> list[TaskFacts]:
        """The tasks at least one place does anything with, as they are on the day, in catalogue order."""
        offered = {key for place in self.town.places.values() for key in place.offers if place.offered(key, self.day)}
        return [entry.on(self.day) for key, entry in self.town.tasks.items() if key in offered]

    def places(self) -> list[Place]:
        """Every place, by id."""
        return [self.town.places[pk] for pk in sorted(self.town.places)]

    def at(self, task: str) -> list[Place]:
        """The places that do anything with a task on the day, by id."""
        return [place for place in self.places() if place.offered(task, self.day)]

    def staffed(self, place: Place) -> Days:
        """When a place is staffed, day by day."""
        days = (self.day + timedelta(days=ahead) for ahead in range(AHEAD.days + 1))
        return {day: spans for day in days if (spans := place.staffed.spans(day))}


def as_json(thing: object) -> bytes:
    """A thing as a file of JSON."""
    return _written(thing) + b"\n"


def as_json_list(things: Iterable[object]) -> bytes:
    """Things as a file of JSON, written one by one: a large region is never in memory as a whole."""
    return b"[" + b",\n".join(map(_written, things)) + b"]\n"


def _written(thing: object) -> bytes:
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":")).encode()


def gather(day: date, base: str) -> Published:
    """Read it all: a few statements, and the book if it is not read yet.

    Raises:
        Refusal: NOTHING_GIVEN where no municipality is founded yet.
    """
    municipality = places.municipality()
    if municipality is None:
        raise Refusal(Code.NOTHING_GIVEN)
    town = book.town()
    points = {point.pk: point for point in ServicePoint.objects.filter(pk__in=list(town.places))}
    destinations = {one.key: one.name for one in catalogue.destinations()}
    return Published(municipality, town, points, day, base.rstrip("/"), destinations)


class Served:
    """When people are served with a task at a place, and as what. Tasks that the same people serve are worked out once."""

    def __init__(self, published: Published) -> None:
        self._all = published
        self._known: dict[object, tuple[RoleRuns, ...]] = {}

    def runs(self, task: str, place: Place) -> tuple[RoleRuns, ...]:
        """The times in which those who come are served (`Verdict.possible`), the best role first; roles without times are left out."""
        own = place.own_hours.get(task)
        serving = self._all.town.serving(task, place.id, self._all.day, self._all.last)
        key = place.id, serving, task if own else ""
        if key not in self._known:
            self._known[key] = tuple(self._runs(place, serving, own))
        return self._known[key]

    def _runs(self, place: Place, serving: Iterable[Serving], own: Timetable | None) -> Iterator[RoleRuns]:
        found: dict[DeskRole, dict[date, list[Span]]] = {}
        for some in serving:
            for day, span, role in self._all.town.served(place.id, some, own):
                found.setdefault(role, {}).setdefault(day, []).append(span)
        for role in sorted(found, key=RANK.__getitem__, reverse=True):
            yield role, tuple(weekly({day: merged(spans) for day, spans in found[role].items()}))
