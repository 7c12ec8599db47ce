"""Reading the figures of any span of days, for some places or all: a constant number of statements, whatever the span.

Shapes: `Block` (everything that adds up) and `Line` (its typed sums, for series). Neither holds a name: whoever shows them has those.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from velkommen.apps.statistics.facts import Key, Scope, build
from velkommen.apps.statistics.hours import hours
from velkommen.domain.blocks import Block
from velkommen.domain.lifecycle import State

__all__ = ["Block", "Line", "Scope", "days", "months", "read"]


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
        return Line(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


def read(scope: Scope, at: datetime) -> dict[int, Block]:
    """Service point id -> its block for the whole span, by a moment; a place with nothing is left out."""
    found: dict[int, Block] = {}
    for (_, place), block in days(scope, at).items():
        found.setdefault(place, Block()).add(block)
    return found


def months(scope: Scope, at: datetime) -> dict[tuple[date, int], Line]:
    """(first day of the month, service point id) -> its sums, of the days of the span; oldest month first."""
    found: dict[tuple[date, int], Line] = {}
    for (day, place), block in sorted(days(scope, at).items(), key=lambda one: one[0]):
        month = (day.replace(day=1), place)
        found[month] = found.get(month, Line()) + line(block)
    return found


def days(scope: Scope, at: datetime, places: Iterable[int] | None = None) -> dict[Key, Block]:
    """(local day, service point id) -> its block, day by day; days with nothing are left out.

    Args:
        places: only these of the scope's.
    """
    mine = scope if places is None else Scope(list(places), scope.first, scope.last)
    return build(mine, hours(), at)


def line(block: Block) -> Line:
    """The sums of a block."""
    waiting = block.lasting.get(State.WAITING.value)
    return Line(
        number=block.number,
        answered=block.answered,
        solved=block.solved.part,
        outside=block.outside.part,
        placed=block.outside.whole,
        waited=waiting.total() if waiting else 0,
        waited_seconds=block.seconds[State.WAITING.value],
        staffed=block.staffed,
        covered=block.covered,
        visits=block.no_shows.whole,
        no_shows=block.no_shows.part,
    )
