"""The steps from a gap to a covered hour."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from velkommen.domain.competence import Level
from velkommen.domain.gaps import Around, Candidate, Gap, How, Planned, Step, next_monday, plan

TODAY = date(2026, 11, 24)  # a Tuesday
MONDAY = date(2026, 11, 30)
A_MONTH = 52 / 12 * 5  # five enquiries a week


def days(number: int) -> timedelta:
    return timedelta(days=number)


def test_who_can_and_works_there_is_asked_first() -> None:
    around = Around([Candidate(1, Level.WITH_HELP), Candidate(2, Level.ALONE)], [3])
    assert plan(around, TODAY) == (Step(How.DUTY, TODAY + days(7), 2),)


def test_a_running_training_is_finished_at_the_pace_of_the_place() -> None:
    around = Around([Candidate(1, Level.WITH_HELP, left=7), Candidate(2, forward=True)], [3], a_month=A_MONTH)
    assert plan(around, TODAY) == (Step(How.FINISH, TODAY + days(14), 1, enquiries=7),)


def test_who_put_themselves_forward_is_nearer_than_who_did_not() -> None:
    around = Around([Candidate(1, Level.WITH_HELP), Candidate(2, forward=True)], [3], a_month=A_MONTH)
    assert plan(around, TODAY) == (Step(How.TRAIN, MONDAY + days(14), 2, enquiries=10),)


def test_a_course_that_ends_sooner_is_taken_instead() -> None:
    soon = Planned(7, TODAY + days(9), 3, alone=True)
    around = Around([Candidate(1)], [3], [soon], A_MONTH)
    assert plan(around, TODAY) == (Step(How.COURSE, TODAY + days(9), 1, 7),)


def test_a_full_course_helps_nobody() -> None:
    around = Around([Candidate(1)], courses=[Planned(7, TODAY + days(9), 0, alone=True)])
    assert plan(around, TODAY) == (Step(How.NOTHING, None, 1),)


def test_where_nobody_is_mandated_nothing_is_in_sight() -> None:
    assert plan(Around([Candidate(1, Level.ALONE, mandated=False)], [2]), TODAY) == (Step(How.NOTHING, None),)


def test_nobody_teaches_themselves() -> None:
    assert plan(Around([Candidate(1, Level.SEES)], [1]), TODAY) == (Step(How.NOTHING, None, 1),)


_candidates = st.builds(
    Candidate,
    st.integers(1, 5),
    st.none() | st.sampled_from(Level),
    st.booleans(),
    st.booleans(),
    st.none() | st.integers(0, 20),
)
_courses = st.builds(
    Planned,
    st.integers(1, 3),
    st.integers(0, 90).map(lambda ahead: TODAY + days(ahead)),
    st.integers(0, 2),
    st.booleans(),
)


@given(
    people=st.lists(_candidates, max_size=5),
    teachers=st.lists(st.integers(1, 6), max_size=2),
    courses=st.lists(_courses, max_size=3),
    a_month=st.integers(0, 50),
)
def test_steps_lie_ahead_in_order_and_name_only_the_mandated(
    people: list[Candidate], teachers: list[int], courses: list[Planned], a_month: float
) -> None:
    steps = plan(Around(people, teachers, courses, a_month), TODAY)
    assert steps
    dated = [step.done for step in steps if step.done]
    assert dated == sorted(dated)
    assert all(day >= TODAY for day in dated)
    assert {step.staff for step in steps if step.staff} <= {one.staff for one in people if one.mandated}


def test_the_hours_of_days_add_up_by_weekday() -> None:
    gap = Gap("passport", MONDAY, {"passport_adult"})
    gap.add(MONDAY, [(600, 660)])
    gap.add(TODAY, [(600, 720)])
    assert (gap.minutes, gap.first) == (180, TODAY)
    assert gap.usual() == {0: ((600, 660),), 1: ((600, 720),)}


def test_the_next_monday_is_never_today() -> None:
    assert [next_monday(day) for day in (TODAY, MONDAY)] == [MONDAY, MONDAY + days(7)]
