"""What the figures of the first floor mean, in plain Python: percentages that add up, shares, the spread of times.

`recompute` derives them from the single rows, as slowly and plainly as can be: the check on what the screens show.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from typing import TypeVar

from velkommen.domain.durations import class_of
from velkommen.domain.kinds import PlaceKind, Unit
from velkommen.domain.lifecycle import Ending, State
from velkommen.domain.outcomes import SOLVED_AT_FIRST_CONTACT, Outcome
from velkommen.domain.report2010 import Category, category

K = TypeVar("K", bound=Hashable)
TARGET_SOLVED = 80  # per cent; Næstved's goal, met after two years of joint training (the report, p. 14)
FEW = 20  # answered enquiries below which a share says too little to be put in words (our own limit)
LIBRARIES = frozenset({PlaceKind.MAIN_LIBRARY, PlaceKind.BRANCH, PlaceKind.MOBILE_LIBRARY})
_UNANSWERED = frozenset({"", Outcome.LEFT})
MEASURED = (State.WAITING, State.CALLED, State.SERVING)

HourOfPlace = tuple[int, date, int]  # service point id, local day, clock hour 0-23


@dataclass(frozen=True)
class Share:
    """A part of a whole, in counts. `percent` is None when the whole is empty."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """Per cent with one decimal."""
        return round(100 * self.part / self.whole, 1) if self.whole else None


@dataclass(frozen=True)
class Spread:
    """How long something took, in seconds, over the enquiries it was measured for; half and 90 % lasted at most so long."""

    measured: int
    mean: float | None
    median: int | None
    p90: int | None


@dataclass(frozen=True)
class PeriodRow:
    kind: str
    seconds: int


@dataclass(frozen=True)
class EnquiryRow:
    """One enquiry as it was counted, with what its place and visit say of it.

    `ending` is how its visit ended, on its last matter only, so that a visit counts once. `outside` says whether
    it came outside the town hall's hours; None where no time of day is known, or no town hall.
    """

    place: int
    place_kind: str
    day: date
    minute: int
    task: int
    historic: str
    outcome: str
    unit: str
    ending: str
    withdrawn: bool
    unreliable: bool
    imprecise: bool
    outside: bool | None
    periods: Sequence[PeriodRow] = ()


@dataclass(frozen=True)
class Recomputed:
    """The same figures as `evaluation.statistics`, from single rows."""

    number: int
    without_outcome: int
    task_outcome: Counter[tuple[int, str]]
    by_place: Counter[int]
    library: Share
    town_hall: Share
    by_unit: Counter[str]
    solved: Share
    outside: Share
    imprecise: int
    times: dict[str, Spread]
    no_shows: Share
    categories: Counter[Category]
    hours_counted: set[HourOfPlace] = field(default_factory=set)


def percentages(counts: Sequence[int], decimals: int = 1) -> list[float]:
    """Each count as per cent of their sum, adding up to exactly 100 (largest remainder; the first of equals gets it).

    All zeros give all zeros.
    """
    total, scale = sum(counts), 10**decimals
    if total == 0:
        return [0.0] * len(counts)
    parts = [divmod(100 * scale * count, total) for count in counts]
    short = 100 * scale - sum(whole for whole, _ in parts)
    lucky = set(sorted(range(len(counts)), key=lambda i: -parts[i][1])[:short])
    return [(whole + (i in lucky)) / scale for i, (whole, _) in enumerate(parts)]


def shares(counts: Mapping[K, int]) -> dict[K, float]:
    """The per cent of each key, adding up to exactly 100, in the order of the counts given.

    Of alike counts the same one gets the odd tenth in whatever order they are asked: a page, a file and a report say the same of it.
    """
    ranked = sorted(counts, key=lambda key: (-counts[key], str(key)))
    found = dict(zip(ranked, percentages([counts[key] for key in ranked]), strict=True))
    return {key: found[key] for key in counts}


def spread(values: Iterable[tuple[int, int]], seconds: int | None = None) -> Spread:
    """Mean, median and 90th percentile (nearest rank) of (seconds, how many) pairs.

    Half and nine in ten lasted at most what is told: the upper bounds of their classes of time (`domain.durations`), which add up over
    any span as averages do not.

    Args:
        seconds: the exact sum, where the pairs are classes already.
    """
    found: Counter[int] = Counter()
    exact = 0
    for lasted, times in values:
        found[class_of(lasted)] += times
        exact += lasted * times
    measured = found.total()
    if not measured:
        return Spread(0, None, None, None)
    counted = sorted((bound, times) for bound, times in found.items() if times)
    mean = (exact if seconds is None else seconds) / measured
    return Spread(measured, round(mean, 1), _rank(counted, ceil(measured / 2)), _rank(counted, ceil(measured * 0.9)))


def _rank(counted: Sequence[tuple[int, int]], rank: int) -> int:
    for seconds, times in counted:
        rank -= times
        if rank <= 0:
            return seconds
    return counted[-1][0]


def is_answered(outcome: str) -> bool:
    """Whether an enquiry has been answered: it ended, and not by the citizen leaving."""
    return outcome not in _UNANSWERED


def is_solved(outcome: str) -> bool:
    return outcome in SOLVED_AT_FIRST_CONTACT


def recompute(rows: Iterable[EnquiryRow]) -> Recomputed:
    """Every figure of a period from its single rows. Withdrawn rows count nowhere."""
    counted = [row for row in rows if not row.withdrawn]
    answered = [row for row in counted if is_answered(row.outcome)]
    placed = [row for row in counted if row.outside is not None]
    visits = [row for row in counted if row.ending]
    return Recomputed(
        number=len(counted),
        without_outcome=sum(not row.outcome for row in counted),
        task_outcome=Counter((row.task, row.outcome) for row in counted if row.outcome),
        by_place=Counter(row.place for row in counted),
        library=_share(counted, lambda row: row.place_kind in LIBRARIES),
        town_hall=_share(counted, lambda row: row.place_kind == PlaceKind.TOWN_HALL),
        by_unit=Counter(row.unit for row in answered if row.unit in set(Unit)),
        solved=_share(answered, lambda row: is_solved(row.outcome)),
        outside=_share(placed, lambda row: bool(row.outside)),
        imprecise=sum(row.imprecise for row in counted),
        times={kind.value: spread(_seconds(counted, kind.value).items()) for kind in MEASURED},
        no_shows=_share(visits, lambda row: row.ending == Ending.NO_SHOW),
        categories=Counter(category(row.historic, row.outcome) for row in counted),
        hours_counted={(row.place, row.day, row.minute // 60) for row in counted if not row.imprecise},
    )


def _share(rows: Sequence[EnquiryRow], belongs: Callable[[EnquiryRow], bool]) -> Share:
    return Share(sum(belongs(row) for row in rows), len(rows))


def _seconds(rows: Iterable[EnquiryRow], kind: str) -> Counter[int]:
    """Seconds of one kind per enquiry that has any, over the reliable ones: seconds -> how many enquiries."""
    found: Counter[int] = Counter()
    for row in rows:
        mine = [period.seconds for period in row.periods if period.kind == kind]
        if mine and not row.unreliable:
            found[sum(mine)] += 1
    return found
