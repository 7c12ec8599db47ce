"""Places: found by name or id, retired ones refused, their hours read in two statements however many they are."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.people import Town, code
from velkommen.apps.places import queries
from velkommen.apps.places.models import Closure, Desk, OpeningSpan, ServicePoint
from velkommen.domain.hours.week import Span
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


def test_the_hours_of_a_place_with_the_closures_to_come(town: Town) -> None:
    OpeningSpan.objects.filter(service_point=town.place).exclude(weekday=1).delete()
    for day, why in (("2026-11-23", "Past"), ("2026-11-24", "Today")):
        Closure.objects.create(service_point=town.place, day=day, why=why)
    week = queries.week(town.place.pk, date(2026, 11, 24))
    assert (list(week.spans), dict(week.closures)) == ([Span(1, 0, 1440)], {date(2026, 11, 24): "Today"})


def test_the_hours_of_many_places_cost_two_statements(town: Town) -> None:
    with CaptureQueriesContext(connection) as asked:
        weeks = queries.weeks([town.place.pk, town.sydby.pk])
    assert (len(asked), set(weeks)) == (2, {town.place.pk, town.sydby.pk})


@pytest.mark.parametrize(
    "changed", [{"weekday": 7}, {"closes": 1441}, {"opens": 1440}, {"opens": 700, "closes": 700}], ids=str
)
def test_hours_that_cannot_be_are_refused_by_the_database(town: Town, changed: dict[str, int]) -> None:
    facts = {"weekday": 1, "opens": 600, "closes": 960, **changed}
    with pytest.raises(IntegrityError), transaction.atomic():
        OpeningSpan.objects.create(service_point=town.place, **facts)


def test_a_desk_number_is_given_once_per_place(town: Town) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Desk.objects.create(service_point=town.place, number=1, name="Twin")
