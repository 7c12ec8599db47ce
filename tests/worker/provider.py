"""A provider of messages on this machine that kills whoever sends to it: before it has taken a message, or after and before it answers."""

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.integrations.messages.conftest import free_port

FATAL = 2  # at which message the sender is killed


@dataclass
class Provider:
    """What reached a phone or a mailbox, by key.

    Args:
        moment: "before" or "after": when the sender is killed.
        takes_key: a key that arrived does not arrive again.
    """

    moment: str
    takes_key: bool = False
    http: str = ""
    smtp: str = ""
    sender: "Queue[int]" = field(default_factory=Queue)  # the process that sends, once it is known
    arrived: list[str] = field(default_factory=list)
    _came: int = 0

    def take(self, key: str) -> bool:
        """Whether the sender lives to hear an answer."""
        self._came += 1
        fatal = self._came == FATAL
        if fatal and self.moment == "before":
            return self._kill()
        if not (self.takes_key and key in self.arrived):
            self.arrived.append(key)
        return not fatal or self._kill()

    def _kill(self) -> bool:
        os.kill(self.sender.get(timeout=30), signal.SIGKILL)
        return False

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        assert isinstance(envelope.content, bytes)
        key = envelope.content.partition(b"Message-ID: <")[2].partition(b"@")[0].decode()
        self.take(key)
        return "250 OK"

    @contextmanager
    def open(self) -> Iterator["Provider"]:
        web = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        mail = Controller(self, hostname="127.0.0.1", port=free_port())
        Thread(target=web.serve_forever, args=(0.05,), daemon=True).start()
        mail.start()
        self.http, self.smtp = f"http://127.0.0.1:{web.server_address[1]}", f"smtp://127.0.0.1:{mail.port}"
        try:
            yield self
        finally:
            mail.stop()
            web.shutdown()
            web.server_close()


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            key = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["reference"]
            if provider.take(key):
                self._say({"msg_id": key})

        def do_GET(self) -> None:
            self._say({"arrived": self.path.lstrip("/") in provider.arrived})

        def _say(self, what: Any) -> None:
            body = json.dumps(what).encode()
            self.send_response(202)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Nothing."""

    return Handler
