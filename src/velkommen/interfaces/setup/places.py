"""The municipality, its places, when they are open, their desks and what they have."""

import re
from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect

from velkommen.apps.catalogue.actions import load_standard
from velkommen.apps.places import actions, queries
from velkommen.apps.places.actions import Hours
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.hours import osm, typed
from velkommen.domain.kinds import HoursLayer
from velkommen.interfaces.setup import forms
from velkommen.interfaces.setup.steps import Sent, address, attempt, of_place, step
from velkommen.shared import denmark
from velkommen.shared.wording_rules import EQUIPMENT

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "é": "e", "ü": "y"})
_OWN_NAMES = {"0101": "Københavns Kommune", "0400": "Bornholms Regionskommune"}


@step("municipality")
def municipality(sent: Sent) -> HttpResponse:
    """Which one it is; afterwards what was said of it."""
    known = queries.municipality()
    if known:
        return redirect("setup-places") if sent.posted else sent.show("municipality", known=known)
    form = forms.Municipality(
        sent.request.POST if sent.posted else None, initial={"closed": ["06-05", "12-24", "12-31"]}
    )
    if sent.posted and form.is_valid() and attempt(form, partial(_found, sent, form)):
        return sent.onward()
    return sent.show("municipality", form)


def _found(sent: Sent, form: forms.Municipality) -> None:
    said = form.cleaned_data
    known = next((one for one in denmark.municipalities() if one.code == said["code"]), None)
    usual = _OWN_NAMES.get(known.code, f"{known.name} Kommune") if known else ""
    facts: dict[str, actions.Fact] = {
        "name": said["name"] or usual,
        "population": said["population"] if said["population"] is not None else (known.population if known else 0),
        "extra_closed_days": said["closed"],
    }
    if known:
        facts |= {"latitude": known.latitude, "longitude": known.longitude}
    actions.found_municipality(code=known.code if known else said["number"], facts=facts, **sent.deed())
    load_standard(**sent.deed("catalogue"))


@step("places")
def places(sent: Sent) -> HttpResponse:
    """One place after the other; those there are stand above."""
    form = forms.Place(sent.request.POST if sent.posted else None)
    if sent.posted and form.is_valid() and attempt(form, partial(_add, sent, form)):
        return sent.here()
    return sent.show("places", form, places=queries.service_points())


def _add(sent: Sent, form: forms.Place) -> None:
    said = dict(form.cleaned_data)
    name, kind = said.pop("name"), said.pop("kind")
    actions.add_place(slug=_slug(name), name=name, kind=kind, facts=said, **sent.deed())


def _slug(name: str) -> str:
    """What a place is called in addresses: from its name, with a number where there is one like it already."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower().translate(_LETTERS)).strip("-")[:36] or "sted"
    taken = set(queries.slugs())
    return next(slug for slug in (plain, *(f"{plain}-{n}" for n in range(2, 1000))) if slug not in taken)


@step("hours")
def hours(sent: Sent) -> HttpResponse:
    """When somebody is there to help: a line for each day, or a text."""
    place = of_place(sent)
    usual = queries.timetable(place.pk).periods
    week = typed.by_day(usual) or [""] * 7
    form = forms.Hours(
        sent.request.POST if sent.posted else None, initial={f"day{n}": text for n, text in enumerate(week)}
    )
    if sent.posted and form.is_valid() and attempt(form, partial(_set_hours, sent, form)):
        return sent.onward()
    return sent.show("hours", form)


def _set_hours(sent: Sent, form: forms.Hours) -> None:
    said = form.cleaned_data
    reading = osm.read(said["text"]) if said["text"].strip() else None
    periods = reading.periods if reading else typed.week([said[f"day{number}"] for number in range(7)])
    special = (
        {**reading.special_on(queries.holidays_kept(queries.municipality())), **reading.special} if reading else {}
    )
    found = [Hours(period) for period in periods]
    facts = {"place": of_place(sent).pk, "layer": HoursLayer.STAFFED}
    actions.set_hours(**facts, hours=found, **sent.deed())  # type: ignore[arg-type] # an id and a layer
    for day, one in special.items():
        actions.set_special_day(**facts, day=day, spans=one.spans, why=one.why, **sent.deed(day.isoformat()))  # type: ignore[arg-type] # as above


@step("desks")
def desks(sent: Sent) -> HttpResponse:
    """One desk after the other; those there are stand above."""
    place = of_place(sent)
    there = queries.desks([place.pk])[place.pk]
    number = max((desk.number for desk in there), default=0) + 1
    usual = {"number": number, "name": f"Skranke {number}", "units": ["library", "citizen_service"]}
    form = forms.Desk(sent.request.POST if sent.posted else None, initial=usual)
    if sent.posted and form.is_valid() and attempt(form, partial(_add_desk, sent, form)):
        return sent.here()
    return sent.show("desks", form, desks=there)


def _add_desk(sent: Sent, form: forms.Desk) -> None:
    actions.add_desk(place=of_place(sent).pk, **form.cleaned_data, **sent.deed())


@step("equipment")
def equipment(sent: Sent) -> HttpResponse:
    """What the place has, of a list; what is taken off the list goes away."""
    place = of_place(sent)
    there = queries.equipment(place.pk)
    form = forms.Equipment(sent.request.POST if sent.posted else None, initial={"kinds": [one.kind for one in there]})
    if sent.posted and form.is_valid() and attempt(form, partial(_equip, sent, form, place)):
        return redirect(address("tasks", place))
    return sent.show("equipment", form)


def _equip(sent: Sent, form: forms.Equipment, place: ServicePoint) -> None:
    wanted, there = set(form.cleaned_data["kinds"]), queries.equipment(place.pk)
    for one in there:
        if one.kind not in wanted:
            actions.remove_equipment(equipment=one.pk, **sent.deed(f"{one.pk}"))
    for kind in sorted(wanted - {one.kind for one in there}):
        name = str(EQUIPMENT[kind]).capitalize()
        actions.set_equipment(place=place.pk, kind=kind, name=name, **sent.deed(kind))
