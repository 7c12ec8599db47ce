"""What the database itself refuses of a place: hours that cannot be, half a position, a kind nobody knows, the same thing twice."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from tests.people import NOON, Town
from velkommen.apps.places.models import (
    Equipment,
    HoursEdition,
    Municipality,
    OpeningPeriod,
    SpecialDay,
    Stop,
    TravelOverride,
    columns,
)
from velkommen.domain.hours.periods import Period, Season

USUAL: dict[type[models.Model], dict[str, Any]] = {
    OpeningPeriod: {"layer": "staffed", "weekdays": 1, "opens": 600, "closes": 960},
    SpecialDay: {"layer": "door", "day": date(2026, 12, 24)},
    Stop: {"name": "Torvet"},
    HoursEdition: {"layer": "door", "at": NOON, "by": "system:0"},
    Equipment: {"kind": "safe", "name": "Boksen"},
    Municipality: {"code": "0999", "name": "Fjordby", "population": 1},
}
IMPOSSIBLE: list[tuple[type[models.Model], dict[str, Any]]] = [
    *(
        (OpeningPeriod, changed)
        for changed in (
            {"weekdays": 0},
            {"weekdays": 128},
            {"opens": 960},
            {"closes": 1441},
            {"first": date(2026, 2, 1), "last": date(2026, 1, 31)},
            {"season_first": 1001},
            {"season_last": 331},
            {"season_first": 1001, "season_last": 1232},
            {"every": 0},
            {"every": 54},
            {"every": 2, "week": 2},
            {"layer": "task"},
        )
    ),
    *(
        (SpecialDay, changed)
        for changed in ({"opens": 600}, {"closes": 600}, {"opens": 600, "closes": 600}, {"layer": "task"})
    ),
    *(
        (Stop, changed)
        for changed in (
            {"latitude": 55.0},
            {"longitude": 10.0},
            {"latitude": 90.1, "longitude": 10.0},
            {"latitude": 55.0, "longitude": -180.1},
        )
    ),
    (HoursEdition, {"layer": "task"}),
    (Equipment, {"kind": "teapot"}),
    (Equipment, {"back_at": date(2026, 12, 1)}),
    (Equipment, {"why": "broken glass"}),
    (Municipality, {"library_search_url": "https://bibliotek.example/search"}),
    (Municipality, {"latitude": 55.0}),
]


def make(town: Town, model: type[models.Model], **changed: Any) -> Any:
    place = {} if model is Municipality else {"service_point": town.place}
    return model._default_manager.create(**{**place, **USUAL[model], **changed})


@pytest.mark.parametrize(
    ("model", "changed"), IMPOSSIBLE, ids=lambda part: getattr(part, "__name__", None) or str(part)
)
def test_what_cannot_be_is_refused(town: Town, model: type[models.Model], changed: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make(town, model, **changed)


@pytest.mark.parametrize(
    ("model", "changed"),
    [
        *((model, {}) for model in USUAL),
        (OpeningPeriod, {"weekdays": 127, "opens": 0, "closes": 1440, "every": 53, "week": 52}),
        (OpeningPeriod, {"season_first": 1001, "season_last": 331}),
        (SpecialDay, {"opens": 600, "closes": 720}),
        (Stop, {"latitude": -90.0, "longitude": 180.0}),
        (Equipment, {"out_since": NOON, "back_at": date(2026, 12, 1), "why": "broken glass"}),
        (Municipality, {"library_search_url": "https://bibliotek.example/search?q={words}"}),
    ],
    ids=lambda part: getattr(part, "__name__", None) or str(part),
)
def test_the_control_what_can_be_is_let_in(town: Town, model: type[models.Model], changed: dict[str, Any]) -> None:
    make(town, model, **changed)


@pytest.mark.parametrize("twin", [SpecialDay, Stop, Equipment], ids=lambda model: model.__name__)
def test_the_same_is_there_once(town: Town, twin: type[models.Model]) -> None:
    make(town, twin)
    with pytest.raises(IntegrityError), transaction.atomic():
        make(town, twin)


def test_a_special_day_has_each_stretch_once(town: Town) -> None:
    for opens in (600, 800):
        make(town, SpecialDay, opens=opens, closes=opens + 60)
    with pytest.raises(IntegrityError), transaction.atomic():
        make(town, SpecialDay, opens=600, closes=700)


def test_a_journey_is_kept_once_for_both_ways(town: Town) -> None:
    near, far = sorted((town.place.pk, town.sydby.pk))
    TravelOverride.objects.create(origin_id=near, destination_id=far, minutes=45)
    for origin, destination in ((near, far), (far, near), (near, near)):
        with pytest.raises(IntegrityError), transaction.atomic():
            TravelOverride.objects.create(origin_id=origin, destination_id=destination, minutes=45)


@pytest.mark.parametrize(
    "period",
    [
        Period(frozenset({0}), (0, 1440)),
        Period(
            frozenset({5, 6}),
            (600, 840),
            date(2026, 1, 1),
            date(2026, 12, 31),
            Season((10, 1), (3, 31)),
            2,
            1,
            on_holidays=True,
        ),
    ],
)
def test_a_period_comes_back_as_it_was_written(town: Town, period: Period) -> None:
    row = OpeningPeriod.objects.create(service_point=town.place, layer="staffed", **columns(period))
    row.refresh_from_db()
    assert row.period() == period
