"""What somebody is able to do, and when they usually serve where they are posted."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TypedDict
from uuid import UUID

from django.db.models import Q, QuerySet

from velkommen.apps.placement.book import AT_DESKS
from velkommen.apps.placement.models import ALWAYS, Competence, DutyPeriod, Posting
from velkommen.apps.places.models import columns
from velkommen.domain.catalogue import COMPETENCE_FORM
from velkommen.domain.hours.checks import check
from velkommen.domain.hours.periods import Period
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed


class Able(TypedDict):
    """Who it is about, and what."""

    staff: int
    competence: str


class OnDuty(TypedDict):
    staff: int
    periods: int


@deed(Right.ARRANGE)
def grant_competence(
    *, staff: int, key: str, first: date = ALWAYS, last: date | None = None, by: Actor, at: datetime, op: UUID
) -> Done[Able]:
    """Somebody is able to do what needs a competence, from a local day until another, both included.

    Raises:
        Refusal: UNKNOWN_STAFF, NOT_ALLOWED unless one arranges a place they are posted at, BAD_COMPETENCE_KEY, PERIOD_REVERSED,
            ALREADY_COMPETENT when some of these days are covered.
    """
    place = _arranged(staff, by)
    if not re.fullmatch(COMPETENCE_FORM, key):
        raise Refusal(Code.BAD_COMPETENCE_KEY)
    if last is not None and last < first:
        raise Refusal(Code.PERIOD_REVERSED)
    held = Competence.objects.select_for_update().filter(staff=staff, key=key)
    until = Q() if last is None else Q(first__lte=last)
    if held.filter(until & (Q(last=None) | Q(last__gte=first))).exists():
        raise Refusal(Code.ALREADY_COMPETENT)
    Competence.objects.create(staff_id=staff, key=key, first=first, last=last)
    return Done({"staff": staff, "competence": key}, place, rules=True)


@deed(Right.ARRANGE)
def withdraw_competence(*, staff: int, key: str, day: date, by: Actor, at: datetime, op: UUID) -> Done[Able]:
    """From a local day on somebody is no longer able to; that they were stays true.

    Raises:
        Refusal: UNKNOWN_STAFF, NOT_ALLOWED, NOT_COMPETENT when they are not from that day on.
    """
    place = _arranged(staff, by)
    ahead = Competence.objects.filter(staff=staff, key=key).filter(Q(last=None) | Q(last__gte=day))
    if not ahead.exists():
        raise Refusal(Code.NOT_COMPETENT)
    ahead.filter(first__gte=day).delete()
    ahead.update(last=day - timedelta(days=1))
    return Done({"staff": staff, "competence": key}, place, rules=True)


@deed(Right.ARRANGE)
def set_duty(*, staff: int, place: int, periods: list[Period], by: Actor, at: datetime, op: UUID) -> Done[OnDuty]:
    """When somebody usually serves at a place; none: nobody keeps their hours there.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_STAFF when they are not posted at the desks there, BAD_HOURS.
    """
    by.require(Right.ARRANGE, place)
    posting = _posted(staff).filter(service_point=place).first()
    if posting is None:
        raise Refusal(Code.UNKNOWN_STAFF)
    check(periods)
    _replace(posting, periods)
    return Done({"staff": staff, "periods": len(periods)}, place, rules=True)


def _replace(posting: Posting, periods: Sequence[Period]) -> None:
    DutyPeriod.objects.filter(posting__staff=posting.staff_id, posting__service_point=posting.service_point_id).delete()
    DutyPeriod.objects.bulk_create(DutyPeriod(posting=posting, **columns(period)) for period in periods)


def _posted(staff: int) -> QuerySet[Posting]:
    return Posting.objects.filter(staff=staff, staff__is_active=True, role__in=AT_DESKS).order_by("id")


def _arranged(staff: int, by: Actor) -> int:
    """A place somebody is posted at and the actor arranges."""
    held = [place for place in _posted(staff).values_list("service_point_id", flat=True) if place is not None]
    if not held:
        raise Refusal(Code.UNKNOWN_STAFF)
    mine = [place for place in held if by.may(Right.ARRANGE, place)]
    if not mine:
        raise Refusal(Code.NOT_ALLOWED, right=Right.ARRANGE.value)
    return mine[0]
