"""A municipality taken in: all of it or nothing, as one deed."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.db import transaction

from velkommen.apps.catalogue import standard
from velkommen.apps.catalogue.models import Task
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.setup.planning import Plan, plan_of
from velkommen.apps.setup.present import present
from velkommen.apps.setup.reading import Book
from velkommen.apps.setup.writing import write
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.log.deeds import Done, deed


class Taken(TypedDict):
    """Kind of thing -> how many were added, changed, and as they were."""

    kinds: dict[str, dict[str, int]]


@deed(Right.ARRANGE)
def import_municipality(*, book: Book, digest: bytes, by: Actor, at: datetime, op: UUID) -> Done[Taken]:
    """Add and change what a book says, compared anew with what is there now. What it does not name stays.

    Args:
        digest: of the files the book was read from; it is what tells a repeat from another import.

    Raises:
        Refusal: NOT_ALLOWED unless one arranges every place and keeps the catalogue; NOTHING_GIVEN; the first of the problems.
    """
    by.require(Right.ARRANGE, EVERYWHERE)
    by.require(Right.KEEP_CATALOGUE, EVERYWHERE)
    if not book.count() and not book.problems:
        raise Refusal(Code.NOTHING_GIVEN)
    _hold()
    plan = _plan(book, at)
    if plan.problems:
        raise plan.problems[0].refusal
    write(plan, by, at)
    return Done(Taken(kinds=plan.counts()), None, places=[EVERYWHERE], rules=True)


def planned(book: Book, at: datetime) -> Plan:
    """What a book would change now, or why it cannot be taken in. Nothing is written."""
    if Task.objects.exists():
        return _plan(book, at)  # without a transaction: on SQLite it would keep every desk from writing meanwhile
    with transaction.atomic():
        plan = _plan(book, at)
        transaction.set_rollback(True)
    return plan


def _hold() -> None:
    """Let no other deed change places or tasks between the comparing and the writing."""
    for model in (ServicePoint, Task):
        list(model._default_manager.select_for_update().order_by("id").values_list("id"))  # noqa: SLF001 - Django's name for any model's rows


def _plan(book: Book, at: datetime) -> Plan:
    """A house without tasks begins with the standard catalogue, so that a file need only say what is different here."""
    if not Task.objects.exists():
        standard.load()
    today = clock.local_day(at)
    return plan_of(book, present(today), today)
