"""Numbers of a few, kept back with one sign and one sentence in every table: the rule stands in `domain.small_cells`.

`few` says whether they are: of enquiries that is so for readers who do not work where they were counted.
"""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from django.utils.translation import gettext

from velkommen.domain.measures import Share, Spread, is_answered, shares
from velkommen.domain.small_cells import SMALL, Sum, hidden, in_table, sums_told
from velkommen.domain.small_cells import steps as steps_told
from velkommen.interfaces.web.tables import said
from velkommen.interfaces.web.tables.table import UNTOLD, Bar, Cell, Per, Seconds, Table
from velkommen.shared.wording_figures import KEPT_BACK

K = TypeVar("K", bound=Hashable)


def numbers(counts: Mapping[K, int], *, few: bool) -> dict[K, tuple[Cell, Cell]]:
    """Each number with its per cent of all, adding up to 100; starred where it must not be told."""
    secret = _secret(counts, few=few)
    parts = shares(counts)
    return {key: (UNTOLD, UNTOLD) if key in secret else (number, Per(parts[key])) for key, number in counts.items()}


def bars(rows: Sequence[Sequence[Cell]]) -> list[Bar]:
    """A bar for each row of name, number and share that is told."""
    return [Bar(str(name), share.value or 0.0) for name, _, share, *_ in rows if isinstance(share, Per)]


def total(counts: Mapping[K, int], *, few: bool) -> list[Cell]:
    """The last row of such numbers; empty where there are none."""
    return [gettext("Total"), whole(counts, few=few), Per(100)] if sum(counts.values()) else []


def whole(counts: Mapping[K, int], *, few: bool) -> Cell:
    """The sum of such numbers; starred where it would give one of them away."""
    return UNTOLD if Sum.ALL in _secret(counts, few=few) else sum(counts.values())


def _secret(counts: Mapping[K, int], *, few: bool) -> frozenset[K | Sum]:
    if not few:
        return frozenset()
    secret = hidden(counts)
    return secret  # noqa: RET504 - told apart, so that the keys keep their type


def share(one: Share, *, few: bool) -> tuple[Cell, Cell]:
    """How many, and their part in per cent; starred where those, or the others, are a few. (Of shares with a total see `of_shares`.)"""
    secret = few and any(0 < number < SMALL for number in (one.part, one.whole - one.part))
    return (UNTOLD, UNTOLD) if secret else (one.whole, Per(one.percent or 0.0))


def kept(shares: Mapping[K, Share]) -> dict[K, Share | None]:
    """Shares by anything; None where the part or the rest is of too few to be told."""
    untold = {row for row, _ in _halves(shares)}
    return {key: None if key in untold else share for key, share in shares.items()}


def _halves(shares: Mapping[K, Share]) -> frozenset[tuple[Any, Any]]:
    """What must not be told of shares: (key, whether of the part; Sum.ALL for the whole). The sum of all wholes stands elsewhere."""
    cells: dict[tuple[Any, Any], int] = {}
    for key, share in shares.items():
        cells[key, True], cells[key, False] = share.part, share.whole - share.part
    alone = hidden({key: share.whole for key, share in shares.items()})
    return in_table(cells) | {(key, side) for key in alone for side in (True, False, Sum.ALL)}


def of_shares(shares: Mapping[K, Share], *, few: bool) -> dict[K, tuple[Cell, Cell]]:
    """`share` of parts of the same whole, whose sum stands elsewhere: starred also where one would give another away."""
    told: Mapping[K, Share | None] = kept(shares) if few else shares
    return {
        key: (one.whole, Per(one.percent or 0.0)) if one is not None else (UNTOLD, UNTOLD) for key, one in told.items()
    }


def wholes(shares: Mapping[K, Share], *, few: bool) -> dict[K, tuple[Cell, Cell]]:
    """As `of_shares`; where the whole may be told though the part may not, it is: a month of many keeps its number."""
    secret = _halves(shares) if few else frozenset()
    untold = {row for row, _ in secret}
    return {
        key: (UNTOLD if (key, Sum.ALL) in secret else one.whole, UNTOLD if key in untold else Per(one.percent or 0.0))
        for key, one in shares.items()
    }


def part(counts: Mapping[K, int], some: Collection[K], *besides: Collection[K], few: bool) -> Share | None:
    """Some of such numbers together, of all; None where that gives away what their table keeps back.

    Args:
        besides: other sums of them that are told as well, which have no number in common.
    """
    told = not few or sums_told(counts, some, *besides)
    return Share(sum(counts.get(one, 0) for one in some), sum(counts.values())) if told else None


def answered(counts: Mapping[str, int], some: Collection[str], *besides: Collection[str], few: bool) -> Share | None:
    """Some outcomes together, of what was answered: as `part`. How many were answered is told by itself, as by month and by unit."""
    return part({one: count for one, count in counts.items() if is_answered(one)}, some, *besides, few=few)


def steps(upto: Mapping[K, Share], *, few: bool) -> dict[K, tuple[Cell, Cell]]:
    """How many at most so long, and their part in per cent, of numbers that grow; starred where a few lie between, or above."""
    whole = max((one.whole for one in upto.values()), default=0)
    told = steps_told([one.part for one in upto.values()], whole) if few else [True] * len(upto)
    return {
        key: (one.part, Per(one.percent or 0.0)) if tell else (UNTOLD, UNTOLD)
        for (key, one), tell in zip(upto.items(), told, strict=True)
    }


def nothing(count: int, *, few: bool) -> bool:
    """Whether so few came in all that no table may stand below their number: a row with a star would name what they came for."""
    return few and 0 < count < SMALL


def emptied(table: Table) -> Table:
    """A table whose address stays, without anything in it."""
    return replace(table, title=gettext("Of so few nothing is told"), rows=(), total=(), bars=(), notes=())


def said_share(one: Share, *, few: bool) -> str:
    """A share in words; a star where `share` has one."""
    return str(UNTOLD) if UNTOLD in share(one, few=few) else said.share(one)


def in_words(one: Share, *, few: bool) -> str:
    """A share for a sentence; "" where `share` has a star, and no sentence is made of it."""
    return "" if UNTOLD in share(one, few=few) else said.share(one)


def said_whole(one: Share, *, few: bool) -> str:
    """What a share is taken of, in words; a star where `share` has one."""
    return str(UNTOLD) if UNTOLD in share(one, few=few) else said.whole(one.whole)


def said_half(found: Spread, *, few: bool) -> str:
    """What half stayed under, in words; a star where `spread` has one."""
    return str(UNTOLD) if UNTOLD in spread(found, few=few) else said.duration(found.median)


def spread(found: Spread, *, few: bool) -> tuple[Cell, ...]:
    """Mean, what half and nine of ten stayed under, and how many were measured; starred where those are a few."""
    if few and 0 < found.measured < SMALL:
        return (UNTOLD,) * 4
    return (Seconds(found.mean), Seconds(found.median), Seconds(found.p90), found.measured)


def notes(rows: Sequence[Sequence[Cell]], *more: str) -> list[str]:
    """Notes of a table; what the star means is among them where there is one."""
    return [*more, *([str(KEPT_BACK)] if any(cell is UNTOLD for row in rows for cell in row) else [])]


def counted(
    key: str,
    title: str,
    head: Sequence[str],
    counts: Mapping[K, int],
    named: Callable[[K], Sequence[str]],
    *,
    few: bool,
    concluded: bool = False,
    note: Sequence[str] = (),
    drawn: int | None = 0,
    measure: str = "",
    shown: int | None = None,
) -> Table:
    """A table of numbers and their shares, in the order given, with their total.

    Args:
        head: of the names, of the number and of the share.
        named: the cells a row begins with.
        concluded: the title says which is most frequent.
        drawn: of how many rows there are bars; None: of all.
        shown: how many rows stand on the screen and on paper.
    """
    cells = numbers(counts, few=few)
    rows: list[tuple[Cell, ...]] = [(*named(one), *cells[one]) for one in counts]
    last, most_first = total(counts, few=few), sorted(counts, key=counts.__getitem__, reverse=True)
    if concluded:
        title = said.most_often(title, [(*named(one), *cells[one]) for one in most_first[:1]], sum(counts.values()))
    return Table(
        key,
        title,
        head,
        rows,
        total=[last[0], *[""] * (len(head) - len(last)), *last[1:]] if last else (),
        bars=bars(rows[:drawn]),
        notes=notes(rows, *note),
        shown=shown,
        printed=shown,
        measure=measure,
    )
