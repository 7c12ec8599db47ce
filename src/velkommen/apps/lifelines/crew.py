"""Who is posted as an expert, what they answer for and when they usually do: read once for each edition of the rules.

An expert's posting says where they sit, not whom they answer: a lifeline lies behind every desk of the municipality.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import NamedTuple

from velkommen.apps.placement.models import Competence, DutyPeriod, Posting
from velkommen.apps.places import queries as places
from velkommen.domain import competence
from velkommen.domain.catalogue import Days
from velkommen.domain.competence import COUNTS
from velkommen.domain.handover import reads_as_partner
from velkommen.domain.hours.timetable import Timetable, minute_of_day, outside
from velkommen.domain.kinds import Unit
from velkommen.domain.placement.town import Town
from velkommen.domain.rights import Role
from velkommen.shared.danish import collation

_ROLES = (Role.EXPERT.value, Role.PARTNER.value)


class Sits(NamedTuple):
    """Where somebody is posted as an expert (None: everywhere), and when they keep hours there (None: nobody has said)."""

    place: int | None
    duty: Timetable | None


@dataclass(frozen=True)
class Person:
    """An expert. `held`: key of a competence (or of a task that needs none) -> the days it holds; `partner`: whether they read as one."""

    staff: int
    name: str
    unit: Unit
    partner: bool
    held: Mapping[str, tuple[Days, ...]]
    sits: tuple[Sits, ...]

    def answers_for(self, expertise: str, day: date) -> bool:
        return any(days.holds(day) for days in self.held.get(expertise, ()))


Crew = Mapping[int, Person]
_kept: tuple[Town, Crew] | None = None
_reading = Lock()


def crew(town: Town) -> Crew:
    """Every expert by staff id, as they are by the rules a town was read with (four statements, once for each town)."""
    global _kept  # noqa: PLW0603 - one copy per process is the point, as of the town itself
    known = _kept
    if known is None or known[0] is not town:
        with _reading:
            known = _kept
            if known is None or known[0] is not town:
                known = _kept = (town, read())
    return known[1]


def read() -> Crew:
    """Every expert as the database has them at this moment, in the order of the alphabet (four statements)."""
    rows = list(
        Posting.objects.filter(role__in=_ROLES, staff__is_active=True)
        .order_by("staff_id", "id")
        .values_list(
            "pk", "staff_id", "staff__first_name", "staff__username", "staff__unit", "service_point_id", "role"
        )
    )
    duties, held = _duties(), _held({row[1] for row in rows})
    partners = {row[1] for row in rows if row[6] == Role.PARTNER}
    found: dict[int, Person] = {}
    for posting, staff, first_name, username, unit, place, role in rows:
        if role == Role.EXPERT:
            before = found[staff].sits if staff in found else ()
            sits = (*before, Sits(place, duties.get(posting)))
            partner = reads_as_partner(Unit(unit), partner_role=staff in partners)
            found[staff] = Person(staff, first_name or username, Unit(unit), partner, held.get(staff, {}), sits)
    return dict(sorted(found.items(), key=lambda item: collation(item[1].name)))


def expertise(town: Town, task: str, day: date) -> str | None:
    """What somebody must hold to answer for a task: its competence, or its own key where it needs none. None: there is no such task."""
    rules = town.rules(task, day)
    return competence.expertise(rules) if rules else None


def on_duty(person: Person, town: Town, place: int, local: datetime) -> bool:
    """Whether an expert usually answers at an aware local moment: in their own hours, or else while the place they sit at is staffed."""
    day, minute = local.date(), minute_of_day(local)
    return any(not outside(hours, day, minute) for hours in _hours(person, town, place))


def next_duty(person: Person, town: Town, place: int, local: datetime, days: int = 14) -> datetime | None:
    """When an expert usually answers next, within some days."""
    openings = (hours.next_opening(local, days) for hours in _hours(person, town, place))
    return min((found for found in openings if found), default=None)


def _hours(person: Person, town: Town, place: int) -> Iterable[Timetable]:
    """The hours of each place somebody sits at; of whoever is posted everywhere, those of the place that asks."""
    for sits in person.sits:
        there = town.places.get(sits.place or place)
        if sits.duty is not None:
            yield sits.duty
        elif there is not None:
            yield there.staffed


def _duties() -> dict[int, Timetable]:
    kept = places.holidays_kept(places.municipality())
    periods = defaultdict(list)
    for row in DutyPeriod.objects.filter(posting__role=Role.EXPERT.value):
        periods[row.posting_id].append(row.period())
    return {posting: Timetable(rows, {}, kept) for posting, rows in periods.items()}


def _held(staff: Iterable[int]) -> dict[int, dict[str, tuple[Days, ...]]]:
    """Of each, the days on which they do something alone or teach it."""
    found: dict[int, dict[str, tuple[Days, ...]]] = defaultdict(lambda: defaultdict(tuple))
    for row in Competence.objects.filter(staff__in=list(staff), level__in=COUNTS):
        found[row.staff_id][row.key] += (Days(row.first, row.last, ""),)
    return {one: dict(keys) for one, keys in found.items()}
