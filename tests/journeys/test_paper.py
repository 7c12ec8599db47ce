"""Pages on paper: the figures are one sheet, whatever the period, and every other page has letters one can read."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.visitors import Visitors

PAGES = re.compile(rb"/Count (\d+)")
READABLE = 10.7  # CSS pixels: eight points
SMALLEST = """() => Math.min(...[...document.querySelectorAll(".vk-table :is(th, td)")]
  .map(cell => parseFloat(getComputedStyle(cell).fontSize)))"""


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_figures_of_a_year_are_one_sheet(visitors: Visitors, language: str) -> None:
    assert sheets(_year(visitors, language)) == 1


def test_a_page_made_for_screens_only_is_more(visitors: Visitors) -> None:
    page = _year(visitors, "en")
    page.locator(".vk-one-sheet").evaluate("tables => tables.classList.remove('vk-one-sheet')")
    assert sheets(page) > 1


def test_the_leaders_page_is_one_sheet(visitors: Visitors) -> None:
    page = visitors.page("/statistics/", who="lene", language="da")
    page.wait_for_load_state()
    assert sheets(page) == 1


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("/surveys/citizens/", "lene"),
        ("/surveys/staff/", "lene"),
        ("/statistics/ledger/", "rikke"),
        ("/statistics/about/who/", "anne"),
        ("/statistics/effects/of/?place=nordby&day=2026-01-01", "lene"),
        ("/counting/3/results/", "lene"),
    ],
)
def test_other_pages_have_letters_one_can_read_on_paper(visitors: Visitors, path: str, who: str) -> None:
    page = visitors.page(path, who=who, language="da")
    page.emulate_media(media="print")
    assert page.evaluate(SMALLEST) >= READABLE


def test_the_one_sheet_has_smaller_ones(visitors: Visitors) -> None:
    page = _year(visitors, "da")
    page.emulate_media(media="print")
    assert page.evaluate(SMALLEST) < READABLE


def test_the_sum_of_a_table_stands_once_at_its_end(visitors: Visitors) -> None:
    page = _year(visitors, "da")
    page.emulate_media(media="print")
    assert page.evaluate("() => getComputedStyle(document.querySelector('tfoot')).display") == "table-row-group"


def _year(visitors: Visitors, language: str) -> Page:
    """The figures of this year, wholly there: paper is made of a page at rest."""
    page = visitors.page("/statistics/figures/", who="anne", language=language)
    year = page.locator(".vk-quick li:nth-child(4) a")
    year.click()
    expect(year).to_have_attribute("aria-current", "true")
    page.wait_for_load_state()
    return page


def sheets(page: Page) -> int:
    return max(int(count) for count in PAGES.findall(page.pdf(prefer_css_page_size=True)))
