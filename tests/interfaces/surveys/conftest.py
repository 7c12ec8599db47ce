"""Nordby asks its citizens; a browser at home, and somebody of the staff at another."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.interfaces.booking.conftest import words
from tests.people import Town
from tests.surveys import Surveys
from velkommen.apps.people.models import Staff
from velkommen.domain.refusals import Code
from velkommen.interfaces.surveys import public
from velkommen.interfaces.web import limits
from velkommen.shared import clock


@dataclass
class House:
    """A browser, English."""

    surveys: Surveys
    client: Client = field(default_factory=Client)

    @property
    def town(self) -> Town:
        return self.surveys.town

    def get(self, address: str, **query: Any) -> HttpResponse:
        with clock.fixed(self.town.now):
            answer: HttpResponse = self.client.get(address, query)
        return answer

    def post(self, address: str, **fields: Any) -> HttpResponse:
        with clock.fixed(self.town.now):
            answer: HttpResponse = self.client.post(address, {"op": str(uuid4()), **fields})
        return answer

    def main(self, address: str, **query: Any) -> str:
        answer = self.get(address, **query)
        assert answer.status_code == 200, answer.status_code
        return words(answer)

    def log_in(self, who: str) -> None:
        self.client.force_login(Staff.objects.get(username=who))


@pytest.fixture(autouse=True)
def nobody_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "_answered", limits.Recent(most=public.MOST, code=Code.ANSWERS_TOO_OFTEN))


@pytest.fixture
def house(town: Town) -> House:
    found = House(Surveys(town))
    found.client.cookies["velkommen_language"] = "en"
    return found


__all__ = ["House", "words"]
