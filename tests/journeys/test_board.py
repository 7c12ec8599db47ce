"""The board on its wall: cut off, turned, and always within its frame."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import screens
from tests.journeys.visitors import CUT, REFUSED, WALL, Visitors

OVERFLOW = (
    "() => [document.scrollingElement.scrollWidth - innerWidth, document.scrollingElement.scrollHeight - innerHeight]"
)


def test_screens_that_are_cut_off_keep_their_state_say_so_and_go_on(visitors: Visitors, branch: str) -> None:
    visitors.excused = re.compile(f"{REFUSED.pattern}|{CUT.pattern}")
    desk, kiosk = screens.desk(visitors, branch), screens.kiosk(visitors, branch)
    board = screens.board(visitors, branch, language="da")
    first, second = kiosk.draw(), kiosk.draw()
    phone = screens.phone(visitors, kiosk.follow)
    desk.press("Space")
    expect(board.locator("#newest")).to_contain_text(first)
    board.evaluate("window.sameAsBefore = true")
    visitors.house.kill()
    try:
        expect(board.locator("#cut")).to_have_text(re.compile(r"kl\. 1[1-3]\.\d\d"))
        expect(board.locator("#newest")).to_contain_text(first)
        expect(phone.locator("#cut")).to_contain_text("No connection")
        expect(desk.page.locator("#cut")).to_contain_text("No connection since")
        desk.press("U")
        expect(desk.page.locator("#said")).to_contain_text("Nothing was lost: press again.")
    finally:
        visitors.house.start()
    for page in (board, phone, desk.page):
        expect(page.locator("#cut")).to_be_hidden(timeout=30_000)
    desk.press("U", "Space")
    expect(board.locator("#newest")).to_contain_text(second)
    expect(phone.get_by_text("It is your turn. Go to")).to_be_visible()
    assert board.evaluate("window.sameAsBefore")


@pytest.mark.parametrize("size", [WALL, WALL[::-1], (1280, 720), (720, 1280)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_full_board_fits_its_wall_also_when_it_is_cut_off(visitors: Visitors, size: tuple[int, int]) -> None:
    board = screens.board(visitors, "busy", size=size, language="da")
    expect(board.locator("#earlier li")).to_have_count(4)
    assert _overflow(board) == [0, 0]
    board.locator("#cut").evaluate("cut => { cut.textContent = cut.closest('main').dataset.cut; cut.hidden = false; }")
    assert _overflow(board) == [0, 0]


def test_a_board_larger_than_its_wall_is_found(visitors: Visitors) -> None:
    board = screens.board(visitors, "busy")
    board.locator("h1").evaluate("h1 => { h1.textContent = 'Fjordby '.repeat(400); }")
    assert _overflow(board)[1] > 0


def _overflow(board: Page) -> list[int]:
    """Pixels beyond the frame, across and down."""
    return [max(0, pixels) for pixels in board.evaluate(OVERFLOW)]
