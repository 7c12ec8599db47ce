"""`velkommen worker`: what happens beside the desks. It sends messages, and does the jobs that come round.

It looks every two seconds whether something is due, with one statement for messages and two for lifelines that partial indexes answer:
that is the same on both databases, costs next to nothing, and what is to be sent later needs the look anyway.
"""

import logging
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from threading import Event
from uuid import uuid4

import click
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from velkommen.apps.appointments.actions import forget_contacts
from velkommen.apps.appointments.actions.keeping import anything_old
from velkommen.apps.courses.actions.afterwards import forget_sign_ups, old_contacts
from velkommen.apps.enquiries.actions.measuring import measure_paces, outdated
from velkommen.apps.learning.actions import refresh_competences
from velkommen.apps.learning.queries import anything_due
from velkommen.apps.lifelines.actions import escalate_due, forget_notes
from velkommen.apps.lifelines.actions.timing import anything_to_forget, due_now
from velkommen.apps.messages.sending import Courier, tidy
from velkommen.apps.statistics import actions as closing
from velkommen.apps.statistics.comparing import all_differences
from velkommen.apps.statistics.queries import closed
from velkommen.apps.visits import notices
from velkommen.domain.messages import Channel
from velkommen.domain.sending import Sender
from velkommen.integrations.messages import console, gatewayapi, smtp
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM

LOOK_SECONDS = 2.0
AFTER_A_FAULT_SECONDS = 10.0
USUAL_BASE = "http://127.0.0.1:8000"  # where `serve` listens when nothing is said
_logger = logging.getLogger("velkommen.worker")


@dataclass(frozen=True)
class Job:
    """Something that comes round: keeping what may be kept no longer than it may.

    Args:
        run: does it, as of a moment. Two workers may do it at the same time.
    """

    name: str
    every: timedelta
    run: Callable[[datetime], None]


def _forget_contacts(at: datetime) -> None:
    if anything_old(at):
        forget_contacts(by=SYSTEM, at=at, op=uuid4())


def _forget_sign_ups(at: datetime) -> None:
    if old_contacts(at).exists():
        forget_sign_ups(by=SYSTEM, at=at, op=uuid4())


def _measure_paces(at: datetime) -> None:
    if outdated(at):
        measure_paces(by=SYSTEM, at=at, op=uuid4())


def _refresh_competences(at: datetime) -> None:
    if anything_due(at):
        refresh_competences(by=SYSTEM, at=at, op=uuid4())


def _escalate_lifelines(at: datetime) -> None:
    for place in due_now(at):
        escalate_due(place=place, by=SYSTEM, at=at, op=uuid4())


def _forget_notes(at: datetime) -> None:
    if anything_to_forget(at):
        forget_notes(by=SYSTEM, at=at, op=uuid4())


def _close_days(at: datetime) -> None:
    while closing.anything_due(at):
        closing.seal_days(by=SYSTEM, at=at, op=uuid4())


def _look_at_closed_days(at: datetime) -> None:
    """Once a night: what came late is folded in, then everything is counted once more."""
    if closed() is None or closing.compared_this_night(at):
        return
    while closing.anything_to_fold():
        closing.fold_marks(by=SYSTEM, at=at, op=uuid4())
    differing = sorted({day for one in all_differences(at, lambda *_: None) for day in one.days})
    for found in differing:
        _logger.warning("a closed day was not what its facts say: %s", found)
    closing.correct_found(days=differing, by=SYSTEM, at=at, op=uuid4())


#: Every job of the house. A room has no clock of its own: what it wants done now and then is named here.
JOBS: tuple[Job, ...] = (
    Job("tidy messages", timedelta(hours=1), tidy),
    Job("tidy notices", timedelta(hours=1), notices.tidy),
    Job("forget contacts", timedelta(hours=1), _forget_contacts),
    Job("forget sign-ups", timedelta(hours=1), _forget_sign_ups),
    Job("measure paces", timedelta(hours=1), _measure_paces),
    Job("refresh competences", timedelta(hours=1), _refresh_competences),
    Job("escalate lifelines", timedelta(seconds=2), _escalate_lifelines),
    Job("forget notes", timedelta(hours=1), _forget_notes),
    Job("close days", timedelta(minutes=10), _close_days),
    Job("look at closed days", timedelta(minutes=10), _look_at_closed_days),
)


@dataclass
class Worker:
    """The loop.

    Args:
        courier: sends messages.
        jobs: done at the start and then each in its own time.
        now: the clock.
    """

    courier: Courier
    jobs: Sequence[Job]
    now: Callable[[], datetime]
    _next: dict[str, datetime] = field(default_factory=dict)

    def once(self) -> None:
        """Everything that is due now. A job that fails waits for its next time, the others are done."""
        for job in self.jobs:
            at = self.now()
            if self._next.get(job.name, at) <= at:
                self._next[job.name] = at + job.every
                self._do(job, at)
        while self.courier.work():
            pass

    def run(self, stop: Event, gone: Callable[[], bool]) -> None:
        """Until told to stop, or until whoever it works for is gone. A fault costs a pause, never the worker."""
        while not stop.is_set() and not gone():
            pause = LOOK_SECONDS
            try:
                self.once()
            except Exception:
                _logger.exception("the worker stumbled; it goes on")
                connection.close()
                pause = AFTER_A_FAULT_SECONDS
            stop.wait(pause)

    def _do(self, job: Job, at: datetime) -> None:
        try:
            job.run(at)
        except (DatabaseError, InterfaceError):
            raise
        except Exception:
            _logger.exception("%s failed", job.name)


def senders() -> dict[Channel, Sender]:
    """The way of sending of each channel, as the settings say."""
    shown: Sender = console.Sender(click.echo)
    mail = smtp.Sender(settings.SMTP_URL, settings.SMTP_FROM) if settings.SMTP_URL else shown
    if settings.SMS_PROVIDER == "gatewayapi":
        gateway = gatewayapi.Sender(settings.GATEWAYAPI_TOKEN, settings.SMS_SENDER, settings.GATEWAYAPI_URL)
        return {Channel.EMAIL: mail, Channel.SMS: gateway}
    return {Channel.EMAIL: mail, Channel.SMS: shown}


def courier(base: str) -> Courier:
    """A worker's hands, with an id of their own."""
    return Courier(uuid4(), senders(), base, clock.now, Random())  # noqa: S311 - spreads repeats, hides nothing


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, and end.")
@click.option("--base", default="", help="The address links begin with.  [default: VELKOMMEN_BASE_URL]")
@click.option("--beside", type=int, default=None, metavar="PID", help="End when this process is gone; serve uses it.")
def worker(*, once: bool, base: str, beside: int | None) -> None:
    """Send messages and do the jobs that come round, until it is stopped."""
    hands = Worker(courier(settings.BASE_URL or base or USUAL_BASE), JOBS, clock.now)
    if once:
        hands.once()
        return
    stop = Event()
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, lambda *_: stop.set())
    hands.run(stop, lambda: beside is not None and os.getppid() != beside)
