"""Somebody at home who books at Nordby: Mette and Ali are at two desks from ten to four, on a Tuesday noon."""

import re
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.apps.appointments.conftest import MAIL, Booking
from tests.people import Town
from velkommen.apps.appointments.models import Appointment
from velkommen.apps.catalogue.models import Task
from velkommen.interfaces.web import proof
from velkommen.shared import clock

TEN = "nordby@2026-11-25T10:00"
PASSPORT = {"task": "passport", "people": "1"}


@dataclass
class Guest:
    """A browser without a cookie but that of the language. `booking` is the house it books in."""

    booking: Booking
    client: Client = field(default_factory=Client)

    @property
    def town(self) -> Town:
        return self.booking.town

    def get(self, address: str, **query: Any) -> HttpResponse:
        with clock.fixed(self.town.now):
            return self.client.get(address, query)

    def post(self, address: str, fields: dict[str, Any], **more: Any) -> HttpResponse:
        with clock.fixed(self.town.now):
            return self.client.post(address, {"op": str(uuid4()), **fields}, **more)

    def main(self, address: str, **query: Any) -> str:
        answer = self.get(address, **query)
        assert answer.status_code == 200, answer.status_code
        return words(answer)

    def hold(self, slot: str = TEN, **fields: Any) -> HttpResponse:
        """Press a time, on a page whose riddle was solved."""
        return self.post("/book/hold/", {**PASSPORT, "slot": slot, **solved(self.town), **fields})

    def held(self, slot: str = TEN) -> Appointment:
        return Appointment.objects.get(link=link_of(self.hold(slot)))

    def asked(self, slot: str = TEN, to: str = MAIL) -> Appointment:
        made = self.held(slot)
        self.post(f"/a/{made.link}/contact/", {"contact": to})
        made.refresh_from_db()
        return made

    def booked(self, slot: str = TEN, to: str = MAIL) -> Appointment:
        made = self.asked(slot, to)
        self.post(f"/a/confirm/{made.confirm}/", {})
        made.refresh_from_db()
        return made


def solved(town: Town, op: UUID | None = None) -> dict[str, str]:
    """The fields of a riddle that was solved just now."""
    op = op or uuid4()
    text = proof.riddle(op, town.now)
    return {"op": str(op), "riddle": text, "answer": answer_to(text)}


def answer_to(text: str) -> str:
    """By trying, with fewer zeros than the house asks of a browser (see `few_zeros`)."""
    return next(str(number) for number in count() if proof.solves(text, str(number), proof.BITS))


def link_of(answer: HttpResponse) -> str:
    """Where a redirect to the page of an appointment leads."""
    assert answer.status_code == 303, (answer.status_code, words(answer))
    found = re.fullmatch(r"/a/([\w-]+)/(?:\?.*)?", answer.headers["Location"])
    assert found
    return found[1]


def words(answer: HttpResponse) -> str:
    """What the middle of a page says, its tags left out."""
    page = answer.content.decode()
    middle = page[page.index("<main") : page.index("</main>")] if "<main" in page else page
    return " ".join(re.sub(r"<[^>]+>", " ", middle).split())


def slots(answer: HttpResponse) -> list[str]:
    """The times one can press."""
    return re.findall(r'name="slot" value="([^"]+)"', answer.content.decode())


@pytest.fixture(autouse=True)
def few_zeros(monkeypatch: pytest.MonkeyPatch) -> None:
    """The riddle is a rule with a number in it: with a smaller one the tests are fast, and the rule is the same."""
    monkeypatch.setattr(proof, "BITS", 4)


@pytest.fixture
def booking(town: Town) -> Booking:
    return Booking(town)


@pytest.fixture
def guest(booking: Booking) -> Guest:
    found = Guest(booking)
    found.client.cookies["velkommen_language"] = "en"
    Task.objects.filter(key="passport").update(
        name_da="Pas", name_en="Passport", bring_da=["Dit gamle pas"], bring_en=["Your old passport"]
    )
    return found


__all__ = ["MAIL", "PASSPORT", "TEN", "Guest", "answer_to", "link_of", "slots", "solved", "words"]
