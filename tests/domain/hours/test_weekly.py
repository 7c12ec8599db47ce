"""Days said as what comes back: the same days, no more and no fewer."""

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from velkommen.domain.hours.periods import Span
from velkommen.domain.hours.weekly import Weekly, weekly

MONDAY = date(2026, 11, 23)
TEN_TO_SIX: Span = (600, 1080)


def weeks(*ahead: int) -> dict[date, tuple[Span, ...]]:
    return {MONDAY + timedelta(days=7 * week): (TEN_TO_SIX,) for week in ahead}


def test_a_weekday_without_a_gap_is_one_run() -> None:
    assert weekly(weeks(0, 1, 2)) == [Weekly(MONDAY, date(2026, 12, 7), 0, TEN_TO_SIX)]


def test_a_holiday_cuts_it_in_two() -> None:
    assert [(run.first, run.last) for run in weekly(weeks(0, 1, 2, 4, 5, 6, 9))] == [
        (MONDAY, date(2026, 12, 7)),
        (date(2026, 12, 21), date(2027, 1, 4)),
        (date(2027, 1, 25), date(2027, 1, 25)),
    ]


def test_every_second_week_is_said_so() -> None:
    assert weekly(weeks(0, 2, 4)) == [Weekly(MONDAY, date(2026, 12, 21), 0, TEN_TO_SIX, 2)]


def test_two_stretches_of_a_day_are_two_runs() -> None:
    assert [run.span for run in weekly({MONDAY: ((600, 720), (780, 900))})] == [(600, 720), (780, 900)]


DAYS = st.dictionaries(
    st.integers(0, 80).map(lambda ahead: MONDAY + timedelta(days=ahead)),
    st.lists(st.sampled_from([(600, 720), (780, 900), TEN_TO_SIX]), min_size=1, max_size=2, unique=True).map(tuple),
)


@given(DAYS)
def test_the_runs_are_these_days_and_no_others(days: Mapping[date, tuple[Span, ...]]) -> None:
    said = sorted((day, run.span) for run in weekly(days) for day in run.days())
    assert said == sorted((day, span) for day, spans in days.items() for span in spans)
