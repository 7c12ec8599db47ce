"""The whole municipality as one document: its places, and each task with where it is done."""

from collections.abc import Iterator, Mapping
from typing import Any

from velkommen.domain.placement.facts import Place
from velkommen.integrations.published import Published
from velkommen.integrations.schemaorg import pages
from velkommen.shared.wording_prices import prices

Node = dict[str, Any]


def graph(published: Published) -> Node:
    """Each place and each task is what its own page says, named by the address of that page; a task points at its places."""
    nodes = [*_places(published), *_tasks(published)]
    return {"@context": pages.CONTEXT, "@graph": [_named(node) for node in nodes]}


def _places(published: Published) -> Iterator[Mapping[str, Any]]:
    for place in published.places():
        yield pages.office(place, published.points[place.id], _address(published, place), published.day)


def _tasks(published: Published) -> Iterator[Mapping[str, Any]]:
    for facts in published.tasks():
        there = [(place.name, _address(published, place)) for place in published.at(facts.key)]
        page = f"{published.base}/find/{facts.key}/"
        costs = prices(published.town.tasks[facts.key], published.day)
        yield _pointing(pages.service(facts, page, published.municipality, there, costs))


def _named(node: Mapping[str, Any]) -> Node:
    return {"@id": node["url"], **{name: value for name, value in node.items() if name != "@context"}}


def _pointing(service: Mapping[str, Any]) -> Node:
    """A place is told in full once; a task says only which."""
    channels = [
        {**one, "serviceLocation": {"@id": one["serviceLocation"]["url"]}} if "serviceLocation" in one else one
        for one in service.get("availableChannel", ())
    ]
    return {**service, "availableChannel": channels}


def _address(published: Published, place: Place) -> str:
    return f"{published.base}/places/{place.slug}/"
