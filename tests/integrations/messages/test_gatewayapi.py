"""SMS, handed to a stand-in for GatewayAPI that answers as its documentation says, or loses its answer."""

import pytest

from tests.integrations.messages.conftest import KEY, Gateway, free_port, message
from velkommen.domain.messages import Channel
from velkommen.domain.sending import Never, NotSent, Receipt, TryAgain, Unknown, Why
from velkommen.integrations.messages.gatewayapi import Sender

TO = "+4520123456"


def sender(base: str) -> Sender:
    return Sender("a-token", "Nordby", base)


def test_an_sms_is_handed_over_as_the_gateway_wants_it(gateway: Gateway) -> None:
    assert sender(gateway.base).send(message(Channel.SMS, TO)) == Receipt("01JNN696A9E0WS89FPYGT15NBX")
    assert gateway.asked == [
        {
            "path": "/mobile/single",
            "sender": "Nordby",
            "recipient": 4520123456,
            "message": "Tirsdag den 3. december kl. 10.15\n.\nPå gensyn",
            "reference": str(KEY),
            "expiration": "2026-11-24T12:00:00+00:00",
        }
    ]
    assert gateway.headers[0]["Authorization"] == "Token a-token"


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"msg_id": null}', b"\xff"])
def test_a_yes_without_an_id_is_a_yes(gateway: Gateway, body: bytes) -> None:
    gateway.body = body
    assert sender(gateway.base).send(message(Channel.SMS, TO)) == Receipt("")


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (302, TryAgain(Why.NOT_SET_UP)),
        (400, Never(Why.REFUSED)),
        (401, TryAgain(Why.NOT_SET_UP)),
        (403, TryAgain(Why.NOT_SET_UP)),
        (422, Never(Why.REFUSED)),
        (429, TryAgain(Why.BUSY)),
        (500, Unknown(Why.NO_REPLY)),
        (502, Unknown(Why.NO_REPLY)),
        (503, TryAgain(Why.BUSY)),
        (504, Unknown(Why.NO_REPLY)),
        (None, Unknown(Why.NO_REPLY)),
    ],
)
def test_what_the_gateway_answers_decides(gateway: Gateway, status: int | None, failure: NotSent) -> None:
    gateway.status = status
    with pytest.raises(NotSent) as failed:
        sender(gateway.base).send(message(Channel.SMS, TO))
    assert (type(failed.value), failed.value.why, len(gateway.asked)) == (type(failure), failure.why, 1)


def test_a_gateway_that_is_down_was_surely_sent_nothing() -> None:
    with pytest.raises(TryAgain) as failed:
        sender(f"http://127.0.0.1:{free_port()}").send(message(Channel.SMS, TO))
    assert failed.value.why is Why.UNREACHABLE


def test_what_is_secret_is_not_shown() -> None:
    assert "a-token" not in repr(sender("https://x.dk"))
    assert "20123456" not in repr(message(Channel.SMS, TO))
