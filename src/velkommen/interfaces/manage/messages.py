"""Messages to citizens: what waits, what needs a person, what came of them; and the deeds about one."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET

from velkommen.apps.messages import actions, queries
from velkommen.apps.messages.models import Message
from velkommen.apps.messages.queries import Counted, Trouble
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain import dates
from velkommen.domain.messages import State, masked
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.manage.forms import Form, Refused, Sent, answer, arranged, drawn, untouched
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.templatetags.words import long_moment, number
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE
from velkommen.shared.wording import sentence
from velkommen.shared.wording_messages import CHANNELS, PURPOSES, STATES, WHYS

USUAL_DAYS = 30


@login_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Every place the reader arranges: what is in trouble there, and what came of the messages of some days."""
    by, at = request_actor(request), clock.now()
    if not by.may_somewhere(Right.ARRANGE):
        raise Refusal(Code.NOT_ALLOWED, right=Right.ARRANGE.value)
    mine = [point for point in places.service_points() if by.may(Right.ARRANGE, point.pk)]
    ids = [point.pk for point in mine]
    found = queries.troubles(ids, at)
    facts = {
        "rows": [(point, in_words(found.get(point.pk))) for point in mine],
        "everywhere": by.may(Right.ARRANGE, EVERYWHERE),
        "later": queries.later(ids, at),
        "unsent": _unsent(),
        **_span(request, ids),
    }
    return drawn(request, "manage/messages.html", facts, 200)


@login_required
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The messages of one place: those a person decides about, those that wait, and what came of the others."""
    place = arranged(request, slug)
    deeds: dict[str, Callable[[Sent], HttpResponse | None]] = {"again": _again, "give_up": _give_up}
    return answer(request, deeds, partial(_page, request, place))


def _again(sent: Sent) -> None:
    actions.send_again(message=sent.id(), **sent.by())


def _give_up(sent: Sent) -> None:
    actions.give_up(message=sent.id(), **sent.by())


def _page(request: HttpRequest, place: ServicePoint, refused: Refused | None = None, status: int = 200) -> HttpResponse:
    at = clock.now()
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    rows = queries.for_a_person([place.pk])
    lost = refused and refused.refusal and request.POST.get("about") not in {str(row.pk) for row in rows}
    facts = {
        "place": place,
        "section": "messages",
        "refused": sentence(refused.refusal) if lost and refused and refused.refusal else "",
        "undecided": [{**_told(row), **_forms(row, shown)} for row in rows],
        "waiting": [_told(row) for row in queries.waiting([place.pk], at)],
        "later": queries.later([place.pk], at),
        "unsent": _unsent(),
        **_span(request, [place.pk]),
    }
    return drawn(request, "manage/place_messages.html", facts, status)


def in_words(trouble: Trouble | None) -> str:
    """What is wrong with the messages of a place, in one sentence; empty when nothing is."""
    if trouble is None:
        return ""
    said = []
    if trouble.for_a_person:
        many = trouble.for_a_person
        words = ngettext("%(n)s message needs a decision.", "%(n)s messages need a decision.", many)
        said.append(words % {"n": number(many)})
    if trouble.waits_since:
        said.append(gettext("Messages have waited since %(when)s.") % {"when": long_moment(trouble.waits_since)})
    return " ".join(said)


def _told(row: Message) -> dict[str, object]:
    """A message as a page may show it: its address masked, its text not at all."""
    return {
        "what": PURPOSES[row.purpose],
        "channel": CHANNELS[row.channel],
        "to": masked(row.to),
        "state": STATES[row.state],
        "why": WHYS.get(row.why, ""),
        "since": row.not_before,
        "attempts": row.attempts,
        "uncertain": row.state == State.UNCERTAIN.value,
    }


def _forms(row: Message, shown: Callable[[Form], Form]) -> dict[str, Form]:
    title = f"{PURPOSES[row.purpose]} {masked(row.to)}"
    again = gettext("Send it again, perhaps twice") if row.state == State.UNCERTAIN.value else gettext("Send it again")
    return {
        "again": shown(Form("again", again, (), str(row.pk), title)),
        "give_up": shown(Form("give_up", gettext("Let it be"), (), str(row.pk), title)),
    }


def _span(request: HttpRequest, ids: Sequence[int]) -> dict[str, object]:
    """The days the reader chose (or the last thirty), and what came of the messages that ended in them."""
    today = clock.local_day(clock.now())
    first, last = today - timedelta(days=USUAL_DAYS - 1), today
    try:
        first = dates.day_of(request.GET.get("first") or first.isoformat())
        last = dates.day_of(request.GET.get("last") or last.isoformat())
        fault = gettext("The first day must not come after the last. Swap them.") if first > last else ""
    except Refusal:
        fault = gettext("One of these is no day. Choose it from the calendar.")
    counted = [] if fault else queries.counted(ids, first, last)
    return {"first": first, "last": last, "span_fault": fault, "counted": [_row(one) for one in counted]}


def _row(one: Counted) -> dict[str, object]:
    numbers = [number(value) for value in (one.sent, one.uncertain, one.failed, one.dropped)]
    return {"what": PURPOSES[one.purpose], "channel": CHANNELS[one.channel], "numbers": numbers}


def _unsent() -> list[str]:
    """The channels that only write into the terminal."""
    found = [("email", not settings.SMTP_URL), ("sms", settings.SMS_PROVIDER == "console")]
    return [str(CHANNELS[channel]) for channel, unset in found if unset]
