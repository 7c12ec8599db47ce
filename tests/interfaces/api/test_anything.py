"""Anything a program may send, made from the description itself: what comes back is described, and nothing breaks."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.interfaces.programs import V1, Program
from velkommen.interfaces.api.urls import api
from velkommen.project.wsgi import application
from velkommen.shared import clock

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
OPERATIONS = sorted(
    (path, method.upper()) for path, ways in api.get_openapi_schema()["paths"].items() for method in ways
)
TIMES = 8

described = schemathesis.openapi.from_wsgi(f"{V1}/openapi.json", application)


def known(program: Program) -> dict[str, Any]:
    """What exists here, by the names of parameters and fields, so that some requests come as far as a rule."""
    return {
        "slug": "nordby",
        "desk": 1,
        "visit": program.draw(),
        "task": "passport",
        "for_desk": 2,
        "destination": "tax",
        "location": "nordby",
        "product": "passport",
        "starts": "2026-11-25T10:00:00+01:00",
        "contact": "somebody@example.dk",
    }


@contextmanager
def one_connection() -> Iterator[None]:
    """Let the house keep the connection of the test, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_whatever_is_sent_the_answer_is_described(program: Program, path: str, method: str) -> None:
    operation = described[path][method]
    anything = st.one_of(*(operation.as_strategy(mode) for mode in GenerationMode))
    here = known(program)

    @settings(
        max_examples=TIMES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=anything, real=st.booleans())
    def once(case: schemathesis.Case, real: bool) -> None:
        for part in (case.path_parameters, case.body) if real else ():
            if isinstance(part, dict):
                part.update({name: here[name] for name in part if name in here})
        with clock.fixed(program.town.now), one_connection():
            response = case.call(headers={"Authorization": f"Bearer {program.token}"})
        case.validate_response(response, checks=CHECKS)

    once()
