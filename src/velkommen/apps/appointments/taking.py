"""Taking time of a day: held by its row, what has lapsed given back, people, desk and machines chosen, their cells written.

The day's row makes bookings of one place and day wait for each other, so that shares are right; that no cell is taken twice is the
constraint's, whoever writes.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, connection, transaction

from velkommen.apps.appointments import queries
from velkommen.apps.appointments.models import CELL_CONSTRAINT, Appointment, BookingDay, Cell
from velkommen.apps.appointments.queries import Calendar
from velkommen.apps.places import queries as places
from velkommen.domain.booking.cells import cell_of, cells_for
from velkommen.domain.booking.freedom import Chosen, Wanted
from velkommen.domain.booking.terms import MOST_MATTERS, WHOLE, Asker, Terms
from velkommen.domain.intervals import minute_of, moment_of
from velkommen.domain.refusals import Code, Refusal
from velkommen.shared import clock
from velkommen.shared.wording_tasks import name_on


@dataclass(frozen=True)
class Wish:
    """Who wants what where and when; `at` is the moment of asking."""

    wanted: Wanted
    place: int
    starts: datetime
    asker: Asker
    at: datetime

    @property
    def day(self) -> date:
        return clock.local_day(self.starts)


def check(wish: Wish, calendar: Calendar) -> Terms:
    """Refuse what can be refused without looking at the day, and say by which terms the rest is asked.

    Raises:
        Refusal: UNKNOWN_PLACE, PLACE_RETIRED, NO_APPOINTMENTS, TASK_MISSING, UNKNOWN_TASK, TOO_MANY, BAD_VALUE (a task twice),
            TOO_MANY_PEOPLE, NOT_BOOKABLE, TIME_PASSED, NOT_RELEASED.
    """
    terms, town = calendar.terms_of(wish.place), calendar.town
    point = None if wish.place in town.places else places.service_point_by_id(wish.place)
    if point or terms.since is None:
        raise Refusal(Code.NO_APPOINTMENTS, place=point.name if point else town.places[wish.place].name)
    name = town.places[wish.place].name
    _check_matters(wish, terms)
    for matter in wish.wanted:
        if matter.task not in town.tasks:
            raise Refusal(Code.UNKNOWN_TASK, task=matter.task)
        if not calendar.bookable(matter.task, wish.place, wish.day):
            raise Refusal(Code.NOT_BOOKABLE, task=name_on(town, matter.task, wish.day), place=name)
    if minute_of(wish.starts) < terms.earliest(minute_of(wish.at), wish.asker):
        raise Refusal(Code.TIME_PASSED)
    last = terms.last_day(clock.local(wish.at), wish.asker)
    if wish.day > last:
        raise Refusal(Code.NOT_RELEASED, until=last.isoformat())
    return terms


def look(wish: Wish) -> None:
    """Refuse what is not to be had, as far as that can be seen without holding the day (three statements; one more where it changed).

    Raises:
        Refusal: as `check`; SLOT_TAKEN.
    """
    calendar = queries.calendar()
    check(wish, calendar)
    free = queries.find(wish.wanted, [wish.place], wish.day, wish.day, asker=wish.asker, at=wish.at)
    if wish.starts not in free.get(wish.place, ()):
        raise Refusal(Code.SLOT_TAKEN, place=calendar.town.places[wish.place].name)


def take(wish: Wish, *, leaving: Appointment | None = None) -> tuple[Chosen, Terms]:
    """What is taken for a wish, with the day held until the transaction ends. Nothing is written for it yet.

    Args:
        leaving: an appointment whose own time is given back first, because it moves.

    Raises:
        Refusal: as `check`; SLOT_TAKEN when the time is not, or no longer, to be had.
    """
    calendar = queries.calendar()
    terms = check(wish, calendar)
    left = {(leaving.service_point_id, leaving.day)} if leaving else set()
    days = {(wish.place, wish.day), *left}
    for place, day in sorted(days):  # in one order, so that two who swap do not wait for each other
        hold_day(place, day)
    if leaving is not None:
        Cell.objects.filter(appointment=leaving).delete()
    give_back(wish.place, wish.day, wish.at)
    kept = queries.keeping(wish.at).exclude(pk=leaving.pk) if leaving else queries.keeping(wish.at)
    taken = queries.taken_of(kept, wish.place, wish.day)
    promised = terms.promised(wish.day, clock.local(wish.at), wish.asker) if terms.takes(wish.day) else 0
    begins = minute_of(wish.starts)
    chosen = None
    if _on_the_grid(wish, terms):
        chosen = calendar.capacity.choose(wish.wanted, wish.place, wish.day, taken, promised, begins)
    if chosen is None:
        raise Refusal(Code.SLOT_TAKEN, place=calendar.town.places[wish.place].name)
    return chosen, terms


def choose_anew(found: Appointment, at: datetime) -> Chosen:
    """Who and what could serve an appointment at its own time, its cells given back and the day held. Its time is promised already, so no
    share is asked about.

    Raises:
        Refusal: NOTHING_INSTEAD.
    """
    calendar, place, day = queries.calendar(), found.service_point_id, found.day
    hold_day(place, day)
    Cell.objects.filter(appointment=found).delete()
    give_back(place, day, at)
    taken = queries.taken_of(queries.keeping(at).exclude(pk=found.pk), place, day)
    chosen = None
    if place in calendar.town.places:
        wanted = queries.wanted_of(found)
        chosen = calendar.capacity.choose(wanted, place, day, taken, WHOLE, minute_of(found.starts_at))
    if chosen is None:
        raise Refusal(Code.NOTHING_INSTEAD, place=found.service_point.name)
    return chosen


def hold_day(place: int, day: date) -> None:
    """Hold a day of a place until the transaction ends (one statement)."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO {BookingDay._meta.db_table} (service_point_id, day, version) VALUES (%s, %s, 1)
                ON CONFLICT (service_point_id, day) DO UPDATE SET version = {BookingDay._meta.db_table}.version + 1""",  # noqa: S608 - the table's name comes from the model
            [place, day],
        )


def give_back(place: int, day: date, at: datetime) -> None:
    """Give back the cells of whoever keeps their time no longer: holds that ran out, cancelled times, those who did not come."""
    lapsed = Appointment.objects.filter(service_point=place, day=day, keeps_until__lte=at)
    Cell.objects.filter(appointment__in=lapsed.values("pk")).delete()


def keeps(appointment: Appointment, at: datetime) -> bool:
    """Whether the time of a locked appointment is still its own, with its day held until the transaction ends.

    Its own moment alone does not say so: somebody whose clock showed a later one may have been given its cells already.
    """
    hold_day(appointment.service_point_id, appointment.day)
    lapsed = appointment.keeps_until is not None and appointment.keeps_until <= at
    return not lapsed and Cell.objects.filter(appointment=appointment).exists()


def write_cells(appointment: Appointment, chosen: Chosen) -> None:
    """Take the cells. Raises: Refusal SLOT_TAKEN when the constraint finds one of them taken (somebody who is at two places)."""
    try:
        with transaction.atomic():
            Cell.objects.bulk_create(cells_of(appointment, chosen))
    except IntegrityError as error:
        if CELL_CONSTRAINT in str(error) or "appointments_cell.slot" in str(error):
            raise Refusal(Code.SLOT_TAKEN, place=appointment.service_point.name) from error
        raise


def cells_of(appointment: Appointment, chosen: Chosen) -> list[Cell]:
    """The cells of all that was chosen."""
    first, count = cell_of(chosen.begins), cells_for(chosen.ends - chosen.begins)
    return [
        Cell(appointment=appointment, kind=resource.kind.value, resource=resource.id, slot=slot)
        for resource in chosen.resources
        for slot in range(first, first + count)
    ]


def put(appointment: Appointment, chosen: Chosen) -> None:
    """Let an unsaved appointment, or one that moves, be at what was chosen."""
    appointment.starts_at, appointment.ends_at = moment_of(chosen.begins), moment_of(chosen.ends)
    appointment.day = clock.local_day(appointment.starts_at)
    appointment.staff_id, appointment.desk_id, appointment.machines = (
        chosen.person,
        chosen.desk,
        list(chosen.machines),
    )


def _check_matters(wish: Wish, terms: Terms) -> None:
    if not wish.wanted:
        raise Refusal(Code.TASK_MISSING)
    if len(wish.wanted) > MOST_MATTERS:
        raise Refusal(Code.TOO_MANY, most=MOST_MATTERS)
    if len({matter.task for matter in wish.wanted}) < len(wish.wanted):
        raise Refusal(Code.BAD_VALUE, field="task")
    most = max(matter.people for matter in wish.wanted)
    if most > terms.most_people or min(matter.people for matter in wish.wanted) < 1:
        raise Refusal(Code.TOO_MANY_PEOPLE, most=terms.most_people)


def _on_the_grid(wish: Wish, terms: Terms) -> bool:
    """Whether the time is one that is ever shown: a whole step of the wall clock, on which the place takes appointments."""
    local = clock.local(wish.starts)
    whole = local.minute % terms.step == 0 and not local.second and not local.microsecond
    return whole and terms.takes(wish.day)
