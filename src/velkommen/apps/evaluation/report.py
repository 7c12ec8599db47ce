"""Everything a report of a span is worked out of, read in a constant number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from velkommen.apps.catalogue.models import Task
from velkommen.apps.catalogue.queries import every_destination
from velkommen.apps.catalogue.queries import tasks as all_tasks
from velkommen.apps.evaluation import insight
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.statistics.queries import Block, Line
from velkommen.domain.insight.facts import Period, Volume
from velkommen.domain.spans import Grain
from velkommen.domain.volume import quarter_in
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
        volumes: competence key -> how often it was used in the last quarter that lies whole in the span; nothing where none does.
    """

    first: date
    last: date
    points: Sequence[ServicePoint]
    blocks: Mapping[int, Block]
    months: Mapping[tuple[date, int], Line]
    period: Period
    tasks: Mapping[int, Task]
    destinations: Mapping[int, tuple[str, str]]
    volumes: Mapping[str, Volume]


def gather(points: Sequence[ServicePoint], first: date, last: date, at: datetime, *, volumes: bool = False) -> Gathered:
    """A span at some places, by a moment.

    Args:
        volumes: also how often competences were used.

    Raises:
        Refusal: PERIOD_REVERSED, SPAN_ENDLESS.
    """
    ids = [point.pk for point in points]
    read = insight.spans(ids, first, last, at)
    period = insight.period(read, compared=True, library=True)
    quarter = quarter_in(first, last) if volumes else None
    return Gathered(
        first=first,
        last=last,
        points=sorted(points, key=lambda point: collation(point.name)),
        blocks={place: block for place, block in period.blocks.items() if block != Block()},
        months=read.now.lines(Grain.MONTH),
        period=period,
        tasks={task.pk: task for task in all_tasks()},
        destinations={one.pk: (one.name_da, one.name_en) for one in every_destination()},
        volumes=insight.used(ids, quarter) if quarter else {},
    )
