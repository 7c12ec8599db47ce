"""Several processes want the same few times: as many get one as there are, no person and no desk is promised twice."""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from tests.apps.appointments.conftest import on_duty
from tests.people import Town
from tests.races.crew import Crew, Job
from velkommen.apps.appointments import actions
from velkommen.apps.appointments.models import CELL_CONSTRAINT, Appointment, Cell
from velkommen.apps.appointments.queries import keeping
from velkommen.apps.places.queries import holidays_kept
from velkommen.domain.booking.freedom import Matter
from velkommen.domain.booking.terms import Terms
from velkommen.domain.contacts import parse
from velkommen.shared import clock
from velkommen.shared.actor import PUBLIC, Actor, ActorKind

PROCESSES, TIMES, PEOPLE = 4, 10, 2
ATTEMPTS = 160  # of all processes; VELKOMMEN_MANY=1 makes it a hundred thousand
MANY = 100_000
FEW = 60
ROUNDS = 6
WITHOUT_LOCK = {"postgresql": ["day"], "sqlite": ["day", "transactions"]}[connection.vendor]


@pytest.fixture
def open_town(hall: Town) -> Town:
    """Nordby gives all of Mette's and Ali's time away; it is now."""
    hall.now = clock.now()
    for who in ("mette", "ali"):
        on_duty(who, 10 * 60, 16 * 60)
    terms = Terms(since=hall.now.date(), walk_in=0, acute=0, internal=0, hold=60)
    actions.set_terms(place=hall.place.pk, terms=terms, **hall.by(hall.lea))
    return hall


def times(town: Town, days: int = 1, many: int = TIMES) -> list[str]:
    """Some times of a day ahead, as text; days on which nobody is on duty are not counted."""
    first = clock.local(town.now).replace(hour=10, minute=0, second=0, microsecond=0)
    while days:
        first += timedelta(days=1)
        days -= first.date() not in holidays_kept(None)
    return [(first + timedelta(minutes=15 * number)).isoformat() for number in range(many)]


def wanting(town: Town, crew: Crew, attempts: int, *without: str) -> Counter[str]:
    """Every process wants one of the times so many times: what came of it."""
    facts = {"place": town.place.pk, "times": times(town), "attempts": attempts // PROCESSES}
    answers = crew.race("hold_times", *([{**facts, "seed": n}] for n in range(PROCESSES)), without=without)
    return sum((Counter(answer) for answer in answers), Counter())


def promised_twice(at: datetime | None = None) -> int:
    """The most often a person or a desk is promised at one time, as it is at a moment (None: now)."""
    rows = keeping(at or clock.now()).values_list("starts_at", "staff", "desk")
    found = Counter(key for starts, staff, desk in rows for key in ((starts, "staff", staff), (starts, "desk", desk)))
    return max(found.values(), default=0)


@contextmanager
def no_constraint() -> Iterator[None]:
    """A database that lets cells be taken twice."""
    constraint = next(one for one in Cell._meta.constraints if one.name == CELL_CONSTRAINT)
    with connection.schema_editor() as editor:
        editor.remove_constraint(Cell, constraint)
    try:
        yield
    finally:
        Cell.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Cell, constraint)


def test_as_many_get_a_time_as_there_are_and_none_twice(open_town: Town, crew: Crew) -> None:
    got = wanting(open_town, crew, MANY if os.environ.get("VELKOMMEN_MANY") else ATTEMPTS)
    assert (got.pop("yes"), set(got)) == (TIMES * PEOPLE, {"slot_taken"})
    assert (promised_twice(), Appointment.objects.count(), Cell.objects.count()) == (1, 20, 40)


def test_without_the_lock_of_the_day_the_constraint_alone_keeps_it_so(open_town: Town, crew: Crew) -> None:
    wanting(open_town, crew, FEW, "day")
    assert promised_twice() == 1


def test_control_without_lock_and_constraint_somebody_is_promised_twice(open_town: Town, crew: Crew) -> None:
    with no_constraint():
        wanting(open_town, crew, FEW, *WITHOUT_LOCK)
        assert promised_twice() > 1


def asked(town: Town) -> list[tuple[str, str]]:
    """Mette alone, asked to confirm some times: link and time of each."""
    found = []
    for number, text in enumerate(times(town, many=ROUNDS)):
        starts, said = datetime.fromisoformat(text), {"by": PUBLIC, "at": town.now, "op": uuid4()}
        held = actions.hold(place=town.place.pk, wanted=(Matter("passport"),), starts=starts, **said)["appointment"]
        guest = {"by": Actor(ActorKind.GUEST, held["id"]), "at": town.now, "op": uuid4()}
        actions.ask_to_confirm(appointment=held["id"], contact=parse(f"somebody-{number}@example.dk"), **guest)
        found.append((Appointment.objects.get(pk=held["id"]).confirm or "", text))
    return found


def meet(town: Town, crew: Crew, *without: str) -> tuple[Counter[datetime], int]:
    """Holds run out while two confirm and one wants the time: how many have each time, and the most often somebody is promised then."""
    actions.set_terms(
        place=town.place.pk,
        terms=Terms(since=town.now.date(), walk_in=0, acute=0, internal=0, hold=5),
        **town.by(town.lea),
    )
    found = asked(town)
    links, wished = [link for link, _ in found], [text for _, text in found]
    ends = Appointment.objects.order_by("id")[0].keeps_until
    assert ends is not None
    before, after = ((ends + timedelta(seconds=n)).isoformat() for n in (-1, 1))
    late = [{"place": town.place.pk, "times": wished, "at": after}]
    backwards = links[::-1]  # so that they meet those who want the times on the way
    confirming = {"work": "confirm_each", "hands": [{"links": backwards, "at": before}], "without": without}
    crew.race_of(confirming, confirming, *[{"work": "hold_each", "hands": late, "without": without}] * PEOPLE)
    over = ends + timedelta(
        seconds=2
    )  # the clock of this test stands before it, where holds that were given away still run
    return Counter(keeping(over).values_list("starts_at", flat=True)), promised_twice(over)


def test_of_holds_that_run_out_while_they_are_confirmed_nobody_has_a_time_beside_another(
    open_town: Town, crew: Crew
) -> None:
    got, most = meet(open_town, crew)
    assert (max(got.values()), len(got), most) == (PEOPLE, ROUNDS, 1)


def test_control_where_the_clock_alone_is_asked_somebody_has_a_time_beside_another(open_town: Town, crew: Crew) -> None:
    assert max(meet(open_town, crew, "own_cells")[0].values()) > PEOPLE


def booked(town: Town, days: int, many: int) -> list[int]:
    found = []
    for text in times(town, days, many):
        facts: dict[str, Any] = {"wanted": (Matter("passport"),), "starts": datetime.fromisoformat(text)}
        found.append(actions.book(place=town.place.pk, **facts, **town.by())["appointment"]["id"])
    return found


def test_what_is_moved_and_called_off_at_once_is_off_and_its_time_is_free(open_town: Town, crew: Crew) -> None:
    made = booked(open_town, 1, TIMES)
    moves = list(zip(made, times(open_town, 2), strict=True))
    jobs: list[Job] = [
        {"work": "move_each", "hands": [{"name": "mette", "moves": moves}], "without": []},
        {"work": "cancel_each", "hands": [{"name": "ali", "booked": made}], "without": []},
    ]
    moved, called_off = crew.race_of(*jobs)
    assert (set(moved) <= {"yes", "appointment_over"}, set(called_off)) == (True, {"yes"})
    assert set(Appointment.objects.values_list("state", flat=True)) == {"cancelled"}
    assert not Cell.objects.exists()


def test_two_who_swap_days_again_and_again_do_not_wait_for_each_other(open_town: Town, crew: Crew) -> None:
    (one,), (other,) = booked(open_town, 1, 1), booked(open_town, 2, 1)
    here, there = times(open_town, 1, 1)[0], times(open_town, 2, 1)[0]
    hands: list[Job] = [
        {"work": "move_each", "hands": [{"name": name, "moves": moves, "rounds": ROUNDS}], "without": []}
        for name, moves in (("mette", [(one, there), (one, here)]), ("ali", [(other, here), (other, there)]))
    ]
    assert {got for answer in crew.race_of(*hands) for got in answer} == {"yes"}
    assert promised_twice() == 1
