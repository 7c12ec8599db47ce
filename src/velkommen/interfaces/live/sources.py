"""Where the hub hears of deeds: PostgreSQL tells (one LISTEN connection per process), SQLite is asked (one poller per process)."""

import asyncio
import json
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import psycopg
from django.db import connection

from velkommen.apps.placement.queries import revoked_devices
from velkommen.interfaces.live.hub import Hub, News
from velkommen.shared.log import queries as log
from velkommen.shared.log.deeds import CHANNEL

POLL_SECONDS = 0.1
GATHER_SECONDS = 0.02  # after news the next is left to gather, because each waking costs more than what it brings
BACKOFF_SECONDS = (0.5, 1, 2, 5, 10)

R = TypeVar("R")
_logger = logging.getLogger("velkommen.live")


class Source:
    """Feeds a hub until cancelled. Its own thread asks the database, so that the process needs one connection for all listeners."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self._thread = ThreadPoolExecutor(1, "live-source")

    async def run(self) -> None:
        """Feed the hub for ever. When the database is lost everybody is told, and it is tried again, ever more slowly."""
        failures = 0
        try:
            while True:
                try:
                    await self._feed()
                except Exception:
                    failures = 0 if self.hub.ready.is_set() else failures + 1
                    self.hub.lose()
                    _logger.warning("the live source was lost and is tried again", exc_info=True)
                    await self._ask(_close)
                    await asyncio.sleep(BACKOFF_SECONDS[min(failures, len(BACKOFF_SECONDS) - 1)])
        finally:
            self._thread.submit(_close)
            self._thread.shutdown(wait=False)

    async def _feed(self) -> None:
        raise NotImplementedError

    async def _ask(self, question: Callable[..., R], *args: object) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._thread, question, *args)

    async def _begin(self) -> None:
        self.hub.begin(await self._ask(log.newest_per_place), await self._ask(revoked_devices))


class Told(Source):
    """PostgreSQL: every deed notifies at its commit, in the order of the commits. What comes after a silence is heard at once."""

    async def _feed(self) -> None:
        async with await psycopg.AsyncConnection.connect(**_parameters(), autocommit=True) as listening:
            await listening.execute(f"LISTEN {CHANNEL}".encode())
            await self._begin()
            while True:
                async for notice in listening.notifies(stop_after=1):  # and all that came with it
                    await self._hear(json.loads(notice.payload))
                await asyncio.sleep(GATHER_SECONDS)

    async def _hear(self, told: dict[str, Any]) -> None:
        """Pass on what was told; changes too long for a notice are read from the log."""
        changes = told["changes"] if "changes" in told else await self._ask(log.changes_of, told["v"])
        self.hub.publish(News(told["v"], told["place"] or 0, changes))


class Asked(Source):
    """SQLite: ask ten times a second whether another connection wrote, and only then read the new rows."""

    async def _feed(self) -> None:
        seen = await self._ask(log.newest)
        await self._begin()
        version = -1
        while True:
            now = await self._ask(_data_version)
            if now != version:
                version = now
                seen = await self._read_on(seen)
            await asyncio.sleep(POLL_SECONDS)

    async def _read_on(self, seen: int) -> int:
        for row in await self._ask(log.after, seen):
            if row.changes:
                self.hub.publish(News(row.pk, row.service_point_id or 0, row.changes))
            seen = row.pk
        return seen


def source(hub: Hub) -> Source:
    """The source that fits the database of this installation."""
    return Told(hub) if connection.vendor == "postgresql" else Asked(hub)


def _parameters() -> dict[str, Any]:
    """How Django connects, without what only its own cursors need."""
    given = connection.get_connection_params()
    return {key: value for key, value in given.items() if key not in {"cursor_factory", "context"}}


def _close() -> None:
    """Close the connection of the thread this runs in (`connection.close` handed over would be another thread's)."""
    connection.close()


def _data_version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA data_version")
        return int(cursor.fetchone()[0])
