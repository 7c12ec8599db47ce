"""The matrix by keyboard alone: find a cell, write, take back, look at what it would do, save. And without a script."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.visitors import Visitors

MATRIX = "/manage/matrix/"
MITID, FLYERS = "mitid_help", "flyers_forms"


def cells(page: Page) -> Locator:
    return page.locator(".vk-sheet input")


def letters(page: Page) -> list[str]:
    return [str(letter) for letter in cells(page).evaluate_all("cells => cells.map(cell => cell.value)")]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_letter_is_written_taken_back_looked_at_and_saved(visitors: Visitors, branch: str) -> None:
    page = visitors.page(f"{MATRIX}?line=A", who="erik", language="en")
    before = letters(page)
    first = cells(page).first
    name = str(first.get_attribute("name"))
    first.focus()
    press(page, "Delete", "ArrowDown", "ArrowUp", "s", "Control+z", "Control+z")
    assert letters(page) == before
    press(page, "Delete" if before[0] else "s", "Enter")
    expect(cells(page).first).to_have_class(re.compile("vk-changed"))
    page.locator("button[value=preview]").press("Enter")
    expect(page.get_by_role("heading", name="1 cell would change")).to_be_visible()
    page.locator("button[value=save]").press("Enter")
    expect(page.get_by_role("status").filter(has_text="1 cell is saved.")).to_be_visible()
    expect(page.locator(f"[name={name}]")).to_have_value("" if before[0] else "S")


def test_a_letter_is_written_and_saved_without_a_script(visitors: Visitors, branch: str) -> None:
    page = visitors.page(f"{MATRIX}?line=B", who="erik", language="en", script=False)
    last = cells(page).last
    fresh = "" if last.input_value() else "S"
    last.fill(fresh)
    page.locator("button[value=preview]").click()
    page.locator("button[value=save]").click()
    expect(cells(page).last).to_have_value(fresh)


def test_whoever_stays_on_a_cell_is_told_what_it_comes_to(visitors: Visitors, branch: str) -> None:
    page = visitors.page(f"{MATRIX}?line=A", who="erik", language="en")
    cells(page).first.focus()
    expect(page.locator("#why")).to_contain_text(str(cells(page).first.get_attribute("aria-label")))
    cells(page).last.hover()
    expect(page.locator("#why")).to_contain_text(str(cells(page).last.get_attribute("aria-label")))
