"""The services of the municipality in the shape of HSDS 3.0."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from velkommen.apps.places.models import ServicePoint
from velkommen.domain.catalogue import FeeStep, SelfService, TaskFacts
from velkommen.domain.hours.weekly import Weekly, weekly
from velkommen.domain.kinds import DeskRole
from velkommen.domain.placement.facts import Place
from velkommen.integrations.published import Published, RoleRuns, Served
from velkommen.shared.wording_rules import ROLES
from velkommen.shared.wording_tasks import DOES

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LANGUAGES = (("da", "Dansk"), ("en", "English"))
DESK_ROLE = "desk_role"  # what an attribute says in `value`: complete, receive, assist, refer
Thing = dict[str, Any]
Times = Mapping[tuple[str, int], tuple[RoleRuns, ...]]


def services(published: Published) -> Iterator[Thing]:
    """Every task somebody does something with, with its places and the times at which those who come are served, and as what."""
    served, tasks = Served(published), published.tasks()
    # Place by place, because the engine remembers a limited number of days.
    times = {
        (facts.key, place.id): served.runs(facts.key, place)
        for place in published.places()
        for facts in tasks
        if place.offered(facts.key, published.day)
    }
    writer = _Writer(published, times)
    return (writer.service(facts) for facts in tasks)


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
        "schedules": schedules(published, weekly(published.staffed(place)), "location", place.slug),
    }
    if place.position:
        found["latitude"], found["longitude"] = place.position
    if point.accessibility:
        found["accessibility"] = [{"id": published.id("accessibility", place.slug), "description": point.accessibility}]
    if point.phone:
        found["phones"] = [{"id": published.id("phone", place.slug), "number": point.phone}]
    return found


class _Writer:
    """Writes services one after the other. A place and a role are given whole where they are first named, then by their id."""

    def __init__(self, published: Published, times: Times) -> None:
        self._all, self._times = published, times
        self._named: set[object] = set()

    def service(self, facts: TaskFacts) -> Thing:
        key = facts.key
        found: Thing = {
            "id": self._all.id("service", key),
            "organization": organization(self._all),
            "name": facts.name_da,
            "alternate_name": facts.name_en,
            "url": f"{self._all.base}/find/{key}/",
            "status": "active",
            "languages": [
                {"id": self._all.id("language", key, code), "code": code, "name": name} for code, name in LANGUAGES
            ],
            "cost_options": list(_costs(self._all, key)),
            "required_documents": [
                {"id": self._all.id("document", key, number), "document": line}
                for number, line in enumerate(facts.bring_da)
            ],
            "service_at_locations": [self._at(key, place) for place in self._all.at(key)],
        }
        if facts.self_service is not SelfService.NONE and facts.link:
            found["application_process"] = facts.link
        suspended = self._all.town.tasks[key].suspended(self._all.day)
        if suspended:
            found["alert"] = suspended.why
        return found

    def _at(self, task: str, place: Place) -> Thing:
        """A task at a place: what a desk does with it there, and when; times at which it does less say so themselves."""
        of, usual = ("service_at_location", task, place.slug), self._all.town.role(task, place.id, self._all.day)
        assert usual
        found: Thing = {
            "id": self._all.id(*of),
            "description": str(DOES[usual]),
            "schedules": [
                schedule | ({} if role is usual else self._in_role(role, "schedule", schedule["id"]))
                for role, runs in self._times[task, place.id]
                for schedule in schedules(self._all, runs, *of)
            ],
            "attributes": [self._attribute(usual, *of)],
        }
        if self._first(place.id):
            return {**found, "location": location(self._all, place)}
        return {**found, "location_id": self._all.id("location", place.slug)}

    def _in_role(self, role: DeskRole, *of: str) -> Thing:
        return {"description": str(DOES[role]), "attributes": [self._attribute(role, *of)]}

    def _attribute(self, role: DeskRole, *of: str) -> Thing:
        term = self._all.id("desk_role", role.value)
        found: Thing = {"id": self._all.id("attribute", *of), "link_type": DESK_ROLE, "value": role.value}
        if self._first(role):
            return {**found, "taxonomy_term": _term(term, role)}
        return {**found, "taxonomy_term_id": term}

    def _first(self, thing: object) -> bool:
        """Whether a thing is named for the first time."""
        new = thing not in self._named
        self._named.add(thing)
        return new


def _term(pk: str, role: DeskRole) -> Thing:
    """A role as a term of a list that anybody can look up."""
    return {
        "id": pk,
        "code": role.value,
        "name": str(ROLES[role]),
        "description": str(DOES[role]),
        "taxonomy": "Velkommen desk roles",
        "language": "da",
    }


def schedules(published: Published, runs: Iterable[Weekly], *of: str) -> list[Thing]:
    """What comes back every week or every second one."""
    return [_schedule(published, run, *of) for run in runs]


def _schedule(published: Published, run: Weekly, *of: str) -> Thing:
    """A step of one week from Mondays on is what the standard (RFC 5545) takes for granted; it is said only where it is another."""
    opens, closes = run.span
    found: Thing = {
        "id": published.id("schedule", *of, run.first, *run.span),
        "valid_from": run.first.isoformat(),
        "valid_to": run.last.isoformat(),
        "freq": "WEEKLY",
        "byday": WEEKDAYS[run.weekday],
        "opens_at": clock(opens),
        "closes_at": clock(closes),
    }
    if run.weeks > 1:
        found |= {"dtstart": run.first.isoformat(), "interval": run.weeks, "wkst": "MO"}
    return found


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
