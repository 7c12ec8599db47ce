"""Several processes sign up for the same few seats while some are given up: as many get one as there are, and none is had twice."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from tests.courses import Courses
from tests.people import Town
from tests.races.crew import Crew
from velkommen.apps.courses.models import SEAT_CONSTRAINT, Series, SignUp, SignUpContact
from velkommen.shared import clock

PROCESSES, SEATS, PEOPLE = 4, 5, 8  # people of each process
WITHOUT_LOCK = {"postgresql": ["series"], "sqlite": ["series", "transactions"]}[connection.vendor]


@pytest.fixture
def courses(hall: Town) -> Courses:
    hall.now = clock.now()
    return Courses(hall)


def signing_up(crew: Crew, series: Series, links: list[str], *without: str) -> Counter[str]:
    """Every process signs its people up; some of those who had a seat before give it up meanwhile."""
    hands: list[list[dict[str, Any]]] = [
        [
            {
                "series": series.pk,
                "people": [f"p{process}-{number}" for number in range(PEOPLE)],
                "link": links[process] if process < len(links) else "",
            }
        ]
        for process in range(PROCESSES)
    ]
    answers = crew.race("sign_up_each", *hands, without=without)
    return sum((Counter(answer) for answer in answers), Counter())


def had(series: Series) -> Counter[int]:
    """How many have each seat."""
    return Counter(SignUp.objects.filter(series=series, state="seated").values_list("seat", flat=True))


def test_as_many_have_a_seat_as_there_are_and_the_others_wait_in_their_order(courses: Courses, crew: Crew) -> None:
    series = courses.series(SEATS)
    early = [courses.sign_up(series, f"early-{number}").link for number in range(2)]
    assert signing_up(crew, series, early) == Counter(yes=PROCESSES * PEOPLE)
    assert had(series) == dict.fromkeys(range(1, SEATS + 1), 1)
    people = SignUp.objects.filter(series=series).order_by("pk")
    assert Counter(people.values_list("state", flat=True)) == {"seated": SEATS, "waiting": 27, "left": 2}
    assert SignUpContact.objects.filter(series=series).count() == PROCESSES * PEOPLE


def test_who_waits_came_after_all_who_sit(courses: Courses, crew: Crew) -> None:
    series = courses.series(SEATS)
    signing_up(crew, series, [])
    order = list(SignUp.objects.filter(series=series).order_by("pk").values_list("state", flat=True))
    assert order == ["seated"] * SEATS + ["waiting"] * (PROCESSES * PEOPLE - SEATS)


def test_without_the_lock_the_constraint_alone_keeps_each_seat_to_one(courses: Courses, crew: Crew) -> None:
    series = courses.series(SEATS)
    signing_up(crew, series, [], *WITHOUT_LOCK)
    assert max(had(series).values()) == 1


@contextmanager
def no_constraint() -> Iterator[None]:
    """A database that lets a seat be had twice."""
    constraint = next(one for one in SignUp._meta.constraints if one.name == SEAT_CONSTRAINT)
    with connection.schema_editor() as editor:
        editor.remove_constraint(SignUp, constraint)
    try:
        yield
    finally:
        SignUp.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(SignUp, constraint)


def test_control_without_lock_and_constraint_a_seat_is_had_twice(courses: Courses, crew: Crew) -> None:
    series = courses.series(SEATS)
    with no_constraint():
        signing_up(crew, series, [], *WITHOUT_LOCK)
        assert max(had(series).values()) > 1
