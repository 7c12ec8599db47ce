"""The kiosk with people who hurry, hesitate, walk away or sit in a wheelchair."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import screens
from tests.journeys.founding import SECOND
from tests.journeys.screens import MOVING, Kiosk
from tests.journeys.visitors import KIOSK, Visitors

LEAST = 64  # pixels, both ways
SIZES = (KIOSK, (1280, 1024))
PRESSED = "a, button, summary, input:not([type=hidden])"


def after(label: str) -> str:
    """The number that is drawn next in the same line."""
    return f"{label[0]}{int(label[1:]) + 1:0{len(label) - 1}}"


def test_a_double_tap_draws_one_number(visitors: Visitors, branch: str) -> None:
    kiosk = screens.kiosk(visitors, branch)
    kiosk.tiles().filter(has_text=MOVING).dblclick()
    label = kiosk.number()
    assert kiosk.draw(MOVING) == after(label)


def test_reload_and_back_button_draw_nothing(visitors: Visitors, branch: str) -> None:
    kiosk = screens.kiosk(visitors, branch)
    label = kiosk.draw()
    kiosk.page.reload()
    assert kiosk.number() == label
    kiosk.page.go_back()
    expect(kiosk.page.get_by_role("heading", level=1)).to_have_text("What is it about?")
    kiosk.page.go_forward()
    assert kiosk.number() == label
    assert kiosk.draw() == after(label)


def test_an_idle_kiosk_goes_home(visitors: Visitors, branch: str) -> None:
    kiosk = screens.kiosk(visitors, branch, alone=True)
    kiosk.page.clock.install()
    kiosk.draw()
    kiosk.page.clock.run_for(10_000)
    kiosk.number()
    kiosk.page.clock.run_for(5_000)
    expect(kiosk.page).to_have_url(kiosk.home)


def test_more_time_is_given_to_whoever_asks(visitors: Visitors, branch: str) -> None:
    kiosk = screens.kiosk(visitors, branch, alone=True)
    kiosk.page.clock.install()
    kiosk.draw()
    kiosk.page.get_by_role("button", name="More time").click()
    kiosk.page.clock.run_for(50_000)
    kiosk.number()
    kiosk.page.clock.run_for(20_000)
    expect(kiosk.page).to_have_url(kiosk.home)


@pytest.mark.parametrize("place", ["closed", "full"])
def test_that_no_number_can_be_drawn_is_said_before_one_is(visitors: Visitors, place: str) -> None:
    kiosk = screens.kiosk(visitors, place)
    expect(kiosk.tiles()).to_have_count(0)
    expect(kiosk.page.get_by_role("heading", level=1)).to_have_text("No number just now")
    expect(kiosk.page.locator(".vk-kiosk-reach").get_by_role("status")).to_contain_text(place.capitalize())


def test_at_most_eight_tiles_and_one_of_them_for_those_in_doubt(visitors: Visitors, branch: str) -> None:
    tiles = screens.kiosk(visitors, branch).tiles()
    expect(tiles).to_have_count(8)
    expect(tiles.last).to_contain_text("Not sure? Talk to us")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_everything_to_press_is_large_and_below_the_upper_third(
    visitors: Visitors, branch: str, size: tuple[int, int]
) -> None:
    kiosk = Kiosk(visitors.page(size=size), branch)
    kiosk.page.goto(kiosk.home)
    assert _out_of_reach(kiosk.page) == []
    kiosk.tiles()
    expect(kiosk.page.get_by_role("button", name="More time")).to_be_visible()
    assert _out_of_reach(kiosk.page) == []
    kiosk.draw()
    assert _out_of_reach(kiosk.page) == []


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_so_it_is_where_something_is_not_done_just_now(visitors: Visitors, size: tuple[int, int]) -> None:
    page = visitors.page(f"/kiosk/kiosk-unable/en/not-now/{SECOND}/", size=size)
    expect(page.get_by_role("heading", level=1)).to_contain_text("not here just now")
    assert _out_of_reach(page) == []


def test_what_is_small_or_high_up_is_found(visitors: Visitors, branch: str) -> None:
    kiosk = screens.kiosk(visitors, branch)
    kiosk.page.goto(kiosk.home)
    kiosk.page.locator("header").evaluate("header => header.append(document.createElement('button'))")
    assert len(_out_of_reach(kiosk.page)) == 1


def _out_of_reach(page: Page) -> list[str]:
    """What is pressed and too small, or higher up than somebody in a wheelchair reaches."""
    assert page.viewport_size
    third = page.viewport_size["height"] / 3
    return [f"{each}: {box}" for each, box in _boxes(page.locator(PRESSED)) if _small(box) or box["y"] < third]


def _boxes(pressed: Locator) -> list[tuple[Locator, dict[str, float]]]:
    return [(each, dict(box)) for each in pressed.all() if each.is_visible() and (box := each.bounding_box())]


def _small(box: dict[str, float]) -> bool:
    return box["width"] < LEAST or box["height"] < LEAST
