"""A number drawn at home: where the place gives them, one for each browser, and a cure for every no."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.interfaces.finder.conftest import Home
from tests.people import close
from velkommen.apps.enquiries import actions
from velkommen.apps.placement import book
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.visits.models import Visit


def test_only_a_place_that_gives_numbers_from_home_has_the_button(home: Home) -> None:
    page = home.get("/find/passport/")
    assert ("Draw a number for Nordby" in page, "Draw a number for Sydby" in page) == (True, False)


def test_a_number_is_drawn_and_followed(home: Home) -> None:
    answer = home.draw()
    visit = Visit.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/n/{visit.link}/?language=en")
    assert (visit.from_home, visit.service_point, visit.language) == (True, home.town.place, "en")


def test_asking_again_shows_the_same_number(home: Home) -> None:
    first, again, other = home.draw(), home.draw(), home.draw(task="mitid")
    assert (again.headers["Location"], other.headers["Location"]) == (first.headers["Location"],) * 2
    assert Visit.objects.count() == 1


def test_who_holds_a_number_is_shown_it_and_no_button(home: Home) -> None:
    home.draw()
    page = home.get("/find/passport/")
    assert ("You have number A001 at Nordby." in page, "Draw a number" in page) == (True, False)


def test_another_browser_gets_another_number(home: Home) -> None:
    home.draw(), Home(home.town).draw()
    assert Visit.objects.count() == 2


def test_a_number_that_is_over_makes_room_for_a_new_one(home: Home) -> None:
    home.draw()
    actions.leave_visit(visit=Visit.objects.get().pk, **home.town.by())
    home.draw()
    assert Visit.objects.count() == 2


@pytest.fixture
def old_page(home: Home) -> dict[str, str]:
    """What a page sends whose number is finished."""
    fields = {"op": str(uuid4())}
    home.draw(**fields)
    actions.leave_visit(visit=Visit.objects.get().pk, **home.town.by())
    return fields


def pressed_again(home: Home, **fields: str) -> tuple[int, bool, str]:
    """How an old page is answered: its status, whether it says that its number is over, and the operation it carries from now on."""
    answer = home.draw(**fields)
    page = answer.content.decode()
    op = re.search(r'name="op" value="([^"]+)"', page)
    return answer.status_code, "The number of this page is finished. Draw a new one." in page, op[1] if op else ""


def test_an_old_page_says_that_its_number_is_over_and_is_drawn_anew(home: Home, old_page: dict[str, str]) -> None:
    status, says, op = pressed_again(home, **old_page)
    assert (status, says, op not in {"", old_page["op"]}) == (409, True, True)
    assert home.draw(op=op).headers["Location"] == f"/n/{Visit.objects.get(state='waiting').link}/?language=en"


def test_so_does_one_of_yesterday(home: Home) -> None:
    fields = {"op": str(uuid4())}
    home.draw(**fields)
    home.town.later(days=1)
    assert pressed_again(home, **fields)[:2] == (409, True)


def test_so_does_one_on_which_another_button_is_pressed(home: Home, old_page: dict[str, str]) -> None:
    assert pressed_again(home, **old_page, task="mitid")[:2] == (409, True)


@pytest.mark.parametrize("task", ["passport", "mitid"])
def test_two_presses_on_a_page_before_any_cookie_came_are_one_number(home: Home, task: str) -> None:
    op = str(uuid4())
    first = home.draw(op=op)
    del home.client.cookies["velkommen_number"]
    assert (home.draw(op=op, task=task).headers["Location"], Visit.objects.count()) == (first.headers["Location"], 1)


def test_a_cookie_somebody_wrote_is_worth_nothing(home: Home) -> None:
    visit = home.town.draw()
    home.client.cookies["velkommen_number"] = f"{visit.link}:nonsense"
    home.draw()
    assert Visit.objects.filter(from_home=True).count() == 1


def test_when_all_are_taken_the_page_says_so_and_has_no_button(home: Home) -> None:
    Home(home.town).draw(), Home(home.town).draw()
    page = home.get("/find/passport/")
    says = "All numbers from home for Nordby are taken just now. Come by and draw one there"
    assert (says in page, "Draw a number" in page) == (True, False)


def test_a_browser_that_forgets_its_cookie_takes_no_more_than_all_and_hears_where_to_draw(home: Home) -> None:
    answers = [Home(home.town).draw().status_code for _ in range(3)]
    refused = home.draw()
    said = "Come by and draw one there" in refused.content.decode()
    assert (answers, refused.status_code, said) == ([303, 303, 422], 422, True)


def test_when_the_place_is_full_the_page_says_so_and_has_no_button(home: Home) -> None:
    ServicePoint.objects.filter(pk=home.town.place.pk).update(max_waiting=1)
    assert "Draw a number for Nordby" in home.get("/find/passport/")
    home.town.draw()
    page = home.get("/find/passport/")
    assert ("no more numbers are given" in page, "Draw a number" in page) == (True, False)


def test_what_the_page_says_costs_the_same_for_many_places(home: Home) -> None:
    home.get("/find/passport/?all=1")  # the first reads the book
    with CaptureQueriesContext(connection) as one:
        home.get("/find/passport/?all=1")
    ServicePoint.objects.update(numbers_from_home=2, max_waiting=5)
    with CaptureQueriesContext(connection) as both:
        page = home.get("/find/passport/?all=1")
    assert (len(both) - len(one), page.count("Draw a number for")) == (1, 2)  # whether places are full is one question


def test_numbers_drawn_at_the_place_take_none_of_those(home: Home) -> None:
    home.town.draw(), home.town.draw()
    assert home.draw().status_code == 303


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("sydby", "Sydby gives no numbers from home. Come by and draw one there."),
        ("nowhere", "There is no such place: nowhere."),
    ],
)
def test_a_no_says_what_to_do(home: Home, place: str, says: str) -> None:
    answer = home.draw(place)
    assert (answer.status_code, says in answer.content.decode(), Visit.objects.count()) == (422, True, 0)


def test_a_place_that_closed_meanwhile_says_when_it_opens(home: Home) -> None:
    assert "Draw a number for Nordby" in home.get("/find/passport/")
    close(home.town.place, home.town.now.date(), "Stocktaking")
    book.forget()
    answer = home.draw()
    assert (answer.status_code, "is closed now. It opens" in answer.content.decode()) == (422, True)


def test_looking_at_the_address_draws_nothing(home: Home) -> None:
    answer = home.answer("/find/passport/draw/")
    assert (answer.headers["Location"], Visit.objects.count()) == ("/find/passport/", 0)


def test_another_site_draws_nothing(home: Home) -> None:
    home.client.handler.enforce_csrf_checks = True
    assert (home.draw().status_code, Visit.objects.count()) == (403, 0)


def test_the_cookie_is_for_the_finder_alone(home: Home) -> None:
    morsel = home.draw().cookies["velkommen_number"]
    assert (morsel["path"], morsel["httponly"], morsel["samesite"]) == ("/find/", True, "Lax")


def test_a_place_that_stops_giving_numbers_gives_none(home: Home) -> None:
    ServicePoint.objects.update(numbers_from_home=0)
    assert "Draw a number" not in home.get("/find/passport/")
