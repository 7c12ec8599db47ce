"""A place as its leader keeps it: where it lies, how to reach it, what equipment it has and whether it works."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from velkommen.apps.appointments import weeks
from velkommen.apps.appointments.actions import retire_place
from velkommen.apps.messages.queries import trouble
from velkommen.apps.placement import book
from velkommen.apps.placement.actions import resume_here, suspend_here
from velkommen.apps.places import actions
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import Equipment, ServicePoint
from velkommen.domain.catalogue import Days
from velkommen.domain.hours.days import A_DAY
from velkommen.domain.hours.words import situation
from velkommen.domain.kinds import EquipmentKind, PlaceKind, Unit, Wheelchair
from velkommen.domain.placement.facts import Place
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.manage.effects import Planned, Preview, look_if_hit
from velkommen.interfaces.manage.forms import Field, Form, Refused, Sent, answer, arranged, drawn, untouched
from velkommen.interfaces.manage.messages import in_words
from velkommen.interfaces.web.actors import request_actor
from velkommen.shared import clock
from velkommen.shared.danish import collation
from velkommen.shared.wording_hours import now
from velkommen.shared.wording_rules import EQUIPMENT, PLACE_KINDS, UNITS
from velkommen.shared.wording_tasks import name_on

WHEELCHAIRS: Mapping[str, Promise] = MappingProxyType(
    {
        "": _("Nobody has said"),
        Wheelchair.YES: _("Gets everywhere in a wheelchair"),
        Wheelchair.LIMITED: _("Gets to some of it in a wheelchair"),
        Wheelchair.NO: _("Does not get in in a wheelchair"),
    }
)
TEXTS = ("name", "kind", "address", "postal_code", "town", "phone", "email", "wheelchair", "accessibility")


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Where everything is arranged: the reader's places, and what is arranged for all of them."""
    by = request_actor(request)
    if not by.may_somewhere(Right.ARRANGE):
        raise Refusal(Code.NOT_ALLOWED, right=Right.ARRANGE.value)
    town, local = book.town(), clock.local(clock.now())
    points = [point for point in places.service_points() if by.may(Right.ARRANGE, point.pk)]
    there = [(point, town.places[point.pk]) for point in points]
    needing = weeks.needing([point.pk for point in points], clock.now())
    facts = {
        "mine": [
            (point, now(situation(place.door, place.staffed, local)), needing[point.pk]) for point, place in there
        ],
        "keeps": by.may_somewhere(Right.KEEP_CATALOGUE),
        "trouble": in_words(trouble([point.pk for point in points], clock.now())),
    }
    return render(request, "manage/index.html", facts)


@login_required
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One place, and the deeds about it."""
    place = arranged(request, slug)
    draw = partial(_page, request, place)
    deeds: Mapping[str, Callable[[Sent], HttpResponse | None]] = {
        "edit": partial(_edit, place),
        "equip": partial(_equip, place),
        "broken": partial(look_if_hit, draw, _broken, place),
        "working": _working,
        "remove": partial(look_if_hit, draw, _remove, place),
        "desk": partial(_desk, place),
        "stop": partial(_stop, place),
        "suspend": partial(look_if_hit, draw, _suspend, place),
        "resume": partial(_resume, place),
        "retire": partial(_retire, place),
    }
    return answer(request, deeds, draw)


def _edit(place: ServicePoint, sent: Sent) -> None:
    facts: dict[str, Any] = {name: sent.text(name) for name in TEXTS}
    facts |= {name: sent.number_or_none(name) for name in ("latitude", "longitude")}
    facts["numbers_from_home"] = sent.whole("numbers_from_home")
    facts["max_waiting"] = sent.whole("max_waiting") if sent.text("max_waiting") else None
    actions.edit_place(place=place.pk, facts=facts, **sent.by())


def _equip(place: ServicePoint, sent: Sent) -> None:
    texts: dict[str, Any] = {name: sent.text(name) for name in ("kind", "name", "accessibility")}
    actions.set_equipment(place=place.pk, **texts, **sent.by())


def _broken(sent: Sent, place: ServicePoint, there: Place) -> Planned:
    pk, why, back = sent.id(), sent.text("why"), sent.day_or_none("back_at")
    out = Days(clock.local_day(clock.now()), back - A_DAY if back else None, why)
    machines = tuple(replace(one, out=(*one.out, out)) if one.id == pk else one for one in there.machines)
    facts = {"equipment": pk, "why": why, "back_at": back}
    return Planned(
        replace(there, machines=machines), [gettext("A machine does not work")], actions.report_broken, facts
    )


def _working(sent: Sent) -> None:
    actions.report_working(equipment=sent.id(), **sent.by())


def _remove(sent: Sent, place: ServicePoint, there: Place) -> Planned:
    pk = sent.id()
    machines = tuple(one for one in there.machines if one.id != pk)
    words = [gettext("A machine is not here any more")]
    return Planned(replace(there, machines=machines), words, actions.remove_equipment, {"equipment": pk})


def _desk(place: ServicePoint, sent: Sent) -> None:
    number = sent.whole("number")
    actions.add_desk(place=place.pk, number=number, name=sent.text("name"), units=sent.texts("units"), **sent.by())


def _stop(place: ServicePoint, sent: Sent) -> None:
    facts: dict[str, Any] = {"address": sent.text("address")}
    facts |= {name: sent.number_or_none(name) for name in ("latitude", "longitude")}
    actions.add_stop(place=place.pk, name=sent.text("name"), facts=facts, **sent.by())


def _suspend(sent: Sent, place: ServicePoint, there: Place) -> Planned:
    task, why, first, last = sent.text("task"), sent.text("why"), sent.day("first"), sent.day_or_none("last")
    days = (*there.suspensions.get(task, ()), Days(first, last, why))
    after = replace(there, suspensions={**there.suspensions, task: days})
    facts = {"place": place.pk, "task": task, "why": why, "first": first, "last": last}
    said = gettext("“%(task)s” is not done here") % {"task": name_on(book.town(), task, first)}
    return Planned(after, [said], suspend_here, facts)


def _resume(place: ServicePoint, sent: Sent) -> None:
    resume_here(place=place.pk, task=sent.about, day=clock.local_day(clock.now()), **sent.by())


def _retire(place: ServicePoint, sent: Sent) -> HttpResponse:
    sent.be_sure()
    retire_place(place=place.pk, **sent.by())
    return redirect("manage")


def _page(
    request: HttpRequest,
    place: ServicePoint,
    refused: Refused | None = None,
    status: int = 200,
    preview: Preview | None = None,
) -> HttpResponse:
    place.refresh_from_db()
    there = book.town().places[place.pk]
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    facts = {
        "place": place,
        "section": "place",
        "kind": PLACE_KINDS[place.kind],
        "edit": shown(_edit_form(place)),
        "equipment": [_shown(row, shown) for row in places.equipment(place.pk)],
        "equip": shown(_equip_form()),
        "desks": places.desks([place.pk])[place.pk],
        "desk": shown(_desk_form()),
        "stops": places.stops(place.pk),
        "stop": shown(_stop_form()) if place.kind == PlaceKind.MOBILE_LIBRARY else None,
        "suspended": _suspended(there, shown),
        "suspend": shown(_suspend_form(there)),
        "retire": shown(_retire_form()),
        "preview": preview,
    }
    return drawn(request, "manage/place.html", facts, status)


def _edit_form(place: ServicePoint) -> Form:
    def kept(name: str, label: str, kind: str = "text", hint: str = "") -> Field:
        value = getattr(place, name)
        return Field(name, label, ("" if value is None else str(value),), kind, hint=hint)

    def choice(name: str, label: str, words: Mapping[str, Promise]) -> Field:
        choices = [(str(key), str(word)) for key, word in words.items()]
        return Field(name, label, (getattr(place, name),), "select", choices)

    degrees = gettext("In degrees, like 56,15; both or neither.")
    home = gettext("0: nobody. A number with which nobody came when it was called stays taken until the evening.")
    fields = [
        kept("name", gettext("Name")),
        choice("kind", gettext("What it is"), PLACE_KINDS),
        kept("address", gettext("Street and number")),
        kept("postal_code", gettext("Postal code")),
        kept("town", gettext("Town")),
        kept("phone", gettext("Phone of the place")),
        kept("email", gettext("E-mail of the place")),
        kept("latitude", gettext("Latitude"), hint=degrees),
        kept("longitude", gettext("Longitude"), hint=degrees),
        choice("wheelchair", gettext("Wheelchair"), WHEELCHAIRS),
        kept("accessibility", gettext("More about getting in")),
        kept("max_waiting", gettext("At most so many may wait"), "number", gettext("Empty: no limit.")),
        kept("numbers_from_home", gettext("So many may draw from home"), "number", home),
    ]
    return Form("edit", gettext("Save"), fields)


def _equip_form() -> Form:
    kinds = [(kind.value, str(EQUIPMENT[kind])) for kind in EquipmentKind]
    fields = [
        Field("kind", gettext("What it is"), (), "select", kinds),
        Field("name", gettext("Name"), hint=gettext("So that colleagues know which one.")),
        Field(
            "accessibility", gettext("Who can use it"), hint=gettext("For example: can be lowered for a wheelchair.")
        ),
    ]
    return Form("equip", gettext("Add the equipment"), fields)


def _shown(row: Equipment, shown: Callable[[Form], Form]) -> dict[str, object]:
    """A piece of equipment with what can be said of it."""
    fields = [
        Field("why", gettext("What is wrong"), (row.why,)),
        Field("back_at", gettext("Expected to work again"), (str(row.back_at or ""),), "date"),
    ]
    word = gettext("Put it right") if not row.works else gettext("It does not work")
    kind = str(EQUIPMENT[row.kind])
    return {
        "row": row,
        "kind": kind if kind.casefold() != row.name.casefold() else "",
        "broken": shown(Form("broken", word, fields, str(row.pk), row.name)),
        "working": shown(Form("working", gettext("It works again"), (), str(row.pk), row.name)),
        "remove": shown(Form("remove", gettext("Remove it"), (), str(row.pk), row.name)),
    }


def _desk_form() -> Form:
    units = [(unit.value, str(UNITS[unit])) for unit in Unit]
    fields = [
        Field("number", gettext("Number"), kind="number", hint=gettext("The board shows it.")),
        Field("name", gettext("Name")),
        Field("units", gettext("Who staffs it"), (), "checks", units),
    ]
    return Form("desk", gettext("Add the desk"), fields)


def _stop_form() -> Form:
    fields = [
        Field("name", gettext("Name")),
        Field("address", gettext("Address")),
        Field("latitude", gettext("Latitude")),
        Field("longitude", gettext("Longitude")),
    ]
    return Form("stop", gettext("Add the stop"), fields)


def _suspended(there: Place, shown: Callable[[Form], Form]) -> list[tuple[str, Days, Form]]:
    """The tasks that are not done here today or later, and the button that takes each up again."""
    town, today = book.town(), clock.local_day(clock.now())
    found = [(key, days) for key, all_days in there.suspensions.items() for days in all_days]
    ahead = [(name_on(town, key, today), days, key) for key, days in found if days.last is None or days.last >= today]
    return [(name, days, shown(Form("resume", gettext("Do it again"), (), key, name))) for name, days, key in ahead]


def _suspend_form(there: Place) -> Form:
    town, today = book.town(), clock.local_day(clock.now())
    tasks = sorted(((key, name_on(town, key, today)) for key in there.offers), key=lambda one: collation(one[1]))
    fields = [
        Field("task", gettext("Task"), (), "select", tasks),
        Field("first", gettext("From the day"), (today.isoformat(),), "date"),
        Field("last", gettext("Up to and including"), kind="date", hint=gettext("Empty: until further notice.")),
        Field("why", gettext("Why"), hint=gettext("Citizens read this.")),
    ]
    return Form("suspend", gettext("Stop it here"), fields)


def _retire_form() -> Form:
    sure = Field(
        "sure", gettext("Nobody is served here any more. What happened here stays in the figures."), ("",), "check"
    )
    return Form("retire", gettext("Close the place for good"), [sure])
