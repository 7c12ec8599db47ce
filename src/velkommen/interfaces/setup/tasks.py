"""Which tasks a place does to begin with, what is on its kiosk, and how its units work together."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.placement import book
from velkommen.apps.placement.actions import Cell, choose_for_kiosk, set_agreement, set_offers
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.catalogue import COUNTED_ONLY, Entry
from velkommen.domain.cooperation import Agreement, PartnerKind, label
from velkommen.domain.kinds import DeskRole, PlaceKind, Unit
from velkommen.domain.outcomes import Discretion
from velkommen.domain.placement.start import HANDS, StartSet, role
from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.setup import forms
from velkommen.interfaces.setup.steps import Sent, address, attempt, of_place, step
from velkommen.shared import clock
from velkommen.shared.danish import collation
from velkommen.shared.wording import sentence
from velkommen.shared.wording_cooperation import AXES, IN_A_LINE, MODELS
from velkommen.shared.wording_rules import ROLES
from velkommen.shared.wording_tasks import task_name

NONE = "none"
AT_KIOSK = 7  # tasks on a kiosk to begin with; a screen has eight tiles, one of them for those in doubt
STARTS = {
    StartSet.EVERYTHING: (_("The town hall: everything"), _("All tasks of the catalogue.")),
    StartSet.SELECTED: (
        _("A library with selected tasks"),
        _("The library's own tasks, and those of citizen service that take no professional judgement."),
    ),
    StartSet.FORMS: (
        _("Forms and self-service help"),
        _("The library's own tasks; with all others people are helped to do it themselves, or shown the way."),
    ),
    StartSet.LIBRARY: (_("A library alone"), _("The library's own tasks.")),
}


@step("tasks")
def tasks(sent: Sent) -> HttpResponse:
    """A set to begin with; then each task by itself, for those who want to."""
    place = of_place(sent)
    try:
        if sent.posted and sent.request.POST.get("start"):
            _begin(sent, place)
            return redirect(address("tasks", place))
        if sent.posted:
            _adjust(sent, place)
            return redirect(address("cooperation", place))
    except Refusal as no:
        return _page(sent, place, fault=sentence(no))
    return _page(sent, place)


def _page(sent: Sent, place: ServicePoint, **more: object) -> HttpResponse:
    facts: dict[str, Any] = {"starts": STARTS.items(), "usual": _usual(place), **_shown(place), **more}
    return sent.show("tasks", **facts)


def _usual(place: ServicePoint) -> StartSet:
    return StartSet.EVERYTHING if place.kind == PlaceKind.TOWN_HALL else StartSet.SELECTED


def _begin(sent: Sent, place: ServicePoint) -> None:
    """Say of every task what the set says, and put the first of those people come for on the kiosk."""
    try:
        start = StartSet(sent.request.POST["start"])
    except ValueError as error:
        raise Refusal(Code.BAD_VALUE, field="start") from error
    today, has = clock.local_day(clock.now()), {one.kind for one in places.equipment(place.pk)}
    facts = [entry.on(today) for entry in catalogue.entries().values()]
    chosen = {one.key: role(start, one, has) for one in facts}
    cells = [Cell(place.pk, key, NONE if said is None else said) for key, said in chosen.items()]
    set_offers(cells=cells, since=today, **sent.deed())
    come_for = [one.key for one in facts if chosen[one.key] is not None and _done(chosen[one.key], one.desk_role)]
    plain = [key for key in come_for if not next(one for one in facts if one.key == key).seasonal]
    choose_for_kiosk(place=place.pk, tasks=plain[:AT_KIOSK], **sent.deed("kiosk"))


def _done(said: str | None, usual: DeskRole) -> bool:
    return DeskRole(said or usual) is not DeskRole.REFER


def _adjust(sent: Sent, place: ServicePoint) -> None:
    today = clock.local_day(clock.now())
    before = {key: _role_of(place, key) for key in _entries()}
    said = {key: sent.request.POST.get(f"role-{key}", before[key]) for key in before}
    cells = [Cell(place.pk, key, said[key]) for key in before if said[key] != before[key]]
    if cells:
        set_offers(cells=cells, since=today, **sent.deed())
    shown = [key for key in sent.request.POST.getlist("kiosk") if said.get(key, NONE) != NONE]
    choose_for_kiosk(place=place.pk, tasks=shown, **sent.deed("kiosk"))


def _entries() -> dict[str, Entry]:
    """What a place can be asked about."""
    return {key: entry for key, entry in catalogue.entries().items() if key not in COUNTED_ONLY}


def _role_of(place: ServicePoint, key: str) -> str:
    offered = book.town().places[place.pk].offered(key, clock.local_day(clock.now()))
    return NONE if offered is None else (offered.role.value if offered.role else "")


def _shown(place: ServicePoint) -> dict[str, object]:
    """Each task with what the place does, what it could do, and whether it is on the kiosk; in the order of the alphabet."""
    today, there = clock.local_day(clock.now()), book.town().places[place.pk]
    rows = []
    for key, entry in _entries().items():
        facts, offered = entry.on(today), there.offered(key, today)
        rows.append(
            {
                "key": key,
                "name": task_name(facts),
                "role": _role_of(place, key),
                "roles": [("", str(ROLES[facts.desk_role])), *_others(facts.desk_role, facts.discretion)],
                "kiosk": bool(offered and offered.at_kiosk),
            }
        )
    rows.sort(key=lambda row: collation(str(row["name"])))
    done = sum(row["role"] not in {NONE, DeskRole.REFER.value} for row in rows)
    return {"rows": rows, "offered": bool(there.offers), "count": done}


def _others(usual: DeskRole, discretion: Discretion) -> list[tuple[str, str]]:
    allowed = [one for one in DeskRole if one is not usual and not (one in HANDS and discretion is Discretion.HIGH)]
    return [(one.value, str(ROLES[one])) for one in allowed]


@step("cooperation")
def cooperation(sent: Sent) -> HttpResponse:
    """What is shared and who does what; which of the four models that is, is worked out and not typed."""
    place = of_place(sent)
    there = book.town().places[place.pk].agreement.at(clock.local_day(clock.now()))
    form = forms.Cooperation(sent.request.POST if sent.posted else None, initial=_initial(there))
    if sent.posted and form.is_valid() and attempt(form, partial(_agree, sent, form, there, place)):
        return redirect(address("cooperation", place))
    found = label(there)
    facts = {
        "models": [(MODELS[model], line) for model, line in IN_A_LINE.items()],
        "agreed": there is not None,
        "model": MODELS[found.model],
        "because": [AXES[axis] for axis in found.because],
    }
    return sent.show("cooperation", form, **facts)


def _initial(there: Agreement | None) -> dict[str, object]:
    if there is None:
        return {"units": ["library", "citizen_service"], "takes": "none"}
    axes = [
        name for name in ("small_start", "premises_shared", "desk_shared", "leadership_joint") if getattr(there, name)
    ]
    takes = "all" if there.all_but_discretion else "offered" if there.performed else "none"
    return {
        "units": [unit.value for unit in there.units],
        "axes": axes,
        "takes": takes,
        "partners": [kind.value for kind in there.partners],
        "project_owner": there.project_owner,
    }


def _agree(sent: Sent, form: forms.Cooperation, before: Agreement | None, place: ServicePoint) -> None:
    """What is not asked here (a decision of the council) stays as it was said."""
    said, library = form.cleaned_data, frozenset({Unit.LIBRARY})
    agreement = replace(
        before or Agreement(),
        small_start="small_start" in said["axes"],
        premises_shared="premises_shared" in said["axes"],
        desk_shared="desk_shared" in said["axes"],
        leadership_joint="leadership_joint" in said["axes"],
        units=frozenset(map(Unit, said["units"])),
        partners=frozenset(map(PartnerKind, said["partners"])),
        performed=dict.fromkeys(_takeable(place), library) if said["takes"] == "offered" else {},
        all_but_discretion=library if said["takes"] == "all" else frozenset(),
        project_owner=said["project_owner"],
    )
    today = clock.local_day(clock.now())
    set_agreement(place=place.pk, since=today, agreement=agreement, **sent.deed())


def _takeable(place: ServicePoint) -> list[str]:
    """The tasks of citizen service that are done at a place and take no professional judgement."""
    today = clock.local_day(clock.now())
    facts = {key: entry.on(today) for key, entry in catalogue.entries().items()}
    return [
        key
        for key, one in facts.items()
        if one.unit is Unit.CITIZEN_SERVICE
        and one.discretion is not Discretion.HIGH
        and (said := _role_of(place, key)) != NONE
        and _done(said, one.desk_role)
    ]
