"""The backlog: a message is made in the deed of another room, once for its purpose, and dropped with what it was about."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.people import NOON, Town
from velkommen.apps.messages.actions import drop, queue
from velkommen.apps.messages.models import Message, MessageCount
from velkommen.domain.messages import Channel, Purpose

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def put(town: Town, purpose: Purpose = Purpose.BOOKED, **said: Any) -> None:
    usual = {
        "place": town.place.pk,
        "purpose": purpose,
        "about": "appointment:1",
        "channel": Channel.SMS,
        "to": "+4520123456",
        "language": "da",
        "facts": {"when": "2026-12-03T10:15", "link": "/a/x/"},
        "at": NOON,
    }
    queue(**{**usual, **said})


def test_a_message_waits_with_all_its_text_needs(town: Town) -> None:
    put(town, occasion="2", not_before=NOON + HOUR)
    row = Message.objects.get()
    assert (row.service_point_id, row.purpose, row.about, row.occasion) == (
        town.place.pk,
        "booked",
        "appointment:1",
        "2",
    )
    assert (row.channel, row.to, row.language, row.facts) == (
        "sms",
        "+4520123456",
        "da",
        {"when": "2026-12-03T10:15", "link": "/a/x/"},
    )
    assert (row.state, row.attempts, row.next_try_at, row.not_before) == ("waiting", 0, NOON + HOUR, NOON + HOUR)
    assert (row.useless_after, row.created_at, row.done_at) == (
        datetime.fromisoformat("2026-12-03T10:15+01:00"),
        NOON,
        None,
    )


def test_a_second_message_for_the_same_purpose_is_not_made(town: Town) -> None:
    put(town)
    put(town, to="+4530123456")
    put(town, Purpose.REMINDER)
    put(town, occasion="2")
    assert sorted(Message.objects.values_list("purpose", "occasion", "to")) == [
        ("booked", "", "+4520123456"),
        ("booked", "2", "+4520123456"),
        ("reminder", "", "+4520123456"),
    ]


def test_control_without_its_upsert_the_constraint_refuses_a_second(town: Town) -> None:
    put(town)
    row = Message.objects.get()
    row.pk, row.key = None, NOON_KEY
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


NOON_KEY = "00000000-0000-4000-8000-000000000000"


def test_queueing_is_one_statement(town: Town) -> None:
    with CaptureQueriesContext(connection) as seen:
        put(town)
    assert len(seen) == 1


@pytest.mark.parametrize("wrong", [{"facts": {"task": "name change"}}, {"to": ""}, {"language": "de"}])
def test_what_no_text_knows_is_no_message(town: Town, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not a message"):
        put(town, **wrong)


def test_what_waits_about_a_thing_is_dropped_counted_and_its_address_goes(town: Town) -> None:
    put(town)
    put(town, Purpose.REMINDER)
    put(town, Purpose.REMINDER, about="appointment:2")
    assert drop("appointment:1", {Purpose.REMINDER}, NOON + HOUR) == 1
    assert sorted(Message.objects.values_list("about", "purpose", "state", "to")) == [
        ("appointment:1", "booked", "waiting", "+4520123456"),
        ("appointment:1", "reminder", "dropped", ""),
        ("appointment:2", "reminder", "waiting", "+4520123456"),
    ]
    gone = Message.objects.get(state="dropped")
    assert (gone.facts, gone.done_at, gone.why) == ({}, NOON + HOUR, "not_wanted")
    assert list(MessageCount.objects.values_list("purpose", "channel", "outcome", "number")) == [
        ("reminder", "sms", "dropped", 1)
    ]


def test_an_address_cannot_outlive_its_message(town: Town) -> None:
    put(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.update(state="sent", done_at=NOON)
