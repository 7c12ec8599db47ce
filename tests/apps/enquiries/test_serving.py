"""At the desk: start, hold, expert, hand over; the time of each kept apart."""

from typing import Any

import pytest

from tests.people import Town, code, matter, past, refused, state
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.visits.models import Visit
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Code

CAME = [("waiting", 60), ("called", 20)]


def test_waiting_way_and_service_are_three_periods(town: Town) -> None:
    visit = town.serving()
    town.later(seconds=300)
    actions.finish_visit(visit=visit.pk, outcome=Outcome.SOLVED, **town.by())
    assert past(visit) == [*CAME, ("serving", 300)]


def test_each_period_begins_where_the_last_ended_and_says_who_and_where(town: Town) -> None:
    visit = town.serving()
    actions.park_visit(visit=visit.pk, **town.by())
    rows = list(Period.objects.order_by("id").values_list("started_at", "ended_at", "desk_id", "staff_id"))
    assert [row[1] for row in rows] == [row[0] for row in rows[1:]] + [town.now]
    assert [row[2:] for row in rows] == [(None, None), *[(town.desk.pk, town.mette.id)] * 2]


def test_serve_now_starts_from_the_line_at_a_desk(town: Town) -> None:
    visit = town.draw()
    town.later(seconds=45)
    actions.start_service(visit=visit.pk, desk=town.desk.pk, **town.by())
    assert (state(visit), visit.desk, past(visit)) == ("serving", town.desk, [("waiting", 45)])


def test_serve_now_needs_a_desk(town: Town) -> None:
    visit = town.draw()
    assert (code(actions.start_service, visit=visit.pk, **town.by()), state(visit)) == (Code.UNKNOWN_DESK, "waiting")


def test_who_was_called_to_one_desk_is_not_started_at_another(town: Town) -> None:
    visit = town.called()
    no, facts = refused(actions.start_service, visit=visit.pk, desk=town.other_desk.pk, **town.by(town.ali))
    assert (no, facts["who"], facts["desk"], state(visit)) == (Code.ILLEGAL_MOVE, "Mette", "Skranke 1", "called")


def test_the_desk_is_free_while_somebody_is_on_hold(town: Town) -> None:
    parked = town.serving()
    town.later(seconds=30)
    actions.park_visit(visit=parked.pk, **town.by())
    other = town.serving()
    assert (state(parked), state(other), parked.staff_id) == ("parked", "serving", town.mette.id)


def test_the_expert_is_a_period_of_its_own(town: Town) -> None:
    visit = town.serving()
    town.later(seconds=30)
    actions.consult_expert(visit=visit.pk, **town.by())
    town.later(seconds=40)
    actions.end_consult(visit=visit.pk, desk=town.desk.pk, **town.by())
    assert (state(visit), past(visit)) == ("serving", [*CAME, ("serving", 30), ("with_expert", 40)])


def test_a_colleague_resumes_at_another_desk(town: Town) -> None:
    visit = town.serving()
    actions.park_visit(visit=visit.pk, **town.by())
    actions.resume_visit(visit=visit.pk, desk=town.other_desk.pk, **town.by(town.ali))
    assert (state(visit), visit.desk, visit.staff_id) == ("serving", town.other_desk, town.ali.id)


@pytest.mark.parametrize(("away", "back"), [("park_visit", "resume_visit"), ("consult_expert", "end_consult")])
def test_nobody_comes_back_to_a_busy_desk(town: Town, away: str, back: str) -> None:
    visit = town.serving()
    getattr(actions, away)(visit=visit.pk, **town.by())
    town.serving()
    no = code(getattr(actions, back), visit=visit.pk, desk=town.desk.pk, **town.by(town.ali))
    assert (no, state(visit)) == (Code.DESK_BUSY, {"park_visit": "parked", "consult_expert": "with_expert"}[away])


@pytest.mark.parametrize("back", ["resume_visit", "end_consult"])
def test_nobody_comes_back_who_was_not_away(town: Town, back: str) -> None:
    visit = town.serving()
    assert code(getattr(actions, back), visit=visit.pk, desk=town.other_desk.pk, **town.by()) is Code.ILLEGAL_MOVE


@pytest.mark.parametrize("deed", ["park_visit", "consult_expert", "no_show", "recall_visit", "leave_visit"])
def test_a_visit_of_another_place_is_not_touched(town: Town, deed: str) -> None:
    visit = town.serving()
    before = Visit.objects.values().get()
    no = code(getattr(actions, deed), visit=visit.pk, **town.by(town.sara))
    assert (no, Visit.objects.values().get()) == (Code.NOT_ALLOWED, before)


def hand_over(town: Town, visit: Visit, **to: Any) -> Any:
    return actions.transfer_visit(visit=visit.pk, **to, **town.by())


def test_handing_over_keeps_visit_number_history_and_place_in_line(town: Town) -> None:
    visit = town.serving()
    queued_at = visit.queued_at
    town.later(seconds=100)
    hand_over(town, visit, task="assessment")
    visit.refresh_from_db()
    assert (visit.label, visit.queued_at, visit.group.letter, visit.desk) == ("A001", queued_at, "B", None)
    assert (state(visit), past(visit), Visit.objects.count()) == ("waiting", [*CAME, ("serving", 100)], 1)


def test_the_wait_before_and_after_handing_over_are_both_kept(town: Town) -> None:
    visit = town.serving()
    hand_over(town, visit, for_desk=town.other_desk.pk)
    town.later(seconds=50)
    actions.call_visit(visit=visit.pk, desk=town.other_desk.pk, **town.by(town.ali))
    assert [period for period in past(visit) if period[0] == "waiting"] == [("waiting", 60), ("waiting", 50)]


def test_handing_over_to_a_task_turns_the_matter_that_has_no_outcome(town: Town) -> None:
    visit = town.serving()
    hand_over(town, visit, task="assessment")
    assert (matter(visit).task.key, Enquiry.objects.count()) == ("assessment", 1)


def test_handing_over_after_an_outcome_begins_a_new_matter(town: Town) -> None:
    visit = town.serving()
    actions.record_outcome(visit=visit.pk, outcome=Outcome.SOLVED, **town.by())
    hand_over(town, visit, task="assessment")
    visit.refresh_from_db()
    rows = list(Enquiry.objects.order_by("current").values_list("task__key", "outcome", "current"))
    assert (rows, visit.matters) == ([("passport", "solved", False), ("assessment", "", True)], 2)


@pytest.mark.parametrize(
    ("to", "why"),
    [({}, Code.NOTHING_GIVEN), ({"task": "nonsense"}, Code.UNKNOWN_TASK), ({"for_desk": 987654}, Code.UNKNOWN_DESK)],
)
def test_handing_over_to_nowhere_changes_nothing(town: Town, to: dict[str, Any], why: Code) -> None:
    visit = town.serving()
    assert (code(hand_over, town=town, visit=visit, **to), state(visit), past(visit)) == (why, "serving", CAME)


def test_nobody_is_handed_over_to_a_desk_of_another_place(town: Town) -> None:
    assert code(hand_over, town=town, visit=town.serving(), for_desk=town.sydby_desk.pk) is Code.UNKNOWN_DESK


def test_a_clock_that_runs_behind_makes_no_negative_time(town: Town) -> None:
    visit = town.serving()
    town.later(seconds=-500)
    actions.finish_visit(visit=visit.pk, outcome=Outcome.SOLVED, **town.by())
    assert past(visit)[-1] == ("serving", 0)
