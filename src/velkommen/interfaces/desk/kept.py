"""What the desk shows that changes with the rules alone, or once a day: read once for each town, in each process."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.catalogue.models import Destination
from velkommen.apps.counting import queries as counting
from velkommen.apps.counting.queries import Asking
from velkommen.apps.enquiries import queries as enquiries
from velkommen.apps.places.models import Municipality
from velkommen.apps.places.queries import municipality
from velkommen.domain.placement.town import Town


@dataclass(frozen=True)
class Kept:
    """Where one may refer to, whose desks these are, what a counting week asks besides. Whatever changes them changes the rules too."""

    town: Town
    destinations: Sequence[Destination]
    municipality: Municipality | None
    _used: dict[tuple[int, date], Mapping[int, int]] = field(default_factory=dict)
    _asked: dict[tuple[int, date], Asking | None] = field(default_factory=dict)

    def use(self, place: int, day: date) -> Mapping[int, int]:
        """How often each task was asked for in the days before, counted once a day: tiles that move under a hand are pressed wrongly."""
        if (place, day) not in self._used:
            self._used[place, day] = enquiries.task_use(place, day)
        return self._used[place, day]

    def asking(self, place: int, day: date) -> Asking | None:
        """What a counting week asks at a place on a day; a week that is planned or cancelled changes the rules, and so is seen at once."""
        if (place, day) not in self._asked:
            self._asked[place, day] = counting.asking(place, day)
        return self._asked[place, day]


_kept: Kept | None = None


def of(town: Town) -> Kept:
    """What is kept beside the rules of this moment (two statements, once for each town)."""
    global _kept  # noqa: PLW0603 - one per process, like the book
    known = _kept
    if known is None or known.town is not town:
        known = _kept = Kept(town, catalogue.destinations(), municipality())
    return known
