"""The same write sent twice: same key, same answer, one effect; also when the reply was lost or both come at once."""

import threading
from uuid import uuid4

import pytest
from django.db import connection

from tests.interfaces.programs import Program, told
from tests.people import build
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.people.actions import create_token
from velkommen.apps.visits.models import Visit
from velkommen.shared.log.models import Deed

HERE = "/service-points/nordby"
OPAQUE = "order-17"


@pytest.mark.parametrize("key", ["0b0f0d3e-6a2b-4a4e-8a53-8b8a40c7d911", OPAQUE])
def test_the_same_write_again_gets_the_same_answer(program: Program, key: str) -> None:
    first = program.post(f"{HERE}/tickets", {"task": "passport"}, key)
    program.town.later(minutes=5)
    again = program.post(f"{HERE}/tickets", {"task": "passport"}, key)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert Visit.objects.count() == 1


def test_control_another_key_is_another_number(program: Program) -> None:
    first = program.post(f"{HERE}/tickets", {"task": "passport"})
    assert program.post(f"{HERE}/tickets", {"task": "passport"}).content != first.content
    assert Visit.objects.count() == 2


def test_a_lost_reply_is_had_again_although_things_have_moved_on(program: Program) -> None:
    visit, key = program.draw(), uuid4()
    lost = program.post(f"{HERE}/desks/1/call-next", None, key)
    program.post(f"/visits/{visit}/start")
    program.post(f"/visits/{visit}/finish", {"outcome": "solved"})
    assert program.post(f"{HERE}/desks/1/call-next", None, key).content == lost.content


@pytest.mark.parametrize(
    ("address", "body"), [(f"{HERE}/tickets", {"task": "mitid"}), (f"{HERE}/desks/1/call-next", None)]
)
def test_a_key_used_for_something_else_is_refused(program: Program, address: str, body: object) -> None:
    program.post(f"{HERE}/tickets", {"task": "passport"}, OPAQUE)
    assert told(program.post(address, body, OPAQUE)) == (409, "operation_reused")
    assert list(Visit.objects.values_list("state", flat=True)) == ["waiting"]


def test_a_key_of_ones_own_is_nobody_elses(program: Program) -> None:
    program.post(f"{HERE}/tickets", {"task": "passport"}, OPAQUE)
    assert program.as_("ali").post(f"{HERE}/tickets", {"task": "passport"}, OPAQUE).status_code == 200
    assert Visit.objects.count() == 2


def test_a_uuid_somebody_else_used_is_refused(program: Program) -> None:
    key = uuid4()
    program.post(f"{HERE}/tickets", {"task": "passport"}, key)
    other = program.as_("ali").post(f"{HERE}/tickets", {"task": "passport"}, key)
    assert told(other) == (409, "operation_reused")


def test_a_refused_key_may_be_tried_again(program: Program) -> None:
    assert told(program.post(f"{HERE}/desks/1/call-next", None, OPAQUE)) == (409, "queue_empty")
    program.draw()
    assert program.post(f"{HERE}/desks/1/call-next", None, OPAQUE).status_code == 200


def test_the_same_batch_again_counts_nothing_again(program: Program) -> None:
    row = {"id": str(uuid4()), "task": "mitid", "outcome": "solved", "happened_at": "2026-11-24T11:30:00+01:00"}
    first = program.post(f"{HERE}/enquiries", {"enquiries": [row]}, OPAQUE)
    again = program.post(f"{HERE}/enquiries", {"enquiries": [row]}, OPAQUE)
    assert (first.json()["new"], again.content, Enquiry.objects.count()) == (1, first.content, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", [f"{HERE}/tickets", f"{HERE}/desks/1/call-next", f"{HERE}/enquiries"])
def test_two_at_once_with_the_same_key_have_one_effect(address: str) -> None:
    town = build()
    program = Program(town, create_token(username="mette", at=town.now))
    program.draw()
    row = {"id": str(uuid4()), "task": "mitid", "outcome": "solved", "happened_at": "2026-11-24T11:30:00+01:00"}
    bodies = {f"{HERE}/tickets": {"task": "passport"}, f"{HERE}/enquiries": {"enquiries": [row]}}
    before, key, together = Deed.objects.count(), uuid4(), threading.Barrier(2)
    answers: list[tuple[int, bytes]] = []

    def write() -> None:
        together.wait()
        response = Program(town, program.token).post(address, bodies.get(address), key)
        answers.append((response.status_code, response.content))
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (answers[0][0], answers[0] == answers[1], Deed.objects.count()) == (200, True, before + 1)
