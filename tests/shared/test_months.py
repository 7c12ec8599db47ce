"""The month of a day, as the database tells it."""

from datetime import date

import pytest
from django.db.models import Count

from velkommen.apps.places.models import ServicePoint, SpecialDay
from velkommen.shared.months import Month

DAYS = (date(2026, 1, 1), date(2026, 1, 31), date(2028, 2, 29), date(2026, 12, 31))


@pytest.mark.django_db
def test_days_are_counted_by_the_first_of_their_month() -> None:
    place = ServicePoint.objects.create(slug="there", name="There", kind="partner")
    SpecialDay.objects.bulk_create(SpecialDay(service_point=place, layer="door", day=day) for day in DAYS)
    counted = SpecialDay.objects.values(month=Month("day")).annotate(number=Count("id")).order_by("month")
    assert list(counted.values_list("month", "number")) == [
        (date(2026, 1, 1), 2),
        (date(2026, 12, 1), 1),
        (date(2028, 2, 1), 1),
    ]
