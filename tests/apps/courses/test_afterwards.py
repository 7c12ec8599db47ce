"""After a course: numbers of who came and who could do what, of few nothing in public, and no contact longer than the course."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.courses import Courses
from tests.people import code, refused
from velkommen.apps.courses import actions, queries
from velkommen.apps.courses.models import Answer, CourseDate, SignUp, SignUpContact
from velkommen.domain.refusals import Code
from velkommen.project.worker import JOBS
from velkommen.shared.log.models import Deed

pytestmark = pytest.mark.django_db
FORGET = next(job for job in JOBS if job.name == "forget sign-ups")


def test_who_came_is_a_number_from_the_moment_it_begins(courses: Courses) -> None:
    series = courses.series()
    date = CourseDate.objects.filter(series=series).order_by("starts_at")[0]
    early = {"date": date.pk, "came": 3}
    assert refused(actions.note_attendance, **early, **courses.town.by()) == (Code.NOT_HELD_YET, {"on": "2026-12-01"})
    courses.begin(series)
    for came in (3, 2):
        actions.note_attendance(date=date.pk, came=came, **courses.town.by())
    date.refresh_from_db()
    assert date.came == 2
    assert code(actions.note_attendance, date=date.pk, came=1000, **courses.town.by()) is Code.BAD_VALUE


def test_who_serves_elsewhere_counts_nothing_here(courses: Courses) -> None:
    series = courses.series()
    date, line = courses.begin(series), queries.lines(courses.course)[0]
    sara = courses.town.by(courses.town.sara)
    assert code(actions.note_attendance, date=date.pk, came=1, **sara) is Code.NOT_ALLOWED
    hands = {"series": series.pk, "line": line.pk, "yes": 1, "asked": 1}
    assert code(actions.note_could_do, **hands, **sara) is Code.NOT_ALLOWED


def test_hands_are_counted_of_those_who_were_asked(courses: Courses) -> None:
    series = courses.series()
    courses.begin(series)
    line = queries.lines(courses.course)[0]
    hands = {"series": series.pk, "line": line.pk}
    for yes in (4, 5):
        actions.note_could_do(**hands, yes=yes, asked=6, **courses.town.by())
    assert list(Answer.objects.values_list("yes", "asked")) == [(5, 6)]
    assert refused(actions.note_could_do, **hands, yes=7, asked=6, **courses.town.by()) == (
        Code.MORE_THAN_ASKED,
        {"yes": 7, "number": 6},
    )
    assert code(actions.note_could_do, **hands, yes=0, asked=0, **courses.town.by()) is Code.BAD_VALUE
    strange = {**hands, "line": 0, "yes": 1, "asked": 1}
    assert code(actions.note_could_do, **strange, **courses.town.by()) is Code.BAD_VALUE


def test_what_people_could_do_is_added_up_over_the_series(courses: Courses) -> None:
    for yes, asked in ((3, 4), (6, 8)):
        series = courses.series()
        courses.begin(series)
        line = queries.lines(courses.course)[0]
        actions.note_could_do(series=series.pk, line=line.pk, yes=yes, asked=asked, **courses.town.by())
    found = queries.could_do(courses.course)
    assert [(one.yes, one.asked, one.told.yes) for one in found] == [(9, 12, None)]
    over_time = queries.over_time(courses.course, courses.town.now, [courses.town.place.pk])
    assert [[one and (one.yes, one.asked) for one in row.could] for row in over_time] == [
        [(3, 4), None],
        [(6, 8), None],
    ]


def test_a_contact_is_forgotten_when_the_last_date_has_ended(courses: Courses) -> None:
    series = courses.series()
    courses.sign_up(series, "anna")
    ends = CourseDate.objects.filter(series=series).latest("ends_at").ends_at
    FORGET.run(ends - timedelta(seconds=1))
    assert SignUpContact.objects.count() == 1
    FORGET.run(ends)
    assert (SignUpContact.objects.count(), SignUp.objects.count()) == (0, 1)


def test_a_quiet_hour_leaves_no_line_in_the_log(courses: Courses) -> None:
    before = Deed.objects.count()
    FORGET.run(courses.town.now)
    assert Deed.objects.count() == before


def test_the_coming_courses_cost_two_statements_however_many(courses: Courses) -> None:
    for number in range(4):
        courses.sign_up(courses.series(), f"a{number}")
    with CaptureQueriesContext(connection) as statements:
        found = queries.coming(courses.town.now)
    assert (len(found), len(statements)) == (4, 2)
    assert [(one.taken, one.free, one.open) for one in found] == [(1, 2, True)] * 4


def test_what_is_over_or_off_is_not_coming(courses: Courses) -> None:
    one, other = courses.series(), courses.series()
    actions.cancel_series(series=one.pk, **courses.arranging())
    assert [shown.row.pk for shown in queries.coming(courses.town.now)] == [other.pk]
    assert queries.coming(courses.town.now, [courses.town.sydby.pk]) == []
    courses.begin(other)
    assert [shown.open for shown in queries.coming(courses.town.now)] == [False]
    courses.town.later(days=30)
    assert queries.coming(courses.town.now) == []
