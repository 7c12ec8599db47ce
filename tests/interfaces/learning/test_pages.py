"""The pages of learning: each deed by its form, each "no" in words with what was typed, and what nobody else may see."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse

from tests.apps.learning.learners import KEY, able, forward, held, practise, started, today
from tests.apps.learning.test_able import duty, next_month
from tests.apps.learning.test_courses import close, planned, sign_up
from tests.apps.learning.test_keeping import serve, terms
from tests.interfaces.manage.test_arranging import Leader, said
from tests.people import Town, somebody
from velkommen.apps.catalogue.models import Task
from velkommen.apps.learning.models import Participant, Practice, StaffCourse, StaffCourseDay, Training, Willing
from velkommen.apps.learning.queries import all_terms
from velkommen.apps.people.actions import deactivate_staff
from velkommen.apps.placement import book
from velkommen.apps.placement.models import Competence
from velkommen.domain.competence import Level
from velkommen.domain.rights import Role
from velkommen.domain.training import Terms
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM

PLACE = "/learning/at/nordby/"
Counted = Callable[[int], Any]


@pytest.fixture(autouse=True)
def needed(town: Town) -> None:
    """Passports take somebody who learnt them."""
    Task.objects.filter(key="passport").update(competence=KEY)
    book.forget()


@pytest.fixture
def lea(town: Town) -> Leader:
    return Leader(town, "lea")


@pytest.fixture
def mette(town: Town) -> Leader:
    return Leader(town, "mette")


def text(page: HttpResponse) -> str:
    """What can be read on a page, spaces in one."""
    main = page.content.decode().partition('id="main-content"')[2]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))


def test_ones_own_page_says_what_one_may_not_yet_and_what_it_takes(town: Town, mette: Leader) -> None:
    able(town, town.ali, Level.TEACHES)
    shown = text(mette.look("/learning/"))
    assert "Passports passport (en) (Nordby) It takes: peer training with Ali" in shown
    assert "Nordby: 2 tasks mitid (en): complete it" not in shown
    assert "assessment (en): receive it and send it on for those who decide" in shown


def test_one_puts_oneself_forward_and_takes_it_back(mette: Leader) -> None:
    assert press(mette, "/learning/", "forward").status_code == 302
    assert list(Willing.objects.values_list("key", flat=True)) == [KEY]
    assert "You have put yourself forward" in text(mette.look("/learning/"))
    assert press(mette, "/learning/", "back").status_code == 302
    assert not Willing.objects.exists()


def test_what_ended_this_morning_is_told_with_the_cure(town: Town, mette: Leader) -> None:
    able(town, town.mette, Level.ALONE, last=today(town) - timedelta(days=1))
    cure = "The leader prolongs it, or you practise it with a colleague who teaches it."
    told = f"Passports was held until 23 Nov 2026 and does not count any more. {cure}"
    assert said(mette.look("/learning/"))[1] == [told]


def test_and_the_leader_is_told_too(town: Town, lea: Leader) -> None:
    able(town, town.mette, Level.ALONE, last=today(town) - timedelta(days=1))
    shown = text(lea.look(PLACE))
    assert "Mette: passports not yet, was alone until 23 Nov 2026" in shown
    assert "Passports passport (en)" in shown.partition("Nobody here does it alone")[2]


def test_a_clerk_leads_nothing(mette: Leader) -> None:
    for address in (PLACE, f"{PLACE}training/", f"{PLACE}plan/", "/learning/all/", "/learning/terms/"):
        assert mette.look(address).status_code == 403


def cell(lea: Leader) -> str:
    return f"{PLACE}{lea.town.mette.id}/{KEY}/"


def test_a_cell_is_granted_prolonged_and_withdrawn(town: Town, lea: Leader) -> None:
    last = today(town) + timedelta(days=9)
    granted = lea.send(cell(lea), "grant", "", level="alone", won="exam", last=last.isoformat())
    assert granted.status_code == 302
    assert held(town.mette) == [("alone", today(town), last)]
    assert lea.send(cell(lea), "prolong", "", last="").status_code == 302
    assert held(town.mette) == [("alone", today(town), None)]
    shown = text(lea.look(cell(lea)))
    assert "Today: alone, by an exam" in shown
    assert "Only Mette does this alone at Nordby. Withdrawn, it is done by nobody there." in shown
    assert lea.send(cell(lea), "withdraw", "").status_code == 302
    assert held(town.mette) == []


def test_a_cell_that_cannot_be_keeps_what_was_typed(town: Town, lea: Leader) -> None:
    refused = lea.send(cell(lea), "grant", "", first="2026-12-24", last="2026-12-01")
    assert said(refused) == (422, ["The first day must not come after the last. Swap them."])
    assert 'value="2026-12-24"' in refused.content.decode()


def test_a_training_is_started_noted_and_signed_off(town: Town, lea: Leader, mette: Leader) -> None:
    able(town, town.ali, Level.TEACHES)
    forward(town, town.mette)
    about = f"{town.mette.id}.{KEY}"
    assert lea.send(f"{PLACE}training/", "start", about, wanted="2").status_code == 302
    page = f"/learning/training/{Training.objects.get().pk}/"
    for who in (mette, lea):
        assert press(who, page, "note").status_code == 302
    assert "2 of 2 real enquiries together" in text(mette.look(page))
    ali = Leader(town, "ali")
    assert press(ali, page, "sign").status_code == 302
    assert "Signed off: Mette does it alone since 24 Nov 2026." in text(ali.look(page))
    assert held(town.mette) == [("alone", today(town), None)]


def press(who: Leader, page: str, do: str, **typed: object) -> HttpResponse:
    """One of the buttons of a page whose form has several."""
    form = next(form for form in who.forms(who.look(page)) if "op" in form and "do" not in form)
    with clock.fixed(who.town.now):
        return who.client.post(page, {**form, "do": do, **typed})


def test_one_count_too_many_is_taken_back(town: Town, mette: Leader) -> None:
    page = f"/learning/training/{started(town)}/"
    press(mette, page, "note")
    assert press(mette, page, "back").status_code == 302
    assert not Practice.objects.exists()


def test_a_training_whose_teacher_cannot_any_more_says_so_and_goes_on_with_another(town: Town, lea: Leader) -> None:
    page = f"/learning/training/{started(town)}/"
    Competence.objects.filter(staff=town.ali.id).update(level="alone")
    able(town, town.lea, Level.TEACHES)
    warned = "The teacher does not teach this any more. Choose another one."
    assert said(lea.look(page))[1] == [warned]
    assert warned in text(lea.look(f"{PLACE}training/"))
    assert said(press(lea, page, "note")) == (409, [f"{warned} What was practised stays."])
    assert lea.send(page, "teacher", "").status_code == 302
    assert Training.objects.get().teacher_id == town.lea.id


def test_a_training_is_nobody_elses(town: Town) -> None:
    page = f"/learning/training/{started(town)}/"
    assert Leader(town, "sara").look(page).status_code == 403


def test_a_training_without_a_teacher_is_not_offered(town: Town, lea: Leader) -> None:
    forward(town, town.mette)
    assert "Nobody here teaches this." in text(lea.look(f"{PLACE}training/"))


def test_a_course_is_planned_filled_and_over_its_seats_says_so(town: Town, lea: Leader, mette: Leader) -> None:
    typed = {"title": "Pas for alle", "dates": "2026-11-24, 2026-11-25", "seats": "1", "gives": KEY}
    assert lea.send(f"{PLACE}courses/", "plan", "", **typed).status_code == 302
    row = StaffCourse.objects.get()
    assert (row.gives, list(StaffCourseDay.objects.values_list("day", flat=True))) == (
        [KEY],
        [today(town), today(town) + timedelta(days=1)],
    )
    page = f"/learning/courses/{row.pk}/"
    assert press(mette, page, "join").status_code == 302
    refused = press(lea, page, "join", staff=str(town.ali.id))
    no = "The course is full (1). Nothing was changed. Put the name on the waiting list, or choose another course."
    assert said(refused) == (409, [no])
    assert press(lea, page, "wait", staff=str(town.ali.id)).status_code == 302
    assert list(Participant.objects.values_list("staff", "waiting")) == [(town.mette.id, False), (town.ali.id, True)]
    assert press(mette, page, "leave").status_code == 302
    assert list(Participant.objects.values_list("staff", "waiting")) == [(town.ali.id, False)]


def test_the_seat_of_who_has_left_the_house_is_freed_by_one_press(town: Town, lea: Leader, mette: Leader) -> None:
    course = planned(town, seats=1)
    for who in (town.ali, town.mette):
        sign_up(town, course, who, wait=True)
    page = f"/learning/courses/{course}/"
    assert "Free the seat" not in text(lea.look(page))
    deactivate_staff(staff=town.ali.id, **town.by(SYSTEM))
    assert ("Free the seat" in text(lea.look(page)), "Free the seat" in text(mette.look(page))) == (True, False)
    assert press(lea, page, "leave", staff=str(town.ali.id)).status_code == 302
    assert list(Participant.objects.values_list("staff", "waiting")) == [(town.mette.id, False)]


def test_a_course_with_a_day_that_is_none_keeps_what_was_typed(lea: Leader) -> None:
    refused = lea.send(f"{PLACE}courses/", "plan", "", title="Pas", dates="1 May")
    assert said(refused) == (
        422,
        ["“1” is no day from 1900 to 2060. Write the day again, or choose it from the calendar."],
    )
    assert 'value="1 May"' in refused.content.decode()


def test_who_was_there_is_noted_and_both_groups_are_shown(town: Town, lea: Leader) -> None:
    course = planned(town)
    for who in (town.mette, town.ali):
        sign_up(town, course, who)
    page = f"/learning/courses/{course}/"
    there = [str(town.mette.id), str(town.ali.id)]
    form = next(form for form in lea.forms(lea.look(page)) if "op" in form)
    assert press(lea, page, "close", attended=there, passed=there[:1]).status_code == 302
    assert form
    assert "The library 50.0% Citizen service 50.0%" in text(lea.look(page))
    assert held(town.mette) == [("alone", today(town), None)]


def test_a_clerk_sees_of_others_how_many_come_and_not_who(town: Town, mette: Leader) -> None:
    course = planned(town, seats=5)
    for who in (town.mette, town.ali, town.sara):
        sign_up(town, course, who)
    shown = text(mette.look(f"/learning/courses/{course}/"))
    assert ("Mette" in shown, "Ali" in shown, "and 2 colleagues of other places" in shown) == (True, False, True)


def test_terms_are_set_for_all_and_refused_in_words(town: Town) -> None:
    somebody("adam", (None, Role.ADMIN))
    adam = Leader(town, "adam")
    assert adam.send("/learning/terms/", "set", KEY, lasts="24", minimum="4").status_code == 302
    assert all_terms() == {KEY: Terms(lasts=24, minimum=4)}
    refused = adam.send("/learning/terms/", "set", KEY, lasts="", refreshed_by="9")
    cure = "Say how many months it lasts, or leave the enquiries empty."
    assert said(refused)[1] == [f"Only what lasts a number of months is refreshed by use. {cure}"]


def seldom(town: Town) -> None:
    """Ali has done no passport in the last months, Mette four."""
    terms(town, minimum=1)
    for who in (town.mette, town.ali):
        able(town, who, Level.ALONE)
    serve(town, 4)
    next_month(town)


def test_who_does_it_too_seldom_is_named_to_the_leader_with_why_and_what_helps(town: Town, lea: Leader) -> None:
    seldom(town)
    why = "0 enquiries a month; the minimum is 1. All of the place: 1.3."
    told = f"Ali: passports {why} There is enough for 1 here. Let Ali hand it to Mette."
    assert told in text(lea.look(f"{PLACE}volume/"))


def test_one_is_told_oneself_and_nothing_of_what_colleagues_do(town: Town) -> None:
    seldom(town)
    shown = text(Leader(town, "ali").look("/learning/"))
    told = (
        "0 a month, at least 1 too seldom There is not enough of it here for everybody: you can hand it to a colleague."
    )
    assert (told in shown, "Mette" in shown) == (True, False)
    assert "1.3 a month, at least 1" in text(Leader(town, "mette").look("/learning/"))


def test_others_see_figures_and_no_names(town: Town, mette: Leader) -> None:
    seldom(town)
    shown = text(mette.look(f"{PLACE}volume/"))
    assert ("Passports" in shown, "Ali" in shown, "Mette" in shown) == (True, False, False)
    assert (" * " in shown, "It is kept back." in shown) == (True, True)


def test_who_does_not_work_there_is_told_nothing_of_a_single_place(town: Town) -> None:
    seldom(town)
    anne = Leader(town, somebody("anne", (None, Role.ANALYST)).name.lower())
    page = anne.look(f"{PLACE}volume/")
    assert ("Passports" in text(page), "Of a single place this is told to those who work there." in text(page)) == (
        False,
        True,
    )
    assert 'href="/statistics/about/who/"' in page.content.decode()


def test_who_leads_sees_small_sums_too(town: Town, lea: Leader) -> None:
    seldom(town)
    assert "It is kept back." not in text(lea.look(f"{PLACE}volume/"))


def test_the_plan_names_the_hours_who_is_nearest_and_the_day(town: Town, lea: Leader) -> None:
    started(town, 3)
    duty(town, town.mette, 600, 660)
    duty(town, town.ali, 900, 960)
    shown = text(lea.look(f"{PLACE}plan/"))
    assert "Passports 28 hours, covered from 1 Dec 2026" in shown
    assert "Ali can do it and works here: let them be on duty in these hours. done by 1 Dec 2026" in shown


def test_where_everybody_is_able_the_plan_is_empty(town: Town, lea: Leader) -> None:
    able(town, town.mette, Level.ALONE)
    assert "None: in every staffed hour somebody on duty can do" in text(lea.look(f"{PLACE}plan/"))


@pytest.mark.parametrize(
    ("address", "statements"),
    [
        ("", 30),
        ("at/nordby/", 30),
        ("at/nordby/plan/", 30),
        ("at/nordby/volume/", 30),
        ("courses/", 30),
        ("at/nordby/training/", 30),
    ],
)
def test_a_page_asks_as_much_for_few_as_for_many(
    town: Town, lea: Leader, address: str, statements: int, django_assert_max_num_queries: Counted
) -> None:
    """However many people, courses, trainings and competences there are."""
    for number in range(12):
        who = somebody(f"clerk{number}", (town.place, Role.CLERK))
        able(town, who, Level.ALONE)
        sign_up(town, planned(town), who)
        forward(town, who, "mitid")
    close(town, planned(town), [], [])
    practise(town, started(town))
    lea.look("/learning/")
    with django_assert_max_num_queries(statements):
        lea.look(f"/learning/{address}")
