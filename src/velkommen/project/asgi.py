"""The whole house behind one server: streams as raw ASGI, everything else Django as WSGI in a small pool of threads.

Django's own ASGI handler would cost a thread and a database connection for every request and every open stream.
"""

from typing import Any, cast

from a2wsgi import WSGIMiddleware

from velkommen.project.wsgi import application as pages  # sets Django up, which the next imports need

# isort: split
from velkommen.interfaces.live.app import Application, Receive, Scope, Send, live
from velkommen.interfaces.live.tickets import PREFIX

THREADS = 4

_django = cast(Application, WSGIMiddleware(cast(Any, pages), workers=THREADS))  # a2wsgi types its own dialect of ASGI


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """One connection's worth: a request, or the server's start and stop."""

    async def hear() -> dict[str, object]:
        """Receive as a coroutine: the server hands out a mere awaitable, which a2wsgi cannot make a task of."""
        return dict(await receive())

    if scope["type"] == "lifespan":
        await _lifespan(hear, send)
    elif scope["path"].startswith(PREFIX):
        await live(scope, hear, send)
    else:
        await _django(scope, hear, send)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        told = (await receive())["type"]
        if told == "lifespan.startup":
            live.start()
        else:
            await live.stop()
        await send({"type": f"{told}.complete"})
        if told == "lifespan.shutdown":
            return
