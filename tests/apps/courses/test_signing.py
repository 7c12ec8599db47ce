"""Signing up: a seat while there is one, then the waiting list, who came first first; and what was written down goes again."""

from datetime import timedelta

import pytest

from tests.courses import Courses, mail, states, told
from tests.people import code
from velkommen.apps.courses import actions
from velkommen.apps.courses.models import CourseDate, SignUp, SignUpContact
from velkommen.apps.messages.models import Message
from velkommen.domain.refusals import Code

pytestmark = pytest.mark.django_db


def test_who_signs_up_gets_the_lowest_free_seat(courses: Courses) -> None:
    series = courses.series()
    for _ in range(2):
        courses.sign_up(series)
    assert states(series) == [("seated", 1), ("seated", 2)]


def test_of_who_gives_no_contact_nothing_is_kept_and_nothing_sent(courses: Courses) -> None:
    courses.sign_up(courses.series())
    assert (SignUpContact.objects.count(), Message.objects.count()) == (0, 0)


def test_who_gives_one_is_told_at_once_and_the_day_before_each_date(courses: Courses) -> None:
    series = courses.series(room="Salen")
    one = courses.sign_up(series, "anna")
    rows = list(Message.objects.order_by("pk").values_list("purpose", "not_before", "facts"))
    starts = list(CourseDate.objects.filter(series=series).values_list("starts_at", flat=True).order_by("starts_at"))
    link = f"/courses/mine/{one.link}/"
    assert rows == [
        ("course_signed", courses.town.now, {"when": "2026-12-01T12:00", "link": link, "place": "Nordby, Salen"}),
        (
            "course_reminder",
            starts[0] - timedelta(days=1),
            {"when": "2026-12-01T12:00", "link": link, "place": "Nordby, Salen"},
        ),
        (
            "course_reminder",
            starts[1] - timedelta(days=1),
            {"when": "2026-12-08T12:00", "link": link, "place": "Nordby, Salen"},
        ),
    ]


def test_where_all_seats_are_taken_one_waits(courses: Courses) -> None:
    series, people = courses.full(2)
    assert states(series) == [("seated", 1), ("seated", 2), ("waiting", None)]
    assert told(people[2]) == ["course_waiting"]


def test_nobody_waits_who_cannot_be_told(courses: Courses) -> None:
    series, _ = courses.full()
    assert code(actions.sign_up, series=series.pk, contact=None, **courses.anybody()) is Code.COURSE_FULL


def test_nobody_signs_up_twice_with_one_contact(courses: Courses) -> None:
    series = courses.series()
    courses.sign_up(series, "anna")
    again = {"series": series.pk, "contact": mail("anna")}
    assert code(actions.sign_up, **again, **courses.anybody()) is Code.SIGNED_UP_ALREADY
    other = courses.series()
    assert courses.sign_up(other, "anna").seat == 1


def test_the_constraint_says_so_too(courses: Courses, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the look before: what two at once would meet."""
    series = courses.series()
    courses.sign_up(series, "anna")
    monkeypatch.setattr(type(SignUpContact.objects.all()), "exists", lambda rows: False)
    again = {"series": series.pk, "contact": mail("anna")}
    assert code(actions.sign_up, **again, **courses.anybody()) is Code.SIGNED_UP_ALREADY


def test_a_seat_that_is_given_up_goes_to_who_waits_first(courses: Courses) -> None:
    series, people = courses.full(2)
    late = courses.sign_up(series, "late")
    actions.leave(link=people[0].link, **courses.anybody())
    assert states(series) == [("left", None), ("seated", 2), ("seated", 1), ("waiting", None)]
    assert [told(one) for one in (people[0], people[2], late)] == [
        [],
        ["course_seat", "course_reminder", "course_reminder"],
        ["course_waiting"],
    ]


def test_who_left_is_reached_no_more_and_may_sign_up_again(courses: Courses) -> None:
    series = courses.series()
    one = courses.sign_up(series, "anna")
    actions.leave(link=one.link, **courses.anybody())
    assert SignUpContact.objects.count() == 0
    assert code(actions.leave, link=one.link, **courses.anybody()) is Code.SIGN_UP_OVER
    assert courses.sign_up(series, "anna").seat == 1


def test_once_it_has_begun_nobody_gets_a_seat(courses: Courses) -> None:
    series, people = courses.full(2)
    courses.begin(series)
    assert code(actions.sign_up, series=series.pk, contact=None, **courses.anybody()) is Code.COURSE_BEGUN
    actions.leave(link=people[0].link, **courses.anybody())
    assert states(series)[2] == ("waiting", None)


def test_of_one_that_was_cancelled_meanwhile_no_seat_is_given(courses: Courses) -> None:
    series = courses.series()
    actions.cancel_series(series=series.pk, **courses.arranging())
    assert code(actions.sign_up, series=series.pk, contact=mail("anna"), **courses.anybody()) is Code.COURSE_OFF


def test_somebody_is_told_elsewhere_from_now_on(courses: Courses) -> None:
    one = courses.sign_up(courses.series(), "anna")
    actions.reach(link=one.link, contact=mail("anna-new"), **courses.anybody())
    waiting = Message.objects.filter(state="waiting").values_list("purpose", "to")
    assert sorted(waiting) == [
        ("course_reminder", "anna-new@example.dk"),
        ("course_reminder", "anna-new@example.dk"),
        ("course_signed", "anna-new@example.dk"),
    ]
    assert list(SignUpContact.objects.values_list("to", flat=True)) == ["anna-new@example.dk"]


def test_or_nowhere_but_not_while_they_wait(courses: Courses) -> None:
    _, people = courses.full(2)
    actions.reach(link=people[0].link, contact=None, **courses.anybody())
    assert (told(people[0]), SignUpContact.objects.filter(sign_up=people[0]).exists()) == ([], False)
    assert code(actions.reach, link=people[2].link, contact=None, **courses.anybody()) is Code.COURSE_FULL


def test_another_ones_address_is_not_taken_over(courses: Courses) -> None:
    _, people = courses.full(2)
    other = {"link": people[0].link, "contact": mail("somebody-1")}
    assert code(actions.reach, **other, **courses.anybody()) is Code.SIGNED_UP_ALREADY


def test_a_link_of_nobody_is_nothing(courses: Courses) -> None:
    for deed, facts in ((actions.leave, {}), (actions.reach, {"contact": None})):
        assert code(deed, link="nobody", **facts, **courses.anybody()) is Code.UNKNOWN_SIGN_UP
    assert code(actions.sign_up, series=0, contact=None, **courses.anybody()) is Code.UNKNOWN_COURSE
    assert SignUp.objects.count() == 0
