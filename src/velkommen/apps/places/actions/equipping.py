"""What equipment a place has, and whether it works. Whoever serves there may say that it does not."""

from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.places import queries
from velkommen.apps.places.actions.filling import fill
from velkommen.apps.places.models import Equipment
from velkommen.domain.kinds import EquipmentKind
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed


class Equipped(TypedDict):
    """The piece of equipment the deed was about."""

    place: int
    equipment: int


@deed(Right.ARRANGE)
def set_equipment(
    *, place: int, kind: str, name: str, accessibility: str = "", by: Actor, at: datetime, op: UUID
) -> Done[Equipped]:
    """Say that a place has a piece of equipment, and who can use it; the same kind and name again is the same piece.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, UNKNOWN_EQUIPMENT, BAD_VALUE with the field.
    """
    by.require(Right.ARRANGE, place)
    queries.hold(place)
    if kind not in {one.value for one in EquipmentKind}:
        raise Refusal(Code.UNKNOWN_EQUIPMENT, equipment=kind)
    called = " ".join(name.split())
    row = Equipment.objects.filter(service_point=place, kind=kind, name=called).first()
    row = row or Equipment(service_point_id=place, kind=kind)
    fill(row, {"name": called, "accessibility": accessibility}, frozenset({"name", "accessibility"}))
    row.save()
    return Done({"place": place, "equipment": row.pk}, place, rules=True)


@deed(Right.ARRANGE)
def remove_equipment(*, equipment: int, by: Actor, at: datetime, op: UUID) -> Done[Equipped]:
    """The place has it no more.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_EQUIPMENT, PLACE_RETIRED.
    """
    row = _found(equipment, Right.ARRANGE, by)
    row.delete()
    return Done({"place": row.service_point_id, "equipment": equipment}, row.service_point_id, rules=True)


@deed(Right.SERVE)
def report_broken(
    *, equipment: int, why: str = "", back_at: date | None = None, by: Actor, at: datetime, op: UUID
) -> Done[Equipped]:
    """It does not work from now on. Said again, the reason and the day it is expected back are put right.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_EQUIPMENT, PLACE_RETIRED, BACK_BEFORE_OUT, BAD_VALUE when the reason is too long.
    """
    row = _found(equipment, Right.SERVE, by)
    if back_at and back_at < clock.local_day(at):
        raise Refusal(Code.BACK_BEFORE_OUT)
    row.out_since, row.back_at = row.out_since or at, back_at
    fill(row, {"why": why}, frozenset({"why"}))
    row.save()
    return Done({"place": row.service_point_id, "equipment": equipment}, row.service_point_id, rules=True)


@deed(Right.SERVE)
def report_working(*, equipment: int, by: Actor, at: datetime, op: UUID) -> Done[Equipped]:
    """It works again.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_EQUIPMENT, PLACE_RETIRED.
    """
    row = _found(equipment, Right.SERVE, by)
    row.out_since, row.back_at, row.why = None, None, ""
    row.save()
    return Done({"place": row.service_point_id, "equipment": equipment}, row.service_point_id, rules=True)


def _found(equipment: int, right: Right, by: Actor) -> Equipment:
    """A piece of equipment, its place held."""
    row = Equipment.objects.filter(pk=equipment).first()
    if row is None:
        raise Refusal(Code.UNKNOWN_EQUIPMENT, equipment=equipment)
    by.require(right, row.service_point_id)
    queries.hold(row.service_point_id)
    row.refresh_from_db()
    return row
