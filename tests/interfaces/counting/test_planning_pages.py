"""Planning on the pages: what cannot be is told at its field with the cure, and nothing typed is lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.counting import planned
from tests.interfaces.counting.conftest import Ask, form
from tests.people import Town
from velkommen.apps.counting.models import CountingWeek
from velkommen.apps.counting.queries import week as found
from velkommen.domain.counting_weeks import Package, Question, Stage
from velkommen.domain.kinds import Channel
from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.web.small_forms import Form
from velkommen.shared.wording import sentence

DAY = timedelta(days=1)


def faults(shown: Form) -> dict[str, str]:
    """Field -> what is said at it; "" is the form itself."""
    told = {one.name: one.fault for one in shown.fields if one.fault}
    return told | ({"": shown.fault} if shown.fault else {})


def test_a_week_is_planned_as_it_was_typed(town: Town, ask: Ask) -> None:
    answer = ask("/counting/plan/", **form(town))
    made = found(CountingWeek.objects.get().pk, town.now.date())
    assert (answer.status_code, answer["Location"]) == (302, f"/counting/{made.row.pk}/?done=plan")
    assert (made.facts.name, made.facts.package, made.facts.questions, made.places) == (
        "Uge 52",
        Package(frozenset(), frozenset({Channel.IN_PERSON})),
        frozenset({Question.DIGITAL}),
        frozenset({town.place.pk}),
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"first": "soon"}, "first"),
        ({"last": ""}, "last"),
        ({"last": "2026-11-01"}, "last"),
        ({"last": "2027-06-01"}, "last"),
        ({"first": "2026-11-23", "last": "2026-11-24"}, "first"),
        ({"target": "many"}, "target"),
        ({"target": "101"}, "target"),
        ({"places": []}, "places"),
        ({"places": ["nowhere"]}, "places"),
        ({"channels": ["pigeon"]}, "channels"),
        ({"tasks": ["flying"]}, "tasks"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_what_was_typed_stays(
    town: Town, ask: Ask, wrong: dict[str, Any], field: str
) -> None:
    with translation.override("en"):
        answer = ask("/counting/plan/", **form(town, **wrong))
    shown: Form = answer.context["form"]
    said = faults(shown)
    assert (answer.status_code, list(said), CountingWeek.objects.count()) == (422, [field], 0)
    typed = {one.name: one.values for one in shown.fields}
    kept = {name: value if isinstance(value, list) else [value] for name, value in form(town, **wrong).items()}
    assert {name: list(typed[name]) for name in typed} == {name: kept.get(name, []) for name in typed}


def test_a_no_calls_a_field_as_the_form_does_and_says_what_it_may_be(ask: Ask, town: Town) -> None:
    shown: Form = ask("/counting/plan/", **form(town, target="0")).context["form"]
    assert faults(shown) == {"target": "“Mål” skal være fra 1 til 100. Skriv et helt tal."}


def test_two_at_once_are_told_where_and_when(town: Town, ask: Ask, week: int) -> None:
    today = town.now.date().isoformat()
    with translation.override("en"):
        answer = ask("/counting/plan/", **form(town, first=today, last=today))
    said = faults(answer.context["form"])
    assert (answer.status_code, list(said)) == (409, ["first"])
    assert "Nordby" in said["first"]
    assert "Uge 48" in said["first"]


def test_the_list_shows_each_week_with_what_one_may_do(town: Town, ask: Ask, week: int) -> None:
    rows = ask("/counting/").context["rows"]
    assert [(one.week.row.pk, one.watched, one.read, [p.slug for p in one.filled]) for one in rows] == [
        (week, True, True, ["nordby"])
    ]
    clerks = ask("/counting/", who="mette").context["rows"]
    assert [(one.watched, one.read) for one in clerks] == [(False, True)]
    assert ask("/counting/", who="sara").context["rows"] == []


def test_the_list_costs_the_same_for_many_weeks(town: Town, ask: Ask, week: int) -> None:
    ask("/counting/")
    with CaptureQueriesContext(connection) as one:
        ask("/counting/")
    for ahead in (10, 20, 30):
        first = town.now.date() + ahead * DAY
        planned(town, name=f"Uge {ahead}", first=first, last=first)
    with CaptureQueriesContext(connection) as four:
        ask("/counting/")
    assert len(one) == len(four)


def test_on_the_way_its_last_day_may_be_another(town: Town, ask: Ask, week: int) -> None:
    questions = ["digital", "avoidable", "matters"]
    said = form(town, do="change", first=town.now.date().isoformat(), channels=["in_person", "phone"])
    said |= {"last": (town.now.date() + 9 * DAY).isoformat(), "questions": questions}
    assert ask(f"/counting/{week}/change/", **said).status_code == 302
    assert found(week, town.now.date()).row.name == "Uge 52"
    answer = ask(f"/counting/{week}/change/", **said | {"questions": ["digital"]})
    assert (answer.status_code, list(faults(answer.context["change"]))) == (409, [""])


def test_calling_off_and_closing_ask_to_be_sure(town: Town, ask: Ask, week: int) -> None:
    unsure = ask(f"/counting/{week}/change/", do="cancel", about="")
    asked = {"sure": sentence(Refusal(Code.NOT_SURE))}
    assert (unsure.status_code, faults(unsure.context["cancel"])) == (422, asked)
    assert asked["sure"] in unsure.content.decode()
    assert found(week, town.now.date()).stage is Stage.RUNNING
    town.later(days=8)
    assert ask(f"/counting/{week}/change/", do="close", about="", sure="yes").status_code == 302
    assert found(week, town.now.date()).stage is Stage.CLOSED
    page = ask(f"/counting/{week}/change/")
    assert (page.status_code, page.context["open"]) == (200, False)


def test_a_week_called_off_leads_back_to_the_list(town: Town, ask: Ask, week: int) -> None:
    answer = ask(f"/counting/{week}/change/", do="cancel", about="", sure="yes")
    assert answer["Location"] == "/counting/?done=cancel"


def test_a_week_there_is_not_is_told_so(ask: Ask, week: int) -> None:
    assert ask("/counting/99/").status_code == 404
