"""What is asked in a survey, and when."""

from datetime import date

import pytest

from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.surveys import LONGEST_ROUND, QUESTIONS, Audience, Said, check_round, good, month_of

ANSWERED = {"solved": "yes", "easy": "fair", "welcome": "well"}
TODAY = date(2026, 11, 24)


def _code(act: object, *args: object) -> tuple[Code, dict[str, object]]:
    with pytest.raises(Refusal) as no:
        act(*args)  # type: ignore[operator]  # a function, see its callers
    return no.value.code, dict(no.value.facts)


def test_a_whole_answer_is_taken() -> None:
    Said(ANSWERED).check(Audience.CITIZENS)


@pytest.mark.parametrize(
    ("answers", "no"),
    [
        ({**ANSWERED, "easy": ""}, (Code.ANSWER_MISSING, {"field": "easy"})),
        ({"solved": "yes"}, (Code.ANSWER_MISSING, {"field": "easy"})),
        ({**ANSWERED, "easy": "sometimes"}, (Code.BAD_VALUE, {"field": "easy"})),
        ({**ANSWERED, "name": "Jens"}, (Code.BAD_VALUE, {"field": "question"})),
    ],
)
def test_what_is_not_asked_or_not_answered_is_refused(
    answers: dict[str, str], no: tuple[Code, dict[str, object]]
) -> None:
    assert _code(Said(answers).check, Audience.CITIZENS) == no


def test_an_answer_does_not_show_itself() -> None:
    assert repr(Said(ANSWERED)) == "Said()"


def test_a_yes_to_staff_is_the_two_upper_degrees() -> None:
    assert (good(Audience.STAFF, "equal"), good(Audience.CITIZENS, "easy")) == (("high", "some"), ("easy",))


def test_citizens_are_asked_three_questions_of_three_words() -> None:
    assert [len(answers) for answers in QUESTIONS[Audience.CITIZENS].values()] == [3, 3, 3]


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2026, 2, 28), (date(2026, 2, 1), date(2026, 2, 28))),
        (date(2026, 12, 1), (date(2026, 12, 1), date(2026, 12, 31))),
    ],
)
def test_a_month_has_its_days(day: date, month: tuple[date, date]) -> None:
    assert month_of(day) == month


@pytest.mark.parametrize(
    ("first", "last", "no"),
    [
        (date(2026, 12, 2), date(2026, 12, 1), (Code.PERIOD_REVERSED, {"field": "last"})),
        (date(2026, 11, 23), date(2026, 12, 1), (Code.ROUND_PAST, {"field": "first"})),
        (TODAY, date(2027, 11, 24), (Code.ROUND_TOO_LONG, {"field": "last", "most": LONGEST_ROUND})),
    ],
)
def test_days_that_cannot_be_are_refused(first: date, last: date, no: tuple[Code, dict[str, object]]) -> None:
    assert _code(check_round, first, last, TODAY) == no
