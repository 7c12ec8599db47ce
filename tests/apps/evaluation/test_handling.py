"""How long a task takes: measured where somebody was served, in the last days, and said only when it is enough."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import Town
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.evaluation.handling import DAYS, Handling, enough, handling, minutes
from velkommen.domain.measures import FEW, Spread
from velkommen.domain.outcomes import Outcome
from velkommen.shared import clock


def serve(town: Town, seconds: int, task: str = "passport", **by: Any) -> UUID:
    """Somebody is served for so long, by the deeds of the desk; the id of the enquiry."""
    place, desk, who = by.get("place", town.place), by.get("desk", town.desk), by.get("who", town.mette)
    visit = town.draw(task, place)
    actions.call_visit(visit=visit.pk, desk=desk.pk, **town.by(who))
    actions.start_service(visit=visit.pk, **town.by(who))
    town.later(seconds=seconds)
    actions.finish_visit(visit=visit.pk, outcome=Outcome.SOLVED, **town.by(who))
    return Enquiry.objects.get(visit=visit).pk


def measured(town: Town, task: str = "passport") -> Handling:
    return handling(task, clock.local_day(town.now))


def test_what_half_stayed_under_is_measured_over_all_and_at_each_place_with_enough(town: Town) -> None:
    for number in range(FEW):
        serve(town, 60 * (number + 1))
    for _ in range(FEW - 1):
        serve(town, 3600, place=town.sydby, desk=town.sydby_desk, who=town.sara)
    found = measured(town)
    nordby, everywhere = found.places[0][1], found.everywhere
    assert [name for name, _ in found.places] == ["Nordby"]
    assert ((nordby.measured, minutes(nordby)), (everywhere.measured, minutes(everywhere))) == ((20, 10), (39, 20))


def test_a_visit_that_is_put_on_hold_is_measured_without_it(town: Town) -> None:
    visit = town.serving()
    town.later(seconds=100)
    actions.park_visit(visit=visit.pk, **town.by())
    town.later(seconds=5000)
    actions.resume_visit(visit=visit.pk, desk=town.desk.pk, **town.by())
    town.later(seconds=20)
    actions.finish_visit(visit=visit.pk, outcome=Outcome.SOLVED, **town.by())
    assert measured(town).everywhere.median == 120


def test_another_task_has_times_of_its_own(town: Town) -> None:
    serve(town, 600), serve(town, 60, "mitid")
    assert (measured(town).everywhere.median, measured(town, "mitid").everywhere.median) == (600, 60)


@pytest.mark.parametrize("changed", [{"withdrawn": True}, {"unreliable": True}, {"outcome": ""}, {"outcome": "left"}])
def test_what_was_undone_set_aside_or_not_answered_is_not_measured(town: Town, changed: dict[str, Any]) -> None:
    serve(town, 600)
    assert measured(town).everywhere.measured == 1
    Enquiry.objects.update(**changed)
    assert measured(town).everywhere.measured == 0


def test_who_left_or_waits_still_is_not_measured(town: Town) -> None:
    town.draw(), town.serving()
    assert measured(town).everywhere.measured == 0


@pytest.mark.parametrize(("days", "number"), [(DAYS - 1, 1), (DAYS, 0)])
def test_only_the_last_days_are_looked_at(town: Town, days: int, number: int) -> None:
    serve(town, 600)
    town.later(days=days)
    assert measured(town).everywhere.measured == number


@pytest.mark.parametrize(("seconds", "said"), [(0, 1), (20, 1), (89, 1), (91, 2), (540, 9)])
def test_minutes_are_whole_and_never_none(seconds: int, said: int) -> None:
    assert minutes(Spread(1, float(seconds), seconds, seconds)) == said


@pytest.mark.parametrize(("number", "says"), [(FEW - 1, False), (FEW, True)])
def test_a_few_say_nothing(number: int, says: bool) -> None:
    assert enough(Spread(number, 1.0, 1, 1)) is says


def test_it_costs_two_statements_whatever_was_measured(town: Town) -> None:
    serve(town, 600), serve(town, 60, place=town.sydby, desk=town.sydby_desk, who=town.sara)
    with CaptureQueriesContext(connection) as asked:
        measured(town)
    assert len(asked) == 2
