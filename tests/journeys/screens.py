"""The screens as people use them: what they press and where they look. Ids and letters on buttons are what the scripts rely on too."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.journeys.visitors import KIOSK, PHONE, WALL, Visitors

PASSPORT, MOVING = "Passport, adult", "Change of address"
FORGOTTEN = 1_500  # milliseconds after which a browser takes the next key for the beginning of a new word
TRIES = 5
LABEL = re.compile(r"[A-Z]\d+")


@dataclass
class Kiosk:
    """A kiosk of a branch: numbers are drawn by touch."""

    page: Page
    branch: str

    @property
    def home(self) -> str:
        return f"/kiosk/kiosk-{self.branch}/"

    def tiles(self) -> Locator:
        """The tiles, after the language was pressed."""
        self.page.goto(self.home)
        self.page.get_by_role("link", name="English").click()
        return self.page.locator("#draw").get_by_role("button")

    def draw(self, task: str = PASSPORT) -> str:
        """Draw a number; the label on the screen."""
        self.tiles().filter(has_text=task).click()
        return self.number()

    def number(self) -> str:
        """The number the screen shows."""
        heading = self.page.get_by_role("heading", level=1)
        expect(heading).to_contain_text(LABEL)
        found = LABEL.search(heading.inner_text())
        assert found
        return found.group()

    @property
    def follow(self) -> str:
        """Where the code on the screen leads."""
        return f"/n/{self.page.url.rstrip('/').rsplit('/', 1)[-1]}/?language=en"


@dataclass
class Desk:
    """A desk of a branch, worked by keys alone."""

    page: Page

    @property
    def now(self) -> Locator:
        """What is in hand, or that nobody is there; it has the focus after every deed."""
        return self.page.locator("#now")

    @property
    def line(self) -> Locator:
        return self.page.locator("#line li")

    @property
    def parked(self) -> Locator:
        return self.page.locator("#parked li")

    @property
    def done(self) -> Locator:
        """The quiet line that says what was done."""
        return self.page.locator("[data-key=Z]").locator("xpath=ancestor::form")

    def press(self, *keys: str) -> None:
        """One key after the other, each when the screen has answered the one before."""
        for key in keys:
            self._settled()
            self.page.keyboard.press(key)
        self._settled()

    def tab_to(self, target: Locator) -> None:
        """Press Tab until something has the focus."""
        self._settled()
        tab_to(self.page, target)

    def _settled(self) -> None:
        self.page.wait_for_load_state()  # keys are heard once the script is
        expect(self.page.locator("#screen")).not_to_have_attribute("aria-busy", "true")


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until something has the focus, at most once through a long page."""
    for _ in range(300):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"No Tab leads to {target}")


def pick(page: Page, name: str) -> None:
    """Type how an option begins in the list that has the focus, and again if the keys came too slowly to be taken as one word."""
    chosen = page.locator("select:focus option:checked")
    for _ in range(TRIES):
        page.keyboard.type(name)
        if chosen.inner_text().strip().startswith(name):
            return
        page.wait_for_timeout(FORGOTTEN)
    raise AssertionError(f"Typing {name} chooses {chosen.inner_text()}")


def kiosk(visitors: Visitors, branch: str, *, alone: bool = False) -> Kiosk:
    return Kiosk(visitors.page(size=KIOSK, alone=alone), branch)


def desk(
    visitors: Visitors, branch: str, *, who: str = "mette", number: int = 1, script: bool = True, alone: bool = False
) -> Desk:
    """Somebody logged in sits down at a desk."""
    page = visitors.page(f"/desk/{branch}/{number}/", who=who, script=script, alone=alone)
    page.get_by_role("button", name="Sit here").click()
    expect(page.get_by_role("button", name="Leave the desk")).to_be_visible()
    return Desk(page)


def board(visitors: Visitors, branch: str, *, language: str = "en", size: tuple[int, int] = WALL) -> Page:
    return visitors.page(f"/board/board-{branch}/?language={language}", size=size)


def phone(visitors: Visitors, address: str) -> Page:
    return visitors.page(address, size=PHONE)
