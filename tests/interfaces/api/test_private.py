"""Nothing shaped like a CPR number gets in, wherever a request carries it; and none is repeated or logged."""

import json
import logging

import pytest

from tests.interfaces.programs import Program, told
from velkommen.domain.privacy import has_cpr
from velkommen.shared.log.models import Deed

HERE = "/service-points/nordby"
CPR = "120188-1234"
LOOKS_LIKE_IT = "ab120188-1234-4a4e-8a53-8b8a40c7d911"  # a UUID


@pytest.mark.parametrize(
    ("address", "body", "field"),
    [
        (f"{HERE}/tickets", {"task": CPR}, "task"),
        (f"{HERE}/tickets", {"task": "passport", "note": f"for {CPR}, please"}, "note"),
        (f"{HERE}/tickets", {"task": "passport", CPR: "x"}, "body"),
        (f"{HERE}/tickets", {"task": "passport", f"x{CPR.replace('-', '')}": CPR}, "body"),
        (f"{HERE}/tickets", {"task": "passport", "deep": [{"er": [CPR]}]}, "er"),
        (f"{HERE}/tickets", {"task": "passport", "number": 1201881234}, "number"),
        (f"{HERE}/tickets", [CPR], "body"),
        (f"{HERE}/desks/1/call-next", {"note": CPR}, "note"),
        (f"{HERE}/desks/1/call-next?note={CPR}", None, "query"),
        (f"{HERE}/desks/1/call-next?{CPR}=1", None, "query"),
        (f"/service-points/{CPR}/tickets", {"task": "passport"}, "path"),
        ("/undo", {"undone": CPR}, "undone"),
    ],
)
def test_a_cpr_number_is_refused_and_never_repeated(
    program: Program, address: str, body: object, field: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "velkommen"):
        response = program.post(address, body)
    assert (told(response), response.json()["field"]) == ((422, "cpr_in_text"), field)
    assert (has_cpr(response.content.decode()), Deed.objects.count()) == (False, 0)
    assert not [line for line in caplog.records if line.name.startswith("velkommen") and has_cpr(line.getMessage())]


def test_a_cpr_number_written_in_escapes_is_refused(program: Program) -> None:
    escaped = "".join(f"\\u{ord(letter):04x}" for letter in CPR)
    body = f'{{"task": "passport", "note": "{escaped}"}}'.encode()
    assert json.loads(body)["note"] == CPR
    assert told(program.post(f"{HERE}/tickets", body)) == (422, "cpr_in_text")


def test_a_key_is_no_place_for_it(program: Program) -> None:
    response = program.post(f"{HERE}/tickets", {"task": "passport"}, CPR)
    assert (told(response), response.json()["field"]) == ((422, "cpr_in_text"), "Idempotency-Key")


def test_a_uuid_that_looks_like_it_is_none(program: Program) -> None:
    row = {"id": LOOKS_LIKE_IT, "task": "mitid", "outcome": "solved", "happened_at": "2026-11-24T11:30:00+01:00"}
    assert has_cpr(LOOKS_LIKE_IT)
    assert program.post(f"{HERE}/enquiries", {"enquiries": [row]}, LOOKS_LIKE_IT).status_code == 200
    assert program.post(f"/enquiries/{LOOKS_LIKE_IT}/mark-unreliable").status_code == 200
    assert program.post("/undo", {"undone": LOOKS_LIKE_IT}).status_code == 200
