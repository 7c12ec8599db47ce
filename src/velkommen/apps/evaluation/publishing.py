"""What the municipality tells others of its desks, and what it reads of theirs: made, signed, taken in, and let go again."""

from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.atlas import keeping
from velkommen.apps.atlas import queries as atlas
from velkommen.apps.atlas.models import IndicatorFile
from velkommen.apps.evaluation.indicators import indicators
from velkommen.apps.places import queries as places
from velkommen.domain.indicators.document import as_content, canonical, file_of
from velkommen.domain.rights import Right
from velkommen.shared import signing
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.log.deeds import Done, deed


class FileAnswer(TypedDict):
    """The file it was about, whose it is, and its days."""

    file: int
    code: str
    first: str
    last: str


def signed_file(first: date, last: date, at: datetime, area: float | None = None) -> bytes:
    """The indicators of this municipality as a signed file; nothing is stored. Raises: Refusal, as `indicators`."""
    content = as_content(indicators(first, last, at, area))
    return file_of(content, signing.public_key(), signing.sign(canonical(content)))


@deed(Right.ARRANGE)
def publish_indicators(
    *, first: date, last: date, area: float | None = None, by: Actor, at: datetime, op: UUID
) -> Done[FileAnswer]:
    """Publish the indicators of some days that are over. What was published of the same days before is replaced, and kept.

    Raises:
        Refusal: NOT_ALLOWED, and what `indicators` refuses.
    """
    by.require(Right.ARRANGE, EVERYWHERE)
    made = keeping.verified(signed_file(first, last, at, area))
    keeping.turn(made.document.code, made.key, at)
    return _done(keeping.keep(made, at))


@deed(Right.ARRANGE)
def read_indicators(*, data: bytes, new_key: bytes = b"", by: Actor, at: datetime, op: UUID) -> Done[FileAnswer]:
    """Take in a file another municipality has published. Of what is wrong with it nothing is stored.

    Args:
        new_key: the fingerprint of a key the municipality has said is its new one (`signing.mark`).

    Raises:
        Refusal: NOT_ALLOWED, and what `keeping.verified`, `belongs` and `keep` refuse.
    """
    by.require(Right.ARRANGE, EVERYWHERE)
    file = keeping.verified(data)
    home = places.municipality()
    keeping.belongs(file.document, invented=home is not None and home.invented)
    return _done(keeping.keep(file, at, new_key=new_key))


@deed(Right.ARRANGE)
def withdraw_indicators(*, file: int, by: Actor, at: datetime, op: UUID) -> Done[FileAnswer]:
    """Show a file no more, one's own or another's. It stays in the history.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_INDICATORS, INDICATORS_WITHDRAWN.
    """
    by.require(Right.ARRANGE, EVERYWHERE)
    found = atlas.file(file)
    keeping.withdraw(found, at)
    return _done(found)


def _done(file: IndicatorFile) -> Done[FileAnswer]:
    answer = FileAnswer(file=file.pk, code=file.code, first=file.first.isoformat(), last=file.last.isoformat())
    return Done(answer, None)
