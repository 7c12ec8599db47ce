"""What a text may hold: characters somebody can see, and ends of lines. The others are no text: no database, sheet or page keeps them."""

import re

from velkommen.domain.refusals import Code, Refusal

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def legible(text: str) -> bool:
    return _UNSEEN.search(text) is None


def seen(text: str) -> str:
    """A text without what cannot be seen."""
    return _UNSEEN.sub("", text)


def refuse_illegible(text: str) -> None:
    """Raises: Refusal ILLEGIBLE."""
    if not legible(text):
        raise Refusal(Code.ILLEGIBLE)
