"""For whoever arranges a place: what waits for a yes or no, who is away and who could step in, what is needed, which rules hold."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from velkommen.apps.placement import book
from velkommen.apps.placement.models import Absence
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.roster import actions, holding, own
from velkommen.apps.roster.effects import what_they_do
from velkommen.apps.roster.models import Leave, Need, RosterTerms
from velkommen.domain.placement.facts import Away
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.domain.roster.needs import MOST
from velkommen.domain.roster.needs import Need as Needed
from velkommen.domain.roster.rules import AT_LEAST, IN_DAYS, Rule, RuleKey
from velkommen.interfaces.roster.asking import (
    Deeds,
    answered,
    days_asked,
    does,
    id_asked,
    of_place,
    page,
    place_for,
    span_asked,
    span_of,
)
from velkommen.interfaces.roster.own import said_of
from velkommen.interfaces.roster.words import Said, away_words, said, short
from velkommen.interfaces.web.fields import whole
from velkommen.interfaces.web.small_forms import Sent
from velkommen.shared import clock
from velkommen.shared.danish import collation
from velkommen.shared.wording_hours import weekday
from velkommen.shared.wording_learning import competence_name
from velkommen.shared.wording_roster import RULE_NAMES, SOURCES

MOST_LOOKED = 12  # absences and leaves of which it is said what they do
BLANK = 3  # empty rows to write more needs in


@login_required
def requests(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave asked for, shifts that change hands, who is away, what that does and who could step in."""
    point = place_for(request, slug, Right.ARRANGE)
    deeds: Deeds = {
        "leave": does(lambda sent: actions.decide_leave(leave=sent.id(), approve=sent.ticked("yes"), **sent.by())),
        "deal": does(lambda sent: actions.decide_deal(deal=sent.id(), approve=sent.ticked("yes"), **sent.by())),
        "away": partial(_away, request, point),
        "back": does(lambda sent: actions.back_at_work(absence=sent.id(), day=sent.day("day"), **sent.by())),
        "give": partial(_give, point),
        "ask": partial(_ask, point),
    }
    return answered(request, deeds, partial(_draw_requests, request, point))


@login_required
def needs(request: HttpRequest, slug: str) -> HttpResponse:
    """What each hour of the week needs."""
    point = place_for(request, slug, Right.ARRANGE)
    return answered(request, {"save": partial(_save_needs, point)}, partial(_draw_needs, request, point))


@login_required
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """The rules of working time: on or off, the number, whether they warn or refuse, and where they come from."""
    point = place_for(request, slug, Right.ARRANGE)
    return answered(request, {"save": partial(_save_rules, point)}, partial(_draw_rules, request, point))


def _draw_requests(
    request: HttpRequest,
    point: ServicePoint,
    no: Refusal | None,
    status: int,
    preview: tuple[str, list[Said]] | None = None,
) -> HttpResponse:
    at, town = clock.now(), book.town()
    found, today = own.requests(point.pk, at), clock.local_day(at)
    rows: list[Absence | Leave] = list(found.leaves[:MOST_LOOKED])
    rows += found.absences[:MOST_LOOKED]
    effects = what_they_do([(row.staff_id, _of(row)) for row in rows], town)
    known: Mapping[object, list[Said]] = {
        row: said(town, of_one, cures=isinstance(row, Absence)) for row, of_one in zip(rows, effects, strict=True)
    }
    people = sorted(town.places[point.pk].people, key=lambda one: collation(one.name))
    facts: Mapping[str, object] = {
        **of_place(request, point, "requests", today),
        "leaves": [(row, away_words(row), known.get(row, [])) for row in found.leaves],
        "deals": found.deals,
        "absences": [(row, away_words(row), known.get(row, [])) for row in found.absences],
        "people": people,
        "today": today,
        "tomorrow": today + timedelta(days=1),
        "preview": preview,
    }
    return page(request, "roster/requests.html", facts, no, status)


def _of(row: Absence | Leave) -> Away:
    if isinstance(row, Absence):
        return row.away()
    return Away(row.first, row.last, row.span)


def _away(request: HttpRequest, point: ServicePoint, sent: Sent) -> HttpResponse | None:
    """The first press shows what it does and who could step in, the second tells it."""
    staff, days = id_asked(sent, "staff"), days_asked(sent)
    who = next((one.name for one in book.town().places[point.pk].people if one.id == staff), None)
    if who is None:
        raise Refusal(Code.UNKNOWN_STAFF)
    if sent.text("step") == "save":
        actions.report_absence(staff=staff, **days, sudden=sent.ticked("sudden"), **sent.by())
        return None
    head = gettext("%(who)s is away") % {"who": who}
    return _draw_requests(request, point, None, 200, (head, said_of(staff, days, cures=True)))


def _give(point: ServicePoint, sent: Sent) -> None:
    actions.give_shift(place=point.pk, **_time(sent), **sent.by())


def _ask(point: ServicePoint, sent: Sent) -> None:
    actions.ask_to_take(place=point.pk, **_time(sent), **sent.by())


def _time(sent: Sent) -> dict[str, Any]:
    """Who is to step in, and when."""
    opens, closes = span_asked(sent)
    return {"staff": id_asked(sent, "staff"), "day": sent.day("day"), "opens": opens, "closes": closes}


def _draw_needs(request: HttpRequest, point: ServicePoint, no: Refusal | None, status: int) -> HttpResponse:
    rows = [row.need() for row in Need.objects.filter(service_point=point.pk)]
    today = clock.local_day(clock.now())
    keys = {entry.on(today).competence for entry in book.town().tasks.values()} - {""}
    keys |= {row.competence for row in rows} - {""}
    facts: Mapping[str, object] = {
        **of_place(request, point, "needs", today),
        "rows": _typed(request) if request.method == "POST" else [*map(_written, rows), *[_written(None)] * BLANK],
        "weekdays": [(str(number), weekday(number)) for number in range(7)],
        "competences": sorted(((key, competence_name(key)) for key in keys), key=lambda one: collation(one[1])),
    }
    return page(request, "roster/needs.html", facts, no, status)


NeedTyped = tuple[Sequence[str], str, str, str]  # weekdays, hours, competence, number, as they are typed


def _written(row: Needed | None) -> NeedTyped:
    if row is None:
        return (), "", "", "1"
    return [str(day) for day in sorted(row.weekdays)], short(row.span), row.competence, str(row.number)


def _typed(request: HttpRequest) -> list[NeedTyped]:
    post = request.POST
    numbers = range(len(post.getlist("hours")))
    columns = [post.getlist(name) for name in ("hours", "competence", "number")]
    return [
        (post.getlist(f"day{n}"), *(texts[n] if n < len(texts) else "" for texts in columns))  # type: ignore[misc] # three texts
        for n in numbers
    ]


def _save_needs(point: ServicePoint, sent: Sent) -> None:
    """A row without hours is none. Raises: Refusal as the deed, and NO_HOURS."""
    rows = []
    for days, hours, competence, number in _typed(sent.request):
        if not hours.strip():
            continue
        many = whole(number, gettext("How many"), 1, MOST)
        weekdays = frozenset(int(day) for day in days if day in {str(n) for n in range(7)})
        if not weekdays:
            raise Refusal(Code.BAD_VALUE, field=gettext("Days"))
        rows.append(Needed(weekdays, span_of(hours), competence, many))
    actions.set_needs(place=point.pk, rows=rows, **sent.by())


def _draw_rules(request: HttpRequest, point: ServicePoint, no: Refusal | None, status: int) -> HttpResponse:
    known, post = holding.rules_of(point.pk), request.POST
    terms = RosterTerms.objects.filter(service_point=point.pk).first()
    shown = [
        (rule, RULE_NAMES[key], SOURCES[key], post.get(f"n-{key}", str(rule.number)), key in IN_DAYS, key in AT_LEAST)
        for key, rule in known.items()
    ]
    facts: Mapping[str, object] = {
        **of_place(request, point, "rules", clock.local_day(clock.now())),
        "rules": shown,
        "approves": terms is None or terms.approves,
    }
    return page(request, "roster/rules.html", facts, no, status)


def _save_rules(point: ServicePoint, sent: Sent) -> None:
    found = [
        Rule(key, sent.whole(f"n-{key}"), sent.ticked(f"on-{key}"), sent.text(f"how-{key}") == "refuse")
        for key in RuleKey
    ]
    actions.set_roster_rules(place=point.pk, rules=found, approves=sent.ticked("approves"), **sent.by())
