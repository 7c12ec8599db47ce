"""Reading places. Shapes: service points with their desks; the hours of a place as a `Week`."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from velkommen.apps.places.models import Closure, Desk, Municipality, OpeningSpan, ServicePoint
from velkommen.domain.hours.week import Span, Week
from velkommen.domain.refusals import Code, Refusal
from velkommen.shared.danish import collation
from velkommen.shared.ready import Ready

_BY_SLUG = Ready(lambda slug: ServicePoint.objects.filter(slug=slug))
_DESK_AT = Ready(
    lambda slug, number: Desk.objects.select_related("service_point").filter(service_point__slug=slug, number=number)
)


def municipality() -> Municipality | None:
    return Municipality.objects.first()


def service_points() -> list[ServicePoint]:
    """All active service points, in the order of the alphabet."""
    return sorted(ServicePoint.objects.filter(active=True), key=lambda point: collation(point.name))


def service_point(slug: str) -> ServicePoint:
    """Raises: Refusal UNKNOWN_PLACE, PLACE_RETIRED."""
    found = _BY_SLUG.first(slug=slug)
    if found is None:
        raise Refusal(Code.UNKNOWN_PLACE, place=slug)
    return in_use(found)


def service_point_by_id(place: int) -> ServicePoint:
    """Raises: Refusal UNKNOWN_PLACE, PLACE_RETIRED."""
    return _by_id(ServicePoint.objects.all(), place)


def hold(place: int) -> ServicePoint:
    """The same, locked until the transaction ends, so that what is counted there now is still so when it is written.

    Raises:
        Refusal: as `service_point_by_id`.
    """
    return _by_id(ServicePoint.objects.select_for_update(no_key=True), place)


def _by_id(points: QuerySet[ServicePoint], place: int) -> ServicePoint:
    found = points.filter(id=place).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_PLACE, place=place)
    return in_use(found)


def in_use(place: ServicePoint) -> ServicePoint:
    """Raises: Refusal PLACE_RETIRED when nobody is served there any more."""
    if not place.active:
        raise Refusal(Code.PLACE_RETIRED, place=place.name)
    return place


def desk(desk_id: int, place: int) -> Desk:
    """A desk at this very place, with its service point. Raises: Refusal UNKNOWN_DESK."""
    found = Desk.objects.select_related("service_point").filter(id=desk_id, service_point_id=place).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_DESK, desk=desk_id)
    return found


def desk_at(slug: str, number: int) -> Desk:
    """The desk with a number at a place in use. Raises: Refusal UNKNOWN_PLACE, PLACE_RETIRED, UNKNOWN_DESK."""
    found = _DESK_AT.first(slug=slug, number=number)
    if found is None:
        service_point(slug)
        raise Refusal(Code.UNKNOWN_DESK, desk=number)
    in_use(found.service_point)
    return found


def desks(places: Iterable[int]) -> dict[int, list[Desk]]:
    """The desks of some places by number, in one statement: service point id -> desks."""
    found: dict[int, list[Desk]] = {place: [] for place in places}
    for one in Desk.objects.filter(service_point__in=list(found)):
        found[one.service_point_id].append(one)
    return found


def week(place: int, since: date | None = None) -> Week:
    """The hours of one place; closures from `since` on (all when None)."""
    return weeks([place], since)[place]


def weeks(places: Iterable[int], since: date | None = None) -> dict[int, Week]:
    """The hours of several places in two statements: service point id -> Week."""
    wanted = list(places)
    spans: dict[int, list[Span]] = {place: [] for place in wanted}
    for row in OpeningSpan.objects.filter(service_point__in=wanted):
        spans[row.service_point_id].append(Span(row.weekday, row.opens, row.closes))
    closed: dict[int, dict[date, str]] = {place: {} for place in wanted}
    closures = Closure.objects.filter(service_point__in=wanted)
    for closure in closures.filter(day__gte=since) if since else closures:
        closed[closure.service_point_id][closure.day] = closure.why
    return {place: Week(spans[place], closed[place]) for place in wanted}
