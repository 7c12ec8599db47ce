"""Levels that give way to higher ones, day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from velkommen.domain.competence import RANK, Held, Level, expertise, room_for
from velkommen.domain.kinds import DeskRole, Unit
from velkommen.domain.outcomes import Discretion
from velkommen.domain.placement.deciding import TaskRules

FIRST = date(2026, 1, 1)
_days = st.integers(0, 20).map(lambda ahead: FIRST + timedelta(days=ahead))
_lasts = st.none() | _days


@st.composite
def helds(draw: st.DrawFn) -> Held:
    first, last = draw(_days), draw(_lasts)
    return Held(first, max(first, last) if last else None, draw(st.sampled_from(Level)))


def level_on(held: tuple[Held, ...], day: date) -> Level | None:
    found = [one.level for one in held if one.holds(day)]
    assert len(found) <= 1
    return found[0] if found else None


@given(held=helds(), new=helds())
def test_on_each_day_the_higher_one_holds_and_only_it(held: Held, new: Held) -> None:
    left = room_for(held, new)
    if left is None:
        assert held.meets(new)
        assert RANK[new.level] <= RANK[held.level]
        return
    for ahead in range(-2, 24):
        day = FIRST + timedelta(days=ahead)
        expected = new.level if new.holds(day) else held.level if held.holds(day) else None
        assert level_on((*left, new), day) is expected


@given(held=helds(), new=helds())
def test_meeting_is_having_a_day_in_common(held: Held, new: Held) -> None:
    days = [FIRST + timedelta(days=ahead) for ahead in range(22)]
    assert held.meets(new) is any(held.holds(day) and new.holds(day) for day in days)


def test_who_answers_for_a_task_is_known_by_what_it_takes_or_by_the_task() -> None:
    task = TaskRules("home_aids", Unit.CITIZEN_SERVICE, DeskRole.RECEIVE, Discretion.HIGH)
    assert expertise(task) == "home_aids"
    assert expertise(TaskRules("pension_help", task.owner, task.desk_role, task.discretion, "pension")) == "pension"
