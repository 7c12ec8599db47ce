"""The municipalities of Denmark: who they are, and where they lie on the tile map."""

from itertools import combinations, pairwise

from velkommen.domain.travel import in_denmark, straight_km
from velkommen.shared import denmark
from velkommen.shared.danish import collation
from velkommen.shared.denmark import Known

ALL = denmark.municipalities()
REGIONS = {"Hovedstaden": 29, "Sjælland": 17, "Syddanmark": 22, "Midtjylland": 19, "Nordjylland": 11}
FAR_NORTH, FAR_WEST = 0.9, 1.0  # degrees between two that may not change places; the capital is drawn larger than it is
WEST_OF_THE_BELT, NEAR_NORTH = 10.95, 0.45  # west of it nothing is drawn larger, so less may change


def test_there_are_98_in_the_order_of_the_alphabet() -> None:
    assert (len(ALL), len({one.code for one in ALL}), len({one.short for one in ALL})) == (98, 98, 98)
    assert all(collation(one.name) < collation(next_one.name) for one, next_one in pairwise(ALL))
    assert (ALL[0].name, ALL[-1].name) == ("Albertslund", "Aarhus")


def test_each_has_a_code_a_position_in_denmark_and_inhabitants() -> None:
    wrong = [
        one.name
        for one in ALL
        if not (len(one.code) == 4 and in_denmark((one.latitude, one.longitude)) and one.population > 1000)
    ]
    assert wrong == []


def test_regions_population_and_area_are_those_of_denmark() -> None:
    regions = {name: sum(one.region == name for one in ALL) for name in REGIONS}
    assert regions == REGIONS
    assert (round(sum(one.population for one in ALL) / 1e6, 1), round(sum(one.area for one in ALL) / 1e3)) == (6.0, 43)


def test_no_two_tiles_lie_on_one_another() -> None:
    assert len({(one.row, one.column) for one in ALL}) == 98
    assert (min(one.row for one in ALL), min(one.column for one in ALL)) == (0, 0)


def swapped(north: float, west: float, among: list[Known]) -> list[tuple[str, str]]:
    """Who is drawn on the wrong side of somebody who lies further away than this (degrees)."""
    pairs = [pair for one, other in combinations(among, 2) for pair in ((one, other), (other, one))]
    return [
        (one.name, other.name)
        for one, other in pairs
        if (one.latitude - other.latitude > north and one.row > other.row)
        or (other.longitude - one.longitude > west and one.column > other.column)
    ]


def test_north_stays_north_and_west_stays_west() -> None:
    assert swapped(FAR_NORTH, FAR_WEST, list(ALL)) == []
    assert swapped(NEAR_NORTH, 0.5, [one for one in ALL if one.longitude < WEST_OF_THE_BELT]) == []


def test_control_a_tile_on_the_wrong_side_is_seen() -> None:
    moved = [one._replace(row=12) if one.name == "Skive" else one for one in ALL]
    assert ("Skive", "Tønder") in swapped(FAR_NORTH, FAR_WEST, moved)


def test_everybody_lies_beside_a_neighbour() -> None:
    """Of the four nearest by the map at least one is drawn at most two tiles away, islands and all but Bornholm."""

    def near(one: Known) -> list[Known]:
        here = (one.latitude, one.longitude)
        others = [other for other in ALL if other is not one]
        return sorted(others, key=lambda other: straight_km(here, (other.latitude, other.longitude)))[:4]

    alone = [
        one.name
        for one in ALL
        if not any(max(abs(one.row - other.row), abs(one.column - other.column)) <= 2 for other in near(one))
    ]
    assert alone == []


def test_bornholm_is_the_furthest_right_and_north_jutland_on_top() -> None:
    named = {one.name: one for one in ALL}
    assert named["Bornholm"].column == max(one.column for one in ALL)
    assert sorted(one.name for one in ALL if one.row == 0) == ["Frederikshavn", "Hjørring", "Læsø"]
