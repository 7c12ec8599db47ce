"""What a competence asks for to be kept, who wants to win one, and what use makes last longer."""

import re
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.learning import models, queries
from velkommen.apps.learning.models import Refreshment, Willing
from velkommen.apps.placement.competences import places_of, prolong
from velkommen.domain.catalogue import COMPETENCE_FORM
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.domain.training import MOST_MONTHS, NO_TERMS, Terms
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.log.deeds import Done, deed

MOST = 9_999  # enquiries


class Keyed(TypedDict):
    """The competence it is about."""

    competence: str


class Refreshed(TypedDict):
    """How many competences last longer now."""

    refreshed: int


@deed(Right.ARRANGE)
def set_learning_terms(*, key: str, terms: Terms, by: Actor, at: datetime, op: UUID) -> Done[Keyed]:
    """Say what a competence asks for to be kept; nothing at all takes its terms away. What is held already keeps its last day.

    Raises:
        Refusal: NOT_ALLOWED to all but those who arrange everything, BAD_COMPETENCE_KEY, BAD_TERMS, REFRESHED_WITHOUT_END.
    """
    by.require(Right.ARRANGE, EVERYWHERE)
    _check_key(key)
    for field, most in (("lasts", MOST_MONTHS), ("refreshed_by", MOST), ("minimum", MOST)):
        number = getattr(terms, field)
        if number is not None and not 1 <= number <= most:
            raise Refusal(Code.BAD_TERMS, field=field, least=1, most=most)
    if terms.refreshed_by and not terms.lasts:
        raise Refusal(Code.REFRESHED_WITHOUT_END)
    if terms == NO_TERMS:
        models.Terms.objects.filter(key=key).delete()
    else:
        models.Terms.objects.update_or_create(key=key, defaults=vars(terms))
    return Done({"competence": key}, None)


@deed(Right.LEARN)
def put_oneself_forward(*, place: int, key: str, by: Actor, at: datetime, op: UUID) -> Done[Keyed]:
    """Somebody wants to become able to do something at the place they work.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_STAFF unless one works there, BAD_COMPETENCE_KEY, WILLING_ALREADY.
    """
    by.require(Right.LEARN, place)
    staff = _works_at(place, by)
    _check_key(key)
    _, fresh = Willing.objects.get_or_create(staff_id=staff, key=key, defaults={"since": clock.local_day(at)})
    if not fresh:
        raise Refusal(Code.WILLING_ALREADY)
    return Done({"competence": key}, place)


@deed(Right.LEARN)
def take_oneself_back(*, place: int, key: str, by: Actor, at: datetime, op: UUID) -> Done[Keyed]:
    """Somebody does not want to any more. A training that runs goes on until it is stopped.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_STAFF unless one works there, NOT_WILLING.
    """
    by.require(Right.LEARN, place)
    gone, _ = Willing.objects.filter(staff=_works_at(place, by), key=key).delete()
    if not gone:
        raise Refusal(Code.NOT_WILLING)
    return Done({"competence": key}, place)


@deed(Right.ARRANGE)
def refresh_competences(*, by: Actor, at: datetime, op: UUID) -> Done[Refreshed]:
    """What soon ends and was used enough lasts as long again.

    Raises:
        Refusal: NOT_ALLOWED to all but those who arrange everything, and the system.
    """
    today, due = clock.local_day(at), queries.due_to_be_refreshed(at)
    for one in due:
        prolong(one.staff, one.key, today, one.until)
    Refreshment.objects.bulk_create(
        Refreshment(staff_id=one.staff, key=one.key, day=today, until=one.until, enquiries=one.enquiries) for one in due
    )
    return Done({"refreshed": len(due)}, None, rules=True)


def _works_at(place: int, by: Actor) -> int:
    staff = by.staff_id
    if staff is None or not {place, EVERYWHERE} & set(places_of(staff)):
        raise Refusal(Code.UNKNOWN_STAFF)
    return staff


def _check_key(key: str) -> None:
    if not re.fullmatch(COMPETENCE_FORM, key):
        raise Refusal(Code.BAD_COMPETENCE_KEY)
