"""Who is like whom: municipalities are compared with those of their size and their density alone, and never put in an order.

The classes are our own: four of each, cut where Denmark's 98 fall into groups of a useful number. They are not those of Danmarks
Statistik, which also look at towns and at how far people travel to work.
"""

from dataclasses import dataclass
from enum import StrEnum


class Size(StrEnum):
    """By inhabitants."""

    SMALL = "small"
    MIDDLE = "middle"
    LARGE = "large"
    CITY = "city"


class Density(StrEnum):
    """By inhabitants of each square kilometre."""

    RURAL = "rural"
    MIXED = "mixed"
    SUBURBAN = "suburban"
    URBAN = "urban"


#: The class of everybody below this many inhabitants.
SIZES: tuple[tuple[int, Size], ...] = ((30_000, Size.SMALL), (50_000, Size.MIDDLE), (75_000, Size.LARGE))
#: The class of everybody below this many inhabitants of a square kilometre.
DENSITIES: tuple[tuple[int, Density], ...] = ((75, Density.RURAL), (200, Density.MIXED), (1000, Density.SUBURBAN))
FEW = 3  # others below which a comparison says so


@dataclass(frozen=True)
class Likeness:
    """The class of a municipality; `density` is None where its area is not known."""

    size: Size
    density: Density | None

    def alike(self, other: "Likeness") -> bool:
        """Whether two may be compared: the same size, and the same density, known of both."""
        return self.size == other.size and self.density is not None and self.density == other.density


def likeness(population: int, area: float | None) -> Likeness:
    """Args: inhabitants, and square kilometres (None or 0: not known)."""
    size = next((size for below, size in SIZES if population < below), Size.CITY)
    if not area:
        return Likeness(size, None)
    return Likeness(size, next((kind for below, kind in DENSITIES if population / area < below), Density.URBAN))
