"""One person and one competence: what they held and how it was won, how often they use it; granting, prolonging, withdrawing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from velkommen.apps.learning import able, queries, volumes
from velkommen.apps.people.models import Staff
from velkommen.apps.placement import book
from velkommen.apps.placement.actions import grant_competence, prolong_competence, withdraw_competence
from velkommen.apps.placement.competences import arranged_place, held_by
from velkommen.apps.placement.models import ALWAYS, Competence
from velkommen.apps.placement.queries import competences
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.competence import COUNTS, DAY, Level, Won
from velkommen.domain.placement.town import Town
from velkommen.domain.training import NO_TERMS, Terms, until
from velkommen.interfaces.learning import words
from velkommen.interfaces.learning.asking import choices, place_for
from velkommen.interfaces.web.fields import chosen
from velkommen.interfaces.web.small_forms import Field, Form, Refused, Sent, answer, drawn, untouched
from velkommen.shared import clock
from velkommen.shared.wording_learning import LEVELS, WON


@login_required
def page(request: HttpRequest, slug: str, staff: int, key: str) -> HttpResponse:
    """The history of a cell of the matrix, and the deeds about it."""
    place, by = place_for(request, slug)
    arranged_place(staff, by)
    deeds: Mapping[str, Callable[[Sent], HttpResponse | None]] = {
        "grant": partial(_grant, staff, key),
        "prolong": partial(_prolong, staff, key),
        "withdraw": partial(_withdraw, staff, key),
    }
    return answer(request, deeds, partial(_page, request, place, staff, key))


def _grant(staff: int, key: str, sent: Sent) -> None:
    level, won = chosen(sent.request, "level", Level), chosen(sent.request, "won", Won)
    first, last = sent.day_or_none("first") or ALWAYS, sent.day_or_none("last")
    grant_competence(staff=staff, key=key, first=first, last=last, level=level, won=won, **sent.by())


def _prolong(staff: int, key: str, sent: Sent) -> None:
    day = clock.local_day(clock.now())
    prolong_competence(staff=staff, key=key, day=day, last=sent.day_or_none("last"), **sent.by())


def _withdraw(staff: int, key: str, sent: Sent) -> None:
    withdraw_competence(staff=staff, key=key, day=sent.day("day"), **sent.by())


def _page(
    request: HttpRequest, place: ServicePoint, staff: int, key: str, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    at = clock.now()
    today, town = clock.local_day(at), book.town()
    rows = [row for row in competences([staff]) if row.key == key]
    now = next((row for row in rows if held_by(row).holds(today)), None)
    terms = queries.all_terms().get(key, NO_TERMS)
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    used = volumes.volumes(place.pk, at, staff)
    facts = {
        "place": place,
        "section": "cell",
        "who": Staff.objects.get(pk=staff),
        "name": words.key_name(town, key, today),
        "now": now,
        "said": _said(now),
        "history": [_past(row, today) for row in reversed(rows)],
        "refreshed": queries.refreshments(staff, key),
        "used": [(month, used.people.get(key, {}).get(staff, {}).get(month, 0)) for month in used.months],
        "terms": terms,
        "forms": [shown(form) for form in _forms(rows, now, terms, today)],
        "alone": _only_one(town, place, staff, key, today),
    }
    return drawn(request, "learning/cell.html", facts, status)


def _said(now: Competence | None) -> str:
    return words.said(able.Cell(now.key, now)) if now else words.level_word(None)


def _past(row: Competence, today: date) -> dict[str, object]:
    """A row of the history."""
    return {
        "level": words.level_word(Level(row.level)),
        "first": None if row.first == ALWAYS else row.first,
        "last": row.last,
        "how": words.won(row.won, row.taught_by.shown_name if row.taught_by else "", row.enquiries),
        "now": held_by(row).holds(today),
    }


def _forms(rows: Sequence[Competence], now: Competence | None, terms: Terms, today: date) -> list[Form]:
    """What can be done about it today: a higher level, another last day, an end."""
    ends = until(today, terms)
    last = Field(
        "last",
        gettext("Up to and including"),
        (ends.isoformat() if ends else "",),
        "date",
        hint=gettext("Empty: without end."),
    )
    forms = []
    if now is None or now.level != Level.TEACHES:
        grant = [
            Field("level", gettext("How able"), (_next(now),), "select", choices(LEVELS)),
            Field("won", gettext("How it was won"), (Won.UNKNOWN,), "select", choices(WON)),
            Field("first", gettext("From the day"), (today.isoformat(),), "date"),
            last,
        ]
        forms.append(Form("grant", gettext("Grant it"), grant))
    if now is not None and now.last is not None:
        forms.append(Form("prolong", gettext("Prolong it"), [last]))
    if any(row.last is None or row.last >= today for row in rows):
        day = Field("day", gettext("From the day"), (today.isoformat(),), "date")
        forms.append(Form("withdraw", gettext("Withdraw it"), [day]))
    return forms


def _next(now: Competence | None) -> str:
    """The level a leader most likely means."""
    return Level.TEACHES if now and now.level in COUNTS else Level.ALONE


def _only_one(town: Town, place: ServicePoint, staff: int, key: str, today: date) -> bool:
    """Whether nobody else of the place does it alone, so that withdrawing it leaves a hole."""
    held = {person.id for person in town.places[place.pk].people if key in person.on(today + DAY).able.competences}
    return held == {staff}
