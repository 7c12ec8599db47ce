"""Places: found by name or id, retired ones refused, their hours read in three statements however many they are."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.people import Town, close, code
from velkommen.apps.places import queries
from velkommen.apps.places.models import Desk, Municipality, OpeningPeriod, ServicePoint, SpecialDay
from velkommen.domain.kinds import HoursLayer
from velkommen.domain.refusals import Code


def test_a_place_is_found_by_its_name_or_id(town: Town) -> None:
    assert queries.service_point("nordby") == queries.service_point_by_id(town.place.pk) == town.place


def test_an_unknown_place_is_refused(town: Town) -> None:
    assert code(queries.service_point, slug="nowhere") is Code.UNKNOWN_PLACE
    assert code(queries.service_point_by_id, place=987654) is Code.UNKNOWN_PLACE


def test_a_retired_place_is_refused_and_not_listed(town: Town) -> None:
    ServicePoint.objects.filter(pk=town.place.pk).update(active=False)
    assert code(queries.service_point, slug="nordby") is Code.PLACE_RETIRED
    assert code(queries.service_point_by_id, place=town.place.pk) is Code.PLACE_RETIRED
    assert queries.service_points() == [town.sydby]


def test_places_come_in_the_order_of_the_alphabet(town: Town) -> None:
    for name in ("Aabyen", "Ærøgade"):
        ServicePoint.objects.create(slug=name[:2].lower(), name=name, kind="branch")
    assert [point.name for point in queries.service_points()] == ["Nordby", "Sydby", "Ærøgade", "Aabyen"]


def test_a_desk_is_a_desk_of_its_own_place_only(town: Town) -> None:
    assert queries.desk(town.desk.pk, town.place.pk) == town.desk
    assert code(queries.desk, desk_id=town.desk.pk, place=town.sydby.pk) is Code.UNKNOWN_DESK


NOVEMBER_24 = date(2026, 11, 24)  # a Tuesday


def test_a_place_has_the_hours_of_each_layer(town: Town) -> None:
    OpeningPeriod.objects.create(service_point=town.sydby, layer="door", weekdays=0b10, opens=480, closes=1320)
    layers = [queries.timetable(town.sydby.pk, layer).spans(NOVEMBER_24) for layer in HoursLayer]
    assert layers == [((480, 1320),), ((0, 1440),)]


def test_a_special_day_has_hours_of_its_own_or_none(town: Town) -> None:
    close(town.place, date(2026, 11, 23), "Stocktaking")
    for opens in (780, 600):
        SpecialDay.objects.create(
            service_point=town.place, layer="staffed", day=NOVEMBER_24, opens=opens, closes=opens + 60
        )
    hours = queries.timetable(town.place.pk)
    assert [hours.spans(NOVEMBER_24 + timedelta(days=ahead)) for ahead in (-1, 0, 1)] == [
        (),
        ((600, 660), (780, 840)),
        ((0, 1440),),
    ]
    assert hours.why_closed(date(2026, 11, 23)) == "Stocktaking"


@pytest.mark.parametrize(
    ("day", "kept", "why"),
    [
        (date(2026, 12, 25), [], "Juledag"),
        (date(2026, 6, 5), [], ""),
        (date(2026, 6, 5), ["06-05"], "Grundlovsdag"),
        (date(2026, 5, 1), ["06-05"], ""),
        (date(2026, 5, 1), ["05-01"], "Arbejdernes kampdag"),
    ],
)
def test_a_public_holiday_closes_and_so_does_a_day_the_municipality_keeps(
    town: Town, day: date, kept: list[str], why: str
) -> None:
    Municipality.objects.create(code="0999", name="Fjordby", population=1, extra_closed_days=kept)
    OpeningPeriod.objects.update(on_holidays=False)
    hours = queries.timetable(town.place.pk)
    assert (hours.why_closed(day), bool(hours.spans(day))) == (why, not why)


def test_the_hours_of_many_places_cost_three_statements(town: Town) -> None:
    with CaptureQueriesContext(connection) as asked:
        hours = queries.timetables([town.place.pk, town.sydby.pk])
    assert (len(asked), set(hours)) == (3, {town.place.pk, town.sydby.pk})


def test_a_desk_number_is_given_once_per_place(town: Town) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Desk.objects.create(service_point=town.place, number=1, name="Twin")
