"""Reading the shelf of a place: what lies there, what is overdue, what went today."""

from datetime import date, datetime, time, timedelta

from django.db.models.functions import Coalesce

from velkommen.apps.pickups.models import OPEN, PickUp
from velkommen.domain.refusals import Code, Refusal
from velkommen.shared import clock


def pickup(pickup_id: int, place: int) -> PickUp:
    """Something of a place's shelf. Raises: Refusal UNKNOWN_PICKUP."""
    found = PickUp.objects.filter(pk=pickup_id, service_point=place).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_PICKUP)
    return found


def on_the_shelf(place: int, number: int | None = None) -> list[PickUp]:
    """What lies ready at a place, by number; or the one with a number."""
    rows = PickUp.objects.filter(OPEN, service_point=place).order_by("number")
    return list(rows if number is None else rows.filter(number=number))


def overdue(place: int, day: date) -> list[PickUp]:
    """What lies at a place longer than it is kept, the oldest first."""
    return list(PickUp.objects.filter(OPEN, service_point=place, destroy_after__lt=day).order_by("since", "number"))


def gone_on(place: int, day: date) -> list[PickUp]:
    """What was handed out or destroyed at a place on a local day, the latest first."""
    begins, ends = (datetime.combine(edge, time.min, clock.zone()) for edge in (day, day + timedelta(days=1)))
    rows = PickUp.objects.filter(service_point=place).alias(gone=Coalesce("collected_at", "destroyed_at"))
    return list(rows.filter(gone__gte=begins, gone__lt=ends).order_by("-gone", "-id"))
