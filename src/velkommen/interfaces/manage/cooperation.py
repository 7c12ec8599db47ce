"""How library and citizen service work together at each place: what is agreed from which day on, and the model it amounts to."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from velkommen.apps.placement import book
from velkommen.apps.placement.actions import set_agreement
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.cooperation import Agreement, Model, PartnerKind, label
from velkommen.domain.kinds import Unit
from velkommen.domain.placement.facts import Place
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.domain.steps import Steps
from velkommen.interfaces.manage import readiness
from velkommen.interfaces.manage.effects import Planned, Preview, look_or_save
from velkommen.interfaces.manage.forms import Choice, Field, Form, Refused, Sent, answer, arranged, drawn, untouched
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.templatetags.words import short_day
from velkommen.shared import clock
from velkommen.shared.danish import collation
from velkommen.shared.wording_cooperation import AXES, MODELS, PARTNERS
from velkommen.shared.wording_rules import UNITS
from velkommen.shared.wording_tasks import name_on

SHARED: Mapping[str, Promise] = MappingProxyType(
    {
        "small_start": _("Shared IT or short courses"),
        "premises_shared": _("Shared premises"),
        "leadership_joint": _("Joint leadership"),
        "desk_shared": _("One shared desk"),
    }
)
W = TypeVar("W", Unit, PartnerKind)


@login_required
@require_GET
def models(request: HttpRequest) -> HttpResponse:
    """Which model holds at each place one arranges: several at once, in most municipalities."""
    by, today = request_actor(request), clock.local_day(clock.now())
    if not by.may_somewhere(Right.ARRANGE):
        raise Refusal(Code.NOT_ALLOWED, right=Right.ARRANGE.value)
    mine = [place for place in book.town().places.values() if by.may(Right.ARRANGE, place.id)]
    mine.sort(key=lambda place: collation(place.name))
    rows = [(place, _model(place.agreement.at(today))[0]) for place in mine]
    found = {label(place.agreement.at(today)).model for place in mine}
    several = [str(MODELS[model]) for model in Model if model in found]
    return render(request, "manage/models.html", {"rows": rows, "several": several})


@login_required
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """What is agreed at one place, what it was before, and a form for what comes."""
    place = arranged(request, slug)
    draw = partial(_page, request, place)
    return answer(request, {"agree": partial(look_or_save, draw, _agree, place)}, draw)


def _agree(sent: Sent, place: ServicePoint, there: Place) -> Planned:
    since, agreement = sent.day("since"), _read(sent)
    steps = Steps.of([*zip(there.agreement.days, there.agreement.values, strict=True), (since, agreement)])
    facts = {"place": place.pk, "since": since, "agreement": agreement}
    return Planned(replace(there, agreement=steps), _model(agreement), set_agreement, facts)


def _read(sent: Sent) -> Agreement:
    performed: dict[str, frozenset[Unit]] = {}
    for unit in Unit:
        for task in sent.texts(f"performed_{unit.value}"):
            performed[task] = performed.get(task, frozenset()) | {unit}
    centre = {"yes": True, "no": False}.get(sent.text("is_centre"))
    return Agreement(
        small_start=sent.ticked("small_start"),
        premises_shared=sent.ticked("premises_shared"),
        leadership_joint=sent.ticked("leadership_joint"),
        desk_shared=sent.ticked("desk_shared"),
        units=_words(sent, "units", Unit),
        partners=_words(sent, "partners", PartnerKind),
        performed=performed,
        all_but_discretion=_words(sent, "all_but_discretion", Unit),
        project_owner=sent.text("project_owner"),
        is_centre=centre,
        decided_on=sent.day_or_none("decided_on"),
    )


def _words(sent: Sent, name: str, known: type[W]) -> frozenset[W]:
    try:
        return frozenset(known(word) for word in sent.texts(name))
    except ValueError as error:
        raise Refusal(Code.BAD_VALUE, field=name) from error


def _model(agreement: Agreement | None) -> list[str]:
    """The model, and what it rests on."""
    found = label(agreement)
    because = [str(AXES[axis]) for axis in found.because]
    return [f"{MODELS[found.model]}: " + gettext(" and ").join(because)]


def _page(
    request: HttpRequest,
    place: ServicePoint,
    refused: Refused | None = None,
    status: int = 200,
    preview: Preview | None = None,
) -> HttpResponse:
    there, today = book.town().places[place.pk], clock.local_day(clock.now())
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    history = [
        {"since": day, "model": _model(step)[0], "more": _told(step), "now": step is there.agreement.at(today)}
        for day, step in zip(reversed(there.agreement.days), reversed(there.agreement.values), strict=True)
    ]
    facts = {
        "place": place,
        "section": "cooperation",
        "model": _model(there.agreement.at(today))[0],
        "more": _told(there.agreement.at(today)),
        "history": history,
        "form": shown(_form(there, today)),
        "preview": preview,
        "readiness": readiness.planned(place, _read(Sent(request)), Sent(request).day("since")) if preview else [],
    }
    return drawn(request, "manage/cooperation.html", facts, status)


def _told(agreement: Agreement | None) -> list[tuple[str, str]]:
    """What is agreed, line by line: what it is about, and what was said."""
    if agreement is None:
        return []
    town, today = book.town(), clock.local_day(clock.now())
    tasks = [
        f"{name_on(town, key, today)} ({_listed(units, UNITS)})" for key, units in agreement.performed.items() if units
    ]
    centre = {None: gettext("not known"), True: gettext("yes"), False: gettext("no")}[agreement.is_centre]
    decided = f" ({short_day(agreement.decided_on)})" if agreement.decided_on else ""
    told = [
        (gettext("What is shared"), ", ".join(str(word) for name, word in SHARED.items() if getattr(agreement, name))),
        (gettext("Units at the desk"), _listed(agreement.units, UNITS)),
        (gettext("Partners"), _listed(agreement.partners, PARTNERS)),
        (gettext("Tasks taken over"), ", ".join(sorted(tasks, key=collation))),
        (gettext("Do every task that needs no judgement"), _listed(agreement.all_but_discretion, UNITS)),
        (gettext("Project owner"), agreement.project_owner),
        (gettext("The council made it a citizen service centre"), centre + decided),
    ]
    return [(about, said) for about, said in told if said]


def _listed(keys: Iterable[W], words: Mapping[W, Promise] | Mapping[str, Promise]) -> str:
    known: Mapping[str, Promise] = words  # type: ignore[assignment] # the keys are words of closed lists either way
    return ", ".join(sorted(str(known[key]) for key in keys))


def _form(there: Place, today: date) -> Form:
    now, town = there.agreement.at(today) or Agreement(), book.town()
    units = [(unit.value, str(UNITS[unit])) for unit in Unit]
    partners = [(kind.value, str(PARTNERS[kind])) for kind in PartnerKind]
    tasks = sorted(((key, name_on(town, key, today)) for key in there.offers), key=lambda one: collation(one[1]))
    centre = {None: "", True: "yes", False: "no"}[now.is_centre]
    fields = [
        Field("since", gettext("From the day"), (today.isoformat(),), "date"),
        *(Field(name, str(word), ("yes" if getattr(now, name) else "",), "check") for name, word in SHARED.items()),
        Field("units", gettext("Units at the desk"), sorted(now.units), "checks", units),
        Field("partners", gettext("Partners"), sorted(now.partners), "checks", partners),
        Field(
            "all_but_discretion",
            gettext("Do every task that needs no judgement"),
            sorted(now.all_but_discretion),
            "checks",
            units,
        ),
        Field(
            "project_owner", gettext("Project owner"), (now.project_owner,), hint=gettext("A job title, not a name.")
        ),
        Field("is_centre", gettext("The council made it a citizen service centre"), (centre,), "select", _centre()),
        Field("decided_on", gettext("The day of that decision"), (str(now.decided_on or ""),), "date"),
        *(_performed(now, unit, tasks) for unit in Unit),
    ]
    return Form("agree", gettext("See what it would do"), fields)


def _performed(now: Agreement, unit: Unit, tasks: Sequence[Choice]) -> Field:
    about = gettext("Tasks of others done by %(unit)s") % {"unit": UNITS[unit]}
    given = [key for key, units in now.performed.items() if unit in units]
    return Field(f"performed_{unit.value}", about, given, "checks", tasks)


def _centre() -> list[Choice]:
    return [("", gettext("Nobody knows")), ("yes", gettext("Yes")), ("no", gettext("No"))]
