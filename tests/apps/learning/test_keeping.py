"""What a competence asks for to be kept, and what use makes last longer."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.apps.learning.learners import KEY, able, held, today
from tests.people import Town, code, matter
from velkommen.apps.enquiries import actions as desk
from velkommen.apps.learning import actions, models, queries
from velkommen.apps.learning.models import Refreshment
from velkommen.domain.competence import Level
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Code
from velkommen.domain.training import Terms
from velkommen.shared.actor import SYSTEM


def terms(town: Town, **facts: Any) -> None:
    actions.set_learning_terms(key=KEY, terms=Terms(**facts), **town.by(SYSTEM))


def serve(town: Town, times: int) -> None:
    """Mette serves people who come for a passport."""
    for _ in range(times):
        visit = town.serving()
        town.later(seconds=60)
        desk.record_outcome(visit=visit.pk, enquiry=matter(visit).pk, outcome=Outcome.SOLVED, **town.by())
        desk.finish_visit(visit=visit.pk, **town.by())


def refresh(town: Town) -> bool:
    """As the worker does it."""
    due = queries.anything_due(town.now)
    if due:
        actions.refresh_competences(**town.by(SYSTEM))
    return due


def ends_soon(town: Town) -> date:
    last = today(town) + timedelta(days=10)
    able(town, town.mette, Level.ALONE, last=last)
    return last


def test_what_is_used_enough_lasts_as_long_again_and_says_so(town: Town) -> None:
    terms(town, lasts=6, refreshed_by=3)
    ends_soon(town)
    serve(town, 3)
    assert refresh(town)
    until = date(2027, 5, 23)
    assert held(town.mette) == [("alone", None, until)]
    said = Refreshment.objects.values_list("staff", "key", "day", "until", "enquiries").get()
    assert said == (town.mette.id, KEY, today(town), until, 3)
    assert not refresh(town)


@pytest.mark.parametrize("facts", [{"lasts": 6, "refreshed_by": 3}, {"lasts": 6}, {"minimum": 1}])
def test_what_is_used_too_seldom_or_has_no_such_terms_ends(town: Town, facts: dict[str, int]) -> None:
    terms(town, **facts)
    last = ends_soon(town)
    serve(town, 2)
    assert not refresh(town)
    assert held(town.mette) == [("alone", None, last)]


def test_what_ended_yesterday_does_not_come_back_by_itself(town: Town) -> None:
    terms(town, lasts=6, refreshed_by=1)
    serve(town, 1)
    able(town, town.mette, Level.ALONE, last=today(town) - timedelta(days=1))
    assert not refresh(town)


def test_what_goes_on_anyway_is_left_alone(town: Town) -> None:
    terms(town, lasts=6, refreshed_by=1)
    last = ends_soon(town)
    able(town, town.mette, Level.ALONE, first=last + timedelta(days=1))
    serve(town, 1)
    assert not refresh(town)


@pytest.mark.parametrize(
    ("facts", "no"),
    [
        ({"lasts": 0}, Code.BAD_TERMS),
        ({"lasts": 121}, Code.BAD_TERMS),
        ({"minimum": 0}, Code.BAD_TERMS),
        ({"refreshed_by": 5}, Code.REFRESHED_WITHOUT_END),
    ],
)
def test_terms_that_cannot_be(town: Town, facts: dict[str, int], no: Code) -> None:
    assert code(lambda: terms(town, **facts)) is no


def test_terms_that_ask_for_nothing_are_gone(town: Town) -> None:
    terms(town, lasts=6)
    assert queries.all_terms() == {KEY: Terms(lasts=6)}
    terms(town)
    assert not models.Terms.objects.exists()


def test_a_leader_of_one_place_sets_no_terms_of_all(town: Town) -> None:
    wanted = {"key": KEY, "terms": Terms(lasts=6)}
    assert code(lambda: actions.set_learning_terms(**wanted, **town.by(town.lea))) is Code.NOT_ALLOWED


def test_use_is_counted_by_person_competence_and_month(town: Town) -> None:
    serve(town, 2)
    found = queries.used(date(2026, 11, 1), date(2026, 12, 1))
    assert found == [queries.Used(town.place.pk, town.mette.id, "passport", date(2026, 11, 1), 2)]
    assert queries.used(date(2026, 12, 1), date(2027, 1, 1)) == []


def test_volume_is_that_of_the_last_whole_months(town: Town) -> None:
    serve(town, 3)
    assert queries.volume(town.place.pk, 2, at=town.now) == {}
    town.later(days=10)
    assert queries.volume(town.place.pk, 2, at=town.now) == {"passport": {town.mette.id: 1.5}}
