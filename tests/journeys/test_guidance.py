"""Guidance by keyboard at the desk: the card of the task in hand, the search over it, and what one desk writes and another finds."""

import re

from playwright.sync_api import Page, expect

from tests.journeys import screens
from tests.journeys.screens import Desk, tab_to
from tests.journeys.visitors import Visitors

TASK = "/knowledge/tasks/gp_change/"


def search(desk: Desk, words: str) -> None:
    """Open the search over the desk and type."""
    desk.press("v")
    expect(desk.page.locator("#find-q")).to_be_focused()
    desk.page.keyboard.type(words)


def write(page: Page, line: str) -> None:
    """Add a line to the steps of a card, by keyboard alone."""
    field = page.get_by_label("Steps")
    tab_to(page, field)
    page.keyboard.press("Control+End")
    page.keyboard.type(f"\n{line}")
    tab_to(page, page.get_by_role("button", name="Save the card"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="It is saved.")).to_be_visible()


def test_the_card_is_at_hand_and_the_search_leaves_the_desk_as_it_is(visitors: Visitors, branch: str) -> None:
    kiosk, desk = screens.kiosk(visitors, branch), screens.desk(visitors, branch)
    number, address = kiosk.draw(), desk.page.url
    expect(desk.line).to_have_count(1)
    desk.press("Space", "S")
    steps = desk.page.locator("#guide li").first
    expect(steps).to_have_text("Ask for the old passport, and look at age and name")
    desk.press("i")
    expect(steps).to_be_hidden()
    search(desk, "vidn til mitid")
    expect(desk.page.locator("#found")).to_contain_text("MitID")
    desk.page.keyboard.press("Escape")
    expect(desk.page.locator("#find")).to_be_hidden()
    expect(desk.now).to_contain_text(number)
    assert desk.page.url == address


def test_what_one_writes_another_desk_finds_the_same_minute(visitors: Visitors, branch: str) -> None:
    desk = screens.desk(visitors, branch)
    search(desk, "xylofonen")
    expect(desk.page.locator("#found")).to_contain_text("Nothing is written about “xylofonen”.")
    leader = visitors.page(f"{TASK}write/?language=da", who="erik")
    write(leader, "Ring til hende med xylofon, hvis ingen har åbent")
    desk.page.get_by_role("button", name="Search", exact=True).click()
    expect(desk.page.locator("#found")).to_contain_text("Change of GP")


def test_what_is_wrong_is_said_by_a_key_answered_and_read(visitors: Visitors, branch: str) -> None:
    kiosk, desk = screens.kiosk(visitors, branch), screens.desk(visitors, branch)
    kiosk.draw()
    expect(desk.line).to_have_count(1)
    desk.press("Space", "S", "w")
    expect(desk.page.locator(".vk-done")).to_contain_text("Told to whoever keeps the card.")
    leader = visitors.page("/knowledge/keeping/", who="erik")
    place = branch.replace("-", " ").capitalize()
    waiting = leader.get_by_role("listitem").filter(has_text=re.compile(rf"{place},"))
    waiting.get_by_role("link", name="Answer").click()
    leader.get_by_label("What you answer").fill(f"The queue of {place} is longer")
    leader.get_by_role("button", name="It is right as it stands").click()
    desk.page.reload()
    answer = desk.page.locator(".vk-told li").filter(has_text=f"The queue of {place} is longer")
    desk.tab_to(answer.get_by_role("button"))
    desk.press("Enter")
    expect(answer).to_have_count(0)


def test_without_a_script_the_search_is_a_page_that_leads_back(visitors: Visitors, branch: str) -> None:
    desk = screens.desk(visitors, branch, script=False)
    address = desk.page.url
    desk.page.get_by_role("link", name="Search guidance").click()
    desk.page.get_by_label("What are you looking for?").fill("fingeraftryk")
    desk.page.get_by_role("button", name="Search").click()
    expect(desk.page.get_by_role("link", name="Passport, adult").first).to_be_visible()
    desk.page.get_by_role("link", name="Back to the desk").click()
    assert desk.page.url == address
