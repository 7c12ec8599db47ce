"""Trying out: a message in the terminal, its address masked."""

from tests.integrations.messages.conftest import message
from velkommen.domain.messages import Channel
from velkommen.domain.sending import Receipt
from velkommen.integrations.messages.console import Sender


def test_a_message_is_shown_without_its_address() -> None:
    said: list[str] = []
    assert Sender(said.append).send(message(Channel.EMAIL, "anna@example.dk")) == Receipt()
    assert said == [
        "[email -> a…@example.dk]\n  Din tid hos Nordby\n  Tirsdag den 3. december kl. 10.15\n  .\n  På gensyn"
    ]
