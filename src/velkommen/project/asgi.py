"""The whole house behind one server: streams as raw ASGI, everything else Django as WSGI in a small pool of threads.

Django's own ASGI handler would cost a thread and a database connection for every request and every open stream.
"""

import asyncio

from django.conf import settings

from velkommen.project.wsgi import application as pages  # sets Django up, which the next imports need

# isort: split
from velkommen.interfaces.live.app import Receive, Scope, Send, live
from velkommen.interfaces.live.tickets import PREFIX
from velkommen.project.bridge import Bridge
from velkommen.project.warm import warm_in_a_thread

THREADS = 4

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
            await asyncio.to_thread(warm_in_a_thread)
            live.start()
        else:
            await live.stop()
        await send({"type": f"{told}.complete"})
        if told == "lifespan.shutdown":
            return
