"""What a full cycle costs: issue, call, start, finish, the token read each time."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.interfaces.programs import Program
from velkommen.apps.placement import book

MOST = 30  # three of them tell and keep the wait
BRACKETS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")  # they hold statements together and ask nothing


def cycle(program: Program) -> None:
    visit = program.draw()
    steps = (
        ("/service-points/nordby/desks/1/call-next", None),
        (f"/visits/{visit}/start", None),
        (f"/visits/{visit}/finish", {"outcome": "solved"}),
    )
    for address, body in steps:
        assert program.post(address, body).status_code == 200


def test_a_full_cycle_costs_few_statements(program: Program) -> None:
    book.town()  # read once and kept until the rules change, as all day at a desk
    with CaptureQueriesContext(connection) as asked:
        cycle(program)
    assert len([query for query in asked if not query["sql"].startswith(BRACKETS)]) <= MOST


@pytest.mark.parametrize("waiting", [1, 20])
def test_the_queue_costs_the_same_whatever_its_length(program: Program, waiting: int) -> None:
    for _ in range(waiting):
        program.draw()
    with CaptureQueriesContext(connection) as asked:
        program.get("/service-points/nordby/queue")
    assert [query["sql"].split()[0] for query in asked] == ["SELECT"] * 3
