"""What every way of sending promises: how a message is handed over, and the three ways in which that may fail."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from velkommen.domain.messages import Channel


class Why(StrEnum):
    """Why a message was not sent, or is not known to be. Never the words of a provider: they may hold the address."""

    UNREACHABLE = "unreachable"
    BUSY = "busy"
    NOT_SET_UP = "not_set_up"
    BAD_ADDRESS = "bad_address"
    REFUSED = "refused"
    NO_REPLY = "no_reply"
    BROKEN_OFF = "broken_off"
    GAVE_UP = "gave_up"
    TOO_LATE = "too_late"
    NOT_WANTED = "not_wanted"


@dataclass(frozen=True)
class Outgoing:
    """A message with its text, ready to be handed over.

    Args:
        key: the same at each attempt, so that a provider can tell a repeat from a second message.
        at: now.
        useless_after: from when on nobody wants it any more.
    """

    key: UUID
    channel: Channel
    to: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    language: str
    at: datetime
    useless_after: datetime


@dataclass(frozen=True)
class Receipt:
    """A provider has taken the message; `provider_id` is its name for it, or empty."""

    provider_id: str = ""


class NotSent(Exception):
    """It failed, and how. `why` is all that is kept."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


class TryAgain(NotSent):
    """It was surely not sent, and may be later."""


class Never(NotSent):
    """It was surely not sent, and never will be like this."""


class Unknown(NotSent):
    """The answer was lost: it may have been sent."""


class Sender(Protocol):
    """A way of sending.

    `takes_key`: the same key twice is sent once. `can_ask`: it says what became of a key.
    """

    @property
    def takes_key(self) -> bool: ...

    @property
    def can_ask(self) -> bool: ...

    def send(self, message: Outgoing) -> Receipt:
        """Hand a message over. It ends within a minute, one way or the other.

        Raises:
            TryAgain, Never, Unknown.
        """
        ...

    def ask(self, key: UUID) -> Receipt | None:
        """What became of a message; None: it never came. Only where `can_ask`.

        Raises:
            TryAgain: it cannot be asked just now.
        """
        ...
