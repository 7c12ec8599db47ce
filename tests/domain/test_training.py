"""What stops a training, how long what was won lasts, who is together on a course."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from velkommen.domain.competence import Level
from velkommen.domain.kinds import Unit
from velkommen.domain.training import Hitch, Pair, Terms, hitch, joint, months_after, prolonged, shares, until

TODAY = date(2026, 11, 24)
_days = st.dates(date(2000, 1, 1), date(2050, 1, 1))


@pytest.mark.parametrize(
    ("pair", "why"),
    [
        (Pair(Level.TEACHES, Level.WITH_HELP), None),
        (Pair(Level.ALONE, Level.WITH_HELP), Hitch.TEACHER_CANNOT),
        (Pair(None, Level.WITH_HELP), Hitch.TEACHER_CANNOT),
        (Pair(Level.TEACHES, Level.WITH_HELP, teacher_here=False), Hitch.TEACHER_LEFT),
        (Pair(Level.TEACHES, Level.SEES), Hitch.LEARNER_LOST),
        (Pair(Level.TEACHES, None), Hitch.LEARNER_LOST),
        (Pair(Level.TEACHES, Level.ALONE), Hitch.LEARNER_ABLE),
        (Pair(None, None, teacher_here=False, learner_here=False), Hitch.LEARNER_LEFT),
    ],
)
def test_two_go_on_only_as_teacher_and_learner(pair: Pair, why: Hitch | None) -> None:
    assert hitch(pair) is why


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 24), 2, date(2027, 1, 24)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 1), -12, date(2025, 12, 1)),
    ],
)
def test_months_end_where_months_end(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


@given(day=_days, months=st.integers(1, 120))
def test_what_lasts_so_many_months_holds_until_the_day_before_they_are_over(day: date, months: int) -> None:
    last = until(day, Terms(lasts=months))
    assert last == months_after(day, months) - timedelta(days=1)


def test_without_terms_there_is_no_end() -> None:
    assert until(TODAY, Terms()) is None


@given(
    last=_days,
    used=st.integers(0, 50),
    terms=st.builds(Terms, st.none() | st.integers(1, 24), st.none() | st.integers(1, 40)),
)
def test_use_never_shortens_and_never_brings_back_what_ended(last: date, used: int, terms: Terms) -> None:
    found = prolonged(last, used, TODAY, terms)
    if found:
        assert TODAY <= last < found
        assert used >= (terms.refreshed_by or 0) > 0


def test_every_group_has_its_share() -> None:
    assert shares(["library", "library", "citizen_service", "library"]) == {
        Unit.LIBRARY: 0.75,
        Unit.CITIZEN_SERVICE: 0.25,
        Unit.PARTNER: 0.0,
    }
    assert shares([]) == {}


@pytest.mark.parametrize(
    ("units", "together"),
    [
        (["library", "citizen_service"], True),
        (["library", "partner"], False),
        (["citizen_service"], False),
        ([], False),
    ],
)
def test_joint_is_the_library_with_citizen_service(units: list[str], *, together: bool) -> None:
    assert joint(units) is together
