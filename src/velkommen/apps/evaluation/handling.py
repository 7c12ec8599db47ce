"""How long a task really takes at the desks, beside the minutes its catalogue guesses. It proposes; nobody but people changes a guess."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from velkommen.apps.evaluation import counting
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.statistics.queries import Scope
from velkommen.domain.measures import FEW, Spread, spread
from velkommen.shared.danish import collation

DAYS = 90  # that are looked back on: long enough for rare tasks, short enough to follow a change of the work


@dataclass(frozen=True)
class Handling:
    """What was measured of one task: over all, and at each place (by name) where it was enough to say something."""

    everywhere: Spread
    places: tuple[tuple[str, Spread], ...]


def handling(task: str, day: date) -> Handling:
    """How long a task (by key) took at the desks in the last days up to a local day, that one included (two statements)."""
    rows = counting.served(Scope(None, day - timedelta(days=DAYS - 1), day), task)
    at_place: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for place, seconds, times in rows:
        at_place[place].append((seconds, times))
    names = dict(ServicePoint.objects.filter(pk__in=at_place).values_list("id", "name"))
    each = ((names[place], spread(values)) for place, values in at_place.items())
    told = sorted(((name, found) for name, found in each if enough(found)), key=lambda one: collation(one[0]))
    return Handling(spread((seconds, times) for _, seconds, times in rows), tuple(told))


def enough(measured: Spread) -> bool:
    """Whether it was measured often enough to be put in words."""
    return measured.measured >= FEW


def minutes(measured: Spread) -> int:
    """What half stayed under, in the whole minutes a catalogue speaks in: at least one."""
    return max(round((measured.median or 0) / 60), 1)
