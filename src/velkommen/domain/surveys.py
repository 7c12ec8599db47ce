"""The two surveys: what is asked, what may be answered, and when. Nobody is ever asked for a word of their own: words tell who wrote them.

Source: the report (2010) p. 15-16: Skanderborg asked its staff how meaningful and relevant their role is, Esbjerg whether citizen service
is as important as the rest and good in light of the changing library. The three questions to citizens are our own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from velkommen.domain.kinds import Unit
from velkommen.domain.refusals import Code, Refusal

LONGEST_ROUND = 60  # days a round of the staff may last: who comes and goes meanwhile is few
GROUPS = (Unit.LIBRARY, Unit.CITIZEN_SERVICE)  # the two that a round of the staff compares


class Audience(StrEnum):
    """Who is asked."""

    CITIZENS = "citizens"
    STAFF = "staff"


class Way(StrEnum):
    """How citizens come to the questions: by the page of their number, once each; or open to anybody (a code on the wall, the kiosk)."""

    NUMBER = "number"
    OPEN = "open"


_DEGREES = ("high", "some", "lesser", "not", "unsure")
#: Of each audience the questions in their order, and the answers of each, the best first.
QUESTIONS: Mapping[Audience, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        Audience.CITIZENS: {
            "solved": ("yes", "partly", "no"),
            "easy": ("easy", "fair", "hard"),
            "welcome": ("well", "fair", "badly"),
        },
        Audience.STAFF: {
            "meaningful": _DEGREES,
            "equal": _DEGREES,
            "training": _DEGREES,
            "support": _DEGREES,
            "future": _DEGREES,
        },
    }
)
#: The answers that together are a yes: one of three, or the two upper degrees (as the report counts them).
GOOD: Mapping[Audience, int] = MappingProxyType({Audience.CITIZENS: 1, Audience.STAFF: 2})


@dataclass(frozen=True)
class Said:
    """What somebody answered: question -> answer. It does not show itself, so that no log and no fingerprint keeps it."""

    answers: Mapping[str, str] = field(repr=False)

    def check(self, audience: Audience) -> None:
        """Raises: Refusal ANSWER_MISSING with the field that is not answered; BAD_VALUE for one that is nowhere to choose."""
        asked = QUESTIONS[audience]
        for question in self.answers:
            if question not in asked:
                raise Refusal(Code.BAD_VALUE, field="question")
        for question, choices in asked.items():
            if not self.answers.get(question):
                raise Refusal(Code.ANSWER_MISSING, field=question)
            if self.answers[question] not in choices:
                raise Refusal(Code.BAD_VALUE, field=question)


def good(audience: Audience, question: str) -> tuple[str, ...]:
    """The answers to a question that count as a yes."""
    return QUESTIONS[audience][question][: GOOD[audience]]


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of the month: a round of the citizens."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def check_round(first: date, last: date, today: date) -> None:
    """Raises: Refusal PERIOD_REVERSED, ROUND_PAST, ROUND_TOO_LONG for days in which no round of the staff can be."""
    if last < first:
        raise Refusal(Code.PERIOD_REVERSED, field="last")
    if first < today:
        raise Refusal(Code.ROUND_PAST, field="first")
    if (last - first).days >= LONGEST_ROUND:
        raise Refusal(Code.ROUND_TOO_LONG, field="last", most=LONGEST_ROUND)
