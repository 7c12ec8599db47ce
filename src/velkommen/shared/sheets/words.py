"""Words as they are compared in sheets: as in a search, and where a word ends makes no difference either."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache

from velkommen.shared import danish

NEAR = 0.75  # how alike two words must be before one is offered for the other
_SIGNS = str.maketrans({"&": "og", "+": "og"})


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """A text as it is compared: `fold("Pension & Boligstoette") == "pensionogboligstøtte"`."""
    return danish.fold(text.translate(_SIGNS)).replace(" ", "")


def folded(words: Mapping[str, str]) -> dict[str, str]:
    """Meaning -> words with commas between them, turned round: folded word -> meaning."""
    return {fold(word): value for value, all_words in words.items() for word in all_words.split(",")}


def nearest(text: str, known: Iterable[str]) -> str | None:
    """The folded word that a text may have been meant for."""
    near = get_close_matches(fold(text), known, n=1, cutoff=NEAR)
    return near[0] if near else None
