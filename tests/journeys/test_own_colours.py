"""Colours the reader has chosen, as with high contrast: what is chosen on a page is still told from the rest."""

import pytest

from tests.journeys.visitors import Visitors

GROUNDS = """of => [...new Set([...document.querySelectorAll(of)].map(one => getComputedStyle(one).backgroundColor))]"""
LINES = """() => ["[aria-current]", ":not([aria-current])"].map(
  which => getComputedStyle(document.querySelector(".vk-sections a" + which)).borderBottomColor)"""


@pytest.mark.parametrize(
    ("path", "links"),
    [
        ("/statistics/about/asked/", ".vk-quick a"),
        ("/statistics/about/asked/", ".vk-sections a"),
        ("/surveys/citizens/", ".vk-survey-choose ul:first-child a"),
        ("/atlas/?year=2010", ".vk-atlas-years a"),
    ],
)
def test_what_is_chosen_has_a_ground_of_its_own(visitors: Visitors, path: str, links: str) -> None:
    page = visitors.page(path, who="lene")
    page.emulate_media(forced_colors="active")
    chosen, rest = (page.evaluate(GROUNDS, links + which) for which in ("[aria-current]", ":not([aria-current])"))
    assert (len(chosen), set(chosen) & set(rest)) == (1, set())


def test_only_the_page_one_is_on_is_underlined_among_its_neighbours(visitors: Visitors) -> None:
    page = visitors.page("/statistics/about/asked/", who="lene")
    page.emulate_media(forced_colors="active")
    here, elsewhere = page.evaluate(LINES)
    ground = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert (here != ground, elsewhere) == (True, ground)
