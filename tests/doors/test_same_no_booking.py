"""One "no" to whoever books, two doors: the action itself and the API refuse the same thing with the same sentence, and change nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.utils import translation

from tests.apps.appointments.conftest import MAIL, PASSPORT, Booking, local
from tests.interfaces.programs import Program
from velkommen.apps.appointments import actions
from velkommen.apps.appointments.models import Appointment, BookingDay, Cell, Contact
from velkommen.apps.messages.models import Message
from velkommen.domain.booking.freedom import Matter, Wanted
from velkommen.domain.booking.terms import Asker
from velkommen.domain.contacts import parse
from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.web.middleware import STATUS
from velkommen.shared.log.models import Deed
from velkommen.shared.wording import sentence

TEN = local(25, 10)


@dataclass
class Doors:
    """Mette books for a citizen."""

    booking: Booking
    program: Program

    def full(self) -> None:
        self.booking.held(TEN), self.booking.held(TEN)

    def has_two(self) -> None:
        self.booking.booked(local(26, 10)), self.booking.booked(local(26, 11))

    def at_the_action(self, starts: datetime, wanted: Wanted, place: int) -> tuple[int, str, str]:
        said = {"place": place, "wanted": wanted, "starts": starts, "contact": parse(MAIL), "asker": Asker.PUBLIC}
        with pytest.raises(Refusal) as no:
            actions.book_for(**said, **self.booking.town.by())
        with translation.override("en"):
            return STATUS[no.value.kind], no.value.code.value, sentence(no.value)

    def at_the_api(self, starts: datetime, wanted: Wanted, location: str) -> tuple[int, str, str]:
        products = [{"product": matter.task, "amount": matter.people} for matter in wanted]
        said = {"products": products, "location": location, "starts": starts.isoformat(), "contact": MAIL}
        problem = self.program.post("/booking/appointments", said).json()
        return problem["status"], problem["code"], problem["detail"]


@pytest.fixture
def doors(program: Program) -> Doors:
    return Doors(Booking(program.town), program)


def everything() -> list[list[Any]]:
    models = (Appointment, BookingDay, Cell, Contact, Message, Deed)
    return [sorted(model.objects.values_list(), key=repr) for model in models]


def nothing(doors: Doors) -> None:
    """Nobody has booked yet."""


@pytest.mark.parametrize(
    ("code", "scene", "starts", "wanted", "location"),
    [
        (Code.SLOT_TAKEN, Doors.full, TEN, PASSPORT, "nordby"),
        (Code.TOO_MANY_BOOKED, Doors.has_two, TEN, PASSPORT, "nordby"),
        (Code.TIME_PASSED, nothing, local(23, 10), PASSPORT, "nordby"),
        (Code.NOT_RELEASED, nothing, local(23, 10, month=12), PASSPORT, "nordby"),
        (Code.TOO_MANY_PEOPLE, nothing, TEN, (Matter("passport", 7),), "nordby"),
        (Code.UNKNOWN_TASK, nothing, TEN, (Matter("nonsense"),), "nordby"),
        (Code.NOT_ALLOWED, nothing, TEN, PASSPORT, "sydby"),
    ],
    ids=lambda value: value.value if isinstance(value, Code) else None,
)
def test_both_say_the_same_no_and_nothing_is_changed(
    doors: Doors, code: Code, scene: Callable[[Doors], None], starts: datetime, wanted: Wanted, location: str
) -> None:
    scene(doors)
    town = doors.booking.town
    place = {"nordby": town.place.pk, "sydby": town.sydby.pk}[location]
    before = everything()
    said = [doors.at_the_action(starts, wanted, place), doors.at_the_api(starts, wanted, location)]
    assert (said[0], said[0][1]) == (said[1], code.value)
    assert everything() == before
