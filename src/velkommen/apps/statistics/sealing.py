"""Closing days: their blocks written, their months and years summed, their line put into the ledger. Called by deeds alone.

A day is due once it is over by the clock of the place and by UTC, from three o'clock in the night: what writes a fact of it after that
marks it. What is done here for days is done for many at once, with one statement for each kind of row.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import NamedTuple

from django.db import connection

from velkommen.apps.statistics import uses
from velkommen.apps.statistics.facts import Wanted, build, counted, settled
from velkommen.apps.statistics.hours import Hours
from velkommen.apps.statistics.models import Block, Day, Entry, Mark
from velkommen.apps.statistics.queries import closed, first_counted, line
from velkommen.apps.statistics.signing import sign
from velkommen.domain import blocks
from velkommen.domain.day_hours import DayHours
from velkommen.domain.ledger import BEGINNING, EntryKind, Line, digest
from velkommen.domain.spans import DAY, Grain, each_day, end, merged, start
from velkommen.shared.bulk import write

LOCK = 8_354  # what writers of late facts share (migration 0002), and whoever closes days has alone
AT_ONCE = 500  # rows per statement


class Row(NamedTuple):
    """A block as it is kept (`models.Block`), column by column: where it stands, its sums (`queries.Line`), and its texts."""

    grain: str
    start: date
    place_id: int
    number: int
    answered: int
    solved: int
    outside: int
    placed: int
    waited: int
    waited_seconds: int
    staffed: int
    covered: int
    visits: int
    no_shows: int
    missed: int
    counts: str
    times: str


@dataclass(frozen=True)
class Closing:
    """A day as it is being closed: the hours it is judged by, and service point id -> block."""

    day: date
    hours: DayHours
    blocks: Mapping[int, blocks.Block]

    @cached_property
    def digest(self) -> str:
        said = ((place, "\n".join(self.texts[place]).encode()) for place in self.blocks)
        return digest(self.hours.as_text(), said)

    @cached_property
    def texts(self) -> dict[int, tuple[str, str]]:
        """Service point id -> its block as texts."""
        return {place: block.parts() for place, block in self.blocks.items()}

    @property
    def numbers(self) -> dict[str, int]:
        """Service point id as text -> enquiries."""
        return {str(place): block.number for place, block in sorted(self.blocks.items()) if block.number}

    def row(self, place: int) -> "Row":
        """The row of a place, empty where nothing was counted."""
        block = self.blocks.get(place) or blocks.Block()
        missed = self.hours.staffed.get(place, 0) & ~counted(block)
        return row_of(Grain.DAY, self.day, place, block, self.texts.get(place), missed)


def alone() -> None:
    """Wait until nobody is writing a fact of a day before today, and let nobody begin before this transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def last_due(at: datetime) -> date:
    """The last local day that may be closed by a moment."""
    yesterday = at.astimezone(UTC).date() - DAY
    return yesterday if settled(yesterday) <= at else yesterday - DAY


def due(at: datetime, most: int) -> tuple[date, date] | None:
    """The next stretch of days of one month to close, at most so many: on from the last closed one, else back from the first, so that none
    lies between two closed ones; the newest first where none is closed yet. None: nothing is due."""
    begins, ends, since = first_counted(), last_due(at), closed()
    if begins is None or begins > ends:
        return None
    if since is not None and since[1] < ends:
        first = since[1] + DAY
        return first, min(first + (most - 1) * DAY, end(first, Grain.MONTH), ends)
    last = ends if since is None else since[0] - DAY
    return (max(last - (most - 1) * DAY, start(last, Grain.MONTH), begins), last) if begins <= last else None


def close(first: date, last: date, at: datetime) -> list[Closing]:
    """Count and close the days of a stretch, sealed in their order."""
    hours = Hours(since=first_counted())
    found = count(each_day(first, last), hours, at)
    write_days(found)
    ledger = Ledger(at)
    for one in found:
        ledger.seal(one)
    Day.objects.bulk_create(_day(one, at) for one in found)
    ledger.write()
    Mark.objects.filter(day__range=(first, last)).delete()
    sum_up([one.day for one in found], found)
    return found


def count(days: Iterable[date], hours: Hours, at: datetime) -> list[Closing]:
    """Count some days from their facts, in order."""
    wanted = sorted(days)
    found: dict[date, dict[int, blocks.Block]] = {day: {} for day in wanted}
    for (day, place), block in build(Wanted(None, merged((day, day) for day in wanted)), hours, at).items():
        found[day][place] = block
    return [Closing(day, hours.of(day), found[day]) for day in wanted]


def write_days(found: Iterable[Closing]) -> None:
    _write(one.row(place) for one in found for place in one.blocks)


def _write(rows: Iterable[Row]) -> None:
    said = connection.ops.adapt_datefield_value
    write(Block, Row._fields, [(row.grain, said(row.start), *row[2:]) for row in rows])


def row_of(
    grain: Grain, begins: date, place: int, block: blocks.Block, texts: tuple[str, str] | None = None, missed: int = 0
) -> Row:
    """The row of a block, with its sums."""
    sums = vars(line(block)).values()
    return Row._make((grain.value, begins, place, *sums, missed, *(texts or block.parts())))


def rows_of(grain: Grain, first: date, last: date) -> Iterator[Row]:
    """The rows as they are kept, of what begins in a span."""
    rows = Block.objects.filter(grain=grain.value, start__range=(first, last))
    return map(Row._make, rows.values_list(*Row._fields))


def sum_up(days: Iterable[date], found: Sequence[Closing] = (), *, years: bool = True) -> None:
    """Write the months (with who served what in them) and years of some days anew, as far as they are closed to their end. Without
    `years` those stay as they are.

    Args:
        found: days that were just counted: their blocks need not be read.
    """
    since, touched = closed(), set(days)
    if since is None:
        return
    for grain in (Grain.MONTH, Grain.YEAR)[: 2 if years else 1]:
        begins = sorted({start(day, grain) for day in touched if end(day, grain) <= since[1]})
        Block.objects.filter(grain=grain.value, start__in=begins).delete()
        for begin in begins:
            _write(row_of(grain, begin, place, block) for place, block in summed(begin, grain, found))
        if grain is Grain.MONTH:
            uses.write(begins, since[0])


def summed(begins: date, grain: Grain, found: Sequence[Closing] = ()) -> list[tuple[int, blocks.Block]]:
    """(service point id, sum of its days, or of its months) of a month or a year, by place.

    Args:
        found: days that were just counted: their blocks need not be read.
    """
    part, over = Grain.DAY if grain is Grain.MONTH else Grain.MONTH, end(begins, grain)
    mine = [one for one in found if begins <= one.day <= over] if part is Grain.DAY else []
    sums: dict[int, blocks.Block] = defaultdict(blocks.Block)
    for one in mine:
        for place, block in one.blocks.items():
            sums[place].add(block)
    rows = Block.objects.filter(grain=part.value, start__range=(begins, over))
    others = rows.exclude(start__in=[one.day for one in mine]).values_list("place", "counts", "times")
    for place, counts, times in others:
        sums[place].add(blocks.Block.from_parts(counts, times))
    return sorted(sums.items())


def _day(one: Closing, at: datetime) -> Day:
    return Day(day=one.day, hours=one.hours.as_text(), numbers=one.numbers, digest=one.digest, sealed_at=at)


class Ledger:
    """Lines on their way into the ledger, each tied to the one before."""

    def __init__(self, at: datetime) -> None:
        self._at, self._head = at, newest_head()
        self._rows: list[Entry] = []

    def seal(self, one: Closing) -> None:
        self.add(Line(EntryKind.SEAL, one.day, sum(one.numbers.values()), one.digest, self._at))

    def add(self, said: Line) -> None:
        self._head = said.head(self._head)
        signature, signer = sign(self._head)
        self._rows.append(
            Entry(**{**vars(said), "kind": said.kind.value}, head=self._head, signature=signature, signer=signer)
        )

    def write(self) -> None:
        Entry.objects.bulk_create(self._rows, batch_size=AT_ONCE)


def newest_head() -> str:
    """The head of the ledger as it stands."""
    return Entry.objects.order_by("-id").values_list("head", flat=True).first() or BEGINNING
