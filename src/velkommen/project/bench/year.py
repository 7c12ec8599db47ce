"""A municipality that has given appointments for a year: thirty places, four hundred days, fifty thousand appointments.

The last fourteen of the days are those ahead. They are filled first, by the rules of the house, until so many of the times that may be
promised are; the others lie on the days before, evenly, at times the places were open. Everything is made up, by chance that is given.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from random import Random

from django.core.management.color import no_style
from django.db import connection, transaction

from velkommen.apps.appointments import models, queries
from velkommen.apps.appointments.models import Appointment, AppointmentMatter, Cell
from velkommen.apps.catalogue.models import Task
from velkommen.apps.people.models import Staff
from velkommen.apps.placement import book
from velkommen.apps.placement.models import Competence, DutyPeriod, Offer, Posting
from velkommen.apps.places.models import Desk, DeskUnit, Equipment, OpeningPeriod, ServicePoint
from velkommen.domain.booking.cells import cell_of, cells_for
from velkommen.domain.booking.days import Taken
from velkommen.domain.booking.freedom import Matter, Wanted
from velkommen.domain.booking.life import AppointmentState
from velkommen.domain.booking.series import moment
from velkommen.domain.booking.terms import Asker
from velkommen.domain.intervals import minute_of, moment_of
from velkommen.domain.kinds import EquipmentKind, HoursLayer, PlaceKind, Unit
from velkommen.domain.rights import Role
from velkommen.project.demo.rows import link_of
from velkommen.project.demo.store import Table
from velkommen.shared import clock

PLACES, APPOINTMENTS, DAYS, AHEAD = 30, 50_000, 400, 14
DESKS, PEOPLE = 4, 6
FILLED = 0.7  # of the time that may be promised, on the days ahead
PAST_MINUTES, PAST_STEP = 20, 15
WORDS = {"language": "da", "asker": Asker.PUBLIC.value, "state": AppointmentState.BOOKED.value}


@dataclass(frozen=True)
class Year:
    """What was made: places by id, tasks one may book everywhere, the first local day ahead, and how many appointments lie where."""

    places: list[int]
    tasks: list[str]
    today: date
    ahead: int
    before: int


@transaction.atomic  # children may be written before their parents
def made(*, places: int, appointments: int, today: date, chance: Random) -> Year:
    """Make it, beside whatever is there."""
    points = [_place(number, today) for number in range(places)]
    book.forget()
    known = queries.calendar()
    tasks = [key for key in known.town.tasks if all(known.bookable(key, place, today) for place in points)]
    rows = _Rows(chance)
    most = max(appointments // 2 // (places * AHEAD), 1)
    ahead = _fill(rows, points, tasks, today, most, chance)
    _spread(rows, points, tasks, today, max(appointments - ahead, 0))
    rows.flush()
    return Year(points, tasks, today, ahead, rows.written - ahead)


class _Rows:
    """Appointments with their matters and cells, written when there are many."""

    def __init__(self, chance: Random) -> None:
        self._chance, self._keys, self.written = chance, dict(Task.objects.values_list("key", "id")), 0
        self._tables = [Table(Appointment), Table(AppointmentMatter), Table(Cell)]
        self._cells = count(1 + (Cell.objects.order_by("-id").values_list("id", flat=True).first() or 0))
        self._matters = count(1 + (AppointmentMatter.objects.order_by("-id").values_list("id", flat=True).first() or 0))
        self._first = Appointment.objects.order_by("-id").values_list("id", flat=True).first() or 0

    def add(
        self, place: int, wanted: Wanted, starts: datetime, ends: datetime, resources: Sequence[tuple[int, int]]
    ) -> None:
        self.written += 1
        pk, made = (
            self._first + self.written,
            Appointment(
                service_point_id=place,
                day=clock.local_day(starts),
                starts_at=starts,
                ends_at=ends,
                keeps_until=starts + timedelta(minutes=10),
                staff_id=resources[0][1],
                desk_id=resources[1][1],
                machines=[pk for _, pk in resources[2:]],
                link=link_of(self._chance),
                code=f"{self.written % 10**6:06d}",
                made_at=starts - timedelta(days=7),
                **WORDS,
            ),
        )
        made.pk = pk
        appointments, matters, cells = self._tables
        appointments.add(_row(made))
        for matter in wanted:
            matters.add(
                _row(AppointmentMatter(pk=next(self._matters), appointment_id=pk, task_id=self._keys[matter.task]))
            )
        first = cell_of(minute_of(starts))
        for kind, resource in resources:
            for slot in range(first, first + cells_for(minute_of(ends)) - first):
                cells.add((next(self._cells), pk, kind, resource, slot))

    def flush(self) -> None:
        for table in self._tables:
            table.flush()
        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), [Appointment, AppointmentMatter, Cell]):
                cursor.execute(sql)


def _row(made: Appointment | AppointmentMatter) -> tuple[object, ...]:
    """A row as the database takes it."""
    return tuple(
        field.get_db_prep_save(getattr(made, field.attname), connection) for field in made._meta.concrete_fields
    )


def _fill(rows: _Rows, points: Sequence[int], tasks: Sequence[str], today: date, most: int, chance: Random) -> int:
    """The days ahead, by the rules of the house, with at most so many at each place on each."""
    known, wishes = queries.calendar(), [(Matter(task),) for task in tasks]
    for place in points:
        for day in (today + timedelta(days=n) for n in range(AHEAD)):
            taken: list[Taken] = []
            terms, frame = known.terms_of(place), known.capacity.frame(place, day)
            promised = round((100 - terms.walk_in - terms.acute - terms.internal) * FILLED)
            for wanted in chance.choices(wishes, k=most):
                starts = known.capacity.starts(wanted, place, day, taken, promised, terms.step, 0)
                begins = chance.choice(starts) if starts else 0
                found = begins and known.capacity.choose(wanted, place, day, taken, promised, begins)
                if not found:
                    break
                first = cell_of(found.begins) - cell_of(frame.midnight)
                taken.append(Taken(first, cells_for(found.ends - found.begins), found.resources))
                rows.add(place, wanted, moment_of(found.begins), moment_of(found.ends), found.resources)
    return rows.written


def _spread(rows: _Rows, points: Sequence[int], tasks: Sequence[str], today: date, many: int) -> None:
    """So many on the days before, each place and day the same number but for one, side by side at its desks and after each other."""
    days = [today - timedelta(days=n) for n in range(1, DAYS - AHEAD + 1)]
    open_days = [day for day in days if day.weekday() < 5]
    stretches = [(place, day) for day in open_days for place in points]
    people = {place: _people(place) for place in points}
    desks = {place: list(Desk.objects.filter(service_point=place).values_list("id", flat=True)) for place in points}
    for number in range(many):
        turn, where = divmod(number, len(stretches))
        place, day = stretches[where]
        slot, desk = divmod(turn, DESKS)
        starts = moment(day, 10 * 60 + slot * 2 * PAST_STEP, clock.zone())
        taken = [(1, people[place][desk]), (2, desks[place][desk])]
        wanted = (Matter(tasks[number % len(tasks)]),)
        rows.add(place, wanted, starts, starts + timedelta(minutes=PAST_MINUTES), taken)


def _people(place: int) -> list[int]:
    return list(Posting.objects.filter(service_point=place).order_by("id").values_list("staff", flat=True))


def _place(number: int, today: date) -> int:
    """A place that gives appointments: hours of its own, six people with hours of theirs, four desks, every machine."""
    point = ServicePoint.objects.create(slug=f"year-{number}", name=f"Sted {number}", kind=PlaceKind.MAIN_LIBRARY.value)
    opens, closes = (9 + number % 2) * 60, (16 + number % 4) * 60
    for weekdays, *span in ((0b11111, opens, closes), *([(0b100000, 600, 840)] if number % 3 == 0 else [])):
        OpeningPeriod.objects.create(
            service_point=point, layer=HoursLayer.STAFFED.value, weekdays=weekdays, opens=span[0], closes=span[1]
        )
    Offer.objects.bulk_create(
        Offer(service_point=point, task=task, order=n) for n, task in enumerate(Task.objects.all())
    )
    desks = Desk.objects.bulk_create(
        Desk(service_point=point, number=n, name=f"Skranke {n}") for n in range(1, DESKS + 1)
    )
    DeskUnit.objects.bulk_create(DeskUnit(desk=desk, unit=unit.value) for desk in desks for unit in Unit)
    Equipment.objects.bulk_create(
        Equipment(service_point=point, kind=kind.value, name=f"{kind.value} {n}")
        for kind in EquipmentKind
        for n in (1, 2)
    )
    DutyPeriod.objects.bulk_create(_duties(point, number, opens, closes))
    since = today - timedelta(days=DAYS)
    models.Terms.objects.create(service_point=point, since=since, horizon=AHEAD + 14)
    return point.pk


def _duties(point: ServicePoint, number: int, opens: int, closes: int) -> Iterator[DutyPeriod]:
    """Half of them come early and half late; one has a day off."""
    keys = sorted(set(Task.objects.exclude(competence="").values_list("competence", flat=True)))
    for one in range(PEOPLE):
        unit = (Unit.CITIZEN_SERVICE, Unit.LIBRARY)[one % 2]
        staff = Staff.objects.create(
            username=f"{point.slug}-{one}", first_name=f"Nr. {one}", unit=unit.value, date_joined=clock.now()
        )
        posting = Posting.objects.create(staff=staff, service_point=point, role=Role.CLERK.value)
        Competence.objects.bulk_create(Competence(staff=staff, key=key) for key in keys[one % 3 :])
        early = one % 2 == 0
        weekdays = 0b111111 & ~(1 << (number + one) % 5)
        yield DutyPeriod(
            posting=posting,
            weekdays=weekdays,
            opens=opens if early else opens + 120,
            closes=closes - 60 if early else closes,
        )
