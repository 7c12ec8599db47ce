"""The keys that are not letters on a button: choosing a number, the help, the time left to undo."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import screens
from tests.journeys.screens import Desk, Kiosk
from tests.journeys.visitors import Visitors


@pytest.fixture
def kiosk(visitors: Visitors, branch: str) -> Kiosk:
    return screens.kiosk(visitors, branch)


@pytest.fixture
def desk(visitors: Visitors, branch: str) -> Desk:
    return screens.desk(visitors, branch)


def test_a_chosen_number_is_called_out_of_turn(kiosk: Kiosk, desk: Desk) -> None:
    kiosk.draw(), kiosk.draw()
    chosen = kiosk.draw()
    expect(desk.line).to_have_count(3)
    desk.press("N", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowDown", "Enter")
    expect(desk.now).to_contain_text(chosen)


def test_arrows_go_on_to_those_on_hold(kiosk: Kiosk, desk: Desk) -> None:
    parked = kiosk.draw()
    expect(desk.line).to_have_count(1)
    desk.press("Space", "S", "P")
    kiosk.draw()
    expect(desk.line).to_have_count(1)
    desk.press("N", "ArrowDown", "Enter")
    expect(desk.now).to_contain_text(parked)


def test_the_help_opens_keeps_the_keys_to_itself_and_closes(kiosk: Kiosk, desk: Desk) -> None:
    kiosk.draw()
    expect(desk.line).to_have_count(1)
    help_ = desk.page.get_by_role("dialog", name="The desk by keyboard")
    desk.press("?")
    expect(help_).to_be_visible()
    desk.press("N", "Space")
    expect(help_).to_be_visible()
    expect(desk.line).to_have_count(1)
    desk.press("Escape")
    expect(help_).to_be_hidden()
    desk.press("Space")
    expect(desk.line).to_have_count(0)


def test_the_seconds_left_to_undo_are_counted_down_and_the_line_goes(kiosk: Kiosk, desk: Desk) -> None:
    kiosk.draw()
    expect(desk.line).to_have_count(1)
    desk.press("Space")
    seconds = desk.done.locator(".vk-seconds")
    expect(seconds).to_have_text(re.compile(r"^(10|[2-9]) s$"))
    seen = seconds.inner_text()
    expect(seconds).not_to_have_text(seen)
    expect(desk.done).to_have_count(0, timeout=20_000)


def test_escape_closes_a_choice_from_inside_its_field(kiosk: Kiosk, desk: Desk) -> None:
    kiosk.draw()
    expect(desk.line).to_have_count(1)
    desk.press("Space", "O")
    expect(desk.page.locator("#transfer-task")).to_be_focused()
    desk.press("Escape")
    expect(desk.page.locator("#transfer")).not_to_have_attribute("open", "")
