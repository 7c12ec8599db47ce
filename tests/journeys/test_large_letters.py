"""Letters twice or four times as large, as some readers have them: a chart keeps the room its words need, and rows stay low."""

import pytest
from playwright.sync_api import Page

from tests.journeys.visitors import Visitors

TWICE = "20px"  # the root: 62.5 % of letters of 32 px
ROOM = 32  # of the root's letters: the narrowest chart whose labels and figures stand apart
LARGER = "size => document.documentElement.style.setProperty('font-size', size)"
NARROWEST = """() => Math.min(...[...document.querySelectorAll(".vk-bars")].map(chart => chart.getBoundingClientRect().width))"""
WIDER = "() => Math.max(0, document.scrollingElement.scrollWidth - innerWidth)"


@pytest.mark.parametrize("path", ["/statistics/about/asked/", "/statistics/about/when/", "/surveys/citizens/"])
def test_a_chart_keeps_the_room_its_words_need(visitors: Visitors, path: str) -> None:
    page = _large(visitors, path)
    assert (page.evaluate(NARROWEST) >= ROOM * 20, page.evaluate(WIDER)) == (True, 0)


def test_a_chart_that_stays_beside_its_table_is_squeezed(visitors: Visitors) -> None:
    page = _large(visitors, "/statistics/about/asked/")
    page.evaluate("() => document.querySelectorAll('.vk-pair-of').forEach(pair => pair.style.flexWrap = 'nowrap')")
    assert page.evaluate(NARROWEST) < ROOM * 20


def test_letters_of_the_usual_size_leave_them_beside_each_other(visitors: Visitors) -> None:
    page = visitors.page("/statistics/about/asked/", who="lene", language="da", size=(1280, 900))
    tops = """() => [...document.querySelectorAll(".vk-pair-of")].map(
      pair => Math.abs(pair.children[0].getBoundingClientRect().top - pair.children[1].getBoundingClientRect().top) < 60)"""
    assert set(page.evaluate(tops)) == {True}


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_lies_beyond_the_edge_of_a_phone_makes_no_row_high(visitors: Visitors, language: str) -> None:
    """A screen enlarged four times is as wide as a phone. A day takes two lines, and when it was sealed no more than that."""
    page = visitors.page("/statistics/ledger/", who="rikke", language=language, size=(320, 256))
    rows = page.locator(".vk-table").last.locator("tr")
    assert max(row["height"] for row in (one.bounding_box() for one in rows.all()) if row) < 70


def _large(visitors: Visitors, path: str) -> Page:
    page = visitors.page(path, who="lene", language="da", size=(1280, 900))
    page.evaluate(LARGER, TWICE)
    return page
