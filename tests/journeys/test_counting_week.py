"""Whoever leads a counting week sees what is missing while the desks count."""

import re

from playwright.sync_api import Page, expect

from tests.journeys import screens
from tests.journeys.visitors import Visitors


def plan(visitors: Visitors, branch: str) -> Page:
    """A week that begins and ends today, at one branch."""
    today = visitors.page("/statistics/figures/", who="erik").locator("[name=to]").first.input_value()
    page = visitors.page("/counting/plan/", who="erik")
    page.locator("[name=name]").fill(f"Week at {branch}")
    for end in ("first", "last"):
        page.locator(f"[name={end}]").fill(today)
    page.locator("[name=places]").evaluate_all("boxes => boxes.forEach((box) => { box.checked = false; })")
    page.get_by_label(branch.replace("-", " ").capitalize(), exact=True).check()
    page.locator("form button[type=submit]", has_text=re.compile("Plan")).click()
    return page


def test_coverage_follows_what_is_counted_by_itself(visitors: Visitors, branch: str) -> None:
    page = plan(visitors, branch)
    counted = page.locator("[data-week=places] tbody td").nth(1)
    now = page.locator(".vk-weeks-counted", has_text=re.compile(r"^1$"))
    expect(page.locator("#follows")).to_be_visible()
    assert now.count() == 0
    page.evaluate("window.sameAsBefore = true")
    screens.desk(visitors, branch).press("1", "L")
    expect(now).to_have_count(1)
    assert counted.is_visible()
    assert page.evaluate("window.sameAsBefore")
