"""Who is like whom: the classes, and that Denmark's municipalities mostly find others like them."""

from collections import Counter

import pytest

from velkommen.domain.indicators.likeness import FEW, Density, Likeness, Size, likeness
from velkommen.shared import denmark


@pytest.mark.parametrize(
    ("population", "area", "found"),
    [
        (29_999, 400.0, Likeness(Size.SMALL, Density.RURAL)),
        (30_000, 400.0, Likeness(Size.MIDDLE, Density.MIXED)),
        (50_000, 100.0, Likeness(Size.LARGE, Density.SUBURBAN)),
        (75_000, 75.0, Likeness(Size.CITY, Density.URBAN)),
        (40_000, None, Likeness(Size.MIDDLE, None)),
        (40_000, 0.0, Likeness(Size.MIDDLE, None)),
    ],
)
def test_the_classes(population: int, area: float | None, found: Likeness) -> None:
    assert likeness(population, area) == found


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (Likeness(Size.SMALL, Density.RURAL), Likeness(Size.SMALL, Density.RURAL), True),
        (Likeness(Size.SMALL, Density.RURAL), Likeness(Size.SMALL, Density.MIXED), False),
        (Likeness(Size.SMALL, Density.RURAL), Likeness(Size.CITY, Density.RURAL), False),
        (Likeness(Size.SMALL, None), Likeness(Size.SMALL, None), False),
    ],
)
def test_only_the_same_size_and_density_are_alike(one: Likeness, other: Likeness, alike: bool) -> None:
    assert (one.alike(other), other.alike(one)) == (alike, alike)


def test_nearly_all_of_denmark_have_others_to_compare_with() -> None:
    classes = Counter(likeness(one.population, one.area) for one in denmark.municipalities())
    alone = [one.name for one in denmark.municipalities() if classes[likeness(one.population, one.area)] <= FEW]
    assert len(alone) <= 14
