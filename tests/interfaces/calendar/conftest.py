"""Nordby with appointments, and Mette and Lea logged in, in English."""

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.apps.appointments.conftest import PASSPORT, Booking, one
from tests.people import Town
from velkommen.apps.appointments import actions
from velkommen.apps.appointments.models import Appointment
from velkommen.apps.people.models import Staff
from velkommen.shared import clock


class Desk:
    """The calendar as somebody at Nordby sees it."""

    def __init__(self, booking: Booking, name: str = "mette") -> None:
        self.booking, self.town, self.client = booking, booking.town, Client()
        self.client.force_login(Staff.objects.get(username=name))
        self.client.cookies["velkommen_language"] = "en"

    def look(self, path: str = "?week=2026-W48", **headers: str) -> HttpResponse:
        with clock.fixed(self.town.now):
            return self.client.get(path if path.startswith("/") else f"/calendar/nordby/{path}", headers=headers)

    def send(self, path: str, **typed: object) -> HttpResponse:
        with clock.fixed(self.town.now):
            return self.client.post(
                path if path.startswith("/") else f"/calendar/nordby/{path}", {"op": str(uuid4()), **typed}
            )

    def book(self, starts: object) -> Appointment:
        return one(actions.book(place=self.booking.place, wanted=PASSPORT, starts=starts, **self.town.by()))  # type: ignore[arg-type] # a moment


@pytest.fixture
def booking(town: Town) -> Booking:
    return Booking(town)


@pytest.fixture
def mette(booking: Booking) -> Desk:
    return Desk(booking)


@pytest.fixture
def lea(booking: Booking) -> Desk:
    return Desk(booking, "lea")
