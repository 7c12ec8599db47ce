"""The ledger of closed days: each line is tied to the one before it by a hash, and signed, so that nothing in it changes silently."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

BEGINNING = "0" * 64  # the head before the first line


class EntryKind(StrEnum):
    SEAL = "seal"
    CORRECTION = "correction"


class FaultKind(StrEnum):
    """What can be wrong with a line: not tied to the one before, wrongly signed, not what the day says, of a day that is not there."""

    CHAIN = "chain"
    SIGNATURE = "signature"
    DIGEST = "digest"
    MISSING = "missing"


class Why(StrEnum):
    """Why a sealed day was corrected. OUTSIDE: its facts changed, and no deed of the house says so."""

    IMPORTED = "imported"
    ENDED = "ended"
    REGISTERED = "registered"
    CORRECTED = "corrected"
    UNRELIABLE = "unreliable"
    TAKEN_BACK = "taken_back"
    ANSWERED = "answered"
    APPOINTMENT = "appointment"
    HOURS = "hours"
    OTHER = "other"
    OUTSIDE = "outside"


#: Name of a deed -> why a day it touched was corrected.
REASONS: Mapping[str, Why] = MappingProxyType(
    {
        "import_enquiries": Why.IMPORTED,
        "log_enquiries": Why.REGISTERED,
        "correct_enquiry": Why.CORRECTED,
        "record_outcome": Why.CORRECTED,
        "mark_unreliable": Why.UNRELIABLE,
        "undo": Why.TAKEN_BACK,
        **dict.fromkeys(("finish_visit", "no_show", "leave_visit", "call_next"), Why.ENDED),
        **dict.fromkeys(
            (
                "accept", "answer", "give_back", "rung", "not_reached", "conclude", "pass_on", "recall", "take_desk",
                "close_lifeline", "call_back", "escalate_due",
            ),
            Why.ANSWERED,
        ),
        **dict.fromkeys(("arrive", "change", "cancel", "reassign", "book", "book_for", "confirm"), Why.APPOINTMENT),
        **dict.fromkeys(("set_special_day", "clear_special_day", "set_hours", "import_municipality"), Why.HOURS),
    }
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """What a line of the ledger says.

    Args:
        number: enquiries of the day, over all places.
        digest: of the blocks of the day, hexadecimal.
        changed: service point id as text -> enquiries before and after, of a correction.
        deed, actor, done_at: what was done, by whom ("staff:7") and when; empty where nobody knows.
        why: a word of `Why`, with its facts `about`; empty where a day was sealed.
        at: when the line was written.
    """

    kind: EntryKind
    day: date
    number: int
    digest: str
    at: datetime
    changed: Mapping[str, list[int]] = field(default_factory=dict)
    deed: str = ""
    actor: str = ""
    done_at: datetime | None = None
    why: str = ""
    about: Mapping[str, str] = field(default_factory=dict)

    def head(self, before: str) -> str:
        """The head of the ledger once this line stands in it, after the one before."""
        said = {
            "about": dict(self.about),
            "actor": self.actor,
            "at": self.at.timestamp(),
            "before": before,
            "changed": dict(self.changed),
            "day": self.day.isoformat(),
            "deed": self.deed,
            "digest": self.digest,
            "done_at": self.done_at.timestamp() if self.done_at else None,
            "kind": self.kind.value,
            "number": self.number,
            "why": self.why,
        }
        return hashlib.sha256(json.dumps(said, separators=(",", ":"), sort_keys=True).encode()).hexdigest()


def digest(hours: str, blocks: Iterable[tuple[int, bytes]]) -> str:
    """One hash over a day: the hours it is judged by, and (service point id, block) of each place."""
    found = hashlib.sha256(hours.encode())
    for place, block in sorted(blocks):
        found.update(f"\n{place}:{len(block)}\n".encode())
        found.update(block)
    return found.hexdigest()
