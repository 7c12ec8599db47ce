"""Additions, what was found wrong, announcements: who may, what is kept, what the desk shows in one statement."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import Town, code, refused, somebody
from velkommen.apps.catalogue.models import Task
from velkommen.apps.knowledge import actions, queries
from velkommen.apps.knowledge.changes import Kind, changes
from velkommen.apps.knowledge.models import Addition, CardVersion, Report
from velkommen.domain.knowledge import Answer
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Role
from velkommen.shared.actor import Actor

TODAY = date(2026, 11, 24)


def add(town: Town, text: str, place: int | None = None, by: Actor | None = None) -> int:
    facts = {"place": place or town.place.pk, "task": "passport", "text": text}
    return actions.add_locally(**facts, **town.by(by or town.lea))["addition"]


def report(town: Town, text: str = "", by: Actor | None = None) -> int:
    return actions.report_wrong(task="passport", place=town.place.pk, text=text, **town.by(by))["report"]


def tell(town: Town, title: str, **facts: Any) -> int:
    said = {"text": "", "first": TODAY, "last": TODAY, "at_places": frozenset({town.place.pk})} | facts
    return actions.announce(title=title, **said, **town.by(town.lea))["announcement"]


def desk(town: Town, by: Actor | None = None, task: str | None = "passport") -> queries.AtDesk:
    pk = Task.objects.get(key=task).pk if task else None
    with CaptureQueriesContext(connection) as asked:
        seen = queries.at_desk(town.place.pk, pk, (by or town.mette).id, TODAY)
    assert len(asked) == 1
    return seen


def test_an_addition_is_shown_at_its_place_alone(town: Town) -> None:
    add(town, "The photo stand is in room 2")
    assert [(one.text, one.who, one.at) for one in desk(town).additions] == [
        ("The photo stand is in room 2", "Lea", town.now)
    ]
    assert queries.at_desk(town.sydby.pk, Task.objects.get(key="passport").pk, None, TODAY).additions == []
    assert desk(town, task="mitid").additions == []


def test_an_addition_is_taken_away_once(town: Town) -> None:
    made = add(town, "Room 2")
    actions.remove_addition(addition=made, **town.by(town.lea))
    assert desk(town).additions == []
    assert code(actions.remove_addition, addition=made, **town.by(town.lea)) == Code.UNKNOWN_ADDITION


def test_additions_are_written_by_who_keeps_knowledge_there(town: Town) -> None:
    facts = {"task": "passport", "text": "Room 2"}
    assert code(actions.add_locally, place=town.place.pk, **facts, **town.by()) == Code.NOT_ALLOWED
    assert code(actions.add_locally, place=town.sydby.pk, **facts, **town.by(town.lea)) == Code.NOT_ALLOWED
    other = somebody("eva", (town.sydby, Role.EXPERT))
    assert code(actions.remove_addition, addition=add(town, "x"), **town.by(other)) == Code.NOT_ALLOWED


def test_the_card_is_shown_in_the_language_of_the_reader_or_the_other(town: Town) -> None:
    said = {"task": "passport", "pitfalls": "careful", "language": "da"}
    actions.write_card(steps="one\ntwo", **said, **town.by(town.lea))
    task = Task.objects.get(key="passport").pk
    found = [queries.at_desk(town.place.pk, task, None, TODAY, language).card for language in ("da", "en")]
    assert [(one.steps, one.pitfalls, one.language, one.who) for one in found if one] == [
        (("one", "two"), ("careful",), "da", "Lea")
    ] * 2


def test_what_was_wrong_goes_to_the_list_and_its_answer_comes_back(town: Town) -> None:
    made = report(town, "The fee is old")
    assert [(row.pk, row.text, row.said_by_id) for row in queries.open_reports()] == [
        (made, "The fee is old", town.mette.id)
    ]
    actions.answer_report(report=made, answer=Answer.MENDED, **town.by(town.lea))
    assert queries.open_reports() == []
    assert [(one.id, one.title, one.answer, one.who) for one in desk(town).answers] == [
        (made, "passport", "mended", "Lea")
    ]
    assert desk(town, town.ali).answers == []
    actions.see_answer(report=made, place=town.place.pk, **town.by())
    assert desk(town).answers == []
    assert [(row.answer, row.seen_at) for row in queries.said_by(town.mette.id)] == [("mended", town.now)]


def test_said_again_before_it_is_answered_it_is_one(town: Town) -> None:
    first = report(town)
    assert report(town, "The fee is old") == report(town, "and the link") == first
    assert Report.objects.get().text == "The fee is old\nand the link"
    assert report(town, by=town.ali) != first


def test_after_an_answer_it_is_another(town: Town) -> None:
    first = report(town)
    actions.answer_report(report=first, answer=Answer.MENDED, **town.by(town.lea))
    assert report(town) != first


def test_that_it_is_right_takes_a_reason(town: Town) -> None:
    asked = {"report": report(town), "answer": Answer.RIGHT}
    assert code(actions.answer_report, **asked, **town.by(town.lea)) == Code.TEXT_MISSING
    actions.answer_report(**asked, reply="By law", **town.by(town.lea))
    assert [(one.answer, one.text) for one in desk(town).answers] == [("right", "By law")]


def test_it_is_answered_once(town: Town) -> None:
    asked = {"report": report(town), "answer": Answer.MENDED}
    actions.answer_report(**asked, **town.by(town.lea))
    assert refused(actions.answer_report, **asked, **town.by(town.lea)) == (Code.REPORT_ANSWERED, {"who": "Lea"})


def test_who_answers(town: Town) -> None:
    """The owner of the card, whoever keeps knowledge where it was said, and nobody else."""
    far, asked = somebody("eva", (town.sydby, Role.EXPERT)), {"answer": Answer.MENDED}
    made = report(town)
    assert code(actions.answer_report, report=made, **asked, **town.by(far)) == Code.NOT_ALLOWED
    assert code(actions.answer_report, report=made, **asked, **town.by(town.ali)) == Code.NOT_ALLOWED
    actions.add_to_card(task="passport", text="one", **town.by(far))
    actions.answer_report(report=made, **asked, **town.by(far))
    assert Report.objects.get().answered_by_id == far.id


def propose(town: Town, text: str = "Bring the old one.", by: Actor | None = None) -> int:
    made = actions.propose_text(task="passport", place=town.place.pk, text=text, **town.by(by))
    return made["report"]


def told(town: Town) -> list[tuple[str, str]]:
    return [(one.title, one.answer) for one in desk(town).answers]


@pytest.mark.parametrize(("here", "number"), [(False, (1, 0)), (True, (0, 1))])
def test_a_proposal_is_taken_as_its_keeper_mends_it(town: Town, here: bool, number: tuple[int, int]) -> None:
    made = propose(town)
    actions.take_proposal(report=made, text="Bring the old passport.", here=here, **town.by(town.lea))
    kept = (
        CardVersion.objects.filter(steps="Bring the old passport."),
        Addition.objects.filter(text="Bring the old passport."),
    )
    assert tuple(one.count() for one in kept) == number
    assert (told(town), queries.open_reports()) == ([("passport", "taken")], [])


def test_a_proposal_is_left_with_a_reason(town: Town) -> None:
    made = propose(town)
    leave: Any = {"report": made, "answer": Answer.LEFT}
    assert code(actions.answer_report, **leave, **town.by(town.lea)) == Code.TEXT_MISSING
    actions.answer_report(**leave, reply="It differs.", **town.by(town.lea))
    assert told(town) == [("passport", "left")]


def test_a_proposal_and_what_is_wrong_are_two(town: Town) -> None:
    assert (propose(town), propose(town, "And a photo.")) == (first := Report.objects.get(kind="proposal").pk, first)
    assert report(town, "Wrong fee") != first
    assert Report.objects.get(pk=first).text == "Bring the old one.\nAnd a photo."


@pytest.mark.parametrize("answer", [Answer.MENDED, Answer.RIGHT, Answer.TAKEN])
def test_what_is_no_answer_to_a_proposal_is_refused(town: Town, answer: Answer) -> None:
    made = propose(town)
    given = {"report": made, "answer": answer, "reply": "So"}
    assert code(actions.answer_report, **given, **town.by(town.lea)) == Code.BAD_VALUE


def test_what_was_wrong_is_nothing_to_take(town: Town) -> None:
    made = report(town, "Wrong fee")
    assert code(actions.take_proposal, report=made, text="x", **town.by(town.lea)) == Code.BAD_VALUE
    assert (
        code(actions.answer_report, report=made, answer=Answer.LEFT, reply="x", **town.by(town.lea)) == Code.BAD_VALUE
    )


def test_who_takes_a_proposal(town: Town) -> None:
    made = propose(town)
    assert code(actions.take_proposal, report=made, text="x", **town.by(town.ali)) == Code.NOT_ALLOWED
    assert code(actions.take_proposal, report=made, text="cpr 120188-1234", **town.by(town.lea)) == Code.CPR_IN_TEXT
    actions.take_proposal(report=made, text="x", **town.by(town.lea))
    assert code(actions.take_proposal, report=made, text="y", **town.by(town.lea)) == Code.REPORT_ANSWERED
    assert list(CardVersion.objects.values_list("steps", flat=True)) == ["x"]


@pytest.mark.parametrize("text", ["", "about 120188-1234"])
def test_an_empty_or_personal_proposal_is_refused(town: Town, text: str) -> None:
    facts = {"task": "passport", "place": town.place.pk, "text": text, **town.by()}
    assert (code(actions.propose_text, **facts), Report.objects.count()) == (
        Code.CPR_IN_TEXT if text else Code.TEXT_MISSING,
        0,
    )


def test_nobody_sees_the_answer_for_another(town: Town) -> None:
    made = report(town)
    assert code(actions.see_answer, report=made, **town.by()) == Code.ANSWER_NOT_YOURS
    actions.answer_report(report=made, answer=Answer.MENDED, **town.by(town.lea))
    assert code(actions.see_answer, report=made, **town.by(town.ali)) == Code.ANSWER_NOT_YOURS


def test_an_announcement_is_shown_until_it_is_read(town: Town) -> None:
    one, two = tell(town, "Fire drill"), tell(town, "New safe", must_read=True)
    assert [(said.id, said.title, said.must_read) for said in desk(town, task=None).announcements] == [
        (two, "New safe", True),
        (one, "Fire drill", False),
    ]
    actions.note_read(announcement=two, place=town.place.pk, **town.by())
    actions.note_read(announcement=two, place=town.place.pk, **town.by())
    assert [said.id for said in desk(town, task=None).announcements] == [one]
    assert len(desk(town, town.ali, task=None).announcements) == 2


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({"last": TODAY + timedelta(days=9)}, True),
        ({"first": TODAY + timedelta(days=1), "last": TODAY + timedelta(days=2)}, False),
        ({"first": TODAY - timedelta(days=2), "last": TODAY - timedelta(days=1)}, False),
    ],
)
def test_an_announcement_is_shown_on_its_days(town: Town, facts: dict[str, date], shown: bool) -> None:
    tell(town, "Fire drill", **facts)
    assert bool(desk(town).announcements) == shown


def test_for_all_places_takes_the_right_everywhere(town: Town) -> None:
    said = {"title": "x", "text": "", "first": TODAY, "last": TODAY}
    assert code(actions.announce, **said, **town.by(town.lea)) == Code.NOT_ALLOWED
    adam = somebody("adam", (None, Role.ADMIN))
    actions.announce(**said, **town.by(adam))
    assert [one.title for one in desk(town).announcements] == ["x"]


def test_an_announcement_is_for_its_places(town: Town) -> None:
    made = tell(town, "Fire drill")
    assert queries.at_desk(town.sydby.pk, None, town.sara.id, TODAY).announcements == []
    assert code(actions.note_read, announcement=made, **town.by(town.sara)) == Code.NOT_ALLOWED


def test_who_has_not_read_it_of_those_who_are_posted_there(town: Town) -> None:
    somebody("adam", (None, Role.ADMIN))
    made = tell(town, "Fire drill", must_read=True)
    actions.note_read(announcement=made, **town.by())
    found = [(staff.username, at) for staff, at in queries.readers(queries.announcement(made))]
    assert found == [("mette", town.now), ("ali", None), ("lea", None)]


def test_a_withdrawn_announcement_is_gone_and_who_read_it_known(town: Town) -> None:
    made = tell(town, "Fire drill")
    actions.note_read(announcement=made, **town.by())
    assert code(actions.withdraw_announcement, announcement=made, **town.by()) == Code.NOT_ALLOWED
    actions.withdraw_announcement(announcement=made, **town.by(town.lea))
    assert desk(town, town.ali).announcements == []
    assert queries.announcement(made).receipts.count() == 1


@pytest.mark.parametrize(
    ("facts", "no"),
    [
        ({"title": " "}, Code.TEXT_MISSING),
        ({"title": "x" * 121}, Code.TEXT_TOO_LONG),
        ({"text": "010190-1234"}, Code.CPR_IN_TEXT),
        ({"last": TODAY - timedelta(days=1)}, Code.PERIOD_REVERSED),
        ({"at_places": frozenset({0})}, Code.NOT_ALLOWED),
    ],
)
def test_an_announcement_that_is_refused(town: Town, facts: dict[str, Any], no: Code) -> None:
    said = {"title": "x", "text": "", "first": TODAY, "last": TODAY, "at_places": frozenset({town.place.pk})} | facts
    assert code(actions.announce, **said, **town.by(town.lea)) == no


def test_what_changed_since(town: Town) -> None:
    before = town.now - timedelta(days=3)
    add(town, "Room 1")
    town.later(days=2)
    since = town.now
    town.later(hours=1)
    actions.add_to_card(task="mitid", text="one", **town.by(town.lea))
    town.later(hours=1)
    actions.add_to_card(task="mitid", text="two", **town.by(town.lea))
    add(town, "Room 2")
    add(town, "Elsewhere", town.sydby.pk, somebody("eva", (town.sydby, Role.EXPERT)))
    task = Task.objects.get(key="passport")
    tomorrow = TODAY + timedelta(days=3)
    task.fees.create(name_da="Pas", name_en="Passport", component="base", amount=89000, since=tomorrow)
    task.suspensions.create(first=tomorrow, last=tomorrow, why="Storm")
    tell(town, "Fire drill", first=tomorrow, last=tomorrow)
    town.later(days=1)
    found = changes([town.place.pk], since, town.now)
    assert sorted((one.kind, one.task, one.text) for one in found) == [
        (Kind.ADDITION, "passport", "Room 2"),
        (Kind.ANNOUNCEMENT, "", "Fire drill"),
        (Kind.CARD, "mitid", "da"),
        (Kind.FEE, "passport", "Pas"),
        (Kind.SUSPENDED, "passport", "Storm"),
    ]
    assert {one.text for one in changes([town.place.pk], before, since)} == {"Room 1"}
    town.later(days=1)
    assert Kind.RESUMED in {one.kind for one in changes([town.place.pk], since, town.now)}


def test_what_changed_costs_the_same_however_much_it_is(town: Town) -> None:
    since = town.now
    town.later(days=1)
    counts = []
    for some in range(2):
        add(town, f"Room {some}")
        actions.add_to_card(task=("mitid", "passport")[some], text="one", **town.by(town.lea))
        tell(town, f"Drill {some}", last=TODAY + timedelta(days=5))
        with CaptureQueriesContext(connection) as asked:
            changes([town.place.pk], since, town.now)
        counts.append(len(asked))
    assert counts == [6, 6]
