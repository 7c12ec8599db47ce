"""The figures of a period, for some places or all: a constant number of statements, whatever the period.

What counts: withdrawn rows nowhere; matters without outcome (still open, or counted without one) in the number and
in no outcome; unreliable rows in every count and in no time; rows without a time of day (imported sheets) in every count
and in no hour. What each figure means stands in `domain.measures`, which recomputes them row by row to check this.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from velkommen.apps.catalogue.models import Task
from velkommen.apps.catalogue.queries import tasks as all_tasks
from velkommen.apps.evaluation import counting
from velkommen.apps.evaluation.counting import Scope
from velkommen.apps.places import queries as places_queries
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.coverage import Coverage, coverage
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.kinds import PlaceKind
from velkommen.domain.lifecycle import Ending
from velkommen.domain.measures import LIBRARIES, MEASURED, Share, Spread, is_answered, is_solved, percentages, spread
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.report2010 import SKANDERBORG_2009, Category, category
from velkommen.shared import clock
from velkommen.shared.danish import collation

K = TypeVar("K")


@dataclass(frozen=True)
class PlaceLine:
    """How many enquiries a place had; `percent` of all, one decimal, all lines adding up to exactly 100."""

    place: ServicePoint
    number: int
    percent: float


@dataclass(frozen=True)
class TaskLine:
    """How often a task was asked for and how it ended: outcome -> enquiries ("" where there is none yet)."""

    task: Task
    number: int
    percent: float
    outcomes: Mapping[str, int]


@dataclass(frozen=True)
class CountLine:
    """A count of one value (an outcome, a unit) and its per cent of the column."""

    key: str
    number: int
    percent: float


@dataclass(frozen=True)
class CategoryLine:
    """One of the report's ten categories: ours, and its per cent at Skanderborg's libraries in 2009."""

    category: Category
    number: int
    percent: float
    in_2009: int


@dataclass(frozen=True)
class Statistics:
    """Every figure of the first floor for one period. Shares are in counts, times in seconds."""

    first: date
    last: date
    number: int
    imprecise: int
    without_outcome: int
    places: Sequence[PlaceLine]
    tasks: Sequence[TaskLine]
    outcomes: Sequence[CountLine]
    units: Sequence[CountLine]
    library: Share
    town_hall: Share
    solved: Share
    outside: Share
    times: Mapping[str, Spread]
    no_shows: Share
    coverage: Coverage
    categories: Sequence[CategoryLine]

    @property
    def with_outcome(self) -> Share:
        """How much of the number the outcomes speak for."""
        return Share(self.number - self.without_outcome, self.number)


def statistics(places: Sequence[int] | None, first: date, last: date, at: datetime) -> Statistics:
    """The figures of some service points (by id; all when None) from the first to the last local day, both included.

    Args:
        at: now; hours that are not over yet are no gaps.

    Raises:
        Refusal: PERIOD_REVERSED.
    """
    if first > last:
        raise Refusal(Code.PERIOD_REVERSED)
    scope = Scope(places, first, last)
    points = {point.pk: point for point in ServicePoint.objects.order_by("id")}
    chosen = [point for point in points.values() if places is None or point.pk in places]
    wanted = sorted(chosen, key=lambda point: collation(point.name))
    hours = places_queries.timetables(points)
    halls = [hours[point.pk] for point in points.values() if point.kind == PlaceKind.TOWN_HALL]
    return _gather(scope, wanted, hours, halls, at)


def _gather(
    scope: Scope,
    wanted: Sequence[ServicePoint],
    hours: Mapping[int, Timetable],
    halls: Sequence[Timetable],
    at: datetime,
) -> Statistics:
    cells = counting.cells(scope)
    catalogue = {task.pk: task for task in all_tasks()}
    by_place = _tally((cell.place, cell.number) for cell in cells)
    outcomes = _tally((cell.outcome, cell.number) for cell in cells)
    units = _tally((cell.unit, cell.number) for cell in cells if cell.unit and is_answered(cell.outcome))
    answered = sum(n for key, n in outcomes.items() if is_answered(key))
    number = by_place.total()
    active = {point.pk: hours[point.pk] for point in wanted if point.active}
    return Statistics(
        first=scope.first,
        last=scope.last,
        number=number,
        imprecise=sum(cell.imprecise for cell in cells),
        without_outcome=outcomes.pop("", 0),
        places=_places(wanted, by_place),
        tasks=_tasks(cells, catalogue),
        outcomes=_lines(outcomes),
        units=_lines(units),
        library=_of_kind(wanted, by_place, LIBRARIES),
        town_hall=_of_kind(wanted, by_place, {PlaceKind.TOWN_HALL}),
        solved=Share(sum(n for key, n in outcomes.items() if is_solved(key)), answered),
        outside=counting.outside(scope, halls),
        times=_times(scope),
        no_shows=_no_shows(scope),
        coverage=coverage(active, counting.hours(scope), scope.first, scope.last, clock.local(at)),
        categories=_categories(cells, catalogue),
    )


def _tally(pairs: Iterable[tuple[K, int]]) -> Counter[K]:
    """Counts of the same key added up."""
    found: Counter[K] = Counter()
    for key, number in pairs:
        found[key] += number
    return found


def _places(wanted: Sequence[ServicePoint], counts: Mapping[int, int]) -> list[PlaceLine]:
    shown = [point for point in wanted if point.active or counts.get(point.pk)]
    shares = percentages([counts.get(point.pk, 0) for point in shown])
    return [PlaceLine(point, counts.get(point.pk, 0), share) for point, share in zip(shown, shares, strict=True)]


def _tasks(cells: Sequence[counting.Cell], catalogue: Mapping[int, Task]) -> list[TaskLine]:
    """Most asked for first."""
    outcomes: dict[int, Counter[str]] = {}
    for cell in cells:
        outcomes.setdefault(cell.task, Counter())[cell.outcome] += cell.number
    ordered = sorted(outcomes, key=lambda task: (-outcomes[task].total(), task))
    shares = percentages([outcomes[task].total() for task in ordered])
    return [
        TaskLine(catalogue[task], outcomes[task].total(), share, outcomes[task])
        for task, share in zip(ordered, shares, strict=True)
    ]


def _lines(counts: Mapping[str, int]) -> list[CountLine]:
    ordered = sorted(counts, key=lambda key: (-counts[key], key))
    shares = percentages([counts[key] for key in ordered])
    return [CountLine(key, counts[key], share) for key, share in zip(ordered, shares, strict=True)]


def _of_kind(wanted: Sequence[ServicePoint], counts: Mapping[int, int], kinds: frozenset[str] | set[str]) -> Share:
    part = sum(counts.get(point.pk, 0) for point in wanted if point.kind in kinds)
    return Share(part, sum(counts.get(point.pk, 0) for point in wanted))


def _times(scope: Scope) -> dict[str, Spread]:
    found: dict[str, list[tuple[int, int]]] = {kind.value: [] for kind in MEASURED}
    for kind, seconds, times in counting.durations(scope):
        found[kind].append((seconds, times))
    return {kind: spread(values) for kind, values in found.items()}


def _no_shows(scope: Scope) -> Share:
    endings = counting.endings(scope)
    return Share(endings.get(Ending.NO_SHOW, 0), sum(endings.values()))


def _categories(cells: Sequence[counting.Cell], catalogue: Mapping[int, Task]) -> list[CategoryLine]:
    """In the report's order."""
    counts = _tally((category(catalogue[cell.task].historic, cell.outcome), cell.number) for cell in cells)
    shares = percentages([counts[one] for one in Category])
    return [
        CategoryLine(one, counts[one], share, SKANDERBORG_2009[one])
        for one, share in zip(Category, shares, strict=True)
    ]
