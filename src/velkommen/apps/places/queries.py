"""Reading places. Shapes: service points with their desks; the hours of a place as a `Timetable` for each layer."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from django.db.models import QuerySet

from velkommen.apps.places.models import (
    Desk,
    Equipment,
    HoursEdition,
    Municipality,
    OpeningPeriod,
    ServicePoint,
    SpecialDay,
    Stop,
)
from velkommen.domain.hours import periods
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.kinds import HoursLayer
from velkommen.domain.refusals import Code, Refusal
from velkommen.shared.danish import collation
from velkommen.shared.public_holidays import kept
from velkommen.shared.ready import Ready

EXTRA_DAYS = ("05-01", "06-05", "12-24", "12-31")  # what a municipality may keep besides the public holidays
FIRST_YEAR, LAST_YEAR = 2000, 2060  # whose holidays are known: the past that is kept, and years ahead
_BY_SLUG = Ready(lambda slug: ServicePoint.objects.filter(slug=slug))
_DESK_AT = Ready(
    lambda slug, number: Desk.objects.select_related("service_point").filter(service_point__slug=slug, number=number)
)


def municipality() -> Municipality | None:
    return Municipality.objects.first()


def service_points() -> list[ServicePoint]:
    """All active service points, in the order of the alphabet."""
    return sorted(ServicePoint.objects.filter(active=True), key=lambda point: collation(point.name))


def slugs() -> list[str]:
    """What every place is called in addresses, those no longer in use too."""
    return list(ServicePoint.objects.order_by("id").values_list("slug", flat=True))


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


def timetable(place: int, layer: HoursLayer = HoursLayer.STAFFED) -> Timetable:
    """The hours of one place in one layer."""
    return timetables([place], layer)[place]


def timetables(places: Iterable[int], layer: HoursLayer = HoursLayer.STAFFED) -> dict[int, Timetable]:
    """The hours of several places in one layer, in three statements: service point id -> Timetable."""
    return layers(places, (layer,), holidays_kept(municipality()))[layer]


def layers(
    places: Iterable[int], wanted: Iterable[HoursLayer], holidays: Mapping[date, str]
) -> dict[HoursLayer, dict[int, Timetable]]:
    """The hours of several places in several layers, in two statements: layer -> service point id -> Timetable."""
    ids, names = list(places), [layer.value for layer in wanted]
    usual = {(layer, place): list[periods.Period]() for layer in names for place in ids}
    for row in OpeningPeriod.objects.filter(service_point__in=ids, layer__in=names):
        usual[row.layer, row.service_point_id].append(row.period())
    special = _special_days(ids, names)
    return {
        HoursLayer(layer): {place: Timetable(usual[layer, place], special[layer, place], holidays) for place in ids}
        for layer in names
    }


def _special_days(places: list[int], layers: list[str]) -> dict[tuple[str, int], dict[date, periods.SpecialDay]]:
    """The days on which some places have hours of their own: (layer, service point id) -> local day -> its hours."""
    found = {(layer, place): dict[date, periods.SpecialDay]() for layer in layers for place in places}
    for row in SpecialDay.objects.filter(service_point__in=places, layer__in=layers):
        days = found[row.layer, row.service_point_id]
        before = days.get(row.day, periods.SpecialDay((), row.why))
        stretch = () if row.opens is None or row.closes is None else ((row.opens, row.closes),)
        days[row.day] = periods.SpecialDay((*before.spans, *stretch), before.why or row.why)
    return found


def stops(place: int) -> list[Stop]:
    """Where a mobile library stops, in the order they were named."""
    return list(Stop.objects.filter(service_point=place))


def hours_of(place: int, layer: HoursLayer) -> dict[int | None, list[periods.Period]]:
    """What comes back in one layer of a place: stop id (None: at no stop) -> periods."""
    found: dict[int | None, list[periods.Period]] = {}
    for row in OpeningPeriod.objects.filter(service_point=place, layer=layer.value):
        found.setdefault(row.stop_id, []).append(row.period())
    return found


def told(rows: Iterable[Mapping[str, Any]]) -> list[periods.Period]:
    """The periods that rows of the history tell of."""
    days = ("first", "last")
    return [
        OpeningPeriod(
            **{
                name: date.fromisoformat(value) if name in days and value else value
                for name, value in row.items()
                if name != "stop"
            }
        ).period()
        for row in rows
    ]


def equipment(place: int) -> list[Equipment]:
    """What a place has, by kind."""
    return list(Equipment.objects.filter(service_point=place))


def history(place: int, most: int = 50) -> list[HoursEdition]:
    """The newest changes of the hours of a place, newest first."""
    return list(HoursEdition.objects.filter(service_point=place)[:most])


def holidays_kept(town: Municipality | None) -> Mapping[date, str]:
    """The public holidays, and the days the municipality keeps besides: local day -> what it is called."""
    return _holidays(tuple(day for day in EXTRA_DAYS if town and day in town.extra_closed_days))


@cache
def _holidays(chosen: tuple[str, ...]) -> Mapping[date, str]:
    return kept(range(FIRST_YEAR, LAST_YEAR + 1), chosen)
