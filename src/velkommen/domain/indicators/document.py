"""The content of an indicator file, schema 1, and its one form in bytes (RFC 8785), over which it is signed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from velkommen.domain.measures import Share
from velkommen.domain.sureness import NOT_KNOWN, between

FORMAT = "velkommen-indicators"
SCHEMA = 1
YEAR = 365  # days: a rate over any span is told for a year of them
FULL = 90  # per cent of the staffed hours (or of the enquiries) below which a figure is marked as resting on too little


class Indicator(StrEnum):
    """What is published, in the order it is told."""

    PER_THOUSAND = "per_thousand"
    LIBRARY_SHARE = "library_share"
    SOLVED = "solved"
    REFERRED = "referred"
    OTHER = "other"
    OUTSIDE = "outside"
    WAITING_HALF = "waiting_half"
    WAITING_MOST = "waiting_most"
    NO_SHOWS = "no_shows"


class Unit(StrEnum):
    """PER_CENT: part of whole. A_YEAR: `part` for each 1,000 of `whole` inhabitants, in 365 days. SECONDS: of `whole` enquiries."""

    PER_CENT = "per_cent"
    A_YEAR = "per_thousand_a_year"
    SECONDS = "seconds"


#: Indicator -> (its unit, the version of its definition). A definition that changes gets the next number: figures of two are not compared.
DEFINITIONS: Mapping[Indicator, tuple[Unit, int]] = MappingProxyType(
    {
        Indicator.PER_THOUSAND: (Unit.A_YEAR, 1),
        Indicator.LIBRARY_SHARE: (Unit.PER_CENT, 1),
        Indicator.SOLVED: (Unit.PER_CENT, 1),
        Indicator.REFERRED: (Unit.PER_CENT, 1),
        Indicator.OTHER: (Unit.PER_CENT, 1),
        Indicator.OUTSIDE: (Unit.PER_CENT, 1),
        Indicator.WAITING_HALF: (Unit.SECONDS, 1),
        Indicator.WAITING_MOST: (Unit.SECONDS, 1),
        Indicator.NO_SHOWS: (Unit.PER_CENT, 1),
    }
)


class Method(StrEnum):
    """How it was counted: every day, in counting weeks, or partly typed in afterwards from sheets."""

    CONTINUOUS = "continuous"
    COUNTING_WEEKS = "counting_weeks"
    MIXED = "mixed"


@dataclass(frozen=True)
class Figure:
    """One indicator of a period.

    Args:
        indicator: its id; a name that this version of the house does not know is kept as it is.
        definition: the version of its definition.
        value: in `unit`, at most one decimal; None where nothing can be said, or must not.
        part, whole: what it is worked out of; None where it is not, or must not be told.
        coverage: per cent of the enquiries it speaks for; None where that makes no sense.
        hidden: whether it is not told because it is about so few people.
    """

    indicator: str
    definition: int
    unit: Unit
    value: float | None
    part: int | None = None
    whole: int | None = None
    coverage: int | None = None
    hidden: bool = False

    @property
    def known(self) -> bool:
        """Whether this house means the same by it."""
        found = next((one for one in Indicator if one == self.indicator), None)
        return found is not None and DEFINITIONS[found] == (self.unit, self.definition)

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where a share would lie 19 times of 20 if only chance differed (Wilson), in per cent; None for what is no share."""
        if self.unit is not Unit.PER_CENT or self.part is None or not self.whole:
            return None
        return between(Share(self.part, self.whole), NOT_KNOWN)


@dataclass(frozen=True)
class PlaceFact:
    """A place where people are served: its name, its kind, the model it works by ("unknown" is an answer), whether anything was counted."""

    name: str
    kind: str
    model: str
    counted: bool


@dataclass(frozen=True)
class Ledger:
    """The newest line of a ledger of closed days about the days the figures rest on: its day, and the head of the chain with it."""

    day: date
    head: str


@dataclass(frozen=True)
class Document:
    """Everything one municipality says of one period.

    Args:
        code: the municipality's four digits; an invented one begins with 09.
        population: as it counts itself.
        area: square kilometres, where it says so.
        made: when the file was made: the newest of a period holds.
        taxonomy: of which edition the models of the places are.
        staffed, covered: clock hours that were staffed, and those in which something was counted.
    """

    code: str
    name: str
    population: int
    area: float | None
    first: date
    last: date
    made: datetime
    method: Method
    staffed: int
    covered: int
    taxonomy: str
    places: Sequence[PlaceFact]
    figures: Sequence[Figure]
    ledger: Ledger | None = None

    @property
    def invented(self) -> bool:
        return is_invented(self.code)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def coverage(self) -> int | None:
        """Per cent of the staffed hours in which something was counted, rounded down: 100 means all."""
        return 100 * self.covered // self.staffed if self.staffed else None

    def figure(self, indicator: str) -> Figure | None:
        return next((one for one in self.figures if one.indicator == indicator), None)


def is_invented(code: str) -> bool:
    """Codes from 0900 on belong to no municipality of Denmark."""
    return code.startswith("09")


def per_thousand_a_year(number: int, population: int, days: int) -> float:
    """Enquiries for each 1,000 inhabitants in 365 days, one decimal."""
    return round(1000 * number * YEAR / (population * days), 1)


def as_content(document: Document) -> dict[str, Any]:
    """The document as JSON has it."""
    return {
        "format": FORMAT,
        "schema": SCHEMA,
        "municipality": {
            "code": document.code,
            "name": document.name,
            "population": document.population,
            "area_km2": document.area,
            "invented": document.invented,
        },
        "period": {"first": document.first.isoformat(), "last": document.last.isoformat()},
        "made": document.made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "method": document.method.value,
        "coverage": {"staffed_hours": document.staffed, "covered_hours": document.covered},
        "taxonomy": document.taxonomy,
        "places": [
            {"name": one.name, "kind": one.kind, "model": one.model, "counted": one.counted} for one in document.places
        ],
        "indicators": [_figure(one) for one in document.figures],
        "ledger": {"day": document.ledger.day.isoformat(), "head": document.ledger.head} if document.ledger else None,
    }


def _figure(one: Figure) -> dict[str, Any]:
    return {
        "id": one.indicator,
        "definition": one.definition,
        "unit": one.unit.value,
        "value": one.value,
        "part": one.part,
        "whole": one.whole,
        "coverage": one.coverage,
        "hidden": one.hidden,
    }


def canonical(content: object) -> bytes:
    """The one form of a content in bytes: names in order, no spaces, whole numbers without a point (RFC 8785)."""
    plain = json.dumps(_whole(content), ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)
    return plain.encode("utf-8")


def _whole(value: object) -> object:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Mapping):
        return {key: _whole(one) for key, one in value.items()}
    return [_whole(one) for one in value] if isinstance(value, list) else value


def file_of(content: Mapping[str, Any], key: str, signature: str) -> bytes:
    """A file to be read by people too: the content, the public key of who made it, and its signature over the canonical bytes."""
    whole = {"content": content, "key": key, "signature": signature}
    return (json.dumps(_whole(whole), ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode("utf-8")
