"""The desk asks: whom, what may go along, and how the visit goes on in each of the four ways."""

from datetime import timedelta
from typing import Any

import pytest

from tests.lifelines import Line, steps
from tests.people import code, matter, past, refused, state
from velkommen.apps.enquiries.actions import add_matter, transfer_visit
from velkommen.apps.lifelines import actions
from velkommen.apps.lifelines.models import CallBack, Expert, Lifeline, LifelineNote
from velkommen.apps.placement import book
from velkommen.apps.placement.models import Agreement, Competence, Posting
from velkommen.domain.contacts import parse
from velkommen.domain.handover import Matter, Receiver
from velkommen.domain.lifelines import Note
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Code

APPLIES: dict[str, Any] = {"matter": Matter.APPLICATION}
RING = {"contact": parse("20123456")}


def test_asked_while_the_citizen_sits_there(line: Line) -> None:
    visit = line.town.serving()
    row = line.ask(line.erik, text="May it be done?", visit=visit.pk)
    assert (row.way, row.stage, row.level, row.owner_id, row.to_id) == (
        "ask",
        "asked",
        0,
        line.town.mette.id,
        line.erik.id,
    )
    assert (row.basis, row.longest, row.may_contact, row.notes) == ("centre_to_department", 1000, True, 1)
    assert (row.escalates_at, row.day, row.minute) == (line.town.now + timedelta(minutes=2), line.town.now.date(), 721)
    assert (state(visit), steps(row)) == ("serving", ["ask"])


def test_whoever_is_able_is_told_when_nobody_is_named(line: Line) -> None:
    row = line.ask()
    assert (row.to_id, row.level, row.receiver) == (None, 1, "department")


def test_a_place_that_is_no_centre_says_only_the_topic(line: Line) -> None:
    visit = line.town.serving()
    Agreement.objects.all().delete()
    book.forget()
    no, facts = refused(
        actions.ask_expert, visit=visit.pk, to=line.erik.id, note=Note("May it?"), **APPLIES, **line.town.by()
    )
    assert (no, facts) == (Code.NOTE_STAYS_HERE, {"basis": "not_a_centre"})
    row = line.ask(line.erik, visit=visit.pk)
    assert (row.basis, row.longest, row.consent_by_id) == ("not_a_centre", 0, None)


def test_with_consent_it_goes_along_and_who_recorded_it_is_kept(line: Line) -> None:
    row = line.ask(line.otto, text="He lost it on the ferry.", consent=True)
    assert (row.receiver, row.basis, row.consent_by_id, row.consent_at) == (
        "police",
        "consent",
        line.town.mette.id,
        line.town.now,
    )


def test_a_question_goes_with_one_line(line: Line) -> None:
    facts: dict[str, Any] = {"matter": Matter.INFORMATION, "to": line.erik.id}
    visit = line.town.serving()
    no = code(actions.ask_expert, visit=visit.pk, note=Note("x" * 121), **facts, **line.town.by())
    assert no is Code.NOTE_TOO_LONG
    actions.ask_expert(visit=visit.pk, note=Note("x" * 120), **facts, **line.town.by())
    assert LifelineNote.objects.get().length == 120


@pytest.mark.parametrize("consent", [True, False])
def test_a_partner_is_never_told_in_words(line: Line, consent: bool) -> None:
    asked = {"visit": line.town.serving().pk, "to": line.palle.id, "consent": consent, "note": Note("May it?")}
    no, facts = refused(actions.ask_expert, **asked, **APPLIES, **line.town.by())
    assert (no, facts) == (Code.NOTE_STAYS_HERE, {"basis": "partners_read_nothing"})


def test_a_cpr_number_in_a_note_is_refused_and_nothing_is_written(line: Line) -> None:
    asked = {"visit": line.town.serving().pk, "note": Note("Born 010190-1234")}
    assert code(actions.ask_expert, **asked, **APPLIES, **line.town.by()) is Code.CPR_IN_TEXT
    assert (Lifeline.objects.count(), LifelineNote.objects.count()) == (0, 0)


def test_nobody_asks_themselves(line: Line) -> None:
    visit = line.town.serving()
    Posting.objects.create(staff_id=line.town.mette.id, service_point=line.hall, role="expert")
    no = code(actions.ask_expert, visit=visit.pk, to=line.town.mette.id, **APPLIES, **line.town.by())
    assert no is Code.ASKING_ONESELF


def test_a_task_nobody_answers_for(line: Line) -> None:
    no, facts = refused(actions.ask_expert, visit=line.town.serving("mitid").pk, **APPLIES, **line.town.by())
    assert (no, set(facts)) == (Code.NOBODY_TO_ASK, {"task"})


def test_somebody_who_does_not_answer_for_it(line: Line) -> None:
    Competence.objects.filter(staff=line.erik.id).delete()
    asked = {"visit": line.town.serving().pk, "to": line.erik.id}
    assert code(actions.ask_expert, **asked, **APPLIES, **line.town.by()) is Code.UNKNOWN_STAFF


def test_somebody_who_is_away_may_ring_back_and_no_more(line: Line) -> None:
    visit = line.town.serving()
    Expert.objects.filter(staff=line.erik.id).update(away_until=line.town.now + timedelta(hours=1))
    no, facts = refused(actions.ask_expert, visit=visit.pk, to=line.erik.id, **APPLIES, **line.town.by())
    assert (no, facts) == (Code.EXPERT_NOT_THERE, {"who": ["Erik"]})
    actions.call_back(visit=visit.pk, to=line.erik.id, **RING, **APPLIES, **line.town.by())
    assert Lifeline.objects.get().way == "call_back"


def test_one_matter_has_one_lifeline_at_a_time(line: Line) -> None:
    visit = line.town.serving()
    line.ask(line.erik, visit=visit.pk)
    no, facts = refused(actions.join, visit=visit.pk, to=line.eva.id, **APPLIES, **line.town.by())
    assert (no, facts) == (Code.LIFELINE_OPEN, {"who": "Mette"})


def test_another_matter_of_the_visit_has_its_own(line: Line) -> None:
    visit = line.town.serving()
    line.ask(line.erik, visit=visit.pk)
    add_matter(visit=visit.pk, task="passport", **line.town.by())
    line.ask(line.eva, visit=visit.pk)
    assert Lifeline.objects.count() == 2


def test_only_who_is_served_is_asked_about(line: Line) -> None:
    visit = line.town.called()
    assert code(actions.ask_expert, visit=visit.pk, **APPLIES, **line.town.by()) is Code.ILLEGAL_MOVE


def test_only_who_serves_there_asks(line: Line) -> None:
    visit = line.town.serving()
    for stranger in (line.town.sara, line.erik):
        assert code(actions.ask_expert, visit=visit.pk, **APPLIES, **line.town.by(stranger)) is Code.NOT_ALLOWED


def test_joined_by_telephone_or_video(line: Line) -> None:
    visit = line.town.serving()
    actions.join(visit=visit.pk, to=line.erik.id, **APPLIES, **line.town.by())
    assert (Lifeline.objects.get().way, state(visit)) == ("join", "serving")


def test_nobody_is_joined_who_has_no_number(line: Line) -> None:
    Expert.objects.update(number="", meeting="")
    no, facts = refused(actions.join, visit=line.town.serving().pk, to=line.erik.id, **APPLIES, **line.town.by())
    assert (no, facts) == (Code.EXPERT_NOT_REACHED_SO, {"who": ["Erik"]})


def test_taken_over_the_desk_is_free_and_the_wait_is_kept(line: Line) -> None:
    visit = line.town.serving()
    queued = visit.queued_at
    actions.take_over(visit=visit.pk, to=line.erik.id, **APPLIES, **line.town.by())
    visit.refresh_from_db()
    assert (visit.state, visit.queued_at, past(visit)[:2]) == ("with_expert", queued, [("waiting", 60), ("called", 20)])
    row = Lifeline.objects.get()
    actions.accept(lifeline_id=row.pk, **line.town.by(line.erik))
    line.town.later(minutes=4)
    actions.conclude(lifeline_id=row.pk, **line.town.by(line.erik))
    row.refresh_from_db()
    assert (state(visit), matter(visit).outcome, past(visit)[-1]) == (
        "ended",
        "solved_with_expert",
        ("with_expert", 240),
    )
    assert (row.stage, row.end, row.helped) == ("ended", "helped", True)


def test_an_expert_who_serves_here_has_a_line(line: Line) -> None:
    visit = line.town.serving()
    taken = {"visit": visit.pk, "to": line.erik.id, "for_desk": line.town.other_desk.pk}
    actions.take_over(**taken, **APPLIES, **line.town.by())
    visit.refresh_from_db()
    assert (visit.state, visit.for_desk_id, Lifeline.objects.get().end) == (
        "waiting",
        line.town.other_desk.pk,
        "handed_on",
    )


def test_rung_back_the_visit_ends_and_the_number_lies_alone(line: Line) -> None:
    visit = line.town.serving()
    actions.call_back(visit=visit.pk, **RING, **APPLIES, **line.town.by())
    assert (state(visit), matter(visit).outcome) == ("ended", "come_back")
    assert CallBack.objects.get().to == "+4520123456"


def test_rung_back_about_one_matter_of_two(line: Line) -> None:
    visit = line.town.serving()
    actions.call_back(visit=visit.pk, finish=False, **RING, **APPLIES, **line.town.by())
    assert (state(visit), matter(visit).outcome) == ("serving", "come_back")


@pytest.mark.parametrize(
    ("facts", "no"),
    [
        ({}, Code.NOTHING_TO_RING),
        ({"contact": parse("a@example.dk")}, Code.BAD_CONTACT),
        ({**RING, "outcome": Outcome.SOLVED}, Code.CALL_BACK_OUTCOME),
        ({**RING, "outcome": Outcome.TO_DEPARTMENT}, Code.DESTINATION_MISSING),
        ({**RING, "matter": Matter.INFORMATION}, Code.CONTACT_STAYS_HERE),
    ],
)
def test_what_cannot_be_rung_back(line: Line, facts: dict[str, Any], no: Code) -> None:
    visit = line.town.serving()
    assert code(actions.call_back, visit=visit.pk, **APPLIES | facts, **line.town.by()) is no
    assert (state(visit), CallBack.objects.count()) == ("serving", 0)


def test_a_repeat_asks_once(line: Line) -> None:
    asked = {"visit": line.town.serving().pk, "to": line.erik.id, "note": Note("May it?"), **APPLIES, **line.town.by()}
    assert actions.ask_expert(**asked) == actions.ask_expert(**asked)
    assert LifelineNote.objects.count() == 1


def test_it_stays_with_its_matter_when_the_visit_is_sent_on(line: Line) -> None:
    visit = line.town.serving()
    row = line.ask(line.erik, visit=visit.pk)
    transfer_visit(visit=visit.pk, for_desk=line.town.other_desk.pk, **line.town.by())
    assert line.row(row.pk).stage == "asked"


def test_an_authority_that_is_meant_is_no_department(line: Line) -> None:
    asked = {"visit": line.town.serving().pk, "receiver": Receiver.AUTHORITY}
    assert code(actions.ask_expert, **asked, **APPLIES, **line.town.by()) is Code.NOBODY_TO_ASK
