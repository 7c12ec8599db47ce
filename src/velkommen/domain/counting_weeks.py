"""Counting weeks: a few days in which chosen places count everything, and ask a little more of each enquiry than they do otherwise.

The tradition is KomHen's (Danish municipalities, 2011-2016). Its real code book was not seen: the questions are those its reports
answered, and no compatibility is claimed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from velkommen.domain.kinds import Channel
from velkommen.domain.refusals import Code, Refusal, Shape

LONGEST = 21  # days: three weeks, as long as the tradition counted at most
LONGEST_NAME = 80
MOST_MATTERS = 20
SEVERAL = 3  # matters: so many or more are told together, or most of their numbers were too small to be told
MOST_TALLIES = 500  # in one field of a paper sheet
MOST_SHEETS = 20  # of one place and day
ALL = 100  # per cent


class Question(StrEnum):
    """What may be asked besides, in this order."""

    DIGITAL = "digital"
    AVOIDABLE = "avoidable"
    MATTERS = "matters"


class Digital(StrEnum):
    """Could it have been solved digitally?"""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Avoidable(StrEnum):
    """Need the citizen have come at all, and if not, why did they?"""

    NOT_AVOIDABLE = "not_avoidable"
    UNCLEAR_LETTER = "unclear_letter"
    WEBSITE_ERROR = "website_error"
    WAITING_FOR_ANSWER = "waiting_for_answer"
    WRONG_PLACE = "wrong_place"


class Stage(StrEnum):
    """Where a counting week is."""

    PLANNED = "planned"
    RUNNING = "running"
    OVER = "over"
    CLOSED = "closed"
    CANCELLED = "cancelled"


#: What a sitting clerk is shown for each question that is answered by one press.
CHOICES: Mapping[Question, type[StrEnum]] = {Question.DIGITAL: Digital, Question.AVOIDABLE: Avoidable}


@dataclass(frozen=True)
class Package:
    """Which enquiries are asked about: of these tasks (by key; none named: every task), come in by these channels."""

    tasks: frozenset[str]
    channels: frozenset[Channel]

    def has(self, task: str, channel: str) -> bool:
        return (not self.tasks or task in self.tasks) and channel in self.channels


@dataclass(frozen=True)
class WeekFacts:
    """A counting week as it is planned.

    Args:
        first, last: local days, both included.
        places: service points (ids).
        questions: what is asked besides, only then.
        target: per cent of the staffed hours in which something should be counted.
    """

    name: str
    first: date
    last: date
    places: frozenset[int]
    package: Package
    questions: frozenset[Question] = frozenset()
    target: int = 90

    def check(self) -> None:
        """Raises: Refusal BAD_VALUE with the field, PERIOD_REVERSED, WEEK_TOO_LONG, NO_PLACES, BAD_TERMS for the target."""
        if not self.name.strip() or len(self.name) > LONGEST_NAME:
            raise Refusal(Code.BAD_VALUE, field="name")
        check_span(self.first, self.last)
        if not self.places:
            raise Refusal(Code.NO_PLACES, field="places")
        if not self.package.channels:
            raise Refusal(Code.BAD_VALUE, field="channels")
        if not 1 <= self.target <= ALL:
            raise Refusal(Code.BAD_TERMS, field="target", least=1, most=ALL)

    def days(self) -> Iterator[date]:
        return days(self.first, self.last)


def check_span(first: date, last: date) -> None:
    """Raises: Refusal PERIOD_REVERSED, WEEK_TOO_LONG."""
    if first > last:
        raise Refusal(Code.PERIOD_REVERSED)
    if (last - first).days >= LONGEST:
        raise Refusal(Code.WEEK_TOO_LONG, most=LONGEST)


def days(first: date, last: date) -> Iterator[date]:
    """Every local day from the first to the last."""
    return (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))


def stage(first: date, last: date, today: date, *, closed: bool, cancelled: bool) -> Stage:
    """Where a week is on a local day."""
    if cancelled:
        return Stage.CANCELLED
    if closed:
        return Stage.CLOSED
    if today < first:
        return Stage.PLANNED
    return Stage.RUNNING if today <= last else Stage.OVER


@dataclass(frozen=True)
class Said:
    """What was answered of one enquiry; None: not asked, or not answered."""

    digital: Digital | None = None
    avoidable: Avoidable | None = None
    matters: int | None = None

    def given(self) -> set[Question]:
        said = {Question.DIGITAL: self.digital, Question.AVOIDABLE: self.avoidable, Question.MATTERS: self.matters}
        return {question for question, answer in said.items() if answer is not None}

    def check(self, asked: frozenset[Question]) -> None:
        """Raises: Refusal NOTHING_GIVEN, QUESTION_NOT_ASKED, BAD_VALUE."""
        if not self.given():
            raise Refusal(Code.NOTHING_GIVEN)
        if self.given() - asked:
            raise Refusal(Code.QUESTION_NOT_ASKED)
        if self.matters is not None and not 1 <= self.matters <= MOST_MATTERS:
            raise Refusal(Code.BAD_VALUE, field="matters", shape=Shape.WHOLE, least=1, most=MOST_MATTERS)


def tally_of(text: str) -> int:
    """How many strokes a field of a paper sheet has; an empty one has none. Raises: Refusal TALLY_WRONG."""
    said = text.strip()
    if not said:
        return 0
    if not (said.isascii() and said.isdecimal() and len(said) < 6 and int(said) <= MOST_TALLIES):
        raise Refusal(Code.TALLY_WRONG, most=MOST_TALLIES)
    return int(said)
