"""What holds for every public screen: a GET changes nothing and sets no cookie, and no page names a colleague."""

import pytest

from tests.interfaces.public_house import ScreenHouse
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.visits.models import DayCounter, Visit
from velkommen.shared.log.models import Deed

PAGES = (
    "{kiosk}",
    "{kiosk}da/",
    "{kiosk}en/",
    "{kiosk}en/draw/",
    "{kiosk}en/{waiting}/",
    "{kiosk}en/{called}/",
    "{board}",
    "{board}?language=en",
    "/n/{waiting}/",
    "/n/{called}/?language=en",
    "/n/{waiting}/leave/",
    "/n/unknown/",
    "/kiosk/unknown/",
    "/board/unknown/",
)


@pytest.fixture
def addresses(house_with_screens: ScreenHouse) -> dict[str, str]:
    called, waiting = house_with_screens.draw(), house_with_screens.draw()
    house_with_screens.call(called)
    names = {"called": str(called.link), "waiting": str(waiting.link)}
    return {"kiosk": house_with_screens.kiosk, "board": house_with_screens.board, **names}


def everything() -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in (Visit, Enquiry, Period, DayCounter, Deed)]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("purpose", [{}, {"HTTP_SEC_PURPOSE": "prefetch"}])
def test_looking_changes_nothing(
    house_with_screens: ScreenHouse,
    addresses: dict[str, str],
    page: str,
    purpose: dict[str, str],
) -> None:
    before = everything()
    house_with_screens.client.defaults.update(purpose)
    for _ in range(2):
        house_with_screens.get(page.format(**addresses))
    assert everything() == before


def test_the_control_of_looking_a_press_does_change_something(
    house_with_screens: ScreenHouse,
) -> None:
    before = everything()
    house_with_screens.press("passport")
    assert everything() != before


@pytest.mark.parametrize("page", PAGES)
def test_no_cookie_is_set_and_no_colleague_named(
    house_with_screens: ScreenHouse,
    addresses: dict[str, str],
    page: str,
) -> None:
    answer = house_with_screens.get(page.format(**addresses))
    assert (dict(answer.cookies), "Mette" in answer.content.decode()) == ({}, False)


def test_pressing_sets_no_cookie(house_with_screens: ScreenHouse) -> None:
    assert dict(house_with_screens.press("passport").cookies) == {}
