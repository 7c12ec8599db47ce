"""How experts are asked: what they say themselves, and what leads say of them."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.lifelines.models import Expert
from velkommen.apps.placement.models import Posting
from velkommen.domain.catalogue import HTTPS
from velkommen.domain.contacts import parse
from velkommen.domain.handover import Receiver
from velkommen.domain.messages import Channel
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right, Role
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.log.deeds import Done, deed

MOST_AT_A_TIME = 20


class Reached(TypedDict):
    """Which expert it is about."""

    staff: int


@deed(None)
def set_reach(
    *, staff: int, number: str = "", meeting: str = "", most_open: int, by: Actor, at: datetime, op: UUID
) -> Done[Reached]:
    """How an expert is joined (their number at work, the municipality's meeting link), and how many they have at a time.

    Raises:
        Refusal: UNKNOWN_STAFF, NOT_ALLOWED to all but themselves and those who arrange a place they are posted at; BAD_CONTACT, BAD_LINK,
            BAD_TERMS with field, least and most.
    """
    _may(staff, by)
    if not 1 <= most_open <= MOST_AT_A_TIME:
        raise Refusal(Code.BAD_TERMS, field="most_open", least=1, most=MOST_AT_A_TIME)
    if meeting and (not meeting.startswith(HTTPS) or " " in meeting or len(meeting) > 300):
        raise Refusal(Code.BAD_LINK, field="meeting")
    _set(staff, number=_number(number), meeting=meeting, most_open=most_open)
    return Done({"staff": staff}, None)


@deed(None)
def set_busy(*, busy: bool, away_until: datetime | None = None, by: Actor, at: datetime, op: UUID) -> Done[Reached]:
    """An expert says that they cannot be asked just now, or not until a moment; or that they can again.

    Raises:
        Refusal: NOT_ALLOWED to all but experts; TIME_PASSED when the moment is over.
    """
    staff = by.staff_id
    if staff is None or not by.may_somewhere(Right.ANSWER):
        raise Refusal(Code.NOT_ALLOWED, right=Right.ANSWER.value)
    if away_until is not None and away_until <= at:
        raise Refusal(Code.TIME_PASSED)
    _set(staff, busy=busy, away_until=away_until)
    return Done({"staff": staff}, None)


@deed(None)
def set_receiver(*, staff: int, receiver: Receiver, by: Actor, at: datetime, op: UUID) -> Done[Reached]:
    """What an expert is: it decides what may travel to them, so leads say it and not they.

    Raises:
        Refusal: UNKNOWN_STAFF, NOT_ALLOWED to all but those who arrange a place they are posted at.
    """
    _arranged(staff, by)
    _set(staff, receiver=receiver.value)
    return Done({"staff": staff}, None)


def _set(staff: int, **said: object) -> None:
    Expert.objects.update_or_create(staff_id=staff, defaults=said)


def _number(said: str) -> str:
    """Raises: Refusal BAD_CONTACT."""
    if not said.strip():
        return ""
    contact = parse(said)
    if contact.channel is not Channel.SMS:
        raise Refusal(Code.BAD_CONTACT)
    return contact.to


def _may(staff: int, by: Actor) -> None:
    if by.staff_id != staff or not by.may_somewhere(Right.ANSWER):
        _arranged(staff, by)


def _arranged(staff: int, by: Actor) -> None:
    posted = Posting.objects.filter(staff=staff, staff__is_active=True, role=Role.EXPERT.value)
    held = list(posted.values_list("service_point_id", flat=True))
    if not held:
        raise Refusal(Code.UNKNOWN_STAFF)
    if not any(by.may(Right.ARRANGE, place or EVERYWHERE) for place in held):
        raise Refusal(Code.NOT_ALLOWED, right=Right.ARRANGE.value)
