"""Who is away: told as a sudden absence, or asked for as leave and approved. Never why."""

from datetime import date, datetime, timedelta
from typing import TypedDict
from uuid import UUID

from django.db.models import Q

from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import Absence, Posting, RosteredDay, Shift
from velkommen.apps.roster import holding
from velkommen.apps.roster.models import Leave
from velkommen.domain import dates
from velkommen.domain.hours.days import A_DAY
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right, Role
from velkommen.domain.roster.deals import LeaveState, News
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed

LONGEST = timedelta(days=366)
ONESELF = A_DAY  # ahead: whoever knows longer before asks for leave


class Away(TypedDict):
    """An absence, and whose it is."""

    absence: int | None
    staff: int


class Asked(TypedDict):
    """A leave, and the absence it was made, if it was."""

    leave: int
    state: str
    absence: int | None


@deed(None)
def report_absence(
    *,
    staff: int,
    first: date,
    last: date,
    opens: int | None = None,
    closes: int | None = None,
    sudden: bool = False,
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[Away]:
    """Somebody is away, from now on: said by themselves for today or tomorrow, by the leader of a place of theirs for any day.

    Their shifts stay in the roster; the house no longer counts on them. The leaders of their places hear it.

    Args:
        opens, closes: only a part of one day.
        sudden: as one calls in sick; what is told the same day always is.

    Raises:
        Refusal: UNKNOWN_STAFF, NOT_ALLOWED, BAD_DAY, PERIOD_REVERSED, BAD_VALUE with the field, SHIFT_OVER when it is past,
            ASK_FOR_LEAVE, ALREADY_AWAY.
    """
    place, today = concerned(staff, by), clock.local_day(at)
    _refuse_days(first, last, opens, closes)
    if last < today:
        raise Refusal(Code.SHIFT_OVER, on=last.isoformat())
    arranges = place is not None and by.may(Right.ARRANGE, place)
    if staff == by.staff_id and not arranges and first > today + ONESELF:
        raise Refusal(Code.ASK_FOR_LEAVE)
    row = _new(staff, first, last, opens, closes, sudden=sudden or first <= today)
    _tell_leaders(staff, first, at, by)
    return Done({"absence": row.pk, "staff": staff}, place, rules=True)


@deed(None)
def back_at_work(*, absence: int, day: date, by: Actor, at: datetime, op: UUID) -> Done[Away]:
    """Somebody is back on a local day: sooner or later than was said. From the first day of it on: it was never an absence.

    Raises:
        Refusal: UNKNOWN_ABSENCE, NOT_ALLOWED, BAD_DAY, BAD_VALUE when it is a part of one day or over a year later.
    """
    row = Absence.objects.select_for_update().filter(pk=absence).first()
    if row is None:
        raise Refusal(Code.UNKNOWN_ABSENCE)
    place = concerned(row.staff_id, by)
    dates.meant(day)
    if (row.opens is not None and day > row.first) or day - row.first > LONGEST:
        raise Refusal(Code.BAD_VALUE, field="day")
    if day <= row.first:
        Leave.objects.filter(absence=row).update(state=LeaveState.WITHDRAWN.value)
        row.delete()
        return Done({"absence": None, "staff": row.staff_id}, place, rules=True)
    _refuse_twice(row.staff_id, row.first, day - A_DAY, but=row.pk)
    row.last = day - A_DAY
    row.save(update_fields=["last"])
    return Done({"absence": row.pk, "staff": row.staff_id}, place, rules=True)


@deed(None)
def ask_leave(
    *,
    first: date,
    last: date,
    opens: int | None = None,
    closes: int | None = None,
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[Asked]:
    """Ask to be away on days ahead, or on a part of one; nothing changes until a leader has said yes.

    Raises:
        Refusal: NOT_ALLOWED, BAD_DAY, PERIOD_REVERSED, BAD_VALUE with the field, SHIFT_OVER when it has begun, ALREADY_AWAY.
    """
    staff = by.staff_id
    if staff is None:
        raise Refusal(Code.NOT_ALLOWED)
    concerned(staff, by)
    _refuse_days(first, last, opens, closes)
    if first <= clock.local_day(at):
        raise Refusal(Code.SHIFT_OVER, on=first.isoformat())
    _refuse_twice(staff, first, last)
    row = Leave.objects.create(staff_id=staff, first=first, last=last, opens=opens, closes=closes, asked_at=at)
    return Done({"leave": row.pk, "state": row.state, "absence": None}, None)


@deed(None)
def decide_leave(*, leave: int, approve: bool, by: Actor, at: datetime, op: UUID) -> Done[Asked]:
    """Say yes or no to a leave. Approved it is an absence; who asked hears either.

    Raises:
        Refusal: UNKNOWN_LEAVE, NOT_ALLOWED unless one arranges a place of theirs, LEAVE_OVER, ALREADY_AWAY.
    """
    row = _leave(leave)
    place = concerned(row.staff_id, by)
    if place is None or not by.may(Right.ARRANGE, place):
        raise Refusal(Code.NOT_ALLOWED, right=Right.ARRANGE.value)
    if row.state != LeaveState.ASKED.value:
        raise Refusal(Code.LEAVE_OVER)
    row.state = (LeaveState.APPROVED if approve else LeaveState.REFUSED).value
    row.decided_by_id = by.staff_id
    if approve:
        row.absence = _new(row.staff_id, row.first, row.last, row.opens, row.closes, sudden=False)
    row.save(update_fields=["state", "decided_by", "absence"])
    news = News.LEAVE_APPROVED if approve else News.LEAVE_REFUSED
    holding.tell([row.staff_id], news, row.first, at, None, row.span)
    return Done({"leave": row.pk, "state": row.state, "absence": row.absence_id}, place, rules=True)


@deed(None)
def withdraw_leave(*, leave: int, by: Actor, at: datetime, op: UUID) -> Done[Asked]:
    """One needs no leave after all: asked or approved, as long as it has not begun.

    Raises:
        Refusal: UNKNOWN_LEAVE, NOT_ALLOWED, LEAVE_OVER.
    """
    row = _leave(leave)
    if row.staff_id != by.staff_id:
        raise Refusal(Code.NOT_ALLOWED)
    alive = row.state in {LeaveState.ASKED.value, LeaveState.APPROVED.value}
    if not alive or row.first <= clock.local_day(at):
        raise Refusal(Code.LEAVE_OVER)
    if row.absence_id is not None:
        Absence.objects.filter(pk=row.absence_id).delete()
    Leave.objects.filter(pk=row.pk).update(state=LeaveState.WITHDRAWN.value, absence=None)
    return Done({"leave": row.pk, "state": LeaveState.WITHDRAWN.value, "absence": None}, None, rules=True)


def concerned(staff: int, by: Actor) -> int | None:
    """A place where somebody works, one the actor arranges before others; None where they work everywhere. Their row is held.

    Raises:
        Refusal: UNKNOWN_STAFF, NOT_ALLOWED unless it is oneself or one arranges a place of theirs.
    """
    if not Staff.objects.select_for_update(no_key=True).filter(pk=staff, is_active=True).exists():
        raise Refusal(Code.UNKNOWN_STAFF)
    held = Posting.objects.filter(staff=staff, service_point__active=True).order_by("id")
    places = list(held.values_list("service_point_id", flat=True))
    mine = [place for place in places if place and by.may(Right.ARRANGE, place)]
    if not mine and staff != by.staff_id and not by.may(Right.ARRANGE, 0):
        raise Refusal(Code.NOT_ALLOWED, right=Right.ARRANGE.value)
    return next(iter([*mine, *places]), None)


def _leave(leave: int) -> Leave:
    row = Leave.objects.select_for_update().filter(pk=leave).first()
    if row is None:
        raise Refusal(Code.UNKNOWN_LEAVE)
    return row


def _new(staff: int, first: date, last: date, opens: int | None, closes: int | None, *, sudden: bool) -> Absence:
    _refuse_twice(staff, first, last)
    return Absence.objects.create(staff_id=staff, first=first, last=last, opens=opens, closes=closes, sudden=sudden)


def _refuse_days(first: date, last: date, opens: int | None, closes: int | None) -> None:
    """Raises: Refusal BAD_DAY, PERIOD_REVERSED, BAD_VALUE."""
    dates.meant(first), dates.meant(last)
    if last < first:
        raise Refusal(Code.PERIOD_REVERSED)
    if last - first > LONGEST:
        raise Refusal(Code.BAD_VALUE, field="last")
    if opens is None and closes is None:
        return
    if opens is None or closes is None or not 0 <= opens < closes <= 1440 or first != last:
        raise Refusal(Code.BAD_VALUE, field="hours")


def _refuse_twice(staff: int, first: date, last: date, but: int = 0) -> None:
    """Raises: Refusal ALREADY_AWAY with the first day of the absence that is there. Two parts of one day may be told."""
    whole = Q(opens=None) | Q(first__lt=last) | Q(last__gt=first)
    known = Absence.objects.filter(whole, staff=staff, first__lte=last, last__gte=first).exclude(pk=but)
    found = known.first()
    if found:
        raise Refusal(Code.ALREADY_AWAY, on=found.first.isoformat())


def _tell_leaders(staff: int, day: date, at: datetime, by: Actor) -> None:
    """The leaders of the places where somebody works hear that they are away, with where their shift was."""
    places = Posting.objects.filter(staff=staff).exclude(service_point=None).values("service_point")
    leaders = Posting.objects.filter(service_point__in=places, role=Role.LEAD.value, staff__is_active=True)
    told = set(leaders.values_list("staff_id", flat=True)) - {staff, by.staff_id}
    published = RosteredDay.objects.filter(day=day).values("service_point")
    shift = Shift.objects.filter(staff=staff, day=day, service_point__in=published).first()
    place, span = (shift.service_point_id, (shift.opens, shift.closes)) if shift else (None, None)
    holding.tell((one for one in told if one), News.ABSENCE_TOLD, day, at, place, span)
