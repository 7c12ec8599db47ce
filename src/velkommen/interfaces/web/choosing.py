"""Reading a choice of days and places out of an address."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest

from velkommen.apps.places.models import ServicePoint
from velkommen.domain import dates
from velkommen.domain.refusals import Code, Refusal


def day(request: HttpRequest, field: str, default: date) -> date:
    """Raises: Refusal BAD_DAY."""
    text = request.GET.get(field, "").strip()
    return dates.day_of(text) if text else default


def places(request: HttpRequest, mine: Sequence[ServicePoint], field: str = "place") -> list[ServicePoint]:
    """Those named, in the order of `mine`; none where none is.

    Raises:
        Refusal: UNKNOWN_PLACE, also for a place of others: whether it exists is not told.
    """
    asked = [slug for text in request.GET.getlist(field) if (slug := text.strip())]
    known = {place.slug for place in mine}
    for slug in asked:
        if slug not in known:
            raise Refusal(Code.UNKNOWN_PLACE, place=slug)
    return [place for place in mine if place.slug in asked]
