"""The manual is true: every command in it runs and prints what it says, every request gets the answer shown, every link leads somewhere."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests import template
from tests.docs.examples import LANGUAGES, PAGES, ROOT, Command, blocks, commands, name_of
from tests.docs.started import Started
from velkommen.apps.people.actions import create_token
from velkommen.project.demo import build
from velkommen.shared import clock

TUESDAY_NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # the places of the demo are open
#: File in the folder of the commands -> the guide that shows it.
SHEETS = {"counting.csv": "counting-sheets.md", "places.csv": "import-a-municipality.md"}
PROGRAMS = Path(sys.executable).parent
_LINK = re.compile(r"(?<!\!)\[[^\]]*\]\(([^)#\s]+)[^)]*\)|!\[[^\]]*\]\(([^)\s]+)\)")


def pages(language: str) -> list[str]:
    return [name_of(page) for page in PAGES if any(block.language == language for block in blocks(page))]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a small demo on SQLite, for the commands."""
    folder = tmp_path_factory.mktemp("manual")
    template.copy_file(folder / "velkommen.sqlite3")
    done = _as_a_program("velkommen demo --days 3", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def started(demo: Path) -> Iterator[Started]:
    with Started(demo, _environment(demo)) as started:
        yield started


def _environment(folder: Path) -> dict[str, str]:
    setting = {"VELKOMMEN_DATA_DIR": str(folder), "VELKOMMEN_LANGUAGE": "en"}
    return {key: value for key, value in os.environ.items() if key != "VELKOMMEN_DATABASE_URL"} | setting


def _run(command: Command, folder: Path, started: Started) -> "subprocess.CompletedProcess[str]":
    """Run one line of the manual."""
    first, *words = shlex.split(command.line)
    return started.run(words) if first == "velkommen" else _as_a_program(command.line, folder)


def _as_a_program(line: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """As a terminal does. `make` is only asked what it would do: these tests are part of what it does."""
    words = shlex.split(line)
    where = ROOT if words[0] == "make" else folder
    words = ["make", "--dry-run", *words[1:]] if words[0] == "make" else [str(PROGRAMS / words[0]), *words[1:]]
    return subprocess.run(words, cwd=where, env=_environment(folder), capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("page", pages("console"))
def test_every_command_of_a_page_runs_and_prints_what_it_says(page: str, demo: Path, started: Started) -> None:
    for name, guide in SHEETS.items():
        (demo / name).write_text(_sheet(guide), encoding="utf-8")
    for block in blocks(ROOT / page):
        for command in commands(block) if block.language == "console" else ():
            done = _run(command, demo, started)
            assert done.returncode == 0, f"{command.line}\n{done.stdout}{done.stderr}"
            assert command.is_answered_by(done.stdout), (
                f"{command.line} printed\n{done.stdout}\nand not\n{command.prints}"
            )


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize(("words", "code"), [("token create nobody", 1), ("doctor --what", 2)])
def test_control_what_is_started_once_says_what_the_program_says(
    words: str, code: int, demo: Path, started: Started
) -> None:
    said, told = started.run(words.split()), _as_a_program(f"velkommen {words}", demo)
    assert (said.returncode, said.stdout, said.stderr) == (told.returncode, told.stdout, told.stderr)
    assert (said.returncode, bool(said.stderr)) == (code, True)


def _sheet(guide: str) -> str:
    """The sheet a guide shows."""
    return next((block.text for block in blocks(ROOT / "docs/guides" / guide) if block.language == "csv"), "")


@pytest.fixture
def api(db: None) -> Iterator[tuple[Client, str]]:
    """A client, and a token of Mette at Nordby, at noon on a Tuesday."""
    build.fill(days=1, at=TUESDAY_NOON)
    with clock.fixed(TUESDAY_NOON):
        yield Client(), create_token(username="mette", at=TUESDAY_NOON)


@pytest.mark.parametrize("page", pages("http"))
def test_every_request_of_a_page_gets_the_answer_shown(page: str, api: tuple[Client, str]) -> None:
    client, token = api
    known: dict[str, str] = {"TOKEN": token}
    answer: Any = None
    for block in blocks(ROOT / page):
        if block.language == "http":
            answer = _send(client, _filled(block.text, known))
        elif block.language == "json":
            _compare(json.loads(_filled(block.text, known)), answer, known, "")


def _filled(text: str, known: Mapping[str, str]) -> str:
    return re.sub(r"\$([A-Z]+)", lambda found: known.get(found[1], found[0]), text)


def _send(client: Client, text: str) -> Any:
    head, _, body = text.strip().partition("\n\n")
    first, *fields = head.splitlines()
    method, address = first.split()
    headers = dict(field.split(": ", 1) for field in fields)
    kind = headers.pop("Content-Type", "application/json")
    return client.generic(method, address, body, content_type=kind, headers=headers).json()


def _compare(shown: Any, real: Any, known: dict[str, str], where: str) -> None:
    """What the manual shows must be in the answer; "$NAME" stands for anything, and is remembered; "…" for anything."""
    if isinstance(shown, dict):
        for key, value in shown.items():
            assert key in real, f"{where}.{key} is not in the answer: {real}"
            _compare(value, real[key], known, f"{where}.{key}")
    elif isinstance(shown, str) and re.fullmatch(r"\$[A-Z]+", shown):
        known[shown[1:]] = str(real)
    elif shown != "…":
        assert shown == real, where


@pytest.mark.parametrize("page", [name_of(page) for page in PAGES])
def test_every_block_is_of_a_kind_that_is_checked(page: str) -> None:
    assert {block.language for block in blocks(ROOT / page)} <= LANGUAGES


@pytest.mark.parametrize("page", [name_of(page) for page in PAGES])
def test_every_link_leads_to_a_file(page: str) -> None:
    targets = {a or b for a, b in _LINK.findall((ROOT / page).read_text(encoding="utf-8"))}
    inside = {target for target in targets if "://" not in target}
    assert {target for target in inside if not ((ROOT / page).parent / target).exists()} == set()


def test_control_another_output_is_no_answer() -> None:
    command = Command("velkommen doctor", "All … is well.")
    assert (command.is_answered_by("All of it\nis well.\n"), command.is_answered_by("All is broken.")) == (True, False)
