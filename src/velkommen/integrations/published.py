"""What the house publishes of itself, gathered once in constant statements: places, tasks, and when each is done where."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID, uuid5

from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.placement import book
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import Municipality, ServicePoint
from velkommen.domain.catalogue import TaskFacts
from velkommen.domain.hours.periods import Span
from velkommen.domain.hours.timetable import minute_of_day
from velkommen.domain.intervals import merged, moment_of
from velkommen.domain.placement.facts import Place
from velkommen.domain.placement.town import Town
from velkommen.domain.refusals import Code, Refusal

AHEAD = timedelta(days=91)  # a quarter of a year is published; whoever needs more asks again
NAMES = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # the namespace of addresses (RFC 9562)

Days = Mapping[date, Sequence[Span]]


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
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


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
    """When people are served with a task at a place, day by day. Tasks that ask for the same are worked out once."""

    def __init__(self, published: Published) -> None:
        self._all = published
        self._known: dict[object, Days] = {}

    def days(self, task: str, place: Place) -> Days:
        """Local day -> stretches of the wall clock in which those who come are served (`Verdict.possible`)."""
        key = self._key(task, place)
        if key not in self._known:
            self._known[key] = self._days(task, place)
        return self._known[key]

    def _key(self, task: str, place: Place) -> object:
        """The same for tasks that are asked the same of, all the time; else the task's own."""
        first, last, entry = self._all.day, self._all.last, self._all.town.tasks[task]
        steps = place.offers[task]
        turning = entry.turns(first, last) or steps.changes(first, last) or entry.suspensions or entry.seasons
        rules, offered = self._all.town.rules(task, first), place.offered(task, first)
        if (
            turning
            or rules is None
            or offered is None
            or task in {*place.own_hours, *place.suspensions, *_agreed(place)}
        ):
            return place.id, task
        return place.id, replace(rules, key=""), offered.role

    def _days(self, task: str, place: Place) -> Days:
        zone, found = self._all.town.zone, defaultdict(list)
        for time in self._all.town.over(task, place.id, self._all.day, self._all.last):
            if time.verdict.possible:
                begins, ends = moment_of(time.begins).astimezone(zone), moment_of(time.ends).astimezone(zone)
                closes = minute_of_day(ends) if ends.date() == begins.date() else 1440
                found[begins.date()].append((minute_of_day(begins), closes))
        return {day: merged(spans) for day, spans in found.items()}


def _agreed(place: Place) -> set[str]:
    return {task for agreement in place.agreement.values for task in agreement.performed}
