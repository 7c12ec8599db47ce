"""Many kiosks drawing at once, one draw in twenty aborted: no number twice, none missing, each kiosk's rising."""

from itertools import pairwise

import pytest
from django.db import connection

from tests.people import Town
from tests.races.crew import Crew, Job
from velkommen.apps.visits.models import DayCounter, Visit

PROCESSES, KIOSKS, DRAWS = 4, 12, 50


def hands(
    town: Town, draws: int = DRAWS, tasks: tuple[str, ...] = ("mitid", "assessment"), **more: str
) -> list[list[Job]]:
    """Twelve kiosks, three to a process; two lines."""
    each = [
        {"kiosk": n, "place": town.place.pk, "tasks": tasks, "numbers": draws, **more} for n in range(1, KIOSKS + 1)
    ]
    return [each[n::PROCESSES] for n in range(PROCESSES)]


def numbers(letter: str) -> list[int]:
    return sorted(Visit.objects.filter(letter=letter).values_list("number", flat=True))


def holes(letter: str) -> list[int]:
    """Numbers that nobody has, below the last that somebody has."""
    drawn = numbers(letter)
    return sorted(set(range(1, drawn[-1] + 1)) - set(drawn))


def test_twelve_kiosks_draw_every_number_once_and_leave_none_out(hall: Town, crew: Crew) -> None:
    given = crew.race("draw", *hands(hall))
    labels = [label for kiosk in given for label in kiosk]
    assert sorted(labels) == sorted(visit.label for visit in Visit.objects.all())
    for letter in "AB":
        assert numbers(letter) == list(range(1, DayCounter.objects.get(letter=letter).last + 1))
    assert 0 < KIOSKS * DRAWS - len(labels) < KIOSKS * DRAWS / 10  # else nothing was aborted


def test_the_numbers_of_each_kiosk_rise(hall: Town, crew: Crew) -> None:
    for labels in crew.race("draw", *hands(hall, 20)):
        for letter in "AB":
            mine = [label for label in labels if label.startswith(letter)]
            assert all(one < later for one, later in pairwise(mine))


def test_control_of_a_counter_that_is_read_and_written_back_only_the_constraint_saves(hall: Town, crew: Crew) -> None:
    given = crew.race("draw", *hands(hall, 5, ("mitid",)), without=["upsert", "transactions"])
    assert "twice" in {label for kiosk in given for label in kiosk}


def test_control_a_number_drawn_outside_the_transaction_leaves_a_hole(hall: Town, crew: Crew) -> None:
    crew.race("draw", hands(hall, 60, ("mitid",))[0][:1], without=["one_transaction"])
    assert holes("A") != []


def crowd(town: Town, crew: Crew, *without: str) -> int:
    """How many wait at a place for ten when twelve kiosks draw all day."""
    town.place.max_waiting = 10
    town.place.save()
    crew.race("draw", *hands(town, 3), without=without)
    return Visit.objects.count()


def test_a_place_for_ten_never_has_eleven_waiting(hall: Town, crew: Crew) -> None:
    assert crowd(hall, crew) == 10


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one writer in at a time, with or without the lock"
)
def test_control_where_the_place_is_not_locked_more_than_ten_wait(hall: Town, crew: Crew) -> None:
    assert crowd(hall, crew, "locks") > 10


def drawn_from_home(town: Town, crew: Crew, *without: str) -> int:
    """How many numbers wait that browsers at home drew, where five may."""
    town.place.numbers_from_home = 5
    town.place.save()
    crew.race("draw", *hands(town, 3, kind="public"), without=without)
    return Visit.objects.filter(from_home=True).count()


def test_no_more_numbers_are_drawn_from_home_than_may_wait(hall: Town, crew: Crew) -> None:
    assert drawn_from_home(hall, crew) == 5


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one writer in at a time, with or without the lock"
)
def test_control_where_the_place_is_not_locked_home_takes_more(hall: Town, crew: Crew) -> None:
    assert drawn_from_home(hall, crew, "locks") > 5
