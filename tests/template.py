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
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
import psycopg
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".pytest_cache" / "velkommen"
POSTGRES = "velkommen_template"


def put() -> None:
    """Let the test database of this process be there, migrated, before the runner looks for it."""
    name = connection.creation._get_test_db_name()
    if connection.vendor == "sqlite":
        copy_file(Path(name))
    else:
        _copy_database(name)


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
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
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
