"""The municipality as schema.org: the file says what the pages say, our own checks hold, and planted faults are found."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from velkommen.integrations.forms import made
from velkommen.integrations.published import Published
from velkommen.integrations.schemaorg.checks import problems
from velkommen.integrations.schemaorg.graph import graph

Node = dict[str, Any]

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def document(published: Published) -> Node:
    found: Node = json.loads(made("schemaorg.jsonld", published))
    return found


def of(document: Node, *types: str) -> list[Node]:
    return [node for node in document["@graph"] if node["@type"] in types]


def test_our_own_checks_find_nothing(document: Node) -> None:
    assert problems(document) == []


def test_every_place_and_every_task_is_there_once(published: Published, document: Node) -> None:
    tasks = [facts.name_da for facts in published.tasks()]
    places = [place.name for place in published.places()]
    assert [node["name"] for node in document["@graph"]] == [*places, *tasks]
    assert len(of(document, "GovernmentService")) == len(tasks)


def test_a_task_points_at_the_places_that_do_it(published: Published, document: Node) -> None:
    for facts, node in zip(published.tasks(), of(document, "GovernmentService"), strict=True):
        there = [one["serviceLocation"]["@id"] for one in node["availableChannel"] if "serviceLocation" in one]
        assert there == [f"{published.base}/places/{place.slug}/" for place in published.at(facts.key)]


def test_the_same_town_makes_the_same_bytes(published: Published) -> None:
    assert made("schemaorg.jsonld", published) == made("schemaorg.jsonld", published)


def service(document: Node) -> Node:
    return next(
        node
        for node in of(document, "GovernmentService")
        if any("serviceLocation" in one for one in node["availableChannel"])
    )


def channel(document: Node) -> Node:
    return next(one for one in service(document)["availableChannel"] if "serviceLocation" in one)


def hours(document: Node) -> Node:
    found: Node = next(node for node in document["@graph"] if "openingHoursSpecification" in node)
    one: Node = found["openingHoursSpecification"][0]
    return one


def geo(document: Node) -> Node:
    found: Node = next(node["geo"] for node in document["@graph"] if "geo" in node)
    return found


#: A fault planted into the document -> what our checks say of it (a part of it).
FAULTS: dict[str, tuple[Callable[[Node], object], str]] = {
    "a place that is not there": (lambda d: channel(d).update(serviceLocation={"@id": "gone"}), "there is no gone"),
    "closes before it opens": (lambda d: hours(d).update(opens="18:00", closes="10:00"), "before it opens"),
    "ends before it begins": (
        lambda d: hours(d).update(validFrom="2026-12-01", validThrough="2026-11-01"),
        "end before",
    ),
    "off the globe": (lambda d: geo(d).update(latitude=560.0), "is nowhere"),
    "without a name": (lambda d: d["@graph"][0].update(name=" "), "no name"),
    "the same twice": (lambda d: d["@graph"].append(d["@graph"][0]), "twice"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(published: Published, fault: str) -> None:
    plant, said = FAULTS[fault]
    document = deepcopy(graph(published))
    plant(document)
    assert any(said in one for one in problems(document))
