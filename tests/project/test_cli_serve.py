"""`velkommen serve` and `velkommen demo`, as somebody at a terminal has them."""

import re
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner, Result

from tests import template
from velkommen.apps.places.models import Municipality
from velkommen.interfaces.cli.program import Program
from velkommen.project.bench.running import PROGRAM, House, sqlite_house
from velkommen.project.demo.command import demo
from velkommen.project.demo.town import NAME

BOARD = "/board/demo-board-raadhuset/"
SOON = 14  # seconds a stop may take, on a busy machine: at fifteen whoever waits for it gives up


@pytest.fixture(scope="module")
def town() -> Iterator[House]:
    """A house of its own, on a SQLite file, with a day of the demo in it."""
    with sqlite_house() as house:
        template.copy_file(Path(house.environment["VELKOMMEN_DATA_DIR"]) / "velkommen.sqlite3")
        house.velkommen("demo", "--days", "0")
        yield house


@contextmanager
def asking(port: int, path: str) -> Iterator[HTTPResponse]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=120)) as asked:
        asked.request("GET", path)
        yield asked.getresponse()


def page(port: int, path: str) -> str:
    with asking(port, path) as answer:
        assert answer.status == 200
        return answer.read().decode()


def deeds(house: House) -> list[tuple[int, str]]:
    """The log: what was ever done here."""
    with sqlite3.connect(urlsplit(house.environment["VELKOMMEN_DATABASE_URL"]).path) as database:
        return database.execute("SELECT id, op FROM log_deed ORDER BY id").fetchall()


def say(*arguments: str) -> Result:
    return CliRunner(env={"VELKOMMEN_LANGUAGE": "en"}).invoke(Program(commands=[demo]), arguments)


@pytest.mark.slow
@pytest.mark.once
def test_a_second_start_keeps_the_data(town: House) -> None:
    before = deeds(town)
    for _ in range(2):
        with town.serving("--demo-if-empty") as port:
            assert "Rådhuset" in page(port, BOARD)
    assert deeds(town) == before != []


@pytest.mark.slow
@pytest.mark.once
def test_a_stop_does_not_wait_for_open_streams(town: House) -> None:
    with ExitStack() as serving:
        port = serving.enter_context(town.serving())
        found = re.search(r"/live/[^\"?&]+", page(port, BOARD))
        assert found is not None
        with asking(port, found[0]) as stream:
            assert stream.readline() == b"retry: 2000\n"
            begun = time.monotonic()
            serving.close()
            assert time.monotonic() - begun < SOON


@pytest.mark.slow
@pytest.mark.once
def test_a_taken_port_is_refused_in_a_sentence(town: House) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [*PROGRAM, "serve", "--port", port]
        environment = {**town.environment, "VELKOMMEN_LANGUAGE": "en"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"Error: 127.0.0.1:{port} cannot be used: Address already in use. "
        "Is Velkommen running already? Choose another --port.\n"
    )


@pytest.mark.django_db
def test_the_demo_overwrites_nothing_unasked() -> None:
    there = Municipality.objects.create(code="0001", name="Testby", population=1, invented=True)
    said = say("demo", "--days", "0")
    assert (said.exit_code, said.stderr) == (
        1,
        "Error: There is a municipality here already. To begin anew: velkommen demo --fresh\n",
    )
    assert list(Municipality.objects.all()) == [there]


@pytest.mark.django_db
def test_a_fresh_demo_deletes_no_real_municipality() -> None:
    there = Municipality.objects.create(code="0001", name="Testby", population=1, invented=False)
    said = say("demo", "--fresh", "--days", "0")
    assert (said.exit_code, said.stderr) == (
        1,
        "Error: Testby is a real municipality: its data are not deleted. Choose another VELKOMMEN_DATA_DIR.\n",
    )
    assert list(Municipality.objects.all()) == [there]


@pytest.mark.django_db
def test_a_fresh_demo_takes_the_place_of_an_invented_one() -> None:
    Municipality.objects.create(code="0001", name="Testby", population=1, invented=True)
    assert say("demo", "--fresh", "--days", "0").exit_code == 0
    assert list(Municipality.objects.values_list("name", flat=True)) == [NAME]
