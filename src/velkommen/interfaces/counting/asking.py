"""What every page of counting asks first: who reads, which week, and at which of its places they may."""

from collections.abc import Collection
from dataclasses import dataclass

from django.http import HttpRequest

from velkommen.apps.counting import queries
from velkommen.apps.counting.queries import Week
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.web.actors import request_actor
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.danish import collation


@dataclass(frozen=True)
class Seen:
    """A week, and those of its places the reader has a right at, in the order of the alphabet."""

    week: Week
    places: list[ServicePoint]

    @property
    def ids(self) -> list[int]:
        return [place.pk for place in self.places]

    @property
    def whole(self) -> bool:
        """Whether these are all of its places."""
        return len(self.places) == len(self.week.places)


def somewhere(request: HttpRequest, right: Right) -> Actor:
    """The reader. Raises: Refusal NOT_ALLOWED where they have the right nowhere."""
    by = request_actor(request)
    if not by.may_somewhere(right):
        raise Refusal(Code.NOT_ALLOWED, right=right.value)
    return by


def seen(request: HttpRequest, pk: int, right: Right) -> Seen:
    """A week for somebody who has a right at some of its places. Raises: Refusal NOT_ALLOWED, UNKNOWN_WEEK."""
    by = somewhere(request, right)
    found = queries.week(pk, clock.local_day(clock.now()))
    mine = [place for place in found.places if by.may(right, place)]
    if not mine:
        raise Refusal(Code.NOT_ALLOWED, right=right.value)
    return Seen(found, named(mine))


def named(ids: Collection[int]) -> list[ServicePoint]:
    """Places in the order of the alphabet, those that are closed for good too: their weeks are remembered."""
    return sorted(ServicePoint.objects.filter(pk__in=list(ids)), key=lambda place: collation(place.name))


def place_of(found: Seen, slug: str) -> ServicePoint:
    """The place of an address, if it is one of these. Raises: Refusal UNKNOWN_PLACE."""
    place = next((one for one in found.places if one.slug == slug), None)
    if place is None:
        raise Refusal(Code.UNKNOWN_PLACE, place=slug)
    return place
