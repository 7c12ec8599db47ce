"""Streams as raw ASGI. Django would hold a thread and a database connection for every open screen."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from velkommen.interfaces.live.hub import Hub, Listener
from velkommen.interfaces.live.sources import source
from velkommen.interfaces.live.tickets import MAX_AGE, PREFIX, Ticket, read_ticket

HEARTBEAT_SECONDS = 15  # shorter than the patience of proxies; also how a dead connection is found
PATIENCE_SECONDS = 5  # how long an opening stream waits for the source
RETRY = b"retry: 2000\n\n"
BEAT = b"event: beat\ndata: {}\n\n"  # an event and not a comment, so that a screen sees for itself that the line is cut
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class Live:
    """The streams of one process: a hub and the source that feeds it, begun with the first listener or at start-up."""

    def __init__(self) -> None:
        self._hub: Hub | None = None
        self._feeding: asyncio.Task[None] | None = None

    def start(self) -> Hub:
        """The hub of the running loop."""
        if self._hub is None:
            self._hub = Hub()
            self._feeding = asyncio.create_task(source(self._hub).run())
        return self._hub

    async def stop(self) -> None:
        """Send everybody away and stop listening to the database."""
        if self._hub is None or self._feeding is None:
            return
        self._hub.lose()
        self._feeding.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._feeding
        self._hub = self._feeding = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request below /live/."""
        ticket = read_ticket(scope["path"].removeprefix(PREFIX))
        if scope["method"] != "GET":
            await _refuse(send, 405)
        elif ticket is None:
            await _refuse(send, 403)
        elif not await self._is_fed():
            await _refuse(send, 503)
        else:
            await _stream(self.start(), ticket, _since(scope), receive, send)

    async def _is_fed(self) -> bool:
        """Whether the source is connected, within a patience a browser bears."""
        try:
            await asyncio.wait_for(self.start().ready.wait(), PATIENCE_SECONDS)
        except TimeoutError:
            return False
        return True


async def _stream(hub: Hub, ticket: Ticket, since: int | None, receive: Receive, send: Send) -> None:
    listener = hub.join(ticket, since)
    gone = asyncio.create_task(_until_gone(receive))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await send({"type": "http.response.body", "body": RETRY, "more_body": True})
        await _pass_on(listener, gone, send)
    finally:
        hub.leave(listener)
        gone.cancel()


async def _pass_on(listener: Listener, gone: asyncio.Task[None], send: Send) -> None:
    """Send frames and heartbeats until the listener leaves, is dismissed, or its time is up."""
    until = time.monotonic() + MAX_AGE.total_seconds()
    coming: asyncio.Task[bytes | None] = asyncio.create_task(listener.frames.get())
    try:
        while not gone.done():
            if time.monotonic() > until:
                listener.dismiss()
            done, _ = await asyncio.wait({coming, gone}, timeout=HEARTBEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if gone in done:
                return
            frame = coming.result() if coming in done else BEAT
            if coming in done:
                coming = asyncio.create_task(listener.frames.get())
            await send({"type": "http.response.body", "body": frame or b"", "more_body": frame is not None})
            if frame is None:
                return
    finally:
        coming.cancel()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"cache-control", b"no-store")]})
    await send({"type": "http.response.body", "body": b""})


def _since(scope: Scope) -> int | None:
    """The version the screen has seen: what the browser repeats by itself on a reconnect, else what the page was drawn with."""
    header = dict(scope["headers"]).get(b"last-event-id", b"").decode("ascii", "ignore")
    query = parse_qs(scope["query_string"].decode("ascii", "ignore")).get("since", [""])[0]
    for text in (header, query):
        if text.isdecimal():
            return int(text)
    return None


live = Live()
