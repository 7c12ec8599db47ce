"""A WSGI application behind the bridge: what it is told, and what goes back."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from velkommen.project.bridge import Bridge

MOST = 10
SCOPE = {
    "type": "http",
    "http_version": "1.1",
    "method": "POST",
    "path": "/æ ø/",
    "query_string": b"q=%C3%A6",
    "headers": [(b"host", b"here"), (b"x-one", b"a"), (b"x-one", b"b"), (b"content-type", b"text/plain")],
    "server": ("127.0.0.1", 8000),
    "client": ("127.0.0.2", 1),
}


def ask(
    pages: Callable[[dict[str, Any], Any], Iterable[bytes]], *parts: bytes, gone: bool = False
) -> list[dict[str, Any]]:
    """Send a body in parts and give what the bridge sent back; `gone` clients hang up before the end."""
    coming = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    coming.append({"type": "http.disconnect"} if gone else {"type": "http.request", "more_body": False})
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return coming.pop(0)

    async def send(part: Any) -> None:
        sent.append(part)

    asyncio.run(Bridge(pages, 1, MOST)(dict(SCOPE), receive, send))
    return sent


def told(*parts: bytes) -> dict[str, Any]:
    """What the application was told, its body read."""
    heard: dict[str, Any] = {}

    def pages(environ: dict[str, Any], start: Any) -> list[bytes]:
        heard.update(environ, body=environ["wsgi.input"].read())
        start("204 No Content", [])
        return []

    ask(pages, *parts)
    return heard


def test_path_query_and_headers_are_those_of_wsgi() -> None:
    heard = told()
    names = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "HTTP_HOST", "HTTP_X_ONE", "CONTENT_TYPE", "REMOTE_ADDR")
    assert [heard[name] for name in names] == [
        "POST",
        "/æ ø/".encode().decode("latin-1"),
        "q=%C3%A6",
        "here",
        "a,b",
        "text/plain",
        "127.0.0.2",
    ]


def test_a_body_in_parts_is_handed_over_whole_with_its_length() -> None:
    heard = told(b"abc", b"def")
    assert (heard["body"], heard["CONTENT_LENGTH"]) == (b"abcdef", "6")


def test_of_a_body_too_long_no_more_is_read_than_shows_it() -> None:
    assert len(told(*[b"abcd"] * 100)["body"]) == 12


@pytest.mark.parametrize(("parts", "left"), [(30, 0), (100, 50)])
def test_what_is_too_long_is_heard_out_within_reason(parts: int, left: int) -> None:
    """Who is still sending hears no answer."""
    coming = [{"type": "http.request", "body": b"abcd", "more_body": True}] * parts
    coming.append({"type": "http.request", "more_body": False})

    async def receive() -> dict[str, Any]:
        return coming.pop(0)

    async def send(part: Any) -> None:
        pass

    def pages(_environ: dict[str, Any], start: Any) -> list[bytes]:
        start("422 Unprocessable Content", [])
        return []

    asyncio.run(Bridge(pages, 1, MOST)(dict(SCOPE), receive, send))
    assert len(coming) == left


def test_status_headers_and_body_go_back_in_one_piece() -> None:
    def pages(_environ: dict[str, Any], start: Any) -> list[bytes]:
        start("201 Created", [("X-Two", " two")])
        return [b"a", b"b"]

    assert ask(pages) == [
        {"type": "http.response.start", "status": 201, "headers": [(b"x-two", b"two")]},
        {"type": "http.response.body", "body": b"ab"},
    ]


def test_who_hangs_up_is_not_answered() -> None:
    assert ask(lambda environ, start: pytest.fail("was asked"), b"abc", gone=True) == []


class Broken:
    """An answer that breaks off."""

    closed = False

    def __iter__(self) -> Iterator[bytes]:
        raise OSError("broken off")

    def close(self) -> None:
        self.closed = True


def test_an_answer_that_breaks_off_is_closed() -> None:
    answer = Broken()
    with pytest.raises(OSError, match="broken off"):
        ask(lambda environ, start: answer)
    assert answer.closed


class Pieces(Broken):
    """An answer that is sent while it is read, like a large file; it may break off after two."""

    streaming = True

    def __init__(self, breaks: bool = False) -> None:
        self._breaks = breaks

    def __iter__(self) -> Iterator[bytes]:
        yield b"a"
        yield b"b"
        if self._breaks:
            raise OSError("broken off")


def test_a_large_file_goes_piece_by_piece_and_is_closed() -> None:
    answer = Pieces()
    bodies = ask(lambda environ, start: answer)[1:]
    assert [(part["body"], part.get("more_body", False)) for part in bodies] == [
        (b"a", True),
        (b"b", True),
        (b"", False),
    ]
    assert answer.closed


def test_a_large_file_that_breaks_off_is_closed_and_not_called_whole() -> None:
    answer = Pieces(breaks=True)
    with pytest.raises(OSError, match="broken off"):
        ask(lambda environ, start: answer)
    assert answer.closed
