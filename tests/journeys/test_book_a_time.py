"""Somebody books a time at home on a phone, by keyboard alone and without script, moves it, calls it off, arrives; the desk calls them."""

import json
import re
import sqlite3
import time
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import screens
from tests.journeys.house import House
from tests.journeys.screens import LABEL, pick, tab_to
from tests.journeys.visitors import Visitors

SMALL = (320, 640)
TWO_MINUTES = 120
LEAST = 44
PRESSED = (
    "main :is(.button, .vk-book-slots button, select, .form-input, summary, .vk-book-choice, .vk-book-checks label)"
)
LOW = "all => all.filter(one => one.checkVisibility() && one.getBoundingClientRect().height < %d).map(one => one.outerHTML)"


def confirm_link(house: House, contact: str) -> str:
    """The one-time link as it stands in the backlog of messages; one that was sent meanwhile is asked of the appointment."""
    with closing(sqlite3.connect(f"file:{house.folder / 'velkommen.sqlite3'}?mode=ro", uri=True)) as database:
        ask = "SELECT facts FROM messages_message WHERE purpose = 'confirm' AND \"to\" = ? ORDER BY id DESC"
        waiting = database.execute(ask, [contact]).fetchone()
        if waiting:
            return str(json.loads(waiting[0])["link"])
        ask = """SELECT confirm FROM appointments_appointment a JOIN appointments_contact c ON c.appointment_id = a.id
                 WHERE c."to" = ? AND confirm IS NOT NULL ORDER BY a.id DESC"""
        return f"/a/confirm/{database.execute(ask, [contact]).fetchone()[0]}/"


def press(page: Page, name: str) -> None:
    """Tab to a button or link and press it."""
    target = page.locator("main").locator("a, button").filter(has_text=re.compile(name)).first
    tab_to(page, target)
    page.keyboard.press("Enter")


def name_of(branch: str) -> str:
    return branch.replace("-", " ").capitalize()


def to_times(page: Page, branch: str) -> None:
    """From the answer of the finder to the times of one branch, by keyboard."""
    press(page, "Book a time")
    expect(page.get_by_role("heading", level=1)).to_have_text("For how many people?")
    press(page, "See times")
    tab_to(page, page.locator(".vk-book-filter summary"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Where", exact=True))
    pick(page, name_of(branch))
    press(page, "Show")
    expect(page.locator(".vk-book-place h2")).to_have_text(name_of(branch))


def book(house: House, page: Page, branch: str, contact: str) -> None:
    """From the finder's answer to the own page of a booked appointment, by keyboard."""
    to_times(page, branch)
    tab_to(page, page.locator(".vk-book-slots button").first)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("E-mail or mobile number"))
    page.keyboard.type(contact)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look in your inbox")
    page.goto(confirm_link(house, contact))
    press(page, "Yes, I am coming")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your appointment")


def test_a_time_is_booked_by_keyboard_on_a_phone_and_the_desk_calls(house: House, visitors: Visitors) -> None:
    branch, clerk = house.bookable()
    page = visitors.page("/find/passport_adult/", size=SMALL, alone=True)
    begun = time.perf_counter()
    book(house, page, branch, "keys@example.dk")
    assert time.perf_counter() - begun < TWO_MINUTES
    press(page, "I have arrived")
    expect(page).to_have_url(re.compile(r"/n/"))
    label = LABEL.search(page.get_by_role("heading", level=1).inner_text())
    assert label
    desk = screens.desk(visitors, branch, who=clerk)
    desk.press("Space")
    expect(desk.now).to_contain_text(label.group())
    expect(page.locator("[data-for=called]")).to_be_visible()


def test_a_time_is_moved_and_called_off(house: House, visitors: Visitors) -> None:
    branch, _ = house.bookable()
    page = visitors.page("/find/passport_adult/", size=SMALL, alone=True)
    book(house, page, branch, "moves@example.dk")
    before = page.locator(".vk-book-when").inner_text()
    press(page, "Change the time")
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose another time")
    tab_to(page, page.locator(".vk-book-slots button").last)
    page.keyboard.press("Enter")
    expect(page.get_by_text("It was moved.")).to_be_visible()
    expect(page.locator(".vk-book-when")).not_to_have_text(before)
    press(page, "^\\s*Cancel")
    press(page, "Yes, cancel it")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your time is cancelled")


def test_a_time_is_booked_without_script(house: House, visitors: Visitors) -> None:
    branch, _ = house.bookable()
    page = visitors.page(
        f"/book/time/?task=passport_adult&people=1&place={branch}", size=SMALL, script=False, alone=True
    )
    page.locator(".vk-book-slots button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Press once more in 10 seconds")
    page.wait_for_timeout(10_500)
    page.get_by_role("button", name=re.compile("^Take")).click()
    page.get_by_label("E-mail or mobile number").fill("noscript@example.dk")
    page.get_by_role("button", name="Send me the link").click()
    page.goto(confirm_link(house, "noscript@example.dk"))
    page.get_by_role("button", name="Yes, I am coming").click()
    page.get_by_role("button", name="I have arrived").click()
    expect(page).to_have_url(re.compile(r"/n/"))


def test_a_script_solves_the_riddle_while_one_reads(house: House, visitors: Visitors) -> None:
    page = visitors.page(f"/book/time/?task=passport_adult&people=1&place={house.bookable()[0]}", size=SMALL)
    expect(page.locator("#times [name=answer]")).not_to_have_value("", timeout=60_000)


@pytest.mark.parametrize(
    "path", ["/book/", "/book/people/?task=passport_adult", "/book/time/?task=passport_adult&people=1"]
)
def test_what_a_thumb_presses_is_high_enough(visitors: Visitors, path: str) -> None:
    page = visitors.page(path, size=SMALL)
    assert page.locator(PRESSED).count() > 0
    assert page.locator(PRESSED).evaluate_all(LOW % LEAST) == []


@pytest.mark.parametrize("state", ["a_held", "a_today", "a_later"])
def test_what_a_thumb_presses_on_the_own_page_is_high_enough(visitors: Visitors, state: str) -> None:
    page = visitors.page(f"/a/{visitors.house.facts['links'][state]}/?language=en", size=SMALL)
    assert page.locator(PRESSED).count() > 0
    assert page.locator(PRESSED).evaluate_all(LOW % LEAST) == []


def test_the_own_page_is_one_sheet_of_paper(visitors: Visitors) -> None:
    page = visitors.page(f"/a/{visitors.house.facts['links']['a_later']}/?language=da")
    page.wait_for_load_state()
    assert max(int(count) for count in re.findall(rb"/Count (\d+)", page.pdf(prefer_css_page_size=True))) == 1
