"""Following a number: position and range, the desk when called, leaving, and nothing for anybody without the link."""

import json
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.interfaces.public_house import ScreenHouse
from velkommen.apps.enquiries import actions
from velkommen.apps.visits.models import Visit
from velkommen.domain.outcomes import Outcome


def page(house: ScreenHouse, visit: Visit) -> str:
    return house.get(f"/n/{visit.link}/").content.decode()


def state(shown: str) -> str:
    return re.findall(r'data-state="(\w+)"', shown)[0]


def facts(shown: str) -> dict[str, Any]:
    return json.loads(re.findall(r'<script id="page"[^>]*>(.*?)</script>', shown)[0])


def test_position_and_range_of_one_in_line(house_with_screens: ScreenHouse) -> None:
    house_with_screens.draw()
    shown = page(house_with_screens, house_with_screens.draw("mitid"))
    assert re.findall(r'id="(?:position|wait)">([^<]*)<', shown) == ["Number 2 in line", "under 10 min"]


def test_the_first_in_line_is_next(house_with_screens: ScreenHouse) -> None:
    house_with_screens.draw("talk_to_us")
    shown = page(house_with_screens, house_with_screens.draw("mitid"))
    assert re.findall(r'id="position">([^<]*)<', shown) == ["You are next"]


def test_the_page_knows_those_ahead_in_its_own_line_only(house_with_screens: ScreenHouse) -> None:
    first = house_with_screens.draw()
    house_with_screens.draw("talk_to_us")
    mine = house_with_screens.draw()
    house_with_screens.draw()
    assert [one[0] for one in facts(page(house_with_screens, mine))["line"]] == [first.pk]


def test_who_has_an_appointment_hears_when_they_are_called_and_the_page_knows_who_may_come_before(
    house_with_screens: ScreenHouse,
) -> None:
    walked_in, booked = house_with_screens.draw(), house_with_screens.draw()
    due = house_with_screens.now + timedelta(minutes=10)
    Visit.objects.filter(pk=booked.pk).update(booked=True, queued_at=due)
    shown = page(house_with_screens, booked)
    assert re.findall(r'id="(?:position|wait)">([^<]*)<', shown) == ["You have an appointment", "at 12:10"]
    assert facts(page(house_with_screens, walked_in))["line"] == [[booked.pk, due.isoformat(), True]]


def test_called_names_the_desk(house_with_screens: ScreenHouse) -> None:
    visit = house_with_screens.draw()
    house_with_screens.call(visit, desk=1)
    shown = page(house_with_screens, visit)
    assert (state(shown), re.findall(r'id="desk">([^<]*)<', shown)) == ("called", ["Skranke 2"])


def test_leaving_takes_the_number_out_of_the_line(house_with_screens: ScreenHouse) -> None:
    visit = house_with_screens.draw()
    answer = house_with_screens.post(f"/n/{visit.link}/leave/", op=str(uuid4()))
    visit.refresh_from_db()
    assert (answer.status_code, visit.state, visit.ending) == (303, "ended", "left")


def test_leaving_twice_is_leaving_once(house_with_screens: ScreenHouse) -> None:
    visit, op = house_with_screens.draw(), str(uuid4())
    answers = [house_with_screens.post(f"/n/{visit.link}/leave/", op=op).status_code for _ in range(2)]
    assert answers == [303, 303]


def test_who_is_being_served_does_not_leave_and_hears_no_name(house_with_screens: ScreenHouse) -> None:
    visit = house_with_screens.draw()
    house_with_screens.call(visit)
    actions.start_service(visit=visit.pk, **house_with_screens.by())
    answer = house_with_screens.post(f"/n/{visit.link}/leave/", op=str(uuid4()))
    shown = answer.content.decode()
    assert (answer.status_code, "it is being served" in shown, "Mette" in shown) == (409, True, False)


def test_the_end_says_thank_you(house_with_screens: ScreenHouse) -> None:
    visit = house_with_screens.draw()
    house_with_screens.call(visit)
    actions.start_service(visit=visit.pk, **house_with_screens.by())
    actions.finish_visit(visit=visit.pk, outcome=Outcome.SOLVED, **house_with_screens.by())
    shown = page(house_with_screens, visit)
    assert (state(shown), "Thank you for coming by" in shown) == ("ended", True)


def test_who_was_not_there_hears_what_to_do(house_with_screens: ScreenHouse) -> None:
    visit = house_with_screens.draw()
    house_with_screens.call(visit)
    actions.no_show(visit=visit.pk, **house_with_screens.by())
    assert "Draw a new number, or talk to us" in page(house_with_screens, visit)


@pytest.mark.parametrize("end", ["", "leave/"])
def test_an_unknown_link_is_a_closed_page(house_with_screens: ScreenHouse, end: str) -> None:
    answer = house_with_screens.get(f"/n/nobody-knows-this/{end}")
    assert (answer.status_code, answer.templates[0].name) == (404, "citizen/closed.html")


def test_the_page_closes_when_its_day_is_over(house_with_screens: ScreenHouse) -> None:
    visit = house_with_screens.draw()
    house_with_screens.later(days=1)
    posted = house_with_screens.post(f"/n/{visit.link}/leave/", op=str(uuid4())).status_code
    assert (house_with_screens.get(f"/n/{visit.link}/").status_code, posted) == (404, 404)


def test_the_language_is_the_numbers_own_until_the_address_says_another(house_with_screens: ScreenHouse) -> None:
    visit = house_with_screens.draw(language="en")
    own = house_with_screens.get(f"/n/{visit.link}/")["Content-Language"]
    asked = house_with_screens.get(f"/n/{visit.link}/?language=da")["Content-Language"]
    assert (own, asked) == ("en", "da")


def test_nobody_is_told_the_address(house_with_screens: ScreenHouse) -> None:
    answer = house_with_screens.get(f"/n/{house_with_screens.draw().link}/")
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
