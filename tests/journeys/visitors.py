"""Browsers for the journeys: who is at it, in which language, on which screen; and whatever any page complained of."""

import os
import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.journeys.house import House

FLAGS = (
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: What costs a quarter of the browser's work and serves nobody here: the list under the bar of addresses is two pages with processes of
#: their own for each window, and another process is kept in reserve for each site that may come. Of several such lists the browser heeds
#: the last, so what Playwright switches off stands here too.
FEATURES = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "SpareRendererForSitePerProcess",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
)
DESKTOP, PHONE, KIOSK, WALL = (1440, 900), (390, 844), (1080, 1920), (1920, 1080)
#: A refusal is an answer with a status of its own, and the browser notes each; a script or a style that is missing is none.
REFUSED = re.compile(r"Failed to load resource: the server responded with a status of (403|404|409|422) ")
CUT = re.compile(r"Failed to load resource: net::ERR_")


def flags() -> list[str]:
    """Chromium refuses its sandbox to root, and to nobody else."""
    switched_off = f"--disable-features={','.join(FEATURES)}"
    return [*FLAGS, switched_off, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


Contexts = dict[tuple[str, str, bool], BrowserContext]


@dataclass
class Visitors:
    """Opens pages for people; `complaints` is the errors their pages wrote to the console or threw: the browser writes there too
    what a page tried against the policy, and what it could not load.

    `excused` says which complaints belong to what a journey does (a server that is cut off). `kept` outlives a journey: one
    context for each person and language, so that styles, scripts and fonts are fetched once.
    """

    browser: Browser
    house: House
    kept: Contexts = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    excused: re.Pattern[str] = REFUSED
    _own: list[BrowserContext] = field(default_factory=list)
    _pages: list[Page] = field(default_factory=list)

    def page(
        self,
        path: str = "",
        *,
        who: str = "",
        language: str = "en",
        size: tuple[int, int] = DESKTOP,
        script: bool = True,
        alone: bool = False,
    ) -> Page:
        """A page, at an address if there is one; `who` is logged in already. Whoever turns its clock must be `alone`."""
        context = self._context(who, language, script, alone)
        page = context.new_page()
        self._pages.append(page)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if path:
            page.goto(path)
        return page

    def leave(self) -> None:
        """Close every page and forget who was logged in."""
        for page in self._pages:
            page.close()
        for context in self.kept.values():
            context.clear_cookies()
        for context in self._own:
            context.close()

    def _context(self, who: str, language: str, script: bool, alone: bool) -> BrowserContext:
        context = None if alone else self.kept.get((who, language, script))
        if context is None:
            context = self._fresh(script)
            if alone:
                self._own.append(context)
            else:
                self.kept[who, language, script] = context
        context.add_cookies(self._cookies(who, language))
        return context

    def _fresh(self, script: bool) -> BrowserContext:
        return self.browser.new_context(
            base_url=self.house.address, java_script_enabled=script, timezone_id=self.house.zone
        )

    def _cookies(self, who: str, language: str) -> list[Any]:
        cookies = {"velkommen_language": language}
        if who:
            cookies["sessionid"] = self.house.facts["sessions"][who]
        return [{"name": name, "value": value, "url": self.house.address} for name, value in cookies.items()]

    def _hear(self, message: ConsoleMessage) -> None:
        at = message.location["url"]
        if message.type != "error" or (self.excused.match(message.text) and "/static/" not in at):
            return
        self.complaints.append(f"{message.page and message.page.url}: {message.text} ({at})")
