"""Several matters in one visit, how each ended, and how a visit ends."""

from typing import Any
from uuid import uuid4

import pytest

from tests.people import Town, code, matter, past, refused, state
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.domain.outcomes import Outcome, Reason
from velkommen.domain.refusals import Code
from velkommen.shared.actor import Actor, ActorKind


def outcomes() -> dict[str, str]:
    return dict(Enquiry.objects.values_list("task__key", "outcome"))


def test_time_from_now_on_belongs_to_the_new_matter(town: Town) -> None:
    visit = town.serving()
    town.later(seconds=100)
    actions.add_matter(visit=visit.pk, task="mitid", **town.by())
    town.later(seconds=40)
    actions.record_outcome(
        visit=visit.pk, enquiry=Enquiry.objects.get(current=False).pk, outcome=Outcome.SOLVED, **town.by()
    )
    actions.finish_visit(visit=visit.pk, outcome=Outcome.SELF_SERVICE, **town.by())
    served = Period.objects.filter(kind="serving").order_by("id").values_list("enquiry__task__key", "seconds")
    assert (list(served), outcomes()) == (
        [("passport", 100), ("mitid", 40)],
        {"passport": "solved", "mitid": "self_service"},
    )


def test_a_visit_ends_only_when_every_matter_has_an_outcome(town: Town) -> None:
    visit = town.serving()
    actions.add_matter(visit=visit.pk, task="mitid", **town.by())
    no = refused(actions.finish_visit, visit=visit.pk, outcome=Outcome.SOLVED, **town.by())
    assert no == (Code.OUTCOME_MISSING, {"label": "A001", "tasks": ["passport (da)"]})
    assert (state(visit), outcomes()) == ("serving", {"passport": "", "mitid": ""})


@pytest.mark.parametrize(("task", "why"), [("nonsense", Code.UNKNOWN_TASK), ("loans", Code.UNKNOWN_TASK)])
def test_a_matter_that_is_not_offered_is_not_added(town: Town, task: str, why: Code) -> None:
    visit = town.serving()
    assert (code(actions.add_matter, visit=visit.pk, task=task, **town.by()), Enquiry.objects.count()) == (why, 1)


def test_a_matter_is_added_only_to_who_is_served(town: Town) -> None:
    assert code(actions.add_matter, visit=town.called().pk, task="mitid", **town.by()) is Code.ILLEGAL_MOVE


def test_the_unit_that_answers_is_who_notes_the_outcome(town: Town) -> None:
    visit = town.serving()
    actions.record_outcome(visit=visit.pk, outcome=Outcome.SOLVED, **town.by(town.ali))
    assert matter(visit).unit == "citizen_service"


@pytest.mark.parametrize(
    ("ending", "kept"),
    [
        ({"outcome": Outcome.TO_AUTHORITY, "destination": "tax"}, ("to_authority", "tax", "")),
        ({"outcome": Outcome.TO_DEPARTMENT, "destination": "social"}, ("to_department", "social", "")),
        ({"outcome": Outcome.NOT_POSSIBLE, "reason": Reason.SYSTEM_DOWN}, ("not_possible", None, "system_down")),
        ({"outcome": Outcome.COME_BACK}, ("come_back", None, "")),
    ],
)
def test_an_outcome_keeps_what_it_carries(
    town: Town, ending: dict[str, Any], kept: tuple[str, str | None, str]
) -> None:
    visit = town.serving()
    actions.finish_visit(visit=visit.pk, **ending, **town.by())
    assert Enquiry.objects.values_list("outcome", "destination__key", "reason").get() == kept


@pytest.mark.parametrize(
    ("ending", "why"),
    [
        ({"outcome": Outcome.TO_AUTHORITY}, Code.DESTINATION_MISSING),
        ({"outcome": Outcome.TO_AUTHORITY, "destination": "social"}, Code.DESTINATION_WRONG_KIND),
        ({"outcome": Outcome.SOLVED, "destination": "tax"}, Code.DESTINATION_WRONG_KIND),
        ({"outcome": Outcome.TO_AUTHORITY, "destination": "nowhere"}, Code.UNKNOWN_DESTINATION),
        ({"outcome": Outcome.NOT_POSSIBLE}, Code.REASON_MISSING),
        ({"outcome": Outcome.SOLVED, "reason": Reason.OTHER}, Code.REASON_MISSING),
    ],
)
def test_an_outcome_that_lacks_something_changes_nothing(town: Town, ending: dict[str, Any], why: Code) -> None:
    visit = town.serving()
    assert (code(actions.record_outcome, visit=visit.pk, **ending, **town.by()), outcomes()) == (why, {"passport": ""})
    assert (code(actions.finish_visit, visit=visit.pk, **ending, **town.by()), state(visit)) == (why, "serving")


def test_a_judgement_is_not_solved_at_the_desk_but_with_an_expert(town: Town) -> None:
    visit = town.serving("assessment")
    no = code(actions.record_outcome, visit=visit.pk, outcome=Outcome.SOLVED, **town.by())
    actions.record_outcome(visit=visit.pk, outcome=Outcome.SOLVED_WITH_EXPERT, **town.by())
    assert (no, outcomes()) == (Code.DISCRETION_AT_DESK, {"assessment": "solved_with_expert"})


@pytest.mark.parametrize("whose", ["nobody's", "another visit's"])
def test_only_a_matter_of_this_very_visit_gets_an_outcome(town: Town, whose: str) -> None:
    other = town.draw()
    visit = town.serving("mitid")
    enquiry = matter(other).pk if whose == "another visit's" else uuid4()
    no = code(actions.record_outcome, visit=visit.pk, enquiry=enquiry, outcome=Outcome.SOLVED, **town.by())
    assert (no, outcomes()) == (Code.UNKNOWN_ENQUIRY, {"passport": "", "mitid": ""})


def test_who_did_not_come_left(town: Town) -> None:
    visit = town.called()
    town.later(seconds=90)
    actions.no_show(visit=visit.pk, **town.by())
    assert (state(visit), visit.ending, visit.ended_at, outcomes()) == (
        "ended",
        "no_show",
        town.now,
        {"passport": "left"},
    )
    assert past(visit) == [("waiting", 60), ("called", 90)]


def test_who_goes_after_one_of_two_matters_left_the_other(town: Town) -> None:
    visit = town.serving()
    actions.record_outcome(visit=visit.pk, outcome=Outcome.SOLVED, **town.by())
    actions.add_matter(visit=visit.pk, task="mitid", **town.by())
    actions.park_visit(visit=visit.pk, **town.by())
    actions.leave_visit(visit=visit.pk, **town.by())
    assert (state(visit), visit.ending, outcomes()) == ("ended", "left", {"passport": "solved", "mitid": "left"})


def test_a_citizen_leaves_by_the_link_of_the_visit_and_by_no_other(town: Town) -> None:
    mine, other = town.draw(), town.draw()
    citizen = Actor(ActorKind.CITIZEN, mine.pk)
    assert code(actions.leave_visit, visit=other.pk, **town.by(citizen)) is Code.NOT_ALLOWED
    actions.leave_visit(visit=mine.pk, **town.by(citizen))
    assert (state(mine), state(other)) == ("ended", "waiting")


def test_what_is_over_stays_over(town: Town) -> None:
    visit = town.serving()
    actions.finish_visit(visit=visit.pk, outcome=Outcome.SOLVED, **town.by())
    deeds = [actions.no_show, actions.leave_visit, actions.park_visit, actions.finish_visit, actions.consult_expert]
    assert {code(deed, visit=visit.pk, **town.by()) for deed in deeds} == {Code.ILLEGAL_MOVE}
    assert past(visit) == [("waiting", 60), ("called", 20), ("serving", 0)]
