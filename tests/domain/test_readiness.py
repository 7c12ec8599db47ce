"""The checklist: every point is there once, data come before marks, and nothing that nobody knows is ticked."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from velkommen.domain.cooperation import Agreement
from velkommen.domain.readiness import PAGES, Facts, Key, Marked, Source, State, from_data, points

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
JOINT = Agreement(leadership_joint=True, project_owner="Leder", is_centre=True, decided_on=MAY)
MARKS = st.dictionaries(st.sampled_from(Key), st.sampled_from(State).map(Marked))


def said(facts: Facts, key: Key, **marks: Marked) -> tuple[State, Source, dict[str, Any]]:
    point = next(one for one in points(facts, {Key(name): mark for name, mark in marks.items()}) if one.key is key)
    return point.state, point.source, dict(point.figures)


@given(MARKS)
def test_every_point_is_there_once_and_what_the_data_say_no_mark_changes(marks: dict[Key, Marked]) -> None:
    facts = Facts(JOINT, taken_over=2, trained=("passport",), monthly={"passport": 4.0})
    found = points(facts, marks)
    assert [one.key for one in found] == list(Key)
    data = from_data(facts)
    for one in found:
        if one.key in data:
            assert (one.source, one.state, one.mark) == (Source.DATA, data[one.key][0], None)
        elif one.key in marks:
            assert (one.source, one.mark) == (Source.HAND, marks[one.key])
        else:
            assert (one.source, one.state) == (Source.NOBODY, State.NOT_KNOWN)


def test_each_point_names_its_page() -> None:
    assert set(PAGES) == set(Key)
    assert all(1 <= page <= 21 for pages in PAGES.values() for page in pages)


@pytest.mark.parametrize(
    ("agreement", "states"),
    [(None, "no no no"), (Agreement(), "no no no"), (JOINT, "yes yes yes"), (Agreement(is_centre=False), "no no yes")],
)
def test_what_the_agreement_says(agreement: Agreement | None, states: str) -> None:
    facts = Facts(agreement)
    assert " ".join(said(facts, key)[0] for key in (Key.OWNER, Key.LEADERSHIP, Key.COUNCIL)) == states


def test_a_baseline_is_four_weeks_of_the_eight_before() -> None:
    assert [said(Facts(weeks=weeks), Key.BASELINE)[0] for weeks in (3, 4)] == [State.NO, State.YES]


def test_volume_matters_for_what_one_must_be_trained_for() -> None:
    some = Facts(trained=("licence", "passport"), monthly={"passport": 30.0, "licence": 4.0}, taken_over=2)
    assert said(some, Key.VOLUME) == (
        State.NO,
        Source.DATA,
        {"few": {"licence": 4.0}, "least": 10, "tasks": 2},
    )
    assert said(Facts(monthly={}), Key.VOLUME)[0] is State.NOT_RELEVANT
    enough = Facts(trained=("passport",), monthly={"passport": 10.0})
    assert said(enough, Key.VOLUME)[0] is State.YES


def test_where_nothing_was_counted_somebody_may_say_it() -> None:
    facts = Facts(trained=("passport",))
    assert said(facts, Key.VOLUME) == (State.NOT_KNOWN, Source.NOBODY, {})
    assert said(facts, Key.VOLUME, volume=Marked(State.YES))[:2] == (State.YES, Source.HAND)


def test_equipment_is_asked_for_the_tasks_taken_over() -> None:
    assert said(Facts(), Key.EQUIPMENT)[0] is State.NOT_RELEVANT
    assert said(Facts(taken_over=1), Key.EQUIPMENT)[0] is State.YES
    lacking = Facts(taken_over=1, lacking={"passport": ("safe",)})
    assert said(lacking, Key.EQUIPMENT) == (State.NO, Source.DATA, {"lacking": {"passport": ("safe",)}})


@pytest.mark.parametrize(("heard", "state"), [(MAY, State.YES), (JUNE, State.NO), (JULY, State.NO)])
def test_the_staff_are_heard_before_and_not_when_tasks_have_moved(heard: date, state: State) -> None:
    mark = Marked(State.YES, heard)
    assert said(Facts(since=JUNE), Key.STAFF_HEARD, staff_heard=mark)[0] is state
    assert said(Facts(), Key.STAFF_HEARD, staff_heard=mark)[0] is State.YES


def test_joint_courses_are_marked_as_long_as_nobody_keeps_them() -> None:
    mark = Marked(State.YES)
    assert said(Facts(), Key.JOINT_COURSE, joint_course=mark)[:2] == (State.YES, Source.HAND)
    assert said(Facts(joint_courses=0), Key.JOINT_COURSE, joint_course=mark)[:2] == (State.NO, Source.DATA)


def test_who_has_put_themselves_forward_is_seen_and_where_nobody_has_somebody_may_say() -> None:
    mark = Marked(State.NO)
    assert said(Facts(willing=2), Key.CHOICE, choice=mark) == (State.YES, Source.DATA, {"number": 2})
    assert said(Facts(), Key.CHOICE, choice=mark)[:2] == (State.NO, Source.HAND)
