"""Whose page it is: a place the reader leads, the figures of one, or what everybody who learns may see."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.functional import Promise

from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.small_forms import Choice
from velkommen.shared.actor import EVERYWHERE, Actor


def learner(request: HttpRequest, right: Right = Right.LEARN) -> Actor:
    """Who reads, if they may do this anywhere. Raises: Refusal NOT_ALLOWED."""
    by = request_actor(request)
    if not by.may_somewhere(right):
        raise Refusal(Code.NOT_ALLOWED, right=right.value)
    return by


def place_for(request: HttpRequest, slug: str, right: Right = Right.ARRANGE) -> tuple[ServicePoint, Actor]:
    """A place and the reader who holds a right there. Raises: Refusal NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED."""
    by = learner(request, right)
    place = places.service_point(slug)
    by.require(right, place.pk)
    return place, by


def led(by: Actor) -> list[ServicePoint]:
    """The places the reader leads (one statement; none for who leads none)."""
    if not by.may_somewhere(Right.ARRANGE):
        return []
    return [point for point in places.service_points() if by.may(Right.ARRANGE, point.pk)]


def own_places(by: Actor) -> list[int]:
    """The service points where the reader is posted at the desks, by id."""
    return [place for place in by.grants if place != EVERYWHERE and by.may(Right.SERVE, place)]


def choices(words: Mapping[str, Promise]) -> list[Choice]:
    """The words of a closed list as the options of a field."""
    return [(value, str(word)) for value, word in words.items()]
