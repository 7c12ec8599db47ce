"""What time does: more are told, whoever left is replaced, nothing is dropped, words and numbers go and counts stay."""

from uuid import UUID

import pytest

from tests.lifelines import Line, steps
from tests.people import code, matter
from velkommen.apps.enquiries.actions import finish_visit
from velkommen.apps.enquiries.transitions import Stamp
from velkommen.apps.lifelines import actions, queries
from velkommen.apps.lifelines.actions.timing import anything_to_forget, due_now, look_after
from velkommen.apps.lifelines.models import CallBack, Lifeline, LifelineNote
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.actions import unpost_staff
from velkommen.apps.placement.models import Posting
from velkommen.domain.contacts import parse
from velkommen.domain.handover import Matter
from velkommen.domain.lifelines import Note
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Role
from velkommen.shared.actor import SYSTEM
from velkommen.shared.log.models import Deed

APPLIES = {"matter": Matter.APPLICATION}


def test_when_nobody_accepts_more_are_told_and_at_last_the_leads(line: Line) -> None:
    row = line.ask(line.erik)
    assert line.timer(seconds=119) == []
    assert [one.level for one in line.timer(seconds=1)] == [1]
    assert queries.for_leads([line.town.place.pk]) == []
    assert [one.level for one in line.timer(minutes=2)] == [2]
    assert [one.pk for one in queries.for_leads([line.town.place.pk])] == [row.pk]
    assert line.timer(days=2) == []
    assert steps(row) == ["ask", "escalate", "escalate"]


def test_who_has_left_gives_back_what_they_had(line: Line) -> None:
    row = line.accepted(line.erik)
    adam = Staff.objects.create(username="adam")
    Posting.objects.create(staff=adam, role=Role.ADMIN.value)
    unpost_staff(staff=line.erik.id, place=line.hall.pk, role=Role.EXPERT, **line.town.by(SYSTEM))
    assert [(one.pk, one.stage, one.owner_id, one.level) for one in line.timer(seconds=1)] == [
        (row.pk, "asked", line.town.mette.id, 1)
    ]
    told = Deed.objects.filter(name="escalate_due").latest("id")
    assert (told.service_point_id, [one["lifeline"] for one in told.changes]) == (line.town.place.pk, [row.pk])


def test_who_was_named_and_left_is_not_waited_for(line: Line) -> None:
    line.ask(line.erik)
    unpost_staff(staff=line.erik.id, place=line.hall.pk, role=Role.EXPERT, **line.town.by(SYSTEM))
    assert [one.level for one in line.timer(seconds=1)] == [1]


@pytest.mark.parametrize("answered", [True, False])
def test_what_somebody_asked_who_left_is_a_colleagues_and_the_leads_see_it(line: Line, answered: bool) -> None:
    row = line.answered(line.erik) if answered else line.ask(line.erik)
    Staff.objects.filter(pk=line.town.mette.id).update(is_active=False)
    assert [one.owner_id for one in line.timer(seconds=1)] == [line.town.lea.id]
    assert [one.pk for one in queries.for_leads([line.town.place.pk])] == [row.pk]
    assert line.timer(seconds=1) == []


@pytest.mark.parametrize(("accepted", "end"), [(False, "left"), (True, "not_helped")])
def test_nobody_joins_when_the_citizen_has_gone(line: Line, accepted: bool, end: str) -> None:
    visit = line.town.serving()
    actions.join(visit=visit.pk, to=line.erik.id, **APPLIES, **line.town.by())
    row = Lifeline.objects.get()
    if accepted:
        actions.accept(lifeline_id=row.pk, **line.town.by(line.erik))
    finish_visit(visit=visit.pk, outcome=Outcome.COME_BACK, **line.town.by())
    assert [(one.end, one.owner_id) for one in line.timer(seconds=1)] == [(end, line.town.mette.id)]


def test_the_outcome_of_the_visit_says_that_it_helped(line: Line) -> None:
    visit = line.town.serving()
    line.answered(line.erik, visit=visit.pk)
    line.town.later(seconds=5)
    finish_visit(visit=visit.pk, outcome=Outcome.SOLVED_WITH_EXPERT, **line.town.by())
    assert [(one.end, one.helped) for one in line.timer(seconds=1)] == [("helped", True)]


def test_an_answer_that_comes_when_the_citizen_has_gone_waits_to_be_read(line: Line) -> None:
    visit = line.town.serving()
    row = line.ask(line.erik, visit=visit.pk)
    finish_visit(visit=visit.pk, outcome=Outcome.COME_BACK, **line.town.by())
    line.town.later(seconds=30)
    actions.accept(lifeline_id=row.pk, **line.town.by(line.erik))
    actions.answer(lifeline_id=row.pk, note=Note("Yes"), **line.town.by(line.erik))
    assert (line.timer(hours=1), line.row(row.pk).stage) == ([], "answered")


def test_what_was_undone_is_over_and_counts_nowhere(line: Line) -> None:
    visit = line.town.serving()
    row = line.ask(line.erik, visit=visit.pk)
    found = matter(visit)
    found.withdrawn = True
    found.save()
    assert [one.end for one in line.timer(seconds=1)] == ["withdrawn"]
    assert (queries.of_visit(visit.pk), queries.inbox(line.erik, line.town.now)) == ([], [])
    assert line.row(row.pk).helped is False


def test_what_an_expert_accepted_after_it_was_found_due_stays_theirs(line: Line) -> None:
    row = line.ask(line.erik)
    line.town.later(minutes=3)
    due = due_now(line.town.now)
    actions.accept(lifeline_id=row.pk, **line.town.by(line.erik))
    assert (due, look_after(row.pk, Stamp(**line.town.by(SYSTEM)))) == ({line.town.place.pk: [row.pk]}, [])
    assert (line.row(row.pk).stage, line.row(row.pk).owner_id) == ("accepted", line.erik.staff_id)


def test_an_answer_that_came_after_the_visit_was_over_is_handed_to_a_colleague(line: Line) -> None:
    visit = line.town.serving()
    row = line.accepted(line.erik, visit=visit.pk)
    finish_visit(visit=visit.pk, outcome=Outcome.COME_BACK, **line.town.by())
    line.town.later(minutes=1)
    actions.answer(lifeline_id=row.pk, note=Note("Yes"), **line.town.by(line.erik))
    Staff.objects.filter(pk=line.town.mette.id).update(is_active=False)
    assert [(one.stage, one.owner_id) for one in line.timer(minutes=1)] == [("answered", line.town.lea.id)]


def test_words_go_thirty_days_after_the_end_and_the_count_stays(line: Line) -> None:
    row = line.answered(line.erik, text="May it?")
    actions.close_lifeline(lifeline_id=row.pk, helped=True, **line.town.by())
    line.town.later(days=29, hours=23)
    assert not anything_to_forget(line.town.now)
    line.town.later(hours=1)
    answer = actions.forget_notes(**line.town.by(SYSTEM))
    assert answer == {"notes": 2, "numbers": 0}
    assert list(LifelineNote.objects.order_by("pk").values_list("text", "length", "gone_at")) == [
        ("", 7, line.town.now),
        ("", 4, line.town.now),
    ]
    assert (line.row(row.pk).notes, anything_to_forget(line.town.now)) == (2, False)


def test_words_of_what_nobody_has_closed_go_thirty_days_after_its_last_step(line: Line) -> None:
    row = line.answered(line.erik, text="May it?")
    line.town.later(days=29, hours=23)
    assert not anything_to_forget(line.town.now)
    line.town.later(hours=1)
    assert actions.forget_notes(**line.town.by(SYSTEM)) == {"notes": 2, "numbers": 0}
    assert (line.row(row.pk).stage, line.row(row.pk).notes) == ("answered", 2)


def test_a_number_nobody_rang_goes_and_the_call_back_ends(line: Line) -> None:
    actions.call_back(visit=line.town.serving().pk, contact=parse("20123456"), **APPLIES, **line.town.by())
    line.town.later(days=6)
    assert not anything_to_forget(line.town.now)
    line.town.later(days=1)
    assert actions.forget_notes(**line.town.by(SYSTEM)) == {"notes": 0, "numbers": 1}
    assert [one.end for one in line.timer(seconds=2)] == ["not_reached"]
    assert CallBack.objects.count() == 0


def test_only_the_house_itself_does_so(line: Line) -> None:
    facts = {**line.town.by(), "op": UUID(int=1)}
    assert code(actions.escalate_due, place=line.town.place.pk, **facts) is Code.NOT_ALLOWED
    assert code(actions.forget_notes, **line.town.by(line.town.lea)) is Code.NOT_ALLOWED


def test_a_quiet_moment_costs_two_statements(line: Line, django_assert_num_queries: object) -> None:
    line.ask(line.erik)
    due_now(line.town.now)
    with django_assert_num_queries(2):  # type: ignore[operator] # a fixture of pytest-django
        assert due_now(line.town.now) == {}


@pytest.mark.parametrize("accepted", [True, False])
def test_looking_again_at_what_somebody_has_looked_after_changes_nothing(line: Line, accepted: bool) -> None:
    """Two workers have the same list, or an expert accepts after it was made."""
    row = line.ask()
    if accepted:
        actions.accept(lifeline_id=row.pk, **line.town.by(line.eva))
    else:
        line.timer(minutes=2)
    before = line.row(row.pk)
    assert look_after(row.pk, Stamp(SYSTEM, line.town.now, UUID(int=1))) == []
    after = line.row(row.pk)
    assert (after.version, after.owner_id, after.level) == (2, before.owner_id, before.level)
