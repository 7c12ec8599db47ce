"""The machine of one lifeline, and that it finds what goes wrong without its guard."""

import os
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests import lifelines, people
from tests.machine import test_play
from tests.machine.lifeline import LifelineMachine
from velkommen.apps.lifelines import moves
from velkommen.apps.lifelines.models import Lifeline, LifelineStep
from velkommen.apps.placement import book
from velkommen.apps.placement.models import Competence

#: A lifeline has few stages, so a usual run needs fewer examples than the house does.
SIZES = {
    "usual": settings(test_play.USUAL, max_examples=12, stateful_step_count=30),
    "hunt": settings(test_play.SIZES["hunt"], max_examples=30, stateful_step_count=25),
    "full": test_play.SIZES["full"],
}


def play(size: str) -> None:
    LifelineMachine.line = lifelines.build(people.build())
    Competence.objects.filter(staff=LifelineMachine.line.palle.id).delete()  # the model knows two who can be asked
    book.forget()
    run_state_machine_as_test(LifelineMachine, settings=SIZES[size])


@pytest.mark.django_db
def test_one_has_it_at_any_moment_whoever_meets() -> None:
    play(os.environ.get("VELKOMMEN_MACHINE", "usual"))


def set_without_comparing(row: Lifeline, fields: Mapping[str, Any]) -> bool:
    return Lifeline.objects.filter(pk=row.pk).update(**fields) == 1


def append_after_the_last(row: Lifeline, what: Any, staff: int | None, moment: Any) -> None:
    number = LifelineStep.objects.filter(lifeline=row).count() + 1
    Lifeline.objects.filter(pk=row.pk).update(version=number)
    facts = {"stage": row.stage, "level": row.level, "staff_id": staff, "owner_id": row.owner_id, "at": moment}
    LifelineStep.objects.create(lifeline=row, number=number, what=what.value, **facts)


@pytest.mark.django_db
def test_control_where_nobody_compares_two_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moves, "compare_and_set", set_without_comparing)
    monkeypatch.setattr(moves, "_append", append_after_the_last)
    with pytest.raises(AssertionError):
        play("hunt")


@pytest.mark.django_db
def test_control_where_nobody_compares_the_constraint_still_refuses_the_same_step_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(moves, "compare_and_set", set_without_comparing)
    with pytest.raises(Exception, match=r"(?i)unique"):
        play("hunt")
