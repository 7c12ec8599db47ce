"""A peer training from who puts themselves forward until they do it alone, with three people at three screens; and by keyboard."""

from playwright.sync_api import Page, expect

from tests.journeys.visitors import PHONE, Visitors

MINE, MATRIX = "/learning/", "/learning/at/nordby/"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def test_from_willing_to_alone(visitors: Visitors) -> None:
    jens = visitors.page(MINE, who="jens", size=PHONE)
    lacking = jens.locator(".vk-learn-missing li", has=jens.locator("[name=key][value=driving_licence]"))
    lacking.get_by_role("button", name="Take it back").click()
    lacking.get_by_role("button", name="I would like to learn this").click()
    expect(lacking.get_by_text("You have put yourself forward")).to_be_visible()

    lene = visitors.page(f"{MATRIX}training/", who="lene")
    form = lene.locator("form", has=lene.get_by_role("button", name="Start the training Jens"))
    form.locator("[name=wanted]").fill("2")
    form.get_by_role("button").click()
    lene.get_by_role("link", name="Jens: driving licences").click()

    jens.goto(MINE)
    jens.get_by_role("link", name="Driving licences").click()
    expect(jens.get_by_text("0 of 2 real enquiries together")).to_be_visible()
    press(jens, "We did one together")
    expect(jens.get_by_text("1 of 2 real enquiries together")).to_be_visible()

    ali = visitors.page(jens.url, who="ali", script=False)
    expect(ali.get_by_role("button", name="Sign off: Jens does it alone")).to_be_disabled()
    press(ali, "We did one together")
    press(ali, "Sign off: Jens does it alone")
    expect(ali.get_by_text("Signed off: Jens does it alone since")).to_be_visible()

    jens.goto(MINE)
    won = "by peer training with Ali 2 real enquiries"
    expect(jens.locator(".vk-learn-table tr", has_text="Driving licences")).to_contain_text(won)
    lene.goto(MATRIX)
    expect(lene.get_by_role("link", name=f"Jens: alone, {won}")).to_be_visible()


def test_arrows_move_in_the_matrix_and_enter_opens_a_cell(visitors: Visitors) -> None:
    page = visitors.page(MATRIX, who="lene")
    page.locator(".vk-learn-matrix td a").first.focus()
    for key in ("ArrowDown", "ArrowRight", "End", "ArrowUp", "Home"):
        page.keyboard.press(key)
    focused = page.locator(".vk-learn-matrix a:focus")
    expect(focused).to_have_attribute("href", str(page.locator(".vk-learn-matrix td a").first.get_attribute("href")))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ali:")
