"""The table of people and competences, what is below the minimum, and the way from a gap to a covered hour."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.apps.learning.learners import KEY, able, forward, practise, started, today
from tests.apps.learning.test_keeping import serve, terms
from tests.people import Town, somebody
from velkommen.apps.catalogue.models import Task
from velkommen.apps.learning import plans, queries, volumes
from velkommen.apps.learning.able import Cell, Column, matrix, of_person
from velkommen.apps.placement import book
from velkommen.apps.placement.actions import set_duty
from velkommen.apps.places.models import EVERY_DAY
from velkommen.apps.roster.models import Need
from velkommen.domain.competence import Level
from velkommen.domain.gaps import How, Step
from velkommen.domain.hours.periods import Period
from velkommen.domain.rights import Role
from velkommen.domain.volume import Advice, Proposal

Counted = Callable[[int], Any]


@pytest.fixture(autouse=True)
def needed(town: Town) -> None:
    """Passports take somebody who learnt them."""
    Task.objects.filter(key="passport").update(competence=KEY)
    book.forget()


def cells(town: Town) -> dict[str, Cell]:
    """The column of passports, by name."""
    found = matrix([town.place.pk], town.now)
    return {row.name: row.cells[0] for row in found.rows}


def test_the_table_has_those_of_the_place_and_what_is_needed_there(town: Town) -> None:
    found = matrix([town.place.pk], town.now)
    assert [row.name for row in found.rows] == ["Ali", "Lea", "Mette"]
    assert found.columns == [Column(KEY, ["passport"], 0, ("passport",))]


def test_what_somebody_does_alone_is_no_hole(town: Town) -> None:
    able(town, town.mette, Level.ALONE)
    assert matrix([town.place.pk], town.now).columns == [Column(KEY, ["passport"], 1)]


def test_what_somebody_does_with_help_is_one(town: Town) -> None:
    able(town, town.mette, Level.WITH_HELP)
    assert matrix([town.place.pk], town.now).columns == [Column(KEY, ["passport"], 0, ("passport",))]
    assert cells(town)["Mette"].level is Level.WITH_HELP


def test_what_soon_ends_and_what_ended_this_morning_is_said(town: Town) -> None:
    able(town, town.mette, Level.ALONE, last=today(town) + timedelta(days=30))
    able(town, town.ali, Level.ALONE, last=today(town) - timedelta(days=1))
    able(town, town.lea, Level.ALONE, last=today(town) + timedelta(days=31))
    found = cells(town)
    assert (found["Mette"].soon, found["Ali"].soon, found["Lea"].soon) == (True, False, False)
    assert (found["Ali"].level, found["Ali"].ended) == (None, today(town) - timedelta(days=1))


def test_what_goes_on_does_not_end_soon(town: Town) -> None:
    last = today(town) + timedelta(days=3)
    able(town, town.mette, Level.ALONE, last=last)
    able(town, town.mette, Level.ALONE, first=last + timedelta(days=1))
    assert not cells(town)["Mette"].soon


def test_who_is_willing_and_who_learns_is_seen(town: Town) -> None:
    practise(town, started(town, 5), 2)
    forward(town, town.lea)
    assert (cells(town)["Mette"].practised, cells(town)["Lea"].forward) == ((2, 5), True)


def test_what_an_expert_answers_for_stands_beside_the_table(town: Town) -> None:
    expert = somebody("erik", (town.place, Role.EXPERT))
    able(town, expert, Level.ALONE, "assessment")
    row = next(row for row in matrix([town.place.pk], town.now).rows if row.name == "Erik")
    assert [cell.key for cell in row.others] == ["assessment"]


def test_the_table_takes_as_many_statements_for_a_house_as_for_a_place(
    town: Town, django_assert_num_queries: Counted
) -> None:
    started(town)
    book.town()
    for places in ([town.place.pk], [town.place.pk, town.sydby.pk], None):
        with django_assert_num_queries(5):
            matrix(places, town.now)


def test_ones_own_page_has_all_of_ones_own_and_nothing_else(town: Town) -> None:
    started(town)
    able(town, town.ali, Level.ALONE, "mitid")
    assert [(cell.key, cell.level) for cell in of_person(town.ali.id, town.now)] == [
        ("mitid", Level.ALONE),
        ("passport", Level.TEACHES),
    ]


def below(town: Town) -> list[tuple[str, str, float, Advice]]:
    return [(one.key, one.name, one.case.own, one.advice) for one in volumes.below_minimum(town.place.pk, town.now)]


def next_month(town: Town) -> None:
    town.now = town.now.replace(month=12, day=1)


def test_who_does_it_too_seldom_is_told_with_a_proposal(town: Town) -> None:
    terms(town, minimum=1)
    for who in (town.mette, town.ali):
        able(town, who, Level.ALONE)
    serve(town, 4)
    next_month(town)
    assert below(town) == [(KEY, "Ali", 0.0, Advice(Proposal.HAND_OVER, (town.mette.id,)))]


def test_where_there_is_enough_for_both_it_is_shared(town: Town) -> None:
    terms(town, minimum=1)
    for who in (town.mette, town.ali):
        able(town, who, Level.ALONE)
    serve(town, 6)
    next_month(town)
    assert below(town) == [(KEY, "Ali", 0.0, Advice(Proposal.SHARE, (town.mette.id,)))]


def test_without_a_minimum_nobody_is_below_it(town: Town) -> None:
    able(town, town.mette, Level.ALONE)
    assert below(town) == []


def test_who_learns_is_not_below_anything(town: Town) -> None:
    terms(town, minimum=1)
    able(town, town.mette, Level.WITH_HELP)
    assert below(town) == []


def test_those_below_are_found_with_three_statements(town: Town, django_assert_num_queries: Counted) -> None:
    terms(town, minimum=5)
    for who in (town.mette, town.ali, town.lea):
        able(town, who, Level.ALONE)
    book.town()
    with django_assert_num_queries(3):
        assert len(volumes.below_minimum(town.place.pk, town.now)) == 3


def test_the_months_shown_are_the_last_whole_ones_and_this(town: Town) -> None:
    able(town, town.mette, Level.ALONE)
    serve(town, 2)
    found = volumes.volumes(town.place.pk, town.now)
    assert found.months == [date(2026, month, 1) for month in (8, 9, 10, 11)]
    assert found.people == {KEY: {town.mette.id: {date(2026, 11, 1): 2}}}
    assert found.all == {KEY: {date(2026, 11, 1): 2}}
    assert volumes.volumes(town.place.pk, town.now, town.ali.id).people == {}


def duty(town: Town, who: Any, opens: int, closes: int) -> None:
    every_day = [Period(frozenset(range(7)), (opens, closes))]
    set_duty(staff=who.id, place=town.place.pk, periods=every_day, **town.by(town.lea))


def ways(town: Town) -> list[tuple[str, int, tuple[Step, ...]]]:
    return [(way.gap.key, way.gap.minutes, tuple(way.steps)) for way in plans.ways(town.place.pk, town.now, weeks=1)]


def test_hours_without_anybody_able_are_found_and_who_is_able_is_named(town: Town) -> None:
    able(town, town.ali, Level.ALONE)
    duty(town, town.ali, 600, 720)
    duty(town, town.mette, 600, 840)
    step = Step(How.DUTY, today(town) + timedelta(days=7), town.ali.id)
    assert ways(town) == [(KEY, 7 * 120, (step,))]


def test_a_running_training_says_when_the_hours_are_covered(town: Town) -> None:
    training = started(town, 3)
    practise(town, training)
    duty(town, town.mette, 600, 660)
    duty(town, town.ali, 900, 960)
    (_, minutes, steps), *_ = ways(town)
    assert (minutes, steps[0].how, steps[0].staff) == (7 * 60, How.DUTY, town.ali.id)


def test_where_everybody_on_duty_is_able_there_is_no_gap(town: Town) -> None:
    able(town, town.ali, Level.ALONE)
    duty(town, town.ali, 600, 720)
    assert ways(town) == []


def test_what_the_roster_needs_and_nobody_there_has_is_a_gap(town: Town) -> None:
    Task.objects.filter(key="passport").update(competence=KEY)
    for who in (town.mette, town.ali):
        able(town, who, Level.ALONE)
    duty(town, town.ali, 600, 720)
    duty(town, town.mette, 660, 720)
    book.forget()
    assert ways(town) == []
    Need.objects.create(service_point=town.place, weekdays=EVERY_DAY, opens=600, closes=720, competence=KEY, number=2)
    gap = next(way.gap for way in plans.ways(town.place.pk, town.now, weeks=1))
    assert (gap.key, gap.minutes, gap.tasks) == (KEY, 7 * 60, {"passport"})


def test_the_way_is_found_with_as_many_statements_for_many_gaps(town: Town, django_assert_num_queries: Counted) -> None:
    duty(town, town.mette, 600, 660)
    for keys in ({"passport": KEY}, {"passport": KEY, "mitid": "mitid"}):
        for task, key in keys.items():
            Task.objects.filter(key=task).update(competence=key)
        book.forget()
        book.town()
        with django_assert_num_queries(7):
            assert len(plans.ways(town.place.pk, town.now, weeks=1)) == len(keys)


def test_joint_courses_and_volume_are_asked_by_place(town: Town) -> None:
    assert queries.joint_courses(town.place.pk, today(town)) == []
    assert queries.volume(town.place.pk, 3, at=town.now) == {}
