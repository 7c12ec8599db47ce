"""What no validator of schema.org notices: things that point nowhere, times that cannot be, places that lie nowhere."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Node = Mapping[str, Any]
HOURS = ("openingHoursSpecification", "specialOpeningHoursSpecification")
CLOSED = "00:00"


def problems(document: Mapping[str, Any]) -> list[str]:
    """Everything wrong with a document, as "address: what"."""
    nodes: Sequence[Node] = document["@graph"]
    known = [node["@id"] for node in nodes]
    twice = [f"{one}: it is there twice" for one in sorted({one for one in known if known.count(one) > 1})]
    return [*twice, *(f"{node['@id']}: {what}" for node in nodes for what in _wrong(node, set(known)))]


def _wrong(node: Node, known: set[str]) -> Iterator[str]:
    if not str(node.get("name", "")).strip():
        yield "it has no name"
    for channel in node.get("availableChannel", ()):
        there = channel.get("serviceLocation", {}).get("@id")
        if there and there not in known:
            yield f"there is no {there}"
    yield from (said for name in HOURS for one in node.get(name, ()) if (said := _hours(one)))
    geo = node.get("geo")
    if geo and not (-90 <= geo["latitude"] <= 90 and -180 <= geo["longitude"] <= 180):
        yield f"{geo['latitude']}, {geo['longitude']} is nowhere"


def _hours(one: Node) -> str:
    """What is wrong with some hours; a whole day that is closed opens and closes at midnight."""
    if one["opens"] >= one["closes"] and not one["opens"] == one["closes"] == CLOSED:
        return "it closes before it opens"
    reversed_ = one.get("validFrom", "") > one.get("validThrough", "9999")
    return "its hours end before they begin" if reversed_ else ""
