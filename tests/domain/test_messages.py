"""Messages: how long they are worth sending, the pause between attempts, what may be shown of an address, what a text may hold."""

from datetime import UTC, datetime, timedelta

import pytest

from velkommen.domain.message_texts import LONGEST_BODY, Text, check, filled
from velkommen.domain.messages import Channel, Purpose, masked, pause, useless_after
from velkommen.domain.refusals import Code, Refusal

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
WHEN = NOON + timedelta(days=9)
WORDS = {"place": "Nordby", "date": "onsdag den 16. december", "time": "10.15", "link": "https://example.dk/a/x/"}
GOOD = "Husk din tid hos {place}: {date} kl. {time}"


@pytest.mark.parametrize(
    ("purpose", "when", "ends"),
    [
        (Purpose.REMINDER, WHEN, WHEN),
        (Purpose.BOOKED, WHEN, WHEN),
        (Purpose.CONFIRM, WHEN, NOON + timedelta(hours=1)),
        (Purpose.TURN_SOON, None, NOON + timedelta(minutes=30)),
        (Purpose.PICKUP_READY, WHEN, NOON + timedelta(days=3)),
        (Purpose.BOOKED, None, NOON + timedelta(days=3)),
    ],
)
def test_a_message_is_worth_sending_until_it_tells_nothing_new(
    purpose: Purpose, when: datetime | None, ends: datetime
) -> None:
    assert useless_after(purpose, when, NOON) == ends


def test_pauses_double_up_to_an_hour_and_are_spread() -> None:
    assert [pause(n, 0.5).total_seconds() for n in (1, 2, 3, 8, 20, 500)] == [30, 60, 120, 3600, 3600, 3600]
    assert [pause(2, chance).total_seconds() for chance in (0, 1)] == [30, 90]


@pytest.mark.parametrize(
    ("to", "shown"), [("+4520123456", "…56"), ("anna@example.dk", "a…@example.dk"), ("@example.dk", "…@example.dk")]
)
def test_a_masked_address_cannot_be_written_to(to: str, shown: str) -> None:
    assert masked(to) == shown


def test_a_text_is_filled_in_and_what_is_not_known_is_a_dash() -> None:
    said = filled(Text("{place}\n{number}", "{date} kl. {time} {link} {position}"), WORDS)
    assert said == Text("Nordby –", "onsdag den 16. december kl. 10.15 https://example.dk/a/x/ –")


def test_what_fills_a_text_in_is_not_filled_in_again() -> None:
    assert filled(Text("", "{place}"), {"place": "{link}", "link": "x"}).body == "{link}"


@pytest.mark.parametrize(
    ("channel", "subject", "body", "code", "facts"),
    [
        (Channel.SMS, "", GOOD, None, {}),
        (Channel.EMAIL, "Husk", GOOD, None, {}),
        (Channel.SMS, "", GOOD + " {task}", Code.UNKNOWN_PLACEHOLDER, {"name": "task"}),
        (Channel.SMS, "", GOOD + " {bring}", Code.UNKNOWN_PLACEHOLDER, {"name": "bring"}),
        (Channel.SMS, "", GOOD + " {number}", Code.UNKNOWN_PLACEHOLDER, {"name": "number"}),
        (Channel.SMS, "", GOOD + " {place.name}", Code.UNKNOWN_PLACEHOLDER, {"name": "place.name"}),
        (Channel.SMS, "", GOOD + " {", Code.UNKNOWN_PLACEHOLDER, {"name": "{"}),
        (Channel.EMAIL, "{task}", GOOD, Code.UNKNOWN_PLACEHOLDER, {"name": "task"}),
        (Channel.SMS, "", "Husk din tid hos {place}", Code.PLACEHOLDER_MISSING, {"names": ["{date}", "{time}"]}),
        (Channel.SMS, "", GOOD + "a" * 459, Code.MESSAGE_TOO_LONG, {"parts": 4, "most": 3}),
        (Channel.SMS, "", GOOD + "–" * 201, Code.MESSAGE_TOO_LONG, {"parts": 4, "most": 3}),
        (Channel.EMAIL, "Husk", GOOD + "a" * LONGEST_BODY, Code.BAD_VALUE, {"field": "body"}),
        (Channel.EMAIL, "", GOOD, Code.BAD_VALUE, {"field": "subject"}),
        (Channel.SMS, "Husk", GOOD, Code.BAD_VALUE, {"field": "subject"}),
        (Channel.EMAIL, "Husk\nBcc: x", GOOD, Code.BAD_VALUE, {"field": "subject"}),
        (Channel.SMS, "", "  ", Code.BAD_VALUE, {"field": "body"}),
        (Channel.SMS, "", GOOD + " 010190-1234", Code.CPR_IN_TEXT, {"field": "body"}),
        (Channel.SMS, "", GOOD + "\x07", Code.ILLEGIBLE, {}),
    ],
)
def test_a_text_that_cannot_be_sent_is_refused(
    channel: Channel, subject: str, body: str, code: Code | None, facts: dict[str, object]
) -> None:
    if code is None:
        check(Purpose.REMINDER, channel, Text(subject, body), WORDS)
        return
    with pytest.raises(Refusal) as refused:
        check(Purpose.REMINDER, channel, Text(subject, body), WORDS)
    assert refused.value.code is code
    assert {key: refused.value.facts[key] for key in facts} == facts
