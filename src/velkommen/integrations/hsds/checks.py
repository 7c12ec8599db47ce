"""What the schema of HSDS does not notice: things that point nowhere, times that cannot be, places that lie nowhere."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from velkommen.integrations.hsds.package import TABLES
from velkommen.integrations.hsds.services import WEEKDAYS, Thing

TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")
LANGUAGE = re.compile(r"[a-z]{2,3}")


def problems(rows: dict[str, list[Thing]]) -> list[str]:
    """Everything wrong with the tables, as "table id: what"."""
    return [*_dangling(rows), *_doubled(rows), *_nameless(rows), *_schedules(rows), *_overlaps(rows), *_places(rows)]


def _dangling(rows: dict[str, list[Thing]]) -> Iterator[str]:
    ids = {name: {row["id"] for row in found} for name, found in rows.items()}
    for name, found in rows.items():
        for row in found:
            for key, value in row.items():
                table = key.removesuffix("_id")
                if key.endswith("_id") and table in TABLES and value not in ids[table]:
                    yield f"{name} {row['id']}: there is no {table} {value}"
    for row in rows["attribute"]:
        if row["link_id"] not in ids.get(row["link_entity"], ()):
            yield f"attribute {row['id']}: there is no {row['link_entity']} {row['link_id']}"
    for service in rows["service"]:
        if service["id"] not in {row["service_id"] for row in rows["service_at_location"]}:
            yield f"service {service['id']}: it is nowhere"


def _doubled(rows: dict[str, list[Thing]]) -> Iterator[str]:
    for name, found in rows.items():
        ids = [row["id"] for row in found]
        yield from (f"{name} {one}: its id is there twice" for one in sorted({i for i in ids if ids.count(i) > 1}))


def _nameless(rows: dict[str, list[Thing]]) -> Iterator[str]:
    for name in ("organization", "service", "location"):
        yield from (f"{name} {row['id']}: it has no name" for row in rows[name] if not str(row.get("name", "")).strip())
    for row in rows["language"]:
        if not LANGUAGE.fullmatch(str(row.get("code", ""))):
            yield f"language {row['id']}: {row.get('code')} is no language"


def _schedules(rows: dict[str, list[Thing]]) -> Iterator[str]:
    for row in rows["schedule"]:
        opens, closes = str(row.get("opens_at", "")), str(row.get("closes_at", ""))
        if not (TIME.fullmatch(opens) and TIME.fullmatch(closes)):
            yield f"schedule {row['id']}: {opens}-{closes} is no time"
        elif opens >= closes:
            yield f"schedule {row['id']}: it closes before it opens"
        yield from (f"schedule {row['id']}: {what}" for what in _days(row))


def _days(row: Thing) -> Iterator[str]:
    on = str(row.get("byday", "")).split(",")
    if not set(on) <= set(WEEKDAYS):
        yield f"{row.get('byday')} is no weekday"
        return
    try:
        first, last = (date.fromisoformat(str(row[name])) for name in ("valid_from", "valid_to"))
    except (KeyError, ValueError):
        yield f"{row.get('valid_from')} or {row.get('valid_to')} is no day"
        return
    if first > last:
        yield "it ends before it begins"
    elif WEEKDAYS[first.weekday()] not in on:
        yield "it begins on another weekday"


def _overlaps(rows: dict[str, list[Thing]]) -> Iterator[str]:
    """Two times of one owner that say the same hour of the same day."""
    owned: dict[object, list[Thing]] = {}
    for row in rows["schedule"]:
        owner = row.get("service_at_location_id") or row.get("location_id")
        owned.setdefault((owner, row.get("byday")), []).append(row)
    for found in owned.values():
        found.sort(key=lambda row: (row["valid_from"], row["opens_at"]))
        for one, other in pairwise(found):
            same_days = other["valid_from"] <= one["valid_to"] and (
                one.get("interval", 1),
                other.get("interval", 1),
            ) == (1, 1)
            if same_days and other["opens_at"] < one["closes_at"] and one["opens_at"] < other["closes_at"]:
                yield f"schedule {other['id']}: it overlaps {one['id']}"


def _places(rows: dict[str, list[Thing]]) -> Iterator[str]:
    for row in rows["location"]:
        latitude, longitude = row.get("latitude"), row.get("longitude")
        if (latitude is None) != (longitude is None):
            yield f"location {row['id']}: half a position"
        elif (
            latitude is not None and longitude is not None and not (-90 <= latitude <= 90 and -180 <= longitude <= 180)
        ):
            yield f"location {row['id']}: {latitude}, {longitude} is nowhere"
