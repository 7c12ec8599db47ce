"""The answer to a machine that asks whether the house can serve: it asks the database each time."""

from typing import Any

from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def lost(*_: Any) -> Any:
    raise OperationalError("the connection was lost")


def test_ready_is_said_after_asking_the_database(db: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        answer = Client().get("/ready/")
    assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (200, b"Ready.\n", "text/plain")
    assert (len(asked), answer.headers["Cache-Control"]) == (1, "no-store")


def test_a_lost_database_is_not_ready_and_says_nothing_of_itself(db: None) -> None:
    with connection.execute_wrapper(lost):
        answer = Client().get("/ready/")
    assert (answer.status_code, answer.content) == (503, b"The database does not answer.\n")


def test_ready_is_only_read(db: None) -> None:
    assert Client().post("/ready/").status_code == 405
