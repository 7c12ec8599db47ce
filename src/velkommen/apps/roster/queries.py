"""Reading seats."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from velkommen.apps.placement.models import DeskGroup
from velkommen.apps.placement.queries import lines_of_each
from velkommen.apps.places.models import Desk
from velkommen.apps.roster.models import Seat
from velkommen.shared.danish import collation


@dataclass(frozen=True)
class DeskNow:
    """A desk as it is now: the member of staff (id, and the unit as its word) at it, if any, and the letters of its lines, if not all."""

    place: int
    id: int
    number: int
    staff: int = 0
    unit: str = ""
    letters: frozenset[str] = frozenset()


def desks_now(places: Collection[int]) -> list[DeskNow]:
    """The desks of some places at which somebody sits or that serve only some lines, in order of number (one statement)."""
    where = ("desk__service_point", "desk", "desk__number")
    nobody = Value(0, output_field=BigIntegerField())
    seats = Seat.objects.filter(desk__service_point__in=places).values_list(*where, "staff", "staff__unit", Value(""))
    lines = DeskGroup.objects.filter(desk__service_point__in=places)
    found: dict[tuple[int, int, int], DeskNow] = {}
    for place, desk, number, *rest in seats.union(
        lines.values_list(*where, nobody, Value(""), "group__letter"), all=True
    ):
        staff, unit, letter = rest
        before = found.get((place, number, desk), DeskNow(place, desk, number))
        letters = before.letters | ({letter} if letter else set())
        found[place, number, desk] = DeskNow(place, desk, number, staff or before.staff, unit or before.unit, letters)
    return [desk for _, desk in sorted(found.items())]


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
