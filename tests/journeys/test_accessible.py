"""Every screen by axe-core: no violation in either language at any width, and nothing wider than a small phone."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from django.urls import resolve
from playwright.sync_api import Browser, Page, Route

from tests.journeys.every_screen import NO_SCREEN, SCREENS, SETUP, Screen
from tests.journeys.house import House
from tests.journeys.visitors import Visitors
from tests.rights.table import PAGES

AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
WIDTHS, HEIGHT = (320, 768, 1440), 900
LANGUAGES = ("da", "en")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK = """rules => axe.run({runOnly: rules, resultTypes: ["violations"], preload: false}).then(found =>
  found.violations.flatMap(one => one.nodes.map(node => `${one.id} at ${node.target}: ${node.failureSummary}`)))"""
FAULT = "/fault/"
#: At the end, because a bar that stays at the bottom hides only what one has not scrolled to yet.
TO_THE_END = "() => scrollTo(0, document.scrollingElement.scrollHeight)"
WIDER = "() => Math.max(0, document.scrollingElement.scrollWidth - innerWidth)"


class Looker:
    """Keeps one browser for each person, so that styles and scripts are fetched once."""

    def __init__(self, visitors: Visitors) -> None:
        self.visitors, self._pages = visitors, dict[str, Page]()

    def visit(self, screen: Screen, language: str) -> Page:
        """A screen as somebody sees it after having done what is done there first."""
        page = self._page(screen.who)
        facts = self.visitors.house.facts
        address = {"name": "velkommen_language", "value": language, "url": self.visitors.house.address}
        page.context.add_cookies([address])
        if FAULT in screen.path:
            page.route(f"**{FAULT}*/", partial(_fail, facts["faults"][language]))
        page.goto(screen.path.format(language=language, enquiry=facts["enquiry"], **facts["links"]))
        if FAULT in screen.path:  # while anything is caught on its way, a browser keeps nothing of what it fetches
            page.unroute_all()
        screen.act(page)
        return page

    def troubles(self, page: Page) -> list[str]:
        """What axe-core finds at each width, and by how many pixels the page is too wide."""
        page.wait_for_load_state()
        return [f"{width} px: {trouble}" for width in WIDTHS for trouble in _at_width(page, width)]

    def _page(self, who: str) -> Page:
        """What looks for barriers lies ready in each of its documents: the browser is handed half a megabyte once, not each time."""
        if who not in self._pages:
            self._pages[who] = self.visitors.page(who=who)
            self._pages[who].add_init_script(path=AXE)
        return self._pages[who]


def _fail(pages: dict[str, str], route: Route) -> None:
    status = re.search(r"\d+", route.request.url.split(FAULT)[1])
    assert status
    route.fulfill(status=200, content_type="text/html; charset=utf-8", body=pages[status.group()])


def _at_width(page: Page, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.evaluate(TO_THE_END)
    wider = page.evaluate(WIDER)
    return [*([f"{wider} px too wide"] if wider else []), *page.evaluate(LOOK, RULES)]


@pytest.fixture(scope="module")
def looker(browser: Browser, house: House) -> Iterator[Looker]:
    visitors = Visitors(browser, house)
    yield Looker(visitors)
    visitors.leave()


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_has_no_violation_and_fits(looker: Looker, name: str) -> None:
    screen = SCREENS[name]
    found = [(language, looker.troubles(looker.visit(screen, language))) for language in LANGUAGES]
    complaints, looker.visitors.complaints = looker.visitors.complaints, []
    assert (found, complaints) == ([(language, []) for language in LANGUAGES], [])


def unseen(screens: Iterable[Screen]) -> set[str]:
    """The pages of the house that none of some screens is of."""
    numbers = dict.fromkeys(("c_open", "c_full", "c_held", "c_course", "s_round"), "1")
    some = defaultdict(lambda: "x", enquiry=str(UUID(int=0)), language="en", **numbers)
    paths = (screen.path.format_map(some).partition("?")[0] for screen in screens)
    seen = {resolve(path).url_name for path in paths if not path.startswith(("/nowhere/", "/fault/"))}
    pages = {name for name, row in PAGES.items() if row.get and not NO_SCREEN.search(name) and not SETUP.search(name)}
    return pages - seen


def test_every_page_of_the_house_is_looked_at() -> None:
    assert unseen(SCREENS.values()) == set()


def test_control_a_page_that_is_left_out_is_named() -> None:
    assert unseen(one for name, one in SCREENS.items() if name != "messages") == {"manage-messages"}


def test_a_violation_and_a_page_too_wide_are_found(looker: Looker) -> None:
    page = looker.visit(Screen("/login/"), "en")
    page.locator("h1").evaluate("h1 => { h1.append(new Image()); h1.style.minWidth = '2000px'; }")
    found = " ".join(looker.troubles(page))
    assert [word in found for word in ("image-alt", "px too wide")] == [True, True]
