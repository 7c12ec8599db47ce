"""`velkommen serve`: the whole house behind one address, with a list of what is where."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from threading import Event, Thread

import click
from django.contrib.staticfiles import finders
from django.db import connection, connections
from django.utils.translation import gettext
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from velkommen.apps.people.actions import make_setup_code
from velkommen.apps.placement.queries import administrators
from velkommen.apps.places.queries import municipality
from velkommen.project.database import prepare
from velkommen.project.demo import build
from velkommen.project.demo.command import fill
from velkommen.project.demo.printed import Printed, doors, logins
from velkommen.shared import clock

STREAMS = 2000  # open streams and requests one process holds at a time; every screen has one stream
KILL_SECONDS = 3  # open streams never end by themselves, so a stop does not wait for them
MOST_PROCESSES = 4
WORKER_AGAIN_SECONDS = 5
PROGRAM = (sys.executable, "-c", "from velkommen.project.cli import main; main()")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option(
    "--processes", type=click.IntRange(1, 64), default=None, help="[default: 1 on SQLite, else one per core, at most 4]"
)
@click.option("--demo-if-empty", is_flag=True, help="Fill an empty database with an invented municipality first.")
@click.option("--no-worker", is_flag=True, help="Send no messages here: `velkommen worker` runs elsewhere.")
def serve(*, host: str, port: int, processes: int | None, demo_if_empty: bool, no_worker: bool) -> None:
    """Prepare the database, say where everything is, and serve. A worker beside it sends messages."""
    _require_assets()
    _require_free(host, port)
    prepare()
    if demo_if_empty and build.is_empty():
        fill()
    addresses = list(_addresses(f"http://{host}:{port}"))
    server = Granian(
        "velkommen.project.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=processes or _processes(),
        backlog=2 * STREAMS,
        backpressure=STREAMS,
        websockets=False,
        workers_kill_timeout=KILL_SECONDS,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    )
    server.on_startup(lambda: click.echo("\n".join(addresses)))
    connections.close_all()
    with nullcontext() if no_worker else _worker_beside(f"http://{host}:{port}"):
        server.serve()


@contextmanager
def _worker_beside(base: str) -> Iterator[None]:
    """A process that sends messages while this is open, started anew when it dies.

    A process of its own, since the server forks: a thread of this one could hold a lock at that moment. It ends by itself when this
    process is gone, however it went.
    """
    command = [*PROGRAM, "worker", "--beside", str(os.getpid()), "--base", base]
    stop, beside = Event(), [subprocess.Popen(command)]  # noqa: S603 - our own program

    def keep() -> None:
        while not stop.is_set():
            beside[0].wait()
            if not stop.wait(WORKER_AGAIN_SECONDS):
                beside[0] = subprocess.Popen(command)  # noqa: S603 - as above

    Thread(target=keep, daemon=True).start()
    try:
        yield
    finally:
        stop.set()
        beside[0].terminate()


def _processes() -> int:
    """SQLite lets one writer in at a time, so one process serves it best; PostgreSQL uses every core."""
    return 1 if connection.vendor == "sqlite" else min(os.cpu_count() or 1, MOST_PROCESSES)


def _addresses(base: str) -> Iterable[str]:
    there = municipality()
    yield gettext("Velkommen is open at %(address)s. Ctrl-C ends it; the data stay.") % {"address": base}
    yield from _columns([Printed(what, base + path) for what, path in doors(demo=bool(there and there.invented))])
    if there is None:
        yield from _empty(base)
    elif there.invented:
        yield gettext("Logins (everything here is invented):")
        yield from _columns(logins())


def _empty(base: str) -> Iterable[str]:
    """What somebody does first who has a municipality of their own. Each start prints a new code, and the old one holds no longer."""
    if administrators():
        yield gettext("There is no municipality yet. Log in and set it up: %(address)s") % {"address": base + "/setup/"}
        return
    yield gettext(
        "This house is empty. Open this address to found your municipality; it holds until there is an administrator:"
    )
    yield f"\n  {base}/setup/code/{make_setup_code(at=clock.now())}/\n"
    yield gettext("Only looking? `velkommen demo` fills in an invented municipality.")


def _columns(lines: Iterable[Printed]) -> list[str]:
    rows = list(lines)
    width = max((len(row.what) for row in rows), default=0)
    return ["", *(f"  {row.what:<{width}}  {row.where}" for row in rows), ""]


def _require_assets() -> None:
    if finders.find("dist/velkommen.css") is None:
        raise click.ClickException(gettext("The style sheets and scripts are not built yet. Run `make setup` first."))


def _require_free(host: str, port: int) -> None:
    """The server shares a port without a word (SO_REUSEPORT), and a second one would take half of the requests."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            words = gettext(
                "%(host)s:%(port)s cannot be used: %(why)s. Is Velkommen running already? Choose another --port."
            )
            raise click.ClickException(words % {"host": host, "port": port, "why": error.strerror}) from error
