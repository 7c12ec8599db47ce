"""When "other" has grown too large: which categories of their own would bring it down again.

Source: the report (2010) p. 15: a third of everything was "other" (batteries for hearing aids, receipts, leaflets). What is more than
OTHER_WARNING is our own limit, and so is how much a category must hold to be worth its name.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from velkommen.domain.blocks import Block
from velkommen.domain.insight.facts import Topic
from velkommen.domain.insight.worked import by_task_and_outcome
from velkommen.domain.measures import Share
from velkommen.domain.report2010 import OTHER_WARNING, Category, category

K = TypeVar("K", str, int, tuple["Split", str])
WORTH = 2  # per cent of all enquiries a category of its own must hold
MOST_SPLITS = 6


class Split(StrEnum):
    """What a category of its own could be made of."""

    TASK = "task"  # one task alone is large enough
    GROUP = "group"  # the small tasks of one line together
    REST = "rest"  # a task that says nothing ("something else") is so large: find out what it hides


@dataclass(frozen=True)
class Proposal:
    """A category of its own: what of (the key of a task, or the letter of a line), how many it would hold, what stays "other"."""

    split: Split
    key: str
    number: int
    share: Share
    left: Share


@dataclass(frozen=True)
class Other:
    """What "other" is made of.

    Args:
        share: of all enquiries.
        tasks: key of a task -> enquiries of it in "other", most first.
        goes_to: destination id -> enquiries of those tasks that were referred there, most first.
        proposals: the fewest categories that bring it to the limit, the largest first; empty where it is not above.
    """

    share: Share
    tasks: Sequence[tuple[str, int]]
    goes_to: Sequence[tuple[int, int]]
    proposals: Sequence[Proposal]

    @property
    def too_much(self) -> bool:
        return (self.share.percent or 0.0) > OTHER_WARNING


#: Tasks that name no topic: they cannot be split by task, only be asked about.
UNNAMED = frozenset({"other", "topic_unknown", "talk_to_us", "switchboard"})


def other(blocks: Collection[Block], topics: Mapping[int, Topic]) -> Other:
    """What is in "other", where people with such matters were sent, and what would bring it down."""
    inside: Counter[str] = Counter()
    goes_to: Counter[int] = Counter()
    counts = by_task_and_outcome(blocks)
    for (task, outcome), count in counts.items():
        if category(topics[task].historic, outcome) is Category.OTHER:
            inside[topics[task].key] += count
    for cells in blocks:
        for (task, _outcome, destination, _reason), count in cells.referrals.items():
            if destination and topics[task].historic == Category.OTHER:
                goes_to[destination] += count
    total = counts.total()
    share = Share(inside.total(), total)
    lines = {topic.key: topic.group for topic in topics.values()}
    above = (share.percent or 0.0) > OTHER_WARNING
    return Other(share, _ranked(inside), _ranked(goes_to), _proposals(inside, lines, total) if above else ())


def _proposals(inside: Counter[str], lines: Mapping[str, str], total: int) -> list[Proposal]:
    """The largest first until the rest is at the limit; what is too small to be worth a name stays."""
    worth = total * WORTH / 100
    single = {(Split.TASK, key): count for key, count in inside.items() if key not in UNNAMED and count >= worth}
    together: Counter[tuple[Split, str]] = Counter()
    for key, count in inside.items():
        if key not in UNNAMED and (Split.TASK, key) not in single:
            together[Split.GROUP, lines[key]] += count
    groups = {one: count for one, count in together.items() if count >= worth}
    rest = {(Split.REST, key): inside[key] for key in UNNAMED if inside[key] >= worth}
    left = inside.total()
    found: list[Proposal] = []
    for (split, key), count in _ranked(Counter({**single, **groups})) + _ranked(Counter(rest)):
        if 100 * left <= OTHER_WARNING * total or len(found) == MOST_SPLITS:
            break
        left -= count
        found.append(Proposal(split, key, count, Share(count, total), Share(left, total)))
    return found


def _ranked(counts: Counter[K]) -> list[tuple[K, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
