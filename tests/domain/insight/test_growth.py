"""Growth: the report's +30 % and more than +100 %, and where nothing can be said."""

from datetime import date

import pytest

from tests.domain.insight.cells import period, tasks
from velkommen.domain.blocks import Block
from velkommen.domain.insight.facts import Period
from velkommen.domain.insight.growth import Growth, NoBasis, growth, not_there_yet
from velkommen.domain.insight.worked import baseline

BEGAN = date(2025, 1, 1)
LONG_AGO = date(2020, 1, 1)


def against(now: int, then: int, **more: object) -> Period:
    seen: dict[str, object] = {"before": {1: tasks((1, "solved", then))}, "since": {1: LONG_AGO}, "began": BEGAN}
    return period(("branch", tasks((1, "solved", now))), **{**seen, **more})


@pytest.mark.parametrize(
    ("now", "then", "percent"), [(650, 500, 30.0), (1010, 500, 102.0), (450, 500, -10.0), (500, 500, 0.0)]
)
def test_it_is_told_in_per_cent_of_what_was(now: int, then: int, percent: float) -> None:
    """Rødekro +30 % (p. 14), Sædding more than +100 % (p. 16)."""
    assert growth(against(now, then)).percent == percent


def test_a_place_that_did_not_count_then_is_left_out() -> None:
    seen = against(60, 50)
    more = Period(
        {**seen.blocks, 2: tasks((1, "solved", 900))}, {1: "branch", 2: "branch"}, seen.topics, seen.before,
        {1: LONG_AGO, 2: date(2025, 3, 1)}, BEGAN,
    )  # fmt: skip
    assert growth(more) == Growth(60, 50, left_out=(2,))


def test_the_control_would_call_a_new_place_growth() -> None:
    """What would be said if every place were taken: twice as many, because one more counts."""
    seen = against(50, 50)
    naive = sum(cells.tasks.total() for cells in ({**seen.blocks, 2: tasks((1, "solved", 50))}).values())
    assert (naive, growth(seen).percent) == (100, 0.0)


def test_without_a_basis_nothing_is_told() -> None:
    found = growth(against(60, 50, since={1: date(2025, 6, 1)}))
    assert (found.percent, found.why) == (None, NoBasis.NOTHING_THEN)


def test_of_few_nothing_is_told() -> None:
    found = growth(against(60, 19))
    assert (found.percent, found.why) == (None, NoBasis.TOO_FEW)


def test_a_short_span_is_compared_with_the_same_weekdays() -> None:
    monday, sunday = date(2026, 11, 23), date(2026, 11, 29)
    assert baseline(monday, sunday) == (date(2025, 11, 24), date(2025, 11, 30))
    assert [day.weekday() for day in baseline(monday, sunday)] == [0, 6]


def test_a_long_span_is_compared_with_the_same_dates() -> None:
    assert baseline(date(2024, 2, 29), date(2024, 3, 31)) == (date(2023, 2, 28), date(2023, 3, 31))


def test_which_places_came_later_than_a_span_begins() -> None:
    assert not_there_yet(BEGAN, {1: LONG_AGO, 2: date(2025, 3, 1)}) == {2: date(2025, 3, 1)}


def test_a_place_nobody_counted_at_is_no_new_place() -> None:
    seen = period(("branch", tasks((1, "solved", 60))), ("branch", Block()), before={}, began=BEGAN)
    assert growth(seen).left_out == (1,)
