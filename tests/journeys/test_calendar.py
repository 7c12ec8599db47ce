"""The calendar of the staff by keyboard: terms said, a time booked, moved, blocked, and kept by a colleague. And moved without a script."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.visitors import Visitors

TASK = "address_change"


def promise(visitors: Visitors, branch: str) -> Page:
    """The leader says that the branch gives appointments."""
    page = visitors.page(f"/manage/places/{branch}/appointments/", who="erik")
    page.locator("main summary").press("Enter")
    page.locator("[name=since]").fill("2026-01-01")
    page.locator("#terms [type=submit]").press("Enter")
    expect(page.get_by_role("heading", name="This is how it would be")).to_be_visible()
    page.locator("button[value=save]").press("Enter")
    expect(page.get_by_text("It is saved.")).to_be_visible()
    return page


def book(page: Page, branch: str) -> str:
    """Book the first free time of next week, and come back to that week; the address of the appointment."""
    page.goto(f"/calendar/{branch}/")
    page.get_by_role("link", name="Week after").press("Enter")
    page.locator("#task").select_option(TASK)
    page.get_by_role("button", name="Show free times").press("Enter")
    page.locator(".vk-cal-free a").first.press("Enter")
    page.get_by_role("button", name="Book it").press("Enter")
    expect(page.get_by_role("heading", name="The appointment is booked")).to_be_visible()
    expect(page.locator(".vk-cal-slip b")).to_have_text(re.compile(r"^\d{6}$"))
    page.get_by_role("link", name="The appointment", exact=True).press("Enter")
    address = page.url
    page.get_by_role("link", name="Back to the week").press("Enter")
    expect(only(page)).to_be_visible()
    page.wait_for_load_state()  # keys are heard once the script is
    return address


def only(page: Page) -> Locator:
    return page.locator(".vk-cal-one > a")


def test_a_time_is_booked_moved_by_keys_blocked_and_kept_by_a_colleague(visitors: Visitors, branch: str) -> None:
    erik = promise(visitors, branch)
    page = visitors.page(f"/calendar/{branch}/", who="mette")
    book(page, branch)
    was = only(page).locator("b").inner_text()
    only(page).focus()
    page.keyboard.press("m")
    live = page.locator("#live")
    expect(live).to_contain_text("Moving.")
    page.keyboard.press("ArrowDown")
    expect(only(page).locator("b")).not_to_have_text(was)
    page.keyboard.press("Escape")
    expect(only(page).locator("b")).to_have_text(was)
    expect(live).to_have_text("Put back.")
    page.keyboard.press("m")
    expect(live).to_contain_text("Moving.")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    said = live.inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The appointment is moved.")).to_be_visible()
    expect(only(page)).to_be_focused()
    assert only(page).locator("b").inner_text()[:5] == said[-5:]
    who = only(page).locator("small").inner_text().split(",")[0]
    address = page.url.partition("#")[0]
    block(erik, branch, who, str(only(page).locator("xpath=ancestor::li[@data-at]").get_attribute("data-at"))[:10])
    page.goto(address)
    page.get_by_role("link", name="1 appointment cannot be kept as it was planned").press("Enter")
    page.get_by_role("button", name="Keep it with another colleague").press("Enter")
    expect(page.get_by_text("Nothing. Every appointment ahead can be kept.")).to_be_visible()
    page.goto(address)
    expect(only(page).locator("small")).not_to_contain_text(who)


def block(page: Page, branch: str, who: str, day: str) -> None:
    """The leader blocks a day of a colleague, and is told whom it hits before it is saved."""
    page.goto(f"/calendar/{branch}/blocks/")
    page.locator("#of").select_option(label=who)
    page.locator("#first").fill(day)
    page.locator("#hours").fill("0-24")
    page.get_by_role("button", name="See what it would do").press("Enter")
    expect(page.get_by_text("1 appointment could not be kept as it was planned.")).to_be_visible()
    page.get_by_role("button", name="Block it").press("Enter")
    expect(page.get_by_role("heading", name="What is blocked")).to_be_visible()


def test_an_appointment_is_moved_and_cancelled_without_a_script(visitors: Visitors, branch: str) -> None:
    promise(visitors, branch)
    with_script = visitors.page(f"/calendar/{branch}/", who="mette")
    address = book(with_script, branch)
    page = visitors.page(address, who="mette", script=False)
    page.get_by_role("link", name="Move").click()
    page.locator(".vk-cal-times button").nth(3).click()
    expect(page.get_by_text("The appointment is moved.")).to_be_visible()
    only(page).click()
    page.get_by_role("link", name="Cancel", exact=True).click()
    page.get_by_label("It was booked by mistake").check()
    page.get_by_role("button", name="Cancel the appointment").click()
    expect(page.get_by_text("The appointment is cancelled.")).to_be_visible()
    expect(only(page)).to_have_count(0)
