"""What somebody is able to do, and when they usually serve where they are posted."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TypedDict
from uuid import UUID

from django.db.models import Q, QuerySet

from velkommen.apps.placement.book import AT_DESKS
from velkommen.apps.placement.competences import How, arranged_place, make_able, prolong
from velkommen.apps.placement.models import ALWAYS, Competence, DutyPeriod, Posting
from velkommen.apps.places.models import columns
from velkommen.domain.competence import Held, Level, Won
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
    *,
    staff: int,
    key: str,
    first: date = ALWAYS,
    last: date | None = None,
    level: Level = Level.ALONE,
    won: Won = Won.UNKNOWN,
    taught_by: int | None = None,
    enquiries: int | None = None,
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[Able]:
    """Somebody is able to do what needs a competence, from a local day until another, both included. A lower level gives way.

    Raises:
        Refusal: UNKNOWN_STAFF, NOT_ALLOWED unless one arranges a place they are posted at, BAD_COMPETENCE_KEY, PERIOD_REVERSED,
            ALREADY_COMPETENT when on some of these days they are as able or more.
    """
    place = arranged_place(staff, by)
    make_able(staff, key, Held(first, last, level), How(won, taught_by, enquiries))
    return Done({"staff": staff, "competence": key}, place, rules=True)


@deed(Right.ARRANGE)
def prolong_competence(
    *, staff: int, key: str, day: date, last: date | None, by: Actor, at: datetime, op: UUID
) -> Done[Able]:
    """What somebody holds on a local day holds until another, included (None: without end).

    Raises:
        Refusal: UNKNOWN_STAFF, NOT_ALLOWED, NOT_COMPETENT when they hold nothing that day, PERIOD_REVERSED when it would end before
            that day, ALREADY_COMPETENT when some of the days it would gain are taken.
    """
    place = arranged_place(staff, by)
    if last is not None and last < day:
        raise Refusal(Code.PERIOD_REVERSED)
    prolong(staff, key, day, last)
    return Done({"staff": staff, "competence": key}, place, rules=True)


@deed(Right.ARRANGE)
def withdraw_competence(*, staff: int, key: str, day: date, by: Actor, at: datetime, op: UUID) -> Done[Able]:
    """From a local day on somebody is no longer able to; that they were stays true.

    Raises:
        Refusal: UNKNOWN_STAFF, NOT_ALLOWED, NOT_COMPETENT when they are not from that day on.
    """
    place = arranged_place(staff, by)
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
    of_desks = DutyPeriod.objects.filter(posting__staff=posting.staff_id, posting__role__in=AT_DESKS)
    of_desks.filter(posting__service_point=posting.service_point_id).delete()
    DutyPeriod.objects.bulk_create(DutyPeriod(posting=posting, **columns(period)) for period in periods)


def _posted(staff: int) -> QuerySet[Posting]:
    return Posting.objects.filter(staff=staff, staff__is_active=True, role__in=AT_DESKS).order_by("id")
