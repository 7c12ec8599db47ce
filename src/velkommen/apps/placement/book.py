"""The book: all that decides who may do what, read from the database once and kept until a deed changes it.

Each process keeps its own copy and looks at the edition (`shared.log`) before it answers, so that every desk answers by the rules
of this moment and no request reads them anew. Whoever changes rules without a deed (bulk loads, tests) calls `forget`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock

from django.db.models import Exists, OuterRef

from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.placement.models import (
    NO_ROLE,
    Absence,
    Agreement,
    Competence,
    DutyPeriod,
    LocalSuspension,
    Offer,
    Posting,
    RosteredDay,
    Shift,
    TaskPeriod,
)
from velkommen.apps.places import models
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import Equipment, OpeningPeriod, ServicePoint, TravelOverride
from velkommen.domain import cooperation
from velkommen.domain.catalogue import Days
from velkommen.domain.competence import COUNTS
from velkommen.domain.hours.days import A_DAY
from velkommen.domain.hours.periods import Period, Span
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.kinds import DeskRole, HoursLayer, PlaceKind, Unit
from velkommen.domain.placement.facts import Away, Machine, Offered, Place, Posted, Stop
from velkommen.domain.placement.town import Town
from velkommen.domain.rights import RIGHTS, Right, Role
from velkommen.domain.steps import Steps
from velkommen.shared import clock
from velkommen.shared.log.queries import edition, latest

#: Whoever is posted at a place in one of these roles stands at its desks.
AT_DESKS = tuple(role.value for role in Role if Right.SERVE in RIGHTS[role] and role is not Role.ADMIN)


@dataclass(frozen=True)
class _Copy:
    edition: int
    town: Town


_copy: _Copy | None = None
_reading = Lock()  # after a change of rules everybody asks at once: one reads, the others wait for what it read


def town(current: int | None = None) -> Town:
    """The municipality by the rules of this moment.

    Args:
        current: the edition, where a statement that was needed anyway has brought it along; else it is asked for.
    """
    global _copy  # noqa: PLW0603 - one copy per process is the point
    wanted = edition() if current is None else current
    known = _copy
    if known is None or known.edition != wanted:
        with _reading:
            known = _copy
            if known is None or known.edition != wanted:
                known = _copy = _Copy(wanted, read())
    return known.town


def forget() -> None:
    """Read everything anew when it is next asked for."""
    global _copy  # noqa: PLW0603 - see above
    _copy = None


def read() -> Town:
    """The municipality as the database has it at this moment, also inside a deed that is changing it. Constant statements."""
    points = list(ServicePoint.objects.filter(active=True))
    shelves = _Shelves([point.pk for point in points])
    ferries = {(row.origin_id, row.destination_id): row.minutes for row in TravelOverride.objects.all()}
    return Town(clock.zone(), {point.pk: shelves.place(point) for point in points}, catalogue.entries(), ferries)


class _Shelves:
    """The rows of all places, sorted by place: one statement (hours: two) for each sort of fact."""

    def __init__(self, ids: list[int]) -> None:
        self._kept = places.holidays_kept(places.municipality())
        hours = places.layers(ids, (HoursLayer.STAFFED, HoursLayer.DOOR), self._kept)
        self._staffed, self._door = hours[HoursLayer.STAFFED], hours[HoursLayer.DOOR]
        self._offers = _offers()
        self._own_hours = self._timetables_of_tasks()
        self._suspensions = _suspensions()
        since = _yesterday()
        self._rostered = _rostered(since)
        self._people = _people(self._duties(), _shifts(since), _absences(since))
        self._machines = _machines()
        self._stops = self._stops_with_hours()
        self._agreements = _agreements()

    def place(self, point: ServicePoint) -> Place:
        return Place(
            id=point.pk,
            slug=point.slug,
            name=point.name,
            kind=PlaceKind(point.kind),
            position=point.position,
            staffed=self._staffed[point.pk],
            door=self._door[point.pk],
            offers=self._offers.get(point.pk, {}),
            own_hours=self._own_hours.get(point.pk, {}),
            suspensions=self._suspensions.get(point.pk, {}),
            people=self._people.get(point.pk, ()),
            machines=self._machines.get(point.pk, ()),
            stops=self._stops.get(point.pk, ()),
            agreement=self._agreements.get(point.pk, Steps()),
            rostered=self._rostered.get(point.pk, frozenset()),
        )

    def _timetables_of_tasks(self) -> dict[int, dict[str, Timetable]]:
        periods: dict[tuple[int, str], list[Period]] = defaultdict(list)
        for row in TaskPeriod.objects.select_related("task"):
            periods[row.service_point_id, row.task.key].append(row.period())
        found: dict[int, dict[str, Timetable]] = defaultdict(dict)
        for (place, task), rows in periods.items():
            found[place][task] = Timetable(rows, {}, self._kept)
        return found

    def _stops_with_hours(self) -> dict[int, tuple[Stop, ...]]:
        periods: dict[int, list[Period]] = defaultdict(list)
        for row in OpeningPeriod.objects.exclude(stop=None):
            periods[row.stop_id or 0].append(row.period())
        found: dict[int, tuple[Stop, ...]] = defaultdict(tuple)
        for stop in models.Stop.objects.filter(service_point__active=True):
            place = stop.service_point_id
            hours = Timetable(periods[stop.pk], self._staffed[place].special, self._kept)
            found[place] += (Stop(stop.name, stop.position, hours),)
        return found

    def _duties(self) -> dict[int, Timetable]:
        periods: dict[int, list[Period]] = defaultdict(list)
        for row in DutyPeriod.objects.all():
            periods[row.posting_id].append(row.period())
        return {posting: Timetable(rows, {}, self._kept) for posting, rows in periods.items()}


def _offers() -> dict[int, dict[str, Steps[Offered | None]]]:
    steps: dict[tuple[int, str], list[tuple[date, Offered | None]]] = defaultdict(list)
    for row in Offer.objects.select_related("task"):
        steps[row.service_point_id, row.task.key].append((row.since, _offered(row)))
    found: dict[int, dict[str, Steps[Offered | None]]] = defaultdict(dict)
    for (place, task), given_steps in steps.items():
        found[place][task] = Steps.of(given_steps)
    return found


def _offered(row: Offer) -> Offered | None:
    if row.role == NO_ROLE:
        return None
    return Offered(DeskRole(row.role) if row.role else None, row.order, row.at_kiosk)


def _suspensions() -> dict[int, dict[str, tuple[Days, ...]]]:
    found: dict[int, dict[str, tuple[Days, ...]]] = defaultdict(lambda: defaultdict(tuple))
    for row in LocalSuspension.objects.select_related("task"):
        found[row.service_point_id][row.task.key] += (Days(row.first, row.last, row.why),)
    return found


def _yesterday() -> date:
    """Of shifts that are over nobody asks any more: the day before the house last did anything (of an empty log: all there are)."""
    done = latest()
    return clock.local_day(done) - A_DAY if done else date.min


def _rostered(since: date) -> dict[int, frozenset[date]]:
    found: dict[int, set[date]] = defaultdict(set)
    for place, day in RosteredDay.objects.filter(day__gte=since).values_list("service_point_id", "day"):
        found[place].add(day)
    return {place: frozenset(days) for place, days in found.items()}


def _shifts(since: date) -> dict[tuple[int, int], dict[date, tuple[Span, ...]]]:
    """(place, staff) -> local day -> shifts; on a day that is not published they decide nothing (`Place.rostered`)."""
    published = RosteredDay.objects.filter(service_point=OuterRef("service_point"), day=OuterRef("day"))
    rows = Shift.objects.filter(Exists(published), day__gte=since).exclude(staff=None)
    found: dict[tuple[int, int], dict[date, tuple[Span, ...]]] = defaultdict(dict)
    for place, staff, day, *span in rows.values_list("service_point_id", "staff_id", "day", "opens", "closes"):
        days = found[place, staff]
        days[day] = (*days.get(day, ()), (span[0], span[1]))
    return found


def _absences(since: date) -> dict[int, tuple[Away, ...]]:
    found: dict[int, tuple[Away, ...]] = defaultdict(tuple)
    for row in Absence.objects.filter(last__gte=since):
        found[row.staff_id] += (row.away(),)
    return found


def _people(
    duties: Mapping[int, Timetable],
    shifts: Mapping[tuple[int, int], Mapping[date, tuple[Span, ...]]],
    absences: Mapping[int, tuple[Away, ...]],
) -> dict[int, tuple[Posted, ...]]:
    held = _competences()
    found: dict[int, dict[int, Posted]] = defaultdict(dict)
    rows = Posting.objects.select_related("staff").filter(role__in=AT_DESKS, staff__is_active=True)
    for row in rows.exclude(service_point=None).order_by("staff_id", "id"):
        staff, place = row.staff, row.service_point_id
        person = Posted(
            id=staff.pk,
            name=staff.shown_name,
            unit=Unit(staff.unit),
            competences=held.get(staff.pk, {}),
            duty=duties.get(row.pk),
            shifts=shifts.get((place or 0, staff.pk), {}),
            away=absences.get(staff.pk, ()),
        )
        before = found[place or 0].get(staff.pk)
        found[place or 0][staff.pk] = before if before and before.duty else person
    return {place: tuple(people.values()) for place, people in found.items()}


def _competences() -> dict[int, dict[str, tuple[Days, ...]]]:
    found: dict[int, dict[str, tuple[Days, ...]]] = defaultdict(lambda: defaultdict(tuple))
    for row in Competence.objects.filter(level__in=COUNTS):  # who still learns is not alone with a citizen
        found[row.staff_id][row.key] += (Days(row.first, row.last, ""),)
    return found


def _machines() -> dict[int, tuple[Machine, ...]]:
    found: dict[int, tuple[Machine, ...]] = defaultdict(tuple)
    for row in Equipment.objects.all():
        found[row.service_point_id] += (Machine(row.kind, _out(row), row.pk),)
    return found


def _out(row: Equipment) -> tuple[Days, ...]:
    """The days it does not work: from when it broke up to the day before it is expected back."""
    if row.out_since is None:
        return ()
    last = date.fromordinal(row.back_at.toordinal() - 1) if row.back_at else None
    return (Days(clock.local_day(row.out_since), last, row.why),)


def _agreements() -> dict[int, Steps[cooperation.Agreement]]:
    found: dict[int, list[tuple[date, cooperation.Agreement]]] = defaultdict(list)
    for row in Agreement.objects.prefetch_related("performed__task"):
        found[row.service_point_id].append((row.since, agreement_of(row)))
    return {place: Steps.of(steps) for place, steps in found.items()}


def agreement_of(row: Agreement) -> cooperation.Agreement:
    """The row as the rules of the house know it (two statements unless `performed__task` is loaded)."""
    performed: dict[str, frozenset[Unit]] = {}
    for agreed in row.performed.all():
        performed[agreed.task.key] = performed.get(agreed.task.key, frozenset()) | {Unit(agreed.unit)}
    return cooperation.Agreement(
        small_start=row.small_start,
        premises_shared=row.premises_shared,
        leadership_joint=row.leadership_joint,
        desk_shared=row.desk_shared,
        units=_units(row.units),
        partners=frozenset(cooperation.PartnerKind(kind) for kind in row.partners),
        performed=performed,
        all_but_discretion=_units(row.all_but_discretion),
        project_owner=row.project_owner,
        is_centre=row.is_centre,
        decided_on=row.decided_on,
    )


def _units(words: Iterable[str]) -> frozenset[Unit]:
    return frozenset(Unit(word) for word in words)
