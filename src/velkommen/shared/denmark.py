"""The 98 municipalities of Denmark (`data/municipalities.csv`), to choose one's own from, to compare and to draw.

Codes and names are the official ones (Christiansø, 0411, is no municipality). Positions and areas are computed from the outlines in
1:500,000 of Styrelsen for Dataforsyning og Infrastruktur ("Indeholder data fra Styrelsen for Dataforsyning og Infrastruktur"): the
middle of each area. The numbers of inhabitants are approximate, from memory, of about 2024 and not verified: whoever chooses their own
puts theirs right. Regions are those of 2007 to 2026; Hovedstaden and Sjælland are to become one on 1 January 2027. The place on the
tile map was laid by hand after the positions, so that each neighbourhood is recognised; the capital's is drawn larger than it is.
"""

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from velkommen.shared.danish import collation


class Known(NamedTuple):
    """A municipality.

    `code` has four digits, `short` three letters and is its own, `area` is in square kilometres, `population` is about right;
    `row` and `column` are its place on the tile map, from the north and from the west.
    """

    code: str
    name: str
    short: str
    region: str
    latitude: float
    longitude: float
    area: float
    population: int
    row: int
    column: int


@cache
def municipalities() -> tuple[Known, ...]:
    """All of them, in the order of the Danish alphabet."""
    text = (files(__package__) / "data" / "municipalities.csv").read_text(encoding="utf-8")
    found = map(_known, csv.DictReader(text.splitlines(), delimiter=";"))
    return tuple(sorted(found, key=lambda one: collation(one.name)))


@cache
def by_code() -> dict[str, Known]:
    """Code -> municipality, in the order of the Danish alphabet."""
    return {one.code: one for one in municipalities()}


def _known(row: dict[str, str]) -> Known:
    return Known(
        row["code"],
        row["name"],
        row["short"],
        row["region"],
        float(row["latitude"]),
        float(row["longitude"]),
        float(row["area_km2"]),
        int(row["population"]),
        int(row["row"]),
        int(row["column"]),
    )
