"""Who served how many enquiries of which task where: of closed months as it is kept, of any other days counted from their facts.

It is about people, so it is no part of a block: who may see figures sees those. An enquiry two colleagues served counts for both. It lies
in one month and at one place, so that numbers of months and of places add up.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, DateField, F, QuerySet, Sum, Value

from velkommen.apps.enquiries.models import Period
from velkommen.apps.statistics.facts import Wanted
from velkommen.apps.statistics.models import Mark, Use
from velkommen.apps.statistics.queries import closed, in_months
from velkommen.domain.lifecycle import State
from velkommen.domain.spans import Grain, end, merged, split, start


class Cell(NamedTuple):
    """Ids: where, who, what."""

    place: int
    staff: int
    task: int


def used(places: Collection[int] | None, first: date, last: date) -> Counter[tuple[int, int]]:
    """(staff id, task id) -> enquiries at some places (all when None), from the first to the last local day (four statements at most)."""
    since = closed()
    marked = Mark.objects.filter(day__range=(start(first, Grain.MONTH), end(last, Grain.MONTH)))
    touched = frozenset(marked.values_list("day", flat=True).distinct()) if since else frozenset()
    pieces = in_months(split(first, last, since, touched))
    found = Counter[tuple[int, int]]()
    if pieces.months:
        _add(found, _kept(places, pieces.months).values("staff", "task").annotate(number=Sum("enquiries")))
    live = merged([*pieces.open, *((day, day) for day in pieces.days)])
    if live:
        wanted = Wanted(None if places is None else sorted(places), live)
        _add(found, _served(wanted).values("staff", task=F("enquiry__task")).annotate(number=_NUMBER))
    return found


def write(months: Iterable[date], since: date) -> None:
    """Count some closed months anew and keep what they say. `since` is the first closed day: of its month no day before it is counted."""
    for month in months:
        kept = Use.objects.filter(month=month)
        if kept.exists():
            if _agrees(month, since):
                continue  # as nearly always when all is counted anew: to write it again would take as long as to count it
            kept.delete()
        counted, params = _counted(month, since)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO statistics_use (month, place_id, staff_id, task_id, enquiries) {counted}", params
            )


def differences(month: date, since: date) -> dict[Cell, tuple[int, int]]:
    """Where what is kept of a closed month and what is counted of it do not agree: the one number and the other; {} where a late fact has
    touched it, since then nobody reads what is kept."""
    if _agrees(month, since):
        return {}
    counted = _cells(_of_month(month, since).values_list("service_point", "staff", "enquiry__task", "number"))
    kept = _cells(Use.objects.filter(month=month).values_list("place", "staff", "task", "enquiries"))
    found = {cell: (kept[cell], counted[cell]) for cell in sorted({*kept, *counted}) if kept[cell] != counted[cell]}
    touched = found and Mark.objects.filter(day__range=(month, end(month, Grain.MONTH))).exists()
    return {} if touched else found


_NUMBER = Count("enquiry", distinct=True)


def _agrees(month: date, since: date) -> bool:
    """Whether what is kept of a month is what is counted of it, to the cell (one statement)."""
    counted, params = _counted(month, since)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT COUNT(*), COUNT(u.id), (SELECT COUNT(*) FROM statistics_use WHERE month = %s) FROM ({counted}) AS c "  # noqa: S608 - by Django
            "LEFT JOIN statistics_use AS u ON u.month = c.month AND u.place_id = c.service_point AND u.staff_id = c.staff "
            "AND u.task_id = c.task AND u.enquiries = c.number",
            [month, *params],
        )
        counts = cursor.fetchone()
    return len(set(counts)) == 1


def _counted(month: date, since: date) -> tuple[str, tuple[Any, ...]]:
    """The statement that counts a month, in the order of the columns it is kept in."""
    rows = _of_month(month, since).annotate(month=Value(month, output_field=DateField()), task=F("enquiry__task"))
    return rows.values_list("month", "service_point", "staff", "task", "number").query.sql_with_params()


def _of_month(month: date, since: date) -> QuerySet[Any, Any]:
    """What is counted of each place, person and task in a month."""
    rows = _served(Wanted(None, [(max(month, since), end(month, Grain.MONTH))]))
    return rows.values("service_point", "staff", "enquiry__task").annotate(number=_NUMBER)


def _served(wanted: Wanted) -> QuerySet[Period]:
    """Stretches of somebody at a desk. (An enquiry is of the day of its periods: told so, a database finds it in the order of days.)"""
    rows = Period.objects.filter(kind=State.SERVING.value, staff__isnull=False)
    return wanted.of(rows.filter(enquiry__withdrawn=False, enquiry__day=F("day")))


def _kept(places: Collection[int] | None, months: Collection[date]) -> QuerySet[Use]:
    rows = Use.objects.filter(month__in=list(months)).order_by()
    return rows if places is None else rows.filter(place__in=sorted(places))


def _add(found: Counter[tuple[int, int]], rows: Iterable[Any]) -> None:
    for row in rows:
        found[row["staff"], row["task"]] += row["number"]


def _cells(rows: Iterable[tuple[int, ...]]) -> Counter[Cell]:
    return Counter({Cell(*cell): number for *cell, number in rows})
