"""What happens to something on the shelf: it comes, a message is sent, it is handed out, put back, or destroyed unclaimed."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.conf import settings

from velkommen.apps.messages.actions import drop, queue
from velkommen.apps.pickups import queries
from velkommen.apps.pickups.models import OPEN, PickUp
from velkommen.apps.places import queries as places
from velkommen.domain import pickups
from velkommen.domain.contacts import Contact
from velkommen.domain.messages import LANGUAGES, Purpose
from velkommen.domain.pickups import HIGHEST, PickUpKind
from velkommen.domain.refusals import Code, Refusal, Shape
from velkommen.domain.rights import Right
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed


class Shelved(TypedDict):
    """What a deed was about: its id, and its number on the shelf."""

    pickup: int
    number: int


@deed(Right.REGISTER)
def register_pickup(
    *,
    place: int,
    kind: PickUpKind,
    number: int | None = None,
    contact: Contact | None = None,
    language: str = LANGUAGES[0],
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[Shelved]:
    """Put something on the shelf of a place, under a number of its own or else the next one.

    Args:
        contact: whom to tell that it is ready, if anybody. It stays with the message alone.
        language: of that message.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, BAD_VALUE with the field, NUMBER_TAKEN, PLACE_FULL.
    """
    by.require(Right.REGISTER, place)
    here = places.hold(place)
    if number is None:
        number = _next_number(place)
    if number is None:
        raise Refusal(Code.PLACE_FULL, place=here.name)
    if not 1 <= number <= HIGHEST:
        raise Refusal(Code.BAD_VALUE, field="number", shape=Shape.WHOLE, least=1, most=HIGHEST)
    if language not in LANGUAGES:
        raise Refusal(Code.BAD_VALUE, field="language")
    if queries.on_the_shelf(place, number):
        raise Refusal(Code.NUMBER_TAKEN, number=number)
    today = clock.local_day(at)
    row = PickUp.objects.create(
        service_point=here,
        number=number,
        kind=kind.value,
        since=today,
        message_sent=today if contact else None,
        destroy_after=pickups.destroy_after(today, settings.PICKUP_KEPT_DAYS),
    )
    if contact:
        _tell(row, contact, language, at)
    return _shelved(row)


def _tell(row: PickUp, contact: Contact, language: str, at: datetime) -> None:
    """Let a message say that it is ready: its number and until when, never what it is."""
    queue(
        place=row.service_point_id,
        purpose=Purpose.PICKUP_READY,
        about=_about(row),
        channel=contact.channel,
        to=contact.to,
        language=language,
        facts={"number": str(row.number), "when": row.destroy_after.isoformat()},
        at=at,
    )


def _about(row: PickUp) -> str:
    return f"pickup:{row.pk}"


@deed(Right.REGISTER)
def note_pickup_message(*, place: int, pickup: int, by: Actor, at: datetime, op: UUID) -> Done[Shelved]:
    """Note that whoever waits for it has been told; told again, the first day stays.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PICKUP, PICKUP_GONE.
    """
    row = _on_the_shelf(place, pickup, by)
    row.message_sent = row.message_sent or clock.local_day(at)
    row.save(update_fields=("message_sent",))
    return _shelved(row)


@deed(Right.REGISTER)
def hand_out_pickup(*, place: int, pickup: int, by: Actor, at: datetime, op: UUID) -> Done[Shelved]:
    """Somebody who may have it has got it.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PICKUP, PICKUP_GONE.
    """
    row = _on_the_shelf(place, pickup, by)
    row.collected_at = at
    row.save(update_fields=("collected_at",))
    drop(_about(row), {Purpose.PICKUP_READY}, at)
    return _shelved(row)


@deed(Right.REGISTER)
def put_back_pickup(*, place: int, pickup: int, by: Actor, at: datetime, op: UUID) -> Done[Shelved]:
    """Take back that something was handed out or destroyed today: it was another number.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PICKUP, PICKUP_GONE when it did not go today, NUMBER_TAKEN.
    """
    row = _held(place, pickup, by)
    if row.gone_at is None or clock.local_day(row.gone_at) != clock.local_day(at):
        raise Refusal(Code.PICKUP_GONE, number=row.number)
    if queries.on_the_shelf(place, row.number):
        raise Refusal(Code.NUMBER_TAKEN, number=row.number)
    row.collected_at = row.destroyed_at = None
    row.save(update_fields=("collected_at", "destroyed_at"))
    return _shelved(row)


@deed(Right.REGISTER)
def destroy_pickup(*, place: int, pickup: int, by: Actor, at: datetime, op: UUID) -> Done[Shelved]:
    """It was kept as long as it is kept, nobody came, and it has been destroyed.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PICKUP, PICKUP_GONE, PICKUP_KEPT with the day until which it is kept.
    """
    row = _on_the_shelf(place, pickup, by)
    if clock.local_day(at) <= row.destroy_after:
        raise Refusal(Code.PICKUP_KEPT, number=row.number, until=row.destroy_after.isoformat())
    row.destroyed_at = at
    row.save(update_fields=("destroyed_at",))
    drop(_about(row), {Purpose.PICKUP_READY}, at)
    return _shelved(row)


def _next_number(place: int) -> int | None:
    rows = PickUp.objects.filter(service_point=place)
    latest = rows.order_by("-id").values_list("number", flat=True).first() or 0
    return pickups.next_number(latest, set(rows.filter(OPEN).values_list("number", flat=True)))


def _on_the_shelf(place: int, pickup: int, by: Actor) -> PickUp:
    row = _held(place, pickup, by)
    if row.gone_at:
        raise Refusal(Code.PICKUP_GONE, number=row.number)
    return row


def _held(place: int, pickup: int, by: Actor) -> PickUp:
    """Something of a place's shelf that no other deed changes meanwhile, for somebody who may."""
    by.require(Right.REGISTER, place)
    places.hold(place)
    return queries.pickup(pickup, place)


def _shelved(row: PickUp) -> Done[Shelved]:
    return Done({"pickup": row.pk, "number": row.number}, row.service_point_id)
