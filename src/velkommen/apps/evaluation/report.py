"""Everything a report of a span is worked out of, read in a constant number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min

from velkommen.apps.catalogue.models import Task
from velkommen.apps.catalogue.queries import every_destination
from velkommen.apps.catalogue.queries import tasks as all_tasks
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.statistics import queries
from velkommen.apps.statistics.queries import Block, Line, Scope
from velkommen.apps.yearbook import queries as yearbook
from velkommen.domain.insight import worked
from velkommen.domain.insight.facts import Period, Topic
from velkommen.domain.measures import LIBRARIES
from velkommen.domain.yearbook import whole_months
from velkommen.shared.danish import collation


@dataclass(frozen=True)
class Gathered:
    """A span at some places, before anybody has said a word of it.

    Args:
        points: the places, in the order of the alphabet.
        blocks: service point id -> what adds up there; places with nothing are left out.
        months: (first day of the month, service point id) -> its sums.
        tasks: task id -> the task with its line.
        destinations: destination id -> (Danish, English).
    """

    first: date
    last: date
    points: Sequence[ServicePoint]
    blocks: Mapping[int, Block]
    months: Mapping[tuple[date, int], Line]
    period: Period
    tasks: Mapping[int, Task]
    destinations: Mapping[int, tuple[str, str]]


def gather(points: Sequence[ServicePoint], first: date, last: date, at: datetime) -> Gathered:
    """A span at some places, by a moment."""
    ids = [point.pk for point in points]
    scope = Scope(ids, first, last)
    blocks = queries.read(scope, at)
    tasks = {task.pk: task for task in all_tasks()}
    return Gathered(
        first=first,
        last=last,
        points=sorted(points, key=lambda point: collation(point.name)),
        blocks=blocks,
        months=queries.months(scope, at),
        period=_period(points, scope, blocks, tasks, at),
        tasks=tasks,
        destinations={one.pk: (one.name_da, one.name_en) for one in every_destination()},
    )


def _period(
    points: Sequence[ServicePoint], scope: Scope, blocks: Mapping[int, Block], tasks: Mapping[int, Task], at: datetime
) -> Period:
    ids = [point.pk for point in points]
    began, ended = worked.baseline(scope.first, scope.last)
    libraries = [point.pk for point in points if point.kind in LIBRARIES]
    return Period(
        blocks=blocks,
        kinds={point.pk: point.kind for point in points},
        topics={pk: Topic(task.key, task.historic, task.group.letter) for pk, task in tasks.items()},
        before=queries.read(Scope(ids, began, ended), at),
        since=_since(ids),
        began=began,
        aims=yearbook.aims(),
        inhabitants=yearbook.inhabitants(scope.last),
        months=yearbook.months(ids, scope.first, scope.last),
        expected=len(libraries) * len(list(whole_months(scope.first, scope.last))),
    )


def _since(ids: Sequence[int]) -> dict[int, date]:
    """Service point id -> the first day anything was counted there."""
    counted = Enquiry.objects.filter(withdrawn=False, service_point__in=ids).order_by()
    return dict(counted.values_list("service_point").annotate(first=Min("day")))
