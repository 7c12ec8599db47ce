"""Providers on this machine: a real SMTP server, and a stand-in for the SMS gateway that can lose its answers."""

import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from velkommen.domain.messages import Channel
from velkommen.domain.sending import Outgoing

KEY = UUID("6f1c8b0e-0000-4000-8000-000000000001")
NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


def message(channel: Channel, to: str, **other: Any) -> Outgoing:
    usual = {
        "key": KEY,
        "subject": "Din tid hos Nordby" if channel is Channel.EMAIL else "",
        "body": "Tirsdag den 3. december kl. 10.15\n.\nPå gensyn",
        "language": "da",
        "at": NOON,
        "useless_after": NOON + timedelta(hours=1),
    }
    return Outgoing(channel=channel, to=to, **{**usual, **other})


@dataclass
class Post:
    """A mail server's hands: what it took, and what it says (a status line, or nothing more: it hangs up) at each step."""

    says: dict[str, str | None] = field(default_factory=dict)
    taken: list[bytes] = field(default_factory=list)

    async def handle_MAIL(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self._said(server, "MAIL")

    async def handle_RCPT(  # noqa: N802 - as above
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self._said(server, "RCPT")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        assert isinstance(envelope.content, bytes)
        said = self._said(server, "DATA")
        if said.startswith("2") or self.says.get("DATA", "") is None:
            self.taken.append(envelope.content)
        return said

    def _said(self, server: SMTP, step: str) -> str:
        said = self.says.get(step, "250 OK")
        if said is None:
            assert server.transport
            server.transport.close()
            return "421 gone"
        return said

    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=default) for raw in self.taken]  # type: ignore[misc] # by that policy


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def smtp(post: Post) -> Iterator[str]:
    """The address of a mail server."""
    server = Controller(post, hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        yield f"smtp://127.0.0.1:{server.port}"
    finally:
        server.stop()


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@dataclass
class Gateway:
    """The SMS gateway as its documentation has it. `status` is what it answers; None: it takes the SMS and hangs up."""

    base: str = ""
    status: int | None = 202
    body: bytes | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def answer(self, asking: BaseHTTPRequestHandler) -> None:
        said = json.loads(asking.rfile.read(int(asking.headers["Content-Length"])))
        self.asked.append({"path": asking.path, **said})
        self.headers.append(dict(asking.headers))
        if self.status is None:
            asking.connection.shutdown(socket.SHUT_RDWR)
            return
        taken = {"msg_id": "01JNN696A9E0WS89FPYGT15NBX", "recipient": said["recipient"], "reference": said["reference"]}
        body = json.dumps(taken).encode() if self.body is None else self.body
        asking.send_response(self.status)
        asking.send_header("Content-Type", "application/json")
        asking.send_header("Content-Length", str(len(body)))
        asking.end_headers()
        asking.wfile.write(body)


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    found = Gateway()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(found.answer))
    found.base = f"http://127.0.0.1:{server.server_address[1]}"
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


def _handler(answer: Callable[[BaseHTTPRequestHandler], None]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Nothing."""

    return Handler
