"""Which numbers have a prediction and a truth: those that were told a wait, and waited until they were called."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.people import Town
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.models import Enquiry, Forecast
from velkommen.apps.evaluation.calibration import came
from velkommen.apps.roster.actions import take_seat
from velkommen.apps.visits.models import Visit
from velkommen.domain.waiting.calibration import Came
from velkommen.domain.waiting.line import How
from velkommen.domain.waiting.replay import Wait
from velkommen.shared import clock


def seen(town: Town) -> list[Came]:
    day = clock.local_day(town.now)
    return came([town.place.pk], day, day)


def test_a_number_is_told_a_wait_that_is_kept(town: Town) -> None:
    take_seat(place=town.place.pk, desk=town.desk.pk, **town.by())
    visit = town.draw()
    kept = Forecast.objects.get()
    assert (kept.visit_id, kept.how, kept.low, kept.middle, kept.high, kept.made_at) == (
        visit.pk,
        "measured",
        0,
        0,
        0,
        town.now,
    )


def test_those_before_are_in_it(town: Town) -> None:
    for _ in range(3):
        town.draw()
    low, middle, high = Forecast.objects.order_by("-id").values_list("low", "middle", "high")[0]
    assert 2 < low < middle < high < 30


def test_the_truth_is_the_time_until_the_call(town: Town) -> None:
    visit = town.serving()
    Forecast.objects.filter(visit=visit).update(low=1, middle=2, high=4, how="longest")
    assert seen(town) == [Came(town.place.pk, How.LONGEST, Wait(1, 2, 4), 1.0)]


def test_who_was_called_and_did_not_come_waited_until_the_call(town: Town) -> None:
    visit = town.called()
    town.later(minutes=5)
    actions.no_show(visit=visit.pk, **town.by())
    assert [one.waited for one in seen(town)] == [1.0]


def test_who_left_before_has_no_truth(town: Town) -> None:
    visit = town.draw()
    town.later(minutes=5)
    actions.leave_visit(visit=visit.pk, **town.by())
    assert seen(town) == []


def test_who_was_sent_on_before_a_call_has_no_truth(town: Town) -> None:
    visit = town.draw()
    town.later(minutes=5)
    actions.transfer_visit(visit=visit.pk, task="mitid", **town.by())
    town.later(minutes=5)
    actions.call_visit(visit=visit.pk, desk=town.desk.pk, **town.by())
    actions.no_show(visit=visit.pk, **town.by())
    assert seen(town) == []


def test_the_first_wait_counts_not_a_later_one(town: Town) -> None:
    visit = town.serving()
    actions.transfer_visit(visit=visit.pk, task="mitid", **town.by())
    town.later(minutes=9)
    actions.call_visit(visit=visit.pk, desk=town.desk.pk, **town.by())
    assert [one.waited for one in seen(town)] == [1.0]


def test_an_unreliable_measurement_is_no_truth(town: Town) -> None:
    visit = town.called()
    actions.no_show(visit=visit.pk, **town.by())
    Enquiry.objects.filter(visit=visit).update(unreliable=True)
    assert seen(town) == []


def test_other_places_and_days_are_not_in_it(town: Town) -> None:
    actions.no_show(visit=town.called().pk, **town.by())
    day = clock.local_day(town.now)
    assert (len(came([town.place.pk], day, day)), came([town.sydby.pk], day, day)) == (1, [])
    assert came([town.place.pk], day + timedelta(days=1), day + timedelta(days=9)) == []


def test_a_whole_period_is_one_statement(town: Town) -> None:
    for _ in range(3):
        actions.no_show(visit=town.called().pk, **town.by())
    with CaptureQueriesContext(connection) as asked:
        assert len(seen(town)) == 3
    assert len(asked) == 1


def test_nobody_who_can_is_no_prediction(town: Town) -> None:
    """Somebody served without a number is told none either."""
    actions.serve_without_number(place=town.place.pk, desk=town.desk.pk, task="mitid", **town.by())
    assert (Visit.objects.count(), Forecast.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    "facts", [{"low": 9}, {"high": 7}, {"low": -1}, {"how": "guessed"}], ids=["low", "high", "below zero", "how"]
)
def test_the_database_refuses_a_prediction_that_is_none(facts: dict[str, object], town: Town) -> None:
    kept = Forecast.objects.filter(visit=town.draw())
    kept.update(low=4, middle=8, high=20)
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.update(**facts)
