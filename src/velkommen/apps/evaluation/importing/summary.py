"""What a sheet would add, said before anything is written."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from velkommen.apps.catalogue.models import Task
from velkommen.apps.evaluation.counting import counted
from velkommen.apps.evaluation.importing.reading import Sheet
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.statistics.queries import Scope
from velkommen.shared import clock


@dataclass(frozen=True)
class CategoryLine:
    """What a category of the sheet was taken for. `category` is as the sheet has it; `outcome` is "" where none is known."""

    category: str
    task: Task
    outcome: str
    enquiries: int


@dataclass(frozen=True)
class Summary:
    """What a sheet adds.

    Args:
        rows: rows that can be written.
        enquiries: how many those stand for.
        first, last: local days from and to; None when no row can be read.
        imprecise: enquiries without a time of day.
        there: enquiries that are counted at these places in these days already.
        hundred: whether the counts of each place and period add up to 100, so that they may be per cent.
    """

    rows: int
    enquiries: int
    first: date | None
    last: date | None
    imprecise: int
    categories: Sequence[CategoryLine]
    places: Mapping[str, int]
    there: int
    hundred: bool


def summary(sheet: Sheet) -> Summary:
    """Sum up what can be written (three statements)."""
    days = [clock.local_day(line.happened_at) for line in sheet.lines]
    at_place, of_kind = Counter[int](), Counter[tuple[str, str, str]]()
    for line in sheet.lines:
        at_place[line.place] += line.count
        of_kind[line.category, line.task, line.outcome] += line.count
    tasks = {task.key: task for task in Task.objects.all()}
    names = dict(ServicePoint.objects.values_list("id", "name"))
    scope = Scope(list(at_place), min(days), max(days)) if days else None
    return Summary(
        rows=len(sheet.lines),
        enquiries=sheet.enquiries,
        first=min(days, default=None),
        last=max(days, default=None),
        imprecise=sum(line.count for line in sheet.lines if line.imprecise),
        categories=[CategoryLine(name, tasks[task], end, number) for (name, task, end), number in of_kind.items()],
        places={names[place]: number for place, number in at_place.items()},
        there=counted(scope).count() if scope else 0,
        hundred=_adds_up_to_hundred(sheet),
    )


def _adds_up_to_hundred(sheet: Sheet) -> bool:
    sums = Counter[tuple[int, date]]()
    for line in sheet.lines:
        sums[line.place, clock.local_day(line.happened_at)] += line.count
    return bool(sums) and set(sums.values()) == {100} and all(line.imprecise for line in sheet.lines)
