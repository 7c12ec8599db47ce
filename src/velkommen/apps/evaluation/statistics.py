"""The figures of a period, for some places or all: a constant number of statements, whatever the period.

What counts: withdrawn rows nowhere; matters without outcome (still open, or counted without one) in the number and
in no outcome; unreliable rows in every count and in no time; rows without a time of day (imported sheets) in every count
and in no hour. All is read from the blocks of the span (`statistics.queries`); what each figure means stands in `domain.measures`,
which recomputes them row by row to check this.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from velkommen.apps.catalogue.models import Task
from velkommen.apps.catalogue.queries import tasks as all_tasks
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.statistics.queries import Scope, read_with_gaps
from velkommen.domain.blocks import Block, total
from velkommen.domain.coverage import Coverage
from velkommen.domain.insight.worked import by_task_and_outcome
from velkommen.domain.kinds import PlaceKind
from velkommen.domain.measures import LIBRARIES, MEASURED, Share, Spread, is_answered, shares
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.report2010 import SKANDERBORG_2009, Category, category
from velkommen.shared.danish import collation


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
    blocks: Mapping[int, Block] = field(
        default_factory=dict, repr=False
    )  # what all of it was read from, by service point id

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
    points = ServicePoint.objects.order_by("id")
    wanted = [point for point in points if places is None or point.pk in places]
    return _gather(scope, sorted(wanted, key=lambda point: collation(point.name)), at)


def _gather(scope: Scope, wanted: Sequence[ServicePoint], at: datetime) -> Statistics:
    found = read_with_gaps(scope, at)
    whole = total(found.blocks.values())
    by_place = {place: block.number for place, block in found.blocks.items()}
    catalogue = {task.pk: task for task in all_tasks()}
    outcomes, units = Counter[str](), Counter[str]()
    for (_, outcome, unit, _), number in whole.tasks.items():
        outcomes[outcome] += number
        units[unit] += number if unit and is_answered(outcome) else 0
    return Statistics(
        first=scope.first,
        last=scope.last,
        number=whole.number,
        imprecise=whole.imprecise,
        without_outcome=outcomes.pop("", 0),
        places=_places(wanted, by_place),
        tasks=_tasks(whole, catalogue),
        outcomes=_lines(outcomes),
        units=_lines(+units),
        library=_of_kind(wanted, by_place, LIBRARIES),
        town_hall=_of_kind(wanted, by_place, {PlaceKind.TOWN_HALL}),
        solved=whole.solved,
        outside=whole.outside,
        times={kind.value: whole.spread(kind.value) for kind in MEASURED},
        no_shows=whole.no_shows,
        coverage=Coverage(whole.coverage, found.gaps),
        categories=_categories(whole, catalogue),
        blocks=found.blocks,
    )


def _places(wanted: Sequence[ServicePoint], counts: Mapping[int, int]) -> list[PlaceLine]:
    shown = [point for point in wanted if point.active or counts.get(point.pk)]
    parts = shares({point.pk: counts.get(point.pk, 0) for point in shown})
    return [PlaceLine(point, counts.get(point.pk, 0), parts[point.pk]) for point in shown]


def _tasks(whole: Block, catalogue: Mapping[int, Task]) -> list[TaskLine]:
    """Most asked for first."""
    outcomes: dict[int, Counter[str]] = {}
    for (task, outcome, _, _), number in whole.tasks.items():
        outcomes.setdefault(task, Counter())[outcome] += number
    ordered = sorted(outcomes, key=lambda task: (-outcomes[task].total(), task))
    parts = shares({task: outcomes[task].total() for task in ordered})
    return [TaskLine(catalogue[task], outcomes[task].total(), parts[task], outcomes[task]) for task in ordered]


def _lines(counts: Mapping[str, int]) -> list[CountLine]:
    ordered = sorted(counts, key=lambda key: (-counts[key], key))
    parts = shares(counts)
    return [CountLine(key, counts[key], parts[key]) for key in ordered]


def _of_kind(wanted: Sequence[ServicePoint], counts: Mapping[int, int], kinds: frozenset[str] | set[str]) -> Share:
    part = sum(counts.get(point.pk, 0) for point in wanted if point.kind in kinds)
    return Share(part, sum(counts.get(point.pk, 0) for point in wanted))


def _categories(whole: Block, catalogue: Mapping[int, Task]) -> list[CategoryLine]:
    """In the report's order."""
    counts = Counter[Category]()
    for (task, outcome), number in by_task_and_outcome([whole]).items():
        counts[category(catalogue[task].historic, outcome)] += number
    return category_lines(counts)


def category_lines(counts: Mapping[Category, int]) -> list[CategoryLine]:
    """The ten categories in the report's order, with those of 2009."""
    parts = shares({one: counts.get(one, 0) for one in Category})
    return [CategoryLine(one, counts.get(one, 0), parts[one], SKANDERBORG_2009[one]) for one in Category]
