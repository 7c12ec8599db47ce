"""For leads: who the experts are, whether they are free, what waits, and how much is asked of whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from velkommen.apps.lifelines import queries
from velkommen.apps.lifelines.models import Lifeline
from velkommen.apps.lifelines.shown import as_seen, tasks_of
from velkommen.apps.placement import book
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.placement.town import Town
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.lifelines.openings import days_asked
from velkommen.interfaces.lifelines.views import doors
from velkommen.interfaces.web.actors import request_actor
from velkommen.shared import clock
from velkommen.shared.danish import collation
from velkommen.shared.wording_lifelines import RECEIVERS, WAYS, WHYS
from velkommen.shared.wording_tasks import name_on

A_MINUTE = 60  # seconds


@dataclass(frozen=True)
class Row:
    """An expert, for leads."""

    name: str
    receiver: Promise
    able: Sequence[str]
    now: str
    load: int
    usual: str


@dataclass(frozen=True)
class Late:
    """Something nobody has taken though all were told."""

    task: str
    kind: Promise
    where: str
    asked_at: datetime


@login_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The experts, and the load of the reader's places in some days."""
    mine, chosen = _places(request)
    at, days, town = clock.now(), days_asked(request), book.town()
    facts = {
        "places": mine,
        "chosen": chosen.slug if chosen else "",
        "first": days.first,
        "last": days.last,
        "waiting": [_late(row, town) for row in queries.for_leads([place.pk for place in mine])],
        "experts": _experts(town, at),
        "doors": doors(request_actor(request)),
        "at": at,
    }
    return render(request, "lifelines/load.html", facts)


def _places(request: HttpRequest) -> tuple[list[ServicePoint], ServicePoint | None]:
    """The places the reader arranges, and the one that was chosen. Raises: Refusal NOT_ALLOWED, UNKNOWN_PLACE."""
    by, slug = request_actor(request), request.GET.get("place", "").strip()
    mine = [place for place in places.service_points() if by.may(Right.ARRANGE, place.pk)]
    if not mine:
        raise Refusal(Code.NOT_ALLOWED, right=Right.ARRANGE.value)
    chosen = next((place for place in mine if place.slug == slug), None)
    if slug and chosen is None:
        raise Refusal(Code.UNKNOWN_PLACE, place=slug)
    return mine, chosen


def _experts(town: Town, at: datetime) -> list[Row]:
    today, seen = clock.local_day(at), as_seen(town, at)
    rows = []
    for person, _said in queries.experts():
        one = seen[person.staff]
        able = sorted((name_on(town, task, today) for task in tasks_of(person, town, today)), key=collation)
        rows.append(
            Row(
                person.name,
                RECEIVERS[one.receiver],
                able,
                capfirst(str(WHYS[one.why])),
                one.load,
                minutes(one.usual_seconds),
            )
        )
    return rows


def _late(row: Lifeline, town: Town) -> Late:
    task = name_on(town, row.task.key, row.day)
    desk = [row.desk.name] if row.desk else []
    return Late(task, WAYS[row.way], ", ".join([row.service_point.name, *desk]), row.asked_at)


def minutes(seconds: int | None) -> str:
    """A time in minutes, rounded up; a dash where nothing was measured."""
    return "–" if seconds is None else gettext("%(number)s min") % {"number": -(-seconds // A_MINUTE)}
