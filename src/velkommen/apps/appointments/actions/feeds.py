"""Secret addresses for calendar programs: made and shown once, revoked at once."""

import secrets
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.appointments.models import Feed
from velkommen.apps.people.actions import digest
from velkommen.apps.places import queries as places
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed


class FeedAnswer(TypedDict):
    feed: int


def make_feed(*, place: int | None = None, by: Actor, at: datetime) -> str:
    """A token for the appointments of a place (said without what they are about), or, without a place, for one's own. Not a logged deed:
    its answer is a secret, and the log holds none.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED.
    """
    if place is None:
        if by.staff_id is None or not by.may_somewhere(Right.BOOK):
            raise Refusal(Code.NOT_ALLOWED, right=Right.BOOK.value)
    else:
        by.require(Right.ARRANGE, place)
        places.service_point_by_id(place)
    token = secrets.token_urlsafe(24)
    staff = by.staff_id if place is None else None
    Feed.objects.create(service_point_id=place, staff_id=staff, digest=digest(token), created_at=at)
    return token


@deed(None)
def revoke_feed(*, feed: int, by: Actor, at: datetime, op: UUID) -> Done[FeedAnswer]:
    """Take an address away: the next time a calendar program asks, there is nothing.

    Raises:
        Refusal: UNKNOWN_FEED (somebody else's, too), NOT_ALLOWED.
    """
    found = Feed.objects.select_for_update(of=("self",)).filter(pk=feed, revoked_at=None).first()
    if found is None or (found.staff_id is not None and found.staff_id != by.staff_id):
        raise Refusal(Code.UNKNOWN_FEED)
    if found.service_point_id is not None:
        by.require(Right.ARRANGE, found.service_point_id)
    found.revoked_at = at
    found.save(update_fields=("revoked_at",))
    return Done({"feed": feed}, found.service_point_id)
