"""Every form of a "no": problem+json with a sentence in the reader's language, a code, the facts; and nothing changed."""

import json

import pytest
from django.test import Client
from django.utils import translation

from tests.interfaces.programs import Program, told
from tests.people import NOON, Town, close
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.people.models import AccessToken
from velkommen.apps.placement.actions import register_device
from velkommen.apps.visits.models import Visit
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Role
from velkommen.interfaces.api import reading
from velkommen.shared.actor import SYSTEM
from velkommen.shared.log.models import Deed
from velkommen.shared.wording import sentence

HERE = "/service-points/nordby"
COUNTED = {
    "id": "cb1a1d6e-8c5c-4b57-9f5d-1c1d7b8f0a01",
    "task": "mitid",
    "outcome": "solved",
    "happened_at": "2026-11-24T11:30:00+01:00",
}


def test_a_conflict_says_what_happened_and_who_did_it(program: Program) -> None:
    visit = program.serving()
    response = program.as_("ali").post(f"/visits/{visit}/call", {"desk": 2})
    assert response.json() == {
        "type": "urn:velkommen:problem:illegal_move",
        "title": "Conflict",
        "status": 409,
        "detail": "A001 cannot be called: it is being served (Mette, Skranke 1). Nothing was changed.",
        "code": "illegal_move",
        "state": "serving",
        "move": "call",
        "label": "A001",
        "who": "Mette",
        "desk": "Skranke 1",
    }
    assert Visit.objects.get().state == "serving"


@pytest.mark.parametrize(
    ("asked", "language"), [("", "da"), ("da", "da"), ("en-GB, da;q=0.5", "en"), ("de, en;q=0.3", "en"), ("fr", "da")]
)
def test_the_sentence_is_in_the_language_asked_for(program: Program, asked: str, language: str) -> None:
    program.language = asked
    response = program.post(f"{HERE}/desks/1/call-next")
    with translation.override(language):
        assert response.json()["detail"] == sentence(Refusal(Code.QUEUE_EMPTY))
    assert response.headers["Content-Language"] == language


def test_names_of_tasks_are_in_the_language_asked_for(program: Program) -> None:
    program.language = "da"
    assert program.get("/tasks").json()["tasks"][0]["name"] == "passport (da)"


def test_a_cookie_chooses_no_language(program: Program) -> None:
    program.client.cookies["velkommen_language"] = "en"
    program.language = ""
    assert program.get("/visits/1").headers["Content-Language"] == "da"


@pytest.mark.parametrize(
    ("address", "body", "no"),
    [
        ("/service-points/nowhere/tickets", {"task": "passport"}, (422, "unknown_place")),
        (f"{HERE}/tickets", {"task": "nonsense"}, (422, "unknown_task")),
        ("/service-points/sydby/tickets", {"task": "passport"}, (403, "not_allowed")),
        (f"{HERE}/desks/9/call-next", None, (422, "unknown_desk")),
        ("/service-points/nowhere/desks/1/call-next", None, (422, "unknown_place")),
        (f"{HERE}/desks/1/call-next", None, (409, "queue_empty")),
        ("/visits/987654/start", None, (404, "unknown_visit")),
        ("/visits/987654/call", {"desk": 1}, (404, "unknown_visit")),
        (f"/enquiries/{COUNTED['id']}/correct", {"outcome": "solved"}, (422, "unknown_enquiry")),
        (f"{HERE}/enquiries", {"enquiries": []}, (422, "nothing_given")),
        ("/undo", {"undone": "unheard-of"}, (409, "undo_too_late")),
    ],
)
def test_a_rule_says_no(program: Program, address: str, body: object, no: tuple[int, str]) -> None:
    assert (told(program.post(address, body)), Deed.objects.count()) == (no, 0)


def test_a_desk_that_is_not_beside_the_visit_is_unknown(program: Program) -> None:
    visit = program.draw()
    assert told(program.post(f"/visits/{visit}/call", {"desk": 9})) == (422, "unknown_desk")


def test_a_closed_place_says_when_it_opens(program: Program, town: Town) -> None:
    close(town.place, NOON.date(), "Stocktaking")
    problem = program.post(f"{HERE}/tickets", {"task": "passport"}).json()
    assert (problem["code"], problem["opens"], problem["why"]) == (
        "place_closed",
        "2026-11-25T00:00:00+01:00",
        "Stocktaking",
    )


def test_a_row_of_a_batch_is_named(program: Program) -> None:
    rows = [COUNTED, {**COUNTED, "id": "cb1a1d6e-8c5c-4b57-9f5d-1c1d7b8f0a02", "outcome": "to_authority"}]
    problem = program.post(f"{HERE}/enquiries", {"enquiries": rows}).json()
    assert (problem["code"], problem["row"], Enquiry.objects.count()) == ("destination_missing", 2, 0)


@pytest.mark.parametrize(
    ("address", "body", "fields"),
    [
        (f"{HERE}/tickets", {}, ["task"]),
        (f"{HERE}/tickets", None, ["body"]),
        (f"{HERE}/tickets", [], ["body"]),
        (f"{HERE}/tickets", {"task": "a b", "language": "fr"}, ["task", "language"]),
        (f"{HERE}/tickets", {"task": "passport", "name": "Ib"}, ["name"]),
        ("/service-points/a%20b/tickets", {"task": "passport"}, ["slug"]),
        (f"{HERE}/desks/0/call-next", None, ["desk"]),
        (f"{HERE}/desks/x/call-next", None, ["desk"]),
        (f"/visits/{2**63}/start", None, ["visit"]),
        ("/visits/1/call", {"desk": "1"}, ["desk"]),
        ("/visits/1/outcome", {"outcome": "nonsense"}, ["outcome"]),
        (f"{HERE}/enquiries", {"enquiries": [COUNTED, {**COUNTED, "id": "x"}]}, ["enquiries.1.id"]),
        (f"{HERE}/enquiries", {"enquiries": [{**COUNTED, "happened_at": "yesterday"}]}, ["enquiries.0.happened_at"]),
        (f"{HERE}/enquiries", {"enquiries": [{**COUNTED, "happened_at": 5}]}, ["enquiries.0.happened_at"]),
        (
            f"{HERE}/enquiries",
            {"enquiries": [{**COUNTED, "happened_at": "2026-11-24T11:30"}]},
            ["enquiries.0.happened_at"],
        ),
        ("/undo", {"undone": "with a space"}, ["undone"]),
    ],
)
def test_a_field_of_the_wrong_shape_is_named(program: Program, address: str, body: object, fields: list[str]) -> None:
    response = program.post(address, body)
    assert told(response) == (422, "bad_value")
    assert [error["field"] for error in response.json()["errors"]] == fields
    assert response.json()["field"] == ", ".join(fields)


@pytest.mark.parametrize(
    ("address", "no"),
    [
        (f"{HERE}/queue?limit=0", "limit"),
        (f"{HERE}/queue?limit=501", "limit"),
        ("/statistics?from=yesterday", "from"),
        ("/statistics?from=0001-01-01", "from"),
        ("/statistics?service_point=a%20b", "service_point"),
    ],
)
def test_a_question_of_the_wrong_shape_is_named(program: Program, address: str, no: str) -> None:
    problem = program.get(address).json()
    assert (problem["status"], problem["code"], problem["field"]) == (422, "bad_value", no)


def test_a_reversed_period_is_refused(program: Program) -> None:
    assert told(program.get("/statistics?from=2026-11-24&to=2026-11-23")) == (422, "period_reversed")


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[" * 100_000, b'{"task": "passport"'])
def test_a_body_that_is_not_json_is_refused(program: Program, body: bytes) -> None:
    assert told(program.post(f"{HERE}/tickets", body)) == (400, "not_json")


def test_a_body_that_is_too_large_is_refused(program: Program) -> None:
    assert told(program.post(f"{HERE}/tickets", b" " * (5 * 1024 * 1024 + 1))) == (413, "too_large")


@pytest.mark.parametrize("key", [None, "two words", "æ", "k" * 201])
def test_a_write_without_a_usable_key_is_told_the_cure(program: Program, key: str | None) -> None:
    response = program.post(f"{HERE}/tickets", {"task": "passport"}, key)
    assert (told(response), Visit.objects.count()) == ((400, "key_missing"), 0)
    assert "Idempotency-Key" in response.json()["detail"]


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer vk_unknown", "Basic bWV0dGU6eA==", "vk_unknown"])
def test_without_a_valid_token_nothing_is_told(program: Program, authorization: str) -> None:
    response = program.get("/service-points", Authorization=authorization)
    assert told(response) == (401, "no_token")
    invalid = ', error="invalid_token"' if authorization else ""
    assert response.headers["WWW-Authenticate"] == f'Bearer realm="velkommen"{invalid}'


def test_a_token_is_revoked_at_once(program: Program, town: Town) -> None:
    assert program.get("/tasks").status_code == 200
    AccessToken.objects.update(revoked_at=town.now)
    assert told(program.get("/tasks")) == (401, "no_token")


@pytest.mark.parametrize(
    "address", ["/api/", "/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v2/tasks", "/api/v1/tasks/", "/api/v1/docs"]
)
def test_an_address_that_is_none_is_a_problem_too(program: Program, address: str) -> None:
    assert told(program.client.get(address)) == (404, "unknown_address")


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [("get", "/undo", "POST"), ("delete", "/visits/1", "GET"), ("post", "/openapi.json", "GET")],
)
def test_a_method_that_is_not_taken_is_a_problem_too(program: Program, method: str, address: str, allowed: str) -> None:
    response = getattr(program.client, method)(f"/api/v1{address}")
    assert (told(response), response.headers["Allow"]) == ((405, "wrong_method"), allowed)


def test_what_breaks_is_told_without_its_inside(
    program: Program, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("the inside")

    monkeypatch.setattr(reading.book, "town", breaks)
    response = program.get("/tasks")
    assert told(response) == (500, "broken")
    assert b"inside" not in response.content
    assert "RuntimeError: the inside" in caplog.text


def test_no_cookie_is_read_or_set(program: Program, town: Town) -> None:
    browser = Client()
    browser.force_login(AccessToken.objects.get().staff)
    response = browser.post(f"/api/v1{HERE}/desks/1/call-next", headers={"Idempotency-Key": "k"})
    assert (told(response), len(response.cookies)) == ((401, "no_token"), 0)


def test_answers_are_not_kept_by_anybody_on_the_way(program: Program) -> None:
    assert program.get("/tasks").headers["Cache-Control"] == "no-store"


def test_a_kiosk_draws_by_its_own_token_and_does_nothing_else(program: Program, town: Town) -> None:
    token = register_device(place=town.place.pk, role=Role.KIOSK, by=SYSTEM, at=town.now)
    kiosk = Program(town, token)
    visit = kiosk.draw()
    assert told(kiosk.post(f"{HERE}/desks/1/call-next")) == (403, "not_allowed")
    assert told(kiosk.get(f"/visits/{visit}")) == (404, "unknown_visit")


def test_problems_speak_their_letters(program: Program, town: Town) -> None:
    town.place.name = "Østergård"
    town.place.save()
    close(town.place, NOON.date(), "Fløjen males")
    said = program.post(f"{HERE}/tickets", {"task": "passport"}).content.decode()
    assert "Østergård" in said
    assert json.loads(said)["why"] == "Fløjen males"
