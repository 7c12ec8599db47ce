"""A worker killed in the middle of sending: no message lost, none sent twice, and where nobody can know, a person is told so."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

import pytest

from tests.people import Town, build
from tests.races.crew import ROOT, _address
from tests.worker.hands import courier
from tests.worker.provider import FATAL, Provider
from velkommen.apps.messages.actions import queue
from velkommen.apps.messages.models import Message, MessageCount
from velkommen.apps.messages.sending import LEASE
from velkommen.domain.messages import Channel, Purpose
from velkommen.shared import clock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
MESSAGES = 4
Process = subprocess.Popen[str]
SURE = {"key", "asking"}  # kinds of providers that tell a repeat from a second message, or can be asked


@pytest.fixture
def hall(transactional_db: None) -> Town:
    return build()


def backlog(town: Town, channel: Channel) -> list[str]:
    """Some messages that wait; their keys, in the order in which they are sent."""
    at = clock.now()
    for number in range(MESSAGES):
        to = "+4520123456" if channel is Channel.SMS else "anna@example.dk"
        facts = {"when": "2099-12-03T10:15", "link": "/a/x/"}
        about = {"place": town.place.pk, "about": f"appointment:{number}", "to": to}
        queue(purpose=Purpose.BOOKED, channel=channel, language="da", facts=facts, at=at, **about)
    return [str(key) for key in Message.objects.order_by("id").values_list("key", flat=True)]


@pytest.fixture(scope="module")
def starter() -> Iterator[Process]:
    """A process that starts workers."""
    settings = {"VELKOMMEN_DATABASE_URL": _address(), "DJANGO_SETTINGS_MODULE": "velkommen.project.settings"}
    command = [sys.executable, "-m", "tests.worker.hands"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, text=True, **pipes) as started:
        yield started
        assert started.stdin
        started.stdin.close()


def killed(starter: Process, kind: str, provider: Provider) -> None:
    """Let a worker of its own send until the provider kills it."""
    assert starter.stdin
    assert starter.stdout
    starter.stdin.write("\t".join([kind, provider.http, provider.smtp]) + "\n")
    starter.stdin.flush()
    provider.sender.put(int(starter.stdout.readline()))
    assert starter.stdout.readline() == "-9\n"


def taken_over(kind: str, provider: Provider) -> None:
    """Let the next worker do what is left, when the lease of the dead one has run out."""
    ahead = [LEASE + timedelta(seconds=1)]

    def now() -> datetime:
        return clock.now() + ahead[0]

    hands = courier(kind if kind in SURE else "neither", provider.http, now)
    for _ in range(3):
        while hands.work():
            pass
        ahead[0] += timedelta(hours=2)


def wrong(keys: Sequence[str], provider: Provider, sure: bool) -> Mapping[str, object]:
    """What breaks the promise. `sure`: the provider takes keys or can be asked, so that nothing may stay uncertain."""
    states = {str(row.key): row.state for row in Message.objects.all()}
    times = Counter(provider.arrived)
    found = {
        "lost": [key for key in keys if states[key] == "sent" and not times[key]],
        "left": [key for key in keys if states[key] not in {"sent", "uncertain"}],
        "twice": [key for key in keys if times[key] > 1],
        "not sure": [key for key in keys if sure and states[key] != "sent"],
    }
    return {what: which for what, which in found.items() if which}


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize(
    ("kind", "channel"),
    [("gatewayapi", Channel.SMS), ("smtp", Channel.EMAIL), ("key", Channel.SMS), ("asking", Channel.SMS)],
)
def test_nothing_is_lost_and_nothing_sent_twice(
    hall: Town, starter: Process, kind: str, channel: Channel, moment: str
) -> None:
    keys, sure = backlog(hall, channel), kind in SURE
    with Provider(moment, takes_key=kind == "key").open() as provider:
        killed(starter, kind, provider)
        taken_over(kind, provider)
    assert wrong(keys, provider, sure) == {}
    hit = keys[FATAL - 1]
    reached = sure or moment == "after"
    assert Counter(provider.arrived) == Counter(key for key in keys if key != hit or reached)
    left = [(str(key), why) for key, why in Message.objects.exclude(state="sent").values_list("key", "why")]
    assert left == ([] if sure else [(hit, "broken_off")])
    assert sum(MessageCount.objects.values_list("number", flat=True)) == (MESSAGES if sure else MESSAGES - 1)


@pytest.mark.parametrize(
    ("kind", "moment", "breaks"), [("marks first", "before", "lost"), ("marks last", "after", "twice")]
)
def test_control_a_worker_without_a_lease_breaks_it(
    hall: Town, starter: Process, kind: str, moment: str, breaks: str
) -> None:
    keys = backlog(hall, Channel.SMS)
    with Provider(moment).open() as provider:
        killed(starter, kind, provider)
        taken_over(kind, provider)
    assert wrong(keys, provider, sure=False) == {breaks: [keys[FATAL - 1]]}
