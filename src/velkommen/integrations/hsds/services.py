"""The services of the municipality in the shape of HSDS 3.0."""

from collections.abc import Iterable, Iterator
from typing import Any

from velkommen.apps.places.models import ServicePoint
from velkommen.domain.catalogue import FeeStep, SelfService, TaskFacts
from velkommen.domain.hours.weekly import Weekly, weekly
from velkommen.domain.placement.facts import Place
from velkommen.integrations.published import Days, Published, Served

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LANGUAGES = (("da", "Dansk"), ("en", "English"))
Thing = dict[str, Any]


def services(published: Published) -> list[Thing]:
    """Every task somebody does something with, with its places and the times at which those who come are served."""
    served, tasks = Served(published), published.tasks()
    # Place by place, because the engine remembers a limited number of days.
    for place in published.town.places.values():
        for facts in tasks:
            if place.offered(facts.key, published.day):
                served.days(facts.key, place)
    locations = {pk: location(published, place) for pk, place in published.town.places.items()}
    return [_service(published, served, facts, locations) for facts in tasks]


def organization(published: Published) -> Thing:
    """The municipality."""
    town = published.municipality
    return {
        "id": published.id("organization"),
        "name": town.name,
        "description": f"{town.name}, kommune {town.code}",
        "uri": published.base,
    }


def location(published: Published, place: Place) -> Thing:
    """A place with its staffed hours."""
    point, pk = published.points[place.id], published.id("location", place.slug)
    found: Thing = {
        "id": pk,
        "location_type": "physical",
        "name": place.name,
        "url": f"{published.base}/places/{place.slug}/",
        "addresses": list(_addresses(published, place, point)),
        "schedules": schedules(published, published.staffed(place), "location", place.slug),
    }
    if place.position:
        found["latitude"], found["longitude"] = place.position
    if point.accessibility:
        found["accessibility"] = [{"id": published.id("accessibility", place.slug), "description": point.accessibility}]
    if point.phone:
        found["phones"] = [{"id": published.id("phone", place.slug), "number": point.phone}]
    return found


def schedules(published: Published, days: Days, *of: str) -> list[Thing]:
    """The times of some days as what comes back every week or every second one."""
    return [_schedule(published, run, *of) for run in weekly(days)]


def _service(published: Published, served: Served, facts: TaskFacts, locations: dict[int, Thing]) -> Thing:
    key = facts.key
    found: Thing = {
        "id": published.id("service", key),
        "organization": organization(published),
        "name": facts.name_da,
        "alternate_name": facts.name_en,
        "url": f"{published.base}/find/{key}/",
        "status": "active",
        "languages": [
            {"id": published.id("language", key, code), "code": code, "name": name} for code, name in LANGUAGES
        ],
        "cost_options": list(_costs(published, key)),
        "required_documents": [
            {"id": published.id("document", key, number), "document": line}
            for number, line in enumerate(facts.bring_da)
        ],
        "service_at_locations": [
            _at(published, served, key, place, locations[place.id]) for place in published.at(key)
        ],
    }
    if facts.self_service is not SelfService.NONE and facts.link:
        found["application_process"] = facts.link
    suspended = published.town.tasks[key].suspended(published.day)
    if suspended:
        found["alert"] = suspended.why
    return found


def _at(published: Published, served: Served, task: str, place: Place, there: Thing) -> Thing:
    return {
        "id": published.id("service_at_location", task, place.slug),
        "location": there,
        "schedules": schedules(published, served.days(task, place), "service_at_location", task, place.slug),
    }


def _schedule(published: Published, run: Weekly, *of: str) -> Thing:
    opens, closes = run.span
    return {
        "id": published.id("schedule", *of, run.first, *run.span),
        "valid_from": run.first.isoformat(),
        "valid_to": run.last.isoformat(),
        "dtstart": run.first.isoformat(),
        "freq": "WEEKLY",
        "interval": run.weeks,
        "wkst": "MO",
        "byday": WEEKDAYS[run.weekday],
        "opens_at": clock(opens),
        "closes_at": clock(closes),
    }


def clock(minute: int) -> str:
    """Minutes after midnight as 10:30; midnight at the end of a day is 24:00."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _addresses(published: Published, place: Place, point: ServicePoint) -> Iterator[Thing]:
    """Where the place is, or where a mobile library stops."""
    if point.address:
        yield {
            "id": published.id("address", place.slug),
            "address_1": point.address,
            "city": point.town or published.municipality.name,
            "state_province": "",
            "postal_code": point.postal_code,
            "country": "DK",
            "address_type": "physical",
        }


def _costs(published: Published, task: str) -> Iterator[Thing]:
    """Each part of the fee in each case, from its day until the next one."""
    for fee, until in _until(published.town.tasks[task].fees):
        if until is None or until > published.day:
            cost: Thing = {
                "id": published.id("cost", task, fee.component, fee.case, fee.since),
                "valid_from": fee.since.isoformat(),
                "option": " · ".join(part for part in (fee.name_da, fee.case_da) if part),
                "currency": "DKK",
                "amount": fee.amount / 100,
                "amount_description": fee.source,
            }
            yield cost if until is None else {**cost, "valid_to": until.isoformat()}


def _until(fees: Iterable[FeeStep]) -> Iterator[tuple[FeeStep, Any]]:
    by_part: dict[tuple[str, str], list[FeeStep]] = {}
    for fee in sorted(fees, key=lambda one: one.since):
        by_part.setdefault((fee.component, fee.case), []).append(fee)
    for steps in by_part.values():
        for fee, after in zip(steps, [*steps[1:], None], strict=True):
            yield fee, after.since if after else None
