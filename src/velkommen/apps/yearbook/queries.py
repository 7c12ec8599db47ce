"""Reading what a municipality says of itself. One statement each, and one more where no inhabitants were typed."""

from collections.abc import Collection
from datetime import date

from velkommen.apps.places.queries import municipality
from velkommen.apps.yearbook import models
from velkommen.apps.yearbook.models import LibraryMonth, Target
from velkommen.domain.insight.facts import Aims, Inhabitants, MonthOfPlace
from velkommen.domain.yearbook import whole_months


def aims() -> Aims:
    return Aims(**dict(Target.objects.values_list("kind", "number")))


def inhabitants(day: date) -> Inhabitants | None:
    """How many lived here on a day: what was typed for it or for the last day before; else the number chosen at the founding."""
    row = models.Inhabitants.objects.filter(day__lte=day).first()
    if row:
        return Inhabitants(row.number, row.day, row.source)
    home = municipality()
    return Inhabitants(home.population) if home else None


def every_number() -> list[models.Inhabitants]:
    """What was typed, the newest first."""
    return list(models.Inhabitants.objects.all())


def months(places: Collection[int], first: date, last: date) -> list[MonthOfPlace]:
    """What is known of the calendar months that lie wholly in a span, in the order of months and places."""
    wanted = list(whole_months(first, last))
    if not wanted:
        return []
    rows = LibraryMonth.objects.filter(
        service_point__in=list(places), year__gte=wanted[0].year, year__lte=wanted[-1].year
    ).order_by("year", "month", "service_point")
    found = (
        MonthOfPlace(place, date(year, month, 1), visits, loans)
        for place, year, month, visits, loans in rows.values_list("service_point", "year", "month", "visits", "loans")
    )
    return [one for one in found if wanted[0] <= one.month <= wanted[-1]]
