"""`velkommen statistics`: count anew, compare, check the ledger."""

import pytest
from click.testing import CliRunner, Result

from tests.apps.statistics.closing import close_all
from tests.people import Town
from velkommen.apps.enquiries import actions
from velkommen.apps.statistics.models import Block
from velkommen.domain.outcomes import Outcome
from velkommen.project.cli import program


@pytest.fixture
def closed(town: Town) -> Town:
    actions.finish_visit(visit=town.serving().pk, outcome=Outcome.SOLVED, **town.by())
    town.later(days=2)
    close_all(town.now)
    return town


def told(*arguments: str) -> Result:
    return CliRunner().invoke(program(), ["statistics", *arguments], env={"VELKOMMEN_LANGUAGE": "en"})


def test_all_is_well(closed: Town) -> None:
    assert told("rebuild").output == "2 days with 1 enquiries were counted anew.\nThey say what the ledger says.\n"
    assert told("compare").output == "Every closed day says what its facts say.\n"
    assert told("ledger").output.endswith("The chain and every signature hold.\n")


def test_a_changed_block_is_named_to_the_cell(closed: Town) -> None:
    row = Block.objects.filter(number=1).get()
    Block.objects.filter(pk=row.pk).update(number=4)
    answer = told("compare")
    assert (answer.exit_code, answer.output) == (1, f"· day {row.start}, place {row.place_id}, number: 4 ≠ 1\n")


def test_nothing_closed_is_said(town: Town) -> None:
    town.later(days=-1)
    assert told("rebuild").output == "No day is closed yet. The worker closes days in the night.\n"
