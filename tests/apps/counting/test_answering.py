"""The extra questions: answered of what the week is about, while it is open, said again, taken back."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.counting import log, planned
from tests.people import Town, code, matter, refused
from velkommen.apps.counting import actions
from velkommen.apps.counting.models import Answer
from velkommen.apps.enquiries.actions import add_matter, record_outcome, undo
from velkommen.domain.counting_weeks import Avoidable, Digital, Package, Question
from velkommen.domain.kinds import Channel
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Code

pytestmark = pytest.mark.django_db
ANSWER = actions.answer_questions


def kept(enquiry: UUID) -> tuple[str, str, int | None]:
    row = Answer.objects.get(pk=enquiry)
    return row.digital, row.avoidable, row.matters


def test_an_answer_is_kept_with_its_enquiry(town: Town) -> None:
    planned(town)
    one = log(town)
    done = ANSWER(enquiry=one, digital=Digital.YES, **town.by())
    assert done == {"enquiry": str(one), "digital": "yes", "avoidable": "", "matters": 1, "was": None}
    assert kept(one) == ("yes", "", 1)


def test_a_second_answer_leaves_the_first(town: Town) -> None:
    planned(town)
    one = log(town)
    ANSWER(enquiry=one, digital=Digital.NO, **town.by())
    ANSWER(enquiry=one, avoidable=Avoidable.UNCLEAR_LETTER, matters=3, **town.by(town.ali))
    assert kept(one) == ("no", "unclear_letter", 3)


def test_nobody_stands_in_it(town: Town) -> None:
    assert {field.name for field in Answer._meta.get_fields()} == {
        "enquiry",
        "week",
        "digital",
        "avoidable",
        "matters",
        "op",
    }


def test_how_many_matters_is_the_visits_own_where_nobody_says(town: Town) -> None:
    planned(town)
    visit = town.serving()
    add_matter(visit=visit.pk, task="mitid", **town.by())
    record_outcome(visit=visit.pk, outcome=Outcome.SOLVED, **town.by())
    one = matter(visit).pk
    ANSWER(enquiry=one, digital=Digital.NO, **town.by())
    assert kept(one) == ("no", "", 2)


@pytest.mark.parametrize(
    ("week", "said", "why"),
    [
        ({"questions": frozenset({Question.AVOIDABLE})}, {}, Code.QUESTION_NOT_ASKED),
        ({"package": Package(frozenset({"mitid"}), frozenset({Channel.IN_PERSON}))}, {}, Code.NOT_COUNTED_HERE),
        ({"package": Package(frozenset(), frozenset({Channel.PHONE}))}, {}, Code.NOT_COUNTED_HERE),
        ({}, {"digital": None}, Code.NOTHING_GIVEN),
        ({}, {"matters": 21}, Code.BAD_VALUE),
        ({}, {"enquiry": uuid4()}, Code.UNKNOWN_ENQUIRY),
    ],
    ids=["not asked", "another task", "another channel", "nothing", "too many matters", "no enquiry"],
)
def test_what_is_not_asked_is_refused(town: Town, week: dict[str, Any], said: dict[str, Any], why: Code) -> None:
    planned(town, **week)
    one = log(town)
    assert code(ANSWER, **{"enquiry": one, "digital": Digital.YES} | said, **town.by()) is why
    assert Answer.objects.count() == 0


def test_where_no_week_runs_nothing_is_asked(town: Town) -> None:
    assert code(ANSWER, enquiry=log(town), digital=Digital.YES, **town.by()) is Code.NOT_COUNTED_HERE


def test_a_stranger_answers_nothing(town: Town) -> None:
    planned(town)
    assert code(ANSWER, enquiry=log(town), digital=Digital.YES, **town.by(town.sara)) is Code.NOT_ALLOWED


def test_what_has_no_outcome_is_not_asked_about(town: Town) -> None:
    planned(town)
    open_one = matter(town.serving()).pk
    assert code(ANSWER, enquiry=open_one, digital=Digital.YES, **town.by()) is Code.UNKNOWN_ENQUIRY


def test_after_the_days_it_may_be_answered_until_the_week_is_closed(town: Town) -> None:
    pk = planned(town)
    one = log(town)
    town.later(days=7)
    ANSWER(enquiry=one, digital=Digital.NO, **town.by())
    actions.close_counting_week(week_id=pk, **town.by(town.lea))
    assert refused(ANSWER, enquiry=one, digital=Digital.YES, **town.by()) == (Code.WEEK_ENDED, {"week": "Uge 48"})
    assert kept(one)[0] == "no"


def test_the_same_press_twice_is_one_answer(town: Town) -> None:
    planned(town)
    one, by = log(town), town.by()
    assert ANSWER(enquiry=one, digital=Digital.YES, **by) == ANSWER(enquiry=one, digital=Digital.YES, **by)


def test_an_answer_is_taken_back_and_what_was_said_before_holds_again(town: Town) -> None:
    planned(town)
    one, first, second = log(town), town.by(), town.by()
    ANSWER(enquiry=one, digital=Digital.YES, **first)
    ANSWER(enquiry=one, digital=Digital.NO, **second)
    done = actions.take_back_answer(undone=second["op"], **town.by())
    assert (kept(one), done["digital"]) == (("yes", "", 1), "yes")


def test_the_only_answer_taken_back_there_is_none(town: Town) -> None:
    planned(town)
    one, by = log(town), town.by()
    ANSWER(enquiry=one, digital=Digital.YES, **by)
    actions.take_back_answer(undone=by["op"], **town.by())
    assert Answer.objects.count() == 0


def test_taking_back_has_its_limits(town: Town) -> None:
    planned(town)
    one, first = log(town), town.by()
    ANSWER(enquiry=one, digital=Digital.YES, **first)
    take = actions.take_back_answer
    assert code(take, undone=first["op"], **town.by(town.ali)) is Code.NOT_ALLOWED
    assert code(take, undone=uuid4(), **town.by()) is Code.UNDO_TOO_LATE
    ANSWER(enquiry=one, digital=Digital.NO, **town.by(town.ali))
    assert code(take, undone=first["op"], **town.by()) is Code.UNDO_OVERTAKEN
    town.later(seconds=20)
    assert code(take, undone=first["op"], **town.by()) is Code.UNDO_TOO_LATE


def test_the_undo_of_the_desk_leaves_answers_alone(town: Town) -> None:
    planned(town)
    by = town.by()
    ANSWER(enquiry=log(town), digital=Digital.YES, **by)
    assert code(undo, undone=by["op"], **town.by()) is Code.UNDO_TOO_LATE
