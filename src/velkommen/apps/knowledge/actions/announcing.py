"""Announcements: said to some places for some days, read once by everybody, withdrawn when they hold no longer."""

from collections.abc import Set as AbstractSet
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.knowledge import queries, writing
from velkommen.apps.knowledge.models import Announcement, AnnouncementPlace, Receipt
from velkommen.apps.places import queries as places
from velkommen.domain import knowledge
from velkommen.domain.knowledge import LONGEST_TEXT, LONGEST_TITLE
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.log.deeds import Done, deed


class Announced(TypedDict):
    announcement: int


@deed(Right.KEEP_KNOWLEDGE)
def announce(
    *,
    title: str,
    text: str,
    first: date,
    last: date,
    at_places: AbstractSet[int] = frozenset(),
    must_read: bool = False,
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[Announced]:
    """Tell everybody at some places something, from a day until another, both included.

    Args:
        at_places: service points by id; none named is all of them, which takes the right everywhere.
        must_read: whether those who have not read it are named to those who keep knowledge.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, TEXT_MISSING, TEXT_TOO_LONG, PERIOD_REVERSED.
    """
    where = sorted(at_places) or [EVERYWHERE]
    for place in where:
        by.require(Right.KEEP_KNOWLEDGE, place)
    if last < first:
        raise Refusal(Code.PERIOD_REVERSED)
    row = Announcement.objects.create(
        title=knowledge.note(title, "title", LONGEST_TITLE),
        text=knowledge.note(text, "text", LONGEST_TEXT, needed=False),
        first=first,
        last=last,
        must_read=must_read,
        author_id=by.staff_id,
        at=at,
    )
    AnnouncementPlace.objects.bulk_create(
        AnnouncementPlace(announcement=row, service_point=places.service_point_by_id(place))
        for place in sorted(at_places)
    )
    writing.touch()
    return Done({"announcement": row.pk}, None, places=where)


@deed(Right.KEEP_KNOWLEDGE)
def withdraw_announcement(*, announcement: int, by: Actor, at: datetime, op: UUID) -> Done[Announced]:
    """Take an announcement away before its last day; who read it stays known.

    Raises:
        Refusal: UNKNOWN_ANNOUNCEMENT, NOT_ALLOWED.
    """
    row = queries.announcement(announcement)
    where = queries.places_of(row) or [EVERYWHERE]
    for place in where:
        by.require(Right.KEEP_KNOWLEDGE, place)
    if row.withdrawn_at is None:
        row.withdrawn_at = at
        row.save(update_fields=("withdrawn_at",))
        writing.touch()
    return Done({"announcement": row.pk}, None, places=where)


@deed(None)
def note_read(*, announcement: int, place: int | None = None, by: Actor, at: datetime, op: UUID) -> Done[Announced]:
    """Somebody has read an announcement; read again, the first time stays.

    Args:
        place: where they sit, if at a desk: its screen says that it is noted.

    Raises:
        Refusal: UNKNOWN_ANNOUNCEMENT, NOT_ALLOWED: it is for places where they read nothing.
    """
    queries.require_reading(place, by)
    row = queries.announcement(announcement)
    if by.staff_id is None or not queries.may_read(by, queries.places_of(row)):
        raise Refusal(Code.NOT_ALLOWED, right=Right.READ_KNOWLEDGE.value)
    Receipt.objects.get_or_create(announcement=row, staff_id=by.staff_id, defaults={"at": at})
    return Done({"announcement": row.pk}, place)
