"""Nordby and Sydby with passports, as the finder shows them to somebody at home on a Tuesday noon."""

import json
import re
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.people import Town
from velkommen.apps.catalogue.models import Task
from velkommen.apps.places.models import ServicePoint
from velkommen.shared import clock


@dataclass
class Home:
    """A browser at home. `town` is where it looks."""

    town: Town
    client: Client = field(default_factory=Client)

    def get(self, address: str) -> str:
        answer = self.answer(address)
        assert answer.status_code == 200
        return answer.content.decode()

    def answer(self, address: str) -> HttpResponse:
        with clock.fixed(self.town.now):
            return self.client.get(address)

    def main(self, address: str) -> str:
        """What the middle of a page says, its tags left out."""
        page = self.get(address)
        text = re.sub(
            r"<script.*?</script>|<[^>]+>", " ", page[page.index("<main") : page.index("</main>")], flags=re.DOTALL
        )
        return " ".join(text.split())

    def linked(self, address: str) -> dict[str, Any]:
        """The page as data."""
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', self.get(address))
        assert found
        return dict(json.loads(found[1]))

    def draw(self, place: str = "nordby", task: str = "passport", **fields: str) -> HttpResponse:
        """Press the button of a place, on a page of its own."""
        with clock.fixed(self.town.now):
            return self.client.post(f"/find/{task}/draw/", {"place": place, "op": str(uuid4()), **fields})


@pytest.fixture
def home(town: Town) -> Home:
    found = Home(town)
    found.client.cookies["velkommen_language"] = "en"
    ServicePoint.objects.filter(pk=town.place.pk).update(numbers_from_home=2, latitude=56.6, longitude=11.0)
    ServicePoint.objects.filter(pk=town.sydby.pk).update(latitude=56.6, longitude=11.2)
    Task.objects.filter(key="passport").update(synonyms_da=["rejsepas"], name_da="Pas", name_en="Passport")
    return found
