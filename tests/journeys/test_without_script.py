"""Kiosk, desk and follow page where no script runs: slower, and nothing is missing."""

from playwright.sync_api import expect

from tests.journeys import screens
from tests.journeys.screens import PASSPORT, Kiosk
from tests.journeys.visitors import KIOSK, Visitors


def test_a_number_is_drawn_and_given_up_again(visitors: Visitors, branch: str) -> None:
    kiosk = Kiosk(visitors.page(size=KIOSK, script=False), branch)
    label = kiosk.draw()
    page = visitors.page(kiosk.follow, script=False)
    expect(page.get_by_role("heading", level=1)).to_contain_text(label)
    page.get_by_text("I am leaving", exact=True).click()
    page.get_by_role("button", name="Yes, I am leaving").click()
    expect(page.get_by_text("You have left the line")).to_be_visible()


def test_one_is_called_served_and_finished_at_the_desk(visitors: Visitors, branch: str) -> None:
    label = Kiosk(visitors.page(size=KIOSK, script=False), branch).draw()
    desk = screens.desk(visitors, branch, script=False)
    press = lambda name: desk.page.get_by_role("button", name=name).first.click()  # noqa: E731
    press("Next")
    expect(desk.now).to_contain_text(label)
    press("Start")
    press("Finish")
    expect(desk.page.get_by_role("alert")).to_contain_text(PASSPORT)
    desk.page.locator("#outcomes summary").last.click()
    desk.page.locator("#outcomes details[open]").get_by_role("button").first.click()
    press("Finish")
    expect(desk.done).to_contain_text(f"{label} is finished.")
    press("Undo")
    expect(desk.now).to_contain_text(label)


def test_an_enquiry_is_counted_and_corrected_at_the_desk(visitors: Visitors, branch: str) -> None:
    desk = screens.desk(visitors, branch, script=False)
    desk.page.get_by_label(PASSPORT).check(force=True)
    desk.page.locator("#register button[value=solved]").click()
    desk.page.locator("a[href*='/correct/']").click()
    desk.page.locator("button[value=come_back]").click()
    expect(desk.page.locator(".vk-recent li")).to_contain_text("Must come back")
