"""HTTP as the load generator speaks it: one connection kept open, no library between, because it shares the cores it measures."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

PATIENCE_SECONDS = 30  # an answer later than this is none


class NoAnswer(Exception):
    """The connection broke or nothing came in time."""


@dataclass(frozen=True)
class Answer:
    """Status and JSON of one answer (None when it was not JSON)."""

    status: int
    body: Any


class Line:
    """A connection to the server, opened at need and again after it broke."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, method: str, path: str, headers: str, body: object = None) -> Answer:
        """Send one request and wait for its answer. Raises: NoAnswer."""
        content = b"" if body is None else json.dumps(body).encode()
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}Content-Length: {len(content)}\r\n"
        if content:
            head += "Content-Type: application/json\r\n"
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await self._exchange(head.encode() + b"\r\n" + content)
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            self.close()
            raise NoAnswer from error

    def close(self) -> None:
        if self._writer:
            self._writer.close()
        self._reader = self._writer = None

    async def _exchange(self, request: bytes) -> Answer:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        self._writer.write(request)
        status, fields = _head(await self._reader.readuntil(b"\r\n\r\n"))
        body = await _body(self._reader, fields)
        return Answer(status, json.loads(body) if b"json" in fields.get(b"content-type", b"") else None)


async def events(port: int, path: str) -> AsyncIterator[bytes]:
    """What an open stream hears, message by message."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        await reader.readuntil(b"\r\n\r\n")
        while True:
            length = int(await reader.readuntil(b"\r\n"), 16)
            yield (await reader.readexactly(length + 2))[:length]
    finally:
        writer.close()


def _head(head: bytes) -> tuple[int, dict[bytes, bytes]]:
    first, *lines = head.split(b"\r\n")
    fields = (line.partition(b":") for line in lines if line)
    return int(first.split(b" ", 2)[1]), {name.lower(): value.strip() for name, _, value in fields}


async def _body(reader: asyncio.StreamReader, fields: dict[bytes, bytes]) -> bytes:
    if b"chunked" not in fields.get(b"transfer-encoding", b""):
        return await reader.readexactly(int(fields.get(b"content-length", b"0")))
    parts = []
    while length := int(await reader.readuntil(b"\r\n"), 16):
        parts.append((await reader.readexactly(length + 2))[:length])
    await reader.readexactly(2)
    return b"".join(parts)
