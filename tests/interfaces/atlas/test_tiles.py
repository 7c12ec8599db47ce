"""The tile map as drawn: one tile for everybody, filled by what is known, said in numbers as well."""

from itertools import pairwise

from django.utils import translation

from velkommen.apps.atlas.queries import Standing, standings
from velkommen.domain.cooperation import Model
from velkommen.interfaces.atlas.tiles import FILLS, Tile, tile_map
from velkommen.shared import denmark

TWO, THREE, NONE = Model.SAME_ROOF, Model.SELECTED_TASKS, Model.NONE
KNOWN = {"0101": Standing((TWO,), 2026), "0751": Standing((TWO, THREE), 2010), "0851": Standing((NONE,), 2026)}


def drawn(code: str, invented: dict[str, str] | None = None) -> Tile:
    with translation.override("en"):
        found = tile_map(KNOWN, invented or {})
    return next(tile for tile in found.tiles if tile.code == code)


def test_every_municipality_has_its_tile_and_none_lies_on_another() -> None:
    found = tile_map(standings([], None), {})
    assert {tile.code for tile in found.tiles} == set(denmark.by_code())
    assert len({(tile.x, tile.y) for tile in found.tiles}) == 98
    assert all(tile.x + found.side <= found.width and tile.y + found.side <= found.height for tile in found.tiles)


def test_what_a_tile_says_with_and_without_colour() -> None:
    told = {code: (drawn(code).fill, drawn(code).numbers, drawn(code).label) for code in (*KNOWN, "0461")}
    assert told == {
        "0101": (FILLS[TWO], "2", "København: Model 2: under the same roof"),
        "0751": ("url(#vk-models-2-3)", "2 3", "Aarhus: Model 2: under the same roof, Model 3: selected tasks"),
        "0851": (FILLS[NONE], "–", "Aalborg: No cooperation"),
        "0461": ("url(#vk-unknown)", "?", "Odense: Not known"),
    }


def test_the_stripes_of_several_models_are_drawn_once() -> None:
    (pattern,) = tile_map(KNOWN, {}).patterns
    assert (pattern.id, [stripe.fill for stripe in pattern.stripes]) == ("vk-models-2-3", [FILLS[TWO], FILLS[THREE]])


def test_invented_municipalities_lie_apart_and_are_marked() -> None:
    fjordby = drawn("0999", {"0999": "Fjordby Kommune"})
    assert (fjordby.invented, fjordby.name, fjordby.label) == (True, "Fjordby", "Fjordby: Not known (invented)")
    assert (fjordby.x, fjordby.y) not in {(tile.x, tile.y) for tile in tile_map({}, {}).tiles}


def test_both_halves_are_read_row_by_row_and_end_in_line() -> None:
    west, east = tile_map(standings([], None), {"0999": "Fjordby Kommune"}).halves
    for half in (west, east):
        assert list(half.tiles) == sorted(half.tiles, key=lambda tile: (tile.y, tile.x))
        assert all(half.left <= tile.x and half.top <= tile.y for tile in half.tiles)
    assert len(west.tiles) + len(east.tiles) == 99
    assert max(tile.x for tile in west.tiles) < min(tile.x for tile in east.tiles)
    assert west.top + west.height == east.top + east.height
    assert (west.width, east.width) == (700, 800), "the columns of the page are as wide"


def test_stripes_are_seen_on_grey_paper() -> None:
    def light(colour: str) -> float:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return (299 * red + 587 * green + 114 * blue) / 255_000

    models = [light(FILLS[model]) for model in FILLS if model is not NONE]
    assert all(one - other >= 0.09 for one, other in pairwise(models))
    assert min(models) > 0.55, "dark words are read on each"
