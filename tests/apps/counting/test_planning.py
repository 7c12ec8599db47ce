"""Counting weeks are planned, changed while they may be, cancelled and closed; never two at a place on a day."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.counting import everywhere, facts, log, planned
from tests.people import Town, code, refused
from velkommen.apps.counting import actions
from velkommen.apps.counting.actions import planning
from velkommen.apps.counting.models import CountingDay, CountingWeek
from velkommen.apps.counting.queries import asking, week, week_called, weeks
from velkommen.apps.enquiries.models import Enquiry
from velkommen.domain.counting_weeks import Package, Question, Stage
from velkommen.domain.kinds import Channel
from velkommen.domain.refusals import Code
from velkommen.shared.log.models import Deed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PLAN = actions.plan_counting_week


def test_a_week_is_kept_as_it_was_planned(town: Town) -> None:
    said = facts(town, package=Package(frozenset({"mitid", "passport"}), frozenset({Channel.PHONE})))
    pk = PLAN(facts=said, **town.by(town.lea))["week"]
    found = week(pk, town.now.date())
    assert (found.facts, found.stage, found.ends) == (said, Stage.RUNNING, said.last)
    assert week_called("Uge 48", town.now.date()).row.pk == pk


def test_a_desk_is_told_what_is_asked_there_that_day(town: Town) -> None:
    planned(town, questions=frozenset({Question.AVOIDABLE, Question.DIGITAL}))
    found = asking(town.place.pk, town.now.date())
    assert found is not None
    assert (found.name, found.questions) == ("Uge 48", [Question.DIGITAL, Question.AVOIDABLE])
    assert asking(town.sydby.pk, town.now.date()) is None
    assert asking(town.place.pk, town.now.date() + 7 * DAY) is None


def test_planning_says_that_the_rules_are_others(town: Town) -> None:
    planned(town)
    assert Deed.objects.get(name="plan_counting_week").rules


def test_only_who_arranges_all_its_places_plans(town: Town) -> None:
    both = frozenset({town.place.pk, town.sydby.pk})
    assert code(PLAN, facts=facts(town), **town.by()) is Code.NOT_ALLOWED
    assert code(PLAN, facts=facts(town, places=both), **town.by(town.lea)) is Code.NOT_ALLOWED
    assert planned(town, everywhere(town), places=both)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (lambda town: {"first": town.now.date() - DAY}, Code.BAD_VALUE),
        (lambda town: {"last": town.now.date() - DAY}, Code.PERIOD_REVERSED),
        (lambda town: {"last": town.now.date() + 21 * DAY}, Code.WEEK_TOO_LONG),
        (lambda _: {"places": frozenset()}, Code.NO_PLACES),
        (lambda _: {"package": Package(frozenset({"flying"}), frozenset({Channel.PHONE}))}, Code.UNKNOWN_TASK),
    ],
    ids=["yesterday", "reversed", "too long", "no places", "an unknown task"],
)
def test_what_cannot_be_planned_is_refused(town: Town, wrong: Callable[[Town], dict[str, Any]], why: Code) -> None:
    assert code(PLAN, facts=facts(town, **wrong(town)), **town.by(town.lea)) is why
    assert CountingWeek.objects.count() == 0


def test_a_place_closed_for_good_counts_no_more(town: Town) -> None:
    town.place.active = False
    town.place.save()
    assert code(PLAN, facts=facts(town), **town.by(town.lea)) is Code.PLACE_RETIRED


def test_a_name_is_given_once(town: Town) -> None:
    planned(town)
    ahead = facts(town, first=town.now.date() + 10 * DAY, last=town.now.date() + 11 * DAY)
    assert code(PLAN, facts=ahead, **town.by(town.lea)) is Code.NAME_TAKEN


def test_two_weeks_never_share_a_place_and_a_day(town: Town) -> None:
    planned(town)
    last = town.now.date() + 6 * DAY
    other = facts(town, name="Uge 49", first=last, last=last + 6 * DAY)
    why, said = refused(PLAN, facts=other, **town.by(town.lea))
    assert (why, said) == (
        Code.WEEK_OVERLAPS,
        {"place": "Nordby", "week": "Uge 48", "on": last.isoformat()},
    )
    assert planned(town, name="Uge 49", first=last + DAY, last=last + 6 * DAY)


def test_another_place_may_count_in_the_same_days(town: Town) -> None:
    planned(town)
    assert planned(town, everywhere(town), name="Sydby", places=frozenset({town.sydby.pk}))


def test_the_control_without_the_look_the_database_refuses(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    planned(town)
    monkeypatch.setattr(planning, "_check", lambda *_: None)
    with pytest.raises(IntegrityError), transaction.atomic():
        planned(town, name="Uge 48 igen")


def test_before_it_begins_all_of_it_may_change(town: Town) -> None:
    first = town.now.date() + 2 * DAY
    pk = planned(town, first=first, last=first + DAY)
    said = facts(town, name="Anden", first=first + DAY, last=first + 3 * DAY, questions=frozenset(), target=95)
    actions.change_counting_week(week_id=pk, facts=said, **town.by(town.lea))
    assert week(pk, town.now.date()).facts == said
    days = CountingDay.objects.order_by("day").values_list("day", flat=True)
    assert list(days) == list(said.days())


@pytest.mark.parametrize(
    "change",
    [
        {"questions": frozenset({Question.DIGITAL})},
        {"package": Package(frozenset({"mitid"}), frozenset({Channel.PHONE}))},
    ],
)
def test_what_is_counted_stays_once_it_has_begun(town: Town, change: dict[str, Any]) -> None:
    pk = planned(town)
    asked = {"week_id": pk, "facts": facts(town, **change)}
    assert refused(actions.change_counting_week, **asked, **town.by(town.lea)) == (
        Code.WEEK_BEGUN,
        {"week": "Uge 48"},
    )


def test_name_target_and_last_day_may_change_on_the_way(town: Town) -> None:
    pk = planned(town)
    town.later(days=2)
    said = facts(town, name="Uge 48-49", first=town.now.date() - 2 * DAY, last=town.now.date() + 9 * DAY, target=70)
    actions.change_counting_week(week_id=pk, facts=said, **town.by(town.lea))
    assert (week(pk, town.now.date()).facts, CountingDay.objects.count()) == (said, 12)
    back = facts(town, first=said.first, last=town.now.date() - DAY)
    assert code(actions.change_counting_week, week_id=pk, facts=back, **town.by(town.lea)) is Code.BAD_VALUE


def test_cancelled_on_the_way_the_days_so_far_stay_and_others_may_have_the_rest(town: Town) -> None:
    pk = planned(town)
    kept = log(town)
    town.later(days=2)
    actions.cancel_counting_week(week_id=pk, **town.by(town.lea))
    found = week(pk, town.now.date())
    assert (found.stage, found.ends, found.begun) == (Stage.CANCELLED, town.now.date() - DAY, True)
    assert (asking(town.place.pk, town.now.date()), Enquiry.objects.get().pk) == (None, kept)
    assert planned(town, name="En anden")


def test_a_week_that_is_closed_or_cancelled_stays_so(town: Town) -> None:
    pk = planned(town)
    actions.cancel_counting_week(week_id=pk, **town.by(town.lea))
    for deed in (actions.cancel_counting_week, actions.close_counting_week):
        assert code(deed, week_id=pk, **town.by(town.lea)) is Code.WEEK_ENDED
    assert code(actions.change_counting_week, week_id=pk, facts=facts(town), **town.by(town.lea)) is Code.WEEK_ENDED


def test_closed_when_it_is_over_and_not_before(town: Town) -> None:
    pk = planned(town)
    why, said = refused(actions.close_counting_week, week_id=pk, **town.by(town.lea))
    assert (why, said["on"]) == (Code.WEEK_NOT_OVER, (town.now.date() + 6 * DAY).isoformat())
    town.later(days=7)
    actions.close_counting_week(week_id=pk, **town.by(town.lea))
    assert [one.stage for one in weeks(town.now.date())] == [Stage.CLOSED]


def test_a_week_nobody_planned_is_unknown(town: Town) -> None:
    assert code(actions.close_counting_week, week_id=9, **town.by(town.lea)) is Code.UNKNOWN_WEEK


def test_pressed_twice_it_is_planned_once(town: Town) -> None:
    by = town.by(town.lea)
    assert PLAN(facts=facts(town), **by) == PLAN(facts=facts(town), **by)
    assert CountingWeek.objects.count() == 1
