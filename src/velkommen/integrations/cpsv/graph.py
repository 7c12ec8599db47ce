"""The graph: services, who decides, what they cost, what to bring, where they are done."""

from collections.abc import Iterator
from typing import Any

from velkommen.domain.catalogue import Authority, TaskFacts
from velkommen.integrations.published import Published
from velkommen.shared.wording_tasks import authority_name

CONTEXT = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EU = "http://publications.europa.eu/resource/authority"
DENMARK, KRONER = f"{EU}/atu/DNK", f"{EU}/currency/DKK"
LANGUAGES = {"da": f"{EU}/language/DAN", "en": f"{EU}/language/ENG"}
ACTIVE = f"{EU}/dataset-status/OP_DATPRO"
Node = dict[str, Any]


def graph(published: Published) -> dict[str, object]:
    """Everything as one JSON-LD document."""
    tasks = published.tasks()
    nodes = [
        *_words(),
        _municipality(published),
        *_authorities(published, tasks),
        *(node for facts in tasks for node in _service(published, facts)),
    ]
    return {"@context": CONTEXT, "@graph": nodes}


def _words() -> Iterator[Node]:
    """The terms of the EU's lists that are used, with their class, so that the graph stands by itself."""
    yield {"@id": DENMARK, "@type": "dct:Location"}
    yield from ({"@id": one, "@type": "dct:LinguisticSystem"} for one in LANGUAGES.values())
    yield from ({"@id": one, "@type": "skos:Concept"} for one in (KRONER, ACTIVE))


def _municipality(published: Published) -> Node:
    town = published.municipality
    return {
        "@id": f"{published.base}/#organisation",
        "@type": "cv:PublicOrganisation",
        "dct:identifier": town.code,
        "skos:prefLabel": {"@value": town.name, "@language": "da"},
        "dct:spatial": {"@id": DENMARK},
    }


def _authorities(published: Published, tasks: list[TaskFacts]) -> Iterator[Node]:
    """Those who decide and are not the municipality as such."""
    named = {(facts.authority, facts.authority_named) for facts in tasks}
    for authority, name in sorted(named):
        if authority is not Authority.MUNICIPALITY or name:
            yield {
                "@id": _authority(published, authority, name),
                "@type": "cv:PublicOrganisation",
                "dct:identifier": name or authority.value,
                "skos:prefLabel": {"@value": authority_name(authority, name), "@language": "da"},
                "dct:spatial": {"@id": DENMARK},
            }


def _service(published: Published, facts: TaskFacts) -> Iterator[Node]:
    """A task, followed by what hangs on it."""
    here = f"{published.base}/find/{facts.key}/"
    parts = [*_costs(published, facts, here), *_evidence(facts, here), *_channels(published, facts, here)]
    authority = _authority(published, facts.authority, facts.authority_named)
    service: Node = {
        "@id": here,
        "@type": "cpsv:PublicService",
        "dct:identifier": facts.key,
        "dct:title": _both(facts.name_da, facts.name_en),
        "dct:description": _both(", ".join((facts.name_da, *facts.synonyms_da)), facts.name_en),
        "dcat:keyword": [{"@value": word, "@language": "da"} for word in facts.synonyms_da],
        "dct:language": [{"@id": one} for one in LANGUAGES.values()],
        "cv:hasCompetentAuthority": {"@id": authority},
        "adms:status": {"@id": ACTIVE},
        "cv:hasCost": _ids(parts, "cv:Cost"),
        "cpsv:hasInput": _ids(parts, "cv:Evidence"),
        "cv:hasChannel": _ids(parts, "cv:Channel"),
    }
    yield {key: value for key, value in service.items() if value != []}
    yield from parts


def _authority(published: Published, authority: Authority, name: str) -> str:
    if authority is Authority.MUNICIPALITY and not name:
        return f"{published.base}/#organisation"
    return f"{published.base}/#{published.id('authority', authority.value, name)}"


def _costs(published: Published, facts: TaskFacts, here: str) -> Iterator[Node]:
    """What holds on the day, part by part and case by case."""
    held: dict[tuple[str, str], Any] = {}
    for fee in sorted(published.town.tasks[facts.key].fees, key=lambda one: one.since):
        if fee.since <= published.day:
            held[fee.component, fee.case] = fee
    for (component, case), fee in held.items():
        what = " · ".join(part for part in (fee.name_da, fee.case_da) if part)
        yield {
            "@id": f"{here}#cost-{component}{'-' if case else ''}{case}",
            "@type": "cv:Cost",
            "dct:identifier": f"{facts.key}-{component}-{case}",
            "dct:description": {"@value": what, "@language": "da"},
            "cv:hasValue": {"@value": fee.amount / 100, "@type": "xsd:double"},
            "cv:currency": {"@id": KRONER},
        }


def _evidence(facts: TaskFacts, here: str) -> Iterator[Node]:
    for number, line in enumerate(facts.bring_da, start=1):
        yield {
            "@id": f"{here}#bring-{number}",
            "@type": "cv:Evidence",
            "dct:identifier": f"{facts.key}-{number}",
            "dct:title": {"@value": line, "@language": "da"},
        }


def _channels(published: Published, facts: TaskFacts, here: str) -> Iterator[Node]:
    for place in published.at(facts.key):
        yield {
            "@id": f"{here}#at-{place.slug}",
            "@type": "cv:Channel",
            "dct:identifier": f"{facts.key}-{place.slug}",
            "dct:description": {"@value": place.name, "@language": "da"},
            "foaf:page": {"@id": f"{published.base}/places/{place.slug}/", "@type": "foaf:Document"},
        }
    if facts.link:
        yield {
            "@id": f"{here}#online",
            "@type": "cv:Channel",
            "dct:identifier": f"{facts.key}-online",
            "dct:description": {"@value": "Selvbetjening", "@language": "da"},
            "foaf:page": {"@id": facts.link, "@type": "foaf:Document"},
        }


def _both(danish: str, english: str) -> list[Node]:
    return [{"@value": danish, "@language": "da"}, {"@value": english, "@language": "en"}]


def _ids(nodes: list[Node], kind: str) -> list[Node]:
    return [{"@id": node["@id"]} for node in nodes if node["@type"] == kind]
