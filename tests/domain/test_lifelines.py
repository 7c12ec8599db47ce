"""The life of a lifeline: every step from every stage, written out; patience, what is usual, who is free, and which words may be."""

from datetime import timedelta

import pytest

from tests.people import NOON, refused
from velkommen.domain.lifelines import PATIENCE, Level, Note, Stage, Step, Way, Why, advance, due, free, usual, words_of
from velkommen.domain.refusals import Code, Refusal

#: Step -> where it leads from asked, accepted, answered, ended; "-" is refused.
LEADS = """
ask        -         -         -         -
another    asked     -         -         -
accept     accepted  -         -         -
answer     -         answered  -         -
give_back  -         asked     -         -
release    -         asked     -         -
escalate   asked     -         -         -
take_desk  asked     -         answered  -
try        -         accepted  -         -
recall     ended     ended     -         -
close      ended     ended     ended     -
"""


def written() -> dict[tuple[Step, Stage], str]:
    rows = (line.split() for line in LEADS.strip().splitlines())
    return {(Step(step), stage): to for step, *tos in rows for stage, to in zip(Stage, tos, strict=True)}


def led(step: Step, stage: Stage) -> str:
    try:
        return advance(stage, step)
    except Refusal:
        return "-"


def test_every_step_from_every_stage() -> None:
    assert {(step, stage): led(step, stage) for step in Step for stage in Stage} == written()


@pytest.mark.parametrize(
    ("stage", "code"),
    [
        (Stage.ENDED, Code.LIFELINE_OVER),
        (Stage.ACCEPTED, Code.LIFELINE_TAKEN),
        (Stage.ANSWERED, Code.LIFELINE_NOT_SO),
    ],
)
def test_why_it_cannot_be_accepted(stage: Stage, code: Code) -> None:
    assert refused(advance, stage=stage, step=Step.ACCEPT, who="Erik")[0] is code


def test_more_are_told_when_patience_is_over_and_at_last_all_are() -> None:
    assert [due(Way.ASK, level, NOON) for level in Level] == [NOON + timedelta(minutes=2)] * 2 + [None]
    assert set(PATIENCE) == set(Way)


@pytest.mark.parametrize(("seconds", "median"), [([], None), ([60], 60), ([10, 20, 90], 20), ([1] * 20 + [500], 1)])
def test_what_is_usual(seconds: list[int], median: int | None) -> None:
    assert usual(seconds) == median


@pytest.mark.parametrize(
    ("away", "on_duty", "busy", "load", "why"),
    [
        (True, True, True, 9, Why.AWAY),
        (False, False, True, 9, Why.OFF_DUTY),
        (False, True, True, 9, Why.BUSY),
        (False, True, False, 2, Why.FULL),
        (False, True, False, 1, Why.FREE),
    ],
)
def test_the_first_reason_why_somebody_is_not_free(away: bool, on_duty: bool, busy: bool, load: int, why: Why) -> None:
    assert free(away=away, on_duty=on_duty, busy=busy, load=load, most=2) is why


@pytest.mark.parametrize(
    ("text", "code"),
    [("a" * 11, Code.NOTE_TOO_LONG), ("010190-1234", Code.CPR_IN_TEXT), ("a\x00b", Code.ILLEGIBLE)],
)
def test_words_that_may_not_be(text: str, code: Code) -> None:
    assert refused(words_of, note=Note(text), longest=10, field="note")[0] is code


def test_words_without_their_edges_and_no_words_at_all() -> None:
    assert (words_of(Note(" yes \n"), 10, "note"), words_of(None, 0, "note")) == ("yes", "")


def test_words_are_never_shown() -> None:
    assert repr(Note("secret")) == "Note()"
