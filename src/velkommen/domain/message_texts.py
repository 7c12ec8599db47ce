"""The texts of messages: which words in braces they may hold, and how they are filled in.

There is none for the task. A message lies open on a lock screen, in a shared mailbox and at the provider's; that somebody has a time is
little, what they come for may be all. For the same reason there is none for what to bring: it says the matter as well. Both stand on
the page behind {link}.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from velkommen.domain import sms
from velkommen.domain.messages import Channel, Purpose
from velkommen.domain.privacy import refuse_cpr
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.texts import refuse_illegible

MOST_PARTS = 3  # of an SMS: more is read by nobody, and each part is paid
LONGEST_SUBJECT, LONGEST_BODY = 120, 2000

_TIME = frozenset({"place", "address", "date", "time", "link"})
#: What the text of each purpose may hold.
PLACEHOLDERS: Mapping[Purpose, frozenset[str]] = MappingProxyType(
    {
        Purpose.CONFIRM: _TIME,
        Purpose.BOOKED: _TIME,
        Purpose.MOVED: _TIME | {"old_date", "old_time"},
        Purpose.CANCELLED: _TIME,
        Purpose.REMINDER: _TIME,
        Purpose.PLACE_CHANGED: _TIME,
        Purpose.TURN_SOON: frozenset({"place", "number", "position", "link"}),
        Purpose.PICKUP_READY: frozenset({"place", "address", "number", "date"}),
        Purpose.COURSE_SIGNED: _TIME,
        Purpose.COURSE_WAITING: _TIME,
        Purpose.COURSE_SEAT: _TIME,
        Purpose.COURSE_REMINDER: _TIME,
        Purpose.COURSE_MOVED: _TIME,
        Purpose.COURSE_CANCELLED: _TIME,
    }
)
_WHEN = frozenset({"date", "time"})
#: Without these the message is of no use.
NEEDED: Mapping[Purpose, frozenset[str]] = MappingProxyType(
    {
        Purpose.CONFIRM: frozenset({"link"}),
        Purpose.BOOKED: _WHEN | {"place"},
        Purpose.MOVED: _WHEN,
        Purpose.CANCELLED: _WHEN,
        Purpose.REMINDER: _WHEN | {"place"},
        Purpose.PLACE_CHANGED: frozenset({"place"}),
        Purpose.TURN_SOON: frozenset({"number"}),
        Purpose.PICKUP_READY: frozenset({"place", "number"}),
        Purpose.COURSE_SIGNED: _WHEN | {"place", "link"},
        Purpose.COURSE_WAITING: frozenset({"place", "link"}),
        Purpose.COURSE_SEAT: _WHEN | {"place", "link"},
        Purpose.COURSE_REMINDER: _WHEN | {"place"},
        Purpose.COURSE_MOVED: _WHEN | {"place"},
        Purpose.COURSE_CANCELLED: _WHEN | {"place"},
    }
)
_BRACES = re.compile(r"\{([^{}]*)\}")
_LONE = re.compile(r"[{}]")


@dataclass(frozen=True)
class Text:
    """A text with words in braces. An SMS has no subject."""

    subject: str
    body: str


def filled(text: Text, words: Mapping[str, str]) -> Text:
    """The text a citizen gets; what is not known is a dash. A subject is one line."""
    return Text(" ".join(_fill(text.subject, words).split()), _fill(text.body, words))


def _fill(text: str, words: Mapping[str, str]) -> str:
    return _BRACES.sub(lambda found: words.get(found[1]) or "–", text)


def check(purpose: Purpose, channel: Channel, text: Text, example: Mapping[str, str]) -> None:
    """Refuse a text that cannot be sent.

    Args:
        example: words to fill it in with, as long as they usually are.

    Raises:
        Refusal: ILLEGIBLE, CPR_IN_TEXT, BAD_VALUE with the field, UNKNOWN_PLACEHOLDER with those that are known, PLACEHOLDER_MISSING,
            MESSAGE_TOO_LONG with its parts and how many there may be.
    """
    for field, value, most in (("subject", text.subject, LONGEST_SUBJECT), ("body", text.body, LONGEST_BODY)):
        refuse_illegible(value)
        refuse_cpr(value, field)
        if len(value) > most or (not value.strip()) != (field == "subject" and channel is Channel.SMS):
            raise Refusal(Code.BAD_VALUE, field=field)
    if "\n" in text.subject or "\r" in text.subject:
        raise Refusal(Code.BAD_VALUE, field="subject")
    _check_braces(purpose, f"{text.subject}\n{text.body}")
    if channel is Channel.SMS:
        parts = sms.size(filled(text, example).body).parts
        if parts > MOST_PARTS:
            raise Refusal(Code.MESSAGE_TOO_LONG, parts=parts, most=MOST_PARTS)


def _check_braces(purpose: Purpose, whole: str) -> None:
    known, used = PLACEHOLDERS[purpose], set(_BRACES.findall(whole))
    strange = sorted(used - known) or _LONE.findall(_BRACES.sub("", whole))
    if strange:
        raise Refusal(Code.UNKNOWN_PLACEHOLDER, name=strange[0], known=_named(known))
    if lacking := NEEDED[purpose] - used:
        raise Refusal(Code.PLACEHOLDER_MISSING, names=_named(lacking))


def _named(names: frozenset[str]) -> list[str]:
    return [f"{{{name}}}" for name in sorted(names)]
