"""The same write sent twice at the same moment, or its answer lost: one effect, and everybody hears the same."""

from uuid import UUID, uuid4

import pytest
from django.db import connection

from tests.people import Town
from tests.races import guards
from tests.races.crew import Crew
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.visits.models import DayCounter, Visit
from velkommen.shared.log.models import Deed

PROCESSES, ROUNDS = 4, 20


def a_day(town: Town, crew: Crew, *without: str) -> list[list[object]]:
    """Every process sends every deed of some citizens' visits."""
    hand = {"name": "mette", "place": town.place.pk, "desk": town.desk.pk, "rounds": ROUNDS}
    return crew.race("one_desk_with_twins", *[[hand]] * PROCESSES, without=without)


def test_what_four_processes_send_with_one_operation_happens_once(hall: Town, crew: Crew) -> None:
    heard = a_day(hall, crew)
    assert heard == [heard[0]] * PROCESSES
    assert (Deed.objects.count(), Visit.objects.count(), Enquiry.objects.count()) == (5 * ROUNDS, ROUNDS, 2 * ROUNDS)
    assert (DayCounter.objects.get().last, Period.objects.count()) == (ROUNDS, 3 * ROUNDS)


def drawn(town: Town, crew: Crew, *without: str) -> list[list[str]]:
    hand = {"name": "mette", "place": town.place.pk, "numbers": ROUNDS}
    return crew.race("draw_with_twins", *[[hand]] * PROCESSES, without=without)


def test_a_number_asked_for_four_times_at_once_is_one_number(hall: Town, crew: Crew) -> None:
    heard = drawn(hall, crew)
    assert heard == [[f"A{number:03d}" for number in range(1, ROUNDS + 1)]] * PROCESSES


def test_control_with_a_log_that_forgets_each_asking_draws(hall: Town, crew: Crew) -> None:
    drawn(hall, crew, "log")
    assert Visit.objects.count() == PROCESSES * ROUNDS


def counted(town: Town, crew: Crew, *without: str) -> list[list[object]]:
    """How many were new when four processes counted the same enquiries, each in operations of its own."""
    hand = {"name": "mette", "place": town.place.pk, "numbers": ROUNDS}
    return [list(new) for new in zip(*crew.race("count", *[[hand]] * PROCESSES, without=without), strict=True)]


def test_the_same_enquiries_in_several_operations_are_counted_once_and_each_is_answered(hall: Town, crew: Crew) -> None:
    assert [sorted(new, key=str) for new in counted(hall, crew)] == [[0, 0, 0, 1]] * ROUNDS
    assert Enquiry.objects.count() == ROUNDS


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one writer in at a time, with or without the lock"
)
def test_control_where_the_place_is_not_locked_an_enquiry_sent_twice_breaks(hall: Town, crew: Crew) -> None:
    assert any("broken" in new for new in counted(hall, crew, "locks"))


def killed(town: Town, crew: Crew, op: UUID, *, committed: bool) -> None:
    hand = {"name": "mette", "place": town.place.pk, "op": str(op), "committed": committed}
    assert crew.race("die", [hand]) == []


def again(town: Town, op: UUID) -> str:
    """The same draw, sent once more."""
    answer = actions.issue_ticket(place=town.place.pk, task="mitid", **{**town.by(), "op": op})
    return answer["visit"]["label"]


def test_a_draw_whose_answer_was_lost_is_answered_when_it_is_sent_again(hall: Town, crew: Crew) -> None:
    op = uuid4()
    killed(hall, crew, op, committed=True)
    assert [visit.label for visit in Visit.objects.all()] == ["A001"]
    assert (again(hall, op), Visit.objects.count()) == ("A001", 1)


def test_a_draw_killed_before_it_was_done_is_done_when_it_is_sent_again(hall: Town, crew: Crew) -> None:
    op = uuid4()
    killed(hall, crew, op, committed=False)
    assert (Visit.objects.count(), DayCounter.objects.count(), Deed.objects.count()) == (0, 0, 0)
    assert (again(hall, op), Visit.objects.count()) == ("A001", 1)


def test_control_with_a_log_that_forgets_the_lost_answer_costs_a_number(
    hall: Town, crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    op = uuid4()
    killed(hall, crew, op, committed=True)
    guards.log(monkeypatch)
    again(hall, op)
    assert Visit.objects.count() == 2
