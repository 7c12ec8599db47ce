"""Browsers for the journeys: who is at it, in which language, on which screen; and whatever any page complained of."""

import os
import re
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.journeys.house import House

FLAGS = (
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP, PHONE, KIOSK, WALL = (1440, 900), (390, 844), (1080, 1920), (1920, 1080)
#: A refusal is an answer with a status of its own, and the browser notes each; a script or a style that is missing is none.
REFUSED = re.compile(r"Failed to load resource: the server responded with a status of (403|404|409|422) ")
CUT = re.compile(r"Failed to load resource: net::ERR_")


def flags() -> list[str]:
    """Chromium refuses its sandbox to root, and to nobody else."""
    return [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


@dataclass
class Visitors:
    """Opens pages for people; `complaints` is the errors their pages wrote to the console or threw: the browser writes there too
    what a page tried against the policy, and what it could not load.

    `excused` says which complaints belong to what a journey does (a server that is cut off).
    """

    browser: Browser
    house: House
    complaints: list[str] = field(default_factory=list)
    excused: re.Pattern[str] = REFUSED
    _contexts: list[BrowserContext] = field(default_factory=list)

    def page(
        self,
        path: str = "",
        *,
        who: str = "",
        language: str = "en",
        size: tuple[int, int] = DESKTOP,
        script: bool = True,
    ) -> Page:
        """A fresh browser, at an address if there is one; `who` is logged in already."""
        context = self.browser.new_context(
            base_url=self.house.address,
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=script,
            timezone_id=self.house.zone,
            reduced_motion="no-preference",
        )
        self._contexts.append(context)
        cookies = {"velkommen_language": language}
        if who:
            cookies["sessionid"] = self.house.facts["sessions"][who]
        context.add_cookies(
            [{"name": name, "value": value, "url": self.house.address} for name, value in cookies.items()]
        )
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        page = context.new_page()
        if path:
            page.goto(path)
        return page

    def leave(self) -> None:
        while self._contexts:
            self._contexts.pop().close()

    def _hear(self, message: ConsoleMessage) -> None:
        at = message.location["url"]
        if message.type != "error" or (self.excused.match(message.text) and "/static/" not in at):
            return
        self.complaints.append(f"{message.page and message.page.url}: {message.text} ({at})")
