"""Which figures of a table must not be told, so that nobody learns what one of a few people did or said.

A number from 1 to 4 is *small*: at a small library it is a person one knows. Leaving it out is not enough where a total stands
beside it: 20 less 17 is 3. So other cells are left out with it, until from everything that is shown every small number could still
be any of the small numbers. Zero may be told of what happened (nobody came for a passport), but not of what people think: that
nobody of a group said yes says what each of them said; there it counts as small (`zeros=False`).

Three more ways to a hidden cell are closed by how tables are published, not here:

- *Two tables over the same answers* (by place and by month) are one table with two sides, `in_table`; or rows too small to be told
  go together in all tables alike, `together`, which holds for any number of questions about the same people.
- *Two looks at a growing table* differ by the one who answered in between: only whole rounds that are closed are shown.
- *Different marks* (less than five; hidden for the sake of another) would say which of two is the small one: every hidden cell
  wears the same mark.

Not closed: a reader who knows how cells are chosen, and guesses that the cheapest were, knows that one of the hidden ones is small.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from heapq import heappop, heappush
from itertools import count, product
from types import MappingProxyType
from typing import Any, Final, TypeVar

MARK: Final = "*"  # what stands for a figure that is not told, whatever the reason
SMALL: Final = 5  # people: of fewer nothing is told
MANY: Final = 20  # people: of so many it may be told that nearly all were of one mind


class Sum(Enum):
    """The name of what adds up: a total's place among the keys of its parts."""

    ALL = "all"


Cell = Hashable
Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)


def hidden(counts: Mapping[Key, int], *, zeros: bool = True) -> frozenset[Key | Sum]:
    """What must not be shown of a list whose total stands beside it.

    Args:
        counts: people by anything, each person once.
        zeros: whether a zero may be told.

    Returns:
        Keys of `counts`, and `Sum.ALL` where the total must not be shown either.
    """
    values: dict[Key | Sum, int] = {key: number for key, number in counts.items()}  # noqa: C416  # a wider key than theirs
    values[Sum.ALL] = sum(counts.values())
    parts = [Edge(key, "whole", "parts") for key in counts]
    net = _Net([*parts, Edge(Sum.ALL, "parts", "whole")], values, zeros, ())
    net.hide({Sum.ALL: len([key for key in counts if counts[key]])})
    return frozenset(key for key in values if key in net.hidden)


def sums_told(counts: Mapping[Key, int], *groups: Collection[Key]) -> bool:
    """Whether the sums of some keys of a list may be told beside what `hidden` leaves of it: a share in a sentence is such a sum.

    Args:
        groups: no key in two of them; what is in none is one more, since it is what they leave of the total.
    """
    secret = hidden(counts)
    rest = set(counts).difference(*groups)
    parts = [{key: counts[key] for key in group if key in counts} for group in (*groups, rest)]
    return Sum.ALL not in secret and all(hidden(part) <= secret for part in parts)


def steps(upto: Sequence[int], whole: int) -> list[bool]:
    """Which of some numbers that grow (who waited at most so long) may be told beside the whole: between two lie none, or enough.

    Of two between which a few lie the former is told.
    """
    found, before = [], 0
    for number in upto:
        enough = all(part == 0 or part >= SMALL for part in (number - before, whole - number))
        before = number if enough else before
        found.append(enough)
    return found


def in_table(
    counts: Mapping[tuple[Row, Column], int],
    *,
    zeros: bool = True,
    known: Collection[tuple[Cell, Cell]] = (),
    groups: Mapping[Row, Row] = MappingProxyType({}),
    finer: Mapping[Column, Mapping[Column, int]] = MappingProxyType({}),
) -> frozenset[tuple[Row | Sum, Column | Sum]]:
    """What must not be shown of a table with the totals of its rows, of its columns and of all.

    Args:
        counts: people by row and column, each person in one cell; what is left out is zero.
        zeros: whether a zero may be told.
        groups: row -> the name of a sum of rows that is shown as well (places of a unit), like that of no row.
        finer: of the total of a column the parts that are shown as well (of a yes: to a high and to some degree), of all rows together.
            Only where zeros are not told: a part that is not empty would say that a row is not.
        known: totals that are told elsewhere and so cannot be hidden here: `(row, Sum.ALL)`, `(Sum.ALL, column)`, `(Sum.ALL, Sum.ALL)`.

    Returns:
        Cells and totals, as `(row, column)` with `Sum.ALL` for "all of them"; a group is a row, a finer part a column of all.

    Raises:
        ValueError: parts are asked for where zeros are told; or what is known gives a small number away, whatever is hidden. Never where
            zeros are not told and the totals known are those of rows of at least five, of their groups, and of all.
    """
    rows: list[Row | Sum] = list(dict.fromkeys([*(row for row, _ in counts), *groups.values(), Sum.ALL]))
    columns: list[Column | Sum] = [*dict.fromkeys(column for _, column in counts), Sum.ALL]
    values: dict[tuple[Row | Sum, Column | Sum], int] = dict.fromkeys(product(rows, columns), 0)
    parts: dict[Cell, int] = dict.fromkeys(values, 0)
    for (row, column), number in counts.items():
        above: set[Row | Sum] = {row, groups.get(row, row), Sum.ALL}
        beside: tuple[Column | Sum, ...] = (column, Sum.ALL)
        for sums in product(above, beside):
            values[sums] += number
            parts[sums] += 1 if number else 0
    edges = [_edge(row, column, groups, finer) for row, column in values]
    if finer and zeros:
        raise ValueError("Parts of a column are told only where zeros are not")
    for column, some_parts in finer.items():
        for part, number in some_parts.items():
            values[Sum.ALL, part] = number
            edges.append(Edge((Sum.ALL, part), ("row", Sum.ALL, ""), ("parts", column, "")))
    net = _Net(edges, values, zeros, known)
    net.hide(parts)
    return frozenset(key for key in values if key in net.hidden)


def in_net(
    edges: Collection["Edge"],
    values: Mapping[Key, int],
    *,
    parts: Mapping[Any, int],
    unseen: Collection[Key] = (),
    known: Collection[Key] = (),
) -> frozenset[Key]:
    """What must not be shown of figures that flow into each other, zeros told: each edge is a figure, and what comes to a sum leaves it.

    Args:
        values: each figure.
        parts: of those that are sums, of how many others that are shown not to be empty.
        unseen: figures that are never shown: they need no guard, and may be empty for all one knows.
        known: figures told elsewhere, which cannot be hidden here.

    Raises:
        ValueError: what is known, or cannot be nought, gives a small number away whatever is hidden.
    """
    net = _Net(edges, values, zeros=True, known=known, unseen=unseen)
    net.hide(parts)
    return frozenset(key for key in values if key in net.hidden and key not in unseen)


def together(totals: Mapping[Key, int], also: Collection[Key] = ()) -> frozenset[Key]:
    """The rows (places) that are only told together, in every table about the same people: those of 1 to 4, and one or more for company.

    What is told of them is one row with its own sum, at least five and of at least two of them; where that cannot be had, they are all.
    Rows of nobody stand as they are.

    Args:
        also: rows that are told together for another reason.
    """
    some = sorted((key for key, number in totals.items() if number), key=lambda key: (totals[key], str(key)))
    rest = [key for key in some if totals[key] < SMALL or key in also]
    for key in [key for key in some if key not in rest]:
        if not rest or (len(rest) > 1 and sum(totals[one] for one in rest) >= SMALL):
            break
        rest.append(key)
    return frozenset(rest)


def nearly_all(number: int, total: int) -> bool:
    """Whether it may be said that nearly all of `total` are these `number`, though the number itself is hidden: of many, all but a few."""
    return total >= MANY and total - number < SMALL


@dataclass(frozen=True)
class Edge:
    """A figure as a pipe between two sums: what it gets more, others on a way back must get less or more for the sums to hold."""

    key: Cell
    tail: Cell
    head: Cell


def _edge(row: Cell, column: Cell, groups: Mapping[Any, Cell], finer: Collection[Any]) -> Edge:
    """A table with its totals is a round: from all to a column of all, on to that of a group, to a row, and back the same way."""
    above: Cell = ("column", groups.get(row, Sum.ALL), column)
    below: Cell
    if row is Sum.ALL:
        above, below = ("parts", column, "") if column in finer else ("row", Sum.ALL, ""), ("column", Sum.ALL, column)
    elif row in groups.values():
        below = ("column", row, column)
    else:
        below = ("row", row, "")
    return Edge((row, column), below, above) if column is Sum.ALL else Edge((row, column), above, below)


class _Net:
    """The figures of a table and what is hidden of them so far.

    Another table with the same shown figures differs from this one by rounds: so much more here, so much less there. How far a
    figure can move is how much can flow round through it over hidden figures alone, none sinking below its lowest.
    """

    def __init__(
        self,
        edges: Collection[Edge],
        values: Mapping[Any, int],
        zeros: bool,
        known: Collection[Cell],
        unseen: Collection[Cell] = (),
    ) -> None:
        self.low = 1 if zeros else 0
        self.lowest = dict.fromkeys(unseen, 0)
        usable = [edge for edge in edges if edge.key not in known and values[edge.key] >= self._low(edge)]
        self.values = {edge.key: values[edge.key] for edge in usable}
        self.small = [edge for edge in usable if self.values[edge.key] < SMALL and edge.key not in self.lowest]
        self.hidden = {edge.key for edge in self.small} | set(unseen)
        self.ways: dict[Cell, list[tuple[Edge, int, Cell]]] = {}
        for edge in usable:
            self.ways.setdefault(edge.tail, []).append((edge, 1, edge.head))
            self.ways.setdefault(edge.head, []).append((edge, -1, edge.tail))

    def _low(self, edge: Edge) -> int:
        return self.lowest.get(edge.key, self.low)

    def hide(self, parts: Mapping[Cell, int]) -> None:
        """Hide what it takes for every small figure to be able to be any small number, a sum of so many `parts` any that they allow."""
        for edge in self.small:
            value = self.values[edge.key]
            self._free(edge, edge.head, edge.tail, SMALL - 1 - value)
            self._free(edge, edge.tail, edge.head, value - self.low * parts.get(edge.key, 1))

    def _free(self, edge: Edge, source: Cell, sink: Cell, amount: int) -> None:
        """See that `amount` can flow from `source` to `sink` without the figure itself, hiding more on the cheapest way where it cannot."""
        moved = dict(self.values)
        while amount > 0:
            way = self._way(edge, source, sink, moved)
            if way is None:
                raise ValueError(f"Nothing that may be hidden keeps {edge.key!r} from being known")
            step = min([amount, *(moved[one.key] - self._low(one) for one, sign in way if sign < 0)])
            for one, sign in way:
                moved[one.key] += sign * step
            self.hidden |= {one.key for one, _ in way}
            amount -= step

    def _way(self, edge: Edge, source: Cell, sink: Cell, moved: Mapping[Cell, int]) -> list[tuple[Edge, int]] | None:
        """The way from `source` to `sink` that hides the fewest people more; None where there is none."""
        turn = count()
        queue: list[tuple[int, int, Cell]] = [(0, next(turn), source)]
        best: dict[Cell, int] = {source: 0}
        back: dict[Cell, tuple[Edge, int, Cell]] = {}
        while queue:
            cost, _, node = heappop(queue)
            if node == sink:
                return list(_steps(back, source, sink))
            for one, sign, other in self.ways[node]:
                if one is edge or (sign < 0 and moved[one.key] <= self._low(one)):
                    continue
                dearer = cost + (1 if one.key in self.hidden else 1000 + 1000 * self.values[one.key])
                if dearer < best.get(other, dearer + 1):
                    best[other], back[other] = dearer, (one, sign, node)
                    heappush(queue, (dearer, next(turn), other))
        return None


def _steps(back: Mapping[Cell, tuple[Edge, int, Cell]], source: Cell, sink: Cell) -> Iterator[tuple[Edge, int]]:
    node = sink
    while node != source:
        edge, sign, node = back[node]
        yield edge, sign
