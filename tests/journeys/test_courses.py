"""A citizen signs up for a course on a phone, another waits for a seat, the first gives theirs up, and the second has it; staff count."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.house import House
from tests.journeys.visitors import Visitors

SMALL = (320, 640)
LEAST = 44
PRESSED = "main :is(.button, .form-input, summary, .vk-course-places a, .vk-course-list h2 a, .vk-course-hands button)"
LOW = "all => all.filter(one => one.checkVisibility() && one.getBoundingClientRect().height < %d).map(one => one.outerHTML)"


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def press(page: Page, name: str) -> None:
    page.locator("main").locator("a, button").filter(has_text=re.compile(name)).first.click()


def held_for_one(visitors: Visitors) -> str:
    """A course of Nordby with a single seat, made by the leader on her screens; the address citizens open."""
    lead = visitors.page("/courses/manage/", who="lene")
    press(lead, "Make a course at Nordby")
    for name, text in {
        "title_da": "Lydbøger på telefonen",
        "title_en": "Audiobooks on your phone",
        "text_da": "Vi prøver sammen.",
        "line_1_da": "Låne en lydbog",
        "line_2_da": "Aflevere den igen",
    }.items():
        lead.locator(f"[name={name}]").fill(text)
    press(lead, "Make the course")
    heading(lead, "Audiobooks on your phone Nordby Bibliotek")
    for name, text in {"first": "2040-01-10", "hours": "10-12", "seats": "1", "room": "Salen"}.items():
        lead.locator(f"#hold [name={name}]").fill(text)
    lead.locator("#hold-place").select_option("nordby")
    lead.locator("#hold [type=submit]").click()
    expect(lead.get_by_text("0 of 1")).to_be_visible()
    return str(lead.get_by_role("link", name="As citizens see it").get_attribute("href"))


def sign_up(visitors: Visitors, address: str, button: str, contact: str = "") -> Page:
    """On a phone of their own."""
    page = visitors.page(address, size=SMALL, alone=True)
    press(page, button)
    heading(page, "How do we reach you?")
    page.get_by_label(re.compile("E-mail or mobile number")).fill(contact)
    press(page, button)
    expect(page).to_have_url(re.compile("/courses/mine/"), timeout=60_000)
    return page


def test_a_seat_is_taken_waited_for_and_given_up(house: House, visitors: Visitors) -> None:
    address = held_for_one(visitors)
    first = sign_up(visitors, address, "Sign up")
    heading(first, "You have a seat")
    second = sign_up(visitors, address, "Stand on the waiting list", "waits@example.dk")
    heading(second, "You are number 1 on the waiting list")
    press(first, "Give up my seat")
    press(first, "Yes, give it up")
    heading(first, "You are signed up no longer")
    second.reload()
    heading(second, "You have a seat")


def test_without_script_it_takes_ten_seconds_more(house: House, visitors: Visitors) -> None:
    address = f"/courses/{house.facts['links']['c_open']}/sign-up/"
    page = visitors.page(address, size=SMALL, script=False, alone=True)
    press(page, "Sign up")
    heading(page, "Press once more in 10 seconds")
    page.wait_for_timeout(10_500)
    press(page, "Sign up")
    heading(page, "You have a seat")


def test_hands_are_counted_one_line_after_the_other(house: House, visitors: Visitors) -> None:
    page = visitors.page(f"/courses/manage/series/{house.facts['links']['c_held']}/hands/?asked=9", who="lene")
    for yes in ("9", "8", "4"):
        page.get_by_role("button", name=yes, exact=True).click()
    expect(page).to_have_url(re.compile(r"/series/\d+/$"))
    for said in ("9 of 9", "8 of 9", "4 of 9"):
        expect(page.get_by_text(said)).to_be_visible()


def test_what_a_thumb_presses_is_high_enough(house: House, visitors: Visitors) -> None:
    links = house.facts["links"]
    paths = ["", f"{links['c_open']}/", f"{links['c_full']}/sign-up/", f"mine/{links['c_waiting']}/"]
    for path in paths:
        page = visitors.page(f"/courses/{path}", size=SMALL)
        assert page.locator(PRESSED).count() > 0
        assert page.locator(PRESSED).evaluate_all(LOW % LEAST) == []
