"""HSDS 3.0: the schema holds, our own checks hold, what is read back is what was written, and planted faults are found."""

import csv
import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import jsonschema_rs
import pytest

from velkommen.domain.hours.timetable import minute_of_day
from velkommen.domain.hours.weekly import Weekly
from velkommen.domain.intervals import merged, moment_of
from velkommen.domain.kinds import DeskRole
from velkommen.integrations.hsds.checks import problems
from velkommen.integrations.hsds.package import TABLES, described, package, tables
from velkommen.integrations.hsds.services import WEEKDAYS, Thing, clock, services
from velkommen.integrations.published import AHEAD, Published

Tables = dict[str, list[Thing]]
Days = dict[date, list[tuple[str, str, str]]]  # local day -> opens, closes, role
Offers = dict[str, tuple[str, Days]]

pytestmark = pytest.mark.django_db


def days(rows: list[Thing], roles: dict[str, str] | None = None) -> Days:
    """Local day -> its times, each with the role of its schedule (id -> role; "" where it has none of its own), read back."""
    found: Days = {}
    for row in rows:
        first, last = date.fromisoformat(row["valid_from"]), date.fromisoformat(row["valid_to"])
        for day in Weekly(first, last, first.weekday(), (0, 1), int(row.get("interval", 1))).days():
            found.setdefault(day, []).append((row["opens_at"], row["closes_at"], (roles or {}).get(row["id"], "")))
    return {day: sorted(times) for day, times in found.items()}


def read_back(rows: Tables) -> Offers:
    """Offer (id) -> the role a desk usually has in it, and the times with the role at each."""
    roles = {row["link_id"]: row["value"] for row in rows["attribute"]}
    by_owner: dict[str, list[Thing]] = {}
    for row in rows["schedule"]:
        by_owner.setdefault(str(row.get("service_at_location_id")), []).append(row)
    found: Offers = {}
    for row in rows["service_at_location"]:
        usual, own = roles[row["id"]], by_owner.get(row["id"], [])
        found[row["id"]] = usual, days(own, {one["id"]: roles.get(one["id"], usual) for one in own})
    return found


def as_the_engine_says(published: Published) -> Offers:
    """The same, asked of the engine stretch by stretch."""
    town, found = published.town, {}
    for facts in published.tasks():
        for place in published.at(facts.key):
            by_role: dict[tuple[date, str], list[tuple[int, int]]] = {}
            for time in town.over(facts.key, place.id, published.day, published.last):
                if time.verdict.possible:
                    begins, ends = (moment_of(minute).astimezone(town.zone) for minute in (time.begins, time.ends))
                    closes = minute_of_day(ends) if ends.date() == begins.date() else 1440
                    key = begins.date(), str(time.verdict.role)
                    by_role.setdefault(key, []).append((minute_of_day(begins), closes))
            times: Days = {}
            for (day, role), spans in by_role.items():
                times.setdefault(day, []).extend((clock(a), clock(b), role) for a, b in merged(spans))
            usual = town.role(facts.key, place.id, published.day)
            owner = published.id("service_at_location", facts.key, place.slug)
            found[owner] = str(usual), {day: sorted(said) for day, said in times.items()}
    return found


def test_every_service_holds_the_schema(published: Published, hsds_schema: Any) -> None:
    validator = jsonschema_rs.validator_for(hsds_schema)
    wrong = [
        error.message for one in services(published) for error in validator.iter_errors(json.loads(json.dumps(one)))
    ]
    assert wrong == []


def test_our_own_checks_find_nothing(published: Published) -> None:
    assert problems(tables(services(published))) == []


def test_what_is_read_back_is_what_the_engine_says(published: Published) -> None:
    """The round trip: every task at every place, its role, and the times day by day for a quarter of a year."""
    said = as_the_engine_says(published)
    assert read_back(tables(services(published))) == said
    assert len({usual for usual, _ in said.values()}) == len(DeskRole)
    assert any(role != usual for usual, times in said.values() for day in times.values() for _, _, role in day)


def test_control_a_role_that_was_changed_on_the_way_is_noticed(published: Published) -> None:
    rows, said = tables(services(published)), as_the_engine_says(published)
    changed = rows["attribute"][0]
    changed["value"] = next(role.value for role in DeskRole if role.value != changed["value"])
    assert read_back(rows) != said


def test_a_place_and_a_role_are_given_whole_once(published: Published) -> None:
    all_services = list(services(published))
    there = [one for service in all_services for one in service["service_at_locations"]]
    whole = [one["location"]["id"] for one in there if "location" in one]
    assert sorted(whole) == sorted({one.get("location_id") or one["location"]["id"] for one in there})
    terms = [one["taxonomy_term"]["code"] for offer in there for one in offer["attributes"] if "taxonomy_term" in one]
    assert len(terms) == len(set(terms))


def test_christmas_is_in_no_schedule(published: Published) -> None:
    rows = tables(services(published))["schedule"]
    assert date(2026, 12, 24) not in days(rows)
    assert published.day + AHEAD > date(2026, 12, 24) > published.day + timedelta(days=20)


def test_the_same_town_makes_the_same_bytes_with_the_same_ids(published: Published) -> None:
    assert package(services(published)) == package(services(published))


def test_the_tables_in_the_zip_are_those_that_are_described(published: Published) -> None:
    all_services = list(services(published))
    rows = tables(all_services)
    with ZipFile(BytesIO(package(all_services))) as archive:
        description = json.loads(archive.read("datapackage.json"))
        read = {
            one["name"]: list(csv.DictReader(StringIO(archive.read(one["path"]).decode())))
            for one in description["resources"]
        }
    assert description == json.loads(json.dumps(described(rows)))
    assert {name: len(found) for name, found in read.items()} == {
        name: len(found) for name, found in rows.items() if found
    }
    for one in description["resources"]:
        assert list(read[one["name"]][0]) == [field["name"] for field in one["schema"]["fields"]]


def test_every_key_of_the_description_points_at_a_table(published: Published) -> None:
    for one in described(tables(services(published)))["resources"]:
        assert {key["reference"]["resource"] for key in one["schema"]["foreignKeys"]} <= set(TABLES)


#: A fault planted into the tables -> what our checks say of it (a part of it).
FAULTS: dict[str, tuple[Callable[[Tables], object], str]] = {
    "a service of nobody": (lambda t: t["service"][0].update(organization_id="gone"), "there is no organization"),
    "an offer nowhere": (lambda t: t["service_at_location"][0].update(location_id="gone"), "there is no location"),
    "a time of nothing": (lambda t: t["schedule"][0].update(location_id="gone"), "there is no location"),
    "a role of nothing": (lambda t: t["attribute"][0].update(link_id="gone"), "there is no service_at_location"),
    "a role that is no term": (
        lambda t: t["attribute"][0].update(taxonomy_term_id="gone"),
        "there is no taxonomy_term",
    ),
    "a service without a place": (
        lambda t: t["service_at_location"].__setitem__(slice(None), []),
        "it is nowhere",
    ),
    "the same thing twice": (lambda t: t["location"].append(dict(t["location"][0])), "twice"),
    "a place without a name": (lambda t: t["location"][0].update(name=" "), "no name"),
    "no language": (lambda t: t["language"][0].update(code="Danish"), "no language"),
    "closes before it opens": (
        lambda t: t["schedule"][0].update(opens_at="18:00", closes_at="10:00"),
        "before it opens",
    ),
    "a time that is none": (lambda t: t["schedule"][0].update(opens_at="25:00"), "no time"),
    "a weekday that is none": (lambda t: t["schedule"][0].update(byday="XX"), "no weekday"),
    "the wrong weekday": (lambda t: t["schedule"][0].update(byday=_other(t["schedule"][0])), "another weekday"),
    "a day that is none": (lambda t: t["schedule"][0].update(valid_from="2026-02-30"), "is no day"),
    "ends before it begins": (lambda t: t["schedule"][0].update(valid_to="2020-01-01"), "ends before"),
    "twice at the same time": (
        lambda t: t["schedule"].append({**t["schedule"][0], "id": "another"}),
        "overlaps",
    ),
    "off the globe": (lambda t: t["location"][0].update(latitude=560.0, longitude=11.0), "is nowhere"),
    "half a position": (lambda t: t["location"][0].update(latitude=56.0, longitude=None), "half a position"),
}
WEEKDAY = {one: number for number, one in enumerate(WEEKDAYS)}


def _other(row: Thing) -> str:
    return WEEKDAYS[(WEEKDAY[row["byday"]] + 1) % 7]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(published: Published, fault: str) -> None:
    plant, said = FAULTS[fault]
    rows = deepcopy(tables(services(published)))
    plant(rows)
    assert any(said in one for one in problems(rows))


#: The same, planted into a service as it is written: offer of a service -> what is wrong with it then.
NESTED: dict[str, Callable[[Thing], object]] = {
    "an offer nowhere": lambda offer: offer.update(location_id="gone"),
    "a role that is no term": lambda offer: offer["attributes"][0].update(taxonomy_term_id="gone"),
    "closes before it opens": lambda offer: offer["schedules"][0].update(opens_at="18:00", closes_at="10:00"),
    "ends before it begins": lambda offer: offer["schedules"][0].update(valid_to="2020-01-01"),
    "the wrong weekday": lambda offer: offer["schedules"][0].update(byday=_other(offer["schedules"][0])),
    "a day that is none": lambda offer: offer["schedules"][0].update(valid_from="2026-02-30"),
    "a weekday that is none": lambda offer: offer["schedules"][0].update(byday=7),
}


def test_the_schema_alone_sees_some_of_what_our_checks_see(published: Published, hsds_schema: Any) -> None:
    """Which is why there are checks of our own: each sees every fault here, the schema fewer."""
    validator = jsonschema_rs.validator_for(hsds_schema)
    seen = {}
    for fault, plant in NESTED.items():
        written = json.loads(json.dumps(list(services(published))))
        offers = [(one, offer) for one in written for offer in one["service_at_locations"]]
        service, offer = next(two for two in offers if "location_id" in two[1] and two[1]["schedules"])
        plant(offer)
        seen[fault] = not validator.is_valid(service)
        assert problems(tables(written)), fault
    assert 0 < sum(seen.values()) < len(seen)
