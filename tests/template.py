"""An empty database of the house, made by its migrations once and copied from then on: to run them takes longer than most tests.

On SQLite it is a file that stays in pytest's cache, named by what the migrations are; on PostgreSQL a database of the server of the run.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import django
import psycopg
from django.db import connection
from psycopg.sql import SQL, Identifier

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".pytest_cache" / "velkommen"
POSTGRES = "velkommen_template"
#: Migrations make thousands of models that all know each other: to look for rubbish among them takes a quarter of the time.
MIGRATE = """import gc; gc.disable(); import django; django.setup()
from django.core.management import call_command; call_command("migrate", verbosity=0)"""


def put() -> None:
    """Let the test database of this process be there, migrated, before the runner looks for it."""
    name = connection.creation._get_test_db_name()
    if connection.vendor == "sqlite":
        copy_file(Path(name))
    else:
        _copy_database(name)


@contextmanager
def without_tables(folder: Path) -> Iterator[None]:
    """In the place of this process's database one of the same kind in which nothing is yet, not even a table.

    Migrations that are tried from there on need not be led down first, past all that came later.
    """
    assert not connection.in_atomic_block, "what lasts for a module would be lost"
    usual, empty = connection.settings_dict["NAME"], str(folder / "without_tables.sqlite3")
    connection.close()
    with ExitStack() as after:
        if connection.vendor == "postgresql":
            empty = f"{usual}_without_tables"
            after.enter_context(_database_for_a_while(empty))
        connection.settings_dict["NAME"] = empty
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = usual


@contextmanager
def _database_for_a_while(name: str) -> Iterator[None]:
    server, _, _ = os.environ["VELKOMMEN_DATABASE_URL"].rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as there:
        there.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        try:
            yield
        finally:
            there.execute(SQL("DROP DATABASE {}").format(Identifier(name)))


def copy_file(to: Path) -> None:
    """An empty house of SQLite at a path."""
    kept = CACHE / f"{_mark()}.sqlite3"
    with _one_at_a_time(kept.stem):
        if not kept.exists():
            for old in CACHE.glob("*.sqlite3"):
                old.unlink()
            made = kept.with_suffix(".new")
            made.unlink(missing_ok=True)
            _migrate(f"sqlite:///{made}")
            made.rename(kept)
    shutil.copyfile(kept, to)


def _copy_database(name: str) -> None:
    address = os.environ["VELKOMMEN_DATABASE_URL"]
    server, _, _ = address.rpartition("/")
    with (
        _one_at_a_time(hashlib.sha256(address.encode()).hexdigest()[:16]),
        psycopg.connect(f"{server}/postgres", autocommit=True) as there,
    ):
        known = {row[0] for row in there.execute("SELECT datname FROM pg_database")}
        if POSTGRES not in known:
            there.execute(f"CREATE DATABASE {POSTGRES}")
            _migrate(f"{server}/{POSTGRES}")
        if name not in known:
            there.execute(f'CREATE DATABASE "{name}" TEMPLATE {POSTGRES}')


def _migrate(address: str) -> None:
    """In a process of its own, so that nothing of it is left in this one."""
    settings = {"VELKOMMEN_DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "velkommen.project.settings"}
    command = [sys.executable, "-c", MIGRATE]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **settings}, check=True)


def _mark() -> str:
    """What the migrations are."""
    found = hashlib.sha256(django.__version__.encode())
    for file in sorted(ROOT.glob("src/velkommen/**/migrations/*.py")):
        found.update(file.name.encode() + file.read_bytes())
    return found.hexdigest()[:16]


@contextmanager
def _one_at_a_time(name: str) -> Iterator[Any]:
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock
