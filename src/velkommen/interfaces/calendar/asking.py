"""What an address or a form of the calendar asks for: a place, a week, what somebody comes for, a time on the clock on the wall."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.utils.translation import gettext

from velkommen.apps.appointments import queries
from velkommen.apps.appointments.models import Appointment
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.booking.freedom import Matter, Wanted
from velkommen.domain.booking.series import moment
from velkommen.domain.booking.terms import MOST_MATTERS, MOST_PEOPLE
from velkommen.domain.hours.timetable import minute_of_day
from velkommen.domain.refusals import Code, Kind, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.fields import operation, whole
from velkommen.interfaces.web.middleware import STATUS
from velkommen.shared import clock
from velkommen.shared.danish import collation
from velkommen.shared.wording import sentence
from velkommen.shared.wording_tasks import name_on

WEEK = re.compile(r"(\d{4})-W(\d{1,2})", re.ASCII)
MATTER = re.compile(r"([a-z0-9_]{1,60})\.(\d{1,2})", re.ASCII)
LANGUAGES = ("da", "en")


def place_for(request: HttpRequest, slug: str, right: Right = Right.BOOK) -> ServicePoint:
    """A place the reader may book at. Raises: Refusal NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED."""
    by = request_actor(request)
    if not by.may_somewhere(right):
        raise Refusal(Code.NOT_ALLOWED, right=right.value)
    place = places.service_point(slug)
    by.require(right, place.pk)
    return place


def appointment_at(place: ServicePoint, pk: int) -> Appointment:
    """An appointment of a place. Raises: Refusal UNKNOWN_APPOINTMENT, also when it is of another one."""
    found = queries.by_id(pk)
    if found.service_point_id != place.pk:
        raise Refusal(Code.UNKNOWN_APPOINTMENT)
    return found


def by(request: HttpRequest) -> dict[str, Any]:
    """Who sends a form, when, and under which operation. Raises: Refusal BAD_VALUE."""
    return {"by": request_actor(request), "at": clock.now(), "op": operation(request)}


@dataclass(frozen=True)
class No:
    """A deed that was refused: what is said about it, and the status of the page that says it."""

    refusal: Refusal

    @property
    def text(self) -> str:
        return sentence(self.refusal)

    @property
    def status(self) -> int:
        return STATUS[self.refusal.kind]


def tried(act: Callable[[], object]) -> No | None:
    """Do something; a "no" that the page can say comes back. Raises: Refusal that is about who asks, or about nothing there."""
    try:
        act()
    except Refusal as refusal:
        if refusal.kind in {Kind.FORBIDDEN, Kind.NOT_FOUND}:
            raise
        return No(refusal)
    return None


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_asked(request: HttpRequest, default: date) -> date:
    """The Monday of the ISO week in the address (2026-W49), or that of a day. Raises: Refusal BAD_DAY."""
    text = request.GET.get("week", "")
    found = WEEK.fullmatch(text)
    if not text:
        return monday_of(default)
    try:
        if not found or not 1900 <= int(found[1]) <= 2060:
            raise ValueError(text)
        return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError as error:
        raise Refusal(Code.BAD_DAY, text=text[:20]) from error


def week_name(monday: date) -> str:
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02}"


def wanted_asked(fields: Mapping[str, str]) -> Wanted:
    """What somebody comes for, written as passport.2,mitid.1, with what was chosen besides (`task`, `people`).

    Raises:
        Refusal: BAD_VALUE.
    """
    found: dict[str, int] = {}
    for piece in filter(None, fields.get("for", "").split(",")):
        one = MATTER.fullmatch(piece)
        if not one:
            raise Refusal(Code.BAD_VALUE, field="for")
        found[one[1]] = int(one[2])
    if fields.get("task"):
        people = fields.get("people") or "1"
        found[fields["task"]] = whole(people, gettext("How many people"), 1, MOST_PEOPLE)
    if len(found) > MOST_MATTERS:
        raise Refusal(Code.TOO_MANY, most=MOST_MATTERS)
    return tuple(Matter(task, people) for task, people in found.items())


def written(wanted: Wanted) -> str:
    """The other way round."""
    return ",".join(f"{matter.task}.{matter.people}" for matter in wanted)


def starts_asked(text: str) -> datetime:
    """A time on the clock on the wall, written as 2026-11-30T10:15, as a moment. Raises: Refusal BAD_DAY, NO_SUCH_TIME."""
    try:
        local = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refusal(Code.BAD_DAY, text=text[:20]) from error
    if local.tzinfo or not 1900 <= local.year <= 2060:
        raise Refusal(Code.BAD_DAY, text=text[:20])
    return moment(local.date(), minute_of_day(local), clock.zone())


def wall_of(at: datetime) -> str:
    """A moment as addresses have it."""
    return clock.local(at).strftime("%Y-%m-%dT%H:%M")


def language_asked(fields: Mapping[str, str]) -> str:
    """Raises: Refusal BAD_VALUE."""
    language = fields.get("language", "da")
    if language not in LANGUAGES:
        raise Refusal(Code.BAD_VALUE, field="language")
    return language


def tasks_at(place: int, day: date) -> Sequence[tuple[str, str]]:
    """What can be booked at a place, as (key, name), in the order of the alphabet."""
    known = queries.calendar()
    keys = (key for key in known.town.places[place].offers if known.bookable(key, place, day))
    return sorted(((key, name_on(known.town, key, day)) for key in keys), key=lambda one: collation(one[1]))


def fresh() -> UUID:
    """The operation of a form."""
    return uuid4()
