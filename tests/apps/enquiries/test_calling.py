"""Next, this one, again: who is called, what is closed on the way, and what is refused."""

from typing import Any

import pytest

from tests.people import Town, code, past, refused, state
from velkommen.apps.enquiries import actions
from velkommen.apps.placement.models import DeskGroup
from velkommen.apps.places.models import Desk
from velkommen.apps.visits.models import Visit
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Code
from velkommen.shared.actor import Actor
from velkommen.shared.log.models import Deed


def call_next(town: Town, desk: Desk | None = None, by: Actor | None = None) -> Any:
    return actions.call_next(place=town.place.pk, desk=(desk or town.desk).pk, **town.by(by))


def test_next_takes_who_waited_longest(town: Town) -> None:
    first, second = town.draw(), town.draw("mitid")
    answer = call_next(town)
    assert (answer["visit"]["id"], answer["visit"]["was"], answer["closed"]) == (first.pk, "waiting", None)
    assert (state(first), first.desk, first.staff_id, state(second)) == ("called", town.desk, town.mette.id, "waiting")


def test_the_wait_becomes_a_period_when_called(town: Town) -> None:
    visit = town.called()
    visit.refresh_from_db()
    assert (past(visit), visit.announced_at, visit.since) == ([("waiting", 60)], town.now, town.now)


def test_next_leaves_lines_the_desk_does_not_serve(town: Town) -> None:
    first, second = town.draw("passport"), town.draw("assessment")
    DeskGroup.objects.create(desk=town.desk, group=second.group)
    call_next(town)
    assert (state(first), state(second)) == ("waiting", "called")


def test_next_takes_who_was_sent_to_this_desk_from_any_line(town: Town) -> None:
    visit = town.draw("passport")
    DeskGroup.objects.create(desk=town.desk, group=town.draw("assessment").group)
    actions.transfer_visit(visit=visit.pk, for_desk=town.desk.pk, **town.by())
    call_next(town)
    assert state(visit) == "called"


def test_next_leaves_who_was_sent_to_another_desk(town: Town) -> None:
    visit = town.draw()
    actions.transfer_visit(visit=visit.pk, for_desk=town.other_desk.pk, **town.by())
    assert code(call_next, town=town) is Code.QUEUE_EMPTY
    call_next(town, town.other_desk)
    assert state(visit) == "called"


@pytest.mark.parametrize("days", [-1, 1])
def test_next_leaves_who_drew_a_number_on_another_day(town: Town, days: int) -> None:
    town.draw()
    town.later(days=days)
    assert code(call_next, town=town) is Code.QUEUE_EMPTY


def test_next_leaves_who_waits_at_another_place(town: Town) -> None:
    town.draw(place=town.sydby)
    assert code(call_next, town=town) is Code.QUEUE_EMPTY


def test_next_closes_the_visit_whose_outcome_is_set(town: Town) -> None:
    current, waiting = town.serving(), town.draw()
    actions.record_outcome(visit=current.pk, outcome=Outcome.SOLVED, **town.by())
    answer = call_next(town)
    assert (answer["closed"]["id"], answer["visit"]["id"]) == (current.pk, waiting.pk)
    assert (state(current), current.ending, state(waiting)) == ("ended", "finished", "called")


def test_next_closes_the_visit_also_when_nobody_waits(town: Town) -> None:
    current = town.serving()
    actions.record_outcome(visit=current.pk, outcome=Outcome.SOLVED, **town.by())
    answer = call_next(town)
    assert (answer["visit"], answer["closed"]["id"], state(current)) == (None, current.pk, "ended")


def test_next_asks_for_each_missing_outcome(town: Town) -> None:
    current, waiting = town.serving(), town.draw()
    actions.record_outcome(visit=current.pk, outcome=Outcome.SOLVED, **town.by())
    actions.add_matter(visit=current.pk, task="mitid", **town.by())
    no = refused(call_next, town=town)
    assert no == (Code.OUTCOME_MISSING, {"label": "A001", "tasks": ["mitid (da)"]})
    assert (state(current), state(waiting)) == ("serving", "waiting")


def test_next_waits_for_who_was_called_and_is_on_the_way(town: Town) -> None:
    called, waiting = town.called(), town.draw()
    no = refused(call_next, town=town)
    assert no == (Code.DESK_BUSY, {"desk": "Skranke 1", "label": "A001"})
    assert (state(called), state(waiting)) == ("called", "waiting")


def test_next_with_nobody_there_leaves_no_line_in_the_log(town: Town) -> None:
    assert (code(call_next, town=town), Deed.objects.count()) == (Code.QUEUE_EMPTY, 0)


def test_next_needs_the_right_here_and_a_desk_of_the_place(town: Town) -> None:
    visit = town.draw()
    assert code(call_next, town=town, by=town.sara) is Code.NOT_ALLOWED
    assert code(call_next, town=town, desk=town.sydby_desk) is Code.UNKNOWN_DESK
    assert state(visit) == "waiting"


def test_a_chosen_number_is_called_out_of_turn(town: Town) -> None:
    first, chosen = town.draw(), town.draw()
    actions.call_visit(visit=chosen.pk, desk=town.desk.pk, **town.by())
    assert (state(first), state(chosen), chosen.desk) == ("waiting", "called", town.desk)


def test_a_number_that_was_called_is_not_called_again(town: Town) -> None:
    visit = town.called()
    no, facts = refused(actions.call_visit, visit=visit.pk, desk=town.other_desk.pk, **town.by(town.ali))
    said = {"state": "called", "move": "call", "label": "A001", "who": "Mette", "desk": "Skranke 1"}
    assert (no, facts, state(visit), visit.desk) == (Code.ILLEGAL_MOVE, said, "called", town.desk)


def test_calling_at_a_desk_closes_what_is_done_there(town: Town) -> None:
    current, chosen = town.serving(), town.draw()
    facts = {"visit": chosen.pk, "desk": town.desk.pk}
    assert code(actions.call_visit, **facts, **town.by()) is Code.OUTCOME_MISSING
    actions.record_outcome(visit=current.pk, outcome=Outcome.COME_BACK, **town.by())
    actions.call_visit(**facts, **town.by())
    assert (state(current), state(chosen)) == ("ended", "called")


@pytest.mark.parametrize("visit", [987654, -1])
def test_a_visit_that_does_not_exist_is_not_called(town: Town, visit: int) -> None:
    assert code(actions.call_visit, visit=visit, desk=town.desk.pk, **town.by()) is Code.UNKNOWN_VISIT


def test_a_visit_of_another_place_is_not_called(town: Town) -> None:
    visit = town.draw(place=town.sydby)
    assert code(actions.call_visit, visit=visit.pk, desk=town.desk.pk, **town.by()) is Code.NOT_ALLOWED
    assert code(actions.call_visit, visit=visit.pk, desk=town.desk.pk, **town.by(town.sara)) is Code.UNKNOWN_DESK
    assert state(visit) == "waiting"


def test_a_recall_is_announced_and_the_way_counts_from_the_first_call(town: Town) -> None:
    visit = town.called()
    town.later(seconds=30)
    actions.recall_visit(visit=visit.pk, **town.by())
    announced = town.now
    town.later(seconds=10)
    actions.start_service(visit=visit.pk, **town.by())
    visit.refresh_from_db()
    assert (visit.announced_at, past(visit)) == (announced, [("waiting", 60), ("called", 40)])


def test_only_who_was_called_is_recalled(town: Town) -> None:
    visit = town.draw()
    assert code(actions.recall_visit, visit=visit.pk, **town.by()) is Code.ILLEGAL_MOVE
    assert Visit.objects.get().announced_at is None
