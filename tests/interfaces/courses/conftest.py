"""Nordby has a course; somebody at home looks at it, and Lea and Mette arrange and count."""

import re
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.courses import Courses
from tests.interfaces.booking.conftest import few_zeros, solved, words
from tests.people import Town
from velkommen.apps.courses.models import Series, SignUp
from velkommen.apps.people.models import Staff
from velkommen.shared import clock


@dataclass
class House:
    """A browser at home, English, without a cookie but that of the language."""

    courses: Courses
    client: Client = field(default_factory=Client)

    @property
    def town(self) -> Town:
        return self.courses.town

    def get(self, address: str, **query: Any) -> HttpResponse:
        with clock.fixed(self.town.now):
            return self.client.get(address, query)

    def post(self, address: str, **fields: Any) -> HttpResponse:
        with clock.fixed(self.town.now):
            return self.client.post(address, {"op": str(uuid4()), **fields})

    def main(self, address: str, **query: Any) -> str:
        answer = self.get(address, **query)
        assert answer.status_code == 200, answer.status_code
        return words(answer)

    def sign_up(self, series: Series, contact: str = "", **fields: Any) -> HttpResponse:
        """Press the button of a page whose riddle was solved."""
        return self.post(f"/courses/{series.pk}/sign-up/", **{**solved(self.town), "contact": contact, **fields})

    def signed(self, series: Series, contact: str = "") -> SignUp:
        answer = self.sign_up(series, contact)
        assert answer.status_code == 303, (answer.status_code, words(answer))
        found = re.fullmatch(r"/courses/mine/([\w-]+)/", answer.headers["Location"])
        assert found
        return SignUp.objects.get(link=found[1])


@pytest.fixture
def house(town: Town) -> House:
    found = House(Courses(town))
    found.client.cookies["velkommen_language"] = "en"
    return found


def logged_in(house: House, who: str) -> House:
    """The same house, with somebody of the staff at the browser."""
    house.client.force_login(Staff.objects.get(username=who))
    return house


__all__ = ["House", "few_zeros", "logged_in", "solved", "words"]
