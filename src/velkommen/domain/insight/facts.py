"""What measures are worked out of: the cells of each place in a span, and what is known around them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from velkommen.domain.blocks import Block, total
from velkommen.domain.kinds import PlaceKind
from velkommen.domain.measures import LIBRARIES


@dataclass(frozen=True)
class Topic:
    """A task as far as figures sort it: its key, the category of the report of 2010 it belongs to, the letter of its line."""

    key: str
    historic: str
    group: str


@dataclass(frozen=True)
class Aims:
    """What a municipality aims at; None where it has set nothing. Per cent, and whole minutes."""

    library_share: int | None = None
    waiting_minutes: int | None = None


@dataclass(frozen=True)
class Inhabitants:
    """How many people live in the municipality, since when, and who says so ("" for the number chosen when the house was founded)."""

    number: int
    since: date | None = None
    source: str = ""


@dataclass(frozen=True)
class MonthOfPlace:
    """What a library counted of itself in a month (its first day); None where it is not known."""

    place: int
    month: date
    visits: int | None
    loans: int | None


@dataclass(frozen=True)
class Volume:
    """How often a competence was used in the whole months of a span.

    Args:
        number: enquiries.
        a_month: enquiries a month of each person who used it, on average.
        minimum: a month for each person; 0 where none is set.
        people: how many used it.
    """

    number: int
    a_month: float
    minimum: int = 0
    people: int = 0

    @property
    def kept(self) -> bool:
        return self.a_month >= self.minimum


@dataclass(frozen=True)
class Period:
    """Everything the measures of a span are worked out of.

    Args:
        blocks: service point id -> its cells.
        kinds: service point id -> a `PlaceKind` value.
        topics: task id -> its topic.
        before: the cells of the same places in the days it is compared with; empty where there are none.
        since: service point id -> the first day anything was counted there.
        began: the first of the days compared with.
        months: what the libraries counted of themselves, of the whole months of the span.
        expected: how many such months there could be.
        months_before: the same of a year before, where that is compared with.
        volumes: competence key -> how often it was used.
    """

    blocks: Mapping[int, Block]
    kinds: Mapping[int, str]
    topics: Mapping[int, Topic]
    before: Mapping[int, Block] = field(default_factory=dict)
    since: Mapping[int, date] = field(default_factory=dict)
    began: date | None = None
    aims: Aims = field(default_factory=Aims)
    inhabitants: Inhabitants | None = None
    months: Sequence[MonthOfPlace] = ()
    expected: int = 0
    months_before: Sequence[MonthOfPlace] = ()
    volumes: Mapping[str, Volume] = field(default_factory=dict)

    @cached_property
    def all(self) -> Collection[Block]:
        """The cells of all places together, as one block: what is asked of it is not asked of each place, again and again."""
        return (total(self.blocks.values()),)

    @property
    def libraries(self) -> Iterable[Block]:
        return (cells for place, cells in self.blocks.items() if self.kinds.get(place) in LIBRARIES)

    @property
    def town_halls(self) -> Iterable[Block]:
        return (cells for place, cells in self.blocks.items() if self.kinds.get(place) == PlaceKind.TOWN_HALL)
