"""A citizen in line asks to be told when it is soon their turn."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.enquiries.transitions import held, visit_of
from velkommen.apps.visits import notices
from velkommen.domain.contacts import Contact
from velkommen.domain.lifecycle import State
from velkommen.domain.messages import LANGUAGES, MOST_AHEAD
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import SYSTEM, Actor, ActorKind
from velkommen.shared.log.deeds import Done, deed


class Asked(TypedDict):
    visit: int


@deed(None)
def ask_to_be_told(
    *, visit: int, contact: Contact, position: int, language: str, by: Actor, at: datetime, op: UUID
) -> Done[Asked]:
    """Let a message be sent when `position` or fewer are ahead; at once, if it is so already. Asked again, the last contact holds.

    Only the citizen with the link of the visit may ask.

    Raises:
        Refusal: UNKNOWN_VISIT, NOT_ALLOWED, NOT_IN_LINE, BAD_VALUE with the field.
    """
    if not (by.kind is ActorKind.CITIZEN and by.id == visit):
        raise Refusal(Code.NOT_ALLOWED, right=Right.DRAW.value)
    for field, known in (("position", 1 <= position <= MOST_AHEAD), ("language", language in LANGUAGES)):
        if not known:
            raise Refusal(Code.BAD_VALUE, field=field)
    enquiry = held(visit, SYSTEM)
    there = visit_of(enquiry)
    if there.state != State.WAITING.value:
        raise Refusal(Code.NOT_IN_LINE)
    notices.keep(there, contact, position, language)
    notices.tell_soon(there.service_point_id, there.day, at)
    return Done({"visit": visit}, there.service_point_id)
