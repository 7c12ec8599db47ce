"""The same time every so many weeks, for somebody who comes again: all of them, or none and the day that cannot be had."""

from collections.abc import Collection
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.appointments.actions.booking import book_one
from velkommen.apps.appointments.facts import AppointmentFacts, appointment_facts
from velkommen.apps.appointments.taking import Wish
from velkommen.domain.booking.freedom import Wanted
from velkommen.domain.booking.series import MOST_TIMES, MOST_WEEKS, weekly
from velkommen.domain.booking.terms import Asker
from velkommen.domain.contacts import Contact
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed


class SeriesAnswer(TypedDict):
    appointments: list[AppointmentFacts]


@deed(Right.BOOK)
def book_series(
    *,
    place: int,
    wanted: Wanted,
    starts: datetime,
    every: int,
    times: int,
    skip: Collection[date] = (),
    contact: Contact | None = None,
    language: str = "da",
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[SeriesAnswer]:
    """Book the same wall-clock time every so many weeks.

    Args:
        every: weeks from one to the next; times: how many in all, those to skip counted.

    Raises:
        Refusal: NOT_ALLOWED; TOO_MANY when there are more than may be; NO_SUCH_TIME; SLOT_TAKEN and what `taking.check` refuses, with the
            day it is about: then nothing was booked.
    """
    by.require(Right.BOOK, place)
    if not (1 <= every <= MOST_WEEKS and 1 <= times <= MOST_TIMES):
        raise Refusal(Code.TOO_MANY, most=MOST_TIMES)
    made = []
    for moment in weekly(starts, every, times, skip, clock.zone()):
        try:
            made.append(book_one(Wish(wanted, place, moment, Asker.STAFF, at), contact, language, op, at))
        except Refusal as no:
            raise Refusal(no.code, **{**no.facts, "day": clock.local_day(moment).isoformat()}) from no
    if not made:
        raise Refusal(Code.NOTHING_GIVEN)
    return Done({"appointments": [appointment_facts(one) for one in made]}, place)
