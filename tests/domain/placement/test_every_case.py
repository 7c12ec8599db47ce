"""The whole table: every role x discretion x training x equipment x hours x model x unit, against the second telling of the rule."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product

import pytest

from tests.domain.placement import reference
from tests.domain.placement.reference import Case, Door, Kit, Model, Training, expected
from velkommen.domain.cooperation import Agreement, PartnerKind, label
from velkommen.domain.kinds import DeskRole, EquipmentKind, Unit
from velkommen.domain.outcomes import Discretion
from velkommen.domain.placement import deciding
from velkommen.domain.placement.deciding import RANK, Able, Open, Rule, Situation, TaskRules, Verdict, decide, serving

LIBRARY, PARTNER = frozenset({Unit.LIBRARY}), frozenset({Unit.PARTNER})
AGREEMENTS = {
    Model.NONE: Agreement(),
    Model.SMALL_START: Agreement(small_start=True),
    Model.SAME_ROOF: Agreement(premises_shared=True),
    Model.THIS_TASK: Agreement(premises_shared=True, performed={"task": LIBRARY}),
    Model.ANOTHER_TASK: Agreement(premises_shared=True, performed={"another": LIBRARY}),
    Model.ALL_BUT_DISCRETION: Agreement(all_but_discretion=LIBRARY),
    Model.ONE_ENTRANCE: Agreement(
        desk_shared=True, partners=frozenset({PartnerKind.POLICE}), performed={"task": PARTNER}
    ),
}
LABELS = {model: model.value[0] for model in AGREEMENTS} | {Model.NONE: "none"}
DOORS = {Door.CLOSED: Open.CLOSED, Door.OPEN_WITHOUT_STAFF: Open.UNSTAFFED, Door.STAFFED: Open.STAFFED}
KIND = EquipmentKind.PHOTO_STAND.value


def cases() -> Iterator[Case]:
    axes = (
        (None, *DeskRole),
        Discretion,
        Training,
        Kit,
        Door,
        Model,
        (None, *Unit),
        Unit,
        (True, False),
    )
    return (Case(*values) for values in product(*axes))


def around(case: Case) -> list[Case]:
    """The same at times at which it can be done nowhere, or not now."""
    return [replace(case, suspended=True), replace(case, in_season=False), replace(case, task_hours=False)]


def verdict(case: Case) -> Verdict:
    """What the engine says."""
    return decide(*asked(case))


def asked(case: Case) -> tuple[TaskRules, Situation]:
    """The case as the engine is asked."""
    task = TaskRules(
        key="task",
        owner=case.owner,
        desk_role=DeskRole.COMPLETE,
        discretion=case.discretion,
        competence="" if case.training is Training.NONE_NEEDED else "training",
        equipment=frozenset() if case.kit is Kit.NONE_NEEDED else frozenset({KIND}),
        self_service=case.self_service,
        suspended="why" if case.suspended else "",
        in_season=case.in_season,
    )
    held = frozenset({"training"}) if case.training is Training.HELD else frozenset()
    agreement = AGREEMENTS.get(case.model)
    situation = Situation(
        placed=case.placed,
        hours=DOORS[case.door],
        task_hours=case.task_hours,
        people=frozenset({Able(case.unit, held)}) if case.unit else frozenset(),
        performers=agreement.performers("task", case.owner, case.discretion) if agreement else None,
        missing=frozenset({KIND}) if case.kit is Kit.ABSENT else frozenset(),
        broken=frozenset({KIND}) if case.kit is Kit.BROKEN else frozenset(),
    )
    return task, situation


@cache
def table() -> list[tuple[Case, Verdict]]:
    """Every case with what the engine says of it: a hundred thousand of them, made once."""
    return [(case, verdict(case)) for case in cases()]


def differs() -> bool:
    """Whether the two tellings differ anywhere, with the guards as they are at this moment."""
    return any(verdict(case).role is not reference.expected(case) for case in cases())


def test_the_engine_says_what_the_second_telling_says() -> None:
    assert [case for case, said in table() if said.role is not expected(case)] == []


def test_the_table_holds_every_answer_many_times() -> None:
    found = Counter(said.role for _, said in table())
    assert found.total() == 5 * 3 * 3 * 4 * 3 * 8 * 4 * 3 * 2
    assert {answer for answer, times in found.items() if times > 100} == {None, *DeskRole}


def test_suspended_out_of_season_or_at_other_hours_is_never_done() -> None:
    done = [case for case, said in table() if said.role is not None][::7]
    assert {verdict(other).role for case in done for other in around(case)} == {None}


def test_not_done_at_this_place_just_now_is_never_done_there() -> None:
    done = [asked(case) for case, said in table() if said.role is not None][::7]
    found = [decide(task, replace(now, suspended_here="a course")) for task, now in done]
    assert {(said.role, said.because[0].rule) for said in found} == {(None, Rule.SUSPENDED_HERE)}


def test_of_two_who_are_there_the_one_who_can_do_more_counts() -> None:
    """And a place serves those who come just when one of those who serve alone is there."""
    pairs = [(asked(case), said) for case, said in table() if said.role is not None][::5]
    other = Able(Unit.LIBRARY)
    for (task, now), alone in pairs:
        beside = decide(task, replace(now, people=frozenset({other})))
        both = replace(now, people=now.people | {other})
        together = decide(task, both)
        assert RANK[together.role] == max(RANK[alone.role], RANK[beside.role])
        assert bool(serving(task, both)) is together.possible
        assert bool(serving(task, now)) is alone.possible


@pytest.mark.parametrize("model", AGREEMENTS)
def test_each_agreement_of_the_table_is_the_model_it_is_called(model: Model) -> None:
    assert label(AGREEMENTS[model]).model.value == LABELS[model]


def test_high_discretion_is_never_completed_whatever_anyone_configures() -> None:
    assert DeskRole.COMPLETE not in {said.role for case, said in table() if case.discretion is Discretion.HIGH}


def test_every_verdict_says_because_of_what_and_a_no_says_why() -> None:
    assert all(said.because for _, said in table())
    hindering = {said.because[0].rule for _, said in table() if said.role is None}
    assert hindering == {Rule.NOT_PLACED, Rule.CLOSED, Rule.UNSTAFFED, Rule.NOBODY_ON_DUTY}


GUARDS = {
    "capped": lambda placed, discretion: placed,
    "_mandated": lambda now, able, most: True,
    "_competent": lambda task, able: True,
    "_hindrance": lambda task, now: None if now.people and now.placed else deciding.Reason(Rule.CLOSED),
}


@pytest.mark.parametrize("guard", GUARDS)
def test_control_without_a_guard_the_table_differs(guard: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, guard, GUARDS[guard])
    assert differs()


def test_control_a_second_telling_with_a_slip_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference, "_is_mine", lambda case: case.model is not Model.NONE)
    assert differs()
