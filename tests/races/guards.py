"""Taking one guard away, in this process only: what the controls of the races run without. Each widens the gap it opens."""

import time
from contextlib import nullcontext
from datetime import date, datetime
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet

from velkommen.apps.appointments import taking
from velkommen.apps.appointments.actions import booking
from velkommen.apps.appointments.models import Appointment
from velkommen.apps.courses.actions import signing
from velkommen.apps.courses.models import Series
from velkommen.apps.enquiries import transitions
from velkommen.apps.enquiries.actions import tickets
from velkommen.apps.lifelines import moves
from velkommen.apps.lifelines.models import Lifeline, LifelineStep
from velkommen.apps.placement import book
from velkommen.apps.visits.models import DayCounter
from velkommen.domain.booking.freedom import Capacity
from velkommen.domain.placement.town import Town
from velkommen.shared.log import deeds
from velkommen.shared.log.models import Deed

GAP = 0.02  # seconds between looking and writing
WRITES = ("INSERT", "UPDATE", "DELETE")


def locks(patch: pytest.MonkeyPatch) -> None:
    """No row is locked before it is changed."""
    patch.setattr(QuerySet, "select_for_update", lambda rows, **how: rows)
    _linger(patch)


def matter_lock(patch: pytest.MonkeyPatch) -> None:
    """A visit is locked and the matter it is about is not."""
    everything = transitions.locked
    patch.setattr(transitions, "locked", lambda: everything().select_for_update(of=("visit",)))
    _linger(patch)


def transactions(patch: pytest.MonkeyPatch) -> None:
    """A deed is no transaction: each statement is committed by itself."""
    patch.setattr(transaction, "atomic", lambda *how, **more: nullcontext())
    _linger(patch)


def upsert(patch: pytest.MonkeyPatch) -> None:
    """The counter is read, raised in Python and written back."""
    patch.setattr(tickets, "draw", _read_then_write)


def one_transaction(patch: pytest.MonkeyPatch) -> None:
    """The number is drawn in a transaction of its own, whatever becomes of the one that uses it."""
    numbers = count(1)
    patch.setattr(tickets, "draw", lambda place, day, letter: next(numbers))


def log(patch: pytest.MonkeyPatch) -> None:
    """The log forgets the operation: nobody can tell a repeat."""
    write = deeds._write

    def forget(row: Deed, done: Any, answer: str) -> bool:
        row.op = uuid4()
        return write(row, done, answer)

    patch.setattr(deeds, "_write", forget)


def edition(patch: pytest.MonkeyPatch) -> None:
    """Nobody looks whether the rules have changed since they were read."""
    read, kept = book.town, list[Town]()

    def once(current: int | None = None) -> Town:
        if not kept:
            kept.append(read(current))
        return kept[0]

    patch.setattr(book, "town", once)


def order_of_rules(patch: pytest.MonkeyPatch) -> None:
    """Deeds that change rules are committed in any order."""
    patch.setattr(deeds, "_in_order", lambda: None)


def day(patch: pytest.MonkeyPatch) -> None:
    """Nobody holds the day whose time they take, and everybody takes a moment between looking and writing."""
    choose = Capacity.choose

    def slowly(*facts: Any) -> Any:
        found = choose(*facts)
        time.sleep(GAP)
        return found

    patch.setattr(taking, "hold_day", lambda place, when: None)
    patch.setattr(Capacity, "choose", slowly)


def own_cells(patch: pytest.MonkeyPatch) -> None:
    """Whether a time is still one's own is asked of the clock alone."""

    def by_the_clock(appointment: Appointment, at: datetime) -> bool:
        time.sleep(GAP)  # the others go on with the next times meanwhile
        return appointment.keeps_until is None or appointment.keeps_until > at

    patch.setattr(booking, "keeps", by_the_clock)


def comparing(patch: pytest.MonkeyPatch) -> None:
    """A lifeline is set without looking whether it is still as it was read, and its step gets the next free number."""

    def blindly(row: Lifeline, fields: Any) -> bool:
        time.sleep(GAP)
        return Lifeline.objects.filter(pk=row.pk).update(**fields) == 1

    def append(row: Lifeline, what: Any, staff: int | None, moment: datetime) -> None:
        number = LifelineStep.objects.filter(lifeline=row).count() + 1
        facts = {"stage": row.stage, "level": row.level, "staff_id": staff, "owner_id": row.owner_id, "at": moment}
        LifelineStep.objects.create(lifeline=row, number=number, what=what.value, **facts)

    patch.setattr(moves, "compare_and_set", blindly)
    patch.setattr(moves, "_append", append)


def series(patch: pytest.MonkeyPatch) -> None:
    """Nobody holds the series whose seats they count, and everybody takes a moment between looking and writing."""
    seat_for, held = signing.seat_for, Series.objects.select_related("course", "service_point", "stop")

    def slowly(row: Series) -> int | None:
        found = seat_for(row)
        time.sleep(GAP)
        return found

    patch.setattr(signing, "hold", lambda pk: held.get(pk=pk))
    patch.setattr(signing, "seat_for", slowly)


def _linger(patch: pytest.MonkeyPatch) -> None:
    """Everybody takes a moment between looking and writing, whatever the deed."""
    execute = CursorWrapper._execute

    def slowly(cursor: CursorWrapper, sql: str, *more: Any) -> Any:
        if sql.startswith(WRITES):
            time.sleep(GAP)
        return execute(cursor, sql, *more)

    patch.setattr(CursorWrapper, "_execute", slowly)


def _read_then_write(place: int, day: date, letter: str) -> int:
    where = {"service_point_id": place, "day": day, "letter": letter}
    counter, _ = DayCounter.objects.get_or_create(**where, defaults={"last": 0})
    time.sleep(GAP)
    counter.last += 1
    counter.save()
    return counter.last
