"""The desk's side: naming somebody else, taking back, taking from a colleague, saying what came of it."""

from tests.lifelines import Line, steps
from tests.people import code, matter, state
from velkommen.apps.enquiries.actions import finish_visit
from velkommen.apps.lifelines import actions, queries
from velkommen.apps.lifelines.models import Lifeline
from velkommen.domain.handover import Matter
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Code


def test_solved_with_the_expert_in_one_deed(line: Line) -> None:
    visit = line.town.serving()
    row = line.answered(line.erik, visit=visit.pk)
    answer = actions.close_lifeline(lifeline_id=row.pk, helped=True, **line.town.by())
    row = line.row(row.pk)
    assert (row.stage, row.end, row.helped) == ("ended", "helped", True)
    assert (state(visit), matter(visit).outcome) == ("serving", "solved_with_expert")
    assert answer["visit"] is not None


def test_an_outcome_that_was_said_stays(line: Line) -> None:
    visit = line.town.serving()
    row = line.answered(line.erik, visit=visit.pk)
    finish_visit(visit=visit.pk, outcome=Outcome.COME_BACK, **line.town.by())
    actions.close_lifeline(lifeline_id=row.pk, helped=True, **line.town.by())
    assert (matter(visit).outcome, line.row(row.pk).helped) == ("come_back", True)


def test_it_did_not_help(line: Line) -> None:
    visit = line.town.serving()
    row = line.answered(line.erik, visit=visit.pk)
    actions.close_lifeline(lifeline_id=row.pk, helped=False, **line.town.by())
    assert (line.row(row.pk).end, matter(visit).outcome) == ("not_helped", "")


def test_whoever_joined_by_telephone_has_helped_without_an_answer(line: Line) -> None:
    actions.join(visit=line.town.serving().pk, to=line.erik.id, matter=Matter.APPLICATION, **line.town.by())
    row = Lifeline.objects.get()
    actions.accept(lifeline_id=row.pk, **line.town.by(line.erik))
    actions.close_lifeline(lifeline_id=row.pk, helped=True, **line.town.by())
    assert steps(row) == ["ask", "accept", "close"]


def test_taken_back_from_the_expert_to_a_desk(line: Line) -> None:
    visit = line.town.serving()
    actions.take_over(visit=visit.pk, to=line.erik.id, matter=Matter.APPLICATION, **line.town.by())
    row = Lifeline.objects.get()
    actions.accept(lifeline_id=row.pk, **line.town.by(line.erik))
    actions.recall(lifeline_id=row.pk, desk=line.town.other_desk.pk, **line.town.by())
    visit.refresh_from_db()
    row = line.row(row.pk)
    assert (visit.state, visit.desk_id) == ("serving", line.town.other_desk.pk)
    assert (row.end, row.owner_id, row.helped) == ("recalled", line.town.mette.id, False)


def test_what_was_answered_is_not_taken_back(line: Line) -> None:
    row = line.answered(line.erik)
    assert code(actions.recall, lifeline_id=row.pk, **line.town.by()) is Code.LIFELINE_NOT_SO


def test_somebody_else_is_named(line: Line) -> None:
    row = line.ask(line.erik)
    actions.pass_on(lifeline_id=row.pk, to=line.eva.id, **line.town.by())
    row = line.row(row.pk)
    assert (row.to_id, row.level, row.stage) == (line.eva.id, 0, "asked")
    assert code(actions.accept, lifeline_id=row.pk, **line.town.by(line.erik)) is Code.NOT_ASKED


def test_nobody_of_another_kind_is_named(line: Line) -> None:
    row = line.ask(line.erik)
    for other in (line.otto, line.town.ali):
        assert code(actions.pass_on, lifeline_id=row.pk, to=other.id, **line.town.by()) is Code.UNKNOWN_STAFF


def test_a_colleague_takes_it_and_the_answer_comes_to_them(line: Line) -> None:
    row = line.answered(line.erik)
    actions.take_desk(lifeline_id=row.pk, **line.town.by(line.town.ali))
    assert line.row(row.pk).owner_id == line.town.ali.id


def test_a_colleague_does_not_take_what_an_expert_has(line: Line) -> None:
    row = line.accepted(line.erik)
    assert code(actions.take_desk, lifeline_id=row.pk, **line.town.by(line.town.ali)) is Code.LIFELINE_TAKEN


def test_who_does_not_serve_there_has_no_say(line: Line) -> None:
    row = line.ask(line.erik)
    deeds = (actions.recall, actions.take_desk, actions.pass_on)
    assert {code(one, lifeline_id=row.pk, **line.town.by(line.town.sara)) for one in deeds} == {Code.NOT_ALLOWED}


def test_open_ones_stay_in_sight_when_the_visit_is_over(line: Line) -> None:
    visit = line.town.serving()
    row = line.ask(line.erik, visit=visit.pk)
    finish_visit(visit=visit.pk, outcome=Outcome.COME_BACK, **line.town.by())
    line.timer(minutes=1)
    assert [one.pk for one in queries.open_at(line.town.place.pk)] == [row.pk]
    assert [one.pk for one in queries.of_visit(visit.pk)] == [row.pk]
