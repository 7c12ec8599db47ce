"""What staff write down for each other: lines of bounded length, what differs between two versions, when something is read again."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from difflib import SequenceMatcher
from enum import StrEnum
from types import MappingProxyType

from velkommen.domain.privacy import refuse_cpr
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.texts import refuse_illegible

LANGUAGES = ("da", "en")
MOST_LINES, LONGEST_LINE = 40, 300
LONGEST_TITLE, LONGEST_NOTE, LONGEST_TEXT = 120, 600, 2000
REVIEWED_FOR = timedelta(days=365)
LONG_CARD = 6  # lines of a list that are shown at once


class Told(StrEnum):
    """What somebody at a desk tells those who keep a card: that it was wrong, or what else it might say."""

    WRONG = "wrong"
    PROPOSAL = "proposal"


class Answer(StrEnum):
    """What the owner of a card says to "this was wrong", or to a proposal."""

    MENDED = "mended"
    RIGHT = "right"
    TAKEN = "taken"
    LEFT = "left"


ANSWERS_TO: Mapping[Told, tuple[Answer, Answer]] = MappingProxyType(
    {Told.WRONG: (Answer.MENDED, Answer.RIGHT), Told.PROPOSAL: (Answer.TAKEN, Answer.LEFT)}
)
#: Answers that whoever told it must be told the reason of.
WITH_A_REASON = frozenset({Answer.RIGHT, Answer.LEFT})


class Mark(StrEnum):
    """What became of a line from one version to the next."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


def note(text: str, field: str = "text", longest: int = LONGEST_NOTE, *, needed: bool = True) -> str:
    """A text of staff without blanks around it, its lines kept.

    Raises:
        Refusal: TEXT_MISSING, TEXT_TOO_LONG, CPR_IN_TEXT, ILLEGIBLE.
    """
    refuse_illegible(text)
    said = "\n".join(line.strip() for line in refuse_cpr(text, field).strip().splitlines())
    if needed and not said:
        raise Refusal(Code.TEXT_MISSING, field=field)
    if len(said) > longest:
        raise Refusal(Code.TEXT_TOO_LONG, field=field, most=longest)
    return said


def lines(text: str, field: str = "steps") -> str:
    """A list of a card: one thing a line, empty ones left out. May be empty.

    Raises:
        Refusal: TOO_MANY_LINES, TEXT_TOO_LONG, CPR_IN_TEXT, ILLEGIBLE.
    """
    kept = [line for line in note(text, field, MOST_LINES * LONGEST_LINE, needed=False).splitlines() if line]
    if len(kept) > MOST_LINES:
        raise Refusal(Code.TOO_MANY_LINES, field=field, most=MOST_LINES)
    if any(len(line) > LONGEST_LINE for line in kept):
        raise Refusal(Code.TEXT_TOO_LONG, field=field, most=LONGEST_LINE)
    return "\n".join(kept)


def difference(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Mark, str]]:
    """The lines of both, in order: what stayed, what went and what came."""
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield from ((Mark.SAME, line) for line in before[a:b])
        else:
            yield from ((Mark.GONE, line) for line in before[a:b])
            yield from ((Mark.NEW, line) for line in after[c:d])


def next_review(day: date) -> date:
    """When a card that was read on a day is read again."""
    return day + REVIEWED_FOR
