"""What the pages of arranging say about their place; their small forms are those of `web.small_forms`."""

from django.http import HttpRequest

from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.small_forms import Choice, Field, Form, Refused, Sent, answer, drawn, untouched

__all__ = ["Choice", "Field", "Form", "Refused", "Sent", "answer", "arranged", "drawn", "untouched"]


def arranged(request: HttpRequest, slug: str) -> ServicePoint:
    """A place the reader arranges. Raises: Refusal UNKNOWN_PLACE, PLACE_RETIRED, NOT_ALLOWED."""
    by = request_actor(request)
    if not by.may_somewhere(Right.ARRANGE):
        raise Refusal(Code.NOT_ALLOWED, right=Right.ARRANGE.value)
    place = places.service_point(slug)
    by.require(Right.ARRANGE, place.pk)
    return place
