"""Whatever happens in whatever order, what is read is what counting everything says: chance plays a desk, its nights, and SQL by hand."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import TypeVar

import pytest
from django.db.models import Model, QuerySet

from tests.apps.statistics.closing import close_all, fold_all, from_facts
from tests.people import Town
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.statistics.comparing import all_differences, ledger_faults
from velkommen.apps.statistics.queries import Scope, read
from velkommen.apps.visits.models import Visit
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Refusal
from velkommen.shared import clock

STEPS = 40
M = TypeVar("M", bound=Model)


def one(rows: QuerySet[M], chance: Random) -> M | None:
    """One of the rows, the same each time the test runs."""
    found = list(rows)
    return chance.choice(found) if found else None


def serve(town: Town, chance: Random) -> None:
    visit = town.serving()
    if chance.random() < 0.7:
        again = town.by()
        for _ in range(2):  # told twice: the same operation
            actions.finish_visit(visit=visit.pk, outcome=chance.choice([Outcome.SOLVED, Outcome.SELF_SERVICE]), **again)


def end_what_was_forgotten(town: Town, chance: Random) -> None:
    visit = one(Visit.objects.filter(state="serving").order_by("pk"), chance)
    if visit:
        actions.finish_visit(visit=visit.pk, outcome=Outcome.COME_BACK, **town.by())


def correct(town: Town, chance: Random) -> None:
    row = one(Enquiry.objects.exclude(outcome="").order_by("happened_at"), chance)
    if row:
        actions.correct_enquiry(enquiry=row.pk, outcome=Outcome.COME_BACK, **town.by(town.lea))


def set_aside(town: Town, chance: Random) -> None:
    row = one(Enquiry.objects.order_by("happened_at"), chance)
    if row:
        actions.mark_unreliable(enquiry=row.pk, unreliable=chance.random() < 0.5, **town.by(town.lea))


def by_hand(town: Town, chance: Random) -> None:
    row = one(Enquiry.objects.order_by("happened_at"), chance)
    if row and chance.random() < 0.5:
        Enquiry.objects.filter(pk=row.pk).update(withdrawn=chance.random() < 0.5)
    elif row:
        Period.objects.filter(enquiry=row).delete()


def night(town: Town, chance: Random) -> None:
    town.later(days=chance.choice([1, 1, 9]))
    close_all(town.now)
    if chance.random() < 0.7:
        fold_all(town.now)


DEEDS: list[Callable[[Town, Random], None]] = [serve, serve, end_what_was_forgotten, correct, set_aside, by_hand, night]


@pytest.mark.parametrize("seed", range(4))
def test_what_is_read_is_what_counting_everything_says(town: Town, seed: int) -> None:
    chance, first = Random(seed), clock.local_day(town.now)
    for _ in range(STEPS):
        try:
            chance.choice(DEEDS)(town, chance)
        except Refusal:  # somebody else is at the desk
            end_what_was_forgotten(town, chance)
        town.later(minutes=1)
        today = clock.local_day(town.now)
        scope = Scope(None, first + timedelta(days=chance.randrange(3)), today)
        assert read(scope, town.now) == from_facts(scope, town.now)
    fold_all(town.now)
    assert (list(all_differences(town.now, lambda *_: None)), list(ledger_faults())) == ([], [])
