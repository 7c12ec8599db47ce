"""What citizens say: once by their number, or openly; told by the month when it is over, with how many were asked."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from tests.people import code, refused
from tests.surveys import BADLY, WELL, Surveys
from velkommen.apps.enquiries.actions import finish_visit, leave_visit
from velkommen.apps.surveys import actions, queries
from velkommen.apps.surveys.models import Asking, Box, Given, Round, Tally
from velkommen.domain.measures import Share
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Code
from velkommen.domain.surveys import Audience, Said
from velkommen.project.worker import JOBS
from velkommen.shared.actor import PUBLIC, Actor, ActorKind
from velkommen.shared.log.models import Deed

pytestmark = pytest.mark.django_db
JOB = next(job for job in JOBS if job.name == "close surveys")


def sums(group: str) -> dict[tuple[str, str], int]:
    rows = Tally.objects.filter(box__group=group, number__gt=0).values_list("question", "answer", "number")
    return {(question, answer): number for question, answer, number in rows}


def test_a_number_answers_when_its_visit_is_over(surveys: Surveys) -> None:
    surveys.ask()
    visit = surveys.town.serving()
    assert code(surveys.by_number, visit=visit) is Code.VISIT_NOT_OVER
    finish_visit(visit=visit.pk, outcome=Outcome.SOLVED, **surveys.town.by())
    assert surveys.by_number(visit) == {"counted": True}
    assert sums("number") == {("solved", "yes"): 1, ("easy", "easy"): 1, ("welcome", "well"): 1}


def test_it_answers_once(surveys: Surveys) -> None:
    surveys.ask()
    visit, op = surveys.ended(), uuid4()
    for _ in range(2):  # a double press
        surveys.by_number(visit, op=op)
    assert code(surveys.by_number, visit=visit, answers=BADLY) is Code.ANSWERED_ALREADY
    assert (sums("number")["solved", "yes"], Box.objects.get().answers) == (1, 1)


def test_who_left_or_came_yesterday_is_not_asked(surveys: Surveys) -> None:
    surveys.ask()
    gone, yesterday = surveys.town.draw(), surveys.ended()
    leave_visit(visit=gone.pk, **surveys.town.by(Actor(ActorKind.CITIZEN, gone.pk)))
    assert code(surveys.by_number, visit=gone) is Code.VISIT_NOT_OVER
    surveys.town.later(days=1)
    assert code(surveys.by_number, visit=yesterday) is Code.UNKNOWN_SURVEY


def test_nobody_is_asked_where_it_is_not_switched_on(surveys: Surveys) -> None:
    visit = surveys.ended()
    assert code(surveys.by_number, visit=visit) is Code.UNKNOWN_SURVEY
    assert code(surveys.openly) is Code.UNKNOWN_SURVEY
    surveys.ask()
    assert code(surveys.openly, place=surveys.town.sydby.pk) is Code.UNKNOWN_SURVEY


def test_half_an_answer_is_none(surveys: Surveys) -> None:
    surveys.ask()
    half = {"place": surveys.town.place.pk, "said": Said({**WELL, "easy": ""})}
    assert refused(actions.answer_openly, **half, **surveys.town.by(PUBLIC)) == (Code.ANSWER_MISSING, {"field": "easy"})
    assert Box.objects.count() == 0


def test_those_who_lead_a_place_switch_it_on_and_off(surveys: Surveys) -> None:
    here: dict[str, Any] = {"place": surveys.town.place.pk}
    assert code(actions.start_asking, **here, **surveys.town.by()) is Code.NOT_ALLOWED
    assert code(actions.stop_asking, **here, **surveys.town.by(surveys.town.lea)) is Code.UNKNOWN_SURVEY
    surveys.ask()
    actions.stop_asking(**here, **surveys.town.by(surveys.town.lea))
    surveys.openly()  # today is the last day
    surveys.town.later(days=1)
    assert code(surveys.openly) is Code.UNKNOWN_SURVEY
    surveys.ask()
    assert list(Asking.objects.values_list("since", "until")) == [(date(2026, 11, 25), None)]


def test_a_month_is_told_when_it_is_over_with_how_many_were_asked(surveys: Surveys) -> None:
    surveys.ask()
    ended = [surveys.ended() for _ in range(8)]
    for visit in ended[:6]:
        surveys.by_number(visit)
    for answers in [WELL] * 6 + [BADLY] * 5:
        surveys.openly(answers)
    assert queries.results(Audience.CITIZENS) == []
    surveys.night(days=10)
    (found,) = queries.results(Audience.CITIZENS)
    lines = {line.group: (line.answers, line.rate, line.yes("solved")) for line in found.told.of(surveys.town.place.pk)}
    assert lines == {"number": (6, Share(6, 8), None), "open": (11, None, Share(6, 11))}
    assert queries.between(Audience.CITIZENS, date(2026, 11, 2), date(2026, 12, 31)) == []


def test_those_asked_are_counted_for_the_days_they_were_asked(surveys: Surveys) -> None:
    surveys.ended()
    surveys.town.later(days=1)
    surveys.ask()
    surveys.ended()
    actions.stop_asking(place=surveys.town.place.pk, **surveys.town.by(surveys.town.lea))
    surveys.town.later(days=2)
    surveys.ended()
    surveys.ask()
    surveys.ended()
    surveys.night(days=8)
    assert list(Box.objects.values_list("group", "asked", "answers")) == [("number", 3, 0)]


def test_a_number_that_answered_is_forgotten_the_day_after(surveys: Surveys) -> None:
    surveys.ask()
    surveys.by_number(surveys.ended())
    JOB.run(surveys.town.now)
    assert Given.objects.count() == 1
    surveys.town.later(days=1)
    JOB.run(surveys.town.now)
    assert Given.objects.count() == 0


def test_a_quiet_hour_leaves_no_line_in_the_log(surveys: Surveys) -> None:
    surveys.ask()
    JOB.run(surveys.town.now)
    before = Deed.objects.count()
    JOB.run(surveys.town.now)
    assert Deed.objects.count() == before


def test_a_month_that_nobody_answers_is_told_as_such(surveys: Surveys) -> None:
    surveys.ask()
    surveys.night(days=10)
    assert [(row.first, row.closed_at is None) for row in Round.objects.order_by("first")] == [
        (date(2026, 11, 1), False),
        (date(2026, 12, 1), True),
    ]
    assert [one.told.lines for one in queries.results(Audience.CITIZENS)] == [()]


def test_results_cost_three_statements_however_many(surveys: Surveys, django_assert_num_queries: object) -> None:
    surveys.ask()
    for _ in range(3):
        surveys.openly()
        surveys.night(days=31)
    with django_assert_num_queries(3):  # type: ignore[operator]  # of pytest-django
        assert len(queries.results(Audience.CITIZENS)) == 3
