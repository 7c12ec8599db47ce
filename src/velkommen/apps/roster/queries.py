"""Reading seats."""

from velkommen.apps.roster.models import Seat


def seat_of(staff: int) -> Seat | None:
    """Where somebody sits now, with desk and service point."""
    return Seat.objects.select_related("desk__service_point").filter(staff_id=staff).first()


def seats_at(place: int) -> list[Seat]:
    """Who sits where at a place, with names."""
    return list(Seat.objects.select_related("desk", "staff").filter(desk__service_point=place).order_by("desk__number"))
