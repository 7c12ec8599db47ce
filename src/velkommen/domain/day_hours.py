"""The hours one day is judged by: in which clock hours each place was staffed, and in which minutes a town hall was open.

They are kept as they stood when the day was sealed: whoever changes the usual hours today changes the days to come, not the past.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from velkommen.domain.blocks import When
from velkommen.domain.hours.periods import Span

MINUTES = 24 * 60


@dataclass(frozen=True)
class DayHours:
    """
    Args:
        staffed: service point id -> its staffed clock hours, one bit for each (that of 0.00 the lowest); only places that have any.
        halls: when any town hall was open, in minutes of the wall clock; None where there was no town hall.
    """

    staffed: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    halls: tuple[Span, ...] | None = None

    def when(self) -> Sequence[str]:
        """For each minute of the day whether a town hall was open then (values of `When`)."""
        return _when(self.halls)

    def as_text(self) -> str:
        """The same hours are the same text."""
        staffed = {str(place): hours for place, hours in self.staffed.items()}
        return json.dumps({"halls": self.halls, "staffed": staffed}, separators=(",", ":"), sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> "DayHours":
        whole = json.loads(text)
        halls = None if whole["halls"] is None else tuple((opens, closes) for opens, closes in whole["halls"])
        return cls({int(place): hours for place, hours in whole["staffed"].items()}, halls)


def bits(hours: Iterable[int]) -> int:
    """Clock hours (0-23) as one bit each."""
    found = 0
    for hour in hours:
        found |= 1 << hour
    return found


def stretches(hours: int) -> Iterator[tuple[int, int]]:
    """Clock hours given as bits, those on end as one: from which hour until which."""
    hour = 0
    while hours >> hour:
        if hours >> hour & 1:
            begins = hour
            while hours >> hour & 1:
                hour += 1
            yield begins, hour
        hour += 1


@lru_cache(maxsize=512)
def _when(halls: tuple[Span, ...] | None) -> Sequence[str]:
    if halls is None:
        return [When.UNKNOWN.value] * MINUTES
    found = [When.OUT.value] * MINUTES
    for opens, closes in halls:
        found[opens:closes] = [When.IN.value] * (closes - opens)
    return found
