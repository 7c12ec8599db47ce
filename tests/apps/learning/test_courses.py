"""Courses for colleagues: seats, waiting, who was there together, and what it gave them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.apps.learning.learners import KEY, able, forward, held, today
from tests.people import Town, code, somebody
from velkommen.apps.learning import actions, queries
from velkommen.apps.learning.actions.courses import CourseFacts
from velkommen.apps.learning.models import Participant, Willing
from velkommen.apps.people.actions import deactivate_staff
from velkommen.apps.placement.models import Competence
from velkommen.domain.competence import Level
from velkommen.domain.kinds import Unit
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Role
from velkommen.shared.actor import SYSTEM, Actor


def facts(town: Town, **more: Any) -> CourseFacts:
    return replace(CourseFacts("Pas for alle", [today(town)], 2, "Sal 1", [KEY]), **more)


def planned(town: Town, **more: Any) -> int:
    done = actions.plan_staff_course(place=town.place.pk, facts=facts(town, **more), **town.by(town.lea))
    return done["course"]


def sign_up(town: Town, course: int, who: Actor, by: Actor | None = None, **more: Any) -> bool:
    done = actions.sign_up_for_staff_course(course=course, staff=who.id, **more, **town.by(by or who))
    return done["waiting"]


def close(town: Town, course: int, attended: list[Actor], passed: list[Actor]) -> object:
    said = {"attended": [one.id for one in attended], "passed": [one.id for one in passed]}
    return actions.close_staff_course(course=course, **said, **town.by(town.lea))


def test_over_its_seats_it_says_so_and_offers_to_wait(town: Town) -> None:
    course = planned(town)
    assert [sign_up(town, course, who) for who in (town.mette, town.ali)] == [False, False]
    assert code(lambda: sign_up(town, course, town.sara)) is Code.STAFF_COURSE_FULL
    assert sign_up(town, course, town.sara, wait=True)


def test_a_seat_that_is_given_back_is_for_who_has_waited_longest(town: Town) -> None:
    course = planned(town, seats=1)
    for who in (town.mette, town.ali, town.sara):
        sign_up(town, course, who, wait=True)
    actions.leave_staff_course(course=course, staff=town.mette.id, **town.by())
    assert list(Participant.objects.values_list("staff", "waiting")) == [(town.ali.id, False), (town.sara.id, True)]


def test_who_stops_waiting_gives_nobody_a_seat(town: Town) -> None:
    course = planned(town, seats=1)
    for who in (town.mette, town.ali, town.sara):
        sign_up(town, course, who, wait=True)
    actions.leave_staff_course(course=course, staff=town.ali.id, **town.by(town.ali))
    assert list(Participant.objects.values_list("staff", "waiting")) == [(town.mette.id, False), (town.sara.id, True)]


def test_the_seat_of_who_has_left_the_house_is_given_on_by_who_leads_the_course(town: Town) -> None:
    course = planned(town, seats=1)
    for who in (town.mette, town.sara, town.ali):
        sign_up(town, course, who, wait=True)
    for gone in (town.mette, town.sara):
        deactivate_staff(staff=gone.id, **town.by(SYSTEM))
    seat = {"course": course, "staff": town.mette.id}
    assert code(actions.leave_staff_course, **seat, **town.by(town.ali)) is Code.UNKNOWN_STAFF
    actions.leave_staff_course(**seat, **town.by(town.lea))
    assert list(Participant.objects.values_list("staff", "waiting")) == [(town.sara.id, True), (town.ali.id, False)]


def test_one_signs_up_oneself_and_a_leader_those_of_the_place(town: Town) -> None:
    course = planned(town)
    assert not sign_up(town, course, town.mette, town.lea)
    assert code(lambda: sign_up(town, course, town.sara, town.lea)) is Code.NOT_ALLOWED
    assert code(lambda: sign_up(town, course, town.ali, town.mette)) is Code.NOT_ALLOWED


def test_nobody_has_two_seats_and_nobody_gives_back_what_they_lack(town: Town) -> None:
    course = planned(town)
    sign_up(town, course, town.mette)
    assert code(lambda: sign_up(town, course, town.mette)) is Code.STAFF_SIGNED_UP
    leave = lambda: actions.leave_staff_course(course=course, staff=town.ali.id, **town.by(town.ali))  # noqa: E731 - one line
    assert code(leave) is Code.STAFF_NOT_SIGNED_UP


def test_who_passes_is_able_and_who_was_only_there_is_not(town: Town) -> None:
    course = planned(town, exam=True)
    forward(town, town.mette)
    for who in (town.mette, town.ali):
        sign_up(town, course, who)
    done = close(town, course, [town.mette, town.ali], [town.mette])
    assert done == {"course": course, "attended": 2, "passed": 1, "able": 1}
    assert held(town.mette) == [("alone", today(town), None)]
    assert Competence.objects.get().won == "exam"
    assert not Willing.objects.exists()


def test_a_course_takes_nothing_away(town: Town) -> None:
    able(town, town.mette, Level.TEACHES)
    course = planned(town)
    sign_up(town, course, town.mette)
    assert close(town, course, [town.mette], [town.mette]) == {"course": course, "attended": 1, "passed": 1, "able": 0}
    assert held(town.mette) == [("teaches", None, None)]


def test_what_somebody_will_be_anyway_holds_up_nobody(town: Town) -> None:
    able(town, town.mette, Level.ALONE, first=today(town) + timedelta(days=9))
    course = planned(town)
    for who in (town.mette, town.ali):
        sign_up(town, course, who)
    done = close(town, course, [town.mette, town.ali], [town.mette, town.ali])
    assert done == {"course": course, "attended": 2, "passed": 2, "able": 1}


def test_a_course_is_noted_on_its_last_day_or_later(town: Town) -> None:
    course = planned(town, days=[today(town), today(town) + timedelta(days=1)])
    assert code(lambda: close(town, course, [], [])) is Code.STAFF_COURSE_AHEAD
    town.later(days=1)
    assert close(town, course, [], [])
    assert code(lambda: close(town, course, [], [])) is Code.STAFF_COURSE_OVER


def test_who_waits_was_not_there(town: Town) -> None:
    course = planned(town, seats=1)
    for who in (town.mette, town.ali):
        sign_up(town, course, who, wait=True)
    assert code(lambda: close(town, course, [town.ali], [])) is Code.STAFF_NOT_SIGNED_UP


def test_a_course_that_is_called_off_is_over(town: Town) -> None:
    course = planned(town)
    sign_up(town, course, town.mette)
    actions.call_off_staff_course(course=course, **town.by(town.lea))
    assert code(lambda: sign_up(town, course, town.ali)) is Code.STAFF_COURSE_OVER
    assert Participant.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "no"),
    [
        ({"title": " "}, Code.BAD_VALUE),
        ({"title": "Kursus for 010180-1234"}, Code.CPR_IN_TEXT),
        ({"room": "x" * 81}, Code.BAD_VALUE),
        ({"seats": 0}, Code.BAD_TERMS),
        ({"days": []}, Code.NOTHING_GIVEN),
        ({"gives": ["Pas"]}, Code.BAD_COMPETENCE_KEY),
    ],
)
def test_courses_that_cannot_be(town: Town, more: dict[str, Any], no: Code) -> None:
    assert code(lambda: planned(town, **more)) is no


def test_a_clerk_plans_and_closes_none(town: Town) -> None:
    wanted = {"place": town.place.pk, "facts": facts(town)}
    assert code(lambda: actions.plan_staff_course(**wanted, **town.by())) is Code.NOT_ALLOWED
    course = planned(town)
    said = {"course": course, "attended": [], "passed": []}
    assert code(lambda: actions.close_staff_course(**said, **town.by())) is Code.NOT_ALLOWED
    assert code(lambda: actions.call_off_staff_course(course=course, **town.by())) is Code.NOT_ALLOWED
    assert code(lambda: actions.call_off_staff_course(course=999, **town.by())) is Code.UNKNOWN_STAFF_COURSE


def held_with(town: Town, *there: Actor) -> list[queries.JointCourse]:
    course = planned(town, seats=5)
    for who in (town.mette, town.ali, town.sara):
        sign_up(town, course, who)
    close(town, course, list(there), [])
    return queries.joint_courses(town.place.pk, today(town))


def test_a_course_was_joint_when_both_groups_were_there(town: Town) -> None:
    (found,) = held_with(town, town.mette, town.ali, town.sara)
    shares = {Unit.LIBRARY: 2 / 3, Unit.CITIZEN_SERVICE: 1 / 3, Unit.PARTNER: 0.0}
    assert found == queries.JointCourse(found.course, "Pas for alle", today(town), 3, shares)
    assert queries.joint_courses(town.place.pk, today(town) + timedelta(days=1)) == []


def test_and_not_when_one_of_them_stayed_away(town: Town) -> None:
    assert held_with(town, town.mette, town.sara) == []


def test_a_course_elsewhere_is_joint_for_the_places_of_who_was_there(town: Town) -> None:
    held_with(town, town.ali, town.sara)
    assert len(queries.joint_courses(town.sydby.pk, today(town))) == 1


def test_a_course_of_others_elsewhere_is_not_ours(town: Town) -> None:
    held_with(town, town.mette, town.ali)
    assert queries.joint_courses(town.sydby.pk, today(town)) == []


def test_an_expert_learns_too(town: Town) -> None:
    expert = somebody("erik", (town.place, Role.EXPERT), unit=Unit.CITIZEN_SERVICE)
    assert not sign_up(town, planned(town), expert)


def test_reading_courses_takes_as_many_statements_for_one_as_for_many(
    town: Town, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for _ in range(3):
        sign_up(town, planned(town), town.mette)
    with django_assert_num_queries(3):
        found = [
            (row.title, [one.day for one in row.days.all()], [one.staff.shown_name for one in row.participants.all()])
            for row in queries.courses_to_come()
        ]
    assert found == [("Pas for alle", [today(town)], ["Mette"])] * 3
