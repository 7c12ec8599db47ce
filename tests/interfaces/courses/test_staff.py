"""Those who arrange and hold courses: forms that keep what was typed, numbers by hand or by a show of hands, results over time."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.interfaces.courses.conftest import House, logged_in, words
from tests.people import Town
from velkommen.apps.courses import queries
from velkommen.apps.courses.models import Answer, CanDo, Course, CourseDate, Series

pytestmark = pytest.mark.django_db
COURSE = {
    "do": "make",
    "title_da": "Sikker på nettet",
    "text_da": "Falske beskeder",
    "line_1_da": "Kende en falsk besked",
    "line_2_da": "Lave en stærk kode",
    "line_2_en": "Make a strong password",
}
HOLD = {
    "do": "hold",
    "place": "nordby",
    "first": "2026-12-03",
    "hours": "14-16",
    "times": "2",
    "seats": "8",
    "room": "Salen",
}


@pytest.fixture
def lea(house: House) -> House:
    return logged_in(house, "lea")


@pytest.fixture
def mette(house: House) -> House:
    return logged_in(house, "mette")


def test_a_course_is_made_and_held_twice_a_week_apart(lea: House) -> None:
    made = lea.post("/courses/manage/places/nordby/new/", **COURSE)
    course = Course.objects.latest("pk")
    assert (made.status_code, made.headers["Location"]) == (302, f"/courses/manage/course/{course.pk}/")
    assert list(CanDo.objects.filter(course=course).values_list("line_da", "line_en", "order")) == [
        ("Kende en falsk besked", "", 0),
        ("Lave en stærk kode", "Make a strong password", 1),
    ]
    held = lea.post(f"/courses/manage/course/{course.pk}/", **HOLD)
    series = Series.objects.get(course=course)
    assert held.headers["Location"] == f"/courses/manage/series/{series.pk}/"
    starts = [one.starts_at.isoformat() for one in series.dates.all()]
    assert (series.room, series.seats, starts) == (
        "Salen",
        8,
        ["2026-12-03T13:00:00+00:00", "2026-12-10T13:00:00+00:00"],
    )


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("first", "2026-11-01", "1 November 2026 lies in the past"),
        ("first", "soon", "soon"),
        ("hours", "later", "later"),
        ("seats", "0", "“Seats”"),
        ("seats", "many", "“Seats”"),
        ("times", "99", "“How many dates, a week apart”"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(lea: House, field: str, text: str, said: str) -> None:
    answer = lea.post(f"/courses/manage/course/{lea.courses.course}/", **{**HOLD, field: text})
    assert (answer.status_code, Series.objects.count()) == (422, 0)
    assert said in words(answer)
    assert 'value="Salen"' in answer.content.decode()


def test_a_course_without_lines_is_refused_at_the_first_line(lea: House) -> None:
    answer = lea.post("/courses/manage/places/nordby/new/", **{**COURSE, "line_2_da": "", "line_2_en": ""})
    assert (answer.status_code, Course.objects.count()) == (422, 1)
    assert "Say in 2 to 5 different lines" in words(answer)
    assert 'value="Kende en falsk besked"' in answer.content.decode()


def test_dates_are_changed_as_people_write_them(lea: House) -> None:
    series, _ = lea.courses.full(2)
    facts = {"do": "change", "dates": "3.12.2026 14-16\n2026-12-10, kl. 9.30-11", "seats": "2", "room": ""}
    answer = lea.post(f"/courses/manage/series/{series.pk}/change/", **facts)
    assert answer.status_code == 302
    assert [one.starts_at.strftime("%d.%m %H.%M") for one in series.dates.all()] == ["03.12 13.00", "10.12 08.30"]
    assert "It is saved. 3 people are told." in lea.main(answer.headers["Location"])
    wrong = lea.post(f"/courses/manage/series/{series.pk}/change/", **{**facts, "dates": "3.12.2026"})
    assert (wrong.status_code, "3.12.2026" in words(wrong)) == (422, True)


def test_calling_off_asks_to_be_sure_and_says_how_many_are_told(lea: House) -> None:
    series, _ = lea.courses.full(2)
    there = f"/courses/manage/series/{series.pk}/change/"
    assert lea.post(there, do="cancel").status_code == 422
    answer = lea.post(there, do="cancel", sure="yes")
    assert "It is called off. 3 people are told." in lea.main(answer.headers["Location"])


def test_who_came_is_counted_by_whoever_registers(mette: House) -> None:
    series = mette.courses.series()
    there = f"/courses/manage/series/{series.pk}/"
    assert "How many came" not in mette.main(there)
    date = mette.courses.begin(series)
    assert mette.main(there).count("How many came") == 1
    assert mette.post(there, do="came", about=date.pk, came="7").status_code == 302
    assert CourseDate.objects.get(pk=date.pk).came == 7
    assert mette.post(there, do="came", about=date.pk, came="-1").status_code == 422


def test_what_they_could_do_is_typed_or_shown_by_hands(mette: House) -> None:
    series = mette.courses.series()
    mette.courses.begin(series)
    first, second = queries.lines(mette.courses.course)
    there = f"/courses/manage/series/{series.pk}/"
    assert mette.post(there, do="could", about=first.pk, yes="5", asked="6").status_code == 302
    refused = mette.post(there, do="could", about=first.pk, yes="7", asked="6")
    assert (refused.status_code, "7 of 6 cannot be" in words(refused)) == (422, True)
    page = mette.main(f"{there}hands/", line=2, asked=6)
    assert page.startswith("MitID from the beginning Question 2 of 2: who can do this now? Know a false e-mail")
    done = mette.post(f"{there}hands/?line=2&asked=6", yes="4", asked="6")
    assert done.headers["Location"] == f"{there}hands/?line=3&asked=6"
    assert mette.get(done.headers["Location"]).headers["Location"] == there
    assert list(Answer.objects.order_by("line").values_list("line", "yes", "asked")) == [
        (first.pk, 5, 6),
        (second.pk, 4, 6),
    ]


def test_before_it_begins_no_hands_are_counted(mette: House) -> None:
    series = mette.courses.series()
    answer = mette.post(f"/courses/manage/series/{series.pk}/hands/?line=1", yes="1", asked="1")
    assert (answer.status_code, "This has not been held yet" in words(answer)) == (422, True)


def test_results_stand_series_by_series(lea: House) -> None:
    assert "It has not been held yet." in lea.main(f"/courses/manage/course/{lea.courses.course}/results/")
    series = lea.courses.series()
    date = lea.courses.begin(series)
    there = f"/courses/manage/series/{series.pk}/"
    lea.post(there, do="came", about=date.pk, came="3")
    lea.post(there, do="could", about=queries.lines(lea.courses.course)[0].pk, yes="2", asked="3")
    page = lea.main(f"/courses/manage/course/{lea.courses.course}/results/")
    assert "Tuesday 1 December 2026 at 12:00 Nordby 0 of 3 3, – 2 of 3 –" in page


def test_the_index_says_what_waits_for_its_numbers(mette: House) -> None:
    series = mette.courses.series()
    assert "Not counted yet" not in mette.main("/courses/manage/")
    mette.town.now = CourseDate.objects.filter(series=series).latest("ends_at").ends_at
    page = mette.main("/courses/manage/")
    assert "Not counted yet MitID from the beginning" in page
    assert "Make a course" not in page


def test_who_serves_elsewhere_meets_nothing_here(house: House, town: Town) -> None:
    series = house.courses.series()
    sara = logged_in(house, "sara")
    assert "MitID" not in sara.main("/courses/manage/")
    assert sara.get(f"/courses/manage/series/{series.pk}/").status_code == 403


def test_more_series_cost_the_pages_of_staff_no_more_statements(lea: House) -> None:
    def cost() -> list[int]:
        found = []
        for address in ("/courses/manage/", f"/courses/manage/course/{lea.courses.course}/results/"):
            lea.main(address)
            with CaptureQueriesContext(connection) as statements:
                lea.main(address)
            found.append(len(statements))
        return found

    held = [lea.courses.series() for _ in range(4)]
    lea.courses.begin(held[0])
    few = cost()
    lea.town.now = held[0].made_at
    more = [lea.courses.series() for _ in range(4)]
    lea.courses.begin(more[0])
    for series in more:
        there = f"/courses/manage/series/{series.pk}/"
        lea.post(there, do="could", about=queries.lines(lea.courses.course)[0].pk, yes="2", asked="3")
    assert cost() == few
