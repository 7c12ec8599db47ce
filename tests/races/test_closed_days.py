"""Days are closed while others write: no fact is lost, whoever comes first. The control closes without waiting, and loses one."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Event

import pytest
from django.db import connection, transaction

from tests.apps.statistics.closing import close_all, fold_all, from_facts
from tests.people import Town, build
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.actions.tickets import new_enquiry
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.statistics import sealing
from velkommen.apps.statistics.comparing import all_differences, ledger_faults
from velkommen.apps.statistics.models import Day
from velkommen.apps.statistics.queries import Scope, read
from velkommen.domain.blocks import total
from velkommen.shared import clock

#: Seconds a writer keeps its transaction open: for a closing that waits for it, and for one that does not.
SOON, PATIENCE = 1, 60
WRITERS, EACH = 3, 25


@pytest.fixture
def town(transactional_db: None) -> Iterator[Town]:
    """The town, some days ago by the clock of the database, with something counted on each day since."""
    made = build()
    made.now = clock.now() - timedelta(days=5)
    for ahead in range(4):
        counted(made, made.now + timedelta(days=ahead))
    yield made
    Day.objects.all().delete()  # the ledger refuses to go while its days are there


def counted(town: Town, at: datetime) -> Enquiry:
    row = new_enquiry(town.place.pk, Task.objects.get(key="passport"), at)
    row.outcome = "solved"
    row.save(force_insert=True)
    return row


def by_itself(act: Callable[[], object]) -> Callable[[], object]:
    """In a thread with a connection of its own."""

    def run() -> object:
        try:
            return act()
        finally:
            connection.close()

    return run


def span(town: Town) -> Scope:
    return Scope(None, clock.local_day(town.now), clock.local_day(clock.now()))


def close_while_one_writes(town: Town, patience: float = SOON) -> date:
    """Somebody writes a fact of a day that is over, and commits it after the closing of the day has begun, or is done."""
    written, closed = Event(), Event()

    def write() -> None:
        with transaction.atomic():
            counted(town, town.now)
            written.set()
            closed.wait(patience)

    def close() -> None:
        written.wait(PATIENCE)
        close_all(clock.now())
        closed.set()

    with ThreadPoolExecutor(2) as both:
        for done in [both.submit(by_itself(write)), both.submit(by_itself(close))]:
            done.result()
    return clock.local_day(town.now)


def test_a_day_is_not_closed_while_a_fact_of_it_is_under_way(town: Town) -> None:
    close_while_one_writes(town)
    assert total(read(span(town), clock.now()).values()).number == 5
    assert read(span(town), clock.now()) == from_facts(span(town), clock.now())


def test_control_closing_without_waiting_loses_the_fact(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time: there is nothing to take away")
    monkeypatch.setattr(sealing, "alone", lambda: None)
    day = close_while_one_writes(town, PATIENCE)
    assert read(span(town), clock.now()) != from_facts(span(town), clock.now())
    assert {one.start for one in all_differences(clock.now(), lambda *_: None)} == {day}


def test_live_is_recomputed_under_load(town: Town) -> None:
    """Late facts, changed and deleted ones, while days are closed and folded in again and again."""

    def write(number: int) -> None:
        for turn in range(EACH):
            row = counted(town, town.now + timedelta(days=(number + turn) % 5))
            if turn % 3 == 0:
                Enquiry.objects.filter(pk=row.pk).update(outcome="left")
            if turn % 5 == 0:
                Enquiry.objects.filter(pk=row.pk).delete()

    def nights() -> None:
        for _ in range(6):
            close_all(clock.now())
            fold_all(clock.now())

    with ThreadPoolExecutor(WRITERS + 1) as hands:
        work = [by_itself(lambda number=number: write(number)) for number in range(WRITERS)]  # type: ignore[misc]
        for done in [hands.submit(one) for one in (*work, by_itself(nights))]:
            done.result()
    assert total(read(span(town), clock.now()).values()).number == Enquiry.objects.count()
    assert read(span(town), clock.now()) == from_facts(span(town), clock.now())
    close_all(clock.now())
    fold_all(clock.now())
    assert (list(all_differences(clock.now(), lambda *_: None)), list(ledger_faults())) == ([], [])
