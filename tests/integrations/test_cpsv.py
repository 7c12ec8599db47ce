"""CPSV-AP 3.2: the shapes hold, our own checks hold, and planted faults are found."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from pyshacl import validate
from rdflib import Graph

from velkommen.integrations.cpsv.checks import problems
from velkommen.integrations.cpsv.graph import graph
from velkommen.integrations.published import Published

#: The validator uses a part of its RDF library that goes away; which part is not for us to say.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]


def as_rdf(document: dict[str, object]) -> Graph:
    return Graph().parse(data=json.dumps(document), format="json-ld")


def conforms(document: dict[str, object], shapes: bytes) -> bool:
    return bool(validate(as_rdf(document), shacl_graph=Graph().parse(data=shapes, format="turtle"))[0])


def test_the_graph_holds_the_shapes(published: Published, cpsv_shapes: bytes) -> None:
    assert conforms(graph(published), cpsv_shapes)


def test_control_a_service_without_an_authority_does_not(published: Published, cpsv_shapes: bytes) -> None:
    document: Any = graph(published)
    next(node for node in document["@graph"] if node["@type"] == "cpsv:PublicService").pop("cv:hasCompetentAuthority")
    assert not conforms(document, cpsv_shapes)


def test_our_own_checks_find_nothing(published: Published) -> None:
    assert problems(graph(published)) == []


def test_who_decides_is_said_of_every_service(published: Published) -> None:
    document: Any = graph(published)
    names = {node["@id"]: node["skos:prefLabel"]["@value"] for node in document["@graph"] if "skos:prefLabel" in node}
    services = {node["dct:identifier"]: node for node in document["@graph"] if node["@type"] == "cpsv:PublicService"}
    decides = {key: names[node["cv:hasCompetentAuthority"]["@id"]] for key, node in services.items()}
    assert (decides["passport_adult"], decides["residence_certificate"]) == ("Politiet", "Fjordby Kommune")


def first(document: Any, kind: str) -> Any:
    return next(node for node in document["@graph"] if node["@type"] == kind)


FAULTS: dict[str, tuple[Callable[[Any], object], str]] = {
    "an authority that is not there": (
        lambda d: first(d, "cpsv:PublicService").update({"cv:hasCompetentAuthority": {"@id": "https://gone"}}),
        "is not there",
    ),
    "the same id twice": (lambda d: d["@graph"].append(dict(first(d, "cv:Channel"))), "2 times"),
    "a name that says nothing": (
        lambda d: first(d, "cv:Channel").update({"dct:description": {"@value": " ", "@language": "da"}}),
        "says nothing",
    ),
    "a language nobody here speaks": (
        lambda d: first(d, "cv:Channel").update({"dct:description": {"@value": "x", "@language": "danish"}}),
        "speaks danish",
    ),
    "a price below nothing": (
        lambda d: first(d, "cv:Cost").update({"cv:hasValue": {"@value": -1.0, "@type": "xsd:double"}}),
        "less than nothing",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(published: Published, fault: str) -> None:
    document: Any = graph(published)
    plant, said = FAULTS[fault]
    plant(document)
    assert any(said in one for one in problems(document))
