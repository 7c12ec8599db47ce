"""The texts of messages: the standard ones are whole and can be sent, and the nearest one written instead holds."""

from datetime import UTC, datetime
from itertools import product

import pytest

from tests.apps.messages.test_queueing import put
from tests.people import NOON, Town
from velkommen.apps.messages import texts
from velkommen.apps.messages.models import Message, MessageText
from velkommen.domain.message_texts import PLACEHOLDERS, Text, check, filled
from velkommen.domain.messages import LANGUAGES, Channel, Purpose
from velkommen.domain.sms import size

ALL = list(product(Purpose, Channel, LANGUAGES))
WORDS = {
    "place": "Hovedbiblioteket",
    "address": "Torvet 12, 8000 Nordby",
    "date": "onsdag den 16. december",
    "old_date": "onsdag den 9. december",
    "time": "10.15",
    "old_time": "14.30",
    "link": f"https://velkommen.example.dk/a/{'x' * 22}/",
    "number": "B12",
    "position": "3",
}


def test_there_is_one_standard_text_for_each_purpose_channel_and_language() -> None:
    assert set(texts.standard()) == {(p.value, c.value, language) for p, c, language in ALL}


@pytest.mark.parametrize(("purpose", "channel", "language"), ALL)
def test_each_standard_text_could_be_written_by_hand(purpose: Purpose, channel: Channel, language: str) -> None:
    check(purpose, channel, texts.standard()[purpose, channel, language], WORDS)


def test_no_standard_sms_takes_more_than_two_parts_and_none_is_dear() -> None:
    sms = {key: size(filled(text, WORDS).body) for key, text in texts.standard().items() if key[1] == Channel.SMS}
    assert {key: said for key, said in sms.items() if said.parts > 2 or said.dear} == {}


def test_no_text_can_name_the_task() -> None:
    names = set().union(*PLACEHOLDERS.values())
    assert names == {"place", "address", "date", "time", "old_date", "old_time", "link", "number", "position"}


@pytest.mark.django_db
def test_a_message_is_said_in_its_own_language_at_local_time(town: Town) -> None:
    put(town)
    put(town, Purpose.REMINDER, language="en", channel=Channel.EMAIL, to="a@example.dk")
    said = [texts.outgoing(row, "https://x.dk", NOON) for row in Message.objects.order_by("pk")]
    assert [(one.subject, one.body.splitlines()[0]) for one in said] == [
        ("", "Din tid hos Nordby: torsdag den 3. december kl. 10.15. Se, flyt eller aflys: https://x.dk/a/x/"),
        ("Remember your appointment at Nordby: Thursday 3 December at 10:15", "Remember your appointment at Nordby:"),
    ]


@pytest.mark.django_db
def test_the_nearest_text_holds(town: Town) -> None:
    facts = {"purpose": "booked", "channel": "sms", "language": "da"}

    def holds(place: int | None) -> Text:
        return texts.text(place, Purpose.BOOKED, Channel.SMS, "da")

    MessageText.objects.create(**facts, body="Alle")
    MessageText.objects.create(**facts, body="Nordby", service_point=town.place)
    assert [holds(town.place.pk).body, holds(town.sydby.pk).body, holds(None).body] == ["Nordby", "Alle", "Alle"]
    assert texts.text(town.place.pk, Purpose.BOOKED, Channel.SMS, "en") == texts.standard()["booked", "sms", "en"]


def test_the_hour_that_comes_twice_is_the_first_of_the_two() -> None:
    from velkommen.apps.messages.actions.queueing import _moment  # noqa: PLC0415 - only here

    assert _moment("2026-10-25T02:30") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert _moment("2026-12-03") == datetime(2026, 12, 2, 23, 0, tzinfo=UTC)
    assert _moment(None) is None
