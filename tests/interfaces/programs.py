"""A program at the door of the town: it speaks JSON, by Mette's token unless it is told another, and has no cookies."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.people import Town
from velkommen.apps.people.actions import create_token
from velkommen.shared import clock

V1 = "/api/v1"


@dataclass
class Program:
    """What it says is sent at the town's present moment; `key` None sends no key."""

    town: Town
    token: str
    language: str = "en"
    client: Client = field(default_factory=Client)

    def post(self, address: str, body: object = None, key: object = "", **headers: str) -> HttpResponse:
        """A write, with a new key unless one is given."""
        if key is not None:
            headers["Idempotency-Key"] = str(key or uuid4())
        said = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        with clock.fixed(self.town.now):
            return self.client.post(V1 + address, said, content_type="application/json", headers=self._headers(headers))

    def get(self, address: str, **headers: str) -> HttpResponse:
        with clock.fixed(self.town.now):
            return self.client.get(V1 + address, headers=self._headers(headers))

    def as_(self, username: str) -> "Program":
        """The same program by somebody else's token."""
        return Program(self.town, create_token(username=username, at=self.town.now))

    def draw(self, task: str = "passport") -> int:
        """The id of a visit that begins now."""
        visit: int = self.post("/service-points/nordby/tickets", {"task": task}).json()["visit"]["id"]
        return visit

    def serving(self, task: str = "passport") -> int:
        """The id of a visit at desk 1."""
        visit = self.draw(task)
        self.post(f"/visits/{visit}/start", {"desk": 1})
        self.town.later(seconds=30)
        return visit

    def _headers(self, more: dict[str, str]) -> dict[str, Any]:
        mine = {"Authorization": f"Bearer {self.token}", "Accept-Language": self.language}
        return {name: text for name, text in {**mine, **more}.items() if text}


@pytest.fixture
def program(town: Town) -> Program:
    return Program(town, create_token(username="mette", at=town.now))


def told(response: HttpResponse) -> tuple[int, str]:
    """The status of a "no" and its code, which is problem+json."""
    assert response.headers["Content-Type"] == "application/problem+json"
    return response.status_code, response.json()["code"]
