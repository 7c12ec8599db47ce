"""A morning at Nordby: one was served for six minutes and solved, one waits."""

import pytest

from tests.people import Town
from velkommen.apps.enquiries.actions import finish_visit
from velkommen.domain.outcomes import Outcome


@pytest.fixture
def morning(town: Town) -> Town:
    return a_morning(town)


def a_morning(town: Town) -> Town:
    visit = town.serving("passport")
    town.later(minutes=6)
    finish_visit(visit=visit.pk, outcome=Outcome.SOLVED, **town.by())
    town.draw("mitid")
    return town
