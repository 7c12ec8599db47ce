"""The course of `velkommen bench placement`: what the engine answers of a region, how fast, and in how much memory.

Runs in a process of its own (`python -m velkommen.project.bench placement`), so that its memory is what was measured. In no figure:
making the region, and reading a municipality from its database.
"""

import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from velkommen.apps.catalogue import queries as catalogue
from velkommen.domain.hours.timetable import wall
from velkommen.domain.intervals import moment_of
from velkommen.domain.placement.town import Town
from velkommen.project.bench.load import percentile
from velkommen.project.bench.region import MIDDLE, PLACES, SEED, region
from velkommen.shared import clock
from velkommen.shared.finding import Findable, Index
from velkommen.shared.public_holidays import kept

DAYS = 14
QUARTER = 15  # minutes
DAY = 24 * 60
SINGLE, FINDER, AHEAD = 5000, 200, 400  # answers, questions of the finder and searches that are timed
POINT_OUT = 12  # tasks and places a finder shows


@dataclass(frozen=True)
class Bench:
    """A region, the local day it is asked on, and the chance by which questions are drawn."""

    town: Town
    first: date
    chance: Random

    def fresh(self) -> "Bench":
        """The same with a town that has answered nothing yet."""
        return replace(self, town=replace(self.town))

    def task(self) -> str:
        return self.chance.choice(tuple(self.town.tasks))

    def place(self) -> int:
        return self.chance.choice(tuple(self.town.places))

    def quarter(self) -> int:
        """The minute (see `intervals`) at which some quarter of an hour of the days begins."""
        return _midnight(self.town, self.first) + QUARTER * self.chance.randrange(DAYS * DAY // QUARTER)

    def moment(self) -> datetime:
        return moment_of(self.quarter()).astimezone(self.town.zone)


def measure(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The figures by name, and how often each answer was given. `asked` may say how many `places`."""
    today = clock.local_day(clock.now())
    holidays = kept(range(today.year - 1, today.year + 3), ("06-05", "12-24", "12-31"))
    there = region(catalogue.entries(), holidays, clock.zone(), today, int(asked.get("places", PLACES)))
    bench = Bench(there, today, Random(SEED))  # noqa: S311 - questions by chance, no secret
    figures = dict(_single(bench.fresh()))
    begun = time.process_time()
    answers = every_answer(bench.town, today)
    figures["placement_all_seconds"] = time.process_time() - begun
    figures["placement_disagreements"] = float(disagreements(bench, SINGLE))
    figures |= {**dict(_finder(bench.fresh())), **dict(_ahead(bench.fresh()))}
    figures["placement_peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return {"figures": figures, "answers": answers}


def every_answer(town: Town, first: date) -> dict[str, int]:
    """Each task at each place in each quarter of an hour of the days from one on: role (or "no") -> how many."""
    last = first + timedelta(days=DAYS - 1)
    found: Counter[str] = Counter()
    for place in town.places:
        for task in town.tasks:
            for span in town.over(task, place, first, last):
                found[str(span.verdict.role)] += _quarters(span.ends) - _quarters(span.begins)
    each = (_midnight(town, last + timedelta(days=1)) - _midnight(town, first)) // QUARTER
    return {"no": len(town.places) * len(town.tasks) * each - found.total(), **found}


def disagreements(bench: Bench, times: int) -> int:
    """How many of so many quarters of an hour are answered otherwise by the instant than by the stretches."""
    return sum(not _agree(bench, bench.task(), bench.place(), bench.quarter()) for _ in range(times))


def _agree(bench: Bench, task: str, place: int, minute: int) -> bool:
    moment = moment_of(minute).astimezone(bench.town.zone)
    day = moment.date()
    at = [span.verdict.role for span in bench.town.over(task, place, day, day) if span.begins <= minute < span.ends]
    return at == [role for role in (bench.town.answer(task, place, moment).verdict.role,) if role]


def _single(bench: Bench) -> Iterator[tuple[str, float]]:
    """One answer after another at any place and time, each as it comes: most are asked of a day nobody has asked of."""
    yield (
        "placement_answer_p99_ms",
        percentile([_took(bench.town.answer, bench.task(), bench.place(), bench.moment()) for _ in range(SINGLE)]),
    )


def _finder(bench: Bench) -> Iterator[tuple[str, float]]:
    """What somebody typed, what they mean by it, and every place that can, in order, from where they stand."""
    facts = [entry.standard for entry in bench.town.tasks.values()]
    tasks = [Findable(f.key, (f.name_da, f.name_en), f.synonyms_da + f.synonyms_en, weight=0.05) for f in facts]
    places = [Findable(p.slug, (p.name,), tuple(stop.name for stop in p.stops)) for p in bench.town.places.values()]
    index = Index([*tasks, *places])
    words = [word for f in facts for word in (f.name_da, *f.synonyms_da, f.name_en)]
    times = [_took(_find, bench, index, bench.chance.choice(words)) for _ in range(FINDER)]
    yield "placement_finder_p95_ms", percentile(times, 0.95)


def _find(bench: Bench, index: Index[str], word: str) -> None:
    found = [key for key in index.search(word, POINT_OUT).keys if key in bench.town.tasks]
    if found:
        bench.town.nearest(found[0], _midnight(bench.town, bench.first) + DAY // 2, MIDDLE)


def _ahead(bench: Bench) -> Iterator[tuple[str, float]]:
    """The next time within a year: wherever it is found, and where there is none all year, which takes longest."""
    after = _midnight(bench.town, bench.first) + DAY // 2
    found: list[float] = []
    nothing: list[float] = []
    for _ in range(AHEAD):
        task, place = bench.task(), bench.place()
        took = _took(bench.town.next_time, task, place, after)
        (found if bench.town.next_time(task, place, after) else nothing).append(took)
    for name, times in (("placement_next_p99_ms", found), ("placement_never_p99_ms", nothing)):
        if times:
            yield name, percentile(times)


def _took(asked: Callable[..., object], *facts: object) -> float:
    """Milliseconds until an answer."""
    begun = time.perf_counter()
    asked(*facts)
    return (time.perf_counter() - begun) * 1000


def _midnight(town: Town, day: date) -> int:
    return wall(day, 0, town.zone)


def _quarters(minute: int) -> int:
    """How many quarters of an hour begin before a minute."""
    return -(-minute // QUARTER)
