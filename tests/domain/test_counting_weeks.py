"""What a counting week may be, where it is on a day, and what may be written in a field of a sheet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from velkommen.domain.counting_weeks import (
    LONGEST,
    MOST_TALLIES,
    Avoidable,
    Digital,
    Package,
    Question,
    Said,
    Stage,
    WeekFacts,
    days,
    stage,
    tally_of,
)
from velkommen.domain.kinds import Channel
from velkommen.domain.refusals import Code, Refusal

MONDAY = date(2026, 10, 19)
IN_PERSON = Package(frozenset({"passport"}), frozenset({Channel.IN_PERSON}))
WEEK = WeekFacts("Uge 43", MONDAY, MONDAY + timedelta(days=6), frozenset({1}), IN_PERSON)


def no(act: Callable[[], object]) -> tuple[Code, dict[str, object]]:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.code, dict(refused.value.facts)


@pytest.mark.parametrize(
    ("wrong", "why", "facts"),
    [
        ({"name": " "}, Code.BAD_VALUE, {"field": "name"}),
        ({"name": "x" * 81}, Code.BAD_VALUE, {"field": "name"}),
        ({"last": MONDAY - timedelta(days=1)}, Code.PERIOD_REVERSED, {}),
        ({"last": MONDAY + timedelta(days=LONGEST)}, Code.WEEK_TOO_LONG, {"most": 21}),
        ({"places": frozenset()}, Code.NO_PLACES, {"field": "places"}),
        ({"package": Package(frozenset(), frozenset())}, Code.BAD_VALUE, {"field": "channels"}),
        ({"target": 0}, Code.BAD_TERMS, {"field": "target", "least": 1, "most": 100}),
        ({"target": 101}, Code.BAD_TERMS, {"field": "target", "least": 1, "most": 100}),
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, object], why: Code, facts: dict[str, object]) -> None:
    assert no(replace(WEEK, **wrong).check) == (why, facts)  # type: ignore[arg-type] # some of its fields


def test_three_weeks_are_not_too_long() -> None:
    whole = replace(WEEK, last=MONDAY + timedelta(days=LONGEST - 1))
    whole.check()
    assert len(list(whole.days())) == 21


def test_a_package_without_tasks_is_about_every_task() -> None:
    every = Package(frozenset(), frozenset({Channel.PHONE}))
    assert [IN_PERSON.has("passport", "in_person"), IN_PERSON.has("mitid", "in_person")] == [True, False]
    assert [every.has("mitid", "phone"), every.has("mitid", "in_person")] == [True, False]


@pytest.mark.parametrize(
    ("day", "closed", "cancelled", "found"),
    [
        (-1, False, False, Stage.PLANNED),
        (0, False, False, Stage.RUNNING),
        (6, False, False, Stage.RUNNING),
        (7, False, False, Stage.OVER),
        (7, True, False, Stage.CLOSED),
        (3, False, True, Stage.CANCELLED),
    ],
)
def test_where_a_week_is(day: int, closed: bool, cancelled: bool, found: Stage) -> None:
    today = MONDAY + timedelta(days=day)
    assert stage(WEEK.first, WEEK.last, today, closed=closed, cancelled=cancelled) is found


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Said(), Code.NOTHING_GIVEN),
        (Said(avoidable=Avoidable.WRONG_PLACE), Code.QUESTION_NOT_ASKED),
        (Said(matters=0), Code.BAD_VALUE),
        (Said(matters=21), Code.BAD_VALUE),
    ],
)
def test_an_answer_is_to_what_is_asked(said: Said, why: Code) -> None:
    assert no(lambda: said.check(frozenset({Question.DIGITAL, Question.MATTERS})))[0] is why


def test_some_of_the_answers_are_enough() -> None:
    said = Said(digital=Digital.UNKNOWN)
    said.check(frozenset(Question))
    assert said.given() == {Question.DIGITAL}


@given(st.integers(min_value=0, max_value=MOST_TALLIES))
def test_a_field_of_a_sheet_holds_a_whole_number(number: int) -> None:
    assert tally_of(f" {number} ") == number


@pytest.mark.parametrize("text", ["-1", "501", "1,5", "two", "٣", "9" * 30, "1e3"])
def test_anything_else_is_refused(text: str) -> None:
    assert no(lambda: tally_of(text)) == (Code.TALLY_WRONG, {"most": 500})


def test_an_empty_field_is_none() -> None:
    assert tally_of("  ") == 0


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(min_value=0, max_value=LONGEST - 1))
def test_the_days_of_a_span_are_its_days(first: date, more: int) -> None:
    found = list(days(first, first + timedelta(days=more)))
    assert (found[0], found[-1], len(found)) == (first, first + timedelta(days=more), more + 1)
