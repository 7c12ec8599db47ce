"""What an address or a form of the roster asks for: a month, a day, hours, an absence; and what every page has."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain import dates
from velkommen.domain.hours import typed
from velkommen.domain.hours.periods import Span
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.fields import one_id
from velkommen.interfaces.web.small_forms import Sent, answer
from velkommen.shared.wording import sentence

Deeds = Mapping[str, Callable[[Sent], HttpResponse | None]]
MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


def month_asked(text: str) -> date:
    """The first day of a month (2026-11). Raises: Refusal BAD_DAY."""
    found = MONTH.fullmatch(text)
    if not found:
        raise Refusal(Code.BAD_DAY, text=text[:20])
    return dates.day_of(f"{found[1]}-{found[2]}-01")


def month_name(day: date) -> str:
    return f"{day.year}-{day.month:02}"


def month_after(first: date, *, back: bool = False) -> date:
    """The first day of the month after (or before) one."""
    other = first - timedelta(days=1) if back else first + timedelta(days=31)
    return other.replace(day=1)


def span_asked(sent: Sent, name: str = "hours") -> Span:
    """One stretch of a day (10-14). Raises: Refusal NO_HOURS."""
    return span_of(sent.text(name), name)


def span_of(text: str, name: str = "hours") -> Span:
    """The same of a text. Raises: Refusal NO_HOURS."""
    found = typed.spans(text, name)
    if len(found) != 1:
        raise Refusal(Code.NO_HOURS, field=name, text=text)
    return found[0]


def id_asked(sent: Sent, name: str) -> int:
    """A primary key. Raises: Refusal BAD_VALUE."""
    return one_id(sent.request, name)


def days_asked(sent: Sent) -> dict[str, Any]:
    """The days of an absence or a leave, and the part of the day, if one is given. Raises: Refusal BAD_DAY, NO_HOURS."""
    first = sent.day("first")
    last = sent.day_or_none("last") or first
    opens, closes = span_asked(sent) if sent.text("hours") else (None, None)
    return {"first": first, "last": last, "opens": opens, "closes": closes}


def does(act: Callable[[Sent], object]) -> Callable[[Sent], None]:
    """A deed of a form whose answer the page shows that it leads back to."""

    def run(sent: Sent) -> None:
        act(sent)

    return run


def place_for(request: HttpRequest, slug: str, right: Right) -> ServicePoint:
    """A place where the reader holds a right. Raises: Refusal UNKNOWN_PLACE, PLACE_RETIRED, NOT_ALLOWED."""
    by = request_actor(request)
    if not by.may_somewhere(right):
        raise Refusal(Code.NOT_ALLOWED, right=right.value)
    place = places.service_point(slug)
    by.require(right, place.pk)
    return place


def answered(request: HttpRequest, deeds: Deeds, draw: Callable[[Refusal | None, int], HttpResponse]) -> HttpResponse:
    """The same as `answer`, for pages that say a "no" at their head and keep what was typed."""
    return answer(request, deeds, lambda refused, status: draw(refused.refusal if refused else None, status))


def page(
    request: HttpRequest, template: str, facts: Mapping[str, object], no: Refusal | None = None, status: int = 200
) -> HttpResponse:
    """A page of the roster: after a "no", or a look at what would be, with all that was typed.

    `kept` is what was typed (`do` says in which form), `sent` the same as pairs, to be sent again.
    """
    hidden = {"csrfmiddlewaretoken", "op", "step"}
    sent = [(name, text) for name, texts in request.POST.lists() for text in texts if name not in hidden]
    kept = request.POST.dict()
    always = {
        "kept": {**kept, "key": f"{kept.get('do', '')}-{kept.get('about', '')}"},
        "sent": sent,
        "no": sentence(no) if no else "",
        "op": uuid4(),
        "here": request.path,
        "done": request.GET.get("done", ""),
        "arranges": request_actor(request).may_somewhere(Right.ARRANGE),
    }
    return render(request, template, {**always, **facts}, status=status)


def of_place(request: HttpRequest, point: ServicePoint, section: str, month: date) -> dict[str, object]:
    """What every page about a place has."""
    leads = request_actor(request).may(Right.ARRANGE, point.pk)
    return {"place": point, "section": section, "month": month_name(month), "leads": leads}
