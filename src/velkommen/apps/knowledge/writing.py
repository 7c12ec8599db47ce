"""Writing down what the desk needs to know, inside a deed: of this room, or of a room above that has heard an answer.

None of these asks who may: the deed does. All of them refuse what is too long, empty, or holds anything shaped like a CPR number.
"""

from datetime import datetime

from django.db import connection
from django.db.models import Max

from velkommen.apps.catalogue.models import Task
from velkommen.apps.knowledge.models import Addition, Card, CardVersion, KnowledgeEdition
from velkommen.domain import knowledge
from velkommen.domain.knowledge import LANGUAGES
from velkommen.domain.refusals import Code, Refusal
from velkommen.shared import clock
from velkommen.shared.actor import Actor


def write_steps(
    task: str,
    language: str,
    steps: str,
    pitfalls: str,
    *,
    by: Actor,
    at: datetime,
    base: int | None = None,
    taken_from: int | None = None,
) -> CardVersion:
    """Let the card of a task (by key) say this in a language from now on; the same again is no new version.

    The first who writes a card owns it. Writing is reading: the next review moves.

    Args:
        steps, pitfalls: one thing a line.
        base: the number of the version the writer looked at (0: there was none); None where nobody looked.

    Raises:
        Refusal: UNKNOWN_TASK, BAD_VALUE, TEXT_MISSING, TEXT_TOO_LONG, TOO_MANY_LINES, CPR_IN_TEXT, ILLEGIBLE, CARD_CHANGED.
    """
    said = {"steps": knowledge.lines(steps, "steps"), "pitfalls": knowledge.lines(pitfalls, "pitfalls")}
    if language not in LANGUAGES:
        raise Refusal(Code.BAD_VALUE, field="language")
    if not any(said.values()):
        raise Refusal(Code.TEXT_MISSING, field="steps")
    card = _hold(task, by, at)
    before = CardVersion.objects.select_related("author").filter(card=card, language=language, current=True).first()
    _not_overtaken(before, base)
    if before and {"steps": before.steps, "pitfalls": before.pitfalls} == said:
        return before
    CardVersion.objects.filter(card=card, language=language, current=True).update(current=False)
    newest = CardVersion.objects.filter(card=card, language=language).aggregate(Max("number"))["number__max"] or 0
    facts = {"language": language, "number": newest + 1, "author_id": by.staff_id, "at": at, "taken_from": taken_from}
    made = CardVersion.objects.create(card=card, **said, **facts)
    touch()
    return made


def add_steps(task: str, text: str, *, by: Actor, at: datetime, language: str = LANGUAGES[0]) -> CardVersion:
    """Add lines to the steps of a card, which begins with them where there was none.

    Raises:
        Refusal: see `write_steps`.
    """
    more = knowledge.lines(knowledge.note(text, longest=knowledge.LONGEST_TEXT))
    held = CardVersion.objects.filter(card=_hold(task, by, at), language=language, current=True).first()
    steps = "\n".join(filter(None, [held.steps if held else "", more]))
    return write_steps(task, language, steps, held.pitfalls if held else "", by=by, at=at)


def write_addition(place: int, task: str, text: str, *, by: Actor, at: datetime) -> Addition:
    """Note what is otherwise at a place about a task (by key).

    Raises:
        Refusal: UNKNOWN_TASK, TEXT_MISSING, TEXT_TOO_LONG, CPR_IN_TEXT, ILLEGIBLE.
    """
    said = knowledge.note(text)
    made = Addition.objects.create(
        service_point_id=place, task=held_task(task), text=said, author_id=by.staff_id, at=at
    )
    touch()
    return made


def touch() -> None:
    """Say that something which is searched has changed. Its row is held until the end: editions come one after the other."""
    table = KnowledgeEdition._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (id, number) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET number = {table}.number + 1"  # noqa: S608 - the table's name comes from the model
        )


def held_task(key: str) -> Task:
    """A task that nobody else writes a card of meanwhile. Raises: Refusal UNKNOWN_TASK."""
    found = Task.objects.select_for_update(no_key=True).filter(key=key).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_TASK, task=key)
    return found


def _hold(task: str, by: Actor, at: datetime) -> Card:
    review = knowledge.next_review(clock.local_day(at))
    card, made = Card.objects.get_or_create(
        task=held_task(task), defaults={"owner_id": by.staff_id, "review_on": review}
    )
    if not made and card.review_on != review:
        card.review_on = review
        card.save(update_fields=("review_on",))
    return card


def _not_overtaken(before: CardVersion | None, base: int | None) -> None:
    if base is not None and base != (before.number if before else 0):
        who = before.author.shown_name if before and before.author else ""
        raise Refusal(Code.CARD_CHANGED, who=who)
