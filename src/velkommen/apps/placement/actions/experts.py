"""When experts usually answer: said by themselves, or by whoever arranges the place they sit at."""

from datetime import datetime
from uuid import UUID

from velkommen.apps.placement.actions.people import OnDuty
from velkommen.apps.placement.models import DutyPeriod, Posting
from velkommen.apps.places.models import columns
from velkommen.domain.hours.checks import check
from velkommen.domain.hours.periods import Period
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right, Role
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.log.deeds import Done, deed


@deed(None)
def set_expert_hours(
    *, staff: int, place: int | None, periods: list[Period], by: Actor, at: datetime, op: UUID
) -> Done[OnDuty]:
    """When somebody posted as an expert at a place (None: everywhere) usually answers; none: while the place is staffed.

    Raises:
        Refusal: NOT_ALLOWED to all but themselves and those who arrange the place, UNKNOWN_STAFF when they are no expert there, BAD_HOURS.
    """
    if by.staff_id != staff or not by.may(Right.ANSWER, place or EVERYWHERE):
        by.require(Right.ARRANGE, place or EVERYWHERE)
    posted = Posting.objects.filter(staff=staff, staff__is_active=True, role=Role.EXPERT.value)
    posting = posted.filter(service_point=place).first()
    if posting is None:
        raise Refusal(Code.UNKNOWN_STAFF)
    check(periods)
    DutyPeriod.objects.filter(posting=posting).delete()
    DutyPeriod.objects.bulk_create(DutyPeriod(posting=posting, **columns(period)) for period in periods)
    return Done({"staff": staff, "periods": len(periods)}, place, rules=True)
