"""The tile map: every municipality a square of the same size, where its neighbours expect it, filled by how it works.

The map is two drawings in units of 100 a tile, west and east of the Great Belt: beside each other where there is room, else the one below
the other, so that a phone shows letters one can read. What a colour says stands on the tile in numbers too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from velkommen.apps.atlas.queries import UNKNOWN, Standing
from velkommen.domain.cooperation import Model
from velkommen.interfaces.atlas import words
from velkommen.shared import denmark

TILE, GAP = 100, 6
WIDEST = 80  # units a name may take; a wider one is drawn narrower
THIN, THICK = frozenset("fijlrtI-' "), frozenset("mwMW")  # letters, at the size of a name
FREE_ROW, FREE_COLUMN = 0, 8  # the sea north of Sjælland, where invented municipalities lie
MOST_INVENTED = 8
STRIPE = 22  # units of a stripe where there are several models

#: Light enough for dark words, and each model darker than the one before, so that stripes are seen on grey paper too.
FILLS: Mapping[Model, str] = {
    Model.NONE: "#c4c4c4",
    Model.SMALL_START: "#fbe9a9",
    Model.SAME_ROOF: "#a9d3f5",
    Model.SELECTED_TASKS: "#74c58d",
    Model.ONE_ENTRANCE: "#a178cf",
}


@dataclass(frozen=True)
class Stripe:
    """One stripe of a pattern: where it begins, in units, and its colour."""

    x: int
    fill: str


@dataclass(frozen=True)
class Pattern:
    """Several models at once: stripes of their colours."""

    id: str
    stripes: Sequence[Stripe]
    width: int
    stripe: int = STRIPE


@dataclass(frozen=True)
class Tile:
    """A municipality as drawn. `x`, `y` are its corner; `squeezed` is how wide a long name may be, or nothing."""

    code: str
    name: str
    short: str
    x: int
    y: int
    fill: str
    numbers: str
    label: str
    invented: bool = False

    @property
    def middle(self) -> int:
        return self.x + TILE // 2 - GAP // 2

    @property
    def squeezed(self) -> int:
        about = sum(5.2 if letter in THIN else 12.5 if letter in THICK else 8.4 for letter in self.name)
        return WIDEST if about > WIDEST else 0

    @property
    def lines(self) -> tuple[int, int, int]:
        """Where the words stand: the short name, the whole name, the numbers."""
        return self.y + 44, self.y + 36, self.y + 80


@dataclass(frozen=True)
class Half:
    """One side of the Great Belt: its tiles as one reads, row by row, and the frame around them."""

    tiles: Sequence[Tile]
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class TileMap:
    tiles: Sequence[Tile]
    patterns: Sequence[Pattern]
    width: int
    height: int
    side: int = TILE - GAP

    @property
    def halves(self) -> list[Half]:
        """West and east. Both end at the same row, so that they lie right beside each other too."""
        belt = FREE_COLUMN * TILE
        return [
            self._half([tile for tile in self.tiles if tile.x < belt]),
            self._half([tile for tile in self.tiles if tile.x >= belt]),
        ]

    def _half(self, tiles: Sequence[Tile]) -> Half:
        left, top = min(tile.x for tile in tiles), min(tile.y for tile in tiles)
        width = max(tile.x for tile in tiles) + TILE - left
        return Half(sorted(tiles, key=lambda tile: (tile.y, tile.x)), left, top, width, self.height - top)


def tile_map(standings: Mapping[str, Standing], invented: Mapping[str, str]) -> TileMap:
    """All municipalities of Denmark, and the invented ones apart from them.

    Args:
        standings: code -> by which models it works; who is not in it is not known.
        invented: code -> name.
    """
    known = denmark.municipalities()
    tiles = [_tile(one.code, one.name, one.short, one.row, one.column, standings) for one in known]
    apart = sorted(invented.items())[:MOST_INVENTED]
    tiles += [
        _tile(code, name.removesuffix(" Kommune"), name[:3], FREE_ROW, FREE_COLUMN + number, standings, invented=True)
        for number, (code, name) in enumerate(apart)
    ]
    columns, rows = max(one.column for one in known) + 1, max(one.row for one in known) + 1
    patterns = _patterns(standing.models for standing in standings.values())
    return TileMap(tiles, patterns, columns * TILE, rows * TILE)


def _tile(
    code: str,
    name: str,
    short: str,
    row: int,
    column: int,
    standings: Mapping[str, Standing],
    *,
    invented: bool = False,
) -> Tile:
    found = standings.get(code, UNKNOWN)
    said = gettext("{name}: {models}").format(name=name, models=words.models(found))
    label = gettext("{name} (invented)").format(name=said) if invented else said
    numbers = words.numbers(found.models)
    return Tile(code, name, short, column * TILE, row * TILE, fill(found.models), numbers, label, invented)


def fill(models: Sequence[Model]) -> str:
    """The colour of one model, the stripes of several, the hatching of none known."""
    if not models:
        return "url(#vk-unknown)"
    return FILLS[models[0]] if len(models) == 1 else f"url(#{_pattern_id(models)})"


def _pattern_id(models: Sequence[Model]) -> str:
    return "vk-models-" + "-".join(model.value for model in models)


def _patterns(found: Iterable[Sequence[Model]]) -> list[Pattern]:
    several = sorted({tuple(models) for models in found if len(models) > 1})
    return [pattern(models) for models in several]


def pattern(models: Sequence[Model]) -> Pattern:
    stripes = [Stripe(STRIPE * number, FILLS[model]) for number, model in enumerate(models)]
    return Pattern(_pattern_id(models), stripes, STRIPE * len(models))
