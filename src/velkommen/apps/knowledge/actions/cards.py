"""Guide cards: written, taken back to what they said before, read again, owned. What an expert answered becomes part of one."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.knowledge import queries, writing
from velkommen.apps.knowledge.models import Card, CardVersion
from velkommen.apps.places import queries as places
from velkommen.domain import knowledge
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed


class Written(TypedDict):
    """The version of a card that holds now, or the addition that was made."""

    task: str
    language: str
    number: int
    addition: int | None


class CardKept(TypedDict):
    task: str


@deed(None)
def write_card(
    *, task: str, language: str, steps: str, pitfalls: str, base: int | None = None, by: Actor, at: datetime, op: UUID
) -> Done[Written]:
    """Write what a card says in a language; whoever keeps knowledge anywhere may, and its owner.

    Args:
        steps, pitfalls: one thing a line.
        base: the number of the version the writer began with, 0 where there was none: nobody overwrites what they have not seen.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_TASK, BAD_VALUE, TEXT_MISSING, TEXT_TOO_LONG, TOO_MANY_LINES, CARD_CHANGED.
    """
    require_card(task, by)
    return _written(task, writing.write_steps(task, language, steps, pitfalls, by=by, at=at, base=base))


@deed(None)
def add_to_card(*, task: str, text: str, language: str = "da", by: Actor, at: datetime, op: UUID) -> Done[Written]:
    """Add lines to the steps of a card; it begins with them where there was none.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_TASK, BAD_VALUE, TEXT_MISSING, TEXT_TOO_LONG, TOO_MANY_LINES.
    """
    require_card(task, by)
    return _written(task, writing.add_steps(task, text, by=by, at=at, language=language))


@deed(None)
def draft_from_answer(*, task: str, place: int | None, text: str, by: Actor, at: datetime, op: UUID) -> Done[Written]:
    """Let an answer stay: as an addition of a place, or (no place) as steps of the card of the task.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, UNKNOWN_TASK, TEXT_MISSING, TEXT_TOO_LONG, TOO_MANY_LINES.
    """
    return keep_text(task, place, text, by, at)


@deed(None)
def take_back_version(*, task: str, language: str, number: int, by: Actor, at: datetime, op: UUID) -> Done[Written]:
    """Let a card say again what an older version said: as a new version, so that nothing is lost.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_TASK, UNKNOWN_CARD.
    """
    require_card(task, by)
    writing.held_task(task)
    old = queries.version(task, language, number)
    made = writing.write_steps(task, language, old.steps, old.pitfalls, by=by, at=at, taken_from=old.number)
    return _written(task, made)


@deed(None)
def review_card(*, task: str, by: Actor, at: datetime, op: UUID) -> Done[CardKept]:
    """Somebody has read a card and found it right: it is read again in a year.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_CARD.
    """
    require_card(task, by)
    card = _held(task)
    card.review_on = knowledge.next_review(clock.local_day(at))
    card.save(update_fields=("review_on",))
    return Done({"task": task}, None)


@deed(None)
def take_over_card(*, task: str, by: Actor, at: datetime, op: UUID) -> Done[CardKept]:
    """Become the owner of a card: what is found wrong with it comes to oneself from now on.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_CARD.
    """
    require_card(task, by)
    if by.staff_id is None:
        raise Refusal(Code.NOT_ALLOWED)
    card = _held(task)
    card.owner_id = by.staff_id
    card.save(update_fields=("owner",))
    return Done({"task": task}, None)


def keep_text(task: str, place: int | None, text: str, by: Actor, at: datetime) -> Done[Written]:
    """Let a text stay, inside a deed. Raises: Refusal as `draft_from_answer`."""
    if place is None:
        require_card(task, by)
        return _written(task, writing.add_steps(task, text, by=by, at=at))
    by.require(Right.KEEP_KNOWLEDGE, place)
    made = writing.write_addition(places.service_point_by_id(place).pk, task, text, by=by, at=at)
    return Done({"task": task, "language": "", "number": 0, "addition": made.pk}, place)


def require_card(task: str, by: Actor) -> None:
    """Whether somebody may write the card of a task. Raises: Refusal NOT_ALLOWED."""
    if not queries.may_write(by, queries.owner_of(task)):
        raise Refusal(Code.NOT_ALLOWED, right=Right.KEEP_KNOWLEDGE.value)


def _held(task: str) -> Card:
    found = Card.objects.select_for_update(of=("self",)).filter(task__key=task).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_CARD)
    return found


def _written(task: str, made: CardVersion) -> Done[Written]:
    return Done({"task": task, "language": made.language, "number": made.number, "addition": None}, None)
