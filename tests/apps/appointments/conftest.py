"""Nordby with appointments: Mette and Ali at two desks, ten to four; Lea leads and has no hours of her own at the desks."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.people import Town
from velkommen.apps.appointments import actions, queries
from velkommen.apps.appointments.models import Appointment
from velkommen.apps.appointments.models import Terms as Row
from velkommen.apps.placement import book
from velkommen.apps.placement.models import DutyPeriod, Posting
from velkommen.domain.booking.freedom import Matter, Wanted
from velkommen.domain.booking.terms import Asker, Terms
from velkommen.domain.contacts import Contact, parse
from velkommen.shared.actor import PUBLIC, Actor, ActorKind

ZONE = ZoneInfo("Europe/Copenhagen")
PASSPORT: Wanted = (Matter("passport"),)
MAIL = "somebody@example.dk"


class Booking:
    """What the tests of appointments do again and again, in a town whose Nordby gives all of everybody's time away."""

    def __init__(self, town: Town) -> None:
        self.town = town
        for who in ("mette", "ali"):
            on_duty(who, 10 * 60, 16 * 60)
        self.terms()

    def terms(self, **other: Any) -> None:
        """The terms of Nordby: everything is promised to everybody, unless the test says otherwise."""
        plain = {"since": self.town.now.date(), "walk_in": 0, "acute": 0, "internal": 0}
        actions.set_terms(place=self.place, terms=Terms(**plain | other), **self.town.by(self.town.lea))

    @property
    def place(self) -> int:
        return self.town.place.pk

    def public(self) -> dict[str, Any]:
        return self.town.by(PUBLIC)

    def guest(self, appointment: Appointment) -> dict[str, Any]:
        return self.town.by(Actor(ActorKind.GUEST, appointment.pk))

    def free(self, wanted: Wanted = PASSPORT, *, days: int = 0, asker: Asker = Asker.PUBLIC) -> list[str]:
        """The times of a day, so many days ahead, as the clock on the wall shows them."""
        day = self.town.now.date() + timedelta(days=days)
        found = queries.find(wanted, [self.place], day, day, asker=asker, at=self.town.now)
        return [moment.astimezone(ZONE).strftime("%H.%M") for moment in found.get(self.place, [])]

    def held(self, starts: datetime, wanted: Wanted = PASSPORT) -> Appointment:
        return one(actions.hold(place=self.place, wanted=wanted, starts=starts, **self.public()))

    def asked(self, starts: datetime, to: str = MAIL) -> Appointment:
        made = self.held(starts)
        return one(actions.ask_to_confirm(appointment=made.pk, contact=parse(to), **self.guest(made)))

    def booked(self, starts: datetime, to: str = MAIL) -> Appointment:
        made = self.asked(starts, to)
        return one(actions.confirm(link=made.confirm or "", **self.public()))


def one(answer: Any) -> Appointment:
    """The appointment of an answer, as it is now."""
    return Appointment.objects.get(pk=answer["appointment"]["id"])


def local(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A moment of 2026 by the clock on the wall in Denmark."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def on_duty(who: str, opens: int, closes: int, weekdays: Iterable[int] = range(7)) -> None:
    posting = Posting.objects.get(staff__username=who)
    days = sum(1 << day for day in weekdays)
    DutyPeriod.objects.create(posting=posting, weekdays=days, opens=opens, closes=closes)
    book.forget()


@pytest.fixture
def booking(town: Town) -> Booking:
    return Booking(town)


__all__ = ["MAIL", "PASSPORT", "ZONE", "Booking", "Contact", "Row", "local", "on_duty", "one"]
