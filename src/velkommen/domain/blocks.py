"""What adds up of a day at a place. The block of a month is the sum of its days, that of a year the sum of its months, in any order.

Only counts and sums of seconds stand in it, so nothing is lost by adding; an average or a share is worked out at the very end. Nothing
of anybody: neither who asked nor who answered.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import lru_cache
from typing import Any

from velkommen.domain.booking.fates import HERE, Fate
from velkommen.domain.durations import OF_A_DAY, class_of
from velkommen.domain.lifecycle import Ending, State
from velkommen.domain.measures import Share, Spread, is_answered, is_solved, spread

#: What `Block.from_parts` raises of texts this house did not write.
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError)


class When(StrEnum):
    """Whether an enquiry came while a town hall was open; UNKNOWN where no time of day is known, or there is no town hall."""

    IN = "in"
    OUT = "out"
    UNKNOWN = ""


class Lasting(StrEnum):
    """What else is measured in time, beside waiting, way and service (`State`).

    BOOKED: waiting of those who had an appointment and came while it was kept. BEYOND: what they waited beyond their time.
    TO_ACCEPT, TO_ANSWER: of lifelines, from asked.
    """

    BOOKED = "booked"
    BEYOND = "beyond"
    TO_ACCEPT = "to_accept"
    TO_ANSWER = "to_answer"


class Minutes(StrEnum):
    """Minutes of appointments: of all that were not cancelled and are over, of those who came, what they were served, of those nobody
    came to, and of these the minutes in which their person served somebody else."""

    PROMISED = "promised"
    CAME = "came"
    USED = "used"
    MISSED = "missed"
    GIVEN = "given"


def _empty() -> Counter[Any]:
    """A counter nothing is in. (Its own beginning asks what it was given; a block has nine.)"""
    return Counter.__new__(Counter)


@dataclass
class Block:
    """Everything that is counted of a span at a place. Withdrawn enquiries are in none of it.

    Args:
        tasks: (task id, outcome or "", unit or "", When) -> enquiries.
        channels: (channel, kind of enquiry) -> enquiries.
        referrals: (task id, outcome, destination id or 0, reason or "") -> enquiries, of those with a destination or a reason.
        hours: (weekday 0-6, clock hour 0-23) -> enquiries, of those with a time of day.
        lasting: State or Lasting -> {upper bound of the class in seconds -> enquiries}; unreliable measurements are left out.
        seconds: State or Lasting -> the exact sum of seconds.
        endings: how visits ended -> visits that are over.
        fates: what became of appointments (`Fate`) -> appointments.
        minutes: `Minutes` -> whole minutes.
        helped: (task id, end or "", "yes", "no" or "", outcome of its enquiry) -> lifelines.
        staffed: clock hours that were staffed and are over; `covered`: those of them in which something was counted.
        imprecise: enquiries that know no time of day.
    """

    tasks: Counter[tuple[int, str, str, str]] = field(default_factory=_empty)
    channels: Counter[tuple[str, str]] = field(default_factory=_empty)
    referrals: Counter[tuple[int, str, int, str]] = field(default_factory=_empty)
    hours: Counter[tuple[int, int]] = field(default_factory=_empty)
    lasting: dict[str, Counter[int]] = field(default_factory=dict)
    seconds: Counter[str] = field(default_factory=_empty)
    endings: Counter[str] = field(default_factory=_empty)
    fates: Counter[str] = field(default_factory=_empty)
    minutes: Counter[str] = field(default_factory=_empty)
    helped: Counter[tuple[int, str, str, str]] = field(default_factory=_empty)
    staffed: int = 0
    covered: int = 0
    imprecise: int = 0

    @property
    def number(self) -> int:
        return self.tasks.total()

    @property
    def outcomes(self) -> Counter[str]:
        """Outcome, or "" where there is none yet -> enquiries."""
        return self.outcomes_and_hours()[0]

    def outcomes_and_hours(self) -> tuple[Counter[str], Counter[str]]:
        """Outcome, or "" where there is none yet -> enquiries, and `When` -> enquiries (in one pass, since there are many tasks)."""
        outcomes, hours = _empty(), _empty()
        done, known = outcomes.get, hours.get
        for (_, outcome, _, came), number in self.tasks.items():
            outcomes[outcome] = done(outcome, 0) + number
            hours[came] = known(came, 0) + number
        return outcomes, hours

    @property
    def answered(self) -> int:
        return self.solved.whole

    @property
    def without_outcome(self) -> int:
        return self.outcomes[""]

    @property
    def solved(self) -> Share:
        """Solved at first contact, of those answered."""
        return solved(self.outcomes)

    @property
    def outside(self) -> Share:
        """Outside every town hall's hours, of those whose time of day is known."""
        return outside(self.outcomes_and_hours()[1])

    @property
    def no_shows(self) -> Share:
        """Visits that were called in vain, of those that are over."""
        return Share(self.endings[Ending.NO_SHOW], self.endings.total())

    @property
    def coverage(self) -> Share:
        return Share(self.covered, self.staffed)

    @property
    def appointments_missed(self) -> Share:
        """Appointments nobody came to, of those whose people were expected."""
        missed = self.fates[Fate.MISSED]
        return Share(missed, missed + sum(self.fates[fate] for fate in HERE))

    def spread(self, kind: str) -> Spread:
        """How long something took (`State` or `Lasting`): the mean is exact, half and 90 % are the bounds of their classes."""
        return spread(self.lasting.get(kind, {}).items(), self.seconds[kind])

    @property
    def walked_in(self) -> Spread:
        """Waiting of those without an appointment, or who came too late for theirs."""
        classes = Counter(self.lasting.get(State.WAITING, {}))
        classes.subtract(self.lasting.get(Lasting.BOOKED, {}))
        return spread(classes.items(), self.seconds[State.WAITING] - self.seconds[Lasting.BOOKED])

    def lasted(self, kind: str, seconds: int, times: int = 1) -> None:
        """Put a duration in."""
        self.lasting.setdefault(kind, Counter())[class_of(seconds)] += times
        self.seconds[kind] += seconds * times

    def last(self, kind: str, seconds: Sequence[int]) -> None:
        """Put many durations in."""
        if not seconds:
            return
        classes = OF_A_DAY.__getitem__ if max(seconds) < len(OF_A_DAY) else class_of
        self.lasting.setdefault(kind, Counter()).update(map(classes, seconds))
        self.seconds[kind] += sum(seconds)

    def add(self, other: "Block") -> None:
        """Take in another span or place."""
        for name in (*_COUNTERS, "seconds"):
            if more := getattr(other, name):
                _add(getattr(self, name), more)
        for kind, classes in other.lasting.items():
            _add(self.lasting.setdefault(kind, _empty()), classes)
        self.staffed += other.staffed
        self.covered += other.covered
        self.imprecise += other.imprecise

    def __bool__(self) -> bool:
        """Whether anything stands in it."""
        return any(getattr(self, name) for name in (*_COUNTERS, *_NUMBERS, "lasting"))

    def parts(self) -> tuple[str, str]:
        """The block as two texts, its counts and its times, so that whoever needs one need not read the other.

        The same block is the same texts, however it came about.
        """
        counts = [(name, _said(value)) for name in _NAMES if (value := getattr(self, name))]
        lasting = [(kind, _columns(classes)) for kind, classes in sorted(self.lasting.items())]
        return _object(counts), _object([("lasting", _object(lasting)), ("seconds", _columns(self.seconds) or "[]")])

    def as_bytes(self) -> bytes:
        """The same block is the same bytes."""
        return "\n".join(self.parts()).encode()

    @classmethod
    def from_parts(cls, counts: str, times: str) -> "Block":
        """The block of two texts. Raises: one of UNREADABLE."""
        said, timed = json.loads(counts), json.loads(times)
        counters: dict[str, Any] = {name: _counter(name, said.get(name, ())) for name in _COUNTERS}
        lasting = {kind: _counter("lasting", columns) for kind, columns in timed["lasting"].items()}
        seconds = _counter("seconds", timed["seconds"])
        return cls(**counters, lasting=lasting, seconds=seconds, **{name: said.get(name, 0) for name in _NUMBERS})

    @classmethod
    def from_bytes(cls, data: bytes) -> "Block":
        return cls.from_parts(*data.decode().split("\n"))


def solved(outcomes: Mapping[str, int]) -> Share:
    """Solved at first contact, of those answered."""
    part = whole = 0
    for outcome, number in outcomes.items():
        whole += number if is_answered(outcome) else 0
        part += number if is_solved(outcome) else 0
    return Share(part, whole)


def outside(hours: Mapping[str, int]) -> Share:
    """Outside every town hall's hours, of those whose time of day is known (`When` -> enquiries)."""
    out = hours.get(When.OUT, 0)
    return Share(out, out + hours.get(When.IN, 0))


def total(blocks: Iterable[Block]) -> Block:
    """The sum of blocks, a new one."""
    found = Block()
    for block in blocks:
        found.add(block)
    return found


def _add(mine: Counter[Any], other: Mapping[Any, int]) -> None:
    """(Counter's own way asks for each key that is new by a function, and there are thousands.)"""
    if not mine:
        mine.update(other)
        return
    known = mine.get
    for key, number in other.items():
        mine[key] = known(key, 0) + number


# The texts are JSON written by hand: nothing else takes as long of a day that is closed, and their form is always the same.


def _object(said: Sequence[tuple[str, str]]) -> str:
    """Names in order, and what stands under them; where that is empty, there is no name."""
    return "{" + ",".join([f'"{name}":{text}' for name, text in said if text]) + "}"


def _said(value: int | Mapping[Any, int]) -> str:
    return f"{value}" if isinstance(value, int) else _columns(value)


def _columns(counts: Mapping[Any, int]) -> str:
    """The keys in order, column by column, and behind them the numbers; what is nought stands nowhere. A column of words is the words
    there are and which of them stands where: that is short, and read several times as fast."""
    keys = sorted(counts if all(counts.values()) else filter(counts.__getitem__, counts))
    if not keys:
        return ""
    columns = zip(*keys, strict=True) if isinstance(keys[0], tuple) else (tuple(keys),)
    texts = [_words(column) if isinstance(column[0], str) else _numbers(column) for column in columns]
    return f"[{','.join(texts)},{_numbers(tuple(map(counts.__getitem__, keys)))}]"


def _numbers(column: tuple[int, ...]) -> str:
    return ("[%d" + ",%d" * (len(column) - 1) + "]") % column


def _words(column: tuple[str, ...]) -> str:
    where, words = _ordered(frozenset(column))
    return f'{{"at":[{",".join(map(where.__getitem__, column))}],"words":{words}}}'


@lru_cache(maxsize=1_024)
def _ordered(words: frozenset[str]) -> tuple[Mapping[str, str], str]:
    """Word -> where it stands among the others, and all of them, as texts."""
    found = sorted(words)
    return {word: str(place) for place, word in enumerate(found)}, json.dumps(found, separators=(",", ":"))


def _counter(name: str, columns: Sequence[Any]) -> Counter[Any]:
    found = _empty()
    if columns:
        *keys, numbers = (map(one["words"].__getitem__, one["at"]) if isinstance(one, dict) else one for one in columns)
        dict.update(found, zip(keys[0] if name in _PLAIN else zip(*keys, strict=True), numbers, strict=True))
    return found


_NUMBERS = ("staffed", "covered", "imprecise")
_COUNTERS = tuple(one.name for one in fields(Block) if one.name not in (*_NUMBERS, "lasting", "seconds"))
_NAMES = sorted((*_COUNTERS, *_NUMBERS))
_PLAIN = frozenset({"lasting", "seconds", "endings", "fates", "minutes"})  # whose keys are one word
