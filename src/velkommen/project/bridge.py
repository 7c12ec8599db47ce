"""Django as WSGI behind the ASGI server, in a small pool of threads.

A request crosses from the loop to a thread once and back once: its body is read before, its answer sent after. To hand both
over piece by piece costs four crossings more, and at each of them two threads wait for the lock of the interpreter.
"""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from sys import stderr
from typing import Any

from velkommen.interfaces.live.app import Receive, Scope, Send

Environ = dict[str, Any]
Pages = Callable[[Environ, Any], Iterable[Any]]
DROPPED = 20  # times what may be sent: as much is heard out
BARE = {"content-length": "CONTENT_LENGTH", "content-type": "CONTENT_TYPE"}  # the two headers WSGI gives no prefix


@dataclass
class Answer:
    """What Django answered, ready to send."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""
    rest: Any = None  # what is still to be sent, piece by piece: a file that is larger than what is held in memory

    def start(self, status: str, headers: list[tuple[str, str]], _failed: object = None) -> None:
        self.status = int(status[:3])
        self.headers = [(name.lower().encode("latin-1"), value.strip().encode("latin-1")) for name, value in headers]


class Bridge:
    """An ASGI application out of a WSGI one.

    Args:
        pages: the WSGI application.
        threads: how many requests are worked on at a time; the others wait.
        most: bytes of a body that are read. Of a longer one nothing is handed on but its length, which is refused by it.
    """

    def __init__(self, pages: Pages, threads: int, most: int) -> None:
        self._pages, self._most = pages, most
        self._threads = ThreadPoolExecutor(threads, "pages")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await self._body(receive)
        if body is None:
            return
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(self._threads, self._answer, _environ(scope, body))
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        if answer.rest is not None:
            await self._send_rest(answer.rest, send)
        await send({"type": "http.response.body", "body": answer.body})

    async def _send_rest(self, rest: Any, send: Send) -> None:
        """Each piece when the one before is gone, so a slow reader holds no thread. A reader who leaves ends it."""
        loop, pieces = asyncio.get_running_loop(), iter(rest)
        try:
            while piece := await loop.run_in_executor(self._threads, next, pieces, b""):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        finally:
            await loop.run_in_executor(self._threads, rest.close)

    async def _body(self, receive: Receive) -> bytes | None:
        """The whole body, cut off where it becomes too long; None when the client is gone.

        What is cut off is let in and dropped, within reason: a browser shows no answer before it has sent everything.
        """
        parts, length, more = [], 0, True
        while more and length <= self._most * DROPPED:
            told = await receive()
            if told["type"] == "http.disconnect":
                return None
            part = told.get("body", b"")
            if length <= self._most:
                parts.append(part)
            length += len(part)
            more = told.get("more_body", False)
        return b"".join(parts)

    def _answer(self, environ: Environ) -> Answer:
        answer = Answer()
        said: Any = self._pages(environ, answer.start)
        if getattr(said, "streaming", False):  # Django's word for it
            answer.rest = said
            return answer
        try:
            answer.body = b"".join(said)
        finally:
            if hasattr(said, "close"):
                said.close()
        return answer


def _environ(scope: Scope, body: bytes) -> Environ:
    """A request as WSGI has it (PEP 3333): texts are bytes read as Latin-1."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": BytesIO(body),
        "wsgi.errors": stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        _add(environ, name.decode("latin-1"), value.decode("latin-1"))
    environ["CONTENT_LENGTH"] = str(len(body))  # of a body in chunks the client does not say it
    return environ


def _add(environ: Environ, name: str, value: str) -> None:
    key = BARE.get(name) or "HTTP_" + name.upper().replace("-", "_")
    environ[key] = f"{environ[key]},{value}" if key in environ else value
