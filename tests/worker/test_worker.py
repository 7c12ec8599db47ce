"""The worker: due messages and jobs, a fault that costs a pause and not the worker, and a desk that notices none of it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from threading import Event, Thread
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from tests.apps.messages.senders import Phones
from tests.apps.messages.test_queueing import put
from tests.people import NOON, Town
from velkommen.apps.evaluation.datasets import folder
from velkommen.apps.messages.models import Message
from velkommen.apps.messages.sending import Courier
from velkommen.domain.messages import Channel
from velkommen.domain.sending import Outgoing, Receipt
from velkommen.integrations.messages import console, gatewayapi, smtp
from velkommen.project import settings as house
from velkommen.project import worker
from velkommen.project.worker import Job, Worker
from velkommen.shared import clock

HOUR = timedelta(hours=1)


def hands(phones: Phones) -> Courier:
    return Courier(uuid4(), dict.fromkeys(Channel, phones), "https://x.dk", clock.now, Random(1))


@pytest.mark.django_db
def test_a_job_comes_round_in_its_own_time() -> None:
    done: list[tuple[str, datetime]] = []
    at = [NOON]
    jobs = [
        Job("often", HOUR, lambda moment: done.append(("often", moment))),
        Job("seldom", 3 * HOUR, lambda moment: done.append(("seldom", moment))),
    ]
    made = Worker(hands(Phones()), jobs, lambda: at[0])
    for hours in range(4):
        at[0] = NOON + hours * HOUR
        made.once()
        made.once()
    assert done == [
        ("often", NOON),
        ("seldom", NOON),
        ("often", NOON + HOUR),
        ("often", NOON + 2 * HOUR),
        ("often", NOON + 3 * HOUR),
        ("seldom", NOON + 3 * HOUR),
    ]


@pytest.mark.django_db
def test_a_job_that_fails_stops_neither_the_others_nor_the_messages(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    put(town)
    done: list[datetime] = []

    def bad(_at: datetime) -> None:
        raise KeyError("nobody expected this")

    phones = Phones()
    with clock.fixed(NOON):
        Worker(hands(phones), [Job("bad", HOUR, bad), Job("good", HOUR, done.append)], clock.now).once()
    assert (done, len(phones.reached)) == ([NOON], 1)
    assert [record.message for record in caplog.records if record.name == "velkommen.worker"] == ["bad failed"]


def test_the_loop_ends_when_it_is_told_and_when_its_house_is_gone() -> None:
    made = Worker(hands(Phones()), [], clock.now)
    stopped = Event()
    stopped.set()
    made.run(stopped, lambda: False)
    made.run(Event(), lambda: True)


@pytest.mark.django_db(transaction=True)
def test_a_message_is_sent_outside_any_transaction_and_not_before_the_commit(town: Town) -> None:
    class Looks(Phones):
        def send(self, message: Outgoing) -> Receipt:
            assert not connection.in_atomic_block
            return super().send(message)

    phones = Looks()
    put(town)
    with clock.fixed(NOON):
        Worker(hands(phones), [], clock.now).once()
    assert len(phones.reached) == 1


@pytest.mark.django_db
def test_a_provider_that_is_down_never_touches_the_deed(town: Town) -> None:
    """Queueing asks nobody: the same one statement, whether there is a provider or not."""
    down = override_settings(
        SMTP_URL="smtp://127.0.0.1:1", SMS_PROVIDER="gatewayapi", GATEWAYAPI_URL="http://127.0.0.1:1"
    )
    with down, CaptureQueriesContext(connection) as seen:
        put(town)
    assert len(seen) == 1


def test_the_settings_choose_the_ways_of_sending() -> None:
    assert {channel: type(sender) for channel, sender in worker.senders().items()} == dict.fromkeys(
        Channel, console.Sender
    )
    with override_settings(SMTP_URL="smtp://127.0.0.1", SMTP_FROM="a@b.dk", SMS_PROVIDER="gatewayapi"):
        chosen = {channel: type(sender) for channel, sender in worker.senders().items()}
    assert chosen == {Channel.EMAIL: smtp.Sender, Channel.SMS: gatewayapi.Sender}


@pytest.mark.django_db
def test_the_command_sends_what_is_due_and_shows_it_masked(town: Town) -> None:
    put(town)
    with clock.fixed(NOON):
        said = CliRunner().invoke(worker.worker, ["--once", "--base", "https://x.dk"])
    assert said.output.splitlines() == [
        "[sms -> …56]",
        "  Din tid hos Nordby: torsdag den 3. december kl. 10.15. Se, flyt eller aflys: https://x.dk/a/x/",
    ]
    assert Message.objects.get().state == "sent"


def understood() -> None:
    """Read the settings of messages as a start does."""
    house.env_address("VELKOMMEN_BASE_URL", ("https", "http"))
    house.env_address("VELKOMMEN_SMTP_URL", ("smtp", "smtp+tls", "smtps"))
    house.mail_author()
    house.sms_provider()


@contextmanager
def environment(**said: str) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update({f"VELKOMMEN_{name}": value for name, value in said.items()})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@pytest.mark.parametrize(
    "said",
    [
        {"SMS_PROVIDER": "pigeon"},
        {"SMS_PROVIDER": "gatewayapi"},
        {"SMS_PROVIDER": "gatewayapi", "GATEWAYAPI_TOKEN": "x"},
        {"SMS_PROVIDER": "gatewayapi", "GATEWAYAPI_TOKEN": "x", "SMS_SENDER": "Much too long"},
        {"SMTP_URL": "mail.example.dk", "SMTP_FROM": "a@b.dk"},
        {"SMTP_URL": "smtp://:secret@", "SMTP_FROM": "a@b.dk"},
        {"SMTP_URL": "smtp://mail.example.dk"},
        {"SMTP_URL": "smtp://mail.example.dk", "SMTP_FROM": "nobody"},
        {"BASE_URL": "velkommen.example.dk"},
    ],
)
def test_a_setting_that_cannot_be_understood_stops_the_start_and_is_not_repeated(said: dict[str, str]) -> None:
    with environment(**said), pytest.raises(ImproperlyConfigured) as stopped:
        understood()
    assert "secret" not in str(stopped.value)


def test_a_fault_costs_a_pause_and_not_the_worker(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The loop's own database is not there: a thread of this test has none."""
    monkeypatch.setattr(worker, "AFTER_A_FAULT_SECONDS", 0.01)
    stop, times = Event(), []

    def broken(at: datetime) -> None:
        times.append(at)
        if len(times) == 3:
            stop.set()
        raise worker.DatabaseError("gone")

    made = Worker(hands(Phones()), [Job("broken", timedelta(0), broken)], clock.now)
    running = Thread(target=made.run, args=(stop, lambda: False))
    running.start()
    running.join(60)
    assert (len(times), running.is_alive()) == (3, False)
    assert {record.message for record in caplog.records} == {"the worker stumbled; it goes on"}


def test_the_files_of_analysts_are_made_anew_each_night_where_somebody_uses_them(town: Town, tmp_path: Path) -> None:
    files = tmp_path / "datasets"
    with override_settings(DATASETS_DIR=files):
        worker._refresh_datasets(NOON)
        assert not files.exists()
        folder.make_all(files, NOON)
        for ahead in (timedelta(hours=10), timedelta(hours=13)):
            worker._refresh_datasets(NOON + ahead)
            found = folder.made(files)
            assert found is not None
            assert found.moment == (NOON if ahead < timedelta(hours=12) else NOON + ahead)
