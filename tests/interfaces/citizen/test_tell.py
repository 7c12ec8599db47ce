"""Asking on the page of a number to be told: without script, with what was typed after a "no", and told so."""

import re
from uuid import uuid4

from django.http import HttpResponse

from tests.interfaces.citizen.test_follow import page
from tests.interfaces.public_house import ScreenHouse
from velkommen.apps.messages.models import Message
from velkommen.apps.visits.models import TurnNotice, Visit


def tell(house: ScreenHouse, visit: Visit, contact: str, position: str = "1") -> HttpResponse:
    return house.post(f"/n/{visit.link}/tell/", contact=contact, position=position, op=str(uuid4()))


def in_line(house: ScreenHouse) -> Visit:
    """Somebody with three ahead."""
    return [house.draw() for _ in range(4)][-1]


def test_an_address_is_kept_and_shown_masked(house_with_screens: ScreenHouse) -> None:
    visit = in_line(house_with_screens)
    answer = tell(house_with_screens, visit, "20 12 34 56")
    assert (answer.status_code, TurnNotice.objects.get().to) == (303, "+4520123456")
    shown = page(house_with_screens, visit)
    assert ("We write to …56." in shown, "20123456" in shown) == (True, False)


def test_what_is_no_address_says_so_and_stays_typed(house_with_screens: ScreenHouse) -> None:
    visit = in_line(house_with_screens)
    answer = tell(house_with_screens, visit, "anna@nowhere")
    shown = answer.content.decode()
    assert (answer.status_code, TurnNotice.objects.count()) == (422, 0)
    assert ("neither an e-mail address nor a mobile number" in shown, 'value="anna@nowhere"' in shown) == (True, True)


def test_a_count_that_is_none_is_refused(house_with_screens: ScreenHouse) -> None:
    assert tell(house_with_screens, in_line(house_with_screens), "20123456", "many").status_code == 422


def test_one_who_was_told_hears_so(house_with_screens: ScreenHouse) -> None:
    visit = in_line(house_with_screens)
    tell(house_with_screens, visit, "20123456", "3")
    assert Message.objects.get().about == f"visit:{visit.pk}"
    shown = page(house_with_screens, visit)
    assert ("We have written to you" in shown, 'name="contact"' in shown) == (True, False)


def test_a_guessed_link_is_a_page_that_is_not_there(house_with_screens: ScreenHouse) -> None:
    in_line(house_with_screens)
    assert (
        house_with_screens.post("/n/guessed/tell/", contact="20123456", position="1", op=str(uuid4())).status_code
        == 404
    )


def test_nothing_of_the_page_has_an_id_twice(house_with_screens: ScreenHouse) -> None:
    ids = re.findall(r'\bid="([^"]+)"', page(house_with_screens, in_line(house_with_screens)))
    assert len(ids) == len(set(ids))
