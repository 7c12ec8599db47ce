"""When a place is open: one layer of it, replaced as a whole, or one day that is different. Each change is kept in the history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict
from uuid import UUID

from velkommen.apps.places import queries
from velkommen.apps.places.models import HoursEdition, OpeningPeriod, SpecialDay, Stop, columns
from velkommen.domain.catalogue import line_of
from velkommen.domain.hours import periods
from velkommen.domain.hours.checks import check, check_stops, problems
from velkommen.domain.hours.faults import HoursFault
from velkommen.domain.hours.periods import Period, Span
from velkommen.domain.kinds import HoursLayer
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed

LONGEST_WHY = 80


@dataclass(frozen=True)
class Hours:
    """A period of opening; with a stop by its name where a mobile library has one."""

    period: Period
    stop: str = ""


class Opened(TypedDict):
    """The layer of a place the deed was about."""

    place: int
    layer: str


@deed(Right.ARRANGE)
def set_hours(
    *,
    place: int,
    layer: HoursLayer,
    hours: Sequence[Hours],
    special: Mapping[date, periods.SpecialDay] | None = None,
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[Opened]:
    """Say all that comes back in one layer of a place, instead of what was said before; nothing: never open.

    Args:
        special: days with hours of their own that were said along with it; other special days stay.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, BAD_HOURS with the number of the period, UNKNOWN_STOP.
    """
    by.require(Right.ARRANGE, place)
    queries.hold(place)
    stops = check_hours(place, hours)
    put_hours(place, layer, hours, stops, by, at)
    for day, said in (special or {}).items():
        put_day(place, layer, day, _rows(said.spans), line_of("why", said.why, LONGEST_WHY), by, at)
    return Done({"place": place, "layer": layer.value}, place, rules=True)


@deed(Right.ARRANGE)
def set_special_day(
    *, place: int, layer: HoursLayer, day: date, spans: Sequence[Span], why: str, by: Actor, at: datetime, op: UUID
) -> Done[Opened]:
    """Give a local day hours of its own in one layer, or none: then it is closed.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, BAD_HOURS, BAD_VALUE when the reason is too long for a line.
    """
    check([Period(frozenset({day.weekday()}), span) for span in spans])
    said = line_of("why", why, LONGEST_WHY)
    return _replace(place, layer, day, _rows(spans), said, by, at)


@deed(Right.ARRANGE)
def clear_special_day(*, place: int, layer: HoursLayer, day: date, by: Actor, at: datetime, op: UUID) -> Done[Opened]:
    """Let a day have its usual hours again.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED.
    """
    return _replace(place, layer, day, [], "", by, at)


def put_hours(
    place: int, layer: HoursLayer, hours: Sequence[Hours], stops: Mapping[str, Stop], by: Actor, at: datetime
) -> None:
    """Write hours that were checked in place of what was said of the layer, and remember it. Within a deed."""
    known = OpeningPeriod.objects.filter(service_point=place, layer=layer.value).select_related("stop")
    before = [_told(row.period(), row.stop.name if row.stop else "") for row in known]
    known.delete()
    OpeningPeriod.objects.bulk_create(
        OpeningPeriod(service_point_id=place, layer=layer.value, stop=stops.get(one.stop), **columns(one.period))
        for one in hours
    )
    after = [_told(one.period, one.stop) for one in hours]
    _remember(HoursEdition(service_point_id=place, layer=layer.value, at=at, by=by.key, before=before, after=after))


def _replace(
    place: int, layer: HoursLayer, day: date, rows: Sequence[SpecialDay], why: str, by: Actor, at: datetime
) -> Done[Opened]:
    by.require(Right.ARRANGE, place)
    queries.hold(place)
    put_day(place, layer, day, rows, why, by, at)
    return Done({"place": place, "layer": layer.value}, place, rules=True)


def put_day(
    place: int, layer: HoursLayer, day: date, rows: Sequence[SpecialDay], why: str, by: Actor, at: datetime
) -> None:
    """Write the rows of one day, checked before, in place of those there were, and remember it. Within a deed."""
    known = SpecialDay.objects.filter(service_point=place, layer=layer.value, day=day)
    before = list(known.values("opens", "closes", "why"))
    known.delete()
    for row in rows:
        row.service_point_id, row.layer, row.day, row.why = place, layer.value, day, why
    SpecialDay.objects.bulk_create(rows)
    after = [{"opens": row.opens, "closes": row.closes, "why": why} for row in rows]
    edition = HoursEdition(service_point_id=place, layer=layer.value, day=day, at=at, by=by.key)
    edition.before, edition.after = before, after
    _remember(edition)


def check_hours(place: int, hours: Sequence[Hours]) -> dict[str, Stop]:
    """Look at hours before they are written; the stops of the place by name. Raises: Refusal BAD_HOURS, UNKNOWN_STOP."""
    stops = {stop.name: stop for stop in Stop.objects.filter(service_point=place)}
    for number, one in enumerate(hours, start=1):
        if one.stop and one.stop not in stops:
            raise Refusal(Code.UNKNOWN_STOP, stop=one.stop, number=number)
    for refusal in problems([one.period for one in hours]):
        if refusal.facts["fault"] == HoursFault.OVERLAP:
            check_stops({stop: [one.period for one in hours if one.stop == stop] for stop in stops})
        raise refusal
    return stops


def _rows(spans: Sequence[Span]) -> list[SpecialDay]:
    """The rows of a day, one that says "closed" when there are no hours."""
    return [SpecialDay(opens=opens, closes=closes) for opens, closes in spans] or [SpecialDay()]


def _told(period: Period, stop: str) -> dict[str, Any]:
    """A period as the history keeps it."""
    row = columns(period)
    days = {name: row[name].isoformat() if row[name] else None for name in ("first", "last")}
    return {**row, **days, "stop": stop}


def _remember(edition: HoursEdition) -> None:
    if edition.before != edition.after:
        edition.save(force_insert=True)
