"""The house that is measured, as processes: a folder and a database of its own, the server in front, the load before it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg

from velkommen.project.bench.postgres import running_postgres

START_SECONDS, STOP_SECONDS = 180, 15
SHOWN_LINES = 12
SETTLE_SECONDS = 1  # the first process answers; the others are as good as there
PROGRAM = (sys.executable, "-c", "from velkommen.project.cli import main; main()")


class NotMeasured(RuntimeError):
    """Something could not be run; the message says what it said."""


@dataclass(frozen=True)
class House:
    """A house to measure: the environment its processes run in."""

    environment: Mapping[str, str]

    def velkommen(self, *arguments: str) -> float:
        """Run a command of the house; the seconds it took. Raises: NotMeasured."""
        begun = time.perf_counter()
        self._run([*PROGRAM, *arguments], None)
        return time.perf_counter() - begun

    def inside(self, command: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Ask `inside`. Raises: NotMeasured."""
        return self._module("velkommen.project.bench", asked, command)

    def load(self, plan: Mapping[str, Any]) -> dict[str, Any]:
        """Let the load generator follow a plan. Raises: NotMeasured."""
        return self._module("velkommen.project.bench.load", plan)

    def crowd(self, plan: Mapping[str, Any]) -> dict[str, Any]:
        """Let a crowd come. Raises: NotMeasured."""
        return self._module("velkommen.project.bench.crowd", plan)

    @contextmanager
    def serving(self, *arguments: str) -> Iterator[int]:
        """The port at which `velkommen serve` answers, until this is left. Raises: NotMeasured."""
        port = free_port()
        command = [*PROGRAM, "serve", "--port", str(port), *arguments]
        with tempfile.TemporaryFile() as said:
            server = subprocess.Popen(command, env=self.environment, stdout=said, stderr=said)  # noqa: S603 - our own program
            try:
                if not _answers(port, server):
                    said.seek(0)
                    raise NotMeasured(f"`velkommen serve` did not start:\n{_end(said.read().decode())}")
                yield port
            finally:
                _stop(server)

    def _module(self, name: str, asked: Mapping[str, Any], *arguments: str) -> dict[str, Any]:
        module = [sys.executable, "-m", name, *arguments]
        return dict(json.loads(self._run(module, json.dumps(asked))))

    def _run(self, command: list[str], given: str | None) -> str:
        done = subprocess.run(command, env=self.environment, input=given, capture_output=True, text=True, check=False)  # noqa: S603 - as above
        if done.returncode:
            raise NotMeasured(f"{' '.join(command[1:])} failed:\n{_end(done.stderr)}")
        return done.stdout


@contextmanager
def sqlite_house() -> Iterator[House]:
    """A house on a SQLite file that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="velkommen-bench-") as folder:
        yield House(_environment(folder, f"sqlite:///{folder}/velkommen.sqlite3"))


@contextmanager
def postgresql_house() -> Iterator[House]:
    """A house on PostgreSQL: a throw-away server, or a new database at VELKOMMEN_BENCH_POSTGRES. Raises: NoPostgres, NotMeasured."""
    given = os.environ.get("VELKOMMEN_BENCH_POSTGRES")
    with (
        tempfile.TemporaryDirectory(prefix="velkommen-bench-") as folder,
        _database_at(given) if given else running_postgres() as address,
    ):
        yield House(_environment(folder, address))


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _environment(folder: str, database: str) -> dict[str, str]:
    """The environment of this process without its own house."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("VELKOMMEN_")}
    return {**kept, "VELKOMMEN_DATA_DIR": folder, "VELKOMMEN_DATABASE_URL": database, "PYTHONUNBUFFERED": "1"}


@contextmanager
def _database_at(server: str) -> Iterator[str]:
    name = f"velkommen_bench_{uuid4().hex[:8]}"
    try:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
            try:
                yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
            finally:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
    except psycopg.OperationalError as error:
        raise NotMeasured(f"VELKOMMEN_BENCH_POSTGRES cannot be used: {error}") from error


def _answers(port: int, server: subprocess.Popen[bytes]) -> bool:
    """Whether the server answers before it ends or the patience does."""
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        if answers(port):
            time.sleep(SETTLE_SECONDS)
            return True
        time.sleep(0.05)
    return False


def answers(port: int) -> bool:
    """Whether a page comes from the port."""
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as asked:
            asked.request("GET", "/login/")
            return asked.getresponse().status == HTTPStatus.OK
    except OSError:
        return False


def _end(said: str) -> str:
    """The last lines of what a process said: there stands why."""
    return "\n".join(said.splitlines()[-SHOWN_LINES:])


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
