"""Somebody of the town at the pages of guidance."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.people import Town
from velkommen.apps.knowledge import actions, searching
from velkommen.apps.people.models import Staff
from velkommen.shared import clock
from velkommen.shared.actor import Actor


@dataclass
class Pages:
    """The pages of guidance as one member of staff sees them, in English."""

    town: Town
    client: Client

    def look(self, path: str = "", **how: Any) -> HttpResponse:
        with clock.fixed(self.town.now):
            return self.client.get(f"/knowledge/{path}", **how)

    def read(self, path: str = "") -> str:
        return text(self.look(path))

    def send(self, path: str, op: object = None, **fields: object) -> HttpResponse:
        with clock.fixed(self.town.now):
            return self.client.post(f"/knowledge/{path}", {"op": str(op or uuid4()), **fields})


def text(page: HttpResponse) -> str:
    """What a page says, its tags left out."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


Seen = Callable[[Actor], Pages]


@pytest.fixture
def seen(town: Town) -> Seen:
    searching.forget()

    def by(actor: Actor) -> Pages:
        client = Client()
        client.force_login(Staff.objects.get(pk=actor.id))
        client.cookies["velkommen_language"] = "en"
        return Pages(town, client)

    return by


@pytest.fixture
def mette(town: Town, seen: Seen) -> Pages:
    """A clerk at Nordby, who reads."""
    return seen(town.mette)


@pytest.fixture
def lea(town: Town, seen: Seen) -> Pages:
    """The leader of Nordby, who keeps."""
    return seen(town.lea)


@pytest.fixture
def card(town: Town) -> str:
    """The card of passports, written by Lea in Danish."""
    said = {"steps": "Bed om det gamle pas\nTag et foto", "pitfalls": "Begge forældre skriver under"}
    actions.write_card(task="passport", language="da", **said, **town.by(town.lea))
    return "tasks/passport/"
