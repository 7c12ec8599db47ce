"""What the worker does with days in the night: closes them, folds in what came late, compares, and does each once."""

import pytest

from tests.people import Town
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.statistics.models import Block, Entry, Mark
from velkommen.domain.outcomes import Outcome
from velkommen.project.worker import JOBS
from velkommen.shared.log.models import Deed

NIGHT = [job for job in JOBS if job.name in {"close days", "look at closed days"}]


@pytest.fixture
def later(town: Town) -> Town:
    """Two nights after somebody was served."""
    actions.finish_visit(visit=town.serving().pk, outcome=Outcome.SOLVED, **town.by())
    town.later(days=2)
    return town


def night(town: Town) -> None:
    for job in NIGHT:
        job.run(town.now)


def test_days_that_are_over_are_closed_and_compared_once_a_night(later: Town) -> None:
    night(later)
    assert Entry.objects.filter(kind="seal").count() == 2
    later.later(minutes=10)
    night(later)
    assert Deed.objects.filter(name="correct_found").count() == 1


def test_what_came_late_is_folded_in_the_next_night(later: Town) -> None:
    night(later)
    Enquiry.objects.update(outcome="left")
    later.later(minutes=10)
    night(later)
    assert Mark.objects.exists()
    later.later(days=1)
    night(later)
    assert (Mark.objects.exists(), Entry.objects.filter(kind="correction").count()) == (False, 1)


def test_a_block_changed_by_hand_is_put_right(later: Town, caplog: pytest.LogCaptureFixture) -> None:
    night(later)
    Block.objects.filter(number=1).update(number=7)
    later.later(days=1)
    night(later)
    assert not Block.objects.filter(number=7).exists()
    assert "a closed day was not what its facts say" in caplog.text


def test_an_empty_house_leaves_no_line_in_the_log(town: Town) -> None:
    night(town)
    assert not Deed.objects.filter(name__in=["seal_days", "correct_found"]).exists()
