"""A clerk's day at the desk without a mouse."""

import pytest
from playwright.sync_api import expect

from tests.journeys import screens
from tests.journeys.screens import MOVING, PASSPORT, Desk, Kiosk, pick, tab_to
from tests.journeys.visitors import Visitors

#: The element of the desk that has the focus, if its middle is covered by something else; otherwise "".
COVERED = """() => { const one = document.activeElement, box = one.getBoundingClientRect();
  const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return !one.closest(".vk-columns") || one.contains(seen) || seen?.contains(one) ? "" : one.outerHTML; }"""


@pytest.fixture
def kiosk(visitors: Visitors, branch: str) -> Kiosk:
    return screens.kiosk(visitors, branch)


@pytest.fixture
def desk(visitors: Visitors, branch: str) -> Desk:
    return screens.desk(visitors, branch)


def test_a_clerk_logs_in_and_sits_down(visitors: Visitors) -> None:
    page = visitors.page("/desk/")
    page.keyboard.type("hanne")
    page.keyboard.press("Tab")
    page.keyboard.type("velkommen-demo")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/desk/")
    tab_to(page, page.locator("form[action='/desk/raadhuset/7/take/']").get_by_role("button"))
    page.keyboard.press("Enter")
    expect(page).to_have_url("/desk/raadhuset/7/")
    expect(page.get_by_role("button", name="Leave the desk")).to_be_visible()


def test_the_next_one_is_called_started_and_finished_with_two_matters(kiosk: Kiosk, desk: Desk) -> None:
    first, second = kiosk.draw(), kiosk.draw()
    expect(desk.line).to_have_count(2)
    desk.press("Space")
    expect(desk.now).to_contain_text(first)
    desk.press("S", "T", "2")
    matters = desk.page.locator("input[name=enquiry]")
    expect(matters).to_have_count(2)
    desk.press("L")
    expect(desk.page.locator("#outcomes")).to_contain_text("How did it end?")
    desk.press("M", "1")
    expect(desk.page.locator("#outcomes")).to_contain_text("Outcome noted")
    desk.press("Space")
    expect(desk.now).to_contain_text(second)
    expect(desk.done).to_contain_text(f"{first} is finished. {second} is called.")
    desk.press("S", "L", "A")
    expect(desk.done).to_contain_text(f"{second} is finished.")
    expect(desk.now).to_contain_text("Nobody at the desk")


def test_next_without_an_outcome_asks_for_it_at_the_outcomes(kiosk: Kiosk, desk: Desk) -> None:
    kiosk.draw()
    expect(desk.line).to_have_count(1)
    desk.press("Space", "S", "Space")
    expect(desk.page.get_by_role("alert")).to_contain_text(PASSPORT)
    expect(desk.page.locator("#outcomes")).to_be_focused()
    desk.press("L", "Space")
    expect(desk.now).to_contain_text("Nobody at the desk")


def test_one_handed_over_keeps_number_and_place_in_line(kiosk: Kiosk, desk: Desk) -> None:
    first, second = kiosk.draw(), kiosk.draw()
    expect(desk.line).to_have_count(2)
    desk.press("Space", "S", "O")
    task = desk.page.locator("#transfer-task")
    expect(task).to_be_focused()
    pick(desk.page, MOVING)
    expect(task.locator("option:checked")).to_have_text(MOVING)
    desk.press("Enter")
    tab_to(desk.page, desk.page.locator("#transfer").get_by_role("button", name="Hand over"))
    desk.press("Enter")
    expect(desk.done).to_contain_text(f"{first} is handed over")
    expect(desk.line).to_contain_text([first, second])
    expect(desk.line.first).to_contain_text(MOVING)


def test_one_on_hold_shows_who_and_is_taken_up_again(kiosk: Kiosk, desk: Desk) -> None:
    label = kiosk.draw()
    expect(desk.line).to_have_count(1)
    desk.press("Space", "S", "P")
    expect(desk.parked).to_contain_text([label])
    expect(desk.parked).to_contain_text(["Mette"])
    desk.tab_to(desk.parked.get_by_role("button").first)
    desk.press("Enter")
    expect(desk.now).to_contain_text(label)
    expect(desk.parked).to_have_count(0)


def test_one_who_does_not_come_is_called_again_and_noted(kiosk: Kiosk, desk: Desk) -> None:
    label = kiosk.draw()
    expect(desk.line).to_have_count(1)
    desk.press("Space", "G")
    expect(desk.done).to_contain_text(f"{label} is called again.")
    desk.press("U")
    expect(desk.done).to_contain_text(f"{label} did not come.")


def test_a_chosen_number_is_called_out_of_turn(kiosk: Kiosk, desk: Desk) -> None:
    kiosk.draw()
    label = kiosk.draw(MOVING)
    expect(desk.line).to_have_count(2)
    desk.tab_to(desk.line.filter(has_text=label).get_by_role("button"))
    desk.press("Enter")
    expect(desk.now).to_contain_text(label)


def test_somebody_without_a_number_is_served_and_timed(desk: Desk) -> None:
    desk.press("R", "2", "S")
    expect(desk.now).to_contain_text("Without a number")
    desk.press("H", "A")
    expect(desk.now).to_contain_text("Nobody at the desk")


def test_two_keys_count_one_enquiry_and_a_third_takes_it_back(desk: Desk) -> None:
    counted = desk.page.locator("a[href*='/correct/']")
    desk.press("1", "L")
    expect(counted).to_have_count(1)
    desk.press("Z")
    expect(counted).to_have_count(0)


def test_after_ten_seconds_nothing_is_taken_back(visitors: Visitors, branch: str) -> None:
    desk = screens.desk(visitors, branch, alone=True)
    desk.page.clock.install()
    desk.page.reload()
    desk.press("1", "L")
    expect(desk.done).to_be_visible()
    desk.page.clock.fast_forward(11_000)
    expect(desk.done).to_have_count(0)


def test_what_was_counted_wrongly_is_put_right(desk: Desk) -> None:
    desk.press("1", "L")
    desk.tab_to(desk.page.locator("a[href*='/correct/']"))
    page = desk.page
    page.keyboard.press("Enter")
    tab_to(page, page.locator("#task"))
    pick(page, MOVING)
    tab_to(page, page.locator("button[value=self_service]"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("listitem").filter(has=page.locator("a[href*='/correct/']"))).to_contain_text(MOVING)


@pytest.mark.parametrize("size", [(1280, 500), (700, 500)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_bar_at_the_bottom_never_hides_what_has_the_focus(visitors: Visitors, size: tuple[int, int]) -> None:
    page = visitors.page("/desk/several/1/", who="line", size=size)
    tab_to(page, page.locator(".vk-columns [name=result]").first)
    hidden = [page.evaluate(COVERED) for _ in range(20) if page.keyboard.press("Tab") is None]
    assert [each for each in hidden if each] == []
