"""The sums behind the measures: pure functions over cells that add up."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import TypeVar

from velkommen.domain.blocks import Block, When
from velkommen.domain.insight.facts import Period, Topic
from velkommen.domain.lifecycle import State
from velkommen.domain.measures import Share, Spread, is_answered, is_solved, spread
from velkommen.domain.outcomes import REFERRALS, Outcome
from velkommen.domain.report2010 import Category, category

K = TypeVar("K", int, str, tuple[int, int], tuple[int, str])
SHORT = 28  # days; a shorter span is compared with the same weekdays, a longer one with the same dates
WEEKS_OF_A_YEAR = timedelta(weeks=52)


def number(blocks: Iterable[Block]) -> int:
    """How many enquiries."""
    return sum(cells.tasks.total() for cells in blocks)


def by_task(blocks: Iterable[Block]) -> Counter[int]:
    return _by(blocks, lambda cell: cell[0])


def by_outcome(blocks: Iterable[Block]) -> Counter[str]:
    """Outcome -> enquiries; "" for those that have none yet."""
    return _by(blocks, lambda cell: cell[1])


def by_unit(blocks: Iterable[Block]) -> Counter[str]:
    """Unit -> enquiries it answered; those nobody wrote down are left out."""
    return _summed(
        (unit, count)
        for cells in blocks
        for (_task, outcome, unit, _when), count in cells.tasks.items()
        if unit and is_answered(outcome)
    )


def by_channel(blocks: Iterable[Block]) -> Counter[str]:
    return _summed(((channel, count) for cells in blocks for (channel, _), count in cells.channels.items()))


def by_kind(blocks: Iterable[Block]) -> Counter[str]:
    return _summed(((kind, count) for cells in blocks for (_, kind), count in cells.channels.items()))


def by_hour(blocks: Iterable[Block]) -> Counter[tuple[int, int]]:
    """(weekday, clock hour) -> enquiries whose time of day is known."""
    return _summed(pair for cells in blocks for pair in cells.hours.items())


def by_category(blocks: Iterable[Block], topics: Mapping[int, Topic]) -> Counter[Category]:
    """The ten categories of the report of 2010, in which three outcomes override the topic."""
    found: Counter[Category] = Counter()
    for (task, outcome), count in by_task_and_outcome(blocks).items():
        found[category(topics[task].historic, outcome)] += count
    return found


def by_task_and_outcome(blocks: Iterable[Block]) -> Counter[tuple[int, str]]:
    return _by(blocks, lambda cell: cell[:2])


def solved(blocks: Iterable[Block]) -> Share:
    """Solved at first contact, of everything that was answered."""
    return _together(cells.solved for cells in blocks)


def solved_by_task(blocks: Iterable[Block]) -> dict[int, Share]:
    """The same, task by task; a task nobody answered is left out."""
    answered: Counter[int] = Counter()
    first: Counter[int] = Counter()
    for (task, outcome), count in by_task_and_outcome(blocks).items():
        answered[task] += count if is_answered(outcome) else 0
        first[task] += count if is_solved(outcome) else 0
    return {task: Share(first[task], whole) for task, whole in answered.items() if whole}


def with_outcome(blocks: Iterable[Block]) -> Share:
    """How much of the number the outcomes speak for."""
    counted = by_outcome(blocks)
    return Share(counted.total() - counted[""], counted.total())


def outside(blocks: Iterable[Block]) -> Share:
    """Outside the town halls' hours, of those of whom that can be said."""
    return _together(cells.outside for cells in blocks)


def outside_by_task(blocks: Iterable[Block]) -> dict[int, Share]:
    found: dict[int, Share] = {}
    for (task, when), count in _by(blocks, lambda cell: (cell[0], cell[3])).items():
        if when:
            seen = found.get(task, Share(0, 0))
            found[task] = Share(seen.part + (count if when == When.OUT else 0), seen.whole + count)
    return found


def placed(blocks: Iterable[Block]) -> Share:
    """Those of whom is known whether they came outside the town halls' hours, of all."""
    counted = _by(blocks, lambda cell: cell[3])
    return Share(counted[When.OUT] + counted[When.IN], counted.total())


def covered(blocks: Iterable[Block]) -> Share:
    """Staffed hours something was counted in, of those that are over."""
    return _together(cells.coverage for cells in blocks)


def library_share(period: Period) -> Share:
    return Share(number(period.libraries), number(period.all))


def lasting(blocks: Iterable[Block], state: State) -> Counter[int]:
    """Upper bound of a class in seconds -> enquiries."""
    return _summed(pair for cells in blocks for pair in cells.lasting.get(state.value, Counter()).items())


def spread_of(blocks: Iterable[Block], state: State) -> Spread:
    """The mean is exact; half and nine in ten are the bounds of their classes."""
    read = list(blocks)
    return spread(lasting(read, state).items(), sum(cells.seconds[state.value] for cells in read))


def within(blocks: Iterable[Block], minutes: int) -> Share:
    """Those who waited at most so many minutes, of those whose wait was measured: whole minutes are edges of the classes up to 2 hours."""
    waits = lasting(blocks, State.WAITING)
    return Share(sum(count for bound, count in waits.items() if bound <= 60 * minutes), waits.total())


def no_shows(blocks: Iterable[Block]) -> Share:
    """Numbers called that nobody came for, of visits that are over."""
    return _together(cells.no_shows for cells in blocks)


def missed(blocks: Iterable[Block]) -> Share:
    """Appointments nobody came to, of those somebody was expected to."""
    return _together(cells.appointments_missed for cells in blocks)


def referred(blocks: Iterable[Block]) -> Share:
    """Referred to somebody else, of everything that was answered."""
    counted = by_outcome(blocks)
    answered = sum(count for outcome, count in counted.items() if is_answered(outcome))
    return Share(sum(counted[outcome.value] for outcome in REFERRALS), answered)


def ends(blocks: Iterable[Block]) -> Counter[tuple[int, int]]:
    """(task, destination) -> enquiries that were referred there."""
    return _summed(
        ((task, destination), count)
        for cells in blocks
        for (task, outcome, destination, _reason), count in cells.referrals.items()
        if destination and outcome in REFERRALS
    )


def refused(blocks: Iterable[Block]) -> Counter[tuple[int, str]]:
    """(task, reason) -> enquiries that were not possible, for that reason."""
    return _summed(
        ((task, reason), count)
        for cells in blocks
        for (task, outcome, _destination, reason), count in cells.referrals.items()
        if reason and outcome == Outcome.NOT_POSSIBLE
    )


def lifelines(blocks: Iterable[Block]) -> int:
    """How often an expert was asked from the desks."""
    return sum(cells.helped.total() for cells in blocks)


def baseline(first: date, last: date) -> tuple[date, date]:
    """The days a span is compared with: the same weekdays 52 weeks before if it is shorter than SHORT, the same dates else.

    29 February is compared with the 28th.
    """
    if (last - first).days + 1 < SHORT:
        return first - WEEKS_OF_A_YEAR, last - WEEKS_OF_A_YEAR
    return year_before(first), year_before(last)


def year_before(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


def comparable(period: Period) -> set[int]:
    """The places that counted already when the days compared with began: of the others nothing can be said."""
    began = period.began
    if began is None:
        return set()
    return {place for place in period.blocks if place in period.since and period.since[place] <= began}


def _together(shares: Iterable[Share]) -> Share:
    read = list(shares)
    return Share(sum(share.part for share in read), sum(share.whole for share in read))


def _by(blocks: Iterable[Block], of: Callable[[tuple[int, str, str, str]], K]) -> Counter[K]:
    return _summed(((of(cell), count) for cells in blocks for cell, count in cells.tasks.items()))


def _summed(pairs: Iterable[tuple[K, int]]) -> Counter[K]:
    """Sums in the order of their keys, so that of equals the same one stands first, however a span was put together."""
    found: dict[K, int] = {}
    for key, count in pairs:
        found[key] = found.get(key, 0) + count
    return Counter(dict(sorted(found.items())))
