"""What each hour of a place needs, and what is lacking against it."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from velkommen.domain.hours.periods import Span
from velkommen.domain.intervals import both

MOST = 99  # people


@dataclass(frozen=True)
class Need:
    """On some weekdays (0 is Monday), in these minutes, so many people are needed who hold a competence ("": anybody)."""

    weekdays: frozenset[int]
    span: Span
    competence: str = ""
    number: int = 1


@dataclass(frozen=True)
class There:
    """Somebody who is there: when, and what they hold."""

    spans: tuple[Span, ...]
    held: AbstractSet[str] = frozenset()


@dataclass(frozen=True)
class Lack:
    """So many people are missing of those a need asks for, from when to when."""

    need: Need
    span: Span
    missing: int


def lacking(needs: Iterable[Need], day: date, staffed: tuple[Span, ...], there: Sequence[There]) -> list[Lack]:
    """What is missing on a day, in order of time. Only the hours count in which the place is staffed."""
    found = [lack for need in needs if day.weekday() in need.weekdays for lack in _lacks(need, staffed, there)]
    return sorted(found, key=lambda lack: (lack.span, lack.need.competence))


def _lacks(need: Need, staffed: tuple[Span, ...], there: Sequence[There]) -> Iterator[Lack]:
    able = [one for one in there if not need.competence or need.competence in one.held]
    before: Lack | None = None
    for hours in both((need.span,), staffed):
        cuts = {*hours, *(edge for one in able for edge in _edges(both((hours,), one.spans)))}
        for begins, ends in pairwise(sorted(cuts)):
            number = sum(any(opens <= begins < closes for opens, closes in one.spans) for one in able)
            lack = Lack(need, (begins, ends), max(need.number - number, 0))
            if before and (before.span[1], before.missing) == (begins, lack.missing):
                before = replace(before, span=(before.span[0], ends))
                continue
            if before and before.missing:
                yield before
            before = lack
    if before and before.missing:
        yield before


def _edges(spans: Iterable[Span]) -> Iterator[int]:
    return (edge for span in spans for edge in span)
