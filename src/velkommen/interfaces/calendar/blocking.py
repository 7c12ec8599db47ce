"""Time that is not for appointments: of the whole place, a colleague, a desk or a machine; looked at before it is saved."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext

from velkommen.apps.appointments import actions, queries, weeks
from velkommen.apps.appointments.actions.arranging import BlockFacts
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain import dates
from velkommen.domain.booking.days import Kind, Resource
from velkommen.domain.booking.freedom import Blocked
from velkommen.domain.hours import typed
from velkommen.domain.hours.checks import check
from velkommen.domain.hours.periods import Period
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.calendar import week as weekly
from velkommen.interfaces.calendar.asking import by, place_for, tried
from velkommen.interfaces.calendar.views import frame
from velkommen.interfaces.calendar.words import NTH, block_of, block_when
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.fields import one_id
from velkommen.shared import clock
from velkommen.shared.danish import collation

KINDS = {"person": Kind.PERSON, "desk": Kind.DESK, "machine": Kind.MACHINE}
NAMES = {kind: name for name, kind in KINDS.items()}
WHOLE_PLACE = "place"
MOST_EVERY = 8  # weeks
DATES, AHEAD = 4, 370  # how many of a block's days are shown, and how far they are looked for
SHOWN_HIT = 10


@dataclass(frozen=True)
class Look:
    """A block before it is saved: what it would be, and whom it would hit."""

    facts: BlockFacts
    of: str
    when: str
    hit: list[weekly.One]
    all: int


@login_required
def blocks(request: HttpRequest, slug: str) -> HttpResponse:
    """The blocks of a place; whoever arranges it makes and removes them."""
    point, no = place_for(request, slug), None
    look: list[Look] = []
    if request.method == "POST":
        request_actor(request).require(Right.ARRANGE, point.pk)
        no = tried(partial(_do, request, point, look))
        if not no and not look:
            return redirect(request.path)
    today = clock.local_day(clock.now())
    rows = [
        (row, block_of(row), block_when(blocked.period, row.nth, today), list(_days(blocked, today)))
        for row, blocked in weeks.blocks_of(point.pk)
        if blocked.period.last is None or blocked.period.last >= today
    ]
    facts = {
        **frame(request, point, "blocks"),
        "rows": rows,
        "resources": _resources(point),
        "weekdays": [(str(number), word) for number, word in WEEKDAYS.items()],
        "rhythms": _rhythms(),
        "sent": request.POST,
        "chosen": request.POST.getlist("weekday"),
        "look": look[0] if look else None,
        "every": [(name, text) for name, texts in request.POST.lists() for text in texts if name not in _OWN],
        "refused": no.text if no else "",
        "tomorrow": (today + timedelta(days=1)).isoformat(),
    }
    return render(request, "calendar/blocks.html", facts, status=no.status if no else 200)


_OWN = frozenset({"csrfmiddlewaretoken", "op", "do"})


def _do(request: HttpRequest, point: ServicePoint, look: list[Look]) -> None:
    do = request.POST.get("do", "")
    if do == "look":
        look.append(_look(point, _read(request.POST)))
    elif do == "save":
        actions.put_block(place=point.pk, facts=_read(request.POST), **by(request))
    elif do == "remove":
        actions.remove_block(block=_of_place(request, point), **by(request))
    elif do.startswith("except-"):
        day = dates.day_of(do.removeprefix("except-"))
        actions.except_block(block=_of_place(request, point), day=day, **by(request))
    else:
        raise Refusal(Code.BAD_VALUE, field="do")


def _of_place(request: HttpRequest, point: ServicePoint) -> int:
    block = one_id(request, "block")
    if block not in {row.pk for row, _ in weeks.blocks_of(point.pk)}:
        raise Refusal(Code.UNKNOWN_BLOCK)
    return block


def _look(point: ServicePoint, facts: BlockFacts) -> Look:
    check([facts.period])
    at, town = clock.now(), queries.calendar().town
    hit = weeks.hit(point.pk, at, more=Blocked(facts.period, facts.resource, frozenset(), facts.nth))
    of = dict(_resources(point)).get(_sent(facts.resource))
    if of is None:
        raise Refusal(Code.BAD_VALUE, field="of")
    when = block_when(facts.period, facts.nth, clock.local_day(at))
    return Look(facts, of, when, [weekly.one_drawn(town, one, at) for one in hit[:SHOWN_HIT]], len(hit))


def _sent(resource: Resource | None) -> str:
    """What a form sends for a resource."""
    return f"{NAMES[resource.kind]}-{resource.id}" if resource else WHOLE_PLACE


def _read(sent: QueryDict) -> BlockFacts:
    """Raises: Refusal BAD_DAY, NO_HOURS, BAD_VALUE."""
    first = dates.day_of(sent.get("first", ""))
    rhythm, number = _rhythm(sent.get("rhythm", ""))
    until = sent.get("last", "")
    last = dates.day_of(until) if until else None
    spans = typed.spans(sent.get("hours", ""))
    if len(spans) != 1:
        raise Refusal(Code.NO_HOURS, text=sent.get("hours", "")[:40])
    weekdays = _weekdays(sent) or frozenset({first.weekday()})
    every, nth = (number if rhythm == "every" else 1), (number if rhythm == "nth" else 0)
    if rhythm == "once":
        weekdays, last = frozenset({first.weekday()}), first
    week = first.isocalendar().week % every
    period = Period(weekdays, spans[0], first, last, None, every, week, on_holidays=True)
    return BlockFacts(period, _resource(sent.get("of", "")), sent.get("why", "").strip(), nth)


def _weekdays(sent: QueryDict) -> frozenset[int]:
    texts = sent.getlist("weekday")
    if any(text not in set("0123456") for text in texts):
        raise Refusal(Code.BAD_VALUE, field="weekday")
    return frozenset(int(text) for text in texts)


def _rhythm(text: str) -> tuple[str, int]:
    name, _, number = text.partition("-")
    if text not in {sent for sent, _ in _rhythms()}:
        raise Refusal(Code.BAD_VALUE, field="rhythm")
    return name, int(number or 1)


def _rhythms() -> list[tuple[str, str]]:
    weeks_apart = [
        (f"every-{number}", gettext("Every %(number)s weeks") % {"number": number})
        for number in range(2, MOST_EVERY + 1)
    ]
    of_month = [(f"nth-{nth}", str(word).capitalize()) for nth, word in NTH.items()]
    return [("once", gettext("Only on the first day")), ("every-1", gettext("Every week")), *weeks_apart, *of_month]


def _resource(text: str) -> Resource | None:
    """What a block is of. Raises: Refusal BAD_VALUE."""
    if text == WHOLE_PLACE:
        return None
    name, _, pk = text.partition("-")
    if name not in KINDS or not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        raise Refusal(Code.BAD_VALUE, field="of")
    return Resource(KINDS[name], int(pk))


def _resources(point: ServicePoint) -> list[tuple[str, str]]:
    """All that can be blocked, as (what is sent, name)."""
    there = queries.calendar().town.places[point.pk]
    people = sorted(there.people, key=lambda person: collation(person.name))
    return [
        (WHOLE_PLACE, gettext("The whole place")),
        *((_sent(Resource(Kind.PERSON, one.id)), one.name) for one in people),
        *((_sent(Resource(Kind.DESK, one.pk)), one.name) for one in places.desks([point.pk])[point.pk]),
        *((_sent(Resource(Kind.MACHINE, one.pk)), one.name) for one in places.equipment(point.pk)),
    ]


def _days(blocked: Blocked, today: date) -> list[tuple[date, bool]]:
    """The next days of a block that comes back, and whether it holds on each."""
    if blocked.period.first and blocked.period.first == blocked.period.last:
        return []
    every = Blocked(blocked.period, blocked.resource, frozenset(), blocked.nth)
    found: list[tuple[date, bool]] = []
    for ahead in range(AHEAD):
        day = today + timedelta(days=ahead)
        if every.holds(day):
            found.append((day, day not in blocked.excepted))
        if len(found) == DATES:
            break
    return found
