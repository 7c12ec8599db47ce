"""A month at once: weeks copied, usual duty filled in, days published or taken back."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TypedDict
from uuid import UUID

from velkommen.apps.placement import book
from velkommen.apps.placement.models import RosteredDay, Shift
from velkommen.apps.places import queries as places
from velkommen.apps.roster import holding
from velkommen.domain import dates
from velkommen.domain.hours.days import A_DAY
from velkommen.domain.hours.periods import Span
from velkommen.domain.intervals import both
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.domain.roster.deals import News
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed

MOST_DAYS = 62  # at once


class Copied(TypedDict):
    """Shifts that were made, and those that were not, because whoever it is left, serves elsewhere then, or the place is closed."""

    made: int
    left_out: int


class Published(TypedDict):
    """Days that are published now, or are drafts again, and how many people heard so."""

    days: int
    people: int


@deed(Right.ARRANGE)
def copy_week(*, place: int, monday: date, to: date, by: Actor, at: datetime, op: UUID) -> Done[Copied]:
    """Write the shifts of a week into another as a draft. Days that are published, or have shifts already, stay as they are.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, BAD_DAY, BAD_VALUE when it is the same week.
    """
    by.require(Right.ARRANGE, place)
    places.hold(place)
    first, target = (dates.meant(day) - A_DAY * day.weekday() for day in (monday, to))
    if first == target:
        raise Refusal(Code.BAD_VALUE, field="to")
    rows = Shift.objects.filter(service_point=place, day__range=(first, first + A_DAY * 6)).order_by("id")
    wanted = [(row.staff_id, row.day + (target - first), (row.opens, row.closes)) for row in rows]
    made = _draft(place, wanted, at)
    return Done({"made": made, "left_out": len(wanted) - made}, place, rules=True)


@deed(Right.ARRANGE)
def fill_from_duty(*, place: int, first: date, last: date, by: Actor, at: datetime, op: UUID) -> Done[Copied]:
    """Write what everybody usually serves at a place into a draft. Days that are published, or have shifts already, stay as they are.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, BAD_DAY, PERIOD_REVERSED, TOO_MANY, NO_USUAL_HOURS.
    """
    by.require(Right.ARRANGE, place)
    places.hold(place)
    days, here = days_of(first, last), book.read().places[place]
    if not here.duty_recorded:
        raise Refusal(Code.NO_USUAL_HOURS, place=here.name)
    wanted = [
        (one.id, day, span)
        for day in days
        for one in here.people
        if one.duty
        for span in both(one.duty.spans(day), here.staffed.spans(day))
    ]
    made = _draft(place, wanted, at)
    return Done({"made": made, "left_out": len(wanted) - made}, place, rules=True)


@deed(Right.ARRANGE)
def publish(*, place: int, first: date, last: date, by: Actor, at: datetime, op: UUID) -> Done[Published]:
    """From now on the shifts of these days say who is on duty, and whoever has one hears so.

    Days that are past, and days without any shift, are left out: there usual duty goes on.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, BAD_DAY, PERIOD_REVERSED, TOO_MANY, NOTHING_TO_PUBLISH, RULE_BROKEN.
    """
    by.require(Right.ARRANGE, place)
    here, today = places.hold(place), clock.local_day(at)
    days = [day for day in days_of(first, last) if day >= today]
    drafts = set(days) - holding.published(place, days)
    rows = list(Shift.objects.filter(service_point=place, day__in=drafts).select_related("staff"))
    if not rows:
        raise Refusal(Code.NOTHING_TO_PUBLISH, place=here.name)
    fresh = sorted({row.day for row in rows})
    _refuse_broken(place, rows)
    RosteredDay.objects.bulk_create(RosteredDay(service_point_id=place, day=day) for day in fresh)
    told = {row.staff_id for row in rows if row.staff_id} - {by.staff_id}
    holding.tell((one for one in told if one), News.PUBLISHED, fresh[0], at, place)
    return Done({"days": len(fresh), "people": len(told)}, place, rules=True)


@deed(Right.ARRANGE)
def take_back_days(*, place: int, first: date, last: date, by: Actor, at: datetime, op: UUID) -> Done[Published]:
    """Make published days drafts again, from tomorrow on: usual duty decides there until they are published anew.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, BAD_DAY, PERIOD_REVERSED, TOO_MANY, SHIFT_IN_DEAL.
    """
    by.require(Right.ARRANGE, place)
    places.hold(place)
    today = clock.local_day(at)
    days = sorted(holding.published(place, [day for day in days_of(first, last) if day > today]))
    rows = Shift.objects.filter(service_point=place, day__in=days)
    holding.refuse_in_deal(list(rows.values_list("pk", flat=True)))
    told = set(rows.exclude(staff=None).values_list("staff_id", flat=True)) - {by.staff_id}
    RosteredDay.objects.filter(service_point=place, day__in=days).delete()
    if days:
        holding.tell((one for one in told if one), News.CHANGED, days[0], at, place)
    return Done({"days": len(days), "people": len(told)}, place, rules=True)


def days_of(first: date, last: date) -> list[date]:
    """The days from one to another, both included. Raises: Refusal BAD_DAY, PERIOD_REVERSED, TOO_MANY."""
    dates.meant(first), dates.meant(last)
    if last < first:
        raise Refusal(Code.PERIOD_REVERSED)
    if (last - first).days >= MOST_DAYS:
        raise Refusal(Code.TOO_MANY, most=MOST_DAYS)
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


def _draft(place: int, wanted: Iterable[tuple[int | None, date, Span]], at: datetime) -> int:
    """Make shifts of what can be one: how many that are."""
    here, today = book.read().places[place], clock.local_day(at)
    wanted = [one for one in wanted if one[1] >= today]
    days = {day for _, day, _ in wanted}
    taken = holding.published(place, days)
    taken |= set(Shift.objects.filter(service_point=place, day__in=days).values_list("day", flat=True))
    people = holding.hold_people({one.id for one in here.people}, place)
    busy = {
        (row.staff_id, row.day, (row.opens, row.closes)) for row in Shift.objects.filter(staff__in=people, day__in=days)
    }
    made = []
    for staff, day, span in wanted:
        if day in taken or not here.staffed.spans(day) or not (staff is None or staff in people):
            continue
        if any((staff, day) == (who, on) and _at_once(span, other) for who, on, other in busy):
            continue
        made.append(Shift(staff_id=staff, service_point_id=place, day=day, opens=span[0], closes=span[1]))
    Shift.objects.bulk_create(made)
    return len(made)


def _at_once(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _refuse_broken(place: int, rows: Iterable[Shift]) -> None:
    """Raises: Refusal RULE_BROKEN when these shifts break a rule that refuses."""
    names = {row.staff_id: row.staff.shown_name for row in rows if row.staff_id and row.staff}
    if not names:
        return
    rules, fresh = holding.rules_of(place), {row.pk for row in rows}
    around = holding.shifts_around([*names], {row.day for row in rows})
    after, before = holding.duties_of(around), holding.duties_of(row for row in around if row.pk not in fresh)
    for staff, name in sorted(names.items()):
        holding.refuse_broken(rules, name, before.get(staff, {}), after[staff])
