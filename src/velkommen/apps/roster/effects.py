"""What an absence does, said before it is saved and after, and who could step in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from velkommen.apps.placement import book
from velkommen.apps.roster import holding
from velkommen.apps.roster.models import Need
from velkommen.domain.hours.periods import Span
from velkommen.domain.intervals import both
from velkommen.domain.placement.day import on_duty
from velkommen.domain.placement.facts import Away, Place, Posted
from velkommen.domain.placement.town import Town
from velkommen.domain.roster.absence import Missed, missed, with_absence
from velkommen.domain.roster.needs import Lack, There, lacking
from velkommen.domain.roster.rules import Breach, Duties, Rule, RuleKey, broken
from velkommen.shared import clock
from velkommen.shared.danish import collation

MOST_CURES = 14  # times of an absence for which stand-ins are looked for


@dataclass(frozen=True)
class StandIn:
    """Somebody who could step in: able to do all or some of what is lost, on duty nowhere else, and no rule that refuses is broken.

    Args:
        can: how many of the lost tasks they do.
        breaches: rules that only warn.
    """

    staff: int
    name: str
    can: int
    breaches: tuple[Breach, ...] = ()


@dataclass(frozen=True)
class Effect:
    """One time somebody is missing: what is lost, which needs are not met then that were, and who could step in."""

    missed: Missed
    lacks: tuple[Lack, ...]
    stand_ins: tuple[StandIn, ...]


def what_it_does(staff: int, away: Away, town: Town | None = None) -> list[Effect]:
    """All an absence does in its first four weeks, in order of days (three statements besides the edition of the book)."""
    town = town or book.town()
    found = sorted(missed(town, staff, away), key=lambda one: (one.day, one.span, one.place))
    if not found:
        return []
    after, needs = with_absence(town, staff, away), _needs()
    looked = found[:MOST_CURES]
    people = {one.id for time in looked for one in town.places[time.place].people if one.id != staff}
    duties = holding.duties_of(holding.shifts_around(people, {one.day for one in looked})) if people else {}
    rules = {place: holding.rules_of(place) for place in {one.place for one in looked}}
    effects = []
    for number, time in enumerate(found):
        lacks = _lacks(after, needs.get(time.place, []), time)
        around = _Around(after, time, duties, rules[time.place]) if number < MOST_CURES else None
        effects.append(Effect(time, lacks, around.stand_ins() if around else ()))
    return effects


def stand_ins(place: int, day: date, span: Span, at: datetime) -> tuple[StandIn, ...]:
    """Who could take a shift at a place, whatever it is for (two statements besides the edition of the book)."""
    town = book.town()
    people = {one.id for one in town.places[place].people}
    duties = holding.duties_of(holding.shifts_around(people, {day})) if people else {}
    return _Around(town, Missed(place, day, span), duties, holding.rules_of(place)).stand_ins()


def there(place: Place, day: date) -> list[There]:
    """Who is on duty at a place on a day, and what they hold."""
    return [There(on_duty(place, one, day), one.on(day).able.competences) for one in place.people]


def _needs() -> dict[int, list[Need]]:
    found: dict[int, list[Need]] = {}
    for row in Need.objects.all():
        found.setdefault(row.service_point_id, []).append(row)
    return found


def _lacks(after: Town, needs: list[Need], time: Missed) -> tuple[Lack, ...]:
    """The needs of that time that are not met."""
    place = after.places[time.place]
    hours = both(place.staffed.spans(time.day), (time.span,))
    return tuple(lacking([row.need() for row in needs], time.day, hours, there(place, time.day)))


@dataclass(frozen=True)
class _Around:
    """A time that needs somebody, and what is known of everybody."""

    town: Town
    time: Missed
    duties: Mapping[int, Duties]
    rules: Mapping[RuleKey, Rule]

    def stand_ins(self) -> tuple[StandIn, ...]:
        """Whoever does most first, then those who break no rule, by name."""
        found = [one for person in self.town.places[self.time.place].people for one in self._could(person)]
        return tuple(sorted(found, key=lambda one: (-one.can, len(one.breaches), collation(one.name))))

    def _could(self, person: Posted) -> list[StandIn]:
        can = self._can(person)
        if self._busy(person) or (self.time.lost and not can):
            return []
        day, before = self.time.day, self.duties.get(person.id, {})
        after = {**before, day: (*before.get(day, ()), self.time.span)}
        breaches = broken(self.rules, before, after, clock.zone())
        if any(one.refuses for one in breaches):
            return []
        return [StandIn(person.id, person.name, can, tuple(breaches))]

    def _can(self, person: Posted) -> int:
        able, day = person.on(self.time.day).able, self.time.day
        return sum(self.town.may(task, self.time.place, able, day).possible for task in self.time.lost)

    def _busy(self, person: Posted) -> bool:
        """Whether somebody has a shift at that time anywhere, is on duty here or away."""
        span, day = self.time.span, self.time.day
        if any(one.holds(day) and both(((one.span or (0, 1440)),), (span,)) for one in person.away):
            return True
        shifts = tuple(sorted(self.duties.get(person.id, {}).get(day, ())))
        return bool(both(shifts, (span,))) or any(both(on_duty(*one, day), (span,)) for one in self._known(person))

    def _known(self, person: Posted) -> list[tuple[Place, Posted]]:
        """The places where somebody's hours of that day are kept; elsewhere nobody knows whether they are there."""
        return [
            (place, one)
            for place in self.town.places.values()
            if place.hours_kept(self.time.day)
            for one in place.people
            if one.id == person.id
        ]
