"""What a person decides about a message nobody knows the end of: to send it again, or to let it be."""

from datetime import datetime, timedelta
from typing import TypedDict
from uuid import UUID

from velkommen.apps.messages.ending import end
from velkommen.apps.messages.models import Message
from velkommen.domain.messages import FOR_A_PERSON, State
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed

SOON = timedelta(hours=1)  # somebody who sends again wants it sent, late as it is


class Decided(TypedDict):
    message: int


@deed(Right.ARRANGE)
def send_again(*, message: int, by: Actor, at: datetime, op: UUID) -> Done[Decided]:
    """Send a message once more that failed or may have been sent; the citizen may then have it twice.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_MESSAGE, MESSAGE_OVER.
    """
    row = _held(message, by)
    row.key = (
        op if row.state == State.FAILED.value else row.key
    )  # a provider that refused its key might refuse it for ever
    row.state, row.why, row.attempts, row.next_try_at = State.WAITING.value, "", 0, at
    row.useless_after = max(row.useless_after, at + SOON)
    row.save(update_fields=("key", "state", "why", "attempts", "next_try_at", "useless_after"))
    return Done({"message": message}, row.service_point_id)


@deed(Right.ARRANGE)
def give_up(*, message: int, by: Actor, at: datetime, op: UUID) -> Done[Decided]:
    """Let a message be that failed or may have been sent. Its address goes; it is counted as what it is.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_MESSAGE, MESSAGE_OVER.
    """
    row = _held(message, by)
    end([row], State(row.state), at, why=row.why)
    return Done({"message": message}, row.service_point_id)


def _held(message: int, by: Actor) -> Message:
    """A message a person decides about, that no other deed and no worker changes meanwhile."""
    row = Message.objects.select_for_update().filter(pk=message).first()
    if row is None:
        raise Refusal(Code.UNKNOWN_MESSAGE)
    by.require(Right.ARRANGE, row.service_point_id)
    if row.done_at or row.state not in FOR_A_PERSON:
        raise Refusal(Code.MESSAGE_OVER)
    return row
