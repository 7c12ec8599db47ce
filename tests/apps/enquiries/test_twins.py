"""The same press sent twice at the same instant: the second waits for the first and gets its answer."""

import threading
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connection, models, transaction
from django.db.models import QuerySet

from tests.people import Town, build
from velkommen.apps.enquiries import actions
from velkommen.apps.places.models import Desk
from velkommen.domain.refusals import Code, Refusal

MOMENT, LONG = 0.3, 60  # seconds a twin is waited for that should wait itself, and one that nothing keeps
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def one_waits() -> Town:
    town = build()
    town.draw()
    return town


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk is no longer locked."""
    locking = QuerySet.select_for_update

    def leave_desks(rows: QuerySet[models.Model], **how: object) -> QuerySet[models.Model]:
        return rows if rows.model is Desk else locking(rows, **how)  # type: ignore[arg-type] # handed on as it came

    monkeypatch.setattr(QuerySet, "select_for_update", leave_desks)


def twice(town: Town, patience: float = MOMENT) -> tuple[object, object]:
    """Next, and the same Next from another connection before the first one has committed: both answers, or the code of a "no"."""
    press = {"place": town.place.pk, "desk": town.desk.pk, **town.by()}
    began = threading.Event()
    with ThreadPoolExecutor(1) as second:
        with transaction.atomic():
            first = actions.call_next(**press)
            twin = second.submit(_press, began, press)
            began.wait()
            wait([twin], patience)
        return first, twin.result()


def _press(began: threading.Event, press: dict[str, object]) -> object:
    began.set()
    try:
        return actions.call_next(**press)  # type: ignore[arg-type] # the same arguments as the first
    except Refusal as refusal:
        return refusal.code
    finally:
        connection.close()


def test_the_twin_of_next_gets_the_first_answer(one_waits: Town) -> None:
    first, second = twice(one_waits)
    assert second == first


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one writer in at a time, with or without the lock"
)
def test_control_without_the_lock_the_twin_hears_that_nobody_waits(one_waits: Town, unguarded: None) -> None:
    assert twice(one_waits, LONG)[1] is Code.QUEUE_EMPTY
