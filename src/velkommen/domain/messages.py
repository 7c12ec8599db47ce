"""Messages to citizens: what for, by what way, in which states, when one is tried again and when it has become useless."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

LANGUAGES = ("da", "en")
MOST_TRIES = 20
MOST_AHEAD = 9  # how many may be ahead when somebody is told that it is soon their turn
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)


class Purpose(StrEnum):
    """What a message is for. There is one message for each purpose of a thing."""

    CONFIRM = "confirm"
    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    REMINDER = "reminder"
    PLACE_CHANGED = "place_changed"
    TURN_SOON = "turn_soon"
    PICKUP_READY = "pickup_ready"
    COURSE_SIGNED = "course_signed"
    COURSE_WAITING = "course_waiting"
    COURSE_SEAT = "course_seat"
    COURSE_REMINDER = "course_reminder"
    COURSE_MOVED = "course_moved"
    COURSE_CANCELLED = "course_cancelled"


class Channel(StrEnum):
    """How a message travels."""

    EMAIL = "email"
    SMS = "sms"


class State(StrEnum):
    """Where a message is: it waits, is being sent, was taken by a provider, may have been sent, was refused, or was not wanted any more."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    DROPPED = "dropped"


OPEN = frozenset({State.WAITING, State.SENDING})  # nothing has come of it yet
FOR_A_PERSON = frozenset({State.UNCERTAIN, State.FAILED})  # may stay until somebody decides
OVER = frozenset({State.SENT, State.DROPPED})

#: What a message may carry besides its place; all of it text. `when` and `was` are local times in ISO, without a zone;
#: `link` is a path of the house; `place` replaces the name of the place. There is no fact for the task: what somebody comes for
#: would be read over their shoulder.
FACTS = frozenset({"when", "was", "place", "link", "number", "position"})

#: How long a message is worth sending that says no time of its own.
_WORTH: Mapping[Purpose, timedelta] = MappingProxyType(
    {Purpose.CONFIRM: timedelta(hours=1), Purpose.TURN_SOON: timedelta(minutes=30)}
)
_ELSE = timedelta(days=3)
_OF_COURSES = frozenset(
    {
        Purpose.COURSE_SIGNED,
        Purpose.COURSE_WAITING,
        Purpose.COURSE_SEAT,
        Purpose.COURSE_REMINDER,
        Purpose.COURSE_MOVED,
        Purpose.COURSE_CANCELLED,
    }
)
_BY_ITS_TIME = _OF_COURSES | {
    Purpose.BOOKED,
    Purpose.MOVED,
    Purpose.REMINDER,
    Purpose.PLACE_CHANGED,
    Purpose.CANCELLED,
}


def useless_after(purpose: Purpose, when: datetime | None, due: datetime) -> datetime:
    """From which moment a message is not worth sending any more.

    Args:
        when: the moment it speaks of, or None.
        due: the first moment it may be sent.
    """
    if when is not None and purpose in _BY_ITS_TIME:
        return when
    return due + _WORTH.get(purpose, _ELSE)


def pause(attempts: int, chance: float) -> timedelta:
    """How long to wait after a number of attempts: twice as long each time, and not all messages at once.

    Args:
        attempts: at least 1.
        chance: from 0 to 1.
    """
    whole = min(FIRST_PAUSE * (1 << min(attempts - 1, 10)), LONGEST_PAUSE)
    return whole * (0.5 + chance)


def masked(to: str) -> str:
    """An address as a log may show it: enough to tell two apart, too little to write to."""
    name, at, host = to.partition("@")
    return f"{name[:1]}…@{host}" if at else f"…{to[-2:]}"
