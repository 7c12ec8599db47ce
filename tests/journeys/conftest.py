"""One town, one server and one browser for all journeys of a process; they end with the last of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.house import House
from tests.journeys.visitors import Contexts, Visitors, flags
from tools import chromium

FOLDER = Path(__file__).parent
expect.set_options(timeout=20_000)  # a machine that builds may have much else to do


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder drives a browser."""
    for item in items:
        if item.path.is_relative_to(FOLDER):
            item.add_marker("browser")


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("house"))
    house.found()
    house.start()
    yield house
    house.kill()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Ends before any other test begins: while it runs, so does an event loop, and Django refuses the database beside one."""
    path = chromium.find()
    if path is None:
        pytest.skip(chromium.ADVICE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags())
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def contexts() -> Contexts:
    return {}


@pytest.fixture
def visitors(browser: Browser, house: House, contexts: Contexts) -> Iterator[Visitors]:
    """People for one journey, in which no page may complain."""
    visitors = Visitors(browser, house, contexts)
    yield visitors
    visitors.leave()
    assert visitors.complaints == []


@pytest.fixture
def branch(house: House) -> str:
    return house.branch()
