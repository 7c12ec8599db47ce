"""A sick call repaired: an evening planned and published, told that one cannot come, seen by the leader, given to a colleague."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.journeys.visitors import PHONE, Visitors

EVENING = "19-21"  # when neither has a shift of the demo anywhere


def tomorrow(visitors: Visitors) -> date:
    now = datetime.now(ZoneInfo(visitors.house.zone))  # noqa: TID251 - the day of the server, which has the one clock
    return now.date() + timedelta(days=1)


def planned(visitors: Visitors, branch: str, day: date) -> Page:
    """The leader gives Mette an evening and publishes it."""
    page = visitors.page(f"/roster/{branch}/day/{day}/", who="erik")
    page.get_by_label("Mette").fill(EVENING)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It is done.")).to_be_visible()
    page.get_by_role("link", name="Month", exact=True).click()
    page.locator("summary", has_text="Publish").first.click()
    page.locator("#publish-first").fill(day.isoformat())
    page.locator("#publish-last").fill(day.isoformat())
    page.get_by_role("button", name="See what it would do").click()
    expect(page.get_by_text("1 day is published.")).to_be_visible()
    page.locator("button[value=save]").click()
    expect(page.get_by_text("It is done.")).to_be_visible()
    return page


def told(visitors: Visitors, day: date) -> Page:
    """Mette, on her phone, says that she cannot come, and sees first what it does."""
    page = visitors.page("/roster/", who="mette", size=PHONE)
    expect(page.get_by_text("A roster with shifts of yours is published")).to_be_visible()
    page.locator("summary", has_text="I cannot come").click()
    page.locator("#ill-first").fill(day.isoformat())
    page.get_by_role("button", name="See what it does").click()
    expect(page.get_by_text("Nobody else is on duty for some of that time.").first).to_be_visible()
    page.get_by_role("button", name="Tell it").first.click()
    expect(page.get_by_text("It is done.")).to_be_visible()
    return page


def test_a_sick_call_is_repaired(visitors: Visitors, branch: str) -> None:
    day = tomorrow(visitors)
    planned(visitors, branch, day)
    mette = told(visitors, day)
    erik = visitors.page(f"/roster/{branch}/requests/", who="erik")
    lost = erik.locator(".vk-ro-bad", has_text="19:00")
    expect(lost).to_contain_text("Nobody else is on duty for some of that time.")
    lost.locator("li", has_text="Ali").get_by_role("button", name="Give the shift").click()
    expect(erik.get_by_text("It is done.")).to_be_visible()
    expect(erik.locator(".vk-ro-effects > li", has_text="19:00")).not_to_contain_text("Nobody else is on duty")
    ali = visitors.page("/roster/", who="ali")
    expect(ali.get_by_text("You have a shift more:")).to_be_visible()
    ali.get_by_role("button", name="I have read it").click()
    expect(ali.get_by_text("You have a shift more:")).to_have_count(0)
    mette.reload()
    mette.get_by_role("button", name="Tell it").first.click()  # back tomorrow after all: the absence never was
    expect(mette.get_by_text("It is done.")).to_be_visible()
