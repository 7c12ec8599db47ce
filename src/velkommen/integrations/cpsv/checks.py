"""What the shapes of CPSV-AP do not notice: nodes that are pointed at and not there, the same id for two things, nothing said."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from velkommen.integrations.cpsv.graph import LANGUAGES, Node


def problems(document: dict[str, Any]) -> list[str]:
    """Everything wrong with the graph, as "id: what"."""
    nodes: list[Node] = document["@graph"]
    return [*_doubled(nodes), *_dangling(nodes), *_empty(nodes), *_amounts(nodes)]


def _doubled(nodes: list[Node]) -> Iterator[str]:
    counted = Counter(node["@id"] for node in nodes)
    yield from (f"{one}: it is there {times} times" for one, times in counted.items() if times > 1)


def _dangling(nodes: list[Node]) -> Iterator[str]:
    known = {node["@id"] for node in nodes}
    for node in nodes:
        for key, value in node.items():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict) and set(one) == {"@id"} and one["@id"] not in known:
                    yield f"{node['@id']}: {key} points at {one['@id']}, which is not there"


def _empty(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        for key, value in node.items():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict) and "@language" in one:
                    if not str(one["@value"]).strip():
                        yield f"{node['@id']}: {key} says nothing"
                    if one["@language"] not in LANGUAGES:
                        yield f"{node['@id']}: {key} speaks {one['@language']}"


def _amounts(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        if node["@type"] == "cv:Cost" and node["cv:hasValue"]["@value"] < 0:
            yield f"{node['@id']}: it costs less than nothing"
