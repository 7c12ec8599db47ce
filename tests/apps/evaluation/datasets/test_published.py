"""What may be shown to everybody: whole years that are over, small numbers hidden, and none to be found by subtraction."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.apps.evaluation.datasets.reading import rows, scope
from tests.people import NOON, Town
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.places.models import ServicePoint

LAST_YEAR = scope(first=date(2025, 1, 1), last=date(2026, 12, 31))


def counted(place: ServicePoint, task: str, number: int, day: date) -> None:
    Enquiry.objects.bulk_create(
        Enquiry(service_point=place, task=Task.objects.get(key=task), happened_at=NOON, day=day, weekday=0, minute=0)
        for _ in range(number)
    )


@pytest.fixture
def years(town: Town) -> Town:
    day = date(2025, 5, 5)
    for place, task, number in (
        (town.place, "passport", 40),
        (town.place, "mitid", 3),
        (town.sydby, "passport", 20),
        (town.sydby, "mitid", 9),
    ):
        counted(place, task, number, day)
    counted(town.place, "passport", 50, day + timedelta(days=365))
    return town


def told(folder: Path, of: object = LAST_YEAR) -> dict[tuple[int, str, str], int | None]:
    return {(row["year"], row["place"], row["task"]): row["number"] for row in rows("published", folder, of)}  # type: ignore[arg-type]


def test_small_numbers_are_hidden_and_so_is_what_would_give_them_away(years: Town, tmp_path: Path) -> None:
    found = told(tmp_path)
    assert found[2025, "nordby", "mitid"] is None
    assert {key: number for key, number in found.items() if number is not None} == {
        key: {"passport": {"nordby": 40, "sydby": 20}, "mitid": {"sydby": 9}}[key[2]][key[1]]
        for key in found
        if found[key] is not None
    }
    assert sum(number is None for number in found.values()) >= 2, "one hidden number alone could be subtracted"


def test_a_year_that_is_not_over_is_not_told(years: Town, tmp_path: Path) -> None:
    assert {year for year, _, _ in told(tmp_path)} == {2025}


def test_a_part_of_a_year_is_not_told(years: Town, tmp_path: Path) -> None:
    """Two spans that differ by a day would tell who came on it."""
    assert told(tmp_path, scope(first=date(2025, 1, 2))) == {}
    assert told(tmp_path, scope(first=date(2025, 1, 1), last=date(2025, 12, 30))) == {}


def test_one_place_alone_shows_what_all_places_together_show(years: Town, tmp_path: Path) -> None:
    mine = scope(places=[years.place.pk], first=date(2025, 1, 1))
    whole = told(tmp_path)
    assert told(tmp_path, mine) == {key: number for key, number in whole.items() if key[1] == "nordby"}
