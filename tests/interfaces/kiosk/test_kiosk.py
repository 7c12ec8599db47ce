"""The kiosk: language first, closed and full said before a number is drawn, one press one number."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import translation

from tests.interfaces.public_house import ScreenHouse, address_of, open_place
from tests.people import close
from velkommen.apps.catalogue.models import Season, Task
from velkommen.apps.enquiries import actions
from velkommen.apps.placement import book
from velkommen.apps.placement.actions import revoke_device
from velkommen.apps.placement.models import Device, LocalSuspension, Offer
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.visits.models import Visit
from velkommen.domain.rights import Role
from velkommen.shared.wording_hours import in_full


def tiles(page: str) -> list[str]:
    return re.findall(r'name="task" value="([a-z_]+)"', page)


def test_the_first_page_asks_for_the_language_in_each_language(house_with_screens: ScreenHouse) -> None:
    page = house_with_screens.get(house_with_screens.kiosk).content.decode()
    assert re.findall(r'href="[^"]+/(da|en)/" lang="(?:da|en)"', page) == ["da", "en"]


def test_eight_tiles_and_the_one_for_those_in_doubt_is_the_last(house_with_screens: ScreenHouse) -> None:
    page = house_with_screens.get(f"{house_with_screens.kiosk}en/").content.decode()
    assert tiles(page) == ["passport", "mitid", "moving", "health", "loans", "tax", "pension", "talk_to_us"]


def test_a_place_without_the_tile_for_those_in_doubt_says_where_to_go(house_with_screens: ScreenHouse) -> None:
    Offer.objects.filter(task__key="talk_to_us").delete()
    page = house_with_screens.get(f"{house_with_screens.kiosk}en/").content.decode()
    assert (len(tiles(page)), "In doubt? Go to the desk" in page) == (8, True)


@pytest.mark.parametrize(("language", "name"), [("da", "passport (da)"), ("en", "passport (en)")])
def test_tiles_speak_the_language_of_the_address(house_with_screens: ScreenHouse, language: str, name: str) -> None:
    answer = house_with_screens.get(f"{house_with_screens.kiosk}{language}/")
    assert (name in answer.content.decode(), answer["Content-Language"]) == (True, language)


def test_a_no_names_the_task_in_the_language_of_the_screen(house_with_screens: ScreenHouse) -> None:
    task, today = Task.objects.get(key="passport"), house_with_screens.now.date()
    LocalSuspension.objects.create(service_point=house_with_screens.place, task=task, first=today, why="Move")
    page = house_with_screens.press("passport").content.decode()
    assert "passport (en) is not done at Nordby just now." in page


def test_what_has_a_season_says_when_the_next_one_is_however_far_ahead(house_with_screens: ScreenHouse) -> None:
    Task.objects.filter(key="passport").update(seasonal=True)
    book.forget()
    address = f"{house_with_screens.kiosk}en/not-now/passport/"
    assert "Next:" not in house_with_screens.get(address).content.decode()
    first = house_with_screens.now.date() + timedelta(days=500)
    last = first + timedelta(days=40)
    Season.objects.create(task=Task.objects.get(key="passport"), first=first, last=last, name="EP-valg")
    book.forget()
    with translation.override("en"):
        said = f"Next: EP-valg, from {in_full(first)}"
    assert said in house_with_screens.get(address).content.decode()


def test_a_press_draws_a_number_and_leads_to_its_page(house_with_screens: ScreenHouse) -> None:
    answer = house_with_screens.press("passport")
    visit = Visit.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"{house_with_screens.kiosk}en/{visit.link}/")


def test_a_double_tap_is_one_number(house_with_screens: ScreenHouse) -> None:
    op = uuid4()
    first, second = house_with_screens.press("passport", op), house_with_screens.press("passport", op)
    assert (second["Location"], Visit.objects.count()) == (first["Location"], 1)


def test_two_tiles_of_one_screen_are_one_number(house_with_screens: ScreenHouse) -> None:
    op = uuid4()
    first, second = house_with_screens.press("passport", op), house_with_screens.press("mitid", op)
    assert (second["Location"], Visit.objects.count()) == (first["Location"], 1)


def test_two_screens_are_two_numbers(house_with_screens: ScreenHouse) -> None:
    house_with_screens.press("passport"), house_with_screens.press("passport")
    assert Visit.objects.count() == 2


def test_the_page_of_a_number_is_reloaded_without_a_new_one(house_with_screens: ScreenHouse) -> None:
    address = house_with_screens.press("passport")["Location"]
    pages = [house_with_screens.get(address).content for _ in range(2)]
    assert (pages[0], Visit.objects.count()) == (pages[1], 1)


def test_the_page_of_a_number_says_number_and_range_and_shows_its_code(house_with_screens: ScreenHouse) -> None:
    for _ in range(3):
        house_with_screens.press("passport")
    page = house_with_screens.get(house_with_screens.press("mitid")["Location"]).content.decode()
    assert ("A004" in page, "about 5–30 min" in page, 'src="data:image/svg+xml' in page) == (True, True, True)


def test_a_number_that_is_over_is_neither_followed_nor_printed(house_with_screens: ScreenHouse) -> None:
    visit = house_with_screens.draw()
    actions.leave_visit(visit=visit.pk, **house_with_screens.by())
    page = house_with_screens.get(f"{house_with_screens.kiosk}en/{visit.link}/").content.decode()
    assert ("data:image" in page, 'id="print"' in page, "not in line any more" in page) == (False, False, True)


def test_a_number_of_another_place_leads_home(house_with_screens: ScreenHouse) -> None:
    other = address_of(open_place("sydby", list(Task.objects.all())), Role.KIOSK)
    answer = house_with_screens.get(f"{other}en/{house_with_screens.draw().link}/")
    assert (answer.status_code, answer["Location"]) == (302, other)


def test_a_number_of_yesterday_leads_home(house_with_screens: ScreenHouse) -> None:
    visit = house_with_screens.draw()
    house_with_screens.later(days=1)
    assert house_with_screens.get(f"{house_with_screens.kiosk}en/{visit.link}/").status_code == 302


def test_closed_is_said_with_the_next_opening_before_a_number_is_drawn(house_with_screens: ScreenHouse) -> None:
    house_with_screens.later(hours=6)
    page = house_with_screens.get(f"{house_with_screens.kiosk}en/").content.decode()
    assert (tiles(page), "It opens Wednesday 25 November at 10:00" in page) == ([], True)


def test_a_day_of_closure_is_closed(house_with_screens: ScreenHouse) -> None:
    close(house_with_screens.place, house_with_screens.now.date(), "Stocktaking")
    assert tiles(house_with_screens.get(f"{house_with_screens.kiosk}en/").content.decode()) == []


def test_full_is_said_before_a_number_is_drawn(house_with_screens: ScreenHouse) -> None:
    house_with_screens.place.max_waiting = 1
    house_with_screens.place.save()
    house_with_screens.draw()
    page = house_with_screens.get(f"{house_with_screens.kiosk}en/").content.decode()
    assert (tiles(page), "no more numbers are given" in page) == ([], True)


def test_a_kiosk_at_a_place_no_longer_in_use_says_so(house_with_screens: ScreenHouse) -> None:
    ServicePoint.objects.filter(pk=house_with_screens.place.pk).update(active=False)
    answer = house_with_screens.get(f"{house_with_screens.kiosk}en/")
    assert (answer.status_code, answer.templates[0].name) == (200, "kiosk/refused.html")


def test_a_press_on_an_old_screen_of_a_closed_place_draws_nothing(house_with_screens: ScreenHouse) -> None:
    house_with_screens.later(hours=6)
    answer = house_with_screens.press("passport")
    assert (answer.status_code, Visit.objects.count()) == (422, 0)


def test_a_press_without_an_operation_is_refused(house_with_screens: ScreenHouse) -> None:
    answer = house_with_screens.post(f"{house_with_screens.kiosk}en/draw/", task="passport")
    assert (answer.status_code, Visit.objects.count()) == (422, 0)


@pytest.mark.parametrize("page", ["", "en/", "en/draw/", "en/some-link/"])
def test_an_unknown_kiosk_says_to_fetch_a_new_address(house_with_screens: ScreenHouse, page: str) -> None:
    answer = house_with_screens.get(f"/kiosk/nobody-knows-this/{page}")
    assert (answer.status_code, answer.templates[0].name) == (404, "web/unpaired.html")


def test_a_revoked_kiosk_draws_nothing(house_with_screens: ScreenHouse) -> None:
    device = Device.objects.get(role=Role.KIOSK.value)
    revoke_device(device=device.pk, **house_with_screens.by())
    assert (house_with_screens.press("passport").status_code, Visit.objects.count()) == (404, 0)


def test_a_board_is_no_kiosk(house_with_screens: ScreenHouse) -> None:
    address = house_with_screens.board.replace("/board/", "/kiosk/")
    assert house_with_screens.get(address).status_code == 404
