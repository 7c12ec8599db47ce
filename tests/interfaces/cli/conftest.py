"""The commands of this door in a terminal of their own, on two branches with the standard catalogue."""

import pytest
from click.testing import CliRunner, Result

from tests.people import NOON, Town
from velkommen.apps.catalogue import standard
from velkommen.apps.catalogue.models import Task
from velkommen.interfaces.cli.commands import COMMANDS
from velkommen.interfaces.cli.program import Program
from velkommen.shared import clock


def say(*arguments: str, language: str = "en", width: int = 80, typed: str = "") -> Result:
    """What a command answers on Tuesday at noon; `typed` is what somebody types when it asks."""
    with clock.fixed(NOON):
        return CliRunner(env={"VELKOMMEN_LANGUAGE": language}).invoke(
            Program(commands=COMMANDS), arguments, input=typed, terminal_width=width
        )


@pytest.fixture
def branches(town: Town) -> Town:
    standard.load()
    Task.objects.filter(historic="pas").update(historic="other")
    return town
