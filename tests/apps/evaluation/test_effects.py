"""Before and after a change of the house: what is compared, what is left out, what is found."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.before_after import CHANGE, DAY, FIRST, LAST, counted, joined
from tests.people import NOON, Town
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.evaluation.effects import Asked, Found, Looked, What, effect, history
from velkommen.apps.evaluation.hours_then import hours_then
from velkommen.apps.placement.models import Agreement, Offer
from velkommen.apps.places.actions import set_hours
from velkommen.apps.places.actions.opening import Hours
from velkommen.apps.places.models import OpeningPeriod
from velkommen.apps.yearbook.models import LibraryMonth
from velkommen.domain.effects.changes import Change, Sort
from velkommen.domain.effects.judging import Lack, Verdict
from velkommen.domain.hours.periods import Period
from velkommen.domain.kinds import HoursLayer
from velkommen.shared.actor import SYSTEM

WEEKDAYS = frozenset(range(5))
ENQUIRIES = Looked(What.ENQUIRIES)


def asked(town: Town, what: Looked = ENQUIRIES, day: date = CHANGE, **more: bool) -> Found:
    change = Change(day, town.place.pk, Sort.NAMED, words="one desk for all")
    return effect(Asked(change, what, **more), [town.place.pk, town.sydby.pk], NOON)


def around(found: Found, truth: float) -> bool:
    assert found.answer.effect is not None
    return found.answer.effect.low < truth < found.answer.effect.high


def test_twice_as_many_are_found_beside_the_other_branch(town: Town) -> None:
    counted(town, 2.0)
    found = asked(town)
    assert (found.answer.verdict, found.answer.compared, found.beside) == (Verdict.UP, True, [town.sydby.pk])
    assert around(found, 100)
    assert [answer.verdict for _, answer in found.elsewhere] == [Verdict.NONE]
    assert found.pretended is not None
    assert found.pretended.verdict is Verdict.NONE


def test_as_many_as_before_is_no_effect(town: Town) -> None:
    counted(town, 1.0)
    found = asked(town)
    assert (found.answer.verdict, around(found, 0)) == (Verdict.NONE, True)


@pytest.mark.parametrize("looked", [Looked(What.TASK, "passport"), Looked(What.GROUP, "A")])
def test_a_task_and_its_group(town: Town, looked: Looked) -> None:
    counted(town, 2.0)
    assert asked(town, looked).answer.verdict is Verdict.UP


def test_a_task_nobody_asked_for(town: Town) -> None:
    counted(town, 2.0)
    found = asked(town, Looked(What.TASK, "mitid"))
    assert [one.lack for one in found.answer.missing] == [Lack.FEW_BEFORE, Lack.FEW_AFTER]


def test_a_share_that_stayed(town: Town) -> None:
    counted(town, 1.0)
    found = asked(town, Looked(What.SOLVED))
    assert (found.answer.verdict, around(found, 0), found.answer.compared) == (Verdict.NONE, True, False)


def test_a_season_of_votes_is_not_in_it(town: Town) -> None:
    counted(town, 1.0)
    number = asked(town).answer.numbers
    Task.objects.filter(key="mitid").update(seasonal=True)
    vote = Task.objects.get(key="mitid")
    Enquiry.objects.bulk_create(
        Enquiry(service_point=town.place, task=vote, happened_at=NOON, day=CHANGE - 30 * DAY, weekday=1, minute=600)
        for _ in range(300)
    )
    assert asked(town).answer.numbers == number


def test_a_branch_where_the_same_changed_is_not_compared_with(town: Town) -> None:
    counted(town, 2.0)
    Agreement.objects.create(service_point=town.sydby, since=CHANGE + 40 * DAY, small_start=True)
    found = asked(town)
    assert (found.beside, found.answer.compared, found.answer.verdict) == ([], False, Verdict.UP)


def test_a_branch_the_reader_may_not_see_is_not_compared_with(town: Town) -> None:
    counted(town, 2.0)
    change = Change(CHANGE, town.place.pk, Sort.NAMED)
    assert effect(Asked(change), [town.place.pk], NOON).beside == []


def test_only_the_time_before_if_wanted(town: Town) -> None:
    counted(town, 2.0)
    assert asked(town, beside=False).beside == []


def test_what_else_changed_there_is_told(town: Town) -> None:
    counted(town, 2.0)
    joined(town)
    found = asked(town, day=CHANGE + 7 * DAY)
    assert [(one.day, one.sort, one.before, one.after) for one in found.others] == [(CHANGE, Sort.MODEL, "1", "3")]


def test_what_else_changed_on_the_very_day_is_told_too(town: Town) -> None:
    """But not the tasks a model moves: those are the same change."""
    counted(town, 2.0)
    joined(town)
    Offer.objects.create(
        service_point=town.place, task=Task.objects.get(key="assessment"), since=CHANGE, role="receive"
    )
    told = [(one.day, one.sort) for one in asked(town).others]
    assert told == [(CHANGE, Sort.MODEL), (CHANGE, Sort.TASKS)]
    model = next(one for one in history([town.place.pk]) if one.sort is Sort.MODEL)
    assert effect(Asked(model), [town.place.pk], NOON).others == []


def test_days_nobody_counted_are_not_quiet_days(town: Town) -> None:
    counted(town, 1.0, first=CHANGE - 30 * DAY, level=8)
    Enquiry.objects.filter(service_point=town.place, day__range=(CHANGE + 60 * DAY, CHANGE + 89 * DAY)).delete()
    found = asked(town)
    assert (found.not_counted, found.answer.left_out) == (30, 5)


def test_a_change_before_the_first_count_or_too_late(town: Town) -> None:
    counted(town, 1.0)
    days = (FIRST - 400 * DAY, FIRST, FIRST + 100 * DAY, FIRST + 400 * DAY, LAST - 20 * DAY, LAST + 300 * DAY)
    lacks = [[one.lack for one in asked(town, day=day).answer.missing] for day in days]
    assert lacks == [[Lack.NOTHING_BEFORE], [Lack.NOTHING_BEFORE], [], [], [Lack.AFTER], [Lack.AFTER]]


def test_nothing_counted_at_all(town: Town) -> None:
    assert [one.lack for one in asked(town).answer.missing] == [Lack.NOTHING_BEFORE]


def visits(town: Town, factor: float) -> None:
    """Three years of months at both branches, each a little different."""
    LibraryMonth.objects.bulk_create(
        LibraryMonth(
            service_point=place,
            year=2023 + month // 12,
            month=month % 12 + 1,
            visits=round(much * (1 + 0.02 * ((month * 7) % 5 - 2)) * (grown if month >= 36 else 1)),
        )
        for place, much, grown in ((town.place, 2300, factor), (town.sydby, 1900, 1))
        for month in range(46)
    )


def test_visits_are_judged_by_months(town: Town) -> None:
    visits(town, 1.3)
    found = asked(town, Looked(What.VISITS))
    assert (found.answer.verdict, around(found, 30), found.answer.after) == (Verdict.UP, True, 10)


def test_loans_nobody_typed_in(town: Town) -> None:
    visits(town, 1.3)
    assert [one.lack for one in asked(town, Looked(What.LOANS)).answer.missing] == [Lack.NOTHING_BEFORE]


def test_statements_are_as_many_for_two_places_as_for_one(town: Town) -> None:
    counted(town, 1.0, first=CHANGE - 30 * DAY)
    change = Change(CHANGE, town.place.pk, Sort.NAMED)
    with CaptureQueriesContext(connection) as one:
        effect(Asked(change), [town.place.pk], NOON)
    with CaptureQueriesContext(connection) as two:
        effect(Asked(change), [town.place.pk, town.sydby.pk], NOON)
    assert len(two) == len(one)


def test_the_history_of_models_and_tasks(town: Town) -> None:
    joined(town)
    task = Task.objects.get(key="passport")
    Offer.objects.create(service_point=town.place, task=task, since=CHANGE, role="none")
    Offer.objects.create(service_point=town.sydby, task=Task.objects.get(key="mitid"), since=CHANGE)
    Offer.objects.create(service_point=town.sydby, task=task, since=CHANGE, role="receive")
    assert history([town.place.pk, town.sydby.pk]) == [
        Change(CHANGE, town.place.pk, Sort.MODEL, "1", "3"),
        Change(CHANGE, town.place.pk, Sort.TASKS, ended=("passport",)),
        Change(CHANGE, town.sydby.pk, Sort.TASKS, begun=("mitid",), altered=("passport",)),
    ]


def test_only_of_places_asked_for(town: Town) -> None:
    joined(town)
    assert history([town.sydby.pk]) == []


def set_week(town: Town, at: datetime, *periods: Period) -> None:
    set_hours(
        place=town.place.pk,
        layer=HoursLayer.STAFFED,
        hours=[Hours(one) for one in periods],
        by=SYSTEM,
        at=at,
        op=uuid4(),
    )


def test_hours_that_were_changed_from_a_day_on(town: Town) -> None:
    week = (Period(WEEKDAYS, (600, 960), last=CHANGE - DAY), Period(WEEKDAYS, (600, 1080), first=CHANGE))
    OpeningPeriod.objects.filter(service_point=town.place).delete()
    set_week(town, NOON - timedelta(days=500), *week)
    assert history([town.place.pk]) == [Change(CHANGE, town.place.pk, Sort.HOURS, 1800, 2400)]


def test_hours_that_were_changed_there_and_then(town: Town) -> None:
    OpeningPeriod.objects.filter(service_point=town.place).delete()
    set_week(town, NOON - timedelta(days=500), Period(WEEKDAYS, (600, 960)))
    set_week(town, NOON - timedelta(days=100), Period(WEEKDAYS | {5}, (600, 960)))
    day = (NOON - timedelta(days=100)).date()
    saturday = date(2026, 11, 21)
    then = hours_then([town.place.pk])
    assert history([town.place.pk]) == [Change(day, town.place.pk, Sort.HOURS, 1800, 2160)]
    assert (then.usual(town.place.pk, saturday), then.usual(town.place.pk, saturday - timedelta(days=700))) == (360, 0)
