from datetime import date, timedelta

import pytest

from tests.people import Town
from velkommen.apps.placement.models import RosteredDay, Shift

TODAY = date(2026, 11, 24)  # a Tuesday
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def rostered(town: Town) -> Town:
    """Tomorrow is published at Nordby: Mette serves from ten to two, Ali from two to six."""
    Shift.objects.create(staff_id=town.mette.id, service_point=town.place, day=TOMORROW, opens=600, closes=840)
    Shift.objects.create(staff_id=town.ali.id, service_point=town.place, day=TOMORROW, opens=840, closes=1080)
    RosteredDay.objects.create(service_point=town.place, day=TOMORROW)
    return town


def of(staff: int | None) -> list[tuple[int, int, int]]:
    """The shifts of somebody: days ahead of today, from, to."""
    rows = Shift.objects.filter(staff=staff).values_list("day", "opens", "closes")
    return [((day - TODAY).days, opens, closes) for day, opens, closes in rows]


def shift_of(staff: int | None) -> int:
    return Shift.objects.filter(staff=staff).get().pk


__all__ = ["TODAY", "TOMORROW", "of", "rostered", "shift_of"]
