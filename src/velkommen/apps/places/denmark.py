"""The 98 municipalities of Denmark (`data/municipalities.csv`), to choose one's own from instead of typing it.

Codes and names are the official ones (Christiansø, 0411, is no municipality). The positions are the middle of each area, computed from the
outlines in 1:500,000 of Styrelsen for Dataforsyning og Infrastruktur ("Indeholder data fra Styrelsen for Dataforsyning og
Infrastruktur"). The numbers of inhabitants are approximate, of about 2024 and not verified: whoever chooses puts them right.
"""

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from velkommen.shared.danish import collation


class Known(NamedTuple):
    """A municipality to choose. `code` has four digits, `population` is about right."""

    code: str
    name: str
    latitude: float
    longitude: float
    population: int


@cache
def municipalities() -> tuple[Known, ...]:
    """All of them, in the order of the Danish alphabet."""
    text = (files(__package__) / "data" / "municipalities.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter=";")
    found = (
        Known(r["code"], r["name"], float(r["latitude"]), float(r["longitude"]), int(r["population"])) for r in rows
    )
    return tuple(sorted(found, key=lambda one: collation(one.name)))
