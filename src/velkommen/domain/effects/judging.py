"""Before and after: what can be said of a change, by weeks of the same seasons before it and by places that did not change.

The answer never says why. It says how much more or less there was than everything else in the design would have it, how sure
that is, or what is missing to say anything.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from math import exp, log

from velkommen.domain.effects.linear import SingularError, dot
from velkommen.domain.effects.regression import Fit, NoFitError, Observations, fit, mean
from velkommen.domain.effects.stretches import (
    A_DAY,
    A_WEEK,
    HALF,
    MONTHS,
    Counted,
    Grain,
    Stretch,
    monday_of,
    next_month,
    together,
)
from velkommen.domain.effects.terms import Design, Term, design
from velkommen.domain.effects.uncertainty import Uncertainty, dispersion, in_a_row, residuals

ENQUIRIES_BEFORE, ENQUIRIES_AFTER = 50, 10
BIG_ENOUGH = 1.0  # of the place's own number before: smaller comparisons bring in more chance than the place itself has
BIG_ANYWAY = 400  # in a usual stretch: so many that chance moves them by less than 5 per cent
WIDE_RATIO, WIDE_POINTS = 1.5, 15.0  # an interval that holds both ways as much as this says nothing
WIDE_ODDS = (
    5.0  # of a share: nor does an effect whose odds are not known within this factor, since points end at 0 and 100
)


class Verdict(StrEnum):
    UP = "up"
    DOWN = "down"
    NONE = "none"
    TOO_LITTLE = "too_little"


class Lack(StrEnum):
    """What is missing to say anything."""

    NOTHING_BEFORE = "nothing_before"
    SEASON = "season"
    AFTER = "after"
    FEW_BEFORE = "few_before"
    FEW_AFTER = "few_after"
    WIDE = "wide"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True)
class Missing:
    """How much there is of what is missing, and how much is needed; 0 and 0 where that is no number."""

    lack: Lack
    had: int = 0
    needed: int = 0


@dataclass(frozen=True)
class Question:
    """What is asked.

    Args:
        change: the first local day after it.
        here: what was counted where it changed.
        beside: what was counted where nothing of the kind changed, place by place.
        first, last: the local days counting began, and the last one that is over.
        holidays: public holidays kept.
        settling: weeks left out before and after the change.
        growing: whether the effect may grow or fade.
    """

    change: date
    here: Counted
    beside: Sequence[Counted]
    first: date
    last: date
    holidays: Collection[date] = ()
    settling: int = 0
    growing: bool = False

    @property
    def grain(self) -> Grain:
        return self.here.grain

    def is_before(self, one: Stretch) -> bool:
        return one.ends <= self.change - self.settling * A_WEEK

    def is_after(self, one: Stretch) -> bool:
        return one.begins >= self.change + self.settling * A_WEEK

    def window(self) -> tuple[date, date]:
        """The first and the last local day looked at."""
        first, last = window(self.change, self.grain)
        return max(self.first, first), min(self.last, last)


@dataclass(frozen=True)
class Effect:
    """How much more (or less), and the interval that holds the truth in 95 of 100 such questions: in per cent of what would have been;
    of a share in percentage points."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Point:
    """A week (or month): what was counted, what the design makes of it, and what it would have been without the change, with its interval.

    Of a share all of them are per cent. `number` is what was counted, of a share its part; `whole` what it is a part of.
    """

    begins: date
    seen: float
    fitted: float
    without: float
    low: float
    high: float
    after: bool
    number: int
    whole: int


@dataclass(frozen=True)
class Answer:
    """What can be said.

    Args:
        missing: why not more; empty unless the verdict is TOO_LITTLE.
        effect: None where nothing could be worked out.
        before, after: weeks (or months) used; `left_out` of those between the first and the last.
        compared: whether the comparison places are in it.
        numbers: enquiries before and after (of a share: the wholes).
        correlation: of the errors of two weeks that follow each other; `dispersion`: how much more they vary than chance (1).
        terms: what was taken into account.
    """

    verdict: Verdict
    missing: Sequence[Missing] = ()
    effect: Effect | None = None
    points: Sequence[Point] = ()
    before: int = 0
    after: int = 0
    left_out: int = 0
    compared: bool = False
    numbers: tuple[int, int] = (0, 0)
    correlation: float = 0.0
    dispersion: float = 0.0
    terms: Sequence[Term] = ()


@dataclass(frozen=True)
class _Series:
    """The stretches that are used: their `numbers`, `here` and, one by one, `beside` (None: not compared)."""

    numbers: Sequence[int]
    here: Sequence[Stretch]
    beside: Sequence[Stretch] | None
    parts: bool
    left_out: int

    @property
    def begins(self) -> list[date]:
        return [one.begins for one in self.here]

    def observations(self, made: Design) -> Observations:
        counts = [float(one.number) for one in self.here]
        if self.beside is None:
            wholes = [float(one.whole) for one in self.here] if self.parts else None
            offsets = [0.0 if self.parts else log(one.exposure) for one in self.here]
        else:
            pairs = list(zip(self.here, self.beside, strict=True))
            wholes = [float(one.number + other.number) for one, other in pairs]
            offsets = [log(one.exposure / other.exposure) for one, other in pairs]
        return Observations(made.rows, counts, wholes, offsets)


Correct = Callable[..., Uncertainty]


def judge(question: Question, *, sure: Correct = in_a_row) -> Answer:
    """Answer a question; `sure` is how uncertain an estimate is taken to be (another one is for showing why this one)."""
    series = _series(question)
    plain = _plain(question, series)
    missing = _missing(question, series)
    if missing:
        return replace(plain, missing=missing)
    made = design(
        series.begins,
        question.change,
        question.grain,
        growing=question.growing,
        compared=series.beside is not None,
        holidays=question.holidays,
    )
    try:
        return _worked_out(series, made, plain, sure)
    except (SingularError, NoFitError):
        return replace(plain, missing=[Missing(Lack.NO_ANSWER)])


def window(change: date, grain: Grain) -> tuple[date, date]:
    """The first and the last local day that are looked at for a change."""
    return _step(change, grain, -grain.before), _step(change, grain, grain.after + 1) - A_DAY


def pretended(question: Question) -> Question | None:
    """The same question of a change that never was: in the middle of the time before. None where that is too short."""
    grain, (first, _) = question.grain, question.window()
    last = question.change - question.settling * A_WEEK - A_DAY
    before = round((last - first).days / 365.25 * grain.a_year)
    if before < grain.a_year + grain.season:
        return None
    return replace(question, change=_step(first, grain, max(before // 2, before - grain.a_year)), last=last)


def elsewhere(question: Question) -> list[Question]:
    """The same question of each comparison place, where nothing changed, held against the others."""
    places = question.beside
    return [
        replace(question, here=place, beside=[*places[:number], *places[number + 1 :]])
        for number, place in enumerate(places)
    ]


def _step(day: date, grain: Grain, number: int) -> date:
    """The beginning of the stretch so many after the one a day lies in (before it, where negative)."""
    return next_month(day, number) if grain is MONTHS else monday_of(day) + number * A_WEEK


def _series(question: Question) -> _Series:
    """What to use; with the comparison places where they are big enough."""
    first, last = question.window()
    here = question.here.stretches(first, last)
    parts = question.here.wholes is not None
    beside = {} if parts else together([place.stretches(first, last) for place in question.beside])
    around = {n: one for n, one in here.items() if question.is_before(one) or question.is_after(one)}
    compared = _big_enough({n: one for n, one in around.items() if question.is_before(one)}, beside)
    kept = [n for n, one in around.items() if _usable(one, beside.get(n), compared=compared, parts=parts)]
    other = [beside[n] for n in kept] if compared else None
    return _Series(kept, [here[n] for n in kept], other, parts, len(here) - len(kept))


def _big_enough(before: Mapping[int, Stretch], beside: Mapping[int, Stretch]) -> bool:
    mine = sum(one.number for one in before.values())
    theirs = sum(beside[n].number for n in before if n in beside)
    return bool(theirs) and theirs >= min(BIG_ENOUGH * mine, BIG_ANYWAY * len(before))


def _usable(here: Stretch, beside: Stretch | None, *, compared: bool, parts: bool) -> bool:
    if here.exposure < HALF or (parts and not here.whole):
        return False
    if not compared:
        return True
    return beside is not None and beside.exposure >= HALF and here.number + beside.number > 0


def _plain(question: Question, series: _Series) -> Answer:
    """What is known before anything is worked out."""
    before, after = _sides(question, series)
    return Answer(
        Verdict.TOO_LITTLE,
        points=[_counted(one, series, question) for one in series.here],
        before=len(before),
        after=len(after),
        left_out=series.left_out,
        compared=series.beside is not None,
        numbers=(_number(before, series), _number(after, series)),
    )


def _sides(question: Question, series: _Series) -> tuple[list[Stretch], list[Stretch]]:
    return [one for one in series.here if question.is_before(one)], [
        one for one in series.here if question.is_after(one)
    ]


def _number(some: Sequence[Stretch], series: _Series) -> int:
    return sum(one.whole if series.parts else one.number for one in some)


def _counted(one: Stretch, series: _Series, question: Question) -> Point:
    seen = _seen(one, series)
    return Point(one.begins, seen, seen, seen, seen, seen, question.is_after(one), one.number, one.whole)


def _seen(one: Stretch, series: _Series) -> float:
    return 100 * one.number / one.whole if series.parts else float(one.number)


def _missing(question: Question, series: _Series) -> list[Missing]:
    """What stands in the way of an answer."""
    sides, grain = _sides(question, series), question.grain
    if not sides[0]:
        return [Missing(Lack.NOTHING_BEFORE)]
    known = {n for n, one in zip(series.numbers, series.here, strict=True) if question.is_before(one)}
    after = [n for n, one in zip(series.numbers, series.here, strict=True) if question.is_after(one)]
    like = sum(n - grain.a_year in known or n - 2 * grain.a_year in known for n in after)
    enquiries = [_number(side, series) for side in sides]
    asked = [
        Missing(Lack.AFTER, len(after), grain.least),
        Missing(Lack.SEASON, like, grain.season),
        Missing(Lack.FEW_BEFORE, enquiries[0], ENQUIRIES_BEFORE),
        Missing(Lack.FEW_AFTER, enquiries[1], ENQUIRIES_AFTER),
    ]
    lacking = [one for one in asked if one.had < one.needed]
    # Where there is hardly anything after, neither is there anything of the same season, nor enquiries: one reason is enough.
    return lacking[:1] if lacking and lacking[0].lack is Lack.AFTER else lacking


def _worked_out(series: _Series, made: Design, plain: Answer, sure: Correct) -> Answer:
    seen = series.observations(made)
    found = fit(seen)
    left = residuals(seen, found, series.numbers)
    term = made.column(Term.CHANGE)
    unsure = sure(left, term)
    points = _points(series, made, seen, found, unsure.reach)
    effect = _in_points(points, series) if series.parts else _per_cent(found.coefficients[term], unsure.reach)
    verdict = _verdict(effect, parts=series.parts)
    if series.parts and verdict in {Verdict.UP, Verdict.DOWN} and unsure.reach > log(WIDE_ODDS):
        return replace(plain, missing=[Missing(Lack.WIDE)])
    return replace(
        plain,
        verdict=verdict,
        missing=[Missing(Lack.WIDE)] if verdict is Verdict.TOO_LITTLE else [],
        effect=effect,
        points=points,
        correlation=unsure.correlation,
        dispersion=dispersion(left),
        terms=list(dict.fromkeys(made.names)),
    )


def _points(series: _Series, made: Design, seen: Observations, found: Fit, reach: float) -> list[Point]:
    change = made.column(Term.CHANGE)
    moving = [column for column, name in enumerate(made.names) if name in {Term.CHANGE, Term.GROWTH}]
    points = []
    for number, (one, row) in enumerate(zip(series.here, made.rows, strict=True)):
        predictor = dot(row, found.coefficients) + seen.offsets[number]
        moved = sum(row[column] * found.coefficients[column] for column in moving)
        spread = reach * row[change]
        fitted, without, low, high = (
            _level(series, number, predictor - away) for away in (0.0, moved, moved + spread, moved - spread)
        )
        after = bool(row[change])
        points.append(Point(one.begins, _seen(one, series), fitted, without, low, high, after, one.number, one.whole))
    return points


def _level(series: _Series, number: int, predictor: float) -> float:
    """A linear predictor as what the place would have counted; of a share as per cent."""
    if series.parts:
        return mean(predictor, 100.0)
    return mean(predictor, None) * (1 if series.beside is None else series.beside[number].number)


def _per_cent(coefficient: float, reach: float) -> Effect:
    value, low, high = (100 * (exp(coefficient + away) - 1) for away in (0.0, -reach, reach))
    return Effect(value, low, high)


def _in_points(points: Sequence[Point], series: _Series) -> Effect:
    """What the weeks after differ by from what they would have been, each by how many it speaks for."""
    after = [(one.whole, point) for one, point in zip(series.here, points, strict=True) if point.after]
    total = sum(whole for whole, _ in after)
    return Effect(
        sum(whole * (point.fitted - point.without) for whole, point in after) / total,
        sum(whole * (point.fitted - point.high) for whole, point in after) / total,
        sum(whole * (point.fitted - point.low) for whole, point in after) / total,
    )


def _verdict(effect: Effect, *, parts: bool) -> Verdict:
    if effect.low > 0:
        return Verdict.UP
    if effect.high < 0:
        return Verdict.DOWN
    if parts:  # hardly anything is above 95 per cent, so as much may lie on one side alone
        wide = effect.high - effect.low >= 2 * WIDE_POINTS
    else:
        wide = effect.high >= 100 * (WIDE_RATIO - 1) and effect.low <= 100 * (1 / WIDE_RATIO - 1)
    return Verdict.TOO_LITTLE if wide else Verdict.NONE
