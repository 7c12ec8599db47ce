"""The catalogue: what holds of each task today, what changes of it from a day on, its fees, suspensions, seasons and KLE number."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from velkommen.apps.catalogue import actions
from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.catalogue.models import TaskChange
from velkommen.apps.catalogue.numbering import KleRow
from velkommen.domain.catalogue import FIELDS, Json, TaskFacts, stored
from velkommen.domain.kinds import EquipmentKind
from velkommen.domain.outcomes import Discretion
from velkommen.domain.refusals import Code, Refusal, Shape
from velkommen.domain.rights import Right
from velkommen.interfaces.manage import measured
from velkommen.interfaces.manage.forms import Choice, Field, Form, Refused, Sent, answer, drawn, untouched
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.templatetags.words import locale
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE
from velkommen.shared.danish import collation
from velkommen.shared.wording_rules import COMPETENCES, EQUIPMENT, ROLES, UNITS
from velkommen.shared.wording_tasks import ATTENDANCES, AUTHORITIES, FIELD_NAMES, SELF_SERVICES, WHERES

DISCRETIONS: Mapping[str, Promise] = MappingProxyType(
    {
        Discretion.NONE: _("takes no judgement"),
        Discretion.LOW: _("takes little judgement"),
        Discretion.HIGH: _("takes a professional judgement"),
    }
)
CHOICES: Mapping[str, Mapping[str, Promise]] = MappingProxyType(
    {
        "authority": AUTHORITIES,
        "unit": UNITS,
        "desk_role": ROLES,
        "discretion": DISCRETIONS,
        "attendance": ATTENDANCES,
        "where": WHERES,
        "self_service": SELF_SERVICES,
        "equipment": EQUIPMENT,
        "competence": COMPETENCES,
    }
)
LISTS = frozenset({"bring_da", "bring_en", "synonyms_da", "synonyms_en", "topics"})


@login_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Every task, line by line, with what is worth seeing at a glance."""
    _may(request)
    today, found = clock.local_day(clock.now()), catalogue.entries()
    lines = {group.letter: group.name for group in catalogue.groups()}
    rows = [
        {
            "key": key,
            "name": _name(entry.on(today)),
            "line": lines.get(entry.on(today).group, ""),
            "role": ROLES[entry.on(today).desk_role],
            "unit": UNITS[entry.on(today).unit],
            "suspended": entry.suspended(today),
            "in_season": entry.in_season(today),
        }
        for key, entry in found.items()
    ]
    order = list(lines.values())
    rows.sort(
        key=lambda row: (order.index(str(row["line"])) if row["line"] in order else 99, collation(str(row["name"])))
    )
    return render(request, "manage/tasks.html", {"rows": rows})


@login_required
def page(request: HttpRequest, task: str) -> HttpResponse:
    """One task, and the deeds about it."""
    _may(request)
    catalogue.task(task)
    deeds: Mapping[str, Callable[[Sent], HttpResponse | None]] = {
        "change": partial(_change, task),
        "fee": partial(_fee, task),
        "suspend": partial(_suspend, task),
        "resume": partial(_resume, task),
        "season": partial(_season, task),
        "kle": partial(_kle, task),
        measured.DO: partial(measured.take_over, task),
    }
    return answer(request, deeds, partial(_page, request, task))


def _may(request: HttpRequest) -> None:
    request_actor(request).require(Right.KEEP_CATALOGUE, EVERYWHERE)


def _change(task: str, sent: Sent) -> None:
    field = sent.about
    actions.change_task(
        task=task, field=field, value=_value(field, sent), since=sent.day("since"), why=sent.text("why"), **sent.by()
    )


def _value(field: str, sent: Sent) -> Json:
    """What was typed for a field of a task, in the shape the catalogue keeps it in."""
    if field == "minutes":
        return sent.whole(field)
    if field == "seasonal":
        return sent.text(field) == "yes"
    if field == "equipment":
        return sent.texts(field)
    if field in LISTS:
        return [line.strip() for line in sent.text(field).splitlines() if line.strip()]
    return sent.text(field)


def _fee(task: str, sent: Sent) -> None:
    kroner = sent.number_or_none("amount")
    if kroner is None:
        raise Refusal(Code.BAD_VALUE, field="amount", shape=Shape.NUMBER)
    names = {name: sent.text(name) for name in ("name_da", "name_en", "case_da", "case_en") if sent.text(name)}
    texts: dict[str, Any] = {name: sent.text(name) for name in ("component", "case", "source")}
    since, verified = sent.day_or_none("since"), sent.ticked("verified")
    actions.set_fee(
        task=task, amount=round(kroner * 100), since=since, names=names, verified=verified, **texts, **sent.by()
    )


def _suspend(task: str, sent: Sent) -> None:
    first, last = sent.day("first"), sent.day_or_none("last")
    actions.suspend(task=task, first=first, last=last, why=sent.text("why"), **sent.by())


def _resume(task: str, sent: Sent) -> None:
    actions.resume(task=task, day=sent.day("day"), **sent.by())


def _season(task: str, sent: Sent) -> None:
    actions.set_season(task=task, first=sent.day("first"), last=sent.day("last"), name=sent.text("name"), **sent.by())


def _kle(task: str, sent: Sent) -> None:
    rows = [KleRow(task, sent.text("kle"), sent.text("facet"))]
    actions.import_kle(rows=rows, edition=sent.text("edition"), **sent.by())


def _page(request: HttpRequest, task: str, refused: Refused | None = None, status: int = 200) -> HttpResponse:
    today, entry, row = clock.local_day(clock.now()), catalogue.entry(task), catalogue.task(task)
    now = entry.on(today)
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    suspended = entry.suspended(today)
    facts = {
        "name": _name(now),
        "task": task,
        "fields": [
            (
                FIELD_NAMES[name],
                said(name, _of(now, name)),
                shown(_change_form(name, now, today)),
                measured.measured(task, now.minutes, today) if name == "minutes" else {},
            )
            for name in FIELDS
        ],
        "history": [_told(change) for change in catalogue.history(task)],
        "fees": sorted(entry.fees, key=lambda fee: fee.since, reverse=True),
        "english": locale() == "en_GB",
        "fee": shown(_fee_form(today)),
        "suspensions": sorted(entry.suspensions, key=lambda days: days.first, reverse=True),
        "suspended": suspended,
        "suspend": shown(_suspend_form(today)),
        "resume": shown(_resume_form(today)) if suspended else None,
        "seasons": sorted(entry.seasons, key=lambda days: days.first, reverse=True),
        "season": shown(_season_form()) if now.seasonal else None,
        "row": row,
        "kle": shown(_kle_form(row.kle, row.kle_facet, row.kle_edition)),
    }
    return drawn(request, "manage/task.html", facts, status)


def _name(facts: TaskFacts) -> str:
    return facts.name_en if locale() == "en_GB" else facts.name_da


def _of(facts: TaskFacts, name: str) -> Json:
    return stored(getattr(facts, name))


def said(name: str, value: object) -> str:
    """A value of a field as people read it."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    words = _words(name)
    parts: Iterable[object] = value if isinstance(value, list) else [value]
    return "; ".join(str(words.get(str(part), part)) for part in parts) or "–"


def _words(name: str) -> Mapping[str, Promise | str]:
    """What the keys a field may hold are called; none where it holds words of its own."""
    if name in ("referral", "pickup"):
        return dict(_pointed_at(name))
    return CHOICES.get(name, {})


def _told(change: TaskChange) -> dict[str, object]:
    return {
        "row": change,
        "name": FIELD_NAMES.get(change.field, change.field),
        "said": said(change.field, change.value),
    }


def _change_form(name: str, now: TaskFacts, today: date) -> Form:
    value = _of(now, name)
    fields = [
        _value_field(name, value),
        Field("since", gettext("From the day"), (today.isoformat(),), "date"),
        Field("why", gettext("Why")),
    ]
    return Form("change", gettext("Save"), fields, about=name, title=str(FIELD_NAMES[name]))


def _value_field(name: str, value: Json) -> Field:
    label, lines = str(FIELD_NAMES[name]), cast(list[str], value)
    if name == "seasonal":
        choices = [("yes", gettext("yes")), ("no", gettext("no"))]
        return Field(name, label, ("yes" if value else "no",), "select", choices)
    if name == "equipment":
        return Field(name, label, lines, "checks", _choices(EQUIPMENT, EquipmentKind))
    if name in LISTS:
        return Field(name, label, ("\n".join(lines),), "area", hint=gettext("One on each line."))
    if name in CHOICES and name != "competence":  # a municipality may name one of its own
        return Field(name, label, (str(value),), "select", [(key, str(word)) for key, word in CHOICES[name].items()])
    if name in ("referral", "pickup"):
        return Field(name, label, (str(value),), "select", _pointed_at(name))
    return Field(name, label, (str(value),), "number" if name == "minutes" else "text")


def _choices(words: Mapping[str, Promise], kinds: Iterable[str]) -> list[Choice]:
    return [(str(kind), str(words[kind])) for kind in kinds]


def _pointed_at(name: str) -> Sequence[Choice]:
    """Where a field of this name may point: a destination, or the task by which a result is fetched."""
    if name == "referral":
        return [("", "–"), *((one.key, one.name) for one in catalogue.destinations())]
    return [("", "–"), *sorted(((one.key, one.name) for one in catalogue.tasks()), key=lambda one: collation(one[1]))]


def _fee_form(today: date) -> Form:
    fields = [
        Field("component", gettext("Which part"), hint=gettext("A key of small letters, like passport.")),
        Field("case", gettext("For whom"), hint=gettext("A key like child; empty: everybody.")),
        Field("amount", gettext("Kroner"), hint=gettext("0 ends it.")),
        Field("since", gettext("From the day"), (today.isoformat(),), "date"),
        Field("name_da", gettext("The part in Danish")),
        Field("name_en", gettext("The part in English")),
        Field("case_da", gettext("For whom, in Danish")),
        Field("case_en", gettext("For whom, in English")),
        Field("source", gettext("Where the amount is said")),
        Field("verified", gettext("Somebody has looked it up there"), ("",), "check"),
    ]
    return Form("fee", gettext("Save the fee"), fields)


def _suspend_form(today: date) -> Form:
    fields = [
        Field("first", gettext("From the day"), (today.isoformat(),), "date"),
        Field("last", gettext("Up to and including"), kind="date", hint=gettext("Empty: until further notice.")),
        Field("why", gettext("Why"), hint=gettext("Citizens read this.")),
    ]
    return Form("suspend", gettext("Stop it everywhere"), fields)


def _resume_form(today: date) -> Form:
    return Form("resume", gettext("Do it again"), [Field("day", gettext("From the day"), (today.isoformat(),), "date")])


def _season_form() -> Form:
    fields = [
        Field("name", gettext("What for"), hint=gettext("For example the election it belongs to.")),
        Field("first", gettext("First day"), kind="date"),
        Field("last", gettext("Last day"), kind="date"),
    ]
    return Form("season", gettext("Save the season"), fields)


def _kle_form(number: str, facet: str, edition: str) -> Form:
    fields = [
        Field("kle", gettext("KLE number"), (number,), hint=gettext("Like 23.05 or 23.05.15; empty: it has none.")),
        Field("facet", gettext("Facet"), (facet,), hint=gettext("Like G01; may be empty.")),
        Field("edition", gettext("Edition"), (edition,), hint=gettext("The edition of KLE the number is from.")),
    ]
    return Form("kle", gettext("Save the number"), fields)
