"""A counting week is planned, changed while it may be, cancelled, and closed when all of it has come in.

Each says that the rules are others: what a desk keeps of them (`interfaces.desk.kept`) includes what it asks besides.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.counting.models import CountingDay, CountingWeek
from velkommen.apps.counting.queries import Week, week
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.counting_weeks import Question, Stage, WeekFacts, check_span
from velkommen.domain.kinds import Channel
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed

ENDED = frozenset({Stage.CLOSED, Stage.CANCELLED})


class WeekAnswer(TypedDict):
    week: int


@deed(Right.ARRANGE)
def plan_counting_week(*, facts: WeekFacts, by: Actor, at: datetime, op: UUID) -> Done[WeekAnswer]:
    """Let some places count in some days, today's or later ones.

    Raises:
        Refusal: NOT_ALLOWED at any of the places, UNKNOWN_PLACE, PLACE_RETIRED, UNKNOWN_TASK, NAME_TAKEN, TIME_PASSED, WEEK_OVERLAPS
            with the place, the other week and the first day they share, and what `facts.check` refuses.
    """
    facts.check()
    _not_before(facts.first, clock.local_day(at))
    points = _hold(facts.places, by)
    _check(facts, None)
    made = CountingWeek.objects.create(**_plain(facts))
    _lay_out(made, points, facts.days())
    return _done(made.pk, facts.places)


@deed(Right.ARRANGE)
def change_counting_week(*, week_id: int, facts: WeekFacts, by: Actor, at: datetime, op: UUID) -> Done[WeekAnswer]:
    """Plan a week otherwise. Once it has begun, only its name, its target and its last day (today or later).

    Raises:
        Refusal: as `plan_counting_week`, and UNKNOWN_WEEK, WEEK_ENDED, WEEK_BEGUN.
    """
    today = clock.local_day(at)
    found = _held(week_id, today, by)
    facts.check()
    points = _hold(facts.places, by)
    if found.begun:
        _check_begun(found, facts, today)
    else:
        _not_before(facts.first, today)
    _check(facts, found.row.pk)
    CountingWeek.objects.filter(pk=week_id).update(**_plain(facts))
    found.row.days.exclude(service_point__in=list(facts.places)).delete()
    found.row.days.exclude(day__range=(facts.first, facts.last)).delete()
    there = set(found.row.days.values_list("service_point", "day"))
    _lay_out(found.row, points, facts.days(), there)
    return _done(week_id, found.places | facts.places)


@deed(Right.ARRANGE)
def cancel_counting_week(*, week_id: int, by: Actor, at: datetime, op: UUID) -> Done[WeekAnswer]:
    """Call a week off: from today on nothing is asked besides. What was counted stays, as an enquiry does.

    Raises:
        Refusal: UNKNOWN_WEEK, NOT_ALLOWED, WEEK_ENDED.
    """
    today = clock.local_day(at)
    found = _held(week_id, today, by)
    CountingWeek.objects.filter(pk=week_id).update(cancelled_at=at)
    found.row.days.filter(day__gte=today).update(off=True)
    return _done(week_id, found.places)


@deed(Right.ARRANGE)
def close_counting_week(*, week_id: int, by: Actor, at: datetime, op: UUID) -> Done[WeekAnswer]:
    """All of it has come in, paper too: from now on nothing is answered or typed in, and its figures stay.

    Raises:
        Refusal: UNKNOWN_WEEK, NOT_ALLOWED, WEEK_ENDED, WEEK_NOT_OVER with its last day.
    """
    found = _held(week_id, clock.local_day(at), by)
    if found.stage is not Stage.OVER:
        raise Refusal(Code.WEEK_NOT_OVER, week=found.row.name, on=found.row.last.isoformat())
    CountingWeek.objects.filter(pk=week_id).update(closed_at=at)
    return _done(week_id, found.places)


def _done(pk: int, at_places: Iterable[int]) -> Done[WeekAnswer]:
    return Done({"week": pk}, None, places=sorted(at_places), rules=True)


def _held(pk: int, today: date, by: Actor) -> Week:
    """A week nobody changes meanwhile, for somebody who may arrange all its places. Raises: Refusal UNKNOWN_WEEK, WEEK_ENDED."""
    CountingWeek.objects.select_for_update().filter(pk=pk).first()
    found = week(pk, today)
    for place in sorted(found.places):
        by.require(Right.ARRANGE, place)
    if found.stage in ENDED:
        raise Refusal(Code.WEEK_ENDED, week=found.row.name)
    return found


def _hold(ids: Iterable[int], by: Actor) -> list[ServicePoint]:
    """The places, each locked in turn (always in the same order), so that two weeks for one are planned one after the other."""
    for place in sorted(ids):
        by.require(Right.ARRANGE, place)
    return [places.hold(place) for place in sorted(ids)]


def _not_before(first: date, today: date) -> None:
    if first < today:
        raise Refusal(Code.BAD_VALUE, field="first")


def _check(facts: WeekFacts, own: int | None) -> None:
    """Raises: Refusal NAME_TAKEN, UNKNOWN_TASK, WEEK_OVERLAPS."""
    if CountingWeek.objects.filter(name=facts.name).exclude(pk=own or 0).exists():
        raise Refusal(Code.NAME_TAKEN, name=facts.name)
    for key in sorted(facts.package.tasks - {task.key for task in catalogue.tasks()}):
        raise Refusal(Code.UNKNOWN_TASK, task=key)
    taken = CountingDay.objects.select_related("week", "service_point").filter(
        off=False, service_point__in=list(facts.places), day__range=(facts.first, facts.last)
    )
    other = taken.exclude(week=own or 0).order_by("day", "service_point").first()
    if other:
        raise Refusal(
            Code.WEEK_OVERLAPS, place=other.service_point.name, week=other.week.name, on=other.day.isoformat()
        )


def _check_begun(found: Week, facts: WeekFacts, today: date) -> None:
    """Raises: Refusal WEEK_BEGUN where something is changed that its days share, BAD_VALUE for a last day that is over."""
    was = found.facts
    same = ("first", "places", "package", "questions")
    if any(getattr(was, name) != getattr(facts, name) for name in same):
        raise Refusal(Code.WEEK_BEGUN, week=found.row.name)
    check_span(facts.first, facts.last)
    if facts.last != was.last and facts.last < today:
        raise Refusal(Code.BAD_VALUE, field="last")


def _lay_out(
    row: CountingWeek, points: Iterable[ServicePoint], on: Iterable[date], there: Iterable[tuple[int, date]] = ()
) -> None:
    """A row for each place and day that has none yet."""
    known, wanted = set(there), list(on)
    CountingDay.objects.bulk_create(
        CountingDay(week=row, service_point=point, day=day)
        for point in points
        for day in wanted
        if (point.pk, day) not in known
    )


def _plain(facts: WeekFacts) -> dict[str, object]:
    return {
        "name": facts.name.strip(),
        "first": facts.first,
        "last": facts.last,
        "tasks": sorted(facts.package.tasks),
        "channels": [channel.value for channel in Channel if channel in facts.package.channels],
        "questions": [question.value for question in Question if question in facts.questions],
        "target": facts.target,
    }
