"""Several leaders grant the same competence for other days at the same moment: one level on one day, and the others are told so."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection

from tests.people import Town, somebody
from tests.races.crew import Crew
from velkommen.domain.rights import Role
from velkommen.shared import clock

LEADERS, KEYS = 4, 12


def granted(crew: Crew, hall: Town, *, without: tuple[str, ...] = ()) -> Counter[str]:
    """Each grants every key for days that have some in common with everybody else's, none with the same first day."""
    today, hands = clock.local_day(clock.now()), []
    for number in range(LEADERS):
        name = f"leader{number}"
        somebody(name, (hall.place, Role.LEAD))
        days = [(today + timedelta(days=ahead + number)).isoformat() for ahead in (0, 90)]
        keys = [f"key_{key}" for key in range(KEYS)]
        hands.append([{"name": name, "staff": hall.mette.id, "keys": keys, "first": days[0], "last": days[1]}])
    return sum(map(Counter, crew.race("grant_each", *hands, without=without)), Counter[str]())


def test_on_one_day_somebody_has_one_level(hall: Town, crew: Crew) -> None:
    assert granted(crew, hall) == {"yes": KEYS, "already_competent": KEYS * (LEADERS - 1)}


@pytest.mark.skipif(connection.vendor == "sqlite", reason="lets one writer in at a time whatever is locked")
def test_control_without_the_lock_two_levels_meet(hall: Town, crew: Crew) -> None:
    assert granted(crew, hall, without=("locks",))["yes"] > KEYS
