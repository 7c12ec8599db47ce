"""The bench of booking, small: a year at a few places asked for two weeks, and a crowd for a few times."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from tests import template
from velkommen.apps.appointments.models import Appointment, Cell
from velkommen.apps.catalogue import standard
from velkommen.project.bench import booking, year
from velkommen.project.bench.figures import BOOKING_AIMS
from velkommen.project.bench.running import sqlite_house
from velkommen.shared import clock

TARGETS = {
    "find_p95_ms": (60, "ms"),
    "find_statements": (12, "statements"),
    "rush_unsold": (0, "times"),
    "rush_oversold": (0, "times"),
    "rush_lost": (0, "times"),
    "rush_without_alternatives": (0, "people"),
    "rush_no_max_ms": (2000, "ms"),
    "rush_broken": (0, "faults"),
}


def test_every_figure_has_its_target_on_both_databases() -> None:
    assert {aim.name: (aim.target, aim.unit) for aim in BOOKING_AIMS} == {
        f"booking_{database}_{name}": target
        for database in ("sqlite", "postgresql")
        for name, target in TARGETS.items()
    }


def test_two_weeks_cost_few_statements_however_many_appointments_there_are(db: None) -> None:
    standard.load()
    told = booking.asked({"places": 4, "appointments": 600, "asked": 6})
    assert told["spread"]["before"] + told["spread"]["ahead"] == 600
    assert told["figures"]["find_statements"] <= 4


def test_a_year_is_what_the_house_itself_would_have_promised(db: None) -> None:
    """No cell twice (the constraint says so), and every one of an appointment that lies where it should."""
    standard.load()
    today = clock.local_day(clock.now())
    made = year.made(places=2, appointments=300, today=today, chance=Random(1))
    ahead = Appointment.objects.filter(day__gte=today)
    assert (ahead.count(), Appointment.objects.filter(day__lt=today).count()) == (made.ahead, made.before)
    assert Cell.objects.values("appointment").distinct().count() == 300
    assert date.fromisoformat(str(min(ahead.values_list("day", flat=True)))) >= today


@pytest.mark.slow
@pytest.mark.once
def test_a_crowd_gets_every_time_once_and_hears_of_others() -> None:
    with sqlite_house() as house:
        template.copy_file(Path(house.environment["VELKOMMEN_DATA_DIR"]) / "velkommen.sqlite3")
        house.velkommen("demo", "--days", "0")
        figures = booking.rush(house, people=40, slots=8, seconds=2)
    assert {name: figures[name] for name in TARGETS if name.startswith("rush") and "ms" not in name} == {
        "rush_unsold": 0,
        "rush_oversold": 0,
        "rush_lost": 0,
        "rush_without_alternatives": 0,
        "rush_broken": 0,
    }
