"""Courses for citizens: what one is made of, who gets a seat, and what may be told of it afterwards."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from velkommen.domain.refusals import Code, Refusal, Shape

MOST_SEATS, MOST_DATES, MOST_CAME = 200, 20, 999
FEWEST_LINES, MOST_LINES = 2, 5
LONGEST_TITLE, LONGEST_TEXT, LONGEST_LINE, LONGEST_ROOM = 80, 1000, 120, 80
LONGEST_DATE = timedelta(hours=12)
SMALL = 5  # people: of fewer nothing is told in public, since a small branch identifies them


class SignUpState(StrEnum):
    """Where a sign-up is: it has a seat, stands on the waiting list, or was given up."""

    SEATED = "seated"
    WAITING = "waiting"
    LEFT = "left"


@dataclass(frozen=True)
class Line:
    """Something one can do afterwards, beginning with a verb. Without English the Danish is shown."""

    da: str
    en: str = ""


@dataclass(frozen=True)
class CourseFacts:
    """What a course is: its title, a text, and what one can do afterwards."""

    title_da: str
    text_da: str
    lines: tuple[Line, ...]
    title_en: str = ""
    text_en: str = ""

    def check(self) -> None:
        """Raises: Refusal BAD_VALUE with the field, LINES_MISSING."""
        for field, text in (("title_da", self.title_da), ("text_da", self.text_da)):
            if not text.strip():
                raise Refusal(Code.BAD_VALUE, field=field)
        _check_length("title", (self.title_da, self.title_en), LONGEST_TITLE)
        _check_length("text", (self.text_da, self.text_en), LONGEST_TEXT)
        if not FEWEST_LINES <= len(self.lines) <= MOST_LINES or len({one.da for one in self.lines}) < len(self.lines):
            raise Refusal(Code.LINES_MISSING, least=FEWEST_LINES, most=MOST_LINES)
        for number, line in enumerate(self.lines, 1):
            if not line.da.strip() or max(len(line.da), len(line.en)) > LONGEST_LINE:
                raise Refusal(Code.BAD_VALUE, field=f"line_{number}_da")


@dataclass(frozen=True, order=True)
class Meeting:
    """One date of a series: moments in the zone of the municipality."""

    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class SeriesFacts:
    """When and where a course is held once.

    Args:
        meetings: the dates ahead.
        room: where at the place, in words; may be empty.
        stop: of a mobile library, which stop (id).
        holder: who holds it (id of staff), if that is known.
    """

    seats: int
    meetings: tuple[Meeting, ...]
    room: str = ""
    stop: int | None = None
    holder: int | None = None

    def check(self, now: datetime) -> None:
        """Raises: Refusal BAD_VALUE with the field, DATES_MISSING, DATE_PASSED, DATES_OVERLAP."""
        if not 1 <= self.seats <= MOST_SEATS:
            raise Refusal(Code.BAD_VALUE, field="seats", shape=Shape.WHOLE, least=1, most=MOST_SEATS)
        if len(self.room) > LONGEST_ROOM:
            raise Refusal(Code.BAD_VALUE, field="room")
        check_meetings(self.meetings, now)


def check_meetings(meetings: Sequence[Meeting], now: datetime) -> None:
    """Raises: Refusal DATES_MISSING, BAD_VALUE, DATE_PASSED, DATES_OVERLAP."""
    if not 1 <= len(meetings) <= MOST_DATES:
        raise Refusal(Code.DATES_MISSING, most=MOST_DATES)
    ordered = sorted(meetings)
    for one in ordered:
        if not timedelta() < one.ends - one.starts <= LONGEST_DATE:
            raise Refusal(Code.BAD_VALUE, field="dates")
        if one.starts <= now:
            raise Refusal(Code.DATE_PASSED, on=one.starts.date().isoformat())
    for before, after in pairwise(ordered):
        if after.starts < before.ends:
            raise Refusal(Code.DATES_OVERLAP, on=after.starts.date().isoformat())


def free_seat(taken: Collection[int], seats: int) -> int | None:
    """The lowest seat nobody has; None when the course is full."""
    return next((seat for seat in range(1, seats + 1) if seat not in taken), None)


@dataclass(frozen=True)
class Told:
    """How many of those asked could do something afterwards. `yes` is None where it is not told: `nearly` all could, or only a few."""

    asked: int
    yes: int | None
    nearly: bool = False


def in_public(yes: int, asked: int) -> Told:
    """What everybody may read: how many were asked always, how many said yes only where neither yes nor no is said of a few.

    Where a few of many could not, nearly all could: which of the few it was is nobody's business. That all could may be told.
    """
    if yes < SMALL:
        return Told(asked, None)
    few_could_not = 0 < asked - yes < SMALL
    return Told(asked, None, nearly=True) if few_could_not else Told(asked, yes)


def check_answer(yes: int, asked: int) -> None:
    """Raises: Refusal MORE_THAN_ASKED, BAD_VALUE with the field."""
    if not 1 <= asked <= MOST_CAME:
        raise Refusal(Code.BAD_VALUE, field="asked", shape=Shape.WHOLE, least=1, most=MOST_CAME)
    if not 0 <= yes <= asked:
        raise Refusal(Code.MORE_THAN_ASKED, yes=yes, number=asked)


def _check_length(name: str, texts: tuple[str, str], most: int) -> None:
    for language, text in zip(("da", "en"), texts, strict=True):
        if len(text) > most:
            raise Refusal(Code.BAD_VALUE, field=f"{name}_{language}")
