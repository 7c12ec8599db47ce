"""Weeks by hand, whose truth can be seen: a place with so many a day, more from a day on."""

from datetime import date, timedelta
from math import cos, pi
from random import Random

from velkommen.domain.effects.judging import Question
from velkommen.domain.effects.stretches import Days
from velkommen.project.bench.simulated import poisson

FIRST, CHANGE, LAST = date(2007, 1, 1), date(2009, 2, 2), date(2010, 1, 3)
DAY = timedelta(days=1)


def place(seed: int, level: float, factor: float = 1.0, *, change: date = CHANGE, first: date = FIRST) -> Days:
    """Six days a week by chance, more in early summer, with more (or fewer) by a factor from a day on."""
    rng, numbers, opened = Random(seed), {}, {}
    for ahead in range((LAST - first).days + 1):
        day = first + ahead * DAY
        if day.weekday() < 6:
            season = 1 + 0.2 * cos(2 * pi * (day.timetuple().tm_yday - 160) / 365)
            numbers[day] = poisson(rng, level * season * (factor if day >= change else 1.0))
            opened[day] = 1.0
    return Days(numbers, opened)


def share(seed: int, before: int, after: int, level: int = 40) -> Days:
    """A share of so many a day in per cent, another one from the change on."""
    rng, plain = Random(seed), place(seed, level)
    parts = {
        day: sum(rng.random() < (after if day >= CHANGE else before) / 100 for _ in range(number))
        for day, number in plain.numbers.items()
    }
    return Days(parts, plain.open, plain.numbers)


def question(here: Days, *beside: Days, first: date = FIRST, last: date = LAST) -> Question:
    return Question(CHANGE, here, beside, first, last)
