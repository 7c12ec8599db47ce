"""Nordby with a roster of tomorrow, and its people logged in, in English."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.apps.roster.conftest import rostered
from tests.people import Town
from velkommen.apps.people.models import Staff
from velkommen.shared import clock


class Reader:
    """The roster as somebody sees it."""

    def __init__(self, town: Town, name: str) -> None:
        self.town, self.client = town, Client()
        self.client.force_login(Staff.objects.get(username=name))
        self.client.cookies["velkommen_language"] = "en"

    def look(self, path: str = "") -> HttpResponse:
        with clock.fixed(self.town.now):
            return self.client.get(f"/roster/{path}")

    def send(self, path: str, do: str, about: object = "", **typed: object) -> HttpResponse:
        with clock.fixed(self.town.now):
            return self.client.post(f"/roster/{path}", {"op": str(uuid4()), "do": do, "about": about, **typed})


def words(page: HttpResponse) -> str:
    """What a page says."""
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split()))


@pytest.fixture
def mette(rostered: Town) -> Reader:
    return Reader(rostered, "mette")


@pytest.fixture
def ali(rostered: Town) -> Reader:
    return Reader(rostered, "ali")


@pytest.fixture
def lea(rostered: Town) -> Reader:
    return Reader(rostered, "lea")


__all__ = ["Reader", "ali", "lea", "mette", "rostered", "words"]
