"""The state machine, in the size the environment asks for: VELKOMMEN_MACHINE=full is 500 examples of 50 steps."""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine import town
from tests.machine.play import Machine

USUAL = settings(
    max_examples=40,
    stateful_step_count=40,
    derandomize=True,
    deadline=None,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
SIZES = {
    "usual": USUAL,
    "hunt": settings(USUAL, phases=(Phase.explicit, Phase.generate)),  # only whether it fails, not how shortly
    "full": settings(USUAL, max_examples=500, stateful_step_count=50, derandomize=False, database=None),
}


@pytest.mark.django_db
def test_the_house_does_what_the_model_says_whatever_is_done() -> None:
    Machine.cast = town.build()
    run_state_machine_as_test(Machine, settings=SIZES[os.environ.get("VELKOMMEN_MACHINE", "usual")])
