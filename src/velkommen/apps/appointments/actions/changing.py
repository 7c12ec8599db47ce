"""An appointment moves, or is off."""

from datetime import datetime, timedelta
from uuid import UUID

from velkommen.apps.appointments import queries, telling
from velkommen.apps.appointments.actions.booking import contact_of, held, kept_for
from velkommen.apps.appointments.facts import AppointmentAnswer, appointment_facts
from velkommen.apps.appointments.models import Appointment, Cell
from velkommen.apps.appointments.taking import Wish, choose_anew, hold_day, put, take, write_cells
from velkommen.apps.places import queries as places
from velkommen.domain.booking.life import AppointmentState, CancelReason, Step, step
from velkommen.domain.booking.terms import Asker
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed


@deed(None)
def change(
    *,
    appointment: int,
    starts: datetime,
    place: int | None = None,
    asker: Asker = Asker.STAFF,
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[AppointmentAnswer]:
    """Move an appointment to another time, and to another place if one is given. When that cannot be, it stays as it was.

    Args:
        asker: PUBLIC where staff, or their program, does what a citizen asks for; who may not book there is the public anyway.

    Raises:
        Refusal: UNKNOWN_APPOINTMENT, NOT_ALLOWED, APPOINTMENT_OVER (missed, too), SLOT_TAKEN, and what `taking.check` refuses.
    """
    found = held(appointment, by)
    step(AppointmentState(found.state), Step.CHANGE)
    _check_not_missed(found, at)
    was, old_place = found.starts_at, found.service_point_id
    there = place or old_place
    asker = asker if by.may(Right.BOOK, there) else Asker.PUBLIC
    wish = Wish(queries.wanted_of(found), there, starts, asker, at)
    chosen, terms = take(wish, leaving=found)
    if wish.place != old_place:
        found.service_point = places.service_point_by_id(wish.place)
    put(found, chosen)
    found.keeps_until, found.moves = kept_for(found.starts_at, terms), found.moves + 1
    found.save()
    write_cells(found, chosen)
    telling.moved(found, was, contact_of(found), at)
    touched = sorted({old_place, found.service_point_id})
    return Done({"appointment": appointment_facts(found)}, found.service_point_id, places=touched)


@deed(Right.BOOK)
def reassign(*, appointment: int, by: Actor, at: datetime, op: UUID) -> Done[AppointmentAnswer]:
    """Keep an appointment at its time with another colleague, desk or machine, where it can no longer be kept as it was planned. Whoever
    has it need not know. What of it can stay is chosen anew, too: whoever is there and may do it.

    Raises:
        Refusal: UNKNOWN_APPOINTMENT, NOT_ALLOWED, APPOINTMENT_OVER (missed, too), NOTHING_INSTEAD.
    """
    found = held(appointment, by)
    step(AppointmentState(found.state), Step.CHANGE)
    _check_not_missed(found, at)
    chosen = choose_anew(found, at)
    put(found, chosen)
    found.save(update_fields=("ends_at", "staff", "desk", "machines"))
    write_cells(found, chosen)
    return Done({"appointment": appointment_facts(found)}, found.service_point_id)


@deed(None)
def cancel(
    *,
    appointment: int,
    returns: int = 0,
    asker: Asker = Asker.STAFF,
    why: CancelReason | None = None,
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[AppointmentAnswer]:
    """The appointment is off. Called off by a guest, its time comes back after so many minutes, so that nobody can take it by watching.

    Args:
        returns: minutes, by chance; at most as many as the terms of the place say. Called off by staff, it comes back at once.
        asker: as in `change`.
        why: the reason staff give; None: nobody said.

    Raises:
        Refusal: UNKNOWN_APPOINTMENT, NOT_ALLOWED, APPOINTMENT_OVER (missed, too).
    """
    found = held(appointment, by)
    _check_not_missed(found, at)
    booked = found.state == AppointmentState.BOOKED.value
    found.state = step(AppointmentState(found.state), Step.CANCEL).value
    most = queries.calendar().terms_of(found.service_point_id).returns
    public = asker is Asker.PUBLIC or not by.may(Right.BOOK, found.service_point_id)
    wait = timedelta(minutes=min(returns, most)) if public and booked else timedelta()
    found.keeps_until, found.confirm, found.ended_at = at + wait, None, at
    found.cancelled_why = why.value if why else ""
    found.save(update_fields=("state", "keeps_until", "confirm", "ended_at", "cancelled_why"))
    hold_day(found.service_point_id, found.day)
    if not wait:
        Cell.objects.filter(appointment=found).delete()
    telling.cancelled(found, contact_of(found) if booked else None, at)
    return Done({"appointment": appointment_facts(found)}, found.service_point_id)


def _check_not_missed(found: Appointment, at: datetime) -> None:
    if queries.missed(found, at):
        raise Refusal(Code.APPOINTMENT_OVER, appointment="missed")
