"""Reading appointments: the terms of places, what may be promised, when there is time, whose appointment a link or a code is."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from itertools import islice
from math import ceil
from threading import Lock
from uuid import UUID

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from velkommen.apps.appointments import models
from velkommen.apps.appointments.models import Appointment, AppointmentMatter, Block
from velkommen.apps.appointments.plans import Day, Plans, Promised, keeping, taken_by
from velkommen.apps.enquiries.minutes import kept
from velkommen.apps.placement import book
from velkommen.apps.placement.models import DeskGroup
from velkommen.apps.places.models import Desk
from velkommen.domain.booking.days import Kind, Resource, Taken
from velkommen.domain.booking.freedom import Bench, Blocked, Capacity, Chosen, Matter, Wanted
from velkommen.domain.booking.life import AppointmentState
from velkommen.domain.booking.terms import Asker, Terms
from velkommen.domain.hours.days import A_DAY
from velkommen.domain.intervals import minute_of, moment_of
from velkommen.domain.placement.town import Town
from velkommen.domain.refusals import Code, Refusal
from velkommen.shared import clock

NONE = Terms()
#: Before and after a wish: what is looked through for another time, and what else where that has few.
WIDER = ((A_DAY, A_DAY), (7 * A_DAY, 14 * A_DAY))
HOURS_APART = timedelta(hours=2)  # between two times of a day that are offered at once
PLAIN_TERMS = tuple(one.name for one in fields(Terms) if one.name not in {"walk_in_days", "walk_in_only"})


@dataclass(frozen=True)
class Calendar:
    """What a municipality promises by the rules of this moment: capacity, and the terms of each place that has any (by id)."""

    capacity: Capacity
    terms: Mapping[int, Terms]
    plans: Plans

    @property
    def town(self) -> Town:
        return self.capacity.town

    def terms_of(self, place: int) -> Terms:
        return self.terms.get(place, NONE)

    def bookable(self, task: str, place: int, day: date) -> bool:
        """Whether a place gives appointments for a task, on a day when nothing hinders."""
        known = self.terms_of(place)
        return known.since is not None and task not in known.walk_in_only and self.capacity.bookable(task, place, day)

    def places(self, wanted: Wanted, *days: date) -> list[int]:
        """The places that give appointments for all of it, and for so many people, on one of some days, as far as nothing hinders.

        Raises:
            Refusal: UNKNOWN_TASK.
        """
        unknown = next((matter.task for matter in wanted if matter.task not in self.town.tasks), None)
        if unknown is not None:
            raise Refusal(Code.UNKNOWN_TASK, task=unknown)
        most = max((matter.people for matter in wanted), default=0)
        large = (place for place in self.terms if place in self.town.places and most <= self.terms[place].most_people)
        return [
            place
            for place in large
            if any(all(self.bookable(matter.task, place, day) for matter in wanted) for day in days)
        ]


_calendar: Calendar | None = None
_reading = Lock()  # one reads, the others wait, as with the book


def calendar(town: Town | None = None) -> Calendar:
    """The calendar by the rules of this moment, kept as long as they hold (one statement; five more after a change).

    Args:
        town: the book, where it was asked for already.
    """
    global _calendar  # noqa: PLW0603 - one copy per process, like the book it stands on
    known, found = town or book.town(), _calendar
    if found is None or found.town is not known:
        with _reading:
            found = _calendar
            if found is None or found.town is not known:
                capacity = Capacity(known, _benches(), _lengths(), _blocks())
                found = _calendar = Calendar(capacity, _terms(), Plans(capacity))
    return found


def find(
    wanted: Wanted, places: Iterable[int], first: date, last: date, *, asker: Asker, at: datetime
) -> dict[int, list[datetime]]:
    """When all of it can be done where: service point id -> UTC moments, ascending; places without any left out (two statements).

    Args:
        first, last: local days, both included; days that are not released are left out.

    Raises:
        Refusal: UNKNOWN_TASK.
    """
    search = _search(calendar(), wanted, places, first, last, asker, at)
    found = {place: [moment for day in days for moment in search.on(place, day)] for place, days in search.days.items()}
    return {place: moments for place, moments in found.items() if moments}


def free(
    known: Calendar,
    wanted: Wanted,
    place: int,
    day: date,
    taken: Collection[Taken],
    *,
    asker: Asker,
    at: datetime,
    now: int | None = None,
) -> list[datetime]:
    """The moments of one released day, ascending."""
    terms = known.terms_of(place)
    earliest = terms.earliest(minute_of(at) if now is None else now, asker)
    promised = terms.promised(day, clock.local(at), asker)
    starts = known.capacity.starts(wanted, place, day, taken, promised, terms.step, earliest)
    return [moment_of(minute) for minute in starts]


@dataclass(frozen=True)
class _Search:
    """Days of places that are looked through, by the plans as they are; nothing is worked out before it is asked for."""

    known: Calendar
    wanted: Wanted
    asker: Asker
    local: datetime
    days: Mapping[int, Sequence[date]]
    plans: Mapping[Day, Promised]

    @cached_property
    def now(self) -> int:
        return minute_of(self.local)

    def on(self, place: int, day: date) -> tuple[datetime, ...]:
        """The moments of a day, ascending."""
        terms, plan = self.known.terms_of(place), self.plans[place, day].plan
        promised, earliest = terms.promised(day, self.local, self.asker), terms.earliest(self.now, self.asker)
        return _moments(self.known.capacity.starts_in(plan, self.wanted, place, day, promised, terms.step, earliest))


@lru_cache(maxsize=8_192)
def _moments(minutes: tuple[int, ...]) -> tuple[datetime, ...]:
    """Minutes as moments: the same times are free again and again."""
    return tuple(map(moment_of, minutes))


def _search(
    known: Calendar, wanted: Wanted, places: Iterable[int], first: date, last: date, asker: Asker, at: datetime
) -> _Search:
    local, among = clock.local(at), set(places)
    asked = [place for place in known.places(wanted, first, last) if place in among]
    days = {place: list(_days(known.terms_of(place), first, last, local, asker)) for place in asked}
    plans = known.plans.of([(place, day) for place in asked for day in days[place]], at)
    return _Search(known, wanted, asker, local, days, plans)


def taken_in(places: Collection[int], first: date, last: date, at: datetime) -> dict[tuple[int, date], list[Taken]]:
    """What is promised on some days, both included (one statement): (service point id, day) -> appointments."""
    return taken_of_days(keeping(at), places, first, last)


def taken_of_days(
    rows: QuerySet[Appointment], places: Collection[int], first: date, last: date
) -> dict[tuple[int, date], list[Taken]]:
    """What is promised on some days, both included, of some appointments (one statement)."""
    return taken_by(rows.filter(service_point__in=places, day__gte=first, day__lte=last))


def released(known: Calendar, place: int, first: date, last: date, at: datetime, asker: Asker) -> Iterable[date]:
    """The days from one to another, both included, on which somebody may book at a place now."""
    return _days(known.terms_of(place), first, last, clock.local(at), asker)


def taken_of(rows: QuerySet[Appointment], place: int, day: date) -> list[Taken]:
    """What is promised of one day of a place, of some appointments (one statement)."""
    return taken_by(rows.filter(service_point=place, day=day)).get((place, day), [])


def by_link(link: str) -> Appointment:
    """The appointment behind a citizen's link, with place and matters. Raises: Refusal UNKNOWN_APPOINTMENT."""
    return _one(link=link)


def by_confirm(link: str) -> Appointment:
    """The appointment a one-time link confirms. Raises: Refusal UNKNOWN_APPOINTMENT, also when it was used."""
    return _one(confirm=link)


def by_code(place: int, day: date, code: str) -> Appointment:
    """The appointment of a place and day with a code. Raises: Refusal UNKNOWN_APPOINTMENT."""
    return _one(
        service_point=place,
        day=day,
        code=code,
        state__in=(AppointmentState.BOOKED.value, AppointmentState.ARRIVED.value),
    )


def next_by_code(place: int, day: date, code: str) -> date | None:
    """The first day after one on which there is an appointment with a code at a place."""
    later = Appointment.objects.filter(service_point=place, day__gt=day, code=code, state=AppointmentState.BOOKED.value)
    return later.order_by("day").values_list("day", flat=True).first()


def of_visit(visit: int) -> Appointment | None:
    """The appointment somebody came with."""
    return Appointment.objects.filter(visit=visit).first()


def by_id(appointment: int) -> Appointment:
    """Raises: Refusal UNKNOWN_APPOINTMENT."""
    return _one(pk=appointment)


def in_series(appointment: Appointment) -> list[Appointment]:
    """The appointments made together with one, those that are off left out, in the order of their times (two statements)."""
    rows = whole().filter(series=appointment.series).exclude(state=AppointmentState.CANCELLED.value)
    return list(rows.order_by("starts_at", "id"))


def of_day(place: int, day: date) -> list[Appointment]:
    """The appointments of a place on a day that are or were booked, in the order of their times, with matters (two statements)."""
    shown = (AppointmentState.BOOKED.value, AppointmentState.ARRIVED.value)
    return list(whole().filter(service_point=place, day=day, state__in=shown).order_by("starts_at", "id"))


def expected(place: int, day: date) -> list[tuple[Appointment, list[tuple[str, int]]]]:
    """The appointments of a place and day that nobody has come with yet, in the order of their times, with (key of a task, people) of each.

    One statement.
    """
    of_day = {"appointment__service_point": place, "appointment__day": day}
    rows = AppointmentMatter.objects.select_related("appointment", "task").filter(
        **of_day, appointment__state=AppointmentState.BOOKED.value
    )
    found: dict[int, tuple[Appointment, list[tuple[str, int]]]] = {}
    for row in rows.order_by("appointment__starts_at", "appointment_id", "id"):
        found.setdefault(row.appointment_id, (row.appointment, []))[1].append((row.task.key, row.people))
    return list(found.values())


def chosen_of(appointment: Appointment) -> Chosen:
    """What an appointment has taken."""
    begins, ends = minute_of(appointment.starts_at), minute_of(appointment.ends_at)
    return Chosen(begins, ends, appointment.staff_id, appointment.desk_id, tuple(appointment.machines))


def missed(appointment: Appointment, at: datetime) -> bool:
    """Whether nobody came: its time and the minutes it is kept are over."""
    until = appointment.keeps_until
    return appointment.state == AppointmentState.BOOKED.value and until is not None and until <= at


def wanted_of(appointment: Appointment) -> Wanted:
    """What somebody comes for, as the question is asked (the matters must be loaded)."""
    return tuple(Matter(matter.task.key, matter.people) for matter in appointment.matters.all())


def first_time(wanted: Wanted, at: datetime, days: int = 28) -> tuple[int, datetime] | None:
    """The first time the public can have in so many days, as (service point id, moment); at none of the places, None."""
    known, today = calendar(), clock.local_day(at)
    if not known.places(wanted, today):
        return None
    found = find(wanted, known.terms, today, today + timedelta(days=days), asker=Asker.PUBLIC, at=at)
    return min(
        ((place, moments[0]) for place, moments in found.items()), key=lambda one: (one[1], one[0]), default=None
    )


def soon(wanted: Wanted, place: int, at: datetime, *, asker: Asker, most: int = 6, days: int = 21) -> list[datetime]:
    """The next times at a place, of which each day has at most two, hours apart (three statements, when the rules are known).

    Raises:
        Refusal: UNKNOWN_TASK.
    """
    today = clock.local_day(at)
    search = _search(calendar(), wanted, [place], today, today + timedelta(days=days), asker, at)
    found = (moment for day in search.days.get(place, ()) for moment in _two_of(search.on(place, day)))
    return list(islice(found, most))


def _two_of(moments: Sequence[datetime]) -> list[datetime]:
    """The first, and the first some hours after it."""
    later = next((one for one in moments if one >= moments[0] + HOURS_APART), None)
    return [*moments[:1], *([later] if later else [])]


def last_day(known: Calendar, place: int, at: datetime, asker: Asker) -> date:
    """The last local day of which times at a place are released."""
    return known.terms_of(place).last_day(clock.local(at), asker)


def returning(appointment: Appointment, op: UUID) -> int:
    """By chance, in how many minutes the time of an appointment that is called off comes back; the same for the same operation, so that
    it can be repeated, and for nobody to foresee."""
    most = calendar().terms_of(appointment.service_point_id).returns
    return int.from_bytes(salted_hmac("velkommen.returning", str(op)).digest()[:8]) % (most + 1)


def alternatives(
    wanted: Wanted, place: int, wished: datetime, *, asker: Asker, at: datetime, most: int = 5
) -> list[tuple[int, datetime]]:
    """The times nearest to one that cannot be had, as (service point id, moment): some there, then the first at other places. To one that
    is not released yet, the last of those that are.

    At most nine statements: the days next to it are looked through first, and only where they have few those farther away.
    """
    known = calendar()
    about = min(clock.local_day(wished), last_day(known, place, at, asker))

    def found(
        places: Iterable[int], pick: Callable[[_Search], list[tuple[int, datetime]]]
    ) -> list[tuple[int, datetime]]:
        near = list[tuple[int, datetime]]()
        for before, after in WIDER:
            first, last = max(clock.local_day(at), about - before), about + after
            near = pick(_search(known, wanted, places, first, last, asker, at))
            if len(near) >= most:
                break
        return sorted(near, key=lambda one: (abs(one[1] - wished), one[0]))[:most]

    here = found({place}, lambda search: [(place, moment) for moment in _around(search, place, wished, most)])
    there = found(known.terms.keys() - {place}, lambda search: list(_first_of_each(search, wished)))
    return [*sorted(here), *there]


def _first_of_each(search: _Search, wished: datetime) -> Iterable[tuple[int, datetime]]:
    """A moment at each place that has any: the first from one on, or else the last before."""
    for place in search.days:
        moment = _first_from(search, place, wished)
        if moment is not None:
            yield place, moment


def _around(search: _Search, place: int, wished: datetime, most: int) -> list[datetime]:
    """The moments there on the day wished for and its neighbours, and on further days until there are enough."""
    day, found = clock.local_day(wished), list[datetime]()
    for one in sorted(search.days.get(place, ()), key=lambda one: abs(one - day)):
        if len(found) >= most and abs(one - day) > timedelta(days=1):
            break
        found += search.on(place, one)
    return found


def _first_from(search: _Search, place: int, wished: datetime) -> datetime | None:
    """The first moment there from one on, or else the last of all."""
    day = clock.local_day(wished)
    ahead = (m for one in search.days[place] if one >= day for m in search.on(place, one) if m >= wished)
    before = (m for one in reversed(search.days[place]) if one <= day for m in reversed(search.on(place, one)))
    return next(ahead, None) or next(before, None)


def _one(**which: object) -> Appointment:
    found = whole().filter(**which).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_APPOINTMENT)
    return found


def whole() -> QuerySet[Appointment]:
    """Appointments with place, visit and matters."""
    return Appointment.objects.select_related("service_point", "visit").prefetch_related("matters__task")


def _days(terms: Terms, first: date, last: date, local: datetime, asker: Asker) -> Iterable[date]:
    """The released days on which there are appointments."""
    day, until = max(first, local.date()), min(last, terms.last_day(local, asker))
    while day <= until:
        if terms.takes(day):
            yield day
        day += timedelta(days=1)


def _terms() -> dict[int, Terms]:
    only: dict[int, set[str]] = defaultdict(set)
    rows = models.Terms.walk_in_only.through.objects.values_list("terms_id", "task__key")
    for terms, key in rows:
        only[terms].add(key)
    return {row.service_point_id: terms_of(row, only[row.pk]) for row in models.Terms.objects.all()}


def terms_of(row: models.Terms, walk_in_only: Iterable[str]) -> Terms:
    """A row as the rules of the house know it."""
    plain = {name: getattr(row, name) for name in PLAIN_TERMS}
    weekdays = frozenset(day for day in range(7) if row.walk_in_days >> day & 1)
    return Terms(**plain, walk_in_days=weekdays, walk_in_only=frozenset(walk_in_only))


def _benches() -> dict[int, tuple[Bench, ...]]:
    lines: dict[int, set[str]] = defaultdict(set)
    for desk, letter in DeskGroup.objects.values_list("desk_id", "group__letter"):
        lines[desk].add(letter)
    found: dict[int, tuple[Bench, ...]] = defaultdict(tuple)
    for pk, place in Desk.objects.order_by("service_point_id", "number").values_list("id", "service_point_id"):
        found[place] += (Bench(pk, frozenset(lines[pk])),)
    return found


def _lengths() -> dict[tuple[int, str], int]:
    """How long tasks take where that was measured: (service point id, task key) -> whole minutes, begun ones counted."""
    return {(place, task): ceil(one.mean) for place, tasks in kept().items() for task, one in tasks.items()}


def _blocks() -> dict[int, tuple[Blocked, ...]]:
    found: dict[int, tuple[Blocked, ...]] = defaultdict(tuple)
    for row in Block.objects.prefetch_related("exceptions"):
        found[row.service_point_id] += (blocked(row),)
    return found


def blocked(row: Block) -> Blocked:
    """A row as the rules of the house know it (one statement unless its exceptions are loaded)."""
    excepted = frozenset(exception.day for exception in row.exceptions.all())
    return Blocked(row.period(), resource_of(row), excepted, row.nth)


def resource_of(block: Block) -> Resource | None:
    """What a block is of; None: the whole place."""
    of = ((Kind.PERSON, block.staff_id), (Kind.DESK, block.desk_id), (Kind.MACHINE, block.equipment_id))
    return next((Resource(kind, pk) for kind, pk in of if pk), None)
