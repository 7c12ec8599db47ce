"""Search as people type: by part of a word, in Danish or English, with endings, typing errors, compounds and missing Danish letters.

An `Index` is made once of what can be found and asked many times. It knows no subject: keys, names and other words are given.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log
from typing import Generic, TypeVar

import snowballstemmer
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from velkommen.shared.danish import fold

K = TypeVar("K")

#: Words of a question that say nothing about its subject. They count where a query has no others.
SMALL_WORDS = frozenset(
    fold(
        "jeg vi du mig min mit mine vores dig din dit et en den det der de har får få skal vil kan må hvor hvordan hvad hvornår hvem "
        "er bliver og eller til for om på i af med fra som at man her gerne søge bestille brug "
        "i my me we our you your a an the this that have has get need want would like can do does how where what when who "
        "is are to for of on in at with from and or please apply"
    ).split()
)
_BARE = str.maketrans({"æ": "a", "ø": "o", "å": "a"})
_STEMMERS = tuple(snowballstemmer.stemmer(language) for language in ("danish", "english"))
_LINKS = ("", "s", "e")  # what stands between the parts of a Danish compound

# How good a word fits one of the index: 1 is the word itself.
SAME_STEM, BARE, BARE_STEM, PART, HEAD, TYPO = 0.95, 0.94, 0.9, 0.88, 0.62, 0.8
LEAST = 0.38  # of a score: less is only a guess
BESIDE_THE_BEST = 0.55  # of the best score: less is left out
MOST_GUESSES, LEAST_ALIKE = 3, 55  # the latter of 100


@dataclass(frozen=True)
class Findable(Generic[K]):
    """Something that can be found. Of two that fit alike the heavier comes first, then the one given first.

    Args:
        names: what it is called, in every language.
        synonyms: what else people call it, in every language.
    """

    key: K
    names: tuple[str, ...]
    synonyms: tuple[str, ...] = ()
    weight: float = 0


@dataclass(frozen=True)
class Found(Generic[K]):
    """What a search gives: what fits, best first; where nothing does, what comes nearest."""

    keys: tuple[K, ...]
    guesses: tuple[K, ...] = ()


@dataclass(frozen=True)
class _Phrase:
    """A name or synonym: whose it is (a place in the index) and its folded words."""

    whose: int
    words: tuple[str, ...]
    text: str
    is_name: bool


class Index(Generic[K]):
    """What can be found, ready to be searched."""

    def __init__(self, findables: Iterable[Findable[K]]) -> None:
        self._all = list(findables)
        self._phrases = list(self._written())
        self._where: dict[str, list[int]] = defaultdict(list)  # word -> places of phrases
        for place, phrase in enumerate(self._phrases):
            for word in dict.fromkeys(phrase.words):
                self._where[word].append(place)
        self._words = _Vocabulary(self._where)
        self._rarity = {word: self._rare(places) for word, places in self._where.items()}

    def search(self, query: str, most: int = 10) -> Found[K]:
        """At most so many keys, best first."""
        asked = self._asked(query)
        scores = self._scores(asked, fold(query)) if asked else {}
        best = max(scores.values(), default=0.0)
        fit = [whose for whose, score in scores.items() if score >= max(LEAST, best * BESIDE_THE_BEST)]
        fit.sort(key=lambda whose: (-round(scores[whose], 3) - self._all[whose].weight, whose))
        if fit:
            return Found(tuple(self._all[whose].key for whose in fit[:most]))
        return Found((), self._guesses(fold(query)))

    def _written(self) -> Iterator[_Phrase]:
        for whose, one in enumerate(self._all):
            for texts, is_name in ((one.names, True), (one.synonyms, False)):
                for text in dict.fromkeys(map(fold, texts)):
                    yield _Phrase(whose, _spoken(text), text, is_name)

    def _rare(self, places: Sequence[int]) -> float:
        """How much a word says: one that stands in everything says little."""
        return log(1 + len(self._all) / len({self._phrases[place].whose for place in places}))

    def _asked(self, query: str) -> list[Mapping[str, float]]:
        """For each word of a query the words of the index it may stand for, and how well."""
        words = self._words.joined(_spoken(fold(query)))
        return [self._words.like(part) for word in words for part in self._words.parts(word)]

    def _scores(self, asked: Sequence[Mapping[str, float]], text: str) -> dict[int, float]:
        fits = self._fits(asked)
        weights = [self._says(meant) for meant in asked]
        total = sum(weights)
        scores: dict[int, float] = defaultdict(float)
        together: dict[int, list[float]] = defaultdict(lambda: [0.0] * len(asked))
        for place, quality in fits.items():
            phrase = self._phrases[place]
            covered = sum(weight * fit for weight, fit in zip(weights, quality, strict=True)) / total
            used = min(sum(1 for fit in quality if fit) / len(phrase.words), 1.0)
            same = 0.05 if phrase.text == text else 0.0
            score = covered * (0.8 + 0.2 * used) + same + (0.01 if phrase.is_name else 0.0)
            scores[phrase.whose] = max(scores[phrase.whose], score)
            known = together[phrase.whose]
            together[phrase.whose] = [max(pair) for pair in zip(known, quality, strict=True)]
        for whose, quality in together.items():
            covered = sum(weight * fit for weight, fit in zip(weights, quality, strict=True)) / total
            scores[whose] = max(scores[whose], covered * 0.85)
        return scores

    def _fits(self, asked: Sequence[Mapping[str, float]]) -> dict[int, list[float]]:
        """Place of a phrase -> how well each word asked for stands in it."""
        fits: dict[int, list[float]] = {}
        for number, meant in enumerate(asked):
            for word, quality in meant.items():
                for place in self._where[word]:
                    row = fits.setdefault(place, [0.0] * len(asked))
                    row[number] = max(row[number], quality)
        return fits

    def _says(self, meant: Mapping[str, float]) -> float:
        """How much a word asked for says: as much as the best of what it stands for; an unknown one not much."""
        best = max(meant, key=lambda word: meant[word], default=None)
        return self._rarity[best] if best else 1.5

    def _guesses(self, text: str) -> tuple[K, ...]:
        texts = [phrase.text for phrase in self._phrases]
        near = process.extract(text, texts, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE, limit=4 * MOST_GUESSES)
        whose = dict.fromkeys(self._phrases[place].whose for _, _, place in near)
        return tuple(self._all[one].key for one in list(whose)[:MOST_GUESSES])


@dataclass
class _Vocabulary:
    """Every word of an index, sorted from both ends, and by what it is without its ending or its Danish letters."""

    words: Iterable[str]
    _sorted: list[str] = field(init=False)
    _reversed: list[str] = field(init=False)
    _by: dict[str, set[str]] = field(init=False)

    def __post_init__(self) -> None:
        self._sorted = sorted(self.words)
        self._reversed = sorted(word[::-1] for word in self._sorted)
        self._known = set(self._sorted)
        self._by = defaultdict(set)
        for word in self._sorted:
            for form in (*_stems(word), *_stems(word.translate(_BARE)), word.translate(_BARE)):
                self._by[form].add(word)

    def joined(self, words: Sequence[str]) -> list[str]:
        """Two words that the index writes as one are one: mit id, børne pas."""
        out: list[str] = []
        for word in words:
            both_known = bool(out) and out[-1] in self._known and word in self._known
            if out and not both_known and (out[-1] + word in self._known or self._alike(out[-1] + word)):
                out[-1] += word
            else:
                out.append(word)
        return out

    def parts(self, word: str) -> list[str]:
        """A compound that is not known but whose parts are, by its parts: kørekort, fornyelse."""
        if word in self._known or self._alike(word) or any(self._mistyped(word, 1)):
            return [word]
        for cut in range(len(word) - 3, 2, -1):
            first, rest = word[:cut], word[cut:]
            for link in _LINKS:
                if first.endswith(link) and self._sure(first.removesuffix(link)) and self._sure(rest):
                    return [first.removesuffix(link), rest]
        return [word]

    def like(self, word: str) -> dict[str, float]:
        """The words it may stand for, and how well."""
        found = self._alike(word)
        if word in self._known:
            found[word] = 1.0
        if not (found and len(word) < 4):
            for longer, fit in self._longer(word):
                found[longer] = max(found.get(longer, 0), fit)
        if max(found.values(), default=0) < BARE_STEM:
            for other, fit in (*self._heads(word), *self._mistyped(word)):
                found[other] = max(found.get(other, 0), fit)
        return found

    def _sure(self, word: str) -> bool:
        return len(word) > 2 and (word in self._known or bool(self._alike(word)))

    def _alike(self, word: str) -> dict[str, float]:
        """Those with the same stem, or the same but for æ, ø and å."""
        bare = word.translate(_BARE)
        found: dict[str, float] = {}
        for fit, forms in ((BARE_STEM, _stems(bare)), (SAME_STEM, _stems(word)), (BARE, (bare,))):
            for form in forms:
                for other in self._by.get(form, ()):
                    if fit == SAME_STEM and form not in _stems(other):
                        continue
                    found[other] = max(found.get(other, 0), fit)
        return found

    def _longer(self, word: str) -> Iterator[tuple[str, float]]:
        """Those that begin or end with it."""
        for row, text, weakest in ((self._sorted, word, 0.6), (self._reversed, word[::-1], 0.5)):
            if len(word) < (2 if row is self._sorted else 4):
                continue
            for place in range(bisect_left(row, text), len(row)):
                if not row[place].startswith(text):
                    break
                other = row[place] if row is self._sorted else row[place][::-1]
                yield other, weakest + 0.3 * len(word) / len(other)

    def _heads(self, word: str) -> Iterator[tuple[str, float]]:
        """Those it begins or ends with: of a compound with an unknown part the known one."""
        for length in range(3, len(word) - 1):
            if word[:length] in self._known:
                yield word[:length], HEAD * (0.5 + 0.5 * length / len(word))
            if length > 4 and word[-length:] in self._known:
                yield word[-length:], HEAD * (0.5 + 0.5 * length / len(word))

    def _mistyped(self, word: str, most: int = 3) -> Iterator[tuple[str, float]]:
        """Those from which it is a slip or two away: the longer, the more."""
        slips = min(most, 0 if len(word) < 4 else 1 if len(word) < 8 else 2 if len(word) < 13 else 3)
        if slips:
            for other, distance, _ in process.extract(
                word, self._sorted, scorer=OSA.distance, score_cutoff=slips, limit=20
            ):
                yield other, TYPO * (1 - distance / len(word)) + 0.1


def _spoken(text: str) -> tuple[str, ...]:
    """The words of a folded text that say something; all of them where none does."""
    words = tuple(text.split())
    return tuple(word for word in words if word not in SMALL_WORDS) or words


@lru_cache(maxsize=20_000)
def _stems(word: str) -> tuple[str, ...]:
    """The word without its ending, by each language."""
    return tuple(dict.fromkeys(str(stemmer.stemWord(word)) for stemmer in _STEMMERS))
