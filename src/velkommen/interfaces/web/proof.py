"""No robot: a signed riddle that a browser solves while its reader reads, or else ten seconds of patience.

The riddle is bound to one operation, and an operation happens once: what was solved is worth one appointment. Who cannot see, hear or
move has nothing to do; who has no script waits. Nothing is stored, and nobody else is asked.
"""

import hashlib
from datetime import UTC, datetime, timedelta
from enum import Enum
from uuid import UUID

from django.core import signing

from velkommen.domain.refusals import Code, Refusal

SALT = "velkommen.booking.proof"
BITS = 12  # so many zeros a hash must begin with: 4,000 tries on average, a second or two of an old phone
PATIENCE = timedelta(seconds=10)  # from when on a riddle nobody solved is taken all the same
HOLDS = timedelta(hours=1)
LONGEST = 20  # characters of an answer


class Proof(Enum):
    """What is known of who asks: the riddle was solved; or somebody waited; or neither, yet."""

    SOLVED = "solved"
    WAITED = "waited"
    TOO_SOON = "too soon"


def riddle(op: UUID, at: datetime) -> str:
    """What a page is drawn with: text that only this house can have written, for one operation and from one moment on."""
    return signing.Signer(salt=SALT).sign_object([str(op), int(at.timestamp())])


def check(text: str, answer: str, op: UUID, at: datetime) -> Proof:
    """What a riddle that came back says.

    Raises:
        Refusal: NOT_PROVEN when it is not of this house, of another operation, or too old.
    """
    try:
        of, since = signing.Signer(salt=SALT).unsign_object(text)
    except (signing.BadSignature, ValueError) as error:
        raise Refusal(Code.NOT_PROVEN) from error
    gone = at - datetime.fromtimestamp(since, UTC)
    if of != str(op) or not timedelta(seconds=-1) <= gone <= HOLDS:
        raise Refusal(Code.NOT_PROVEN)
    if solves(text, answer, BITS):
        return Proof.SOLVED
    return Proof.WAITED if gone >= PATIENCE else Proof.TOO_SOON


def solves(text: str, answer: str, bits: int) -> bool:
    """Whether the hash of riddle and answer begins with so many zeros."""
    if not 0 < len(answer) <= LONGEST:
        return False
    digest = hashlib.sha256(f"{text}:{answer}".encode()).digest()
    return int.from_bytes(digest) >> (8 * len(digest) - bits) == 0
