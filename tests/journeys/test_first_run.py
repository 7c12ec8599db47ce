"""From an empty database to the first number called at one's own desk, with script and without; every screen of it by axe-core."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.house import House
from tests.journeys.test_accessible import AXE, LOOK, RULES, WIDER
from tests.journeys.visitors import Visitors

PASSWORD = "tolv-blege-sild"
CODE = re.compile(r"/setup/code/\S+/")


class Founder:
    """Somebody at a browser; `look` is what they do at each screen before they go on."""

    def __init__(self, page: Page, axe: bool) -> None:
        self.page, self.axe, self.found = page, AXE.read_text(encoding="utf-8") if axe else "", list[str]()

    def look(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        if not self.axe:
            return
        for width in (320, 1440):
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.evaluate(self.axe)
            self.found += [f"{heading} at {width}: {one}" for one in self.page.evaluate(LOOK, RULES)]
            wider = self.page.evaluate(WIDER)
            self.found += [f"{heading} at {width} is {wider} pixels too wide"] if wider else []

    def say(self, **fields: str) -> None:
        for name, text in fields.items():
            self.page.locator(f"#ask-{name}").fill(text)

    def tick(self, *values: str) -> None:
        for value in values:
            self.page.locator(f"input[value={value}]").first.check()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def on(self, name: str) -> None:
        self.page.get_by_role("main").get_by_role("link", name=name, exact=True).click()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    house.choose_port()
    house.start()
    yield house
    house.kill()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_number_is_called_at_ones_own_desk(browser: Browser, empty: House, script: bool) -> None:
    visitors = Visitors(browser, empty)
    me = Founder(visitors.page("/setup/", script=script, alone=True), axe=script)
    me.look("This house is empty")
    printed = CODE.search((empty.folder / "server.log").read_text(encoding="utf-8"))
    assert printed
    me.page.goto(printed.group())
    _house(me)
    _place(me)
    kiosk = _people_and_screens(me)
    me.look("Your desk is ready")
    assert me.found == []

    me.page.get_by_role("link", name="Skranke 1").click()
    me.press("Sit here")
    machine = visitors.page(kiosk, script=script, alone=True)
    machine.get_by_role("link", name="English").click()
    machine.locator("#draw").get_by_role("button").first.click()
    label = re.search(r"[A-Z]\d+", machine.get_by_role("heading", level=1).inner_text())
    assert label
    me.page.reload()
    me.page.get_by_role("button", name="Next").first.click()
    expect(me.page.locator("#now")).to_contain_text(label.group())
    visitors.leave()
    assert visitors.complaints == []


def _house(me: Founder) -> None:
    me.look("Who are you?")
    me.say(username="ada", first_name="Ada", password=PASSWORD, again=PASSWORD)
    me.press("Save and go on")
    me.look("Your municipality")
    me.page.locator("#ask-code").select_option("0751")
    me.press("Save and go on")
    me.look("Where do you serve people?")
    me.say(name="Prøveby Bibliotek", address="Torvet 1", postal_code="8000", town="Prøveby")
    me.page.locator("#ask-kind").select_option("branch")
    me.press("Add the place")
    me.on("These are all: go on")


def _place(me: Founder) -> None:
    me.look("When is somebody there to help?")
    me.say(day0="18-10")
    me.press("Save and go on")
    me.look("When is somebody there to help?")
    expect(me.page.locator("#ask-day0-error")).to_contain_text("“18-10” cannot be the hours of a day.")
    me.say(day0="10-18", text="Mo-Su,PH 00:00-24:00")
    me.press("Save and go on")
    me.look("Which desks are there?")
    me.press("Add the desk")
    me.on("These are all: go on")
    me.look("What equipment is there?")
    me.tick("printer", "public_pc")
    me.press("Save and go on")
    me.look("What can people have done here?")
    me.press("A library with selected tasks")
    me.look("What can people have done here?")
    me.press("Save and go on")
    me.look("How do you work together?")
    me.tick("premises_shared", "offered")
    me.say(project_owner="Bibliotekschef")
    me.press("Save")
    me.look("How do you work together?")
    me.on("Go on")


def _people_and_screens(me: Founder) -> str:
    me.look("Who works here?")
    me.tick("mitid", "civil_registration", "library")
    me.press("Yes, I serve here")
    me.say(username="nora", first_name="Nora")
    me.press("Add the colleague")
    me.look("Who works here?")
    me.on("These are all: go on")
    me.look("Kiosk and board")
    me.press("Pair a kiosk")
    me.look("Kiosk and board")
    kiosk = me.page.locator(".vk-secret").inner_text()
    me.on("Go on")
    return kiosk
