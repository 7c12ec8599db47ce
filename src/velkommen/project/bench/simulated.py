"""Simulated municipalities whose truth is known, to hold the method of before and after against. Nothing here looks like the method.

Each has a town hall and five libraries with a pattern of weekdays, a season that is no sine, summer weeks, public holidays with closed
doors and busier days after, a trend of its own at each place, days that vary more than chance, and weeks that resemble the one before
(an AR(1) process, some of it shared by all places). At three places something changes, or nothing does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import exp, floor, lgamma, log, sqrt
from random import Random

from velkommen.domain.effects.judging import Question
from velkommen.domain.effects.stretches import Days
from velkommen.shared.public_holidays import kept

FIRST, DAYS = date(2021, 1, 4), 3 * 364
LAST = FIRST + timedelta(days=DAYS - 1)
MONTHS = (1.05, 0.95, 1.0, 1.05, 1.15, 1.2, 0.85, 1.0, 1.0, 1.0, 0.95, 0.8)  # of the season, at its full strength
WEEKDAYS = (1.25, 1.0, 0.95, 1.05, 0.85, 0.4)  # no Sundays
SUMMER = {28: 0.8, 29: 0.7, 30: 0.75}
EFFECTS = (
    0.0,
    0.0,
    0.0,
    -0.3,
    -0.15,
    0.15,
    0.3,
    1.0,
)  # share by which the number changes; three of eight change nothing
PLACES, CHANGED, HIGHEST_CORRELATION = 6, 3, 0.3
LEVELS = (4, 10, 25, 60)  # enquiries a day
MANY = 10.0  # a mean from which on rejection is quicker
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Planted:
    """A place where something changed on a day, by a share of what there would have been (0.3: thirty per cent more)."""

    here: Days
    change: date
    effect: float


@dataclass(frozen=True)
class Town:
    """A simulated municipality: the places where something changed and the truth of each, and those where nothing did."""

    planted: Sequence[Planted]
    beside: Sequence[Days]
    correlation: float

    def question(self, one: Planted, *, compared: bool = True) -> Question:
        return Question(one.change, one.here, self.beside if compared else (), FIRST, LAST, _holidays())


@dataclass(frozen=True)
class Habits:
    """What the places of a town share: its weeks that resemble each other, its season, and how lively its weeks are at most."""

    shared: Sequence[float]
    strength: float
    correlation: float
    lively: float


def town(rng: Random, *, effect: float | None = None, correlation: float | None = None, lively: float = 0.1) -> Town:
    """One municipality with its chances.

    Args:
        effect: the truth everywhere; drawn place by place when None.
        correlation: of two weeks that follow each other; drawn when None.
        lively: the most by which weeks swing beyond chance (a standard deviation of the log).
    """
    alike = rng.uniform(0, HIGHEST_CORRELATION) if correlation is None else correlation
    shared = list(_in_a_row(rng, alike, rng.uniform(lively / 3, lively)))
    habits = Habits(shared, rng.uniform(0, 1), alike, lively)
    planted = []
    for _ in range(CHANGED):
        truth = rng.choice(EFFECTS) if effect is None else effect
        change = FIRST + timedelta(days=rng.randrange(60 * 7, 130 * 7))
        planted.append(Planted(_place(rng, habits, truth, change), change, truth))
    return Town(planted, [_place(rng, habits, 0.0, LAST) for _ in range(PLACES - CHANGED)], alike)


@cache
def _holidays() -> Mapping[date, str]:
    return kept(range(FIRST.year, LAST.year + 1), ("06-05", "12-24", "12-31"))


def _place(rng: Random, habits: Habits, effect: float, change: date) -> Days:
    level, trend = rng.choice(LEVELS), rng.uniform(-0.12, 0.12)
    mine = list(_in_a_row(rng, habits.correlation, rng.uniform(habits.lively / 3, habits.lively)))
    own = habits.strength * rng.uniform(0.8, 1.2)
    rough = rng.uniform(0.005, 0.06)  # variance of the days beyond chance
    numbers, opened, holidays = {}, {}, _holidays()
    for ahead in range(DAYS):
        day = FIRST + ahead * DAY
        if day.weekday() == 6:
            continue
        closed = day in holidays
        opened[day] = 0.0 if closed else 1.0
        if not closed:
            usual = trend * ahead / 365 + habits.shared[ahead // 7] + mine[ahead // 7]
            usual += log(1 + effect) if day >= change else 0.0
            busy = WEEKDAYS[day.weekday()] * SUMMER.get(day.isocalendar().week, 1.0) * MONTHS[day.month - 1] ** own
            after_closed = 1.15 if day - DAY in holidays else 1.0
            numbers[day] = poisson(rng, level * busy * after_closed * exp(usual) * rng.gammavariate(1 / rough, rough))
    return Days(numbers, opened)


def _in_a_row(rng: Random, correlation: float, deviation: float) -> Iterator[float]:
    """An AR(1) process, a value for each week."""
    value = rng.gauss(0, deviation)
    for _ in range(DAYS // 7 + 1):
        yield value
        value = correlation * value + rng.gauss(0, deviation * sqrt(1 - correlation**2))


def poisson(rng: Random, mean: float) -> int:
    """A count with a mean: by the times between arrivals where they are few, else by rejection (Hörmann's PTRS)."""
    if mean >= MANY:
        return _many(rng, mean)
    number, left = 0, exp(-mean)
    chance = rng.random()
    while chance > left:
        number += 1
        chance *= rng.random()
    return number


def _many(rng: Random, mean: float) -> int:
    b = 0.931 + 2.53 * sqrt(mean)
    a, scale = -0.059 + 0.02483 * b, log(1.1239 + 1.1328 / (b - 3.4))
    while True:
        u, v = rng.random() - 0.5, 1.0 - rng.random()
        side = 0.5 - abs(u)
        number = floor((2 * a / side + b) * u + mean + 0.43) if side else -1
        if side >= 0.07 and v <= 0.9277 - 3.6224 / (b - 2):
            return number
        if number < 0 or (side < 0.013 and v > side):
            continue
        if log(v) + scale - log(a / (side * side) + b) <= number * log(mean) - mean - lgamma(number + 1):
            return number
