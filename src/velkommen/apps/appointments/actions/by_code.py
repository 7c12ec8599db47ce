"""Somebody types their code at a screen. Who guesses learns nothing of anybody, and is soon told to wait."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from velkommen.apps.appointments import queries
from velkommen.apps.appointments.actions.arriving import arrive
from velkommen.apps.appointments.models import Appointment, WrongCode
from velkommen.apps.placement.models import Device
from velkommen.domain.booking.life import PAUSE, WRONG_CODES, AppointmentState
from velkommen.domain.lifecycle import State
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared import clock
from velkommen.shared.actor import Actor


def arrive_by_code(*, place: int, code: str, by: Actor, at: datetime, op: UUID) -> str:
    """Let a screen of a place say that whoever has an appointment with a code is here; the link of their number.

    Typed again after that, the code leads to the same number. No deed of its own: a wrong code must be remembered though it is refused.

    Raises:
        Refusal: NOT_ALLOWED, TOO_MANY_CODES when too many were wrong at this screen just now, UNKNOWN_CODE, NOT_TODAY with the day it
            is for, APPOINTMENT_OVER.
    """
    by.require(Right.DRAW, place)
    _try(by.id, at)
    found = _found(place, code, at)
    link = _number_of(found) or arrive(appointment=found.pk, by=by, at=at, op=op)["link"]
    WrongCode.objects.filter(device=by.id).delete()
    return link


def _try(device: int, at: datetime) -> None:
    """Count a try before it is looked at, one after the other, so that many at once are as many. Raises: Refusal TOO_MANY_CODES."""
    with transaction.atomic():
        Device.objects.select_for_update(no_key=True).get(pk=device)
        WrongCode.objects.filter(device=device, at__lte=at - PAUSE).delete()
        if WrongCode.objects.filter(device=device).count() >= WRONG_CODES:
            raise Refusal(Code.TOO_MANY_CODES)
        WrongCode.objects.create(device_id=device, at=at)


def _found(place: int, code: str, at: datetime) -> Appointment:
    day = clock.local_day(at)
    try:
        return queries.by_code(place, day, code)
    except Refusal:
        later = queries.next_by_code(place, day, code)
    if later is None:
        raise Refusal(Code.UNKNOWN_CODE)
    raise Refusal(Code.NOT_TODAY, on=later.isoformat())


def _number_of(found: Appointment) -> str | None:
    """The link of their number, when they are here already and in line."""
    visit = found.visit if found.state == AppointmentState.ARRIVED.value else None
    return visit.link if visit and visit.state != State.ENDED.value else None
