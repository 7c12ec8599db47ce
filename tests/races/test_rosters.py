"""Several colleagues claim the same shifts at the same moment: each shift has one winner, and the others are told so."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection

from tests.people import Town, somebody
from tests.races.crew import Crew
from velkommen.apps.placement.models import RosteredDay, Shift
from velkommen.apps.roster.models import Deal, RosterTerms
from velkommen.domain.rights import Role
from velkommen.shared import clock

CLAIMANTS, SHIFTS = 4, 5


@pytest.fixture
def open_shifts(hall: Town) -> list[int]:
    """Shifts nobody has, each on its day, at a place that leaves it to the rules."""
    RosterTerms.objects.create(service_point=hall.place, approves=False)
    days = [clock.local_day(clock.now()) + timedelta(days=40 + 2 * number) for number in range(SHIFTS)]
    RosteredDay.objects.bulk_create(RosteredDay(service_point=hall.place, day=day) for day in days)
    for number in range(CLAIMANTS):
        somebody(f"claimant{number}", (hall.place, Role.CLERK))
    rows = [Shift.objects.create(service_point=hall.place, day=day, opens=600, closes=840) for day in days]
    return [row.pk for row in rows]


def claimed(crew: Crew, shifts: list[int]) -> Counter[str]:
    hands = ([{"name": f"claimant{number}", "shifts": shifts}] for number in range(CLAIMANTS))
    return sum((Counter(answer) for answer in crew.race("claim", *hands)), Counter())


def test_each_shift_has_one_winner(hall: Town, open_shifts: list[int], crew: Crew) -> None:
    got = claimed(crew, open_shifts)
    assert got == {"done": SHIFTS, "shift_taken": SHIFTS * (CLAIMANTS - 1)}
    assert (Deal.objects.filter(state="done").count(), Shift.objects.filter(staff=None).count()) == (SHIFTS, 0)


def test_control_without_locks_a_shift_is_won_twice_or_lost(hall: Town, open_shifts: list[int], crew: Crew) -> None:
    hands = [[{"name": f"claimant{number}", "shifts": open_shifts}] for number in range(CLAIMANTS)]
    without = {"postgresql": ["locks"], "sqlite": ["transactions"]}[connection.vendor]
    got = sum((Counter(answer) for answer in crew.race("claim", *hands, without=without)), Counter[str]())
    assert got["done"] > SHIFTS
