"""A round of the staff: started by those who lead, answered once by each, told when it is closed."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.people import code, refused, somebody
from tests.surveys import Surveys, all_say
from velkommen.apps.placement.models import Posting
from velkommen.apps.surveys import actions, queries
from velkommen.apps.surveys.models import Box, Invited, Round
from velkommen.domain.kinds import Unit
from velkommen.domain.measures import Share
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Role
from velkommen.domain.surveys import Audience, Said
from velkommen.shared.actor import PUBLIC

pytestmark = pytest.mark.django_db


def test_a_round_asks_both_groups_of_its_places_each_once(surveys: Surveys) -> None:
    town = surveys.town
    somebody("pia", (town.place, Role.CLERK), unit=Unit.PARTNER)
    somebody("erik", (town.place, Role.EXPERT))
    somebody("adam", (None, Role.ADMIN))
    somebody("bo", (town.sydby, Role.CLERK), (town.place, Role.CLERK))
    somebody("ida", (town.place, Role.CLERK), (town.place, Role.LEAD))
    surveys.round()
    assert sorted(Invited.objects.values_list("staff__username", flat=True)) == ["ali", "bo", "ida", "lea", "mette"]
    assert list(Box.objects.order_by("group").values_list("group", "asked", "answers")) == [
        ("citizen_service", 1, 0),
        ("library", 4, 0),
    ]


def test_only_those_who_lead_all_its_places_start_and_close_it(surveys: Surveys) -> None:
    town, first = surveys.town, surveys.town.now.date()
    facts = {"first": first, "last": first}
    assert code(actions.start_round, at_places={town.place.pk}, **facts, **town.by()) is Code.NOT_ALLOWED
    both = {town.place.pk, town.sydby.pk}
    assert code(actions.start_round, at_places=both, **facts, **town.by(town.lea)) is Code.NOT_ALLOWED
    assert refused(actions.start_round, at_places=set(), **facts, **town.by(town.lea)) == (
        Code.NOTHING_GIVEN,
        {"field": "places"},
    )
    round_id = surveys.round()
    assert code(actions.close_round, round_id=round_id, **town.by()) is Code.NOT_ALLOWED
    assert code(actions.close_round, round_id=0, **town.by(town.lea)) is Code.UNKNOWN_SURVEY


def test_two_rounds_do_not_ask_a_place_at_one_time(surveys: Surveys) -> None:
    surveys.round(days=7)
    assert refused(surveys.round) == (Code.SURVEY_RUNS, {"place": "Nordby"})
    after = surveys.town.now.date() + timedelta(days=7)
    surveys.round(first=after, last=after)


def test_where_nobody_is_posted_nobody_can_be_asked(surveys: Surveys) -> None:
    town = surveys.town
    lead = somebody("lis", (town.sydby, Role.LEAD), unit=Unit.PARTNER)
    Posting.objects.filter(service_point=town.sydby).exclude(staff=lead.id).delete()
    day = town.now.date()
    facts = {"at_places": {town.sydby.pk}, "first": day, "last": day}
    assert code(actions.start_round, **facts, **town.by(lead)) is Code.NOBODY_TO_INVITE


def test_each_answers_once(surveys: Surveys) -> None:
    town, round_id, op = surveys.town, surveys.round(), uuid4()
    for _ in range(2):  # a double press
        assert surveys.vote(round_id, town.mette, op=op) == {"counted": True}
    assert code(surveys.vote, round_id=round_id, who=town.mette) is Code.ANSWERED_ALREADY
    assert queries.mine(town.mette.id, town.now) is None
    assert queries.mine(town.ali.id, town.now) is not None
    assert [one.answers for one in queries.running([town.place.pk])] == [1]


def test_rounds_that_run_cost_three_statements_wherever_they_ask(
    surveys: Surveys, django_assert_num_queries: object
) -> None:
    surveys.round()
    with django_assert_num_queries(3):  # type: ignore[operator]  # of pytest-django
        assert len(queries.running([surveys.town.place.pk])) == 1


def test_who_is_not_asked_or_comes_at_another_time_is_told_so(surveys: Surveys) -> None:
    town = surveys.town
    ahead = town.now.date() + timedelta(days=3)
    round_id = surveys.round(first=ahead, last=ahead)
    assert refused(surveys.vote, round_id=round_id, who=town.mette) == (Code.SURVEY_NOT_YET, {"on": "2026-11-27"})
    town.later(days=3)
    assert code(surveys.vote, round_id=round_id, who=town.sara) is Code.NOT_INVITED
    assert code(surveys.vote, round_id=0, who=town.mette) is Code.UNKNOWN_SURVEY
    half = {"round_id": round_id, "said": Said({"equal": "high"})}
    assert code(actions.answer_as_staff, **half, **town.by()) is Code.ANSWER_MISSING
    town.later(days=1)
    assert code(surveys.vote, round_id=round_id, who=town.mette) is Code.SURVEY_CLOSED


def test_a_round_closes_by_hand_or_by_itself_and_then_forgets_who_answered(surveys: Surveys) -> None:
    by_hand = surveys.round(days=1)
    surveys.vote(by_hand, surveys.town.mette)
    surveys.close(by_hand)
    assert code(actions.close_round, round_id=by_hand, **surveys.town.by(surveys.town.lea)) is Code.SURVEY_CLOSED
    surveys.round(days=1)
    assert Invited.objects.exists()
    surveys.night(days=1)
    assert (Invited.objects.count(), Round.objects.filter(closed_at=None).count()) == (0, 0)


def test_it_is_told_when_it_is_closed_and_of_few_nothing(surveys: Surveys) -> None:
    town = surveys.town
    library = [*surveys.staff(f"l{n}" for n in range(11)), town.mette]
    service = [*surveys.staff([f"c{n}" for n in range(9)], Unit.CITIZEN_SERVICE), town.ali]
    round_id = surveys.round()
    for number, who in enumerate(library):
        surveys.vote(round_id, who, "high" if number < 6 else "lesser")
    for who in service[:4]:
        surveys.vote(round_id, who, "some")
    assert queries.results(Audience.STAFF) == []
    surveys.close(round_id)
    (found,) = queries.results(Audience.STAFF)
    assert [(line.group, line.places, line.rate) for line in found.told.lines] == [("", frozenset(), Share(16, 23))]


def test_an_answer_of_somebody_else_is_not_taken_for_ones_own(surveys: Surveys) -> None:
    round_id = surveys.round()
    public = {"round_id": round_id, "said": all_say("high")}
    assert code(actions.answer_as_staff, **public, **surveys.town.by(PUBLIC)) is Code.NOT_INVITED
