"""What staff write for each other: what is kept of it, what is refused, what differs."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people import code
from velkommen.domain.knowledge import LONGEST_LINE, MOST_LINES, Mark, difference, lines, next_review, note
from velkommen.domain.refusals import Code

LINES = st.lists(st.sampled_from("abcde"), max_size=8)


def test_a_list_keeps_its_lines_and_nothing_else() -> None:
    assert lines("  Bed om det gamle pas \r\n\n\tTag et foto\n") == "Bed om det gamle pas\nTag et foto"


def test_a_list_may_be_empty() -> None:
    assert lines(" \n ") == ""


@pytest.mark.parametrize(
    ("text", "no"),
    [
        ("\n".join("x" * (MOST_LINES + 1)), Code.TOO_MANY_LINES),
        ("x" * (LONGEST_LINE + 1), Code.TEXT_TOO_LONG),
        ("Ring til 010190-1234", Code.CPR_IN_TEXT),
        ("\x00", Code.ILLEGIBLE),
    ],
)
def test_a_list_that_is_refused(text: str, no: Code) -> None:
    assert code(lines, text=text) == no


@pytest.mark.parametrize(("text", "no"), [(" ", Code.TEXT_MISSING), ("x" * 601, Code.TEXT_TOO_LONG)])
def test_a_note_that_is_refused(text: str, no: Code) -> None:
    assert code(note, text=text) == no


def test_the_difference_of_two_versions() -> None:
    found = list(difference(["one", "two", "four"], ["one", "three", "four"]))
    assert found == [(Mark.SAME, "one"), (Mark.GONE, "two"), (Mark.NEW, "three"), (Mark.SAME, "four")]


@given(before=LINES, after=LINES)
def test_both_versions_stand_in_their_difference(before: list[str], after: list[str]) -> None:
    found = list(difference(before, after))
    assert [line for mark, line in found if mark is not Mark.NEW] == before
    assert [line for mark, line in found if mark is not Mark.GONE] == after


def test_a_card_is_read_again_in_a_year() -> None:
    assert next_review(date(2026, 11, 24)) == date(2027, 11, 24)
