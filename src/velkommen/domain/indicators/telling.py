"""What a municipality's counts may be told as: figures with what they are made of, and nothing that is about fewer than five people.

A number from 1 to 4 is not told, nor is what it can be worked out from by taking one told number from another. Where only those a share
says nothing about are so few, the share is told without its counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from velkommen.domain.indicators.document import DEFINITIONS, Figure, Indicator, per_thousand_a_year
from velkommen.domain.measures import FEW, Share, Spread
from velkommen.domain.small_cells import SMALL


@dataclass(frozen=True)
class Counts:
    """What was counted in a period: enquiries, and of visits those that are over and those called in vain.

    Args:
        solved, referred: of those answered.
        outside: of those whose time of day is known.
        waiting: of those whose waiting was measured.
    """

    number: int
    population: int
    days: int
    libraries: int
    solved: Share
    referred: Share
    other: int
    outside: Share
    waiting: Spread
    no_shows: Share


def small(number: int) -> bool:
    """Whether so few people must not be told of."""
    return 0 < number < SMALL


def figures(counts: Counts) -> list[Figure]:
    """Every indicator in its order; where nothing was counted, none of them has a value."""
    return [
        _rate(counts),
        _share(Indicator.LIBRARY_SHARE, Share(counts.libraries, counts.number), counts.number),
        _share(Indicator.SOLVED, counts.solved, counts.number),
        _referred(counts),
        _share(Indicator.OTHER, Share(counts.other, counts.number), counts.number),
        _share(Indicator.OUTSIDE, counts.outside, counts.number),
        *_waits(counts),
        _share(Indicator.NO_SHOWS, counts.no_shows, None),
    ]


def _rate(counts: Counts) -> Figure:
    if small(counts.number):
        return _hidden(Indicator.PER_THOUSAND)
    unit, definition = DEFINITIONS[Indicator.PER_THOUSAND]
    value = per_thousand_a_year(counts.number, counts.population, counts.days)
    return Figure(Indicator.PER_THOUSAND, definition, unit, value, counts.number, counts.population)


def _referred(counts: Counts) -> Figure:
    """What is neither solved nor referred follows from both, so it may not be small either."""
    if small(counts.solved.whole - counts.solved.part - counts.referred.part):
        return _hidden(Indicator.REFERRED)
    return _share(Indicator.REFERRED, counts.referred, counts.number)


def _share(indicator: Indicator, share: Share, number: int | None) -> Figure:
    """A share of all enquiries, or of some of them; `number` None where it is about something else than enquiries."""
    unit, definition = DEFINITIONS[indicator]
    if not share.whole:
        return Figure(indicator, definition, unit, None)
    if small(share.part) or small(share.whole - share.part):
        return _hidden(indicator)
    if number is not None and small(number - share.whole):
        return Figure(indicator, definition, unit, share.percent)
    coverage = None if number is None else 100 * share.whole // number
    return Figure(indicator, definition, unit, share.percent, share.part, share.whole, coverage)


def _waits(counts: Counts) -> Iterator[Figure]:
    """Of few the longest wait is somebody's own."""
    waiting = counts.waiting
    apart = small(counts.number - waiting.measured)
    for indicator, seconds in ((Indicator.WAITING_HALF, waiting.median), (Indicator.WAITING_MOST, waiting.p90)):
        unit, definition = DEFINITIONS[indicator]
        if 0 < waiting.measured < FEW:
            yield _hidden(indicator)
        elif seconds is None or apart:
            yield Figure(indicator, definition, unit, None if seconds is None else float(seconds))
        else:
            coverage = 100 * waiting.measured // counts.number
            yield Figure(indicator, definition, unit, float(seconds), None, waiting.measured, coverage)


def _hidden(indicator: Indicator) -> Figure:
    unit, definition = DEFINITIONS[indicator]
    return Figure(indicator, definition, unit, None, hidden=True)
