"""What somebody at home reads: the question, the answer, the places."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.courses import Courses
from tests.interfaces.finder.conftest import Home
from tests.people import NOON, close, never_closes
from velkommen.apps.catalogue.models import Fee, Season, Suspension, Task, TaskChange
from velkommen.apps.placement import book
from velkommen.apps.placement.models import LocalSuspension, Offer, Posting, TaskPeriod
from velkommen.apps.places.models import Equipment, Municipality, OpeningPeriod, ServicePoint, Stop

TODAY = NOON.date()
PASSPORT = "/find/passport/"


def task(**changed: Any) -> None:
    Task.objects.filter(key="passport").update(**changed)
    book.forget()


def fee(amount: int, since: date, **more: Any) -> None:
    facts = {"component": "booklet", "name_da": "Pas", "name_en": "Passport", **more}
    Fee.objects.create(task=Task.objects.get(key="passport"), amount=amount, since=since, **facts)


def hours(home: Home, opens: int, closes: int, **more: Any) -> None:
    """Nordby is staffed at these minutes of each day, and at no others."""
    OpeningPeriod.objects.filter(service_point=home.town.place).delete()
    OpeningPeriod.objects.create(
        service_point=home.town.place, layer="staffed", weekdays=0b111_1111, opens=opens, closes=closes, **more
    )


def test_the_front_page_asks_offers_what_kiosks_offer_and_says_who_is_open(home: Home) -> None:
    hours(home, 600, 1080)
    said = home.main("/")
    order = [said.index(text) for text in ("What do you need?", "Passport", "Nordby Open now until 18:00.", "Sydby")]
    assert order == sorted(order)


def test_an_empty_house_says_how_to_begin(db: None, client: Any) -> None:
    assert "alert-info" in client.get("/").content.decode()


@pytest.mark.parametrize("query", ["passport", "PAS", "rejsepas", "pasport", "nordby"])
def test_a_question_finds_its_answer(home: Home, query: str) -> None:
    page = home.get(f"/find/?q={query}")
    assert ('href="/places/nordby/"' if query == "nordby" else f'href="{PASSPORT}"') in page


@pytest.mark.parametrize("query", ["opening hours", "are you open?", "closed today"])
def test_a_question_about_hours_leads_to_all_places(home: Home, query: str) -> None:
    assert home.main(f"/find/?q={query}").split(" Ask")[0].endswith("Opening hours of all our places")


def test_a_question_that_names_a_place_is_answered_from_there(home: Home) -> None:
    assert f'href="{PASSPORT}?from=nordby"' in home.get("/find/?q=pas+i+nordby")


def test_the_first_answer_says_where_and_when_next(home: Home) -> None:
    hours(home, 840, 1080)
    OpeningPeriod.objects.filter(service_point=home.town.sydby).delete()
    assert "Passport Today at 14:00 · Nordby" in home.main("/find/?q=pas")


def test_what_is_not_found_leads_to_somebody_to_talk_to(home: Home) -> None:
    said = home.main("/find/?q=xyzzy")
    assert ("We did not find “xyzzy”" in said, "Talk to us" in said) == (True, True)


def test_no_question_is_asked_again(home: Home) -> None:
    assert home.answer("/find/?q=+").headers["Location"] == "/"


def test_a_cpr_number_is_refused_and_not_shown(home: Home) -> None:
    answer = home.answer("/find/?q=120188-1234")
    assert (answer.status_code, "-1234" in answer.content.decode()) == (422, False)


@pytest.mark.parametrize("address", ["/find/nothing/", "/find/other/", "/places/nowhere/"])
def test_what_is_not_there_is_a_page_that_says_so(home: Home, address: str) -> None:
    assert home.answer(address).status_code == 404


def test_where_it_is_done_now_comes_before_where_it_is_done_later(home: Home) -> None:
    hours(home, 840, 1080)
    said = home.main(PASSPORT)
    assert said.index("Sydby Now, until") < said.index("Nordby Today at 14:00 Done with you there and then.")


def test_from_somewhere_the_nearest_comes_first_and_says_how_far(home: Home) -> None:
    said = home.main(f"{PASSPORT}?from=sydby")
    assert said.index("Sydby Now") < said.index("Nordby Now, until")
    assert "about 21 min away" in said


def test_all_places_come_in_pages(home: Home) -> None:
    more = ServicePoint.objects.bulk_create(
        ServicePoint(slug=f"p{n}", name=f"Sted {n}", kind="branch", latitude=56.6, longitude=12) for n in range(40)
    )
    passport = Task.objects.get(key="passport")
    Offer.objects.bulk_create(Offer(service_point=place, task=passport, role="assist") for place in more)
    for place in more:
        never_closes(place)
        Posting.objects.create(staff_id=home.town.mette.id, service_point=place, role="clerk")
    first, second = (home.get(f"{PASSPORT}?from=sydby&all={page}") for page in (1, 2))
    assert [page.count("vk-when-next") for page in (home.get(PASSPORT), first, second)] == [6, 30, 12]
    assert 'href="?from=sydby&amp;all=2">Next</a>' in first


def test_a_place_that_only_helps_comes_after_one_that_does_it(home: Home) -> None:
    Offer.objects.filter(service_point=home.town.place).update(role="assist")
    said = home.main(PASSPORT)
    assert said.index("Sydby Now") < said.index("Help to do it yourself.")


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"self_service": "yes", "link": "https://example.org/pas"}, "Do it online"),
        ({"self_service": "partly", "link": "https://example.org/pas"}, "Begin online"),
        ({"self_service": "mandatory"}, "You must do it online. We help you if you cannot."),
        ({"attendance": "with_child"}, "You must come, and the child too."),
        ({"where": "any"}, "In any municipality"),
        ({"authority": "police"}, "Who decides The police"),
        ({"bring_en": ["Your old passport"]}, "Your old passport"),
    ],
    ids=lambda facts: next(iter(facts.values())) if isinstance(facts, dict) else "",
)
def test_the_answer_says_what_the_catalogue_says(home: Home, facts: dict[str, Any], says: str) -> None:
    task(**facts)
    assert says in home.main(PASSPORT)


def test_a_dated_change_holds_and_not_the_standard(home: Home) -> None:
    changed = Task.objects.get(key="passport")
    TaskChange.objects.create(task=changed, field="bring_en", value=["Nothing at all"], since=TODAY)
    assert "Nothing at all" in home.main(PASSPORT)


def test_the_price_is_that_of_today_and_the_next_one_is_told(home: Home) -> None:
    fee(89000, date(2026, 1, 1), verified=True)
    fee(35000, date(2026, 1, 1), verified=True, case="pensioner", case_en="State pensioner")
    fee(99950, date(2027, 1, 1), verified=True)
    said = home.main(PASSPORT)
    now = "Price from Thursday 1 January 2026 Usual price DKK 890 State pensioner DKK 350"
    then = "Price from Friday 1 January 2027 Usual price DKK 999.50 State pensioner DKK 350"
    assert f"{now} {then}" in said


def test_a_price_of_parts_says_each_and_whether_anybody_confirmed_it(home: Home) -> None:
    fee(86200, date(2026, 1, 1))
    fee(2800, date(2026, 1, 1), component="fingerprint", name_en="Fingerprint")
    said = home.main(PASSPORT)
    assert "Usual price Passport DKK 862, Fingerprint DKK 28 DKK 890" in said
    assert "The municipality has not confirmed these amounts yet." in said


def test_a_suspension_is_said_first_and_the_first_day_after_it(home: Home) -> None:
    Suspension.objects.create(
        task=Task.objects.get(key="passport"), first=TODAY, last=date(2026, 11, 26), why="No chips"
    )
    said = home.main(PASSPORT)
    order = [said.index(text) for text in ("until and with Thursday 26 November 2026: No chips", "On Friday at 00:00")]
    assert order == sorted(order)


def test_a_suspension_without_end_promises_nothing(home: Home) -> None:
    Suspension.objects.create(task=Task.objects.get(key="passport"), first=TODAY, why="No chips")
    said = home.main(PASSPORT)
    assert ("until further notice: No chips" in said, "Nowhere just now." in said) == (True, True)


def test_a_suspension_until_the_end_of_the_calendar_promises_nothing(home: Home) -> None:
    Suspension.objects.create(task=Task.objects.get(key="passport"), first=TODAY, last=date.max, why="No chips")
    assert "Nowhere just now." in home.main(PASSPORT)


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        (date(2026, 11, 20), date(2026, 11, 30), "Election: until and with Monday 30 November 2026."),
        (date(2026, 12, 1), date(2026, 12, 9), "On Tuesday 1 December at 00:00"),
        (date(2029, 10, 9), date(2029, 11, 16), "Nowhere just now."),
        (date(2025, 10, 9), date(2025, 11, 16), "the next one is not announced yet."),
    ],
)
def test_a_season_says_when_it_is(home: Home, first: date, last: date, says: str) -> None:
    task(seasonal=True)
    Season.objects.create(task=Task.objects.get(key="passport"), first=first, last=last, name="Election")
    assert says in home.main(PASSPORT)


def test_a_place_that_does_not_do_it_just_now_says_why(home: Home) -> None:
    LocalSuspension.objects.create(
        service_point=home.town.place, task=Task.objects.get(key="passport"), first=TODAY, last=TODAY, why="Broken"
    )
    assert "Nordby Tomorrow at 00:00 Done with you there and then. Not there today: Broken" in home.main(PASSPORT)


def test_the_library_is_named_where_it_has_something_to_read(home: Home) -> None:
    Municipality.objects.create(
        code="0999", name="Fjordby", population=1, library_search_url="https://bib.example/?q={words}"
    )
    task(topics=["rejse & pas"])
    assert 'href="https://bib.example/?q=rejse%20%26%20pas"' in home.get(PASSPORT)


def test_the_page_of_a_place_is_a_notice_on_its_door(home: Home) -> None:
    place, passport = home.town.place, Task.objects.get(key="passport")
    hours(home, 600, 1080)
    OpeningPeriod.objects.create(service_point=place, layer="door", weekdays=0b111_1111, opens=480, closes=1320)
    close(place, date(2026, 12, 1), "Stocktaking")
    TaskPeriod.objects.create(service_point=place, task=passport, weekdays=0b10, opens=600, closes=720)
    Equipment.objects.create(service_point=place, kind="photo_stand", name="Stand", accessibility="120 cm")
    ServicePoint.objects.filter(pk=place.pk).update(address="Havnegade 1", town="Nordby", wheelchair="yes")
    said = home.main("/places/nordby/")
    for text in (
        "Open now, staffed until 18:00. Then self-service until 22:00.",
        "Havnegade 1, Nordby",
        "Staff are there to help Every day 10:00-18:00",
        "Open for you to use by yourself Every day 08:00-22:00",
        "Tuesday 1 December: closed (Stocktaking)",
        "Passport : Tuesday 10:00-12:00",
        "You get in and around with a wheelchair.",
        "Stand: 120 cm",
    ):
        assert text in said


def test_a_bus_has_a_timetable(home: Home) -> None:
    OpeningPeriod.objects.filter(service_point=home.town.sydby).delete()
    for name, weekdays in (("Engen", 0b100), ("Skolen", 0b1)):
        stop = Stop.objects.create(service_point=home.town.sydby, name=name, address=f"{name}s vej")
        OpeningPeriod.objects.create(
            service_point=home.town.sydby, layer="staffed", weekdays=weekdays, opens=600, closes=720, stop=stop
        )
    said = home.main("/places/sydby/")
    assert "Skolen Skolens vej Monday 10:00-12:00 Engen Engens vej Wednesday 10:00-12:00" in said


def test_places_stand_in_the_danish_order(home: Home) -> None:
    ServicePoint.objects.create(slug="aaby", name="Aaby", kind="branch")
    ServicePoint.objects.create(slug="oerby", name="Ørby", kind="branch")
    said = home.main("/places/")
    names = sorted(("Aaby", "Nordby", "Sydby", "Ørby"), key=said.index)
    assert names == ["Nordby", "Sydby", "Ørby", "Aaby"]


def test_a_page_is_data_too(home: Home) -> None:
    hours(home, 600, 1080, first=date(2026, 1, 1))
    close(home.town.place, date(2026, 12, 1), "Stocktaking")
    task(self_service="yes", link="https://example.org/pas")
    fee(89000, date(2026, 1, 1))
    service, place = home.linked(PASSPORT), home.linked("/places/nordby/")
    assert (service["@type"], service["availableChannel"][0]["serviceUrl"]) == (
        "GovernmentService",
        "https://example.org/pas",
    )
    assert (service["offers"][0]["price"], service["offers"][0]["validFrom"]) == ("890.00", "2026-01-01")
    usual = place["openingHoursSpecification"][0]
    special = place["specialOpeningHoursSpecification"]
    assert (place["@type"], usual["opens"], usual["closes"], len(usual["dayOfWeek"])) == (
        "Library",
        "10:00",
        "18:00",
        7,
    )
    closed = [one for one in special if one["validFrom"] == "2026-12-01"]
    assert [(one["opens"], one["closes"], one["validThrough"]) for one in closed] == [("00:00", "00:00", "2026-12-01")]


@pytest.mark.parametrize(
    "address", ["/", "/find/?q=pas", PASSPORT, f"{PASSPORT}?from=nordby", "/places/", "/places/nordby/"]
)
def test_more_places_cost_no_more_statements(home: Home, address: str) -> None:
    def cost() -> int:
        book.forget()
        home.get(address)
        with CaptureQueriesContext(connection) as asked:
            home.get(address)
        return len(asked)

    before = cost()
    more = ServicePoint.objects.bulk_create(
        ServicePoint(slug=f"p{n}", name=f"Sted {n}", kind="branch") for n in range(20)
    )
    passport = Task.objects.get(key="passport")
    Offer.objects.bulk_create(Offer(service_point=place, task=passport, at_kiosk=True) for place in more)
    assert (cost(), before <= 8) == (before, True)


@pytest.mark.parametrize("address", [PASSPORT, "/places/nordby/"])
def test_the_only_script_that_is_no_file_of_ours_is_data(home: Home, address: str) -> None:
    """A browser runs no block of a type that is not JavaScript, so the policy needs no exception for it, and has none."""
    answer = home.answer(address)
    inline = [tag for tag in re.findall(r"<script\b[^>]*>", answer.content.decode()) if 'src="/static/' not in tag]
    assert inline == ['<script type="application/ld+json">']
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]


def test_the_notice_of_a_place_names_its_next_courses(home: Home) -> None:
    courses = Courses(home.town)
    series = courses.series()
    page = home.main("/places/nordby/")
    assert "Courses here MitID from the beginning : Tuesday 1 December at 12:00 All courses at Nordby" in page
    assert "Courses here" not in home.main("/places/sydby/")
    courses.begin(series)
    assert "Courses here" not in home.main("/places/nordby/")
