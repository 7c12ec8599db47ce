"""The wait on a phone and on the board follows the line without anybody drawing the page anew."""

from playwright.sync_api import expect

from tests.journeys import screens
from tests.journeys.visitors import Visitors


def test_those_ahead_leave_and_the_wait_is_told_anew(visitors: Visitors, branch: str) -> None:
    kiosk = screens.kiosk(visitors, branch)
    screens.desk(visitors, branch)
    board = screens.board(visitors, branch, language="en")
    ahead = []
    for _ in range(3):
        kiosk.draw()
        ahead.append(kiosk.follow)
    kiosk.draw()
    phone = screens.phone(visitors, kiosk.follow)
    long = phone.locator("#wait").inner_text()
    line = board.locator("[data-group]").filter(has_text="4 waiting").locator(".vk-line-wait")
    expect(line).not_to_have_text("under 5 min")
    for page in (phone, board):
        page.evaluate("window.sameAsBefore = true")
    for link in ahead:
        leaving = screens.phone(visitors, link)
        leaving.get_by_text("I am leaving", exact=True).click()
        leaving.get_by_role("button", name="Yes, I am leaving").click()
    expect(phone.get_by_text("You are next")).to_be_visible()
    expect(phone.locator("#wait")).to_have_text("under 5 min")
    assert long != "under 5 min"
    assert [page.evaluate("window.sameAsBefore") for page in (phone, board)] == [True, True]
