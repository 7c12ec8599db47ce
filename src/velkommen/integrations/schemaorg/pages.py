"""The same for machines: pages as data of schema.org. Only what the page itself says; hours that it cannot say are given day by day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from velkommen.apps.places.models import Municipality, ServicePoint
from velkommen.domain.catalogue import TaskFacts
from velkommen.domain.hours import words as hours
from velkommen.domain.hours.periods import Span
from velkommen.domain.hours.timetable import DAY, Timetable
from velkommen.domain.kinds import PlaceKind
from velkommen.domain.placement.facts import Place
from velkommen.shared.wording_prices import Prices
from velkommen.shared.wording_tasks import authority_name, task_name

CONTEXT = "https://schema.org"
WEEKDAYS = tuple(
    f"{CONTEXT}/{name}" for name in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
)
KINDS = {PlaceKind.TOWN_HALL: "GovernmentOffice", PlaceKind.PARTNER: "LocalBusiness"}
DAYS_AHEAD = 60
Linked = dict[str, Any]


def service(
    facts: TaskFacts,
    address: str,
    town: Municipality | None,
    there: Iterable[tuple[str, str]],
    prices: Sequence[Prices],
) -> Linked:
    """A task.

    Args:
        there: name and address of each place where it is done.
    """
    channels: list[Linked] = [
        {"@type": "ServiceChannel", "serviceLocation": {"@type": "Place", "name": name, "url": url}}
        for name, url in there
    ]
    if facts.link:
        channels.insert(0, {"@type": "ServiceChannel", "serviceUrl": facts.link})
    said: Linked = {
        "@context": CONTEXT,
        "@type": "GovernmentService",
        "name": task_name(facts),
        "url": address,
        "serviceOperator": {
            "@type": "GovernmentOrganization",
            "name": authority_name(facts.authority, facts.authority_named),
        },
        "availableChannel": channels,
        "offers": [offer for one in prices for offer in _offers(one)],
    }
    if town:
        said["provider"] = {"@type": "GovernmentOrganization", "name": town.name}
        said["areaServed"] = {"@type": "AdministrativeArea", "name": town.name}
    return {key: value for key, value in said.items() if value not in ("", [])}


def office(place: Place, point: ServicePoint, address: str, day: date) -> Linked:
    """A place, with when it is staffed, and with the days of the next two months that are not as usual."""
    lies: Linked = {
        "@type": "PostalAddress",
        "streetAddress": point.address,
        "postalCode": point.postal_code,
        "addressLocality": point.town,
        "addressCountry": "DK",
    }
    said: Linked = {
        "@context": CONTEXT,
        "@type": KINDS.get(place.kind, "Library"),
        "name": place.name,
        "url": address,
        "address": {key: value for key, value in lies.items() if value},
        "telephone": point.phone,
        "email": point.email,
        "openingHoursSpecification": list(_usual(place.staffed, day)),
        "specialOpeningHoursSpecification": list(_special(place.staffed, day)),
    }
    if point.position:
        latitude, longitude = point.position
        said["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    return {key: value for key, value in said.items() if value not in ("", [])}


def _offers(prices: Prices) -> Iterator[Linked]:
    for price in prices.cases:
        offer: Linked = {
            "@type": "Offer",
            "price": f"{price.total / 100:.2f}",
            "priceCurrency": "DKK",
            "validFrom": prices.since.isoformat(),
        }
        yield {**offer, "name": price.case} if price.case else offer


def _usual(table: Timetable, day: date) -> Iterator[Linked]:
    for period in table.periods:
        if period.last and period.last < day:
            continue
        if period.every == 1 and period.season is None:
            days = [WEEKDAYS[weekday] for weekday in sorted(period.weekdays)]
            yield _hours(period.span, period.first, period.last, dayOfWeek=days)
        else:
            yield from (_hours(period.span, one, one) for one in _days(day) if period.holds(one))


def _special(table: Timetable, day: date) -> Iterator[Linked]:
    for one in hours.different(table, day, DAYS_AHEAD):
        for span in one.spans or ((0, 0),):  # opens and closes at the same time: closed all day
            yield _hours(span, one.first, one.last)


def _days(day: date) -> Iterator[date]:
    return (day + timedelta(days=ahead) for ahead in range(DAYS_AHEAD))


def _hours(span: Span, first: date | None, last: date | None, **more: object) -> Linked:
    said: Linked = {"@type": "OpeningHoursSpecification", **more, "opens": _clock(span[0]), "closes": _clock(span[1])}
    valid = {"validFrom": first, "validThrough": last}
    return said | {name: one.isoformat() for name, one in valid.items() if one}


def _clock(minute: int) -> str:
    """Midnight at the end of a day is its last minute there."""
    shown = minute if minute < DAY else DAY - 1
    return f"{shown // 60:02}:{shown % 60:02}"
