"""The same services as tables: one CSV file for each sort of thing, with a description of their columns, in one zip."""

import csv
import json
from collections.abc import Iterable
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from velkommen.integrations.hsds.services import Thing

#: Table -> its columns. A column that ends in _id points at the table it is named after (`link_id` at the one in `link_entity`).
TABLES: dict[str, tuple[str, ...]] = {
    "organization": ("id", "name", "description", "uri"),
    "service": ("id", "organization_id", "name", "alternate_name", "url", "status", "application_process", "alert"),
    "location": ("id", "location_type", "name", "url", "latitude", "longitude"),
    "service_at_location": ("id", "service_id", "location_id", "description"),
    "address": (
        "id",
        "location_id",
        "address_1",
        "city",
        "state_province",
        "postal_code",
        "country",
        "address_type",
    ),
    "accessibility": ("id", "location_id", "description"),
    "phone": ("id", "location_id", "number"),
    "schedule": (
        "id",
        "location_id",
        "service_at_location_id",
        "valid_from",
        "valid_to",
        "dtstart",
        "freq",
        "interval",
        "wkst",
        "byday",
        "opens_at",
        "closes_at",
        "description",
    ),
    "cost_option": (
        "id",
        "service_id",
        "valid_from",
        "valid_to",
        "option",
        "currency",
        "amount",
        "amount_description",
    ),
    "required_document": ("id", "service_id", "document"),
    "language": ("id", "service_id", "code", "name"),
    "taxonomy_term": ("id", "code", "name", "description", "taxonomy", "language"),
    "attribute": ("id", "link_id", "link_entity", "link_type", "taxonomy_term_id", "value"),
}
_WHOLE = ("organization", "location", "taxonomy_term")  # what a thing points at, given whole where it is first named
_UNDER = {
    "service_at_locations": "service_at_location",
    "languages": "language",
    "cost_options": "cost_option",
    "required_documents": "required_document",
    "addresses": "address",
    "accessibility": "accessibility",
    "phones": "phone",
    "schedules": "schedule",
}
NUMBERS = frozenset({"latitude", "longitude", "amount", "interval"})
EPOCH = (1980, 1, 1, 0, 0, 0)  # so that the same content is the same file


def tables(services: Iterable[Thing]) -> dict[str, list[Thing]]:
    """Every thing once, in the table of its sort, pointing at what it belongs to."""
    rows: dict[str, dict[str, Thing]] = {name: {} for name in TABLES}

    def put(table: str, thing: Thing, **owner: str) -> None:
        flat = {name: value for name, value in thing.items() if not isinstance(value, list | dict)}
        whole = [name for name in _WHOLE if name in thing]
        rows[table][thing["id"]] = {**flat, **{f"{name}_id": thing[name]["id"] for name in whole}, **owner}
        for name in whole:
            put(name, thing[name])
        for part, under in _UNDER.items():
            for one in thing.get(part, ()):
                put(under, one, **{f"{table}_id": thing["id"]})
        for one in thing.get("attributes", ()):
            put("attribute", one, link_id=thing["id"], link_entity=table)

    for service in services:
        put("service", service)
    return {name: list(found.values()) for name, found in rows.items()}


def described(rows: dict[str, list[Thing]]) -> dict[str, Any]:
    """The description of the tables (a tabular data package): columns, keys, and what points where."""
    return {
        "profile": "tabular-data-package",
        "name": "hsds",
        "resources": [_resource(name, columns) for name, columns in TABLES.items() if rows[name]],
    }


def package(services: Iterable[Thing]) -> bytes:
    """The zip: `datapackage.json` and a CSV file for each table that has rows. The same services make the same bytes."""
    rows, out = tables(services), BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(ZipInfo("datapackage.json", EPOCH), json.dumps(described(rows), indent=1))
        for name, columns in TABLES.items():
            if rows[name]:
                archive.writestr(ZipInfo(f"{name}.csv", EPOCH), _csv(columns, rows[name]))
    return out.getvalue()


def _csv(columns: tuple[str, ...], rows: list[Thing]) -> str:
    out = StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _resource(name: str, columns: tuple[str, ...]) -> dict[str, Any]:
    keys = [column for column in columns if column.removesuffix("_id") in TABLES]
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "schema": {
            "fields": [_field(column) for column in columns],
            "primaryKey": "id",
            "foreignKeys": [
                {"fields": key, "reference": {"resource": key.removesuffix("_id"), "fields": "id"}} for key in keys
            ],
        },
    }


def _field(column: str) -> dict[str, Any]:
    if column == "id":
        return {"name": column, "type": "string", "constraints": {"required": True, "unique": True}}
    return {"name": column, "type": "number" if column in NUMBERS else "string"}
