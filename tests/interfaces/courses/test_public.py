"""What a citizen meets: courses that are coming, one question to sign up, and the page behind the link."""

import logging
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from tests.interfaces.courses.conftest import House, words
from velkommen.apps.courses import actions, queries
from velkommen.apps.courses.models import SignUp, SignUpContact
from velkommen.domain.refusals import Code
from velkommen.integrations.calendars.checks import problems
from velkommen.interfaces.courses import public
from velkommen.interfaces.web import limits, proof
from velkommen.shared.privacy_filter import BlankAddresses

pytestmark = pytest.mark.django_db


def test_the_list_says_when_where_and_how_many_seats(house: House) -> None:
    house.courses.series(3, room="Salen")
    house.courses.full(2)
    page = house.main("/courses/")
    assert "Tuesday 1 December at 12:00 2 dates MitID from the beginning Nordby, Salen 3 seats left" in page
    assert "MitID from the beginning Nordby All seats taken: waiting list" in page
    assert "MitID" not in house.main("/courses/", place="sydby")
    assert house.get("/courses/", place="nowhere").status_code == 422


def test_more_courses_cost_no_more_statements(house: House) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as statements:
            house.get("/courses/")
        return len(statements)

    house.courses.series()
    one = cost()
    for _ in range(5):
        house.courses.series()
    assert cost() == one <= 4


def test_a_course_tells_what_one_can_do_and_of_few_people_nothing(house: House) -> None:
    before = house.courses.series()
    now = house.town.now
    house.courses.begin(before)
    first, second = queries.lines(house.courses.course)
    for line, yes in ((first, 7), (second, 3)):
        actions.note_could_do(series=before.pk, line=line.pk, yes=yes, asked=7, **house.town.by())
    house.town.now = now
    page = house.main(f"/courses/{house.courses.series().pk}/")
    assert "Afterwards you can Log on with MitID Know a false e-mail" in page
    assert "Log on with MitID 7 of 7 Know a false e-mail *, 7 asked *: a number under 5, or one that would" in page


def test_the_sign_is_explained_only_where_it_stands(house: House) -> None:
    before, now = house.courses.series(), house.town.now
    house.courses.begin(before)
    (line, *_) = queries.lines(house.courses.course)
    actions.note_could_do(series=before.pk, line=line.pk, yes=7, asked=7, **house.town.by())
    house.town.now = now
    assert "kept back" not in house.main(f"/courses/{house.courses.series().pk}/")


def test_one_question_and_one_has_a_seat(house: House) -> None:
    series = house.courses.series()
    assert "How do we reach you?" in house.main(f"/courses/{series.pk}/sign-up/")
    one = house.signed(series, "anna@example.dk")
    page = house.main(f"/courses/mine/{one.link}/")
    assert page.startswith("You have a seat MitID from the beginning When Tuesday 1 December, 12:00–14:00")
    assert "Keep this page" not in page


def test_who_leaves_no_address_is_told_to_keep_the_page(house: House) -> None:
    one = house.signed(house.courses.series())
    assert "Keep this page" in house.main(f"/courses/mine/{one.link}/")


def test_a_full_course_asks_for_an_address_and_says_which_number_one_is(house: House) -> None:
    series, _ = house.courses.full(2)
    answer = house.sign_up(series)
    assert (answer.status_code, "All seats are taken. Write where we reach you" in words(answer)) == (409, True)
    one = house.signed(series, "20 12 34 56")
    assert "You are number 2 on the waiting list" in house.main(f"/courses/mine/{one.link}/")


@pytest.mark.parametrize("said", ["nobody@", "12 34", "anna"])
def test_what_is_no_address_is_kept_to_be_mended(house: House, said: str) -> None:
    answer = house.sign_up(house.courses.series(), said)
    assert (answer.status_code, SignUp.objects.count()) == (422, 0)
    assert "neither an e-mail address nor a mobile number" in words(answer)
    assert f'value="{said}"' in answer.content.decode()


def test_a_cpr_number_is_not_even_shown_again(house: House) -> None:
    answer = house.sign_up(house.courses.series(), "010190-1234@x.dk")
    assert (answer.status_code, "010190" in answer.content.decode()) == (422, False)


def test_twice_with_one_address_is_said(house: House) -> None:
    series = house.courses.series()
    house.signed(series, "anna@example.dk")
    answer = house.sign_up(series, "Anna@EXAMPLE.dk".lower())
    assert (answer.status_code, "signed up here already" in words(answer)) == (409, True)


def test_the_same_press_once_more_is_one_sign_up(house: House) -> None:
    series = house.courses.series()
    op = uuid4()
    text = proof.riddle(op, house.town.now)
    again = {"op": str(op), "riddle": text, "answer": "x"}
    house.town.later(seconds=11)
    first, second = (house.sign_up(series, **again).headers["Location"] for _ in range(2))
    assert (first == second, SignUp.objects.count()) == (True, 1)


def test_without_script_one_presses_once_more(house: House) -> None:
    series = house.courses.series()
    op = uuid4()
    page = {"op": str(op), "riddle": proof.riddle(op, house.town.now), "answer": ""}
    answer = house.sign_up(series, "anna@example.dk", **page)
    assert (answer.status_code, SignUp.objects.count()) == (202, 0)
    assert 'value="anna@example.dk"' in answer.content.decode()
    house.town.later(seconds=10)
    assert house.sign_up(series, "anna@example.dk", **page).status_code == 303


def test_of_those_who_waited_a_course_takes_a_few_at_a_time(house: House) -> None:
    series = house.courses.series(9)
    codes = []
    for _ in range(public.MOST_UNPROVEN + 1):
        op = uuid4()
        page = {"op": str(op), "riddle": proof.riddle(op, house.town.now - timedelta(seconds=11)), "answer": ""}
        codes.append(house.sign_up(series, **page).status_code)
    assert (codes, SignUp.objects.count()) == ([303, 303, 303, 422], 3)
    assert house.sign_up(series).status_code == 303  # whose riddle was solved


def test_from_one_connection_only_so_many_sign_up(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "_signed_up", limits.Recent(most=2, code=Code.TOO_MANY_SIGN_UPS))
    house.client = Client(REMOTE_ADDR="203.0.113.7", headers={"cookie": "velkommen_language=en"})
    series = house.courses.series(9)
    codes = [house.sign_up(series).status_code for _ in range(3)]
    assert (codes, SignUp.objects.count()) == ([303, 303, 422], 2)


def test_a_field_nobody_has_is_ignored_and_named(house: House, caplog: pytest.LogCaptureFixture) -> None:
    series = house.courses.series()
    house.sign_up(series, seat="99")
    assert list(SignUp.objects.values_list("seat", flat=True)) == [1]
    assert "Ignored in a form of the public: seat" in caplog.text


def test_of_one_cancelled_meanwhile_it_says_so(house: House) -> None:
    series = house.courses.series()
    one = house.signed(series, "anna@example.dk")
    actions.cancel_series(series=series.pk, **house.courses.arranging())
    answer = house.sign_up(series, "berta@example.dk")
    assert (answer.status_code, "This course is cancelled" in words(answer)) == (409, True)
    assert "Your course is cancelled" in house.main(f"/courses/mine/{one.link}/")
    assert "This course is cancelled" in house.main(f"/courses/{series.pk}/")


def test_somebody_gives_the_seat_up_and_it_is_asked_once(house: House) -> None:
    series = house.courses.series()
    one = house.signed(series, "anna@example.dk")
    assert "Give up your seat?" in house.main(f"/courses/mine/{one.link}/leave/")
    assert house.post(f"/courses/mine/{one.link}/leave/").status_code == 303
    assert "You are signed up no longer" in house.main(f"/courses/mine/{one.link}/")
    assert house.get(f"/courses/mine/{one.link}/leave/").status_code == 303
    assert SignUpContact.objects.count() == 0


def test_somebody_is_told_elsewhere_or_wrongly(house: House) -> None:
    one = house.signed(house.courses.series(), "anna@example.dk")
    answer = house.post(f"/courses/mine/{one.link}/reach/", contact="nobody@")
    assert (answer.status_code, "neither an e-mail address" in words(answer)) == (422, True)
    house.post(f"/courses/mine/{one.link}/reach/", contact="20123456")
    assert list(SignUpContact.objects.values_list("channel", "to")) == [("sms", "+4520123456")]


def test_a_link_of_nobody_is_not_found_and_reported_without_it(house: House, caplog: pytest.LogCaptureFixture) -> None:
    assert house.get("/courses/mine/almost-somebodys/").status_code == 404
    said = [record.getMessage() for record in caplog.records if record.name == "velkommen.links"]
    assert said == ["A link that leads to no sign-up was tried."]


def test_no_log_says_the_address_of_a_sign_up() -> None:
    handler = settings.LOGGING["filters"]["no_secrets"]
    record = logging.LogRecord("tried", logging.WARNING, "", 0, "Not Found: /courses/mine/somebodys/", (), None)
    BlankAddresses(handler["beginnings"]).filter(record)
    assert record.getMessage() == "Not Found: /courses/mine/…"


def test_the_page_speaks_the_language_it_was_made_in(house: House) -> None:
    one = house.signed(house.courses.series())
    house.client.cookies["velkommen_language"] = "da"
    answer = house.get(f"/courses/mine/{one.link}/")
    assert answer.headers["Content-Language"] == "en"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_calendar_of_all_and_of_one_has_an_event_for_each_date(house: House) -> None:
    series, other = house.courses.series(room="Salen"), house.courses.series()
    actions.cancel_series(series=other.pk, **house.courses.arranging())
    whole = house.get("/courses/courses.ics").content
    events = Calendar.from_ical(whole).walk("VEVENT")
    assert (problems(whole), [str(one["SUMMARY"]) for one in events]) == ([], ["MitID from the beginning"] * 2)
    assert str(events[0]["LOCATION"]) == "Nordby, Salen"
    assert house.get(f"/courses/{series.pk}/course.ics").content.count(b"BEGIN:VEVENT") == 2
    assert house.get(f"/courses/{other.pk}/course.ics").content.count(b"BEGIN:VEVENT") == 0
    assert house.get("/courses/courses.ics", place="sydby").content.count(b"BEGIN:VEVENT") == 0


def test_a_course_that_has_begun_takes_nobody(house: House) -> None:
    series = house.courses.series()
    house.courses.begin(series)
    assert house.get(f"/courses/{series.pk}/sign-up/").status_code == 302
    assert house.sign_up(series).status_code == 409
    assert "Has begun" in house.main(f"/courses/{series.pk}/")
    house.town.now += timedelta(days=30)
    assert "Has been held" in house.main(f"/courses/{series.pk}/")
