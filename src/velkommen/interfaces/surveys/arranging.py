"""Those who lead: a round of the staff is started and closed, citizens are asked at a place or not, and the code for the wall."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext, override
from django.views.decorators.http import require_GET

from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.surveys import actions, queries
from velkommen.apps.surveys.models import Asking
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.surveys.words import days_word
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.small_forms import Field, Form, Refused, Sent, answer, drawn, untouched
from velkommen.interfaces.web.templatetags.words import long_day
from velkommen.shared import clock

USUAL_DAYS = 14


@login_required
def manage(request: HttpRequest) -> HttpResponse:
    """The rounds that run, a new one, and where citizens are asked."""
    mine = _mine(request)
    deeds: dict[str, Callable[[Sent], HttpResponse | None]] = {
        "start": partial(_start, mine),
        "close": _close,
        "ask": _ask,
        "rest": _rest,
    }
    return answer(request, deeds, partial(_page, request, mine))


def _start(mine: list[ServicePoint], sent: Sent) -> None:
    wanted = set(sent.texts("places"))
    chosen = {point.pk for point in mine if point.slug in wanted}
    actions.start_round(at_places=chosen, first=sent.day("first"), last=sent.day("last"), **sent.by())


def _close(sent: Sent) -> None:
    sent.be_sure()
    actions.close_round(round_id=sent.id(), **sent.by())


def _ask(sent: Sent) -> None:
    actions.start_asking(place=sent.id(), **sent.by())


def _rest(sent: Sent) -> None:
    actions.stop_asking(place=sent.id(), **sent.by())


def _page(
    request: HttpRequest, mine: list[ServicePoint], refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    ids = [point.pk for point in mine]
    askings, today = queries.askings(ids), clock.local_day(clock.now())
    sure = Field("sure", gettext("Close it now. It cannot be opened again."), ("",), "check")
    facts = {
        "running": [
            (
                one,
                days_word(one.round.first, one.round.last),
                shown(Form("close", gettext("Close"), [sure], str(one.round.pk))) if one.ids <= set(ids) else None,
            )
            for one in queries.running(ids)
        ],
        "start": shown(_start_form(mine)),
        "places": [(point, *_asks(point, askings.get(point.pk), shown)) for point in mine],
        "today": today,
    }
    return drawn(request, "surveys/manage.html", facts, status)


def _start_form(mine: list[ServicePoint]) -> Form:
    today = clock.local_day(clock.now())
    fields = [
        Field(
            "places",
            gettext("Where the staff is asked"),
            [point.slug for point in mine],
            "checks",
            [(point.slug, point.name) for point in mine],
        ),
        Field("first", gettext("First day"), (today.isoformat(),), "date"),
        Field("last", gettext("Last day"), ((today + timedelta(days=USUAL_DAYS - 1)).isoformat(),), "date"),
    ]
    return Form("start", gettext("Start the round"), fields)


def _asks(point: ServicePoint, row: Asking | None, shown: Callable[[Form], Form]) -> tuple[str, Form]:
    """Whether citizens are asked at a place, in words, and the button that changes it."""
    today = clock.local_day(clock.now())
    stop = Form("rest", gettext("Ask no longer"), about=str(point.pk), title=point.name)
    go = Form("ask", gettext("Ask citizens"), about=str(point.pk), title=point.name)
    if row is None or (row.until and row.until < today):
        return gettext("Nobody is asked"), shown(go)
    if row.until:
        return gettext("Asked until tonight"), shown(go)
    return gettext("Asked since %(day)s") % {"day": long_day(row.since)}, shown(stop)


@login_required
@require_GET
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """A sheet for the wall, with the code that leads to the questions of a place."""
    place = places.service_point(slug)
    request_actor(request).require(Right.ARRANGE, place.pk)
    address = request.build_absolute_uri(reverse("surveys-at", args=(slug,)))
    facts = {
        "place": place,
        "address": address,
        "code": segno.make(address, error="m", micro=False).svg_data_uri(scale=8, border=2),
        "asks": queries.asking(place.pk, clock.now()),
        "others": [_in(code) for code, _ in settings.LANGUAGES if code != get_language()],
    }
    return render(request, "surveys/poster.html", facts)


def _in(language: str) -> tuple[str, str, str]:
    """What the sheet says, in another language: it hangs there for everybody."""
    with override(language):
        return language, gettext("How did it go?"), gettext("Three taps on your phone. No name, no text.")


def _mine(request: HttpRequest) -> list[ServicePoint]:
    """The places the reader leads. Raises: Refusal NOT_ALLOWED when there is none."""
    by = request_actor(request)
    if not by.may_somewhere(Right.ARRANGE):
        raise Refusal(Code.NOT_ALLOWED, right=Right.ARRANGE.value)
    mine = [point for point in places.service_points() if by.may(Right.ARRANGE, point.pk)]
    if not mine:
        raise by.nowhere(Right.ARRANGE)
    return mine
