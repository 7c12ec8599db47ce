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

from velkommen.domain.hours.weekly import Weekly
from velkommen.integrations.hsds.checks import problems
from velkommen.integrations.hsds.package import TABLES, described, package, tables
from velkommen.integrations.hsds.services import WEEKDAYS, Thing, clock, services
from velkommen.integrations.published import AHEAD, Published, Served

Tables = dict[str, list[Thing]]

pytestmark = pytest.mark.django_db


def days(rows: list[Thing]) -> dict[date, list[tuple[str, str]]]:
    """Local day -> its times, read back from schedules."""
    found: dict[date, list[tuple[str, str]]] = {}
    for row in rows:
        first, last = date.fromisoformat(row["valid_from"]), date.fromisoformat(row["valid_to"])
        for day in Weekly(first, last, first.weekday(), (0, 1), int(row["interval"])).days():
            found.setdefault(day, []).append((row["opens_at"], row["closes_at"]))
    return {day: sorted(times) for day, times in found.items()}


def test_every_service_holds_the_schema(published: Published, hsds_schema: Any) -> None:
    validator = jsonschema_rs.validator_for(hsds_schema)
    wrong = [
        error.message for one in services(published) for error in validator.iter_errors(json.loads(json.dumps(one)))
    ]
    assert wrong == []


def test_our_own_checks_find_nothing(published: Published) -> None:
    assert problems(tables(services(published))) == []


def test_what_is_read_back_is_when_people_are_served(published: Published) -> None:
    """The round trip: every task at every place, day by day for a quarter of a year, as the engine says."""
    served, rows = Served(published), tables(services(published))
    by_owner: dict[str, list[Thing]] = {}
    for row in rows["schedule"]:
        by_owner.setdefault(str(row.get("service_at_location_id")), []).append(row)
    for facts in published.tasks():
        for place in published.at(facts.key):
            owner = published.id("service_at_location", facts.key, place.slug)
            said = {
                day: [(clock(opens), clock(closes)) for opens, closes in spans]
                for day, spans in served.days(facts.key, place).items()
            }
            assert days(by_owner.get(owner, [])) == said


def test_tasks_asked_the_same_of_are_worked_out_once_and_rightly(published: Published) -> None:
    """Control: each task by itself, without what was remembered of others."""
    together = Served(published)
    for facts in published.tasks()[::5]:
        for place in published.at(facts.key):
            assert together.days(facts.key, place) == Served(published).days(facts.key, place)


def test_christmas_is_in_no_schedule(published: Published) -> None:
    rows = tables(services(published))["schedule"]
    assert date(2026, 12, 24) not in days(rows)
    assert published.day + AHEAD > date(2026, 12, 24) > published.day + timedelta(days=20)


def test_the_same_town_makes_the_same_bytes_with_the_same_ids(published: Published) -> None:
    assert package(services(published)) == package(services(published))


def test_the_tables_in_the_zip_are_those_that_are_described(published: Published) -> None:
    all_services = services(published)
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
