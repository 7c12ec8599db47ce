"""What one desk does, the other sees."""

import re
import time

from playwright.sync_api import Route, expect

from tests.journeys import screens
from tests.journeys.visitors import Visitors

ECHO = 1_000  # milliseconds after which one's own press has come back by push
SOON, TRIES = 1.0, 8  # seconds; the best of some counts, because a machine that builds has other things to do
LEAVES = "label => !document.getElementById('line').textContent.includes(label)"


def test_a_number_called_at_one_desk_leaves_the_other_within_a_second(visitors: Visitors, branch: str) -> None:
    mette, ali = screens.desk(visitors, branch), screens.desk(visitors, branch, who="ali", number=2)
    kiosk = screens.kiosk(visitors, branch)
    labels = [kiosk.draw() for _ in range(TRIES)]
    expect(ali.line).to_have_count(TRIES)
    ali.page.evaluate("window.sameAsBefore = true")
    waits = []
    for label in labels:
        begun = time.perf_counter()
        mette.page.keyboard.press("Space")
        ali.page.wait_for_function(LEAVES, arg=label)
        waits.append(time.perf_counter() - begun)
        mette.press("U")
    assert min(waits) < SOON, waits
    assert ali.page.evaluate("window.sameAsBefore")


def test_a_visit_a_colleague_put_on_hold_shows_who_and_can_be_taken_up(visitors: Visitors, branch: str) -> None:
    mette, ali = screens.desk(visitors, branch), screens.desk(visitors, branch, who="ali", number=2)
    label = screens.kiosk(visitors, branch).draw()
    expect(mette.line).to_have_count(1)
    mette.press("Space", "S", "P")
    expect(ali.parked).to_contain_text([f"{label}"])
    expect(ali.parked).to_contain_text(["Mette"])
    ali.tab_to(ali.parked.get_by_role("button").first)
    ali.press("Enter")
    expect(ali.now).to_contain_text(label)
    expect(mette.parked).to_have_count(0)


def test_one_handed_over_to_a_colleague_is_next_there_and_nowhere_else(visitors: Visitors, branch: str) -> None:
    mette, ali = screens.desk(visitors, branch), screens.desk(visitors, branch, who="ali", number=2)
    label = screens.kiosk(visitors, branch).draw()
    expect(mette.line).to_have_count(1)
    mette.press("Space", "S", "O", "Tab")
    screens.pick(mette.page, "Skranke 2")
    mette.press("Tab", "Enter")
    expect(ali.line).to_contain_text([label])
    expect(mette.line).to_have_count(0)
    ali.press("Space")
    expect(ali.now).to_contain_text(label)


def test_no_press_is_lost_while_the_desk_looks_again(visitors: Visitors, branch: str) -> None:
    """What is in hand changes in another window of hers; the look at it takes its time, and she presses on meanwhile."""
    mette, kiosk = screens.desk(visitors, branch, alone=True), screens.kiosk(visitors, branch)
    _, second = kiosk.draw(), kiosk.draw()
    mette.press("Space", "S")
    mette.page.wait_for_timeout(ECHO)
    mette.page.route(re.compile(rf"/desk/{branch}/1/"), unless_it_looks)
    other = screens.Desk(visitors.page(f"/desk/{branch}/1/", who="mette", alone=True))
    with mette.page.expect_request(lambda request: request.method == "GET"):
        other.press("P")
    mette.page.keyboard.press("Space")
    expect(mette.now).to_contain_text(second)


def unless_it_looks(route: Route) -> None:
    """A look at the desk is never answered, a press is."""
    if route.request.method != "GET":
        route.continue_()
