"""What became of appointments in a period: who came, who did not, what their time was used for; and what was wished for in vain.

Nothing of anybody: counts, minutes and waits, place by place, read from the blocks of the period.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q, Sum

from velkommen.apps.appointments.models import Unmet
from velkommen.apps.statistics.queries import Scope, read
from velkommen.domain.blocks import Block, Lasting, Minutes, total
from velkommen.domain.booking.fates import HERE, OFF, Fate
from velkommen.domain.measures import Share, Spread


@dataclass
class AtPlace:
    """The appointments of one place in a period: how many had which fate, and minutes.

    `promised`: of all that were not cancelled and whose time is over; `came`: of those who came; `used`: what they were served;
    `missed`: of those nobody came to, of which `given`: those in which the person they were promised served somebody else.
    """

    fates: Counter[Fate] = field(default_factory=Counter)
    promised: int = 0
    came: int = 0
    used: int = 0
    missed: int = 0
    given: int = 0

    @property
    def booked(self) -> int:
        return self.fates.total()

    @property
    def here(self) -> int:
        return sum(self.fates[fate] for fate in HERE)

    @property
    def off(self) -> int:
        return sum(self.fates[fate] for fate in OFF)

    @property
    def no_shows(self) -> Share:
        """Of those who were expected: who came, and who did not."""
        return Share(self.fates[Fate.MISSED], self.here + self.fates[Fate.MISSED])

    @property
    def lost(self) -> int:
        return self.missed - self.given


@dataclass(frozen=True)
class UnmetLine:
    """How many searches for a task (by key) found no time, at a place (by id; None: at any)."""

    task: str
    place: int | None
    times: int


@dataclass(frozen=True)
class Appointed:
    """A period: service point id -> its appointments, the waits of those with one and of those who walked in, what was wished for."""

    places: Mapping[int, AtPlace]
    with_one: Spread
    walked_in: Spread
    unmet: Sequence[UnmetLine]


def appointed(
    places: Sequence[int] | None, first: date, last: date, at: datetime, blocks: Mapping[int, Block] | None = None
) -> Appointed:
    """What became by a moment of the appointments of some places (by id; all when None), from the first to the last local day.

    Args:
        blocks: what was read of the span already.
    """
    scope = Scope(places, first, last)
    blocks = read(scope, at) if blocks is None else blocks
    found = {place: _at_place(block) for place, block in blocks.items() if block.fates}
    whole = total(Block(lasting=block.lasting, seconds=block.seconds) for block in blocks.values())
    return Appointed(found, whole.spread(Lasting.BEYOND.value), whole.walked_in, _unmet(scope))


def _at_place(block: Block) -> AtPlace:
    minutes = {kind.value: block.minutes[kind.value] for kind in Minutes}
    return AtPlace(Counter({Fate(fate): number for fate, number in block.fates.items()}), **minutes)


def _unmet(scope: Scope) -> list[UnmetLine]:
    """Most wished for first."""
    rows = Unmet.objects.filter(day__range=(scope.first, scope.last)).order_by()
    if scope.places is not None:
        rows = rows.filter(Q(service_point__in=list(scope.places)) | Q(service_point=None))
    counted = rows.values_list("task__key", "service_point").annotate(all=Sum("times"))
    lines = [UnmetLine(*row) for row in counted]
    return sorted(lines, key=lambda line: (-line.times, line.task, line.place or 0))
