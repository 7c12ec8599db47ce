"""Keeping the catalogue: what a deed leaves behind, who may, and every "no" that leaves nothing behind."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from tests.people import Town, code, refused, somebody
from velkommen.apps.catalogue import actions, queries, standard
from velkommen.apps.catalogue.models import Fee, Season, Suspension, Task, TaskChange
from velkommen.apps.catalogue.numbering import KleRow
from velkommen.domain.catalogue import Days, fee_total
from velkommen.domain.kinds import DeskRole
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Role
from velkommen.shared.log.models import Deed

DAY, LATER = date(2026, 12, 1), date(2027, 1, 1)
WHOLE = {"name_da": "Fiskekort", "name_en": "Fishing card", "desk_role": "complete", "discretion": "none", "minutes": 4}


@pytest.fixture
def kept(town: Town) -> Callable[..., object]:
    """A deed done by Anna, who keeps the catalogue."""
    anna = somebody("anna", (None, Role.ADMIN))
    return lambda act, **facts: act(**facts, **town.by(anna))


Kept = Callable[..., object]


def test_a_task_of_ones_own(kept: Kept) -> None:
    kept(actions.add_task, task="fishing", line="B", facts={**WHOLE, "synonyms_da": ["fisketegn"], "referral": "tax"})
    facts = queries.entry("fishing").on(DAY)
    assert (facts.name_en, facts.group, facts.synonyms_da, facts.referral) == (
        "Fishing card",
        "B",
        ("fisketegn",),
        "tax",
    )
    assert Deed.objects.get().rules is True


def test_a_change_holds_from_its_day_and_is_told_in_the_history(kept: Kept) -> None:
    kept(actions.change_task, task="passport", field="minutes", value=20, since=LATER, why="New station")
    kept(actions.change_task, task="passport", field="bring_da", value=["Dit pas"], since=DAY)
    entry = queries.entry("passport")
    assert [(entry.on(day).minutes, entry.on(day).bring_da) for day in (DAY, LATER)] == [
        (5, ("Dit pas",)),
        (20, ("Dit pas",)),
    ]
    told = [(row.field, row.value, row.since, row.why) for row in queries.history("passport")]
    assert told == [("minutes", 20, LATER, "New station"), ("bring_da", ["Dit pas"], DAY, "")]


def test_the_later_word_for_the_same_day_holds(kept: Kept) -> None:
    for minutes in (20, 25):
        kept(actions.change_task, task="passport", field="minutes", value=minutes, since=DAY)
    assert list(TaskChange.objects.values_list("value", flat=True)) == [25]


def test_a_task_gets_somewhere_to_refer_to_before_it_is_referred(kept: Kept) -> None:
    refer = {"task": "passport", "field": "desk_role", "value": "refer", "since": DAY}
    with pytest.raises(Exception, match=Code.REFERRAL_MISSING):
        kept(actions.change_task, **refer)
    kept(actions.change_task, task="passport", field="referral", value="tax", since=DAY)
    kept(actions.change_task, **refer)
    assert (queries.entry("passport").on(DAY).desk_role, TaskChange.objects.count()) == (DeskRole.REFER, 2)


def test_a_referral_is_not_taken_from_a_task_that_needs_it_later_on(kept: Kept) -> None:
    """Whichever of the two steps comes last is the one refused."""
    with pytest.raises(Exception, match=Code.REFERRAL_MISSING):
        kept(actions.change_task, task="assessment", field="referral", value="", since=LATER)
    assert TaskChange.objects.count() == 0


def test_a_fee_has_parts_from_their_days_on(kept: Kept) -> None:
    names = {"name_da": "Pas", "name_en": "Passport"}
    kept(
        actions.set_fee, task="passport", component="booklet", amount=86_200, since=DAY, names=names, source="politi.dk"
    )
    kept(actions.set_fee, task="passport", component="booklet", amount=90_000, since=LATER)
    case = {"case": "pensioner", "names": {"case_da": "Folkepensionist", "case_en": "Pensioner"}}
    kept(actions.set_fee, task="passport", component="booklet", amount=35_000, since=DAY, **case)
    fees = queries.entry("passport").fees
    assert [fee_total(fees, day, who) for day in (DAY, LATER) for who in ("", "pensioner")] == [
        86_200,
        35_000,
        90_000,
        35_000,
    ]
    assert {(fee.name_da, fee.name_en) for fee in fees} == {("Pas", "Passport")}


def test_suspended_until_resumed(kept: Kept) -> None:
    kept(actions.suspend, task="passport", first=DAY, why="The system is down")
    kept(actions.resume, task="passport", day=LATER)
    assert queries.entry("passport").suspensions == (Days(DAY, date(2026, 12, 31), "The system is down"),)


def test_resumed_the_day_it_began_it_was_never_suspended(kept: Kept) -> None:
    kept(actions.suspend, task="passport", first=DAY, last=LATER, why="The system is down")
    kept(actions.resume, task="passport", day=DAY)
    assert Suspension.objects.count() == 0


def test_a_season_of_a_seasonal_task(kept: Kept) -> None:
    kept(actions.change_task, task="mitid", field="seasonal", value=True, since=DAY)
    kept(actions.set_season, task="mitid", first=DAY, last=LATER, name="Valg")
    assert queries.entry("mitid").seasons == (Days(DAY, LATER, "Valg"),)


def test_numbers_of_an_edition_of_kle_come_together(kept: Kept) -> None:
    kept(actions.import_kle, edition="test", rows=[KleRow("passport", "11.22.33", "G01"), KleRow("mitid", "11.22")])
    rows = Task.objects.order_by("key").values_list("key", "kle", "kle_facet", "kle_edition")
    assert list(rows) == [
        ("assessment", "", "", ""),
        ("mitid", "11.22", "", "test"),
        ("passport", "11.22.33", "G01", "test"),
    ]


FEE = {
    "task": "passport",
    "component": "booklet",
    "amount": 100,
    "since": DAY,
    "names": {"name_da": "a", "name_en": "b"},
}
CHANGE = {"task": "passport", "field": "minutes", "value": 20, "since": DAY}
OFF = {"task": "passport", "first": DAY, "last": LATER, "why": "Storm"}
SEASON = {"task": "passport", "first": DAY, "last": LATER, "name": "Valg"}
ADD = {"task": "fishing", "line": "B", "facts": WHOLE}


def line(most: int) -> dict[str, object]:
    """What is told of a line of text that is too long, or missing."""
    return {"shape": "line", "most": most}


@pytest.mark.parametrize(
    ("act", "usual", "wrong", "no"),
    [
        (actions.add_task, ADD, {"task": "passport"}, (Code.KEY_TAKEN, {"task": "passport"})),
        (actions.add_task, ADD, {"task": "Fishing card"}, (Code.BAD_VALUE, {"field": "task"})),
        (actions.add_task, ADD, {"line": "X"}, (Code.BAD_VALUE, {"field": "line"})),
        (actions.add_task, ADD, {"facts": {"name_da": "Fiskekort"}}, (Code.BAD_VALUE, {"field": "name_en"})),
        (actions.add_task, ADD, {"facts": {**WHOLE, "discretion": "high"}}, (Code.REFERRAL_MISSING, {})),
        (actions.add_task, ADD, {"facts": {**WHOLE, "colour": "red"}}, (Code.UNKNOWN_FIELD, {"field": "colour"})),
        (actions.add_task, ADD, {"facts": {**WHOLE, "pickup": "nothing"}}, (Code.UNKNOWN_TASK, {"task": "nothing"})),
        (actions.change_task, CHANGE, {"task": "nothing"}, (Code.UNKNOWN_TASK, {"task": "nothing"})),
        (actions.change_task, CHANGE, {"field": "colour"}, (Code.UNKNOWN_FIELD, {"field": "colour"})),
        (
            actions.change_task,
            CHANGE,
            {"value": -1},
            (Code.BAD_VALUE, {"field": "minutes", "shape": "whole", "least": 1, "most": 480}),
        ),
        (actions.change_task, CHANGE, {"why": "x" * 161}, (Code.BAD_VALUE, {"field": "why", **line(160)})),
        (
            actions.change_task,
            CHANGE,
            {"field": "referral", "value": "moon"},
            (Code.UNKNOWN_DESTINATION, {"destination": "moon"}),
        ),
        (
            actions.change_task,
            CHANGE,
            {"field": "bring_da", "value": ["120188-1234"]},
            (Code.CPR_IN_TEXT, {"field": "value"}),
        ),
        (actions.set_fee, FEE, {"since": None}, (Code.FEE_UNDATED, {})),
        (actions.set_fee, FEE, {"amount": -1}, (Code.NEGATIVE_AMOUNT, {})),
        (actions.set_fee, FEE, {"component": "Pas!"}, (Code.BAD_VALUE, {"field": "component"})),
        (actions.set_fee, FEE, {"names": {}}, (Code.BAD_VALUE, {"field": "name_da", **line(120), "least": 1})),
        (actions.set_fee, FEE, {"case": "pensioner"}, (Code.BAD_VALUE, {"field": "case_da", **line(120), "least": 1})),
        (actions.suspend, OFF, {"last": date(2026, 1, 1)}, (Code.PERIOD_REVERSED, {})),
        (actions.suspend, OFF, {"why": " "}, (Code.BAD_VALUE, {"field": "why", **line(160), "least": 1})),
        (actions.resume, {"task": "passport", "day": DAY}, {}, (Code.NOT_SUSPENDED, {"task": "passport (da)"})),
        (actions.set_season, SEASON, {"last": date(2026, 1, 1)}, (Code.PERIOD_REVERSED, {})),
        (actions.set_season, SEASON, {}, (Code.NOT_SEASONAL, {"task": "passport (da)"})),
        (actions.import_kle, {"edition": "test"}, {"rows": []}, (Code.NOTHING_GIVEN, {})),
        (
            actions.import_kle,
            {"rows": [KleRow("mitid", "11")]},
            {"edition": ""},
            (Code.BAD_VALUE, {"field": "edition", **line(20), "least": 1}),
        ),
        (
            actions.import_kle,
            {"edition": "test"},
            {"rows": [KleRow("mitid", "11.22"), KleRow("passport", "11.2")]},
            (Code.BAD_KLE, {"row": 2}),
        ),
        (
            actions.import_kle,
            {"edition": "test"},
            {"rows": [KleRow("nothing", "11.22")]},
            (Code.UNKNOWN_TASK, {"task": "nothing", "row": 1}),
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    kept: Kept,
    act: Callable[..., object],
    usual: dict[str, Any],
    wrong: dict[str, Any],
    no: tuple[Code, dict[str, Any]],
) -> None:
    before = list(Task.objects.values())
    assert refused(lambda: kept(act, **{**usual, **wrong})) == no
    counts = [model.objects.count() for model in (TaskChange, Fee, Suspension, Season, Deed)]
    assert (list(Task.objects.values()), counts) == (before, [0, 0, 0, 0, 0])


@pytest.mark.parametrize(
    "other", [{"first": date(2026, 12, 31), "last": None}, {"first": DAY, "last": DAY}, {"first": LATER, "last": LATER}]
)
def test_a_task_is_suspended_once_at_a_time(kept: Kept, other: dict[str, Any]) -> None:
    kept(actions.suspend, **OFF)
    assert refused(lambda: kept(actions.suspend, **{**OFF, **other})) == (
        Code.ALREADY_SUSPENDED,
        {"task": "passport (da)"},
    )


@pytest.mark.parametrize(
    ("act", "facts"),
    [
        (actions.add_task, ADD),
        (actions.change_task, CHANGE),
        (actions.set_fee, FEE),
        (actions.suspend, OFF),
        (actions.resume, {"task": "passport", "day": DAY}),
        (actions.set_season, SEASON),
        (actions.import_kle, {"edition": "test", "rows": [KleRow("mitid", "11")]}),
    ],
)
def test_a_leader_of_a_place_does_not_keep_the_catalogue(
    town: Town, act: Callable[..., object], facts: dict[str, Any]
) -> None:
    assert code(act, **facts, **town.by(town.lea)) is Code.NOT_ALLOWED


def test_the_whole_catalogue_takes_five_statements_however_large(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    standard.load()
    with django_assert_num_queries(5):
        found = queries.tasks_on(DAY)
    assert [task.key for task in found] == [task.key for task in queries.tasks()]


@pytest.mark.parametrize(
    "wrong",
    [
        {"discretion": "high"},
        {"desk_role": "refer"},
        {"authority": "the pope"},
        {"unit": "circus"},
        {"attendance": "perhaps"},
        {"where": "moon"},
        {"self_service": "soon"},
        {"minutes": 0},
        {"competence": "Pas!"},
        {"kle": "1"},
        {"kle_facet": "g1"},
        {"link": "http://example.dk"},
    ],
)
def test_the_table_refuses_what_the_deeds_refuse(town: Town, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(key="passport").update(**wrong)
