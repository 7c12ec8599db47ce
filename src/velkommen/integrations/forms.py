"""Every form the house publishes itself in: name of the file, its kind, and how it is made."""

from collections.abc import Callable

from django.conf import settings
from django.utils import translation

from velkommen.integrations.calendars.events import as_calendar
from velkommen.integrations.cpsv.graph import graph
from velkommen.integrations.hsds.package import package
from velkommen.integrations.hsds.services import services
from velkommen.integrations.published import Published, as_json, as_json_list
from velkommen.integrations.schemaorg.graph import graph as linked

FORMS: dict[str, tuple[str, Callable[[Published], bytes]]] = {
    "hsds.json": ("application/json", lambda published: as_json_list(services(published))),
    "hsds.zip": ("application/zip", lambda published: package(services(published))),
    "cpsv.jsonld": ("application/ld+json", lambda published: as_json(graph(published))),
    "schemaorg.jsonld": ("application/ld+json", lambda published: as_json(linked(published))),
    "places.ics": ("text/calendar; charset=utf-8", lambda published: as_calendar(published, published.places())),
}


def made(name: str, published: Published) -> bytes:
    """The file, the same whatever language somebody asks in: what it says in words is in that of the house."""
    with translation.override(settings.LANGUAGE_CODE):
        return FORMS[name][1](published)
