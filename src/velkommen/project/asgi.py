"""The whole house behind one server: streams as raw ASGI, everything else Django as WSGI in a small pool of threads.

Django's own ASGI handler would cost a thread and a database connection for every request and every open stream.
"""

import asyncio
import logging

from django.conf import settings
from django.db import DatabaseError, connections
from django.urls import get_resolver

from velkommen.project.wsgi import application as pages  # sets Django up, which the next imports need

# isort: split
from velkommen.apps.appointments.queries import calendar
from velkommen.interfaces.live.app import Receive, Scope, Send, live
from velkommen.interfaces.live.tickets import PREFIX
from velkommen.project.bridge import Bridge

THREADS = 4

_logger = logging.getLogger("velkommen.start")
_django = Bridge(pages, THREADS, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """One connection's worth: a request, or the server's start and stop."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["path"].startswith(PREFIX):
        await live(scope, receive, send)
    else:
        await _django(scope, receive, send)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        told = (await receive())["type"]
        if told == "lifespan.startup":
            await asyncio.to_thread(_warm)
            live.start()
        else:
            await live.stop()
        await send({"type": f"{told}.complete"})
        if told == "lifespan.shutdown":
            return


def _warm() -> None:
    """Load every page and read the rules before the first request, which would wait seconds for both, with all who come meanwhile.

    Without a database the house opens all the same, to say so.
    """
    get_resolver().url_patterns  # noqa: B018 - what is asked for is kept
    try:
        calendar()
    except DatabaseError as error:
        _logger.warning("the rules could not be read before the first request: %s", error)
    finally:
        connections.close_all()  # those of this thread
