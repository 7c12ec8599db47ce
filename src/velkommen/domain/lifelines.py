"""The life of a lifeline: how an expert is asked, which step is legal from which stage, who has it, and when somebody else is told.

A lifeline has one owner at any moment: the expert while it is accepted, else somebody at the desk that asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from statistics import median
from types import MappingProxyType

from velkommen.domain.privacy import refuse_cpr
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.texts import refuse_illegible

MOST_TRIES = 3  # of ringing somebody who does not answer
MOST_OPEN = 2  # that an expert has at a time when they have not said otherwise
USUAL_OF = 20  # of the last answers, whose median is told as usual


class Way(StrEnum):
    """How an expert helps: answers while the citizen sits there, joins by telephone or video, takes over, or rings later."""

    ASK = "ask"
    JOIN = "join"
    TAKE_OVER = "take_over"
    CALL_BACK = "call_back"


class Stage(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    ENDED = "ended"


class Step(StrEnum):
    """What may happen to a lifeline."""

    ASK = "ask"
    ANOTHER = "another"
    ACCEPT = "accept"
    ANSWER = "answer"
    GIVE_BACK = "give_back"
    RELEASE = "release"
    ESCALATE = "escalate"
    TAKE_DESK = "take_desk"
    TRY = "try"
    RECALL = "recall"
    CLOSE = "close"


class Level(IntEnum):
    """Who is told that somebody waits: the one named, all who are able, and then the leads of the place too."""

    NAMED = 0
    ABLE = 1
    LEADS = 2


class End(StrEnum):
    """How a lifeline ended."""

    HELPED = "helped"
    NOT_HELPED = "not_helped"
    RUNG = "rung"
    NOT_REACHED = "not_reached"
    BOOKED = "booked"
    HANDED_ON = "handed_on"
    RECALLED = "recalled"
    LEFT = "left"
    WITHDRAWN = "withdrawn"


class Why(StrEnum):
    """Whether an expert is free, and if not, why."""

    FREE = "free"
    AWAY = "away"
    OFF_DUTY = "off_duty"
    BUSY = "busy"
    FULL = "full"


@dataclass(frozen=True)
class Note:
    """Words on their way to a deed: nothing that is written of the deed, its fingerprint neither, ever holds them."""

    text: str = field(repr=False)


OPEN = frozenset(Stage) - {Stage.ENDED}
#: Step -> (stages it may start from, stage it leads to; None keeps the stage).
STEPS: Mapping[Step, tuple[frozenset[Stage], Stage | None]] = MappingProxyType(
    {
        Step.ASK: (frozenset(), Stage.ASKED),
        Step.ANOTHER: (frozenset({Stage.ASKED}), None),
        Step.ACCEPT: (frozenset({Stage.ASKED}), Stage.ACCEPTED),
        Step.ANSWER: (frozenset({Stage.ACCEPTED}), Stage.ANSWERED),
        Step.GIVE_BACK: (frozenset({Stage.ACCEPTED}), Stage.ASKED),
        Step.RELEASE: (frozenset({Stage.ACCEPTED}), Stage.ASKED),
        Step.ESCALATE: (frozenset({Stage.ASKED}), None),
        Step.TAKE_DESK: (frozenset({Stage.ASKED, Stage.ANSWERED}), None),
        Step.TRY: (frozenset({Stage.ACCEPTED}), None),
        Step.RECALL: (frozenset({Stage.ASKED, Stage.ACCEPTED}), Stage.ENDED),
        Step.CLOSE: (OPEN, Stage.ENDED),
    }
)
#: How long somebody may wait for an expert to accept before more are told: proposals of this house.
PATIENCE: Mapping[Way, timedelta] = MappingProxyType(
    {
        Way.ASK: timedelta(minutes=2),
        Way.JOIN: timedelta(minutes=2),
        Way.TAKE_OVER: timedelta(minutes=3),
        Way.CALL_BACK: timedelta(hours=4),
    }
)


def advance(stage: Stage, step: Step, who: str = "") -> Stage:
    """The stage after a step.

    Raises:
        Refusal: LIFELINE_OVER when it has ended; LIFELINE_TAKEN when somebody has it; LIFELINE_NOT_SO otherwise.
    """
    allowed, target = STEPS[step]
    if stage in allowed:
        return target or stage
    if stage is Stage.ENDED:
        raise Refusal(Code.LIFELINE_OVER)
    if stage is Stage.ACCEPTED:
        raise Refusal(Code.LIFELINE_TAKEN, who=who)
    raise Refusal(Code.LIFELINE_NOT_SO, stage=stage.value)


def due(way: Way, level: Level, at: datetime) -> datetime | None:
    """When more are told if nobody accepts; None when all are."""
    return at + PATIENCE[way] if level < Level.LEADS else None


def usual(seconds: Iterable[int]) -> int | None:
    """The usual time to an answer, of the last ones (newest first); None where there were none."""
    last = list(seconds)[:USUAL_OF]
    return round(median(last)) if last else None


def free(*, away: bool, on_duty: bool, busy: bool, load: int, most: int) -> Why:
    """Whether an expert could accept now, and if not, the first reason why."""
    if away:
        return Why.AWAY
    if not on_duty:
        return Why.OFF_DUTY
    if busy:
        return Why.BUSY
    return Why.FULL if load >= most else Why.FREE


def words_of(note: Note | None, longest: int, field: str) -> str:
    """The text of a note that may have so many characters; empty where there is none.

    Raises:
        Refusal: ILLEGIBLE; CPR_IN_TEXT with the field; NOTE_TOO_LONG.
    """
    text = note.text.strip() if note else ""
    refuse_illegible(text)
    refuse_cpr(text, field)
    if len(text) > longest:
        raise Refusal(Code.NOTE_TOO_LONG, most=longest)
    return text
