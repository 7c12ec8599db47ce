"""Behind every desk an expert: asked while the citizen sits there, let in, taking over, calling back."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import screens
from tests.journeys.screens import Desk
from tests.journeys.visitors import PHONE, Visitors

QUESTION, ANSWER = "May the old passport be used?", "Yes, for six months."


@dataclass
class Expert:
    """Erik's page; other desks ask him meanwhile, so only what one branch asks is looked at."""

    page: Page
    branch: str

    @property
    def place(self) -> str:
        return self.branch.replace("-", " ").capitalize() + ","

    @property
    def asked(self) -> Locator:
        return self.page.locator("#asked > li").filter(has_text=self.place)

    @property
    def mine(self) -> Locator:
        return self.page.locator("#mine > li").filter(has_text=self.place)

    @property
    def lately(self) -> Locator:
        return self.page.locator(".vk-ll-past").filter(has_text=self.place)

    def take(self) -> None:
        self.asked.get_by_role("button", name="Take it").click()
        expect(self.mine).to_have_count(1)


@pytest.fixture
def expert(visitors: Visitors, branch: str) -> Expert:
    return Expert(visitors.page("/lifelines/", who="erik"), branch)


@pytest.fixture
def desk(visitors: Visitors, branch: str) -> Desk:
    """Mette, with somebody who wants a passport."""
    made = screens.desk(visitors, branch)
    screens.kiosk(visitors, branch).draw()
    expect(made.line).to_have_count(1)
    made.press("Space", "S")
    return made


def asked(desk: Desk) -> Locator:
    """What the desk says of the lifeline of the visit in hand."""
    return desk.page.locator(".vk-now [data-lifeline]")


def lifeline(desk: Desk) -> None:
    desk.page.keyboard.press("c")
    expect(desk.page.locator(".vk-lifeline")).to_be_visible()


def test_asked_answered_and_solved_by_keys(desk: Desk, expert: Expert) -> None:
    lifeline(desk)
    expect(desk.page.locator(".vk-lifeline-free")).to_have_text(["Free now"])
    desk.page.keyboard.press("j")
    desk.page.keyboard.press("n")
    desk.page.keyboard.type(QUESTION)
    desk.page.keyboard.press("Control+Enter")
    expect(asked(desk)).to_contain_text("Erik is asked")
    expert.take()
    expect(asked(desk)).to_contain_text("Erik has it in hand")
    expect(expert.mine).to_contain_text(QUESTION)
    expert.mine.locator("textarea").fill(ANSWER)
    expert.page.keyboard.press("Control+Enter")
    expect(expert.mine).to_have_count(0)
    expect(asked(desk)).to_contain_text("Erik has answered")
    expect(desk.page.locator("#said")).to_have_text("Erik has answered")
    desk.press("y")
    expect(asked(desk)).to_contain_text(ANSWER)
    expect(desk.page.locator("[data-fresh]")).to_be_focused()
    desk.press("e")
    expect(desk.page.locator(".vk-matter-end")).to_contain_text("Solved with an expert")
    expect(asked(desk)).to_have_count(0)
    expect(expert.lately).to_contain_text("It helped")


def test_an_answer_that_is_kept_is_found_from_another_desk_the_same_minute(
    desk: Desk, expert: Expert, visitors: Visitors
) -> None:
    word = "zeppelin"
    lifeline(desk)
    desk.page.keyboard.press("s")
    expert.take()
    expert.mine.locator("textarea").fill(ANSWER)
    expert.page.keyboard.press("Control+Enter")
    expert.lately.locator("summary").click()
    expert.lately.locator("textarea").fill(f"Ask for the {word} first.")
    expert.lately.get_by_role("button", name="On the card, everywhere").click()
    expect(expert.lately.locator("details")).not_to_have_attribute("open", "")
    ali = visitors.page(f"/knowledge/?q={word}", who="ali")
    found = ali.get_by_role("region", name="What was found").get_by_role("link")
    expect(found).to_have_text([screens.PASSPORT])  # its Danish steps hold the word


def test_what_an_expert_is_writing_stays_while_something_else_comes(desk: Desk, expert: Expert) -> None:
    lifeline(desk)
    desk.page.keyboard.press("s")
    expert.take()
    expert.mine.locator("textarea").fill("Half a sent")
    desk.press("t", "2")
    desk.page.locator("[name=enquiry]").last.wait_for()
    asked(desk).get_by_role("button", name="Take it back").click()
    expect(expert.mine).to_have_count(0)


def test_an_expert_is_let_in_by_telephone(desk: Desk, expert: Expert) -> None:
    lifeline(desk)
    desk.page.keyboard.press("m")
    expect(asked(desk).get_by_role("link", name="Ring 20 12 34 56")).to_have_attribute("href", "tel:+4520123456")
    expert.take()
    expert.mine.get_by_role("button", name="Answer").click()
    expect(asked(desk)).to_contain_text("Erik has answered")
    desk.press("e")
    expect(desk.page.locator(".vk-matter-end")).to_contain_text("Solved with an expert")


def test_an_expert_takes_over_and_the_desk_is_free(desk: Desk, expert: Expert) -> None:
    lifeline(desk)
    desk.page.keyboard.press("o")
    expect(desk.now).to_contain_text("Nobody at the desk")
    expect(desk.page.locator("#with_expert li")).to_have_count(1)
    expert.take()
    expert.mine.get_by_role("button", name="Finish the visit").click()
    expect(expert.mine).to_have_count(0)
    expect(desk.page.locator("#with_expert li")).to_have_count(0)


def test_an_expert_calls_back_and_the_number_goes(desk: Desk, expert: Expert) -> None:
    lifeline(desk)
    desk.page.locator(".vk-lifeline [name=consent]").check()
    desk.page.keyboard.press("r")
    desk.page.locator("#lifeline-number").fill("20 98 76 54")
    desk.page.get_by_role("button", name="Ask them to call").click()
    expect(desk.now).to_contain_text("Nobody at the desk")
    expect(desk.page.locator(".vk-line [data-lifeline]")).to_have_count(1)
    expect(expert.asked).not_to_contain_text("20 98 76 54")
    expert.take()
    expect(expert.mine.get_by_role("link")).to_have_attribute("href", "tel:+4520987654")
    expert.mine.get_by_role("button", name="Rung").click()
    expect(expert.mine).to_have_count(0)
    expect(desk.page.locator(".vk-line [data-lifeline]")).to_have_count(0)


def test_words_that_may_not_go_along_stay_on_the_screen(desk: Desk) -> None:
    """The branch is no citizen service centre, so without consent only the topic goes."""
    lifeline(desk)
    desk.page.keyboard.press("n")
    desk.page.keyboard.type(QUESTION)
    desk.page.keyboard.press("Control+Enter")
    expect(desk.page.get_by_role("alert")).to_contain_text("No text may go along")
    expect(desk.page.locator("#lifeline-note")).to_have_value(QUESTION)


def test_escape_leaves_the_text_and_then_the_panel(desk: Desk) -> None:
    lifeline(desk)
    desk.page.keyboard.press("n")
    desk.page.keyboard.type("Half")
    desk.page.keyboard.press("Escape")
    expect(desk.page.locator("#lifeline-note")).to_have_value("Half")
    desk.page.keyboard.press("Escape")
    expect(desk.page.locator(".vk-lifeline")).to_have_count(0)
    expect(desk.now).to_be_focused()


def test_without_script_the_panel_is_a_page(visitors: Visitors, branch: str) -> None:
    desk = screens.desk(visitors, branch, script=False)
    page = desk.page
    page.locator("[name=task]").first.check()
    page.get_by_role("button", name=re.compile("Serve now")).click()
    page.get_by_role("link", name=re.compile("^Lifeline")).click()
    page.get_by_role("button", name=re.compile("^Ask the citizen")).click()
    expect(page).to_have_url(re.compile(rf"/desk/{branch}/1/"))
    expect(asked(desk)).to_have_count(1)


def test_the_experts_page_works_on_a_telephone(visitors: Visitors, desk: Desk, branch: str) -> None:
    lifeline(desk)
    desk.page.keyboard.press("s")
    expect(asked(desk)).to_have_count(1)
    phone = Expert(visitors.page("/lifelines/", who="erik", size=PHONE), branch)
    phone.take()
    phone.mine.locator("textarea").fill(ANSWER)
    phone.mine.get_by_role("button", name="Answer").click()
    expect(asked(desk)).to_contain_text("Erik has answered")
