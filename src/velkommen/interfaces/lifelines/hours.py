"""When an expert usually answers: written day by day, by themselves or by whoever arranges the place they sit at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext

from velkommen.apps.lifelines.crew import Person, Sits, crew
from velkommen.apps.placement import book
from velkommen.apps.placement.actions import set_expert_hours
from velkommen.domain.hours import osm, osm_export, typed
from velkommen.domain.hours.periods import Period
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.hours.words import lines as sign_lines
from velkommen.domain.placement.town import Town
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.lifelines.views import doors
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.middleware import status_on_page
from velkommen.interfaces.web.small_forms import Field, Form, Refused, Sent, untouched
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.wording_hours import line

DO, NOWHERE = "hours", "0"  # the name of the form, and what it sends for somebody posted everywhere


@dataclass(frozen=True)
class Kept:
    """The hours somebody keeps at one of the places they sit at: in words, and the form that says them anew."""

    where: str
    said: str
    form: Form


def weeks(person: Person | None, town: Town, refused: Refused | None, may: Callable[[Sits], bool]) -> list[Kept]:
    """The hours of an expert, place by place, of those places where the reader may say them."""
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    return [_kept(one, town, shown) for one in (person.sits if person else ()) if may(one)]


def keep(request: HttpRequest, staff: int) -> None:
    """Raises: Refusal BAD_VALUE, NO_HOURS, BAD_HOURS with the field; what `set_expert_hours` refuses."""
    sent = Sent(request)
    set_expert_hours(staff=staff, place=sent.id() or None, periods=_periods(sent), **sent.by())


@login_required
def page(request: HttpRequest, expert: int) -> HttpResponse:
    """The hours of one expert, for those who arrange a place they sit at. Raises: Refusal NOT_ALLOWED, UNKNOWN_STAFF."""
    by, town = request_actor(request), book.town()
    person = _arranged(expert, town, by)
    if request.method != "POST":
        return _page(request, by, person)
    try:
        keep(request, expert)
    except Refusal as refusal:
        return _page(request, by, person, Refused(request, refusal), status_on_page(refusal))
    answer = redirect(f"{reverse('lifelines-hours', args=[expert])}?done=1")
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


def _arranged(staff: int, town: Town, by: Actor) -> Person:
    if not by.may_somewhere(Right.ARRANGE):
        raise Refusal(Code.NOT_ALLOWED, right=Right.ARRANGE.value)
    person = crew(town).get(staff)
    if person is None:
        raise Refusal(Code.UNKNOWN_STAFF)
    if not any(arranges(by, one) for one in person.sits):
        raise Refusal(Code.NOT_ALLOWED, right=Right.ARRANGE.value)
    return person


def arranges(by: Actor, one: Sits) -> bool:
    """Whether somebody arranges where an expert sits."""
    return by.may(Right.ARRANGE, one.place or EVERYWHERE)


def _page(
    request: HttpRequest, by: Actor, person: Person, refused: Refused | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    here = reverse("lifelines-hours", args=[person.staff])
    facts = {
        "name": person.name,
        "weeks": weeks(person, book.town(), refused, lambda one: arranges(by, one)),
        "done": gettext("Saved.") if request.GET.get("done") and not refused else "",
        "doors": doors(by),
        "op": uuid4(),
        "here": here,
        "saves": here,
    }
    return render(request, "lifelines/hours.html", facts, status=status)


def _periods(sent: Sent) -> list[Period]:
    """What was written: day by day, or as text where the hours say more than a week can."""
    if DO not in sent.request.POST:
        return typed.week([sent.text(f"day{number}") for number in range(7)], on_holidays=sent.ticked("on_holidays"))
    reading = osm.read(sent.text(DO)) if sent.text(DO) else osm.Reading((), {})
    if reading.special or reading.on_holidays:
        raise Refusal(Code.BAD_VALUE, field=DO)
    return list(reading.periods)


def _kept(one: Sits, town: Town, shown: Callable[[Form], Form]) -> Kept:
    there = town.places.get(one.place or 0)
    where = there.name if there else gettext("Everywhere")
    periods = one.duty.periods if one.duty else ()
    today = clock.local_day(clock.now())
    said = "; ".join(line(part) for part in sign_lines(periods, today)) or gettext("whenever the place is staffed")
    form = Form(DO, gettext("Save the hours"), _fields(periods), str(one.place or NOWHERE), where)
    return Kept(where, said, shown(form))


def _fields(periods: Sequence[Period]) -> list[Field]:
    texts = typed.by_day(periods)
    if texts is None:
        hint = gettext("These hours say more than a week can: a season, or every other week. They are written as text.")
        return [Field(DO, gettext("Hours as text"), (osm_export.export(Timetable(periods)),), hint=hint)]
    holidays = "yes" if any(one.on_holidays for one in periods) else ""
    days = [Field(f"day{number}", str(WEEKDAYS[number]), (text,)) for number, text in enumerate(texts)]
    return [*days, Field("on_holidays", gettext("On public holidays too"), (holidays,), "check")]
