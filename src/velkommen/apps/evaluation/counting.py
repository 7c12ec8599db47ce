"""What the evaluation asks of single enquiries, where blocks are too coarse: each function is one statement, however long the period."""

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, QuerySet, Sum

from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.statistics.queries import Scope
from velkommen.domain.lifecycle import State
from velkommen.domain.outcomes import Outcome


def counted(scope: Scope) -> QuerySet[Enquiry]:
    """The enquiries of a span that count."""
    rows = Enquiry.objects.filter(day__gte=scope.first, day__lte=scope.last, withdrawn=False)
    return rows if scope.places is None else rows.filter(service_point__in=list(scope.places))


def served(scope: Scope, task: str) -> list[tuple[int, int, int]]:
    """(service point, seconds at the desk, how many enquiries took that long), of those with a task (by key) that were answered."""
    answered = counted(scope).filter(task__key=task).exclude(outcome__in=["", Outcome.LEFT.value])
    mine = Period.objects.filter(enquiry__in=answered.filter(unreliable=False), kind=State.SERVING.value).order_by()
    each = mine.annotate(place=F("service_point")).values("enquiry", "place").annotate(total=Sum("seconds"))
    try:
        sql, params = each.query.sql_with_params()
    except EmptyResultSet:  # of no place at all
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT place, total, COUNT(*) FROM ({sql}) AS durations GROUP BY place, total",  # noqa: S608 - made by the ORM
            params,
        )
        return [(place, int(total), times) for place, total, times in cursor.fetchall()]
