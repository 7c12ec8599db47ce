"""The bench of the engine: a region with everything in it, counted by stretches as by single answers, and each figure with its target."""

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from tests import template
from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.catalogue import standard
from velkommen.domain.hours.timetable import wall
from velkommen.domain.intervals import moment_of
from velkommen.domain.kinds import PlaceKind
from velkommen.domain.placement.town import Time, Town
from velkommen.project.bench import placing
from velkommen.project.bench.figures import PLACEMENT_AIMS, figures
from velkommen.project.bench.placing import DAYS, QUARTER, Bench, disagreements, every_answer
from velkommen.project.bench.region import region
from velkommen.project.bench.running import PROGRAM, sqlite_house
from velkommen.shared.public_holidays import kept

ZONE = ZoneInfo("Europe/Copenhagen")
#: Two weeks with the end of summer time in them.
FIRST = date(2026, 10, 19)
TARGETS = {
    "placement_answer_p99_ms": (1, "ms"),
    "placement_all_seconds": (20, "s"),
    "placement_disagreements": (0, "answers"),
    "placement_finder_p95_ms": (50, "ms"),
    "placement_next_p99_ms": (5, "ms"),
    "placement_never_p99_ms": (5, "ms"),
    "placement_peak_mb": (500, "MB"),
}


@pytest.fixture
def there(db: None) -> Town:
    """A small region with the standard catalogue."""
    standard.load()
    return region(catalogue.entries(), kept((2026, 2027)), ZONE, FIRST, 30)


def test_every_figure_has_its_target() -> None:
    assert {aim.name: (aim.target, aim.unit) for aim in PLACEMENT_AIMS if not aim.at_least} == TARGETS


def test_a_small_figure_keeps_its_decimals() -> None:
    found = figures({"placement_answer_p99_ms": 0.1234, "placement_peak_mb": 123.44}, PLACEMENT_AIMS)
    assert [one["value"] for one in found if one["value"] is not None] == [0.123, 123.4]


def test_a_region_has_all_that_real_places_have(there: Town) -> None:
    places = there.places.values()
    assert {place.kind for place in places} == set(PlaceKind)
    for has in ("own_hours", "suspensions", "stops", "machines", "people"):
        assert any(getattr(place, has) for place in places), has
    assert {place.duty_recorded for place in places} == {True, False}
    assert any(place.door.periods for place in places)
    assert any(period.season for place in places for period in place.staffed.periods)
    assert {len(place.agreement.days) for place in places} == {0, 1, 2}
    assert len({place.staffed.periods and tuple(place.staffed.periods) for place in places}) == len(places)


def test_a_region_is_the_same_every_time(there: Town) -> None:
    assert region(there.tasks, kept((2026, 2027)), ZONE, FIRST, 30) == there


def test_stretches_are_counted_as_single_answers_are(there: Town) -> None:
    few = Town(ZONE, {1: there.places[1], 2: there.places[2]}, dict(list(there.tasks.items())[:3]))
    begins = wall(FIRST, 0, ZONE)
    ends = wall(FIRST + timedelta(days=DAYS), 0, ZONE)
    moments = [moment_of(minute).astimezone(ZONE) for minute in range(begins, ends, QUARTER)]
    single = Counter(
        str(few.answer(task, place, moment).verdict.role or "no")
        for place in few.places
        for task in few.tasks
        for moment in moments
    )
    assert (every_answer(few, FIRST), len(moments)) == (single, 24 * 4 * 14 + 4)


def test_an_hour_that_only_the_stretches_have_is_noticed(there: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Bench(there, FIRST, Random(1))
    assert disagreements(asked, 1000) == 0
    real = Town.over

    def an_hour_later(self: Town, *facts: object) -> Iterator[Time]:
        return (time._replace(ends=time.ends + 60) for time in real(self, *facts))  # type: ignore[arg-type]

    monkeypatch.setattr(Town, "over", an_hour_later)
    assert disagreements(asked, 1000) > 0


def test_a_small_run_has_every_figure_and_no_disagreement(there: Town) -> None:
    found = placing.measure({"places": 12})
    assert set(found["figures"]) == set(TARGETS)
    assert found["figures"]["placement_disagreements"] == 0
    assert sum(found["answers"].values()) >= 12 * len(there.tasks) * (24 * 4 * 14 - 4)


@pytest.mark.slow
@pytest.mark.once
def test_the_command_prints_the_machine_the_answers_and_the_figures() -> None:
    with sqlite_house() as house:
        template.copy_file(Path(house.environment["VELKOMMEN_DATA_DIR"]) / "velkommen.sqlite3")
        command = [*PROGRAM, "bench", "placement", "--json", "--places", "10"]
        done = subprocess.run(command, env=house.environment, capture_output=True, text=True, check=True)
    said = json.loads(done.stdout)
    assert set(said) == {"machine", "answers", "figures"}
    assert {one["name"] for one in said["figures"] if one["value"] is not None} == set(TARGETS)
