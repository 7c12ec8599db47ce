"""Somebody with an appointment comes: the kiosk takes their code, the desk calls them at their time before who walked in."""

import re

from playwright.sync_api import Page, expect

from tests.journeys import screens
from tests.journeys.screens import Kiosk
from tests.journeys.test_kiosk import LEAST
from tests.journeys.visitors import KIOSK, Visitors

APPOINTED = "appointed"
FACTS = (
    "buttons => buttons.map(one => { const at = one.getBoundingClientRect(); return [at.width, at.height, at.top]; })"
)


def come(page: Page, code: str) -> str:
    """Type a code on the keypad; the number on the screen."""
    page.goto(f"/kiosk/kiosk-{APPOINTED}/en/")
    page.get_by_role("link", name="I have an appointment").click()
    for digit in code:
        page.get_by_role("button", name=digit, exact=True).click()
    page.get_by_role("button", name="I am here").click()
    return Kiosk(page, APPOINTED).number()


def test_who_has_an_appointment_is_called_at_their_time_before_who_walked_in(visitors: Visitors) -> None:
    desk = screens.Desk(visitors.page(f"/desk/{APPOINTED}/1/", who="mette"))
    kiosk = screens.kiosk(visitors, APPOINTED)
    walked_in = kiosk.draw()
    evening = come(kiosk.page, "222222")
    expect(kiosk.page.locator(".vk-wait")).to_have_text(re.compile(r"You are called at \d\d:\d\d or a little later."))
    due = come(kiosk.page, "111111")
    expect(kiosk.page.locator(".vk-wait")).to_contain_text("as soon as a desk is free")
    expect(desk.line.locator("b")).to_have_text([due, walked_in, evening])
    expect(desk.line.last).to_have_class(re.compile("vk-early"))
    expect(desk.page.locator("#expected li")).to_have_count(1)
    desk.press("Space")
    expect(desk.now).to_contain_text(due)
    desk.press("U", "Space")
    expect(desk.now).to_contain_text(walked_in)
    desk.press("U")
    desk.press("d", "Enter")
    expect(desk.line).to_have_count(2)
    expect(desk.page.locator("#expected")).to_have_count(0)
    expect(desk.line.last.locator("b")).to_have_text(evening)


def test_the_keypad_is_large_low_and_works_without_script(visitors: Visitors) -> None:
    page = visitors.page(f"/kiosk/kiosk-{APPOINTED}/en/code/", size=KIOSK, script=False)
    keys = page.locator(".vk-code button").evaluate_all(FACTS)
    assert [key for key in keys if min(key[:2]) < LEAST or key[2] < KIOSK[1] / 3] == []
    for digit in "123456":
        page.get_by_role("button", name=digit, exact=True).click()
    expect(page.get_by_label("Your code")).to_have_value("123456")
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_label("Your code")).to_have_value("12345")
    page.get_by_role("button", name="I am here").click()
    expect(page.get_by_role("alert")).to_contain_text("No appointment here today has this code.")
