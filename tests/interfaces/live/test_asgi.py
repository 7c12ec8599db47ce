"""The one application that is served: streams raw, pages through Django, the server's start and stop answered."""

import asyncio
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import OperationalError

from velkommen.apps.places.models import ServicePoint
from velkommen.apps.statistics.models import Block, Day
from velkommen.apps.statistics.queries import Line
from velkommen.interfaces.live.tickets import stream_url
from velkommen.project import warm
from velkommen.project.asgi import application

FORM = (b"content-type", b"application/x-www-form-urlencoded")
pytestmark = pytest.mark.django_db(transaction=True)


async def ask(path: str, method: str = "GET", body: bytes = b"") -> list[dict[str, Any]]:
    scope = {
        "type": "http",
        "http_version": "1.1",
        "scheme": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1"), (b"content-length", str(len(body)).encode()), FORM],
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
    }
    coming = [{"type": "http.request", "body": body, "more_body": False}]
    sent: list[dict[str, Any]] = []

    async def send(part: dict[str, Any]) -> None:
        sent.append(part)

    def receive() -> "asyncio.Future[dict[str, Any]]":
        """Awaitable and no coroutine, as granian's is."""
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        if coming:
            answer.set_result(coming.pop())
        return answer

    await application(scope, receive, send)  # type: ignore[arg-type]
    return sent


def test_a_page_is_djangos() -> None:
    sent = asyncio.run(ask("/language/"))
    assert (sent[0]["status"], b"content-security-policy" in dict(sent[0]["headers"])) == (405, True)


def test_a_form_with_a_body_arrives() -> None:
    sent = asyncio.run(ask("/language/", "POST", b"language=en"))
    assert dict(sent[0]["headers"])[b"set-cookie"].startswith(b"velkommen_language=en;")


def test_a_stream_is_not() -> None:
    assert asyncio.run(ask(stream_url("public:1"), "POST"))[0]["status"] == 405


async def life() -> list[str]:
    """What is answered when the server starts and stops."""
    told = iter(["lifespan.startup", "lifespan.shutdown"])
    said: list[str] = []

    async def receive() -> dict[str, Any]:
        return {"type": next(told)}

    async def send(part: dict[str, Any]) -> None:
        said.append(part["type"])

    await application({"type": "lifespan"}, receive, send)  # type: ignore[arg-type]
    return said


ANSWERED = ["lifespan.startup.complete", "lifespan.shutdown.complete"]


def test_rules_and_sums_are_read_before_the_first_request(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(warm, "calendar", lambda: read.append("rules"))
    monkeypatch.setattr(warm, "remember", lambda at: read.append("sums"))
    assert (asyncio.run(life()), read) == (ANSWERED, ["rules", "sums"])


def test_without_a_database_the_house_opens_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise OperationalError("no database")

    monkeypatch.setattr(warm, "calendar", gone)
    assert asyncio.run(life()) == ANSWERED


@pytest.mark.parametrize("counts", ["", "[]", '{"tasks":[[1]]}', '{"tasks":[{"at":[7],"words":[]},[1]]}'])
def test_where_somebody_was_at_the_sums_the_house_opens_all_the_same(counts: str) -> None:
    sums = dict.fromkeys(vars(Line()), 0)
    here, day = ServicePoint.objects.create(slug="here", name="Here", kind="branch"), date(2026, 11, 2)
    Day.objects.create(day=day, hours="{}", numbers={}, digest="", sealed_at=datetime(2026, 11, 3, tzinfo=UTC))
    Block.objects.create(grain="day", start=day, place=here, counts=counts, times="{}", **sums)
    assert asyncio.run(life()) == ANSWERED
