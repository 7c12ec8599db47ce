"""Every measure of the house, once: its key, its unit, how it is worked out, its target, how much of the truth it covers, its source.

What each is called and means in words stands in `shared.wording_measures`; `docs/reference/measures.md` is made of both.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from velkommen.domain.insight import worked
from velkommen.domain.insight.facts import MonthOfPlace, Period
from velkommen.domain.insight.growth import growth
from velkommen.domain.insight.other import other
from velkommen.domain.lifecycle import State
from velkommen.domain.measures import TARGET_SOLVED, Share, Spread
from velkommen.domain.report2010 import OTHER_WARNING


class Key(StrEnum):
    """The measures, in the order they are told."""

    ENQUIRIES = "enquiries"
    GROWTH = "growth"
    PER_THOUSAND = "per_thousand"
    TASKS = "tasks"
    CATEGORIES = "categories"
    OTHER = "other"
    KINDS = "kinds"
    CHANNELS = "channels"
    OUTCOMES = "outcomes"
    SOLVED = "solved"
    REFERRED = "referred"
    DESTINATIONS = "destinations"
    REASONS = "reasons"
    PLACES = "places"
    LIBRARY_SHARE = "library_share"
    UNITS = "units"
    LIFELINES = "lifelines"
    VOLUME = "volume"
    HOURS = "hours"
    OUTSIDE = "outside"
    WAITING = "waiting"
    WAITING_TARGET = "waiting_target"
    AT_DESK = "at_desk"
    NO_SHOWS = "no_shows"
    MISSED = "missed"
    COVERAGE = "coverage"
    VISITS = "visits"
    LOANS = "loans"


class Scale(StrEnum):
    """The unit of a measure."""

    NUMBER = "number"
    PER_CENT = "per_cent"
    CHANGE = "change"  # per cent more or fewer
    TIME = "time"  # seconds
    PER_THOUSAND = "per_thousand"
    PARTS = "parts"  # numbers of each of several kinds


Parts = Mapping[Any, int]  # what each part is, its measure says
Worked = Share | Spread | float | int | Parts | None
OWN = ""  # the source of what is our own choice


@dataclass(frozen=True)
class Measure:
    """One measure.

    Args:
        work: the figure of a period; None where nothing can be said. Of PARTS a number for each.
        pages: where the report of 2010 speaks of it ("14, 15"); OWN: our own choice.
        target: what it is held against, in its own unit; None where nothing is aimed at.
        covers: how much of the truth it speaks for.
    """

    key: Key
    scale: Scale
    work: Callable[[Period], Worked]
    pages: str = OWN
    target: Callable[[Period], int | None] = lambda period: None
    covers: Callable[[Period], Share | None] = lambda period: None


def per_thousand(period: Period) -> float | None:
    """Enquiries for each 1,000 inhabitants in the span, one decimal."""
    people = period.inhabitants.number if period.inhabitants else 0
    return round(1000 * worked.number(period.all) / people, 1) if people else None


def counted_months(period: Period, of: Callable[[MonthOfPlace], int | None]) -> Share:
    """The months of a library that are known, of all there could be."""
    return Share(sum(of(one) is not None for one in period.months), period.expected)


def _sum_of(period: Period, of: Callable[[MonthOfPlace], int | None]) -> int | None:
    known = [count for one in period.months if (count := of(one)) is not None]
    return sum(known) if known else None


def _lasting(state: State) -> Callable[[Period], Spread]:
    return lambda period: worked.spread_of(period.all, state)


def _measured(state: State) -> Callable[[Period], Share]:
    """Those whose time was measured, of all that were counted."""
    return lambda period: Share(worked.lasting(period.all, state).total(), worked.number(period.all))


def _within(period: Period) -> Share | None:
    minutes = period.aims.waiting_minutes
    return None if minutes is None else worked.within(period.all, minutes)


def _lifelines(period: Period) -> Share:
    return Share(worked.lifelines(period.all), worked.number(period.all))


def _volume(period: Period) -> Parts:
    return {key: volume.number for key, volume in period.volumes.items()}


def _kept(period: Period) -> Share | None:
    aimed = [one for one in period.volumes.values() if one.minimum]
    return Share(sum(one.kept for one in aimed), len(aimed)) if aimed else None


def _known_hour(period: Period) -> Share:
    return Share(worked.by_hour(period.all).total(), worked.number(period.all))


_ALL: tuple[Measure, ...] = (
    Measure(Key.ENQUIRIES, Scale.NUMBER, lambda p: worked.number(p.all), "10", covers=lambda p: worked.covered(p.all)),
    Measure(Key.GROWTH, Scale.CHANGE, lambda p: growth(p).percent, "14, 16"),
    Measure(Key.PER_THOUSAND, Scale.PER_THOUSAND, per_thousand),
    Measure(Key.TASKS, Scale.PARTS, lambda p: worked.by_task(p.all), "15"),
    Measure(Key.CATEGORIES, Scale.PARTS, lambda p: worked.by_category(p.all, p.topics), "15"),
    Measure(Key.OTHER, Scale.PER_CENT, lambda p: other(p.all, p.topics).share, "15", target=lambda p: OTHER_WARNING),
    Measure(Key.KINDS, Scale.PARTS, lambda p: worked.by_kind(p.all)),
    Measure(Key.CHANNELS, Scale.PARTS, lambda p: worked.by_channel(p.all)),
    Measure(
        Key.OUTCOMES, Scale.PARTS, lambda p: worked.by_outcome(p.all), "15", covers=lambda p: worked.with_outcome(p.all)
    ),
    Measure(
        Key.SOLVED,
        Scale.PER_CENT,
        lambda p: worked.solved(p.all),
        "14",
        target=lambda p: TARGET_SOLVED,
        covers=lambda p: worked.with_outcome(p.all),
    ),
    Measure(
        Key.REFERRED,
        Scale.PER_CENT,
        lambda p: worked.referred(p.all),
        "15",
        covers=lambda p: worked.with_outcome(p.all),
    ),
    Measure(Key.DESTINATIONS, Scale.PARTS, lambda p: worked.ends(p.all)),
    Measure(Key.REASONS, Scale.PARTS, lambda p: worked.refused(p.all)),
    Measure(Key.PLACES, Scale.PARTS, lambda p: {place: worked.number([cells]) for place, cells in p.blocks.items()}),
    Measure(
        Key.LIBRARY_SHARE,
        Scale.PER_CENT,
        worked.library_share,
        "14",
        target=lambda p: p.aims.library_share,
        covers=lambda p: worked.covered(p.all),
    ),
    Measure(Key.UNITS, Scale.PARTS, lambda p: worked.by_unit(p.all), "11, 14"),
    Measure(Key.LIFELINES, Scale.PER_CENT, _lifelines, "16, 17"),
    Measure(Key.VOLUME, Scale.PARTS, _volume, "11, 16", covers=_kept),
    Measure(Key.HOURS, Scale.PARTS, lambda p: worked.by_hour(p.all), covers=_known_hour),
    Measure(Key.OUTSIDE, Scale.PER_CENT, lambda p: worked.outside(p.all), "16", covers=lambda p: worked.placed(p.all)),
    Measure(Key.WAITING, Scale.TIME, _lasting(State.WAITING), covers=_measured(State.WAITING)),
    Measure(Key.WAITING_TARGET, Scale.PER_CENT, _within, covers=_measured(State.WAITING)),
    Measure(Key.AT_DESK, Scale.TIME, _lasting(State.SERVING), covers=_measured(State.SERVING)),
    Measure(Key.NO_SHOWS, Scale.PER_CENT, lambda p: worked.no_shows(p.all)),
    Measure(Key.MISSED, Scale.PER_CENT, lambda p: worked.missed(p.all)),
    Measure(Key.COVERAGE, Scale.PER_CENT, lambda p: worked.covered(p.all), "10"),
    Measure(
        Key.VISITS,
        Scale.NUMBER,
        lambda p: _sum_of(p, lambda one: one.visits),
        "10, 14",
        covers=lambda p: counted_months(p, lambda one: one.visits),
    ),
    Measure(
        Key.LOANS,
        Scale.NUMBER,
        lambda p: _sum_of(p, lambda one: one.loans),
        "10",
        covers=lambda p: counted_months(p, lambda one: one.loans),
    ),
)


REGISTRY: Mapping[Key, Measure] = MappingProxyType({one.key: one for one in _ALL})
