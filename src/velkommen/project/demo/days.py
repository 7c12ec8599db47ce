"""A day at a place: who comes when, who sits where, and what of it is written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.kinds import Channel, PlaceKind, Unit
from velkommen.domain.lifecycle import State
from velkommen.domain.measures import LIBRARIES
from velkommen.project.demo import pattern, town
from velkommen.project.demo.line import Habits, Segment, Stay, Worker, cut, serve_all
from velkommen.project.demo.pattern import Mix, TaskFacts
from velkommen.project.demo.rows import Sheet, Writer
from velkommen.project.demo.store import Store
from velkommen.project.demo.town import minute
from velkommen.shared import clock

WEEKS_OPEN = 50.5  # of a year, holidays taken off
WAITING_NOW = {"nordby": 9, "hovedbiblioteket": 6}
LIVE_STRETCH = 25 * 60  # seconds; those who wait at the demo desks came within this
NOT_COUNTED, BUS_BROKEN = 0.07, 0.04  # share of days on which a small place forgot to count for a while, or never came
BUSY_DAYS = (0, 3)
COLLEAGUES_OUT = ("ali", "hanne")  # citizen-service staff at the main library while the units were only co-located
Span = tuple[int, int]


@dataclass(frozen=True)
class PlaceFacts:
    """A place of the demo with the ids of its rows; `hall`: the town hall's hours; `staff`: username -> (id, unit)."""

    plan: town.PlacePlan
    id: int
    hours: Timetable
    hall: Timetable
    desks: Sequence[int]
    staff: Mapping[str, tuple[int, str]]
    tasks: Sequence[TaskFacts]
    destinations: dict[str, int]

    @property
    def at_library(self) -> bool:
        return self.plan.kind is not PlaceKind.TOWN_HALL

    def has_numbers(self, together: bool) -> bool:
        """Whether a number is drawn here: where there are screens; in Nordby since the units work together."""
        return self.plan.screens and (together or self.plan.slug != "nordby")


class DayMaker:
    """Makes days, each from its own random numbers, so that one day never changes another."""

    def __init__(self, store: Store, op: str, together_from: date, seed: int) -> None:
        self._store, self._op, self._together_from, self._seed = store, op, together_from, seed
        self._zone = clock.zone()

    def make(self, place: PlaceFacts, day: date, now: int | None) -> None:
        """Write the rows of one day; of a day under way only what has happened up to `now` (second of the day)."""
        spans = place.hours.spans(day)
        if not spans:
            return
        rng = Random(f"{self._seed}:{place.plan.slug}:{day}")  # noqa: S311 - the same demo every time
        together = day >= self._together_from
        mix = Mix(place.tasks, place.at_library, day)
        arrivals = _arrivals(place, day, spans, mix, together, rng)
        writer = Writer(Sheet(self._store, place.id, day, self._zone, self._op, place.destinations), rng)
        habits = Habits(mix, place.at_library, together)
        if place.has_numbers(together):
            for stay in _stays(place, day, spans, arrivals, habits, now, rng):
                writer.stay(stay)
            writer.counters()
        else:
            _tallies(place, day, spans, arrivals, habits, now, writer, rng)


def _arrivals(
    place: PlaceFacts, day: date, spans: Sequence[Span], mix: Mix, together: bool, rng: Random
) -> list[tuple[int, TaskFacts]]:
    minutes, weights = pattern.clock_weights(spans, _quiet(place, day, together))
    count = max(0, round(_expected(place, day, spans, mix, together) * rng.gauss(1, 0.12)))
    seconds = sorted(minute * 60 + rng.randrange(60) for minute in rng.choices(minutes, cum_weights=weights, k=count))
    return list(zip(seconds, mix.draw(rng, count), strict=True))


def _quiet(place: PlaceFacts, day: date, together: bool) -> Sequence[Span] | None:
    """Before the units worked together, people came to the libraries mostly while citizen service was there."""
    if together or place.plan.kind not in LIBRARIES:
        return None
    return place.hall.spans(day)


def _expected(place: PlaceFacts, day: date, spans: Sequence[Span], mix: Mix, together: bool) -> float:
    stretches = ((weekday, span) for weekday, spans in sorted(place.plan.hours.items()) for span in spans)
    week = sum((minute(closes) - minute(opens)) * pattern.WEEKDAYS[weekday] for weekday, (opens, closes) in stretches)
    open_minutes = sum(closes - opens for opens, closes in spans)
    share = open_minutes * pattern.busy(day) / week
    return pattern.YEARLY[place.plan.slug][together] / WEEKS_OPEN * share * mix.season


def _stays(
    place: PlaceFacts,
    day: date,
    spans: Sequence[Span],
    arrivals: Sequence[tuple[int, TaskFacts]],
    habits: Habits,
    now: int | None,
    rng: Random,
) -> list[Stay]:
    stays = []
    for letters, workers in _pools(place, day, spans, habits.together):
        mine = [(second, task) for second, task in arrivals if task.letter in letters]
        stays += serve_all(mine, workers, habits, rng)
    if now is not None:
        stays = _so_far(place, stays, spans, now, habits, rng)
    return sorted(stays, key=lambda stay: stay.arrival)


def _pools(
    place: PlaceFacts, day: date, spans: Sequence[Span], together: bool
) -> list[tuple[frozenset[str], list[Worker]]]:
    """Which workers serve which letters: desks with the same lines are one pool, and not all of them are staffed."""
    every = "".join(sorted({task.letter for task in place.tasks}))
    pools: dict[str, list[Worker]] = {}
    for number, worker in enumerate(_workers(place, day, spans, together), start=1):
        pools.setdefault(place.plan.lines.get(number, every), []).append(worker)
    on_duty = place.plan.on_duty + (day.weekday() in BUSY_DAYS)
    return [(frozenset(letters), workers[:on_duty]) for letters, workers in pools.items()]


def _workers(place: PlaceFacts, day: date, spans: Sequence[Span], together: bool) -> list[Worker]:
    """Who sits where on a day; colleagues take turns."""
    roster, turn = place.plan.roster, day.toordinal()
    names = [roster[(index + turn) % len(roster)] for index in range(len(place.desks))]
    hours = [(spans[0][0] * 60, spans[-1][1] * 60)] * len(names)
    if not together and place.plan.kind is PlaceKind.MAIN_LIBRARY:
        hall = place.hall.spans(day)
        for index, name in enumerate(COLLEAGUES_OUT[: len(hall) and 2], start=1):
            names[index], hours[index] = name, (hall[0][0] * 60, hall[0][1] * 60)
    ids = [place.staff[name] for name in names]
    return [
        Worker(desk, staff, Unit(unit), *stretch)
        for desk, (staff, unit), stretch in zip(place.desks, ids, hours, strict=True)
    ]


def _so_far(
    place: PlaceFacts, stays: Sequence[Stay], spans: Sequence[Span], now: int, habits: Habits, rng: Random
) -> list[Stay]:
    """The day up to now. At the demo's own desks everybody was served but those who came just now: they wait."""
    wanted = WAITING_NOW.get(place.plan.slug, 0)
    open_since = next((opens * 60 for opens, closes in spans if opens * 60 < now < closes * 60), None)
    if open_since is None or not wanted:
        return [cut(stay, now) for stay in stays if stay.arrival <= now]
    since = max(open_since, now - LIVE_STRETCH)
    done = [stay for stay in stays if stay.arrival < since and stay.over <= now]
    came = sorted(rng.randrange(since, now) for _ in range(wanted))
    fresh = [
        Stay(second, [task], segments=[Segment(State.WAITING, second, now, 0)])
        for second, task in zip(came, habits.mix.draw(rng, wanted), strict=True)
    ]
    return done + fresh


def _tallies(
    place: PlaceFacts,
    day: date,
    spans: Sequence[Span],
    arrivals: Sequence[tuple[int, TaskFacts]],
    habits: Habits,
    now: int | None,
    writer: Writer,
    rng: Random,
) -> None:
    """Count enquiries without a number, as small places do: sometimes they forget for some hours."""
    gap = _gap(place, spans, rng)
    _, unit = place.staff[place.plan.roster[day.toordinal() % len(place.plan.roster)]]
    for second, task in arrivals:
        if gap[0] <= second // 60 < gap[1] or (now is not None and second > now):
            continue
        end = pattern.end_of(task, Unit(unit), habits.at_library, habits.together, rng)
        channel = Channel.PHONE if rng.random() < 0.06 else Channel.IN_PERSON
        writer.tally(second, task, end, Unit(unit), channel)


def _gap(place: PlaceFacts, spans: Sequence[Span], rng: Random) -> Span:
    """The minutes in which nobody counted: mostly none."""
    opens, closes = rng.choice(spans)
    if place.plan.kind is PlaceKind.MOBILE_LIBRARY and rng.random() < BUS_BROKEN:
        return 0, 1440
    if rng.random() >= NOT_COUNTED:
        return 0, 0
    begins = rng.randrange(opens, closes - 60, 30)
    return begins, min(closes, begins + rng.choice((60, 120, 180)))
