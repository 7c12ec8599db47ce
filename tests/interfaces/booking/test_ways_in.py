"""Where booking begins: the finder's answer with the earliest time, the front page; and what the list of times costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.appointments.conftest import on_duty
from tests.interfaces.booking.conftest import Guest, slots
from velkommen.apps.appointments.models import Terms
from velkommen.apps.places.models import ServicePoint, Stop
from velkommen.interfaces.booking import times

Q = {"task": ["passport"], "people": ["1"]}
MOST_STATEMENTS = 12


def test_the_answer_says_the_earliest_time_and_where(guest: Guest) -> None:
    page = guest.get("/find/passport/").content.decode()
    assert "Earliest: Tuesday 24 November at 12:30, Nordby" in page
    assert 'href="/book/people/?task=passport"' in page


def test_the_front_page_leads_to_it(guest: Guest) -> None:
    assert 'href="/book/"' in guest.get("/").content.decode()


def test_where_no_place_gives_times_nothing_leads_to_it(guest: Guest) -> None:
    Terms.objects.all().delete()
    guest.booking.terms(since=None)
    page = guest.get("/find/passport/").content.decode()
    assert ("Earliest" in page, "/book/" in page) == (False, False)
    assert "No place gives times just now" in guest.main("/book/")


def test_a_list_of_times_costs_few_statements(guest: Guest) -> None:
    guest.get("/book/time/", **Q)
    with CaptureQueriesContext(connection) as asked:
        guest.get("/book/time/", **Q)
    assert len(asked) <= MOST_STATEMENTS, [one["sql"] for one in asked]


@pytest.fixture
def sydby(guest: Guest) -> Guest:
    """Sydby gives times too, from ten to four, and is twelve kilometres from Nordby."""
    Terms.objects.create(service_point=guest.town.sydby, since=guest.town.now.date(), walk_in=0, acute=0, internal=0)
    ServicePoint.objects.filter(pk=guest.town.place.pk).update(latitude=56.6, longitude=11.0)
    ServicePoint.objects.filter(pk=guest.town.sydby.pk).update(latitude=56.6, longitude=11.2)
    on_duty("sara", 10 * 60, 16 * 60)
    guest.booking.terms(notice=60)
    return guest


def order(guest: Guest, **query: str) -> list[str]:
    return list(dict.fromkeys(slot.partition("@")[0] for slot in slots(guest.get("/book/time/", **Q, **query))))


def test_places_come_by_their_earliest_time(sydby: Guest) -> None:
    assert order(sydby) == ["sydby", "nordby"]


def test_nearest_first_where_one_says_where_from(sydby: Guest) -> None:
    assert [order(sydby, near=slug) for slug in ("nordby", "sydby")] == [["nordby", "sydby"], ["sydby", "nordby"]]
    assert "about 21 min away" in sydby.main("/book/time/", **Q, near="nordby")


def test_a_stop_of_a_bus_is_somewhere_to_come_from(sydby: Guest) -> None:
    Stop.objects.create(service_point=sydby.town.sydby, name="Torvet", latitude=56.6, longitude=11.01)
    sydby.booking.terms(notice=60)
    assert [name for _, name in times.origins(times.queries.calendar().town)] == ["Nordby", "Sydby", "Torvet (Sydby)"]
    assert order(sydby, near="sydby/0") == ["nordby", "sydby"]


def test_only_some_places_are_shown_and_the_others_counted(sydby: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(times, "MOST_PLACES", 1)
    assert (order(sydby), "1 more place" in sydby.main("/book/time/", **Q)) == (["sydby"], True)
    assert order(sydby, every="1") == ["sydby", "nordby"]


def test_what_lies_beyond_a_fortnight_is_found_where_nothing_is_sooner(guest: Guest) -> None:
    late = guest.town.now.date() + timedelta(days=20)
    guest.booking.terms(since=late)
    assert {slot[7:17] for slot in slots(guest.get("/book/time/", **Q))} == {late.isoformat()}
