"""Reading seats."""

from collections.abc import Iterable

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from velkommen.apps.placement.queries import lines_of_each
from velkommen.apps.places.models import Desk
from velkommen.apps.roster.models import Seat
from velkommen.shared.danish import collation


def seat_of(staff: int) -> Seat | None:
    """Where somebody sits now, with desk and service point."""
    return Seat.objects.select_related("desk__service_point").filter(staff_id=staff).first()


def seats_at(place: int) -> list[Seat]:
    """Who sits where at a place, with names."""
    return list(Seat.objects.select_related("desk", "staff").filter(desk__service_point=place).order_by("desk__number"))


def desks_with_occupants(places: Iterable[int]) -> list[Desk]:
    """The desks of some places, place by place in the order of the alphabet, with service point and, annotated, who sits there.

    `occupant_id` and `occupant` (the name colleagues see) are None at an empty desk.
    """
    desks = _occupied(Desk.objects.filter(service_point__in=list(places), service_point__active=True))
    return sorted(desks, key=lambda desk: (collation(desk.service_point.name), desk.service_point_id, desk.number))


def desks_of(slug: str) -> list[Desk]:
    """The same for one place by its slug, with `lines` (see `lines_of_each`); none when the place is unknown or retired."""
    there = Desk.objects.filter(service_point__slug=slug, service_point__active=True)
    return list(_occupied(there).annotate(lines=lines_of_each()))


def _occupied(desks: QuerySet[Desk]) -> QuerySet[Desk]:
    sitting = Seat.objects.filter(desk=OuterRef("pk"))
    return desks.select_related("service_point").annotate(
        occupant_id=Subquery(sitting.values("staff_id")[:1]),
        occupant=Subquery(sitting.values(name=Coalesce(NullIf("staff__first_name", Value("")), "staff__username"))[:1]),
    )
