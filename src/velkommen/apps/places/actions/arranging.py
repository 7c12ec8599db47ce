"""What places there are, where they lie, their desks and stops, and how long it really takes between two of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.db import IntegrityError

from velkommen.apps.places import queries
from velkommen.apps.places.actions.filling import Fact, fill, outside_denmark
from velkommen.apps.places.models import Desk, DeskUnit, Municipality, ServicePoint, Stop, TravelOverride
from velkommen.domain.kinds import PlaceKind, Unit, Wheelchair
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.log.deeds import Done, deed

POSITION = frozenset({"latitude", "longitude"})
OF_PLACE = POSITION | {
    "name",
    "kind",
    "address",
    "postal_code",
    "town",
    "phone",
    "email",
    "wheelchair",
    "accessibility",
    "max_waiting",
    "numbers_from_home",
}
OF_STOP = POSITION | {"name", "address"}
OF_MUNICIPALITY = POSITION | {"name", "population", "library_search_url", "extra_closed_days"}


class Placed(TypedDict):
    """The place, and the keys of what looks odd about it: `outside_denmark`."""

    place: int
    warnings: list[str]


class Added(TypedDict):
    place: int
    id: int


@deed(Right.ARRANGE)
def add_place(
    *, slug: str, name: str, kind: str, facts: Mapping[str, Fact] | None = None, by: Actor, at: datetime, op: UUID
) -> Done[Placed]:
    """A new place where citizens are served, as yet without desks and hours.

    Args:
        slug: what it is called in addresses, for good.
        facts: any of OF_PLACE.

    Raises:
        Refusal: NOT_ALLOWED, NAME_TAKEN, BAD_VALUE with the field, BELOW_ZERO, OFF_THE_GLOBE.
    """
    by.require(Right.ARRANGE, EVERYWHERE)
    if ServicePoint.objects.filter(slug=slug).exists():
        raise Refusal(Code.NAME_TAKEN, name=slug)
    row = ServicePoint(slug=slug)
    _fill_place(row, {**(facts or {}), "name": name, "kind": kind})
    row.save(force_insert=True)
    return Done(
        {"place": row.pk, "warnings": outside_denmark(row.latitude, row.longitude)},
        row.pk,
        places=[EVERYWHERE],
        rules=True,
    )


@deed(Right.ARRANGE)
def edit_place(*, place: int, facts: Mapping[str, Fact], by: Actor, at: datetime, op: UUID) -> Done[Placed]:
    """Put some facts of a place right; those not named stay.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, BAD_VALUE with the field, BELOW_ZERO, OFF_THE_GLOBE.
    """
    by.require(Right.ARRANGE, place)
    row = queries.hold(place)
    _fill_place(row, facts)
    row.save()
    return Done({"place": place, "warnings": outside_denmark(row.latitude, row.longitude)}, place, rules=True)


@deed(Right.ARRANGE)
def add_desk(
    *, place: int, number: int, name: str, units: Sequence[str], by: Actor, at: datetime, op: UUID
) -> Done[Added]:
    """A desk with the number the board shows, and the units that staff it.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, NAME_TAKEN, BAD_VALUE with the field, BELOW_ZERO.
    """
    by.require(Right.ARRANGE, place)
    row = Desk(service_point=queries.hold(place))
    fill(row, {"number": number, "name": name}, frozenset({"number", "name"}))
    if not set(units) <= {unit.value for unit in Unit}:
        raise Refusal(Code.BAD_VALUE, field="units")
    if Desk.objects.filter(service_point=place, number=number).exists():
        raise Refusal(Code.NAME_TAKEN, name=str(number))
    row.save(force_insert=True)
    DeskUnit.objects.bulk_create(DeskUnit(desk=row, unit=unit) for unit in dict.fromkeys(units))
    return Done({"place": place, "id": row.pk}, place, rules=True)


@deed(Right.ARRANGE)
def add_stop(
    *, place: int, name: str, facts: Mapping[str, Fact] | None = None, by: Actor, at: datetime, op: UUID
) -> Done[Added]:
    """Where a mobile library stops; when it does so is said with its hours.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, NAME_TAKEN, BAD_VALUE with the field, OFF_THE_GLOBE.
    """
    by.require(Right.ARRANGE, place)
    row = Stop(service_point=queries.hold(place))
    fill(row, {**(facts or {}), "name": name}, OF_STOP)
    if Stop.objects.filter(service_point=place, name=row.name).exists():
        raise Refusal(Code.NAME_TAKEN, name=row.name)
    row.save(force_insert=True)
    return Done({"place": place, "id": row.pk}, place, rules=True)


@deed(Right.ARRANGE)
def set_travel(
    *, origin: int, destination: int, minutes: int | None, why: str = "", by: Actor, at: datetime, op: UUID
) -> Done[Placed]:
    """How long it takes between two places, both ways, where the estimate by distance is wrong; None goes back to the estimate.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, BAD_VALUE with the field, BELOW_ZERO.
    """
    near, far = sorted((origin, destination))
    for place in (near, far):
        by.require(Right.ARRANGE, place)
        queries.hold(place)
    if near == far:
        raise Refusal(Code.BAD_VALUE, field="destination")
    known = TravelOverride.objects.filter(origin=near, destination=far)
    if minutes is None:
        known.delete()
    else:
        row = known.first() or TravelOverride(origin_id=near, destination_id=far)
        fill(row, {"minutes": minutes, "why": why}, frozenset({"minutes", "why"}))
        row.save()
    return Done({"place": origin, "warnings": []}, origin, places=[near, far], rules=True)


@deed(Right.ARRANGE)
def edit_municipality(*, facts: Mapping[str, Fact], by: Actor, at: datetime, op: UUID) -> Done[Placed]:
    """Put some facts of the municipality right, among them the days it keeps like public holidays.

    Raises:
        Refusal: NOT_ALLOWED, NOTHING_GIVEN when there is no municipality yet, BAD_VALUE with the field, OFF_THE_GLOBE.
    """
    by.require(Right.ARRANGE, EVERYWHERE)
    row = Municipality.objects.select_for_update().first()
    if row is None:
        raise Refusal(Code.NOTHING_GIVEN)
    _fill_municipality(row, facts)
    row.save()
    return Done({"place": EVERYWHERE, "warnings": outside_denmark(row.latitude, row.longitude)}, None, rules=True)


@deed(Right.ARRANGE)
def found_municipality(*, code: str, facts: Mapping[str, Fact], by: Actor, at: datetime, op: UUID) -> Done[Placed]:
    """The one municipality of this installation, while there is none.

    Args:
        code: its four digits.
        facts: any of OF_MUNICIPALITY; a name and a population must be among them.

    Raises:
        Refusal: NOT_ALLOWED, FOUNDED_ALREADY, BAD_VALUE with the field, BELOW_ZERO, OFF_THE_GLOBE.
    """
    by.require(Right.ARRANGE, EVERYWHERE)
    if Municipality.objects.exists():
        raise Refusal(Code.FOUNDED_ALREADY)
    if not (len(code) == 4 and code.isascii() and code.isdecimal()):
        raise Refusal(Code.BAD_VALUE, field="code")
    row = Municipality(code=code)
    _fill_municipality(row, facts)
    try:
        row.save(force_insert=True)
    except IntegrityError as error:  # somebody else was quicker
        raise Refusal(Code.FOUNDED_ALREADY) from error
    return Done({"place": EVERYWHERE, "warnings": outside_denmark(row.latitude, row.longitude)}, None, rules=True)


def _fill_municipality(row: Municipality, facts: Mapping[str, Fact]) -> None:
    fill(row, facts, OF_MUNICIPALITY)
    if not set(row.extra_closed_days) <= set(queries.EXTRA_DAYS):
        raise Refusal(Code.BAD_VALUE, field="extra_closed_days")
    if row.library_search_url and "{words}" not in row.library_search_url:
        raise Refusal(Code.BAD_VALUE, field="library_search_url")


def _fill_place(row: ServicePoint, facts: Mapping[str, Fact]) -> None:
    fill(row, facts, OF_PLACE)
    for name, value, known in (("kind", row.kind, PlaceKind), ("wheelchair", row.wheelchair or "yes", Wheelchair)):
        if value not in {one.value for one in known}:
            raise Refusal(Code.BAD_VALUE, field=name)
    if row.postal_code and not (len(row.postal_code) == 4 and row.postal_code.isdecimal()):
        raise Refusal(Code.BAD_VALUE, field="postal_code")
