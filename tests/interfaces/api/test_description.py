"""The description, reviewed: which operations there are and every status they may answer. A change here is a change of the contract."""

import json
from pathlib import Path

from django.test import Client

from velkommen.interfaces.api.description import OPEN
from velkommen.interfaces.api.urls import api

REVIEWED = Path(__file__).with_name("operations.txt")


def operations() -> list[str]:
    """One line an operation: id, method, path, statuses."""
    paths = api.get_openapi_schema()["paths"]
    return sorted(
        f"{facts['operationId']:22} {method.upper():4} {path:55} {' '.join(map(str, sorted(map(int, facts['responses']))))}"
        for path, methods in paths.items()
        for method, facts in methods.items()
    )


def test_the_operations_are_those_that_were_reviewed() -> None:
    """After a change on purpose: write `operations()` into operations.txt, and look at the difference."""
    assert operations() == REVIEWED.read_text(encoding="utf-8").splitlines()


def test_the_description_is_public_and_served_as_json() -> None:
    response = Client().get("/api/v1/openapi.json")
    described = response.json()
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")
    assert described["openapi"] == "3.1.0"
    assert described["components"]["securitySchemes"] == {"Token": {"type": "http", "scheme": "bearer"}}


def test_every_operation_asks_for_the_token_but_those_that_are_open_and_every_write_for_the_key() -> None:
    for methods in api.get_openapi_schema()["paths"].values():
        for method, facts in methods.items():
            required = {one["name"] for one in facts["parameters"] if one["in"] == "header" and one["required"]}
            assert facts["security"] == [{"Token": []}, *([{}] if facts["operationId"] in OPEN else [])]
            assert required == ({"Idempotency-Key"} if method == "post" else set())


def test_every_no_is_described_as_a_problem() -> None:
    for methods in json.loads(json.dumps(api.get_openapi_schema()))["paths"].values():
        for facts in methods.values():
            kinds = {status: list(one["content"]) for status, one in facts["responses"].items() if status != "200"}
            assert set(map(tuple, kinds.values())) == {("application/problem+json",)}
