"""Rules change in one process while others draw numbers and record outcomes: once the deed has answered, the new rule holds."""

import pytest
from django.db import connection

from tests.people import Town
from tests.races.crew import Crew, Job
from tests.races.worker import last_id
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries import actions
from velkommen.apps.placement.models import Competence
from velkommen.shared import clock

PROCESSES = 3
SOON, PATIENCE = 1, 60  # seconds: for what does not happen, and for what does, however slow the machine
Heard = list[tuple[float, str]]


@pytest.fixture
def skilled(hall: Town) -> Town:
    """Only Mette is able to do what takes MitID."""
    Task.objects.filter(key="mitid").update(competence="mitid")
    Competence.objects.create(staff_id=hall.mette.staff_id, key="mitid")
    return hall


def changed(town: Town, crew: Crew, rule: str, hand: Job, *without: str) -> tuple[Heard, Heard]:
    """What was heard of deeds begun before the change had answered, and of those begun after it."""
    worker: Job = {"work": "until_changed", "hands": [{"name": "mette", **hand}], "without": without}
    change = {"rule": rule, "name": "lea", "staff": town.mette.staff_id, "place": town.place.pk}
    leader: Job = {"work": "change", "hands": [change], "without": []}
    *others, [(answered, _)] = crew.race_of(*[worker] * PROCESSES, leader)
    heard = [(began, got) for one in others for began, got in one]
    return [one for one in heard if one[0] <= answered], [one for one in heard if one[0] > answered]


def drawing(town: Town) -> Job:
    return {"work": "draw", "place": town.place.pk, "task": "mitid"}


def solving(town: Town) -> Job:
    stamp = {**town.by(), "at": clock.now()}
    answer = actions.serve_without_number(place=town.place.pk, desk=town.desk.pk, task="mitid", **stamp)
    return {"work": "solve", "visit": answer["visit"]["id"]}  # type: ignore[index] # somebody is served


RULES = {"offer": "task_not_offered", "competence": "task_not_now", "closed": "place_closed"}


@pytest.mark.parametrize("rule", RULES)
def test_no_number_is_drawn_against_a_rule_once_the_change_has_answered(skilled: Town, crew: Crew, rule: str) -> None:
    before, after = changed(skilled, crew, rule, drawing(skilled))
    assert any(got.startswith("A") for _, got in before)
    assert {got for _, got in after} == {RULES[rule]}


def test_nothing_is_solved_by_somebody_whose_competence_was_withdrawn(skilled: Town, crew: Crew) -> None:
    before, after = changed(skilled, crew, "competence", solving(skilled))
    assert ("" in {got for _, got in before}, {got for _, got in after}) == (True, {"not_yours"})


@pytest.mark.parametrize("rule", ["competence", "closed"])
def test_control_where_nobody_looks_at_the_edition_numbers_are_drawn_all_the_same(
    skilled: Town, crew: Crew, rule: str
) -> None:
    _, after = changed(skilled, crew, rule, drawing(skilled), "edition")
    assert any(got.startswith("A") for _, got in after)


def meanwhile(town: Town, crew: Crew, *without: str) -> list[str]:
    """One process changes a rule and commits late, another changes one and draws, before and after that commit."""
    facts = {"name": "lea", "staff": town.mette.staff_id, "place": town.place.pk}
    patience = SOON if not without else PATIENCE
    late = {**facts, "rule": "competence", "patience": patience}
    slow = {"work": "change_slowly", "hands": [late], "without": without}
    quick = {"work": "change_meanwhile", "hands": [{**facts, "last": last_id()}], "without": without}
    _, drawn = crew.race_of(slow, quick)
    return list(drawn)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
def test_a_change_that_is_committed_after_a_later_one_is_not_overlooked(skilled: Town, crew: Crew) -> None:
    assert meanwhile(skilled, crew) == ["task_not_now", "task_not_now"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
def test_control_where_changes_are_committed_in_any_order_one_is_overlooked(skilled: Town, crew: Crew) -> None:
    assert meanwhile(skilled, crew, "order_of_rules") == ["A001", "A002"]
