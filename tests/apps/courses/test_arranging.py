"""Courses and their series as those who arrange them keep them: made, changed, called off, and everybody told."""

from datetime import timedelta
from typing import Any

import pytest

from tests.courses import FACTS, Courses, evenings, states, told
from tests.people import code, refused
from velkommen.apps.courses import actions, queries
from velkommen.apps.courses.models import CanDo, CourseDate, Series, SignUpContact
from velkommen.apps.messages.models import Message
from velkommen.domain.courses import CourseFacts, Line, Meeting
from velkommen.domain.refusals import Code

pytestmark = pytest.mark.django_db


def change(courses: Courses, series: Series, **other: Any) -> dict[str, Any]:
    return {"series": series.pk, "facts": courses.facts(**other), **courses.arranging()}


def test_who_does_not_arrange_the_place_makes_nothing(courses: Courses) -> None:
    town, sydby = courses.town, courses.town.sydby.pk
    assert code(actions.make_course, place=town.place.pk, facts=FACTS, **town.by(town.mette)) is Code.NOT_ALLOWED
    made = {"course": courses.course, "place": sydby, "facts": courses.facts()}
    assert code(actions.make_series, **made, **courses.arranging()) is Code.NOT_ALLOWED


def test_a_line_people_were_asked_about_is_kept_and_asked_no_more(courses: Courses) -> None:
    series = courses.series()
    courses.begin(series)
    first, second = queries.lines(courses.course)
    actions.note_could_do(series=series.pk, line=first.pk, yes=5, asked=6, **courses.town.by())
    facts = CourseFacts("Nyt", "Tekst", (Line("Bestille tid"), Line(second.line_da, "Spot a fake")))
    actions.change_course(course=courses.course, facts=facts, **courses.arranging())
    assert list(CanDo.objects.order_by("pk").values_list("line_da", "order")) == [
        ("Logge på med MitID", None),
        ("Kende en falsk mail", 1),
        ("Bestille tid", 0),
    ]
    assert [line.line_en for line in queries.lines(courses.course)] == ["", "Spot a fake"]


@pytest.mark.parametrize("lines", [("En",), ("En", "En"), tuple("ABCDEF")])
def test_two_to_five_different_lines_are_said(courses: Courses, lines: tuple[str, ...]) -> None:
    facts = CourseFacts("Titel", "Tekst", tuple(map(Line, lines)))
    assert refused(actions.make_course, place=courses.town.place.pk, facts=facts, **courses.arranging()) == (
        Code.LINES_MISSING,
        {"least": 2, "most": 5},
    )


def test_a_date_in_the_past_is_refused(courses: Courses) -> None:
    facts = courses.facts(meetings=evenings(courses.town.now - timedelta(days=1)))
    made = {"course": courses.course, "place": courses.town.place.pk, "facts": facts}
    assert refused(actions.make_series, **made, **courses.arranging()) == (Code.DATE_PASSED, {"on": "2026-11-23"})


def test_a_stop_or_a_colleague_of_elsewhere_is_refused(courses: Courses) -> None:
    sara = courses.town.sara.id
    for other, no in (({"stop": 99}, Code.UNKNOWN_STOP), ({"holder": sara}, Code.UNKNOWN_STAFF)):
        made = {"course": courses.course, "place": courses.town.place.pk, "facts": courses.facts(**other)}
        assert code(actions.make_series, **made, **courses.arranging()) is no


def test_more_seats_go_to_who_waits(courses: Courses) -> None:
    series, people = courses.full(2)
    actions.change_series(**change(courses, series, seats=4))
    assert states(series) == [("seated", 1), ("seated", 2), ("seated", 3)]
    assert told(people[2])[0] == "course_seat"


def test_fewer_seats_than_are_taken_are_refused(courses: Courses) -> None:
    series, _ = courses.full(2)
    assert refused(actions.change_series, **change(courses, series, seats=1)) == (Code.SEATS_TAKEN, {"number": 2})


def test_when_dates_move_all_are_told_once_and_reminded_of_the_new_ones(courses: Courses) -> None:
    series, people = courses.full(2)
    later = evenings(courses.town.now + timedelta(days=8), 1)
    done = actions.change_series(**change(courses, series, seats=2, meetings=later))
    assert done == {"series": series.pk, "told": 3}
    assert [told(one) for one in people] == [["course_moved", "course_reminder"]] * 2 + [["course_moved"]]
    assert list(CourseDate.objects.values_list("starts_at", flat=True)) == [later[0].starts]
    actions.change_series(**change(courses, series, seats=2, meetings=later, room="Salen"))
    assert told(people[0]) == ["course_moved", "course_reminder"]
    assert Message.objects.filter(purpose="course_moved").count() == 6


def test_where_only_the_seats_are_others_nobody_is_told(courses: Courses) -> None:
    series = courses.series()
    one = courses.sign_up(series, "anna")
    done = actions.change_series(**change(courses, series, seats=9))
    assert (done["told"], told(one)) == (0, ["course_signed", "course_reminder", "course_reminder"])


def test_a_date_that_has_begun_stays_as_it_was(courses: Courses) -> None:
    series = courses.series()
    first = courses.begin(series)
    actions.note_attendance(date=first.pk, came=2, **courses.town.by())
    new = evenings(courses.town.now + timedelta(days=2), 1)
    actions.change_series(**change(courses, series, meetings=new))
    assert list(CourseDate.objects.order_by("starts_at").values_list("starts_at", "came")) == [
        (first.starts_at, 2),
        (new[0].starts, None),
    ]


def test_of_a_series_that_is_called_off_all_are_told_and_forgotten(courses: Courses) -> None:
    series, people = courses.full(2)
    courses.sign_up(other := courses.series(), "somebody-0")
    assert actions.cancel_series(series=series.pk, **courses.arranging()) == {"series": series.pk, "told": 3}
    assert [told(one) for one in people] == [["course_cancelled"]] * 3
    assert list(SignUpContact.objects.values_list("series", flat=True)) == [other.pk]
    assert code(actions.cancel_series, series=series.pk, **courses.arranging()) is Code.COURSE_OFF
    assert code(actions.change_series, **change(courses, series)) is Code.COURSE_OFF


def test_one_that_has_been_is_not_changed_any_more(courses: Courses) -> None:
    series = courses.series()
    courses.town.later(days=30)
    assert code(actions.cancel_series, series=series.pk, **courses.arranging()) is Code.COURSE_HELD


@pytest.mark.parametrize(
    ("hours", "no"),
    [
        ((), Code.DATES_MISSING),
        (((0, 2), (1, 3)), Code.DATES_OVERLAP),
        (((0, 0),), Code.BAD_VALUE),
        (((0, 13),), Code.BAD_VALUE),
    ],
)
def test_dates_that_cannot_be_are_refused(courses: Courses, hours: tuple[tuple[int, int], ...], no: Code) -> None:
    day = courses.town.now + timedelta(days=7)
    meetings = tuple(Meeting(day + timedelta(hours=a), day + timedelta(hours=b)) for a, b in hours)
    made = {"course": courses.course, "place": courses.town.place.pk, "facts": courses.facts(meetings=meetings)}
    assert code(actions.make_series, **made, **courses.arranging()) is no
