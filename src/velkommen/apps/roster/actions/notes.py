"""What somebody has heard."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.roster.models import Note
from velkommen.domain.refusals import Code, Refusal
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed


class Read(TypedDict):
    read: int


@deed(None)
def read_notes(*, until: int, by: Actor, at: datetime, op: UUID) -> Done[Read]:
    """One has read what one was to hear, up to a note (by its id); it goes.

    Raises:
        Refusal: NOT_ALLOWED to all but staff.
    """
    if by.staff_id is None:
        raise Refusal(Code.NOT_ALLOWED)
    number, _ = Note.objects.filter(staff=by.staff_id, pk__lte=until).delete()
    return Done({"read": number}, None)
