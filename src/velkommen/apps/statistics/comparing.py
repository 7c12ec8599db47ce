"""Everything counted once more and held against what is kept, to the cell; and the ledger read from its beginning."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

from velkommen.apps.statistics import queries, uses
from velkommen.apps.statistics.hours import Hours
from velkommen.apps.statistics.models import Day, Entry, Mark
from velkommen.apps.statistics.queries import closed, first_counted, kept_hours
from velkommen.apps.statistics.sealing import Closing, Row, count, row_of, rows_of, summed
from velkommen.apps.statistics.signing import is_signed
from velkommen.domain.blocks import UNREADABLE, Block
from velkommen.domain.ledger import BEGINNING, EntryKind, FaultKind, Line
from velkommen.domain.spans import DAY, Grain, each_day, end, start

Progress = Callable[[date, float], None]  # the day it has come to, and the share done (0-1)


@dataclass(frozen=True)
class Difference:
    """What is kept and what was counted of one cell do not agree.

    Args:
        place: service point id; 0: of the day as a whole, against the ledger.
        cell: which figure of the block, in programs' words.
    """

    grain: Grain
    start: date
    place: int
    cell: str
    kept: int
    counted: int

    @property
    def days(self) -> list[date]:
        """The days to count anew: the day, or one of the month or year whose sum is wrong."""
        return [end(self.start, self.grain)]

    def __str__(self) -> str:
        return f"{self.grain.value} {self.start}, place {self.place}, {self.cell}: {self.kept} ≠ {self.counted}"


def compare(first: date, last: date, at: datetime) -> Iterator[Difference]:
    """Where the blocks of some closed days, and of the months and years that end among them, are not what their facts say.

    Days with a mark are left out: those are known to have changed.
    """
    kept = {row.day: row for row in Day.objects.filter(day__range=(first, last))}
    if not kept:
        return
    found = count(kept, Hours(kept_hours([(first, last)]), first_counted()), at)
    rows: dict[date, dict[int, Row]] = {day: {} for day in kept}
    for row in rows_of(Grain.DAY, first, last):
        rows.setdefault(row.start, {})[row.place_id] = row
    marked = set(
        Mark.objects.filter(day__range=(first, last)).values_list("day", flat=True)
    )  # last: also of what came meanwhile
    for one in found:
        if one.day not in marked:
            yield from _day(one, kept[one.day], rows[one.day])
    yield from _sums(first, last, marked)
    yield from _uses(first, last)


def all_differences(at: datetime, progress: Progress) -> Iterator[Difference]:
    """The same of everything that is closed, month by month, so that memory stays small."""
    since = closed()
    if since is None:
        return
    for first, last in stretches(*since):
        progress(first, (first - since[0]).days / ((since[1] - since[0]).days + 1))
        yield from compare(first, last, at)


def stretches(first: date, last: date) -> Iterator[tuple[date, date]]:
    """A span month by month."""
    while first <= last:
        over = min(end(first, Grain.MONTH), last)
        yield first, over
        first = over + DAY


def _day(one: Closing, kept: Day, rows: Mapping[int, Row]) -> Iterator[Difference]:
    for place in sorted({*rows, *one.blocks}):
        yield from _cells(Grain.DAY, one.day, place, rows.get(place), one.row(place))
    if one.digest != kept.digest:
        said = sum(kept.numbers.values())
        yield Difference(Grain.DAY, one.day, 0, "ledger", said, sum(one.numbers.values()))


def _sums(first: date, last: date, marked: set[date]) -> Iterator[Difference]:
    for grain in (Grain.MONTH, Grain.YEAR):
        begins = {start(day, grain) for day in each_day(first, last) if first <= end(day, grain) <= last}
        for begin in sorted(begins - {start(day, grain) for day in marked}):
            kept = {row.place_id: row for row in rows_of(grain, begin, begin)}
            sums = dict(summed(begin, grain))
            for place in sorted({*kept, *sums}):
                counted = row_of(grain, begin, place, sums.get(place, Block()))
                yield from _cells(grain, begin, place, kept.get(place), counted)


def _uses(first: date, last: date) -> Iterator[Difference]:
    since = closed()
    if since is None:
        return
    for month in sorted({start(day, Grain.MONTH) for day in each_day(first, last)}):
        if end(month, Grain.MONTH) <= min(last, since[1]):
            yield from use_differences(month, since[0])


def use_differences(month: date, since: date) -> Iterator[Difference]:
    """Where what is kept of who served what in a closed month is not what its facts say. `since` is the first closed day."""
    for cell, (kept, counted) in uses.differences(month, since).items():
        yield Difference(Grain.MONTH, month, cell.place, f"use {cell.staff} {cell.task}", kept, counted)


def _cells(grain: Grain, begins: date, place: int, kept: Row | None, counted: Row) -> Iterator[Difference]:
    """The cells of one block that differ: its sums, and what lies behind them."""
    if kept == counted:
        return
    stored = kept or row_of(grain, begins, place, Block())
    if (stored.counts, stored.times) != (counted.counts, counted.times):
        before, after = _flat(stored), _flat(counted)
        for cell in sorted({*before, *after}):
            if before[cell] != after[cell]:
                yield Difference(grain, begins, place, cell, before[cell], after[cell])
    for column in (*_SUMS, "missed"):
        if getattr(stored, column) != getattr(counted, column):
            yield Difference(grain, begins, place, column, getattr(stored, column), getattr(counted, column))


_SUMS = tuple(one.name for one in fields(queries.Line))


def _flat(row: Row) -> Counter[str]:
    """A block cell by cell."""
    try:
        block = Block.from_parts(row.counts, row.times)
    except UNREADABLE:  # not what this house writes: somebody was here by hand
        return Counter({"unreadable": 1})
    found: Counter[str] = Counter()
    for one in fields(Block):
        value = getattr(block, one.name)
        if isinstance(value, int):
            found[one.name] = value
        elif one.name == "lasting":
            found.update({f"{kind} {bound}": n for kind, classes in value.items() for bound, n in classes.items()})
        else:
            found.update({f"{one.name} {key}": n for key, n in value.items()})
    return found


@dataclass(frozen=True)
class Fault:
    """A line of the ledger (0: of none) that is not what it should be."""

    entry: int
    day: date
    what: FaultKind

    def __str__(self) -> str:
        return f"{self.entry} ({self.day}): {self.what.value}"


def ledger_faults() -> Iterator[Fault]:
    """What is wrong in the ledger, from its beginning: the chain, the signatures, and what it says last of each day."""
    head, last = BEGINNING, dict[date, str]()
    for row in Entry.objects.order_by("id").iterator(chunk_size=2_000):
        if said(row).head(head) != row.head:
            yield Fault(row.pk, row.day, FaultKind.CHAIN)
        if not is_signed(row.head, row.signature, row.signer):
            yield Fault(row.pk, row.day, FaultKind.SIGNATURE)
        head, last[row.day] = row.head, row.digest
    for day, digest in Day.objects.order_by("day").values_list("day", "digest"):
        if last.pop(day, None) != digest:
            yield Fault(0, day, FaultKind.DIGEST)
    yield from (Fault(0, day, FaultKind.MISSING) for day in last)


def said(row: Entry) -> Line:
    """What a row of the ledger says."""
    return Line(**{one.name: getattr(row, one.name) for one in fields(Line)} | {"kind": EntryKind(row.kind)})
