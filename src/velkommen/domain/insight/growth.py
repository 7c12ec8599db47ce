"""Growth against a year before, honestly: only places that counted in both, and nothing said where there is no basis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from velkommen.domain.insight import worked
from velkommen.domain.insight.facts import Period
from velkommen.domain.measures import FEW


class NoBasis(StrEnum):
    """Why growth cannot be told."""

    NOTHING_THEN = "nothing_then"  # no place counted when the days compared with began
    TOO_FEW = "too_few"  # fewer than FEW enquiries then: any change would be chance
    KEPT_BACK = "kept_back"  # it would tell a number of a few


@dataclass(frozen=True)
class Growth:
    """The change of a number against the days a year before.

    Args:
        now, then: enquiries of the places that counted in both (or visits of months known in both).
        left_out: service point ids of those that did not count yet then.
        why: why no per cent can be told.
    """

    now: int
    then: int
    left_out: Sequence[int] = ()
    why: NoBasis | None = None

    @property
    def percent(self) -> float | None:
        """More (or, below zero, fewer) in per cent, one decimal."""
        return None if self.why else round(100 * (self.now - self.then) / self.then, 1)


def growth(period: Period) -> Growth:
    """What has grown at the places that counted in both spans."""
    both = worked.comparable(period)
    now = worked.number(period.blocks[place] for place in both)
    then = worked.number(period.before[place] for place in both if place in period.before)
    left_out = tuple(sorted(place for place in set(period.blocks) - both if period.blocks[place].tasks))
    if not both:
        return Growth(now, then, left_out, NoBasis.NOTHING_THEN)
    return Growth(now, then, left_out, NoBasis.TOO_FEW if then < FEW else None)


def visits(period: Period) -> dict[int, tuple[int, int]]:
    """Library (by id) -> its visits now and a year before, of the months that are known of both years; without those of which none is."""
    before = {(one.place, one.month): one.visits for one in period.months_before if one.visits is not None}
    found: dict[int, tuple[int, int]] = {}
    for one in period.months:
        then = before.get((one.place, worked.year_before(one.month)))
        if one.visits is not None and then is not None:
            now, earlier = found.get(one.place, (0, 0))
            found[one.place] = now + one.visits, earlier + then
    return found


def visited(period: Period) -> Growth:
    """What has grown of the visits to all libraries."""
    both = visits(period).values()
    now, then = sum(now for now, _ in both), sum(then for _, then in both)
    return Growth(now, then, why=NoBasis.NOTHING_THEN if not both else NoBasis.TOO_FEW if then < FEW else None)


def not_there_yet(first: date, since: Mapping[int, date]) -> dict[int, date]:
    """The places whose first count is later than a span begins, with that day: nothing is known of the days before."""
    return {place: day for place, day in sorted(since.items()) if day > first}
