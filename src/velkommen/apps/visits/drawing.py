"""May a number be drawn at a place just now, whatever it is for? Doors ask before anybody presses, the deed asks before it writes."""

from collections.abc import Collection
from datetime import date, datetime

from velkommen.apps.placement import asking
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.visits.queries import full_at, is_full, taken_from_home
from velkommen.domain.placement.town import Town
from velkommen.domain.refusals import Code, Refusal
from velkommen.shared import clock

UNDER_WAY = 50  # more draws than are ever under way at one place at one instant


def hindrance(point: ServicePoint, town: Town, at: datetime) -> Refusal | None:
    """Why nobody who is there can draw a number now; None when they can, for what is done there now."""
    return asking.shut(town, point, at) or no_room(point, clock.local_day(at))


def no_room(point: ServicePoint, day: date) -> Refusal | None:
    """Why nobody who is there can wait: as many wait as may (one statement, none without a limit)."""
    return _no_room(point, full=is_full(point.pk, day, point.max_waiting))


def no_room_from_home(points: Collection[ServicePoint], day: date) -> dict[int, Refusal]:
    """Where nobody at home can draw a number, and why: service point id -> refusal (two statements at most).

    Who is served there now at all is not asked here.
    """
    giving = {point.pk: point.max_waiting for point in points if point.numbers_from_home}
    taken, full = taken_from_home(giving, day) if giving else {}, full_at(giving, day)
    found = {point.pk: _no_room_from_home(point, taken.get(point.pk, 0), full=point.pk in full) for point in points}
    return {place: refusal for place, refusal in found.items() if refusal}


def check_room(place: ServicePoint, day: date, *, from_home: bool) -> None:
    """Refuse a number where there is no room, inside the transaction that draws it.

    From home, and near the limit of those who are there, one draw at a time asks, so that two do not take the last place.

    Raises:
        Refusal: PLACE_FULL; from home also NOT_FROM_HOME and HOME_FULL.
    """
    most = place.max_waiting
    if from_home:
        refusal = no_room_from_home([places.hold(place.pk)], day).get(place.pk)
    elif is_full(place.pk, day, None if most is None else max(most - UNDER_WAY, 0)):
        refusal = no_room(places.hold(place.pk), day)
    else:
        return
    if refusal:
        raise refusal


def _no_room(point: ServicePoint, *, full: bool) -> Refusal | None:
    return Refusal(Code.PLACE_FULL, place=point.name) if full else None


def _no_room_from_home(point: ServicePoint, taken: int, *, full: bool) -> Refusal | None:
    if not point.numbers_from_home:
        return Refusal(Code.NOT_FROM_HOME, place=point.name)
    if taken >= point.numbers_from_home:
        return Refusal(Code.HOME_FULL, place=point.name)
    return _no_room(point, full=full)
