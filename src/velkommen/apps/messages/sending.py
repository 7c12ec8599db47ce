"""What the worker does with the backlog: take one message, hand it over outside any transaction, write down what came of it.

A killed worker leaves its row with a lease that runs out. Whether the message was sent is then not known here. A provider that takes
keys is given it again; one that can be asked is asked; with any other, a person decides.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from velkommen.apps.messages.ending import end
from velkommen.apps.messages.models import Message
from velkommen.apps.messages.texts import outgoing
from velkommen.domain.messages import FOR_A_PERSON, MOST_TRIES, Channel, State, masked, pause
from velkommen.domain.sending import Never, Receipt, Sender, TryAgain, Unknown, Why

LEASE = timedelta(minutes=3)  # longer than a sender takes, whose own limits end within a minute
ASK_AFTER = timedelta(seconds=10)  # a provider may need a moment until it knows what it was just given
KEPT_FOR_A_PERSON = timedelta(days=7)
KEPT = timedelta(days=90)
_MAYBE_SENT = frozenset({Why.NO_REPLY.value, Why.BROKEN_OFF.value})
_logger = logging.getLogger("velkommen.messages")


def due(at: datetime) -> QuerySet[Message]:
    """What the worker has to do now: messages that wait, and those whose worker is gone. Two partial indexes answer it."""
    waits = Q(state=State.WAITING.value, next_try_at__lte=at)
    return Message.objects.filter(waits | Q(state=State.SENDING.value, lease_until__lte=at))


@dataclass(frozen=True)
class Courier:
    """One worker.

    Args:
        worker: its id; each start has a new one.
        senders: the way of sending of each channel.
        base: the public address of the house, for links.
        now: the clock: sending takes time.
        chance: spreads repeats.
    """

    worker: UUID
    senders: Mapping[Channel, Sender]
    base: str
    now: Callable[[], datetime]
    chance: Random

    def work(self) -> bool:
        """Do the next thing that is due; False when there is none."""
        taken = self._take()
        if taken is None:
            return False
        row, lost = taken
        if row is not None:
            if lost:
                self._ask(row)
            else:
                self._send(row)
        return True

    def _take(self) -> tuple[Message | None, bool] | None:
        """Lease one message that is due, committed before anything is sent; (None, …): it is settled already.

        The second: whether a worker was lost with it, and it must be asked about.
        """
        at = self.now()
        if not due(at).exists():  # outside a transaction: on SQLite one would keep other writers out
            return None
        with transaction.atomic():
            row = (
                due(at)
                .select_related("service_point")
                .select_for_update(of=("self",), skip_locked=True)
                .order_by("next_try_at", "id")
                .first()
            )
            if row is None:
                return None
            return self._leased(row, at)

    def _leased(self, row: Message, at: datetime) -> tuple[Message | None, bool]:
        sender, lost = self.senders[Channel(row.channel)], row.state == State.SENDING.value
        asked = lost and sender.can_ask
        if lost:
            row.why = row.why or Why.BROKEN_OFF.value
        if row.useless_after <= at and not asked:
            _too_late(row, at)
            return None, False
        if lost and not sender.takes_key and not asked:
            _uncertain(row, row.why)
            return None, False
        row.state, row.worker, row.lease_until = State.SENDING.value, self.worker, at + LEASE
        row.attempts += not asked
        row.save(update_fields=("state", "worker", "lease_until", "attempts", "why"))
        return row, asked

    def _send(self, row: Message) -> None:
        sender, message = self.senders[Channel(row.channel)], outgoing(row, self.base, self.now())
        try:
            receipt = sender.send(message)
        except TryAgain as failed:
            self._again(row, failed.why)
        except Never as failed:
            why = failed.why
            self._written(row, lambda: _failed(row, why))
        except Unknown as failed:
            self._unknown(row, sender, failed.why)
        else:
            self._sent(row, receipt)
            _logger.info("%s %s sent to %s", row.purpose, row.key, masked(message.to))

    def _ask(self, row: Message) -> None:
        """Learn what became of a message that may have been sent."""
        try:
            receipt = self.senders[Channel(row.channel)].ask(row.key)
        except TryAgain as failed:
            later = self.now() + pause(row.attempts + 1, self.chance.random())
            why = row.why or failed.why.value
            self._written(row, lambda: _change(row, lease_until=later, why=why))
            return
        if receipt is None:
            self._written(row, lambda: _waits(row, self.now(), ""))
        else:
            self._sent(row, receipt)

    def _sent(self, row: Message, receipt: Receipt) -> None:
        self._written(row, lambda: end([row], State.SENT, self.now(), provider_id=receipt.provider_id))

    def _again(self, row: Message, why: Why) -> None:
        if row.attempts >= MOST_TRIES:
            self._written(row, lambda: _failed(row, Why.GAVE_UP))
        else:
            kept = (
                row.why if row.why in _MAYBE_SENT else why.value
            )  # that an earlier attempt may have arrived is not forgotten
            self._written(row, lambda: _waits(row, self._later(row), kept))

    def _unknown(self, row: Message, sender: Sender, why: Why) -> None:
        if sender.can_ask:
            self._written(row, lambda: _change(row, lease_until=self.now() + ASK_AFTER, why=why.value))
        elif sender.takes_key and row.attempts < MOST_TRIES:
            self._written(row, lambda: _waits(row, self._later(row), why.value))
        else:
            self._written(row, lambda: _uncertain(row, why.value))

    def _later(self, row: Message) -> datetime:
        return self.now() + pause(row.attempts, self.chance.random())

    def _written(self, row: Message, write: Callable[[], None]) -> None:
        """Write a result if the message is still this worker's, or was called uncertain while it was busy."""
        mine = Q(state=State.SENDING.value) | Q(state=State.UNCERTAIN.value, done_at=None)
        with transaction.atomic():
            if Message.objects.select_for_update().filter(mine, pk=row.pk, worker=self.worker).exists():
                write()


def _too_late(row: Message, at: datetime) -> None:
    if row.why in _MAYBE_SENT:
        end([row], State.UNCERTAIN, at, why=row.why)
    else:
        end([row], State.DROPPED, at, why=Why.TOO_LATE.value)


def _change(row: Message, **columns: object) -> None:
    Message.objects.filter(pk=row.pk).update(**columns)


def _waits(row: Message, next_try_at: datetime, why: str) -> None:
    _change(row, state=State.WAITING.value, lease_until=None, next_try_at=next_try_at, why=why)


def _failed(row: Message, why: Why) -> None:
    _change(row, state=State.FAILED.value, lease_until=None, why=why.value)


def _uncertain(row: Message, why: str) -> None:
    _change(row, state=State.UNCERTAIN.value, lease_until=None, why=why)


def tidy(at: datetime) -> None:
    """Let go of what nobody decided about in time, with its address, and of messages that have been over for long. The counts stay."""
    with transaction.atomic():
        left = Message.objects.select_for_update().filter(
            state__in=[state.value for state in FOR_A_PERSON], done_at=None, next_try_at__lte=at - KEPT_FOR_A_PERSON
        )
        for row in left.order_by("pk"):
            end([row], State(row.state), at, why=row.why)
        Message.objects.filter(done_at__lte=at - KEPT).delete()
