"""Lea, who leads Nordby, at the pages of counting weeks."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.counting import planned
from tests.people import Town
from velkommen.apps.people.models import Staff
from velkommen.shared import clock

Ask = Callable[..., HttpResponse]


@pytest.fixture
def week(town: Town) -> int:
    """Nordby counts from today on."""
    return planned(town)


@pytest.fixture
def ask(town: Town) -> Ask:
    """A request of somebody (Lea): a look, or with fields a form that is sent."""
    clients: dict[str, Client] = {}

    def request(path: str, who: str = "lea", **fields: Any) -> HttpResponse:
        if who not in clients:
            clients[who] = Client()
            clients[who].force_login(Staff.objects.get(username=who))
        with clock.fixed(town.now):
            if not fields:
                return clients[who].get(path)
            return clients[who].post(path, {"op": str(uuid4()), **fields})

    return request


def form(town: Town, **other: Any) -> dict[str, Any]:
    """The form of a week as it is drawn, but for what is said otherwise."""
    ahead = town.now.date() + timedelta(days=30)
    said: dict[str, Any] = {
        "do": "plan",
        "about": "",
        "name": "Uge 52",
        "first": ahead.isoformat(),
        "last": (ahead + timedelta(days=6)).isoformat(),
        "target": "90",
        "places": [str(town.place.pk)],
        "channels": ["in_person"],
        "questions": ["digital"],
    }
    return said | other
