"""What the statistics ask the database: each function is one statement, however long the period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, F, Q, QuerySet, Sum

from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.domain.hours.periods import Span
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.lifecycle import State
from velkommen.domain.measures import MEASURED, HourOfPlace, Share
from velkommen.domain.outcomes import Outcome


@dataclass(frozen=True)
class Scope:
    """Which enquiries: of these service points (all when None), from the first to the last local day."""

    places: Sequence[int] | None
    first: date
    last: date

    def counted(self) -> QuerySet[Enquiry]:
        rows = Enquiry.objects.filter(day__gte=self.first, day__lte=self.last, withdrawn=False)
        return rows if self.places is None else rows.filter(service_point__in=list(self.places))


class Cell(NamedTuple):
    """How many enquiries share place, task, outcome and unit, and how many of them know no time of day."""

    place: int
    task: int
    outcome: str
    unit: str
    number: int
    imprecise: int


def cells(scope: Scope) -> list[Cell]:
    """The counts everything else is summed from."""
    rows = scope.counted().order_by().values_list("service_point", "task", "outcome", "unit")
    counted = rows.annotate(number=Count("id"), unclear=Count("id", filter=Q(imprecise=True)))
    return [Cell(*row) for row in counted]


def hours(scope: Scope) -> set[HourOfPlace]:
    """The clock hours in which something was counted at a place."""
    rows = scope.counted().filter(imprecise=False).order_by().annotate(hour=F("minute") / 60)
    return set(rows.values_list("service_point", "day", "hour").distinct())


def outside(scope: Scope, halls: Sequence[Timetable]) -> Share:
    """Enquiries outside every town hall's hours, of those whose time of day is known; of none where no town hall is."""
    if not halls:
        return Share(0, 0)
    inside = reduce(or_, (_inside(hall, scope) for hall in halls))
    answer = scope.counted().filter(imprecise=False).aggregate(known=Count("id"), inside=Count("id", filter=inside))
    return Share(answer["known"] - answer["inside"], answer["known"])


def durations(scope: Scope) -> list[tuple[str, int, int]]:
    """(kind of period, seconds, how many enquiries took that long); an enquiry's periods of a kind are one duration."""
    return _durations(scope.counted(), [kind.value for kind in MEASURED], "kind")


def served(scope: Scope, task: str) -> list[tuple[int, int, int]]:
    """(service point, seconds at the desk, how many enquiries took that long), of those with a task (by key) that were answered."""
    answered = scope.counted().filter(task__key=task).exclude(outcome__in=["", Outcome.LEFT.value])
    return _durations(answered, [State.SERVING.value], "enquiry__service_point")


def waited_without_appointment(scope: Scope) -> list[tuple[int, int]]:
    """(seconds waited, how many enquiries waited that long) of those who walked in, and of who came too late for their appointment."""
    walked_in = scope.counted().filter(visit__booked=False)
    return [(seconds, times) for _, seconds, times in _durations(walked_in, [State.WAITING.value], "kind")]


def _durations(enquiries: QuerySet[Enquiry], kinds: Sequence[str], by: str) -> list[tuple[Any, int, int]]:
    each = (
        Period.objects.filter(enquiry__in=enquiries.filter(unreliable=False), kind__in=kinds)
        .order_by()
        .annotate(part=F(by))
        .values("enquiry", "part")
        .annotate(total=Sum("seconds"))
    )
    try:
        sql, params = each.query.sql_with_params()
    except EmptyResultSet:  # of no place at all
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT part, total, COUNT(*) FROM ({sql}) AS durations GROUP BY part, total", params)  # noqa: S608 - made by the ORM
        return [(part, int(total), times) for part, total, times in cursor.fetchall()]


def endings(scope: Scope) -> dict[str, int]:
    """How visits ended: ending -> visits that are over."""
    over = scope.counted().filter(current=True, visit__state=State.ENDED.value).order_by()
    return dict(over.values_list("visit__ending").annotate(visits=Count("id")))


def _inside(hall: Timetable, scope: Scope) -> Q:
    """Within the staffed hours of a town hall: days with the same hours are one condition, so there are few."""
    days: dict[Span, list[date]] = {}
    for ahead in range((scope.last - scope.first).days + 1):
        day = scope.first + timedelta(days=ahead)
        for span in hall.spans(day):
            days.setdefault(span, []).append(day)
    never = Q(pk__in=[])
    return reduce(or_, (Q(day__in=on, minute__gte=span[0], minute__lt=span[1]) for span, on in days.items()), never)
