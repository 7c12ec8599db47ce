"""Experts accept, answer, give back and ring; one of two has it, and what is usual is reckoned."""

from datetime import date, timedelta

import pytest

from tests.lifelines import Line, steps
from tests.people import code, matter, refused, somebody, state
from velkommen.apps.lifelines import actions, queries, shown
from velkommen.apps.lifelines.models import CallBack, Expert, Lifeline, NoteOpening
from velkommen.apps.placement import book
from velkommen.apps.placement.models import Competence, Posting
from velkommen.domain.contacts import parse
from velkommen.domain.handover import Matter, Receiver
from velkommen.domain.lifelines import Note
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Role
from velkommen.shared.actor import SYSTEM


def test_accepted_it_is_the_experts_and_opening_the_question_is_noted(line: Line) -> None:
    row = line.accepted(line.erik, text="May it?")
    assert (row.stage, row.owner_id, row.expert_id, row.escalates_at) == ("accepted", line.erik.id, line.erik.id, None)
    assert list(NoteOpening.objects.values_list("staff", "at")) == [(line.erik.id, line.town.now)]


def test_the_second_is_told_who_was_first(line: Line) -> None:
    row = line.ask()
    actions.accept(lifeline_id=row.pk, **line.town.by(line.eva))
    no = refused(actions.accept, lifeline_id=row.pk, **line.town.by(line.erik))
    assert no == (Code.LIFELINE_TAKEN, {"who": "Eva"})


def test_who_was_not_asked_cannot_accept_until_all_who_are_able_are(line: Line) -> None:
    row = line.ask(line.erik)
    assert code(actions.accept, lifeline_id=row.pk, **line.town.by(line.eva)) is Code.NOT_ASKED
    line.timer(minutes=2)
    actions.accept(lifeline_id=row.pk, **line.town.by(line.eva))
    assert line.row(row.pk).owner_id == line.eva.id


def test_a_question_to_a_department_is_never_the_polices(line: Line) -> None:
    row = line.ask()
    assert code(actions.accept, lifeline_id=row.pk, **line.town.by(line.otto)) is Code.NOT_ASKED


@pytest.mark.parametrize("name", ["mette", "lea", "sara"])
def test_only_experts_accept(line: Line, name: str) -> None:
    row = line.ask()
    assert code(actions.accept, lifeline_id=row.pk, **line.town.by(getattr(line.town, name))) is Code.NOT_ALLOWED


def test_an_administrator_answers_nothing(line: Line) -> None:
    adam = somebody("adam", (None, Role.ADMIN))
    assert code(actions.accept, lifeline_id=line.ask().pk, **line.town.by(adam)) is Code.NOT_ALLOWED


def test_answered_it_is_the_desks_again(line: Line) -> None:
    row = line.accepted(line.erik, text="May it?")
    line.town.later(seconds=50)
    actions.answer(lifeline_id=row.pk, note=Note("Yes, it may."), **line.town.by(line.erik))
    row = line.row(row.pk)
    assert (row.stage, row.owner_id, row.expert_id, row.notes) == ("answered", line.town.mette.id, line.erik.id, 2)
    assert Expert.objects.get(staff=line.erik.id).usual_seconds == 50
    assert steps(row) == ["ask", "accept", "answer"]


def test_what_was_asked_is_answered_in_words(line: Line) -> None:
    row = line.accepted(line.erik)
    assert code(actions.answer, lifeline_id=row.pk, **line.town.by(line.erik)) is Code.NOTHING_GIVEN


def test_a_cpr_number_in_an_answer_is_refused(line: Line) -> None:
    row = line.accepted(line.erik)
    no = code(actions.answer, lifeline_id=row.pk, note=Note("See 010190-1234"), **line.town.by(line.erik))
    assert (no, line.row(row.pk).stage) == (Code.CPR_IN_TEXT, "accepted")


def test_only_who_has_it_answers(line: Line) -> None:
    row = line.accepted(line.erik)
    no = refused(actions.answer, lifeline_id=row.pk, note=Note("Yes"), **line.town.by(line.eva))
    assert no == (Code.LIFELINE_TAKEN, {"who": "Erik"})


def test_nothing_is_answered_that_is_not_accepted_or_is_over(line: Line) -> None:
    row = line.ask(line.erik)
    answer = {"lifeline_id": row.pk, "note": Note("Yes")}
    assert code(actions.answer, **answer, **line.town.by(line.erik)) is Code.LIFELINE_NOT_SO
    actions.recall(lifeline_id=row.pk, **line.town.by())
    assert code(actions.answer, **answer, **line.town.by(line.erik)) is Code.LIFELINE_OVER
    assert code(actions.accept, lifeline_id=row.pk, **line.town.by(line.erik)) is Code.LIFELINE_OVER


def test_given_back_all_others_are_told(line: Line) -> None:
    row = line.accepted(line.erik)
    actions.give_back(lifeline_id=row.pk, **line.town.by(line.erik))
    row = line.row(row.pk)
    assert (row.stage, row.owner_id, row.to_id, row.level) == ("asked", line.town.mette.id, None, 1)
    assert row.escalates_at == line.town.now + timedelta(minutes=2)
    assert [one.pk for one in queries.inbox(line.eva, line.town.now)] == [row.pk]


def test_what_comes_back_when_who_asked_has_left_goes_to_a_colleague(line: Line) -> None:
    row = line.accepted(line.erik)
    Posting.objects.filter(staff=line.town.mette.id).delete()
    actions.answer(lifeline_id=row.pk, note=Note("Yes"), **line.town.by(line.erik))
    assert line.row(row.pk).owner_id == line.town.lea.id


def test_a_partner_who_joins_may_answer_without_words_alone(line: Line) -> None:
    visit = line.town.serving()
    actions.join(visit=visit.pk, to=line.palle.id, matter=Matter.APPLICATION, **line.town.by())
    row = Lifeline.objects.get()
    actions.accept(lifeline_id=row.pk, **line.town.by(line.palle))
    words = {"lifeline_id": row.pk, "note": Note("Yes")}
    assert code(actions.answer, **words, **line.town.by(line.palle)) is Code.NOTES_NOT_FOR_PARTNERS
    actions.answer(lifeline_id=row.pk, **line.town.by(line.palle))
    assert line.row(row.pk).stage == "answered"


def ringing(line: Line) -> Lifeline:
    """Erik has a number to ring."""
    to = {"contact": parse("20123456"), "to": line.erik.id}
    actions.call_back(visit=line.town.serving().pk, matter=Matter.APPLICATION, **to, **line.town.by())
    row = Lifeline.objects.get()
    actions.accept(lifeline_id=row.pk, **line.town.by(line.erik))
    return line.row(row.pk)


def test_who_has_it_sees_the_number_and_nobody_else(line: Line) -> None:
    row = ringing(line)
    seen = {by.name: shown.numbers_to_ring([row], by) for by in (line.erik, line.eva, line.town.mette, line.palle)}
    assert {name for name, number in seen.items() if number} == {"Erik"}


def test_rung_the_number_goes(line: Line) -> None:
    row = ringing(line)
    actions.rung(lifeline_id=row.pk, helped=True, **line.town.by(line.erik))
    row = line.row(row.pk)
    assert (row.stage, row.end, row.helped, CallBack.objects.count()) == ("ended", "rung", True, 0)


def test_after_three_tries_it_is_over(line: Line) -> None:
    row = ringing(line)
    for _ in range(2):
        actions.not_reached(lifeline_id=row.pk, **line.town.by(line.erik))
    assert (line.row(row.pk).stage, CallBack.objects.get().tries) == ("accepted", 2)
    actions.not_reached(lifeline_id=row.pk, **line.town.by(line.erik))
    row = line.row(row.pk)
    assert (row.stage, row.end, CallBack.objects.count()) == ("ended", "not_reached", 0)
    assert steps(row) == ["ask", "accept", "try", "try", "close"]


def test_a_question_is_not_rung(line: Line) -> None:
    row = line.accepted(line.erik)
    assert code(actions.rung, lifeline_id=row.pk, helped=True, **line.town.by(line.erik)) is Code.LIFELINE_NOT_SO


def test_what_was_taken_over_is_concluded_with_its_outcome(line: Line) -> None:
    visit = line.town.serving()
    actions.take_over(visit=visit.pk, to=line.erik.id, matter=Matter.APPLICATION, **line.town.by())
    row = Lifeline.objects.get()
    end = {"lifeline_id": row.pk, "outcome": Outcome.TO_AUTHORITY, "destination": "tax"}
    assert code(actions.conclude, **end, **line.town.by(line.erik)) is Code.LIFELINE_NOT_SO
    actions.accept(lifeline_id=row.pk, **line.town.by(line.erik))
    actions.conclude(**end, **line.town.by(line.erik))
    row = line.row(row.pk)
    assert (state(visit), matter(visit).outcome, row.end, row.helped) == ("ended", "to_authority", "not_helped", False)


def test_what_has_become_of_an_expert_decides_what_they_may_accept(line: Line) -> None:
    row = line.ask()
    Expert.objects.filter(staff=line.erik.id).update(receiver=Receiver.OUTSIDER.value)
    assert code(actions.accept, lifeline_id=row.pk, **line.town.by(line.erik)) is Code.NOT_ASKED


def test_an_unknown_lifeline(line: Line) -> None:
    assert code(actions.accept, lifeline_id=0, **line.town.by(line.erik)) is Code.UNKNOWN_LIFELINE


def test_who_has_left_accepts_nothing(line: Line) -> None:
    row = line.ask()
    Posting.objects.filter(staff=line.erik.id).delete()
    book.forget()
    assert code(actions.accept, lifeline_id=row.pk, **line.town.by(line.erik)) is Code.NOT_ALLOWED


def test_who_was_named_and_is_another_now_cannot_accept_what_was_meant_for_whom_they_were(line: Line) -> None:
    told = {"contact": parse("20123456"), "matter": Matter.APPLICATION, "to": line.erik.id}
    pk = actions.call_back(visit=line.town.serving().pk, **told, **line.town.by())["lifeline"]["lifeline"]
    actions.set_receiver(staff=line.erik.id, receiver=Receiver.POLICE, **line.town.by(SYSTEM))
    assert code(actions.accept, lifeline_id=pk, **line.town.by(line.erik)) is Code.NOT_ASKED
    assert queries.inbox(line.erik, line.town.now) == []


def test_who_became_another_with_a_number_in_hand_reads_it_no_more(line: Line) -> None:
    told = {"contact": parse("20123456"), "matter": Matter.APPLICATION, "to": line.erik.id}
    pk = actions.call_back(visit=line.town.serving().pk, **told, **line.town.by())["lifeline"]["lifeline"]
    actions.accept(lifeline_id=pk, **line.town.by(line.erik))
    row = line.row(pk)
    assert shown.numbers_to_ring([row], line.erik) == {pk: "+4520123456"}
    actions.set_receiver(staff=line.erik.id, receiver=Receiver.POLICE, **line.town.by(SYSTEM))
    assert shown.numbers_to_ring([row], line.erik) == {}


@pytest.mark.parametrize("named", [True, False])
def test_a_competence_that_expired_this_morning_accepts_nothing_asked_before(line: Line, named: bool) -> None:
    told = {"contact": parse("20123456"), "matter": Matter.APPLICATION, "to": line.erik.id if named else None}
    pk = actions.call_back(visit=line.town.serving().pk, **told, **line.town.by())["lifeline"]["lifeline"]
    Competence.objects.filter(staff=line.erik.id).update(last=date(2026, 11, 24))
    book.forget()
    assert [row.pk for row in queries.inbox(line.erik, line.town.now)] == [pk]
    line.town.later(days=1)
    assert queries.inbox(line.erik, line.town.now) == []
    assert code(actions.accept, lifeline_id=pk, **line.town.by(line.erik)) is Code.NOT_ASKED
    line.timer(seconds=1)
    actions.accept(lifeline_id=pk, **line.town.by(line.eva))
    assert line.row(pk).owner_id == line.eva.id
