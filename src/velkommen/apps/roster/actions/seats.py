"""Sitting down at a desk and leaving it."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.db.models import Q

from velkommen.apps.places import queries as places
from velkommen.apps.roster.models import Seat
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed


class Seated(TypedDict):
    desk: int | None


@deed(Right.SERVE)
def take_seat(*, place: int, desk: int, relieve: bool = False, by: Actor, at: datetime, op: UUID) -> Done[Seated]:
    """Sit down at a desk, leaving any other. `relieve` takes over a desk a colleague forgot to leave.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_DESK, PLACE_RETIRED, SEAT_TAKEN with the colleague's name.
    """
    by.require(Right.SERVE, place)
    if by.staff_id is None:
        raise Refusal(Code.NOT_ALLOWED)
    there = places.desk(desk, place)
    places.in_use(there.service_point)
    sitting = Seat.objects.select_related("staff").filter(desk=there).exclude(staff_id=by.staff_id).first()
    if sitting and not relieve:
        raise Refusal(Code.SEAT_TAKEN, desk=there.name, who=sitting.staff.shown_name)
    Seat.objects.filter(Q(desk=there) | Q(staff_id=by.staff_id)).delete()
    Seat.objects.create(desk=there, staff_id=by.staff_id, since=at)
    return Done({"desk": desk}, place)


@deed(Right.SERVE)
def leave_seat(*, place: int, by: Actor, at: datetime, op: UUID) -> Done[Seated]:
    """Leave the desk one sits at; leaving no desk is fine.

    Raises:
        Refusal: NOT_ALLOWED.
    """
    by.require(Right.SERVE, place)
    if by.staff_id is not None:
        Seat.objects.filter(staff_id=by.staff_id).delete()
    return Done({"desk": None}, place)
