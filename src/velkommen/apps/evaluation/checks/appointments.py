"""Appointments: what each has taken, no two of the same time, who came, and what is forgotten when it is over."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from velkommen.apps.appointments import queries
from velkommen.apps.appointments.models import (
    Appointment,
    AppointmentMatter,
    Block,
    BlockException,
    BookingDay,
    Cell,
    Contact,
    Feed,
    Terms,
    Unmet,
)
from velkommen.apps.appointments.plans import resources
from velkommen.apps.evaluation.checks.registry import check, kept, rows
from velkommen.domain.booking.cells import cell_of, cells_for
from velkommen.domain.intervals import minute_of
from velkommen.shared import clock

A_NIGHT = timedelta(days=1)  # contacts are forgotten once a day
_TAKEN = ("pk", "starts_at", "ends_at", "staff_id", "desk_id", "machines")
Taken = tuple[int, int, int]  # kind, resource, slot


@check(
    _(
        "An appointment is in one state, with what belongs to it: a time ahead, somebody to come for something, a code of its own"
    ),
    _("Somebody may stand before a closed door, or two with one code. Cancel these appointments and book them anew."),
)
def appointments_sound(at: datetime) -> Iterator[str]:
    yield from kept(
        Appointment,
        "appointment_code_once_a_day",
        "appointment_state_known",
        "appointment_forward",
        "appointment_only_asked_confirms",
        "appointment_promise_ends",
        "appointment_cancelled_why",
    )
    yield from kept(AppointmentMatter, "appointment_matter_once", "appointment_matter_people")
    matters = AppointmentMatter.objects.filter(appointment=OuterRef("pk"))
    yield from rows(Appointment.objects.filter(~Exists(matters)))


@check(
    _("Who came with an appointment has a visit, of the same place and day"),
    _(
        "They are counted as come and stand in no line, or in one elsewhere. Ask at the desk of the place who was served."
    ),
)
def arrivals_agree(at: datetime) -> Iterator[str]:
    yield from kept(Appointment, "appointment_arrived_has_visit")
    arrived = Appointment.objects.filter(visit__isnull=False)
    yield from rows(arrived.exclude(visit__service_point=F("service_point"), visit__day=F("day")))


@check(
    _("An appointment has taken exactly its person, desk and machines for its minutes, as long as it is kept"),
    _(
        "Its time could be given to somebody else, or free time to nobody. Move these appointments to another time and back."
    ),
)
def cells_exact(at: datetime) -> Iterator[str]:
    yield from kept(Cell, "cell_taken_once", "cell_kind_known")
    held: dict[int, set[Taken]] = {}
    for appointment, *taken in Cell.objects.values_list("appointment", "kind", "resource", "slot").iterator():
        held.setdefault(appointment, set()).add((taken[0], taken[1], taken[2]))
    keeping = set(queries.keeping(at).values_list("pk", flat=True))
    for row in Appointment.objects.order_by("pk").values_list(*_TAKEN).iterator():
        mine, due = held.get(row[0], set()), taken_by(*row[1:])
        if mine - due or (row[0] in keeping and mine != due):
            yield f"appointment {row[0]}"


@check(
    _("No two appointments have the same person, desk or machine at the same time"),
    _("Somebody was booked twice. Move one of the two to another time, and say so to whoever has it."),
)
def appointments_apart(at: datetime) -> Iterator[str]:
    owner: dict[Taken, int] = {}
    twice: set[tuple[int, int]] = set()
    coming = queries.keeping(at).filter(day__gte=clock.local_day(at))
    for row in coming.order_by("pk").values_list(*_TAKEN).iterator():
        for taken in taken_by(*row[1:]):
            other = owner.setdefault(taken, row[0])
            if other != row[0]:
                twice.add((other, row[0]))
    yield from (f"appointments {one} and {other}" for one, other in sorted(twice))


@check(
    _("Where people are reached is forgotten some days after their appointment"),
    _("Addresses lie longer than was promised. Let the worker run, which forgets them every night."),
)
def contacts_forgotten(at: datetime) -> Iterator[str]:
    old = at - timedelta(days=settings.CONTACT_KEPT_DAYS) - A_NIGHT
    yield from rows(Contact.objects.filter(Q(appointment__ends_at__lte=old) | Q(appointment__ended_at__lte=old)))


@check(
    _("What a place has decided about appointments adds up, and blocks have an end"),
    _(
        "More than everything would be promised, or time would be blocked that nobody meant. Put the terms and blocks of the place right."
    ),
)
def terms_sound(at: datetime) -> Iterator[str]:
    yield from kept(Terms, "terms_shares_of_a_whole", "terms_step", "terms_days")
    yield from kept(BookingDay, "booking_day_once")
    yield from kept(
        Block, "block_forward", "block_comes_back", "block_season_whole", "block_of_one_thing", "block_week_of_month"
    )
    yield from kept(BlockException, "block_exception_once")
    yield from kept(Feed, "feed_of_a_place_or_a_person")
    yield from kept(Unmet, "unmet_once", "unmet_anywhere_once")


def taken_by(starts: datetime, ends: datetime, staff: int, desk: int, machines: list[Any]) -> set[Taken]:
    """The cells an appointment should have taken."""
    first = cell_of(minute_of(starts))
    count = cells_for(minute_of(ends) - minute_of(starts))
    found = resources(staff, desk, machines)
    return {(one.kind.value, one.id, slot) for one in found for slot in range(first, first + count)}
