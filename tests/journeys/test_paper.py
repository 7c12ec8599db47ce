"""The figures on paper: one sheet, whatever the period."""

import re

import pytest

from tests.journeys.visitors import Visitors

PAGES = re.compile(rb"/Count (\d+)")


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_figures_of_a_year_are_one_sheet(visitors: Visitors, language: str) -> None:
    page = visitors.page("/statistics/", who="anne", language=language)
    page.locator(".vk-quick li:nth-child(4) a").click()
    assert _sheets(page.pdf(prefer_css_page_size=True)) == 1


def test_a_page_made_for_screens_only_is_more(visitors: Visitors) -> None:
    page = visitors.page("/statistics/", who="anne")
    page.locator(".vk-quick li:nth-child(4) a").click()
    page.locator(".vk-tables").evaluate("tables => tables.classList.remove('vk-tables')")
    assert _sheets(page.pdf(prefer_css_page_size=True)) > 1


def _sheets(pdf: bytes) -> int:
    return max(int(count) for count in PAGES.findall(pdf))
