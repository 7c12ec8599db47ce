"""A report with every kind of chart, by axe-core at each width: the file has the same body as the page."""

from datetime import date

import pytest
from django.utils import translation
from playwright.sync_api import Browser, Page

from tests.interfaces.web.charts.some import ALL
from tests.journeys.test_accessible import AXE, HEIGHT, LOOK, RULES, WIDER, WIDTHS
from tests.journeys.test_paper import sheets
from velkommen.interfaces.reports import standing
from velkommen.interfaces.reports.section import Definition, Figure, Report, Section, Summary
from velkommen.interfaces.web.tables.table import UNTOLD, Per, Table

TABLE = Table(
    "places", "Nordby has most", ("Place", "Number", "Share"), [("Nordby", 120, Per(80.0)), ("Bus", UNTOLD, UNTOLD)]
)
REPORT = Report(
    "en",
    "An evaluation",
    "Fjordby Kommune",
    "All places",
    date(2025, 1, 1),
    date(2025, 12, 31),
    invented=True,
    summary=Summary([Figure("Enquiries", "12,345", "of all")] * 6, ["It goes well."], ["Nothing."], ["Much."]),
    sections=[Section(one.key, "How?", one.title, ["So."], [one], [TABLE], ["Fairly sure."]) for one in ALL],
    definitions=[Definition("solved", "Solved", "How often.", "a ÷ b", "p. 14", "Strict.")],
    method=["Counted."],
    sources=["The desks."],
)


@pytest.fixture
def opened(browser: Browser) -> Page:
    page = browser.new_page()
    with translation.override("en"):
        page.set_content(standing.html(REPORT).decode())
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_nobody_is_kept_out(opened: Page, width: int) -> None:
    opened.set_viewport_size({"width": width, "height": HEIGHT})
    assert opened.evaluate(LOOK, RULES) == []
    assert opened.evaluate(WIDER) == 0


@pytest.mark.parametrize(("width", "shown"), [(320, [288]), (768, [640])])
def test_one_drawing_of_each_chart_is_shown(opened: Page, width: int, shown: list[int]) -> None:
    opened.set_viewport_size({"width": width, "height": HEIGHT})
    widths = "() => [...new Set([...document.querySelectorAll('svg')].filter(s => s.checkVisibility()).map(s => s.viewBox.baseVal.width))]"
    assert opened.evaluate(widths) == shown


def test_on_paper_the_summary_is_one_sheet_and_each_chapter_begins_one(opened: Page) -> None:
    chapters = opened.locator(".vk-report-chapter")
    whole, many = sheets(opened), chapters.count()
    chapters.evaluate_all("all => all.forEach(one => one.remove())")
    assert (whole, sheets(opened)) == (2 + many, 2)
    opened.locator(".vk-report-contents").evaluate("one => one.remove()")
    assert sheets(opened) == 1
