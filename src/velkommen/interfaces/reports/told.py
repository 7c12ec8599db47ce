"""What was gathered, ready to be told: names, and figures of few left out, so that they cannot be worked out either."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, TypeVar

from django.utils.translation import gettext, ngettext

from velkommen.apps.evaluation.report import Gathered
from velkommen.apps.placement import book
from velkommen.domain.insight import worked
from velkommen.domain.insight.facts import Period
from velkommen.domain.insight.growth import Growth, NoBasis, growth
from velkommen.domain.kinds import PlaceKind
from velkommen.domain.measures import FEW, LIBRARIES, Share, shares
from velkommen.domain.outcomes import REFERRALS, SOLVED_AT_FIRST_CONTACT, Outcome
from velkommen.domain.small_cells import SMALL, Sum, hidden, in_table
from velkommen.domain.spans import Grain, end
from velkommen.domain.sureness import between
from velkommen.interfaces.web.charts.chart import Estimate
from velkommen.interfaces.web.tables import few
from velkommen.interfaces.web.tables.table import UNTOLD, Cell, Per, Table
from velkommen.interfaces.web.templatetags.words import locale, number
from velkommen.shared import clock
from velkommen.shared.wording_figures import KEPT_BACK
from velkommen.shared.wording_tasks import name_on

H = TypeVar("H", bound=Hashable)


@dataclass(frozen=True)
class Told:
    """A span in the words of the active language. `everywhere`: at all places of the municipality."""

    gathered: Gathered
    invented: bool
    everywhere: bool

    @property
    def over(self) -> datetime:
        """The moment the span is over: nothing that came to be known later is in it."""
        return over(self.gathered.last)

    @property
    def period(self) -> Period:
        return self.gathered.period

    @cached_property
    def number(self) -> int:
        return sum(block.number for block in self.gathered.blocks.values())

    @property
    def many(self) -> str:
        """How many enquiries, in words."""
        return said_number(self.number)

    @cached_property
    def outcomes(self) -> dict[str, int]:
        """Outcome -> enquiries, of those that have one."""
        counts = worked.by_outcome(self.period.all)
        return {one.value: counts[one] for one in Outcome if counts[one]}

    @cached_property
    def solved(self) -> Share | None:
        """Solved at first contact; None where that gives away what the table of outcomes keeps back."""
        return few.answered(self.outcomes, SOLVED_AT_FIRST_CONTACT, few=True)

    @cached_property
    def referred(self) -> Share | None:
        """Referred to somebody else; None as above."""
        return few.answered(self.outcomes, REFERRALS, SOLVED_AT_FIRST_CONTACT, few=True)

    @cached_property
    def by_place(self) -> dict[int, int]:
        return {place: self.gathered.blocks[place].number for place, _ in self.places}

    @cached_property
    def library_and_hall(self) -> tuple[Share, Share] | None:
        """What libraries and town hall have of all; None where that gives away what the table of places keeps back."""
        library = few.part(self.by_place, self.libraries, self.halls, few=True)
        return (library, Share(worked.number(self.period.town_halls), self.number)) if library else None

    @cached_property
    def grown(self) -> Growth:
        """How it has grown; the reason why nothing is told of it where the places compared would tell of a few."""
        found = growth(self.period)
        both = worked.comparable(self.period) & self.by_place.keys()
        told = few.part(self.by_place, both, few=True) is not None and not few.nothing(found.then, few=True)
        return found if told or found.why else replace(found, why=NoBasis.KEPT_BACK)

    @property
    def enough(self) -> bool:
        """Whether so much was counted that a share says something."""
        return self.number >= FEW

    @cached_property
    def places(self) -> list[tuple[int, str]]:
        """(service point id, name) of the places anything was counted at, in the order of the alphabet."""
        return [(one.pk, one.name) for one in self.gathered.points if one.pk in self.gathered.blocks]

    @cached_property
    def lines(self) -> dict[str, str]:
        """Letter of a line of tasks -> its name."""
        return {task.group.letter: task.group.name for task in self.gathered.tasks.values()}

    @cached_property
    def covered(self) -> Share:
        blocks = self.gathered.blocks.values()
        return Share(sum(block.covered for block in blocks), sum(block.staffed for block in blocks))

    @cached_property
    def halls(self) -> frozenset[int]:
        return frozenset(pk for pk, kind in self.period.kinds.items() if kind == PlaceKind.TOWN_HALL)

    @cached_property
    def libraries(self) -> frozenset[int]:
        return frozenset(pk for pk, kind in self.period.kinds.items() if kind in LIBRARIES)

    @cached_property
    def whole_months(self) -> list[date]:
        """The months of the span, the first of each; those only touched are left out, since they cannot be compared."""
        touched = sorted({month for month, _ in self.gathered.months})
        return [
            month for month in touched if month >= self.gathered.first and end(month, Grain.MONTH) <= self.gathered.last
        ]

    @cached_property
    def names(self) -> dict[str, str]:
        """Key of a task -> what it was called on the last day."""
        town = book.town()
        return {task.key: name_on(town, task.key, self.gathered.last) for task in self.gathered.tasks.values()}

    def task(self, task: int) -> str:
        """What a task (by id) was called on the last day."""
        return self.names[self.gathered.tasks[task].key]

    def task_of(self, key: str) -> str:
        return self.names.get(key, key)

    def destination(self, destination: int) -> str:
        danish, english = self.gathered.destinations[destination]
        return danish if locale() == "da_DK" else english

    def sure(self, label: str, share: Share, covered: Share) -> Estimate:
        """A share with the interval it lies in, as far as hours were not counted in."""
        interval = between(share, covered)
        low, high = interval or (None, None)
        return Estimate(label, share.percent, low, high)


def said_number(count: int) -> str:
    """A number in a sentence; of a few not which."""
    return gettext("under {few}").format(few=SMALL) if few.nothing(count, few=True) else number(count)


def said_share(share: Share) -> str:
    """A share in a sentence; "" where it, or what it leaves, is of a few."""
    return few.in_words(share, few=True)


def over(last: date) -> datetime:
    """The midnight after a local day."""
    return datetime.combine(last + timedelta(days=1), time.min, tzinfo=clock.zone())


@dataclass(frozen=True)
class Listed:
    """Rows of name, number and share; the numbers under the last; and which rows (by their place) are not told."""

    rows: Sequence[tuple[Cell, ...]]
    total: Sequence[Cell]
    untold: frozenset[int]

    @property
    def shares(self) -> list[float | None]:
        """The per cent of each row; None where it is not told."""
        return [cell.value if isinstance(cell := row[2], Per) else None for row in self.rows]

    def table(self, key: str, title: str, head: tuple[str, str, str], *notes: str) -> Table:
        """What there is by something, with its total."""
        return Table(key, title, head, self.rows, total=self.total, notes=notes)


def listed(counts: Mapping[H, int], name: Callable[[H], str], most: int | None = None, others: str = "") -> Listed:
    """Numbers with their names, in the order given; those after so many stand together under `others`.

    The shares are those of pages and files (`measures.shares`): of all, before some are put together.
    """
    parts, keys = shares(counts), list(counts)
    lines = [(name(key), counts[key], parts[key]) for key in keys[:most]]
    if rest := keys[most:] if most else []:
        lines.append((others, sum(counts[key] for key in rest), round(sum(parts[key] for key in rest), 1)))
    secret = hidden({index: number for index, (_, number, _) in enumerate(lines)})
    rows: list[tuple[Cell, ...]] = [
        (word, UNTOLD, UNTOLD) if index in secret else (word, number, Per(share))
        for index, (word, number, share) in enumerate(lines)
    ]
    total = [gettext("Total"), UNTOLD if Sum.ALL in secret else sum(counts.values()), Per(100)]
    return Listed(rows, total, frozenset(key for key in secret if key is not Sum.ALL))


def per(share: Share) -> Cell:
    return Per(share.percent)


def in_part(table: Table, most: int = 20) -> Table:
    """The first rows of a table of a dashboard; what is left out is said, since there is no file beside a report."""
    rows, left = table.rows[:most], len(table.rows) - most
    words = ngettext("{n} more row is left out here.", "{n} more rows are left out here.", max(left, 0))
    said = [note for note in table.notes if note != str(KEPT_BACK)]
    notes = few.notes(rows, *said, *([words.format(n=left)] if left > 0 else []))
    return replace(table, rows=rows, notes=notes, shown=None, printed=None)


def grid(
    counts: Mapping[tuple[Any, Any], int], rows: Sequence[tuple[Any, str]], columns: Iterable[Any]
) -> tuple[list[tuple[Cell, ...]], list[Cell]]:
    """A table of numbers with the sum of each row at its end, and the sums of the columns; what is of too few left out."""
    across = [*columns, Sum.ALL]
    every = {(row, column): counts.get((row, column), 0) for row, _ in rows for column in across[:-1]}
    secret = in_table(every)

    def cell(row: Any, column: Any) -> Cell:
        return UNTOLD if (row, column) in secret else _sum(every, row, column)

    told: list[tuple[Cell, ...]] = [(name, *(cell(row, column) for column in across)) for row, name in rows]
    return told, [cell(Sum.ALL, column) for column in across]


def _sum(every: Mapping[tuple[Any, Any], int], row: Any, column: Any) -> int:
    return sum(n for (one, other), n in every.items() if row in (one, Sum.ALL) and column in (other, Sum.ALL))
