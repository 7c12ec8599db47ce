"""What a counting week asks at the desk: after the outcome, in two presses at most, never in the way, and for one statement."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.interfaces.desk.conftest import Branch
from tests.interfaces.desk.test_screen import BYTES, STATEMENTS, fill, guide
from velkommen.apps.catalogue import standard
from velkommen.apps.catalogue.models import Task
from velkommen.apps.counting import actions
from velkommen.apps.counting.models import Answer
from velkommen.apps.placement.models import Offer
from velkommen.domain.counting_weeks import Package, Question, WeekFacts
from velkommen.domain.kinds import Channel
from velkommen.interfaces.desk.extra import Chips
from velkommen.shared.actor import SYSTEM

IN_PERSON = Package(frozenset(), frozenset({Channel.IN_PERSON}))


def plan(branch: Branch, **other: Any) -> int:
    """The branch counts from today on."""
    said: dict[str, Any] = {
        "name": "Uge 48",
        "first": branch.now.date(),
        "last": branch.now.date() + timedelta(days=6),
        "places": frozenset({branch.place.pk}),
        "package": IN_PERSON,
        "questions": frozenset({Question.DIGITAL, Question.AVOIDABLE}),
    }
    facts = WeekFacts(**said | other)
    return actions.plan_counting_week(facts=facts, by=SYSTEM, at=branch.now, op=uuid4())["week"]


def asked(branch: Branch) -> tuple[str, str] | None:
    """The task and the question the desk shows."""
    extra: Chips | None = branch.look().context["extra"]
    return (extra.task, extra.question.value) if extra else None


def solve(branch: Branch) -> object:
    """Somebody is served, and the outcome is set; the id of the matter."""
    visit = branch.serving()
    branch.press("outcome", visit=visit.pk, result="solved")
    return branch.matter(visit).pk


def test_nothing_is_asked_where_no_week_runs(branch: Branch) -> None:
    solve(branch)
    page = branch.look()
    assert (page.context["week"], page.context["extra"]) == (None, None)
    assert b"vk-extra" not in page.content


def test_after_the_outcome_the_questions_come_one_by_one(branch: Branch) -> None:
    plan(branch)
    visit = branch.serving()
    assert asked(branch) is None
    branch.press("outcome", visit=visit.pk, result="solved")
    assert asked(branch) == ("passport", "digital")
    one = branch.matter(visit).pk
    branch.press("answer", enquiry=one, digital="yes")
    assert asked(branch) == ("passport", "avoidable")
    branch.press("answer", enquiry=one, avoidable="unclear_letter")
    assert asked(branch) is None
    row = Answer.objects.get()
    assert (row.enquiry_id, row.digital, row.avoidable) == (one, "yes", "unclear_letter")


def test_next_is_never_held_up(branch: Branch) -> None:
    plan(branch)
    solve(branch)
    branch.draw("mitid")
    branch.press("next")
    shown = branch.look().context
    assert (shown["visit"].state, shown["extra"], Answer.objects.count()) == ("called", None, 0)


def test_of_what_was_counted_without_a_number_it_is_asked_too(branch: Branch) -> None:
    plan(branch)
    branch.press("register", task="mitid", result="solved")
    assert asked(branch) == ("mitid", "digital")
    branch.later(minutes=3)
    assert asked(branch) == ("mitid", "digital")  # it waits, and moves no tile
    branch.press("register", task="passport", result="solved")
    assert asked(branch) == ("passport", "digital")


def test_of_who_just_went_it_may_still_be_asked(branch: Branch) -> None:
    plan(branch)
    solve(branch)
    branch.press("finish", visit=branch.look().context["visit"].pk)
    assert asked(branch) == ("passport", "digital")


def test_a_colleague_is_not_asked_about_ones_own(branch: Branch) -> None:
    plan(branch)
    branch.press("register", task="mitid", result="solved")
    branch.client.force_login(branch.ali)
    assert asked(branch) is None


@pytest.mark.parametrize(
    "other",
    [
        {"package": Package(frozenset({"mitid"}), frozenset({Channel.IN_PERSON}))},
        {"package": Package(frozenset(), frozenset({Channel.PHONE}))},
        {"questions": frozenset()},
    ],
    ids=["another task", "another channel", "no questions"],
)
def test_only_what_the_week_is_about_is_asked(branch: Branch, other: dict[str, Any]) -> None:
    plan(branch, **other)
    solve(branch)
    assert asked(branch) is None


def test_an_answer_is_undone_like_everything(branch: Branch) -> None:
    plan(branch)
    one = solve(branch)
    branch.press("answer", enquiry=one, digital="no")
    done = branch.look().context["done"]
    assert done.way == "unanswer"
    branch.press("unanswer", undone=done.undone)
    assert (Answer.objects.count(), asked(branch)) == (0, ("passport", "digital"))
    assert branch.look().context["done"].undone is None


def test_planned_today_it_is_asked_at_once_and_called_off_no_more(branch: Branch) -> None:
    solve(branch)
    assert asked(branch) is None
    pk = plan(branch)
    assert asked(branch) == ("passport", "digital")
    actions.cancel_counting_week(week_id=pk, by=SYSTEM, at=branch.now, op=uuid4())
    assert asked(branch) is None


def test_how_many_matters_is_asked_in_numbers(branch: Branch) -> None:
    plan(branch, questions=frozenset({Question.MATTERS}))
    one = solve(branch)
    chips = branch.look().context["extra"].chips
    assert [sent for sent, _, _ in chips] == ["1", "2", "3", "4", "5"]
    branch.press("answer", enquiry=one, matters="3")
    assert Answer.objects.get().matters == 3


@pytest.mark.parametrize("field", ["digital", "avoidable", "matters"])
def test_what_is_no_answer_is_refused_in_a_sentence(branch: Branch, field: str) -> None:
    plan(branch, questions=frozenset(Question))
    one = solve(branch)
    answer = branch.press("answer", enquiry=one, **{field: "perhaps"})
    assert (answer.status_code, Answer.objects.count()) == (422, 0)
    assert answer.context["code"] == "bad_value"


def test_answers_can_be_put_right_where_the_outcome_is(branch: Branch) -> None:
    plan(branch)
    one = solve(branch)
    branch.press("answer", enquiry=one, digital="no")
    page = branch.client.get(f"{branch.url}correct/{one}/")
    shown = [(chips.question.value, [sent for sent, _, on in chips.chips if on]) for chips in page.context["questions"]]
    assert shown == [("digital", ["no"]), ("avoidable", [])]


def busy(branch: Branch) -> None:
    """Everything is offered, three hundred wait, the guide is full, and the outcome is set."""
    standard.load()
    known = Offer.objects.values("task")
    Offer.objects.bulk_create(
        Offer(service_point=branch.place, task=task) for task in Task.objects.exclude(pk__in=known)
    )
    solve(branch)
    fill(branch, 300)
    guide(branch)


@pytest.mark.parametrize("runs", [False, True])
def test_it_costs_one_statement_when_it_asks_and_none_when_no_week_runs(branch: Branch, runs: bool) -> None:
    if runs:
        plan(branch)
    busy(branch)
    branch.look()  # what is kept as long as the rules hold is read
    with CaptureQueriesContext(connection) as asked_of_the_database:
        page = branch.look()
    assert len(asked_of_the_database) <= STATEMENTS + runs
    assert len(page.content) <= BYTES
    assert (page.context["extra"] is not None) is runs


def test_without_a_week_nothing_is_read_of_weeks(branch: Branch) -> None:
    solve(branch)
    branch.look()
    with CaptureQueriesContext(connection) as read:
        branch.look()
    assert [query["sql"] for query in read if "counting_" in query["sql"]] == []
