"""What Fjordby has promised ahead: where appointments are given, what is booked, who came today and who did not, and what is blocked.

Whoever booked is invented and has an address under example.dk, which reaches nobody; no mobile number is used, since it might be
somebody's. Times are taken as the house takes them: from the people, desks and machines that are really there.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from velkommen.apps.appointments import models, queries
from velkommen.apps.appointments.models import Appointment, AppointmentMatter, Block, Cell, Contact
from velkommen.apps.appointments.queries import Calendar
from velkommen.apps.appointments.taking import cells_of, put
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.people.models import Staff
from velkommen.apps.placement import book
from velkommen.apps.places.models import ServicePoint, columns
from velkommen.apps.visits.models import Visit
from velkommen.domain.booking import series
from velkommen.domain.booking.cells import cell_of, cells_for
from velkommen.domain.booking.days import Taken
from velkommen.domain.booking.freedom import Chosen, Matter, Wanted
from velkommen.domain.booking.life import CODE_DIGITS, AppointmentState
from velkommen.domain.booking.terms import WHOLE, Asker
from velkommen.domain.hours.periods import Period
from velkommen.domain.intervals import minute_of, moment_of
from velkommen.domain.lifecycle import Ending
from velkommen.domain.messages import Channel
from velkommen.project.demo.rows import link_of
from velkommen.shared import clock

AHEAD = 10  # days with appointments
MADE = timedelta(days=6)  # before their time
SOON = timedelta(days=21)  # until a small branch begins with it
ARRIVED_OF, MISSED_OF = 4, 2  # one of so many visits that were served today, and how many nobody came to
EARLY = 15  # minutes before their time somebody comes at most
#: What people book, the usual first; a family comes for all of it at once.
WISHES: tuple[Wanted, ...] = (
    (Matter("passport_adult"),),
    (Matter("driving_licence_renew"),),
    (Matter("passport_adult"),),
    (Matter("mitid_issue"),),
    (Matter("passport_adult", 2), Matter("passport_child", 2)),
    (Matter("state_pension"),),
    (Matter("passport_child"),),
)
#: Slug -> terms that are other than usual; a soft start on few days and with little.
TERMS: dict[str, dict[str, object]] = {
    "raadhuset": {},
    "hovedbiblioteket": {"walk_in": 50},
    "nordby": {"walk_in": 60, "walk_in_days": 0b1, "horizon": 14},
    "soenderby": {"walk_in": 70, "walk_in_days": 0b10001},
}
LATER = frozenset({"soenderby"})
EACH_DAY = {"raadhuset": 9, "hovedbiblioteket": 5, "nordby": 3}
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = range(4)
MEETING = Period(frozenset({THURSDAY}), (600, 660), every=2)
COURSE = Period(frozenset({WEDNESDAY}), (780, 840))


@dataclass
class _Book:
    """What is written for one place after the other."""

    calendar: Calendar
    at: datetime
    rng: Random
    taken: dict[tuple[int, date], list[Taken]] = field(default_factory=lambda: defaultdict(list))
    made: list[tuple[Appointment, Wanted, Chosen]] = field(default_factory=list)
    codes: set[tuple[int, date, str]] = field(default_factory=set)
    filled: set[tuple[int, int, int]] = field(default_factory=set)

    def take(self, place: int, wanted: Wanted, starts: datetime, **facts: object) -> Appointment | None:
        """Promise a time, if it can be had."""
        capacity, day = self.calendar.capacity, clock.local_day(starts)
        terms, taken = self.calendar.terms_of(place), self.taken[place, day]
        promised = terms.promised(day, clock.local(self.at), Asker.STAFF) if terms.takes(day) else 0
        chosen = capacity.choose(wanted, place, day, taken, promised, minute_of(starts))
        if chosen is None or not self._at_one_place(chosen):
            return None
        first = cell_of(chosen.begins) - cell_of(capacity.frame(place, day).midnight)
        taken.append(Taken(first, cells_for(chosen.ends - chosen.begins), chosen.resources))
        until = starts + timedelta(minutes=terms.late)
        facts = {"state": AppointmentState.BOOKED.value, "keeps_until": until, "asker": Asker.PUBLIC.value} | facts
        row = Appointment(
            service_point_id=place,
            link=link_of(self.rng),
            code=self._code(place, day),
            made_at=min(starts, self.at) - MADE * self.rng.random(),
            **facts,
        )
        if row.state not in (AppointmentState.HELD.value, AppointmentState.ASKED.value):
            row.booked_at = row.made_at
        put(row, chosen)
        self.made.append((row, wanted, chosen))
        return row

    def _at_one_place(self, chosen: Chosen) -> bool:
        """Whether nobody of it is promised elsewhere: who is posted at two places is at one of them at a time, as `Cell` has it."""
        cells = {(cell.kind, cell.resource, cell.slot) for cell in cells_of(Appointment(), chosen)}
        if free := cells.isdisjoint(self.filled):
            self.filled |= cells
        return free

    def _code(self, place: int, day: date) -> str:
        """A code nobody else of the day has."""
        while (place, day, code := f"{self.rng.randrange(10**CODE_DIGITS):0{CODE_DIGITS}d}") in self.codes:
            continue
        self.codes.add((place, day, code))
        return code

    def some(self, place: int, day: date, many: int, earliest: int) -> None:
        """So many at times of a day that are free, from a minute on."""
        terms, capacity = self.calendar.terms_of(place), self.calendar.capacity
        if not terms.takes(day):
            return
        promised = WHOLE - terms.walk_in
        for _ in range(many):
            wanted = self.rng.choice(WISHES)
            starts = capacity.starts(wanted, place, day, self.taken[place, day], promised, terms.step, earliest)
            if starts:
                self.take(place, wanted, moment_of(self.rng.choice(starts)))

    def write(self) -> None:
        """All of it into the database."""
        tasks = dict(Task.objects.values_list("key", "id"))
        Appointment.objects.bulk_create(row for row, _, _ in self.made)
        AppointmentMatter.objects.bulk_create(
            AppointmentMatter(appointment=row, task_id=tasks[matter.task], people=matter.people)
            for row, wanted, _ in self.made
            for matter in wanted
        )
        Contact.objects.bulk_create(
            Contact(appointment=row, channel=Channel.EMAIL.value, to=f"borger-{row.pk}@example.dk")
            for row, _, _ in self.made
        )
        Cell.objects.bulk_create(cell for row, _, chosen in self.made for cell in cells_of(row, chosen))


def settle(today: date, turn: date, at: datetime, seed: int) -> None:
    """Insert terms, blocks and appointments. `turn`: since when there are appointments."""
    points = dict(ServicePoint.objects.values_list("slug", "id"))
    models.Terms.objects.bulk_create(
        models.Terms(service_point_id=points[slug], since=today + SOON if slug in LATER else turn, **facts)
        for slug, facts in TERMS.items()
    )
    _block(points)
    found = _Book(queries.calendar(book.read()), at, Random(f"{seed}:ahead:{today}"))  # noqa: S311 - no secret
    for slug, many in EACH_DAY.items():
        place = points[slug]
        _came(found, place, today)
        _missed(found, place, today)
        found.some(place, today, many // 2, minute_of(at))
        for ahead in range(1, AHEAD):
            found.some(place, today + timedelta(days=ahead), many, 0)
    _comes_again(found, points["raadhuset"], today)
    found.write()


def _block(points: dict[str, int]) -> None:
    """A meeting of everybody every other week, and a course one of them gives."""
    karen = Staff.objects.get(username="karen").pk
    Block.objects.bulk_create(
        (
            Block(service_point_id=points["raadhuset"], why="Personalemøde", **columns(MEETING)),
            Block(service_point_id=points["hovedbiblioteket"], staff_id=karen, why="It-café", **columns(COURSE)),
        )
    )


def _came(found: _Book, place: int, today: date) -> None:
    """Some of those who were served today had an appointment."""
    for visit, opened, task in list(_served(place, today))[::ARRIVED_OF]:
        starts = moment_of(-(-minute_of(opened) // EARLY) * EARLY)
        came = {"state": AppointmentState.ARRIVED.value, "visit_id": visit, "keeps_until": None}
        if found.take(place, (Matter(task),), starts, **came):
            Visit.objects.filter(pk=visit).update(booked=True)


def _served(place: int, today: date) -> Iterator[tuple[int, datetime, str]]:
    rows = Enquiry.objects.filter(
        visit__service_point=place, visit__day=today, visit__ending=Ending.FINISHED.value, visit__matters=1
    )
    yield from rows.order_by("visit_id").values_list("visit_id", "visit__opened_at", "task__key")


def _missed(found: _Book, place: int, today: date) -> None:
    """A few of today never came."""
    terms, capacity = found.calendar.terms_of(place), found.calendar.capacity
    last = minute_of(found.at) - terms.late
    for wanted in WISHES[:MISSED_OF] if terms.takes(today) else ():
        starts = capacity.starts(wanted, place, today, found.taken[place, today], WHOLE, terms.step, 0)
        if passed := [minute for minute in starts if minute <= last]:
            found.take(place, wanted, moment_of(found.rng.choice(passed)))


def _comes_again(found: _Book, place: int, today: date) -> None:
    """Somebody comes four Tuesdays at the same time."""
    first = today + timedelta(days=(TUESDAY - today.weekday()) % 7 or 7)
    tied = {"series": UUID(int=found.rng.getrandbits(128), version=4), "asker": Asker.STAFF.value}
    for moment in series.weekly(series.moment(first, 630, clock.zone()), 1, 4, (), clock.zone()):
        found.take(place, (Matter("letter_explain"),), moment, **tied)
