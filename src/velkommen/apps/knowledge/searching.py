"""Searching everything the desk needs to know as people type. Each process keeps an index of the edition it has read.

A search costs one statement (another asks whether the rules of the house changed). Whoever writes past the deeds calls `forget`.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from threading import Lock

from velkommen.apps.knowledge.models import Addition, Announcement, CardVersion, KnowledgeEdition
from velkommen.apps.placement import book
from velkommen.domain.catalogue import TaskFacts
from velkommen.domain.placement.town import Town
from velkommen.shared.finding import Findable, Index

CARDS_FIRST = 0.04  # of two that fit alike
WIDE = 60  # what is looked through for somebody who may not see everything


@dataclass(frozen=True)
class Hit:
    """Something found: `card` (of a task), `addition` or `announcement` by id. `places` by id; none: for everybody."""

    kind: str
    id: int
    task: str
    title: str = ""
    text: str = ""
    places: frozenset[int] = frozenset()


@dataclass(frozen=True)
class _Kept:
    edition: int
    town: Town
    day: date
    index: Index[Hit]


@dataclass(frozen=True)
class Results:
    """What fits, best first; where nothing does, what comes nearest."""

    hits: tuple[Hit, ...]
    guesses: tuple[Hit, ...] = ()


_kept: _Kept | None = None
_making = Lock()


def search(query: str, places: Collection[int], day: date, most: int = 8) -> Results:
    """What is known about something, for somebody who reads at some places (by id), on a day."""
    found = _index(day).search(query, most=WIDE)
    mine = set(places)
    hits = [hit for hit in found.keys if not hit.places or hit.places & mine]
    guesses = [hit for hit in found.guesses if not hit.places or hit.places & mine]
    return Results(tuple(hits[:most]), tuple(guesses))


def edition() -> int:
    """How often what is searched was changed."""
    return KnowledgeEdition.objects.values_list("number", flat=True).first() or 0


def forget() -> None:
    """Read everything anew before the next answer."""
    global _kept  # noqa: PLW0603 - one per process, like the book
    _kept = None


def _index(day: date) -> Index[Hit]:
    global _kept  # noqa: PLW0603 - one per process, like the book
    number, town = edition(), book.town()
    if not _fits(_kept, number, town, day):
        with _making:  # after a change everybody asks at once: one makes it, the others wait for what it made
            if not _fits(_kept, number, town, day):
                _kept = _Kept(number, town, day, Index(_findables(town, day)))
    assert _kept is not None
    return _kept.index


def _fits(kept: _Kept | None, number: int, town: Town, day: date) -> bool:
    return kept is not None and (kept.edition, kept.town is town, kept.day) == (number, True, day)


def _findables(town: Town, day: date) -> Iterator[Findable[Hit]]:
    tasks = {key: entry.on(day) for key, entry in town.tasks.items()}
    yield from _cards(tasks)
    for row in Addition.objects.select_related("task").filter(gone_at=None).order_by("id"):
        hit = Hit("addition", row.pk, row.task.key, "", row.text, frozenset({row.service_point_id}))
        facts = tasks.get(row.task.key)
        yield Findable(hit, tuple(row.text.splitlines()), (facts.name_da, facts.name_en) if facts else ())
    rows = Announcement.objects.filter(withdrawn_at=None, first__lte=day, last__gte=day)
    for one in rows.prefetch_related("places").order_by("id"):
        where = frozenset(place.service_point_id for place in one.places.all())
        hit = Hit("announcement", one.pk, "", one.title, one.text, where)
        yield Findable(hit, (one.title,), tuple(one.text.splitlines()))


def _cards(tasks: dict[str, TaskFacts]) -> Iterator[Findable[Hit]]:
    """One for each card that is written, found by what its task is called and by every line of it, in all languages."""
    lines: dict[str, dict[str, None]] = {}
    rows = CardVersion.objects.filter(current=True).order_by("card_id", "language")
    for key, steps, pitfalls in rows.values_list("card__task__key", "steps", "pitfalls"):
        lines.setdefault(key, {}).update(dict.fromkeys([*steps.splitlines(), *pitfalls.splitlines()]))
    for key, said in lines.items():
        if facts := tasks.get(key):
            more = (*facts.synonyms_da, *facts.synonyms_en, *said)
            yield Findable(Hit("card", 0, key), (facts.name_da, facts.name_en), more, weight=CARDS_FIRST)
