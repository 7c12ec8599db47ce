"""One enquiry through every screen: drawn, called, followed, served, counted."""

import re

import segno
from playwright.sync_api import expect

from tests.journeys import screens
from tests.journeys.visitors import Visitors

#: Both at once, because the board draws its earlier calls anew now and then.
HEIGHTS = (
    "() => ['#newest-label', '#earlier li'].map(part => document.querySelector(part).getBoundingClientRect().height)"
)


def test_a_number_drawn_is_called_on_the_board_and_on_the_phone(visitors: Visitors, branch: str) -> None:
    desk, board, kiosk = (
        screens.desk(visitors, branch),
        screens.board(visitors, branch),
        screens.kiosk(visitors, branch),
    )
    label = kiosk.draw()
    expect(kiosk.page.locator(".vk-wait")).to_contain_text("min")
    phone = screens.phone(visitors, kiosk.follow)
    expect(phone.get_by_text("You are next")).to_be_visible()
    desk.press("Space")
    expect(board.locator("#newest")).to_contain_text(label)
    expect(board.locator("#newest")).to_contain_text("Skranke 1")
    expect(board.locator("#newest")).to_have_class(re.compile(r"\bis-new\b"))
    expect(phone.get_by_text("It is your turn. Go to")).to_be_visible()
    expect(phone.locator("#desk")).to_have_text("Skranke 1")
    desk.press("S")
    expect(phone.get_by_text("You are being helped")).to_be_visible()
    desk.press("L", "A")
    expect(phone.get_by_text("Thank you for coming by")).to_be_visible()


def test_the_code_on_the_kiosk_leads_to_the_page_of_the_number(visitors: Visitors, branch: str) -> None:
    kiosk = screens.kiosk(visitors, branch)
    label = kiosk.draw()
    address = visitors.house.address + kiosk.follow.split("?")[0]
    drawn = kiosk.page.get_by_role("img", name="Code to scan").get_attribute("src")
    assert drawn == segno.make(address, error="m", micro=False).svg_data_uri(scale=8, border=2)
    expect(screens.phone(visitors, address).get_by_role("heading", level=1)).to_contain_text(label)


def test_the_board_shows_the_newest_call_large_and_the_four_before(visitors: Visitors, branch: str) -> None:
    desk, board, kiosk = (
        screens.desk(visitors, branch),
        screens.board(visitors, branch),
        screens.kiosk(visitors, branch),
    )
    labels = [kiosk.draw() for _ in range(6)]
    for label in labels:
        desk.press("Space")
        expect(board.locator("#newest")).to_contain_text(label)
        desk.press("U")
    expect(board.locator("#earlier li")).to_contain_text(labels[4:0:-1])
    newest, earlier = board.evaluate(HEIGHTS)
    assert newest > 2 * earlier


def test_one_who_leaves_by_phone_leaves_the_line_of_the_desk(visitors: Visitors, branch: str) -> None:
    desk, kiosk = screens.desk(visitors, branch), screens.kiosk(visitors, branch)
    kiosk.draw()
    phone = screens.phone(visitors, kiosk.follow)
    expect(desk.line).to_have_count(1)
    phone.get_by_text("I am leaving", exact=True).click()
    phone.get_by_role("button", name="Yes, I am leaving").click()
    expect(phone.get_by_text("You have left the line")).to_be_visible()
    expect(desk.line).to_have_count(0)


def test_the_figures_of_today_rise_by_themselves(visitors: Visitors, branch: str) -> None:
    desk, kiosk = screens.desk(visitors, branch), screens.kiosk(visitors, branch)
    desk.press("1", "L")
    page = visitors.page(f"/statistics/figures/?place={branch}", who="erik")
    number, ended = page.locator("[data-live=number]"), page.locator("[data-live=ended]")
    expect(number).to_have_text("1")
    page.evaluate("window.sameAsBefore = true")
    kiosk.draw()
    expect(number).to_have_text("2")
    expect(ended).to_have_text("1")
    desk.press("Space", "S", "L", "A")
    expect(ended).to_have_text("2")
    desk.press("1", "L")
    expect(number).to_have_text("3")
    assert page.evaluate("window.sameAsBefore")


def test_boxes_to_tick_can_be_seen(visitors: Visitors) -> None:
    page = visitors.page("/statistics/about/waiting/?place=nordby", who="anne")
    drawn = page.locator("[name=place]").evaluate_all("boxes => boxes.map((box) => getComputedStyle(box).appearance)")
    assert set(drawn) == {"auto"}
