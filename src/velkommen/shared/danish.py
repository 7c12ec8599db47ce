"""Danish spelling: the order of the alphabet, and what counts as the same when somebody searches.

The order is that of the Danish collation of Unicode CLDR: æ, ø, å last, "aa" as å, capitals before small letters of one spelling.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

Key = tuple[tuple[tuple[int, int], ...], str, str]

_ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"
_LIKE = str.maketrans(
    {"ä": "æ", "ö": "ø", "ő": "ø", "ü": "y", "ű": "y", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "œ": "oe", "ł": "l"}
)
_KEPT = {"æ", "ø", "å"}
_PARTS = re.compile(r"\d+|\w|\W+")
_PAIRS = re.compile("aa|ae|oe")
_LETTER_OF: Mapping[str, str] = {"aa": "å", "ae": "æ", "oe": "ø"}
_SPACE, _NUMBER, _LETTER, _STRANGE = range(4)  # what sorts before what


def collation(text: str) -> Key:
    """What to sort names by. Words before letters ("Ny By" before "Nyborg"), numbers by size, Aabenraa after Ørsted."""
    small = _plain(text.lower()).replace("aa", "å")
    return tuple(_weight(part) for part in _PARTS.findall(small)), text.lower(), text


@lru_cache(maxsize=20_000)  # an index is made of the same lines again whenever one of them changed
def fold(text: str) -> str:
    """A text as it is compared in a search: aa=å, ae=æ, oe=ø, ü=y, é=e, capitals, apostrophes, hyphens and signs do not matter."""
    small = _PAIRS.sub(lambda pair: _LETTER_OF[pair[0]], _plain(text.casefold()).casefold())
    return " ".join(re.findall(r"\w+", re.sub("['’]", "", small)))


def _plain(small: str) -> str:
    """Small letters without accents; the three Danish ones stay, and their neighbours' letters become the Danish ones."""
    composed = unicodedata.normalize("NFC", small).translate(_LIKE)
    return "".join([letter if letter.isascii() or letter in _KEPT else _bare(letter) for letter in composed])


@lru_cache(maxsize=1000)
def _bare(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))


def _weight(part: str) -> tuple[int, int]:
    if part.isdecimal():
        return _NUMBER, int(part)
    if part in _ALPHABET:
        return _LETTER, _ALPHABET.index(part)
    return (_STRANGE, ord(part)) if part.isalnum() else (_SPACE, 0)
