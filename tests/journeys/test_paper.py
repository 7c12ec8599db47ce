"""The figures on paper: one sheet, whatever the period."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.visitors import Visitors

PAGES = re.compile(rb"/Count (\d+)")


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_figures_of_a_year_are_one_sheet(visitors: Visitors, language: str) -> None:
    assert _sheets(_year(visitors, language)) == 1


def test_a_page_made_for_screens_only_is_more(visitors: Visitors) -> None:
    page = _year(visitors, "en")
    page.locator(".vk-tables").evaluate("tables => tables.classList.remove('vk-tables')")
    assert _sheets(page) > 1


def test_the_leaders_page_is_one_sheet(visitors: Visitors) -> None:
    page = visitors.page("/statistics/", who="lene", language="da")
    page.wait_for_load_state()
    assert _sheets(page) == 1


def _year(visitors: Visitors, language: str) -> Page:
    """The figures of this year, wholly there: paper is made of a page at rest."""
    page = visitors.page("/statistics/figures/", who="anne", language=language)
    year = page.locator(".vk-quick li:nth-child(4) a")
    year.click()
    expect(year).to_have_attribute("aria-current", "true")
    page.wait_for_load_state()
    return page


def _sheets(page: Page) -> int:
    return max(int(count) for count in PAGES.findall(page.pdf(prefer_css_page_size=True)))
