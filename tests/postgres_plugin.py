"""Chooses the tests' database before Django reads its settings: VELKOMMEN_TEST_DATABASE=sqlite (usual) or postgres.

Whatever the environment says, tests get a database and a data folder of their own, and leave neither behind.
"""

import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import ExitStack

import pytest

from velkommen.project.bench.postgres import NoPostgres, running_postgres

CHOICES = ("sqlite", "postgres")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """Runs before pytest-django's hook of the same name, which imports the settings."""
    if "PYTEST_XDIST_WORKER" not in os.environ:  # a worker inherits what its controller chose
        rooms = ExitStack()
        early_config.add_cleanup(rooms.close)
        _choose(rooms)
    return (yield)


def pytest_report_header() -> str:
    """One line at the head of the run says which database it is."""
    return f"database: {_chosen()}"


def _chosen() -> str:
    choice = os.environ.get("VELKOMMEN_TEST_DATABASE", "sqlite")
    if choice not in CHOICES:
        raise pytest.UsageError(f"VELKOMMEN_TEST_DATABASE must be one of {', '.join(CHOICES)}, not {choice!r}")
    return choice


def _choose(rooms: ExitStack) -> None:
    folder = tempfile.mkdtemp(prefix="velkommen-test-")
    rooms.callback(shutil.rmtree, folder, ignore_errors=True)
    os.environ["VELKOMMEN_DATA_DIR"] = folder
    if _chosen() == "sqlite":
        os.environ["VELKOMMEN_DATABASE_URL"] = f"sqlite:///{folder}/velkommen.sqlite3"
        return
    try:
        os.environ["VELKOMMEN_DATABASE_URL"] = rooms.enter_context(running_postgres())
    except NoPostgres as error:
        raise pytest.UsageError(str(error)) from error
