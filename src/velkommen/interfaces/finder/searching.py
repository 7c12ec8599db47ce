"""What can be found in the town of a day: made once from the book and kept until either is another."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy

from velkommen.apps.places import queries as places
from velkommen.domain.catalogue import COUNTED_ONLY, TaskFacts
from velkommen.domain.placement.facts import Place
from velkommen.domain.placement.town import Town
from velkommen.shared.danish import collation
from velkommen.shared.finding import Findable, Found, Index

Key = tuple[str, str]  # "task" and its key, "place" and its slug, or "places" and nothing: the list of them all
TASK, PLACE, PLACES = "task", "place", "places"
IN_DOUBT = "talk_to_us"
NOBODY_ASKS = COUNTED_ONLY | {"other"}  # what a desk counts, and no citizen looks for
MOST_FOUND, MOST_COMMON = 12, 10
#: What people type who look for the list of all places.
WORDS_FOR_PLACES = gettext_lazy("opening hours, when are you open, are you open today, closed today, our addresses")
TASKS_FIRST = 0.05  # of a score: "bibliotek" is a question before it is six hundred places


@dataclass(frozen=True)
class Directory:
    """The tasks and places of a town on one day.

    Args:
        tasks: key -> what holds of it on the day, in catalogue order.
        places: slug -> place, in the order of the alphabet.
        common: the tasks most places ask for at their kiosks, most asked first.
    """

    town: Town
    day: date
    tasks: dict[str, TaskFacts]
    places: dict[str, Place]
    common: tuple[TaskFacts, ...]
    index: Index[Key]

    def search(self, query: str) -> Found[Key]:
        return self.index.search(query, MOST_FOUND)


_kept: Directory | None = None


def directory(town: Town, day: date) -> Directory:
    """What can be found (one statement more where the town or the day is new)."""
    global _kept  # noqa: PLW0603 - one per process, like the book it is made from
    if _kept is None or _kept.town is not town or _kept.day != day:
        _kept = _made(town, day)
    return _kept


def _made(town: Town, day: date) -> Directory:
    tasks = {key: entry.on(day) for key, entry in town.tasks.items() if key not in NOBODY_ASKS}
    in_order = sorted(town.places.values(), key=lambda place: collation(place.name))
    lying_in = {point.slug: point.town for point in places.service_points()}
    findables = [*_tasks(tasks), _all_places(), *(_place(place, lying_in.get(place.slug, "")) for place in in_order)]
    return Directory(
        town, day, tasks, {place.slug: place for place in in_order}, _common(town, tasks, day), Index(findables)
    )


def _tasks(tasks: dict[str, TaskFacts]) -> Iterator[Findable[Key]]:
    for key, facts in tasks.items():
        synonyms = (*facts.synonyms_da, *facts.synonyms_en)
        yield Findable((TASK, key), (facts.name_da, facts.name_en), synonyms, weight=TASKS_FIRST)


def _all_places() -> Findable[Key]:
    words: list[str] = []
    for language, _ in settings.LANGUAGES:
        with translation.override(language):
            words += str(WORDS_FOR_PLACES).split(", ")
    return Findable((PLACES, ""), tuple(words))


def _place(place: Place, lies_in: str) -> Findable[Key]:
    return Findable((PLACE, place.slug), (place.name,), (*filter(None, [lies_in]), *(s.name for s in place.stops)))


def _common(town: Town, tasks: dict[str, TaskFacts], day: date) -> tuple[TaskFacts, ...]:
    """What stands first at the kiosks of the town; where there are none yet, what stands first in the catalogue."""
    asked: dict[str, float] = defaultdict(float)
    for place in town.places.values():
        for key in place.offers:
            offered = place.offered(key, day)
            if offered and offered.at_kiosk and key in tasks and town.tasks[key].in_season(day):
                asked[key] += 1 / (1 + offered.order)
    asked.pop(IN_DOUBT, None)
    first = sorted(asked, key=lambda key: -asked[key]) or [key for key in tasks if not tasks[key].seasonal]
    return tuple(tasks[key] for key in first[:MOST_COMMON])
