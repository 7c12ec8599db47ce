"""What is known of Denmark's municipalities without anybody publishing it: the cases of the report, figures of the whole country.

*Bibliotek & Borgerservice - du er altid velkommen!* (2010) names the municipalities below, with the page. Its map of all of them is a
picture nobody has put into words, so of most nothing is known, which is something else than "no cooperation". Models are told in the
edition they come from: the report has four, the association's web page of the same year had six; the name of its fourth was not found.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from velkommen.domain.cooperation import Model

REPORT_YEAR = 2010


class Certainty(StrEnum):
    """How sure the report is of a model.

    STATED: it says so. LIKE: it calls it of that kind, or a forerunner. BEGINNING: on its way into it. LEFT: on its way out of it.
    PLANNED, ENDED: not at the time. NOT_STATED: named without a model.
    """

    STATED = "stated"
    LIKE = "like"
    BEGINNING = "beginning"
    LEFT = "left"
    PLANNED = "planned"
    ENDED = "ended"
    NOT_STATED = "not_stated"


#: What colours a tile.
HELD = frozenset({Certainty.STATED, Certainty.LIKE, Certainty.BEGINNING})
Words = tuple[str, str]  # Danish, English


@dataclass(frozen=True)
class Case:
    """What the report says of one place, or of the municipality where `place` is empty. `pages` as one writes them: "14-16, 21"."""

    code: str
    model: Model
    certainty: Certainty
    since: date | None
    pages: str
    place: Words
    evidence: Words

    @property
    def held(self) -> bool:
        """Whether the model was worked by at the time."""
        return self.certainty in HELD


@dataclass(frozen=True)
class TaxonomyLine:
    """One model of an edition; `report` is the report's model it comes closest to, None where none does. No name: it was not found."""

    taxonomy: str
    number: str
    name: Words
    report: Model | None


@dataclass(frozen=True)
class YearLine:
    """What is known of the whole country in a year; None where the source names none."""

    year: int | None
    figure: Words
    source: str


@cache
def cases() -> Mapping[str, Sequence[Case]]:
    """Code -> what the report says, in its order."""
    found: dict[str, list[Case]] = {}
    for row in _rows("cases"):
        since = date.fromisoformat(row["since"]) if row["since"] else None
        place, evidence = (row["place_da"], row["place_en"]), (row["evidence_da"], row["evidence_en"])
        case = Case(row["code"], Model(row["model"]), Certainty(row["certainty"]), since, row["pages"], place, evidence)
        found.setdefault(case.code, []).append(case)
    return found


@cache
def taxonomies() -> Sequence[TaxonomyLine]:
    return [
        TaxonomyLine(
            row["taxonomy"],
            row["model"],
            (row["name_da"], row["name_en"]),
            Model(row["report"]) if row["report"] else None,
        )
        for row in _rows("taxonomies")
    ]


@cache
def years() -> Sequence[YearLine]:
    """Oldest first; what has no year last."""
    return [
        YearLine(int(row["year"]) if row["year"] else None, (row["figure_da"], row["figure_en"]), row["source"])
        for row in _rows("years")
    ]


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files(__package__) / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines(), delimiter=";")
