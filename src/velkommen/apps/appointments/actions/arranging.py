"""What a place promises: its terms, and the time that is not for appointments."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.appointments import models, queries
from velkommen.apps.appointments.models import Block, BlockException
from velkommen.apps.catalogue.models import Task
from velkommen.apps.courses import queries as courses
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import Equipment, columns
from velkommen.domain.booking.days import LAST, Kind, Resource
from velkommen.domain.booking.life import AppointmentState
from velkommen.domain.booking.terms import Terms
from velkommen.domain.hours.checks import check as check_periods
from velkommen.domain.hours.periods import Period
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed

LONGEST_WHY = 80
_COMING = (AppointmentState.HELD.value, AppointmentState.ASKED.value, AppointmentState.BOOKED.value)


class Arranged(TypedDict):
    place: int


class BlockAnswer(TypedDict):
    block: int


@dataclass(frozen=True)
class BlockFacts:
    """A block as it is wished: what comes back, of what (None: of the whole place), why, and in which week of the month (0: in each)."""

    period: Period
    resource: Resource | None = None
    why: str = ""
    nth: int = 0


@deed(Right.ARRANGE)
def set_terms(*, place: int, terms: Terms, by: Actor, at: datetime, op: UUID) -> Done[Arranged]:
    """Say what a place promises. What is booked already stays.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, BAD_TERMS, SHARES_TOO_LARGE, UNKNOWN_TASK.
    """
    by.require(Right.ARRANGE, place)
    places.hold(place)
    terms.check()
    only = _tasks(terms.walk_in_only)
    plain = {name: getattr(terms, name) for name in queries.PLAIN_TERMS}
    days = sum(1 << day for day in terms.walk_in_days)
    row, _ = models.Terms.objects.update_or_create(service_point_id=place, defaults={**plain, "walk_in_days": days})
    row.walk_in_only.set(only)
    return Done({"place": place}, place, rules=True)


@deed(Right.ARRANGE)
def put_block(*, place: int, facts: BlockFacts, by: Actor, at: datetime, op: UUID) -> Done[BlockAnswer]:
    """Take time out of what is promised. What is booked in it stays booked, and is listed among what needs a decision.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, BAD_HOURS, UNKNOWN_DESK, UNKNOWN_EQUIPMENT, UNKNOWN_STAFF, BAD_VALUE.
    """
    by.require(Right.ARRANGE, place)
    places.service_point_by_id(place)
    check_periods([facts.period])
    if len(facts.why) > LONGEST_WHY:
        raise Refusal(Code.BAD_VALUE, field="why")
    if not 0 <= facts.nth <= LAST:
        raise Refusal(Code.BAD_VALUE, field="nth")
    of = _of(facts.resource, place)
    made = Block.objects.create(service_point_id=place, why=facts.why, nth=facts.nth, **of, **columns(facts.period))
    return Done({"block": made.pk}, place, rules=True)


@deed(Right.ARRANGE)
def retire_place(*, place: int, by: Actor, at: datetime, op: UUID) -> Done[Arranged]:
    """Nobody is served at a place any more; what happened there stays. Here, because nobody may be left with a time at a closed door.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, APPOINTMENTS_LEFT or COURSES_LEFT with their number.
    """
    by.require(Right.ARRANGE, place)
    point = places.hold(place)
    left = queries.keeping(at).filter(service_point=place, ends_at__gt=at, state__in=_COMING).count()
    if left:
        raise Refusal(Code.APPOINTMENTS_LEFT, place=point.name, number=left)
    if held := len(courses.coming(at, [place])):
        raise Refusal(Code.COURSES_LEFT, place=point.name, number=held)
    point.active = False
    point.save(update_fields=("active",))
    return Done({"place": place}, place, rules=True)


@deed(Right.ARRANGE)
def except_block(*, block: int, day: date, by: Actor, at: datetime, op: UUID) -> Done[BlockAnswer]:
    """Let a block not hold on one of its days; said again, it holds once more.

    Raises:
        Refusal: UNKNOWN_BLOCK, NOT_ALLOWED.
    """
    found = _block(block, by)
    excepted = BlockException.objects.filter(block=found, day=day)
    if not excepted.delete()[0]:
        BlockException.objects.create(block=found, day=day)
    return Done({"block": block}, found.service_point_id, rules=True)


@deed(Right.ARRANGE)
def remove_block(*, block: int, by: Actor, at: datetime, op: UUID) -> Done[BlockAnswer]:
    """Give the time of a block back.

    Raises:
        Refusal: UNKNOWN_BLOCK, NOT_ALLOWED.
    """
    found = _block(block, by)
    place = found.service_point_id
    found.delete()
    return Done({"block": block}, place, rules=True)


def _block(block: int, by: Actor) -> Block:
    found = Block.objects.select_for_update().filter(pk=block).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_BLOCK)
    by.require(Right.ARRANGE, found.service_point_id)
    return found


def _tasks(keys: Collection[str]) -> list[Task]:
    found = Task.objects.in_bulk(list(keys), field_name="key")
    unknown = sorted(set(keys) - found.keys())
    if unknown:
        raise Refusal(Code.UNKNOWN_TASK, task=unknown[0])
    return list(found.values())


def _of(resource: Resource | None, place: int) -> dict[str, int]:
    """The columns of what a block is of, which must be of the place."""
    if resource is None:
        return {}
    if resource.kind is Kind.DESK:
        places.desk(resource.id, place)
        return {"desk_id": resource.id}
    if resource.kind is Kind.MACHINE:
        if not Equipment.objects.filter(pk=resource.id, service_point=place).exists():
            raise Refusal(Code.UNKNOWN_EQUIPMENT, equipment=str(resource.id))
        return {"equipment_id": resource.id}
    if all(person.id != resource.id for person in queries.calendar().town.places[place].people):
        raise Refusal(Code.UNKNOWN_STAFF)
    return {"staff_id": resource.id}
