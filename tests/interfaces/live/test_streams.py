"""Streams from the deed to the screen, over the very ASGI application that is served, on the database of the test run."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import pytest
from django.core import signing
from django.db import connection

from tests.interfaces.public_house import ScreenHouse, open_place
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries import actions
from velkommen.apps.placement.actions import revoke_device
from velkommen.apps.placement.models import Device
from velkommen.domain.outcomes import Outcome
from velkommen.interfaces.live.app import Live
from velkommen.interfaces.live.tickets import PREFIX, stream_url
from velkommen.shared.actor import SYSTEM

SOON = 60  # seconds: much longer than anything here takes, on a machine too that has much else to do
pytestmark = pytest.mark.django_db(transaction=True)


class Stream:
    """One open stream, driven as a server would."""

    def __init__(
        self, live: Live, address: str, method: str = "GET", headers: list[tuple[bytes, bytes]] | None = None
    ) -> None:
        path, _, query = address.partition("?")
        self.scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "headers": headers or [],
        }
        self.sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.gone = asyncio.Event()
        self.task = asyncio.create_task(live(self.scope, self._receive, self.sent.put))  # type: ignore[arg-type]

    async def _receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def status(self) -> int:
        return int((await asyncio.wait_for(self.sent.get(), SOON))["status"])

    async def next(self) -> tuple[str, Any]:
        """The next message as (event, data), heartbeats and hints left out; ("end", None) when the stream is over."""
        while True:
            part = await asyncio.wait_for(self.sent.get(), SOON)
            fields = dict(line.split(": ", 1) for line in part["body"].decode().splitlines() if line)
            if not part["more_body"]:
                return "end", None
            if "data" in fields:
                return fields.get("event", "message"), json.loads(fields["data"])


def play(scene: Callable[[Live], Coroutine[Any, Any, Any]]) -> Any:
    async def run() -> Any:
        async with alive() as live:
            return await scene(live)

    return asyncio.run(run())


@asynccontextmanager
async def alive() -> AsyncIterator[Live]:
    live = Live()
    await asyncio.wait_for(live.start().ready.wait(), SOON)
    try:
        yield live
    finally:
        await live.stop()


async def elsewhere(deed: Callable[[], Any]) -> Any:
    """Do a deed in a thread of its own, with a connection of its own, as a door does."""

    def act() -> Any:
        try:
            return deed()
        finally:
            connection.close()

    return await asyncio.to_thread(act)


async def draw(house: ScreenHouse, place: int | None = None) -> Any:
    where = place or house.place.pk
    return await elsewhere(
        lambda: actions.issue_ticket(place=where, task="passport", by=SYSTEM, at=house.now, op=uuid4())
    )


def test_a_deed_reaches_the_desk_with_its_version(house_with_screens: ScreenHouse) -> None:
    async def scene(live: Live) -> Any:
        stream = Stream(live, stream_url(f"desk:{house_with_screens.place.pk}"))
        assert await stream.status() == 200
        answer = await draw(house_with_screens)
        return await stream.next(), answer["visit"]

    (event, data), visit = play(scene)
    assert (event, data["changes"]) == ("message", [visit])


def test_a_deed_elsewhere_does_not(house_with_screens: ScreenHouse) -> None:
    sydby = open_place("sydby", list(Task.objects.all())).pk

    async def scene(live: Live) -> Any:
        stream = Stream(live, stream_url(f"public:{house_with_screens.place.pk}"))
        assert await stream.status() == 200
        await draw(house_with_screens, sydby)
        await draw(house_with_screens)
        return (await stream.next())[1]["changes"][0]["label"], stream.sent.empty()

    assert play(scene) == ("A001", True)


def test_who_comes_back_hears_what_happened_meanwhile(house_with_screens: ScreenHouse) -> None:
    address = stream_url(f"public:{house_with_screens.place.pk}")

    async def scene(live: Live) -> list[str]:
        first = Stream(live, address)
        await first.status()
        await draw(house_with_screens)
        version = (await first.next())[1]["v"]
        first.gone.set()
        await first.task
        await draw(house_with_screens)
        back = Stream(live, f"{address}?since=0", headers=[(b"last-event-id", str(version).encode())])
        await back.status()
        return [change["label"] for change in (await back.next())[1]["changes"]]

    assert play(scene) == ["A002"]


def test_a_page_older_than_the_process_begins_anew(house_with_screens: ScreenHouse) -> None:
    house_with_screens.draw()

    async def scene(live: Live) -> Any:
        stream = Stream(live, stream_url(f"public:{house_with_screens.place.pk}") + "?since=0")
        await stream.status()
        return await stream.next(), await stream.next()

    assert play(scene) == (("stale", {}), ("end", None))


def test_news_too_long_for_a_notice_is_read_from_the_log(
    house_with_screens: ScreenHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("velkommen.shared.log.deeds.NOTIFY_LIMIT", 10)

    async def scene(live: Live) -> Any:
        stream = Stream(live, stream_url(f"public:{house_with_screens.place.pk}"))
        await stream.status()
        await draw(house_with_screens)
        return (await stream.next())[1]["changes"][0]["label"]

    assert play(scene) == "A001"


def test_revoking_a_board_ends_its_stream(house_with_screens: ScreenHouse) -> None:
    device = Device.objects.latest("id").pk

    async def scene(live: Live) -> Any:
        stream = Stream(live, stream_url(f"public:{house_with_screens.place.pk}", device=device))
        await stream.status()
        await elsewhere(lambda: revoke_device(device=device, **house_with_screens.by()))
        return await stream.next(), await stream.next()

    assert play(scene) == (("stale", {}), ("end", None))


def test_the_update_of_a_call_that_closes_a_visit_is_below_two_kilobytes(house_with_screens: ScreenHouse) -> None:
    house_with_screens.call(house_with_screens.draw())

    async def scene(live: Live) -> int:
        stream = Stream(live, stream_url(f"desk:{house_with_screens.place.pk}"))
        await stream.status()
        await elsewhere(lambda: _close_and_call(house_with_screens))
        event = await stream.next()
        while len(event[1]["changes"]) < 2:
            event = await stream.next()
        return len(json.dumps(event[1]).encode())

    assert play(scene) < 2000


def _close_and_call(house: ScreenHouse) -> None:
    visit = actions.issue_ticket(place=house.place.pk, task="mitid", **house.by())["visit"]["id"] - 1
    actions.start_service(visit=visit, **house.by())
    actions.record_outcome(visit=visit, outcome=Outcome.SOLVED, **house.by())
    actions.call_next(place=house.place.pk, desk=house.desks[0].pk, **house.by())


#: Made when asked for: a signature carries the second it was made in, and every test process must know the same cases.
FORGERIES: Mapping[str, Callable[[], str]] = {
    "empty": lambda: "",
    "nonsense": lambda: "nonsense",
    "signed for something else": lambda: signing.dumps(["desk:1", None], salt="other"),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_address_is_refused(db: None, forgery: str) -> None:
    async def scene(live: Live) -> int:
        return await Stream(live, PREFIX + FORGERIES[forgery]()).status()

    assert play(scene) == 403


def test_a_stream_is_only_read(db: None) -> None:
    async def scene(live: Live) -> int:
        return await Stream(live, stream_url("public:1"), method="POST").status()

    assert play(scene) == 405


def test_an_address_is_good_for_a_day_of_work_and_no_longer(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    address = stream_url("public:1")
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 12 * 3600 + 1)

    async def scene(live: Live) -> int:
        return await Stream(live, address).status()

    assert play(scene) == 403
