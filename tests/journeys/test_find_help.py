"""Somebody at home finds what they need, reads the answer and draws a number at the right place: by keyboard, and without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.screens import LABEL, PASSPORT, pick, tab_to
from tests.journeys.visitors import PHONE, Visitors

TYPED = "I lost my pasport"


def told(page: Page) -> str:
    """The number of the page that follows it."""
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text(LABEL)
    found = LABEL.search(heading.inner_text())
    assert found
    return found.group()


def name_of(branch: str) -> str:
    return branch.replace("-", " ").capitalize()


def test_a_number_is_drawn_from_home_by_keyboard(visitors: Visitors, branch: str) -> None:
    page = visitors.page("/", alone=True)
    tab_to(page, page.get_by_role("searchbox"))
    page.keyboard.type(TYPED)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/find/\?q="))  # the page before leads there too, and is on its way out
    page.wait_for_load_state()
    tab_to(page, page.locator("main").get_by_role("link", name=PASSPORT))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(PASSPORT)
    tab_to(page, page.get_by_role("combobox"))
    pick(page, name_of(branch))
    tab_to(page, page.get_by_role("button", name="Nearest first"))
    page.keyboard.press("Enter")
    draw = page.get_by_role("button", name=f"Draw a number for {name_of(branch)}")
    expect(page.locator("main ol").first.get_by_role("heading").first).to_have_text(name_of(branch))
    tab_to(page, draw)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/n/"))
    expect(page.get_by_text(name_of(branch), exact=True)).to_be_visible()
    told(page)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_whoever_asks_again_is_led_to_the_number_they_have(visitors: Visitors, branch: str, script: bool) -> None:
    page = visitors.page(f"/find/passport_adult/?from={branch}", size=PHONE, script=script, alone=True)
    page.get_by_role("button", name=f"Draw a number for {name_of(branch)}").click()
    label = told(page)
    page.goto(f"/find/address_change/?from={branch}")
    expect(page.get_by_role("button", name=re.compile("Draw a number"))).to_have_count(0)
    expect(page.get_by_text(f"You have number {label} at {name_of(branch)}.")).to_be_visible()
    page.get_by_role("link", name="Follow your number").click()
    assert told(page) == label


def test_the_way_is_found_without_script(visitors: Visitors) -> None:
    page = visitors.page("/", size=PHONE, script=False, language="da")
    page.get_by_role("searchbox").fill("korekortfornyelse")
    page.get_by_role("button", name="Find").click()
    page.locator("main ol a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Forny kørekort")
    page.locator("main ol").first.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/places/"))
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="What is done here")).to_be_visible()


LEAST = 44  # pixels high: what a thumb presses on these pages
ACTIONS = "main :is(.button, .vk-common a, .vk-open-now a, .vk-found > li > a, select, input:not([type=hidden]))"
LOW = "all => all.filter(one => one.checkVisibility() && one.getBoundingClientRect().height < %d).map(one => one.outerHTML)"


@pytest.mark.parametrize("path", ["/", "/find/?q=passport", "/find/passport_adult/", "/places/"])
def test_what_a_thumb_presses_is_high_enough(visitors: Visitors, path: str) -> None:
    page = visitors.page(path, size=PHONE)
    assert page.locator(ACTIONS).count() > 0
    assert page.locator(ACTIONS).evaluate_all(LOW % LEAST) == []
