"""Workers for tests, in processes that may be killed: `python -m tests.worker.hands` starts one for each line, KIND HTTP SMTP.

It says the process of the worker, and how that ended. KIND: "gatewayapi" and "smtp" are the house's own worker as its settings make it,
"key" and "asking" the same with a provider that takes keys or can be asked. "marks first" and "marks last" are wrong: the one says that
a message is sent before it is, the other leaves no trace until it was.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random
from threading import Event
from uuid import UUID, uuid4

import django
import httpx
from django.conf import settings

if __name__ == "__main__":
    django.setup()

from velkommen.apps.messages.ending import end
from velkommen.apps.messages.models import Message
from velkommen.apps.messages.sending import Courier
from velkommen.apps.messages.texts import outgoing
from velkommen.domain.messages import Channel, State
from velkommen.domain.sending import Outgoing, Receipt, Unknown, Why
from velkommen.project import worker
from velkommen.shared import clock


@dataclass(frozen=True)
class Sender:
    """A way of sending to a `Provider` by HTTP."""

    base: str
    takes_key: bool = False
    can_ask: bool = False

    def send(self, message: Outgoing) -> Receipt:
        try:
            httpx.post(self.base, json={"reference": str(message.key), "message": message.body}, timeout=30)
        except httpx.HTTPError as wrong:
            raise Unknown(Why.NO_REPLY) from wrong
        return Receipt(str(message.key))

    def ask(self, key: UUID) -> Receipt | None:
        assert self.can_ask
        return Receipt(str(key)) if httpx.get(f"{self.base}/{key}", timeout=30).json()["arrived"] else None


class Wrong(Courier):
    """What a worker of few thoughts does: no lease."""

    first = False

    def work(self) -> bool:
        row = Message.objects.select_related("service_point").filter(state=State.WAITING.value).order_by("id").first()
        if row is None:
            return False
        message = outgoing(row, self.base, self.now())
        if self.first:
            end([row], State.SENT, self.now())
        self.senders[Channel(row.channel)].send(message)
        if not self.first:
            end([row], State.SENT, self.now())
        return True


class MarksFirst(Wrong):
    first = True


KINDS: dict[str, Callable[[str], tuple[type[Courier], Sender]]] = {
    "neither": lambda base: (Courier, Sender(base)),
    "key": lambda base: (Courier, Sender(base, takes_key=True)),
    "asking": lambda base: (Courier, Sender(base, can_ask=True)),
    "marks first": lambda base: (MarksFirst, Sender(base)),
    "marks last": lambda base: (Wrong, Sender(base)),
}


def courier(kind: str, base: str, now: Callable[[], datetime] = clock.now) -> Courier:
    made, sender = KINDS[kind](base)
    return made(uuid4(), {Channel.SMS: sender, Channel.EMAIL: sender}, "https://x.dk", now, Random(1))


def settled(http: str, smtp: str) -> Courier:
    """The hands of `velkommen worker`, with the settings of a municipality that has both providers."""
    settings.SMTP_URL, settings.SMTP_FROM = smtp, "noreply@example.dk"
    settings.SMS_PROVIDER, settings.SMS_SENDER = "gatewayapi", "Nordby"
    settings.GATEWAYAPI_TOKEN, settings.GATEWAYAPI_URL = "a-token", http
    return worker.courier("https://x.dk")


def work(kind: str, http: str, smtp: str) -> None:
    """Send until the end, which comes from outside."""
    hands = settled(http, smtp) if kind in {"gatewayapi", "smtp"} else courier(kind, http)
    worker.Worker(hands, (), clock.now).run(Event(), lambda: False)


if __name__ == "__main__":
    for line in sys.stdin:
        child = os.fork()  # before anything is connected: each has a connection of its own
        if child == 0:
            work(*line.rstrip("\n").split("\t"))
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()
