"""Reading the figures of any span of days, for some places or all: a constant number of statements, whatever the span.

Closed days come from their blocks, whole months and years at once; open days, and closed ones a late fact has touched, from their
facts. So what is read is at every moment what counting everything would say. No shape here holds a name: whoever shows them has those.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cached_property, lru_cache, reduce
from operator import add, attrgetter, or_
from types import MappingProxyType
from typing import TypeVar

from django.db.models import BigIntegerField, Exists, Max, Min, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Cast

from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.statistics import models
from velkommen.apps.statistics.facts import Key, Wanted, build, counted, staffed_hours
from velkommen.apps.statistics.hours import Hours, Kept
from velkommen.apps.statistics.models import HOURS, Day, Mark
from velkommen.domain.blocks import Block, outside, solved, total
from velkommen.domain.coverage import Gap
from velkommen.domain.day_hours import DayHours, stretches
from velkommen.domain.lifecycle import State
from velkommen.domain.remainders import without
from velkommen.domain.spans import Grain, Pieces, end, fewer, merged, split, start

__all__ = ["Block", "Line", "Reading", "Scope", "Told", "days", "lines", "read", "read_with_gaps"]

K = TypeVar("K", bound=Hashable)
MOST_GAPS = 500  # stretches told, the newest first


@dataclass(frozen=True)
class Scope:
    """Which enquiries: of these service points (all when None), from the first to the last local day, both included."""

    places: Sequence[int] | None
    first: date
    last: date


@dataclass(frozen=True)
class Line:
    """What a series needs of a span at a place: counts, and seconds of waiting. Lines add up.

    Args:
        number, answered, solved: enquiries.
        outside, placed: those outside every town hall's hours, of those whose time of day is known.
        waited, waited_seconds: enquiries whose waiting was measured, and its sum.
        staffed, covered: staffed clock hours that are over, and those in which something was counted.
        visits, no_shows: visits that are over, and those called in vain.
    """

    number: int = 0
    answered: int = 0
    solved: int = 0
    outside: int = 0
    placed: int = 0
    waited: int = 0
    waited_seconds: int = 0
    staffed: int = 0
    covered: int = 0
    visits: int = 0
    no_shows: int = 0

    def __add__(self, other: "Line") -> "Line":
        return Line(*map(add, _sums(self), _sums(other)))


_COLUMNS = tuple(one.name for one in fields(Line))
_sums = attrgetter(*_COLUMNS)


@dataclass(frozen=True)
class Told:
    """A span by a moment.

    Args:
        blocks: service point id -> its block for the whole span; a place with nothing is left out.
        gaps: the staffed hours nobody counted in, those on end as one; the newest first, and not more than one reads (MOST_GAPS).
    """

    blocks: Mapping[int, Block]
    gaps: Sequence[Gap]


class Reading:
    """A span by a moment: whatever is asked of it, its open days are read from their facts once."""

    def __init__(self, scope: Scope, at: datetime) -> None:
        self.scope, self.at = scope, at

    @cached_property
    def _sealed(self) -> tuple[date, date] | None:
        return closed()

    @cached_property
    def _touched(self) -> frozenset[date]:
        """Closed days a late fact has touched, of every year the span lies in."""
        years = start(self.scope.first, Grain.YEAR), end(self.scope.last, Grain.YEAR)
        touched = Mark.objects.filter(day__range=years).values_list("day", flat=True).distinct()
        return frozenset(touched) if self._sealed else frozenset()

    @cached_property
    def _pieces(self) -> Pieces:
        return split(self.scope.first, self.scope.last, self._sealed, self._touched)

    @cached_property
    def _now(self) -> "_Open":
        return _open(self.scope, self._pieces, self.at)

    @cached_property
    def blocks(self) -> dict[int, Block]:
        """Service point id -> its block for the whole span; a place with nothing is left out."""
        none = Pieces(), Pieces()
        added, away = fewer(self._pieces, self._sealed, self._touched) if self._sealed else none
        texts = _texts(self.scope, added, away)
        if not _whole(texts):
            texts = _texts(self.scope, self._pieces, Pieces())
        return _by_place(texts, self._now.blocks)

    def told(self) -> Told:
        """The same, and where nobody counted."""
        return Told(self.blocks, _gaps(self.scope, self._pieces, self._now, self.at))

    def days(self) -> dict[Key, Block]:
        """(local day, service point id) -> its block, day by day; days with nothing are left out."""
        rows = _rows_of_days(self.scope, self._pieces).values_list("start", "place", "counts", "times")
        found = {(day, place): Block.from_parts(counts, times) for day, place, counts, times in rows}
        return found | self._now.blocks

    def series(self, grain: Grain, places: Collection[int] | None = None) -> dict[date, Line]:
        """First day of each day, month or year -> its sums over some places of the span's (all when None); the oldest first."""
        rows = self._in(grain)
        if places is not None:
            rows = rows.filter(place__in=list(places))
        sums = {f"all_{name}": Cast(Sum(name), BigIntegerField()) for name in _COLUMNS}
        found: dict[date, Sequence[int]] = {}
        for begins, *more in rows.values("start").annotate(**sums).values_list("start", *sums):
            _add(found, start(begins, grain), more)
        for (day, place), block in self._now.blocks.items():
            if places is None or place in places:
                _add(found, start(day, grain), _sums(line(block)))
        return {begins: Line(*found[begins]) for begins in sorted(found)}

    def _in(self, grain: Grain) -> QuerySet[models.Block]:
        """The blocks of the closed pieces of the span, cut to a grain."""
        if grain is Grain.DAY:
            return _rows_of_days(self.scope, self._pieces)
        return _rows(self.scope, in_months(self._pieces) if grain is Grain.MONTH else self._pieces)

    def lines(self, grain: Grain) -> dict[tuple[date, int], Line]:
        """(first day of each day, month or year, service point id) -> its sums, of the days of the span; the oldest first."""
        rows = self._in(grain)
        found: dict[tuple[date, int], Sequence[int]] = {}
        for begins, place, *sums in rows.values_list("start", "place", *_COLUMNS):
            _add(found, (start(begins, grain), place), sums)
        for (day, place), block in self._now.blocks.items():
            _add(found, (start(day, grain), place), _sums(line(block)))
        return {key: Line(*found[key]) for key in sorted(found)}


def read(scope: Scope, at: datetime) -> dict[int, Block]:
    """Service point id -> its block for the whole span, by a moment; a place with nothing is left out."""
    return Reading(scope, at).blocks


def read_with_gaps(scope: Scope, at: datetime) -> Told:
    """The same, and where nobody counted."""
    return Reading(scope, at).told()


def days(scope: Scope, at: datetime, places: Iterable[int] | None = None) -> dict[Key, Block]:
    """(local day, service point id) -> its block, day by day; days with nothing are left out.

    Args:
        places: only these of the scope's.
    """
    return Reading(scope if places is None else Scope(list(places), scope.first, scope.last), at).days()


def lines(scope: Scope, at: datetime, grain: Grain) -> dict[tuple[date, int], Line]:
    """(first day of each day, month or year, service point id) -> its sums, of the days of the span; the oldest first."""
    return Reading(scope, at).lines(grain)


def line(block: Block) -> Line:
    """The sums of a block."""
    waiting = block.lasting.get(State.WAITING.value)
    outcomes, hours = block.outcomes_and_hours()
    done, out, visits = solved(outcomes), outside(hours), block.no_shows
    return Line(
        number=outcomes.total(),
        answered=done.whole,
        solved=done.part,
        outside=out.part,
        placed=out.whole,
        waited=waiting.total() if waiting else 0,
        waited_seconds=block.seconds[State.WAITING.value],
        staffed=block.staffed,
        covered=block.covered,
        visits=visits.whole,
        no_shows=visits.part,
    )


def remember(at: datetime) -> None:
    """Read the sums of all that is closed, so that they are in memory when somebody asks (see `_sum`)."""
    found = closed()
    if found:
        read(Scope(None, *found), at)


def first_counted() -> date | None:
    """The first local day anything was counted: what was before it is no gap."""
    return Enquiry.objects.order_by("day").values_list("day", flat=True).first()


def closed() -> tuple[date, date] | None:
    """The first and the last closed day; all between are closed."""
    found = Day.objects.aggregate(first=Min("day"), last=Max("day"))
    return (found["first"], found["last"]) if found["first"] else None


def in_months(pieces: Pieces) -> Pieces:
    """The same span without whole years."""
    months = [begin.replace(month=month) for begin in pieces.years for month in range(1, 13)]
    return Pieces(months=sorted([*months, *pieces.months]), days=pieces.days, open=pieces.open)


def _in_days(pieces: Pieces) -> list[tuple[date, date]]:
    """The closed days of a span, as stretches."""
    whole = [(begin, end(begin, Grain.YEAR)) for begin in pieces.years]
    whole += [(begin, end(begin, Grain.MONTH)) for begin in pieces.months]
    return merged([*whole, *((day, day) for day in pieces.days)])


def _rows(scope: Scope, pieces: Pieces) -> QuerySet[models.Block]:
    """The blocks of the closed pieces of a span."""
    wanted = _days(merged((day, day) for day in pieces.days))
    for grain, begins in ((Grain.MONTH, pieces.months), (Grain.YEAR, pieces.years)):
        wanted |= Q(grain=grain.value, start__in=begins)
    return _of_places(scope, wanted)


def _rows_of_days(scope: Scope, pieces: Pieces) -> QuerySet[models.Block]:
    """The blocks of the closed days of a span, each."""
    return _of_places(scope, _days(_in_days(pieces)))


def _days(stretches: Sequence[tuple[date, date]]) -> Q:
    wanted = Q(grain=Grain.DAY.value, start__in=[first for first, last in stretches if first == last])
    for first, last in stretches:
        if first != last:
            wanted |= Q(grain=Grain.DAY.value, start__range=(first, last))
    return wanted


def _of_places(scope: Scope, wanted: Q) -> QuerySet[models.Block]:
    rows = models.Block.objects.filter(wanted).order_by()
    return rows if scope.places is None else rows.filter(place__in=list(scope.places))


@dataclass(frozen=True)
class _Open:
    """The days of a span that are counted now, and the hours they are judged by."""

    wanted: Wanted
    hours: Hours
    blocks: dict[Key, Block]


def _open(scope: Scope, pieces: Pieces, at: datetime) -> _Open:
    since = first_counted() if pieces.open else None
    wanted = Wanted(scope.places, pieces.open).since(since)
    if not wanted.stretches:
        return _Open(wanted, Hours(), {})
    hours = Hours(kept_hours(wanted.stretches), since)
    return _Open(wanted, hours, build(wanted, hours, at))


#: (to be taken away, service point id, grain, first day of what such pieces are summed in) -> (first day, counts, times) of each.
_Texts = dict[tuple[bool, int, str, date], list[tuple[date, str, str]]]


def _texts(scope: Scope, added: Pieces, away: Pieces) -> _Texts:
    """The pieces added and those that are to be taken away from them (one statement)."""
    all_pieces = Pieces(added.years, sorted([*added.months, *away.months]), sorted([*added.days, *away.days]))
    less = {(Grain.MONTH.value, day) for day in away.months} | {(Grain.DAY.value, day) for day in away.days}
    texts: _Texts = {}
    columns = ("grain", "start", "place", "counts", "times")
    for grain, begins, place, counts, times in (
        _rows(scope, all_pieces).order_by("start", "place").values_list(*columns)
    ):
        together = start(begins, Grain.MONTH if grain == Grain.DAY else Grain.YEAR) if grain != Grain.YEAR else date.min
        texts.setdefault(((grain, begins) in less, place, grain, together), []).append((begins, counts, times))
    return texts


def _whole(texts: _Texts) -> bool:
    """Whether all that is to be taken away is in something added: not so where the row of a month or year was deleted by hand, which
    the night puts back."""
    added = {(place, grain, begins) for (no, place, grain, _), of in texts.items() if not no for begins, _, _ in of}
    return all(
        (place, Grain.MONTH.value, together) in added or (place, Grain.YEAR.value, start(together, Grain.YEAR)) in added
        for no, place, _, together in texts
        if no
    )


def _by_place(texts: _Texts, now: Mapping[Key, Block]) -> dict[int, Block]:
    """Service point id -> the sum of the pieces added, without those that are to be taken away from it."""
    found: dict[int, Block] = {}
    for (no, place, grain, _), of in sorted(texts.items(), key=lambda one: one[0][0]):  # what is taken away, last
        part = _sum(grain, tuple((counts, times) for _, counts, times in of))
        if no:
            found[place] = without(found[place], part)
        else:
            found.setdefault(place, Block()).add(part)
    for (_, place), block in now.items():
        found.setdefault(place, Block()).add(block)
    return {place: block for place, block in found.items() if block}


@lru_cache(maxsize=256)
def _sum(grain: str, texts: tuple[tuple[str, str], ...]) -> Block:
    """The sum of days, months or years as they stand in their texts: those alone decide, so that what is remembered is never old. Nobody
    may add to it."""
    return total(_READ[Grain(grain)](*one) for one in texts)


#: Months and years are parts of many sums, days of few.
_READ: Mapping[Grain, Callable[[str, str], Block]] = MappingProxyType(
    {
        Grain.DAY: Block.from_parts,
        Grain.MONTH: lru_cache(maxsize=128)(Block.from_parts),
        Grain.YEAR: lru_cache(maxsize=256)(Block.from_parts),
    }
)


def _gaps(scope: Scope, pieces: Pieces, now: _Open, at: datetime) -> list[Gap]:
    rows = _rows_of_days(scope, pieces).filter(missed__gt=0).order_by("-start", "place")
    found = list(rows.values_list("start", "place", "missed")[:MOST_GAPS])
    for day, place, staffed in staffed_hours(now.wanted, now.hours, at):
        found.append((day, place, staffed & ~counted(now.blocks[day, place])))
    told = (Gap(place, day, *hours) for day, place, missed in found for hours in stretches(missed))
    return sorted(told, key=lambda gap: (-gap.day.toordinal(), gap.place, gap.starts))[:MOST_GAPS]


def kept_hours(of: Iterable[tuple[date, date]]) -> Kept:
    """What is kept of the hours of some days, and which places were given hours of their own since (one statement, two where any was)."""
    days = reduce(or_, (Q(day__range=stretch) for stretch in of), Q(day__in=[]))
    marks = Mark.objects.filter(what=HOURS, day=OuterRef("day"))
    rows = list(Day.objects.filter(days).values_list("day", "hours", Exists(marks)))
    changed: dict[date, set[int]] = {day: set() for day, _, own in rows if own}
    if changed:
        for day, place in Mark.objects.filter(what=HOURS, day__in=list(changed)).values_list("day", "place"):
            changed[day].add(place)
    return Kept({day: DayHours.from_text(text) for day, text, _ in rows}, changed)


def _add(found: dict[K, Sequence[int]], key: K, more: Sequence[int]) -> None:
    found[key] = list(map(add, found[key], more)) if key in found else more
