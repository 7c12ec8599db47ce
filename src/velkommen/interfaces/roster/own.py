"""One's own pages: shifts ahead and what was said about them, absences and leave, wishes, and the shifts one could take."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from velkommen.apps.placement import book
from velkommen.apps.places import queries as places
from velkommen.apps.roster import actions, own
from velkommen.apps.roster.effects import what_it_does
from velkommen.domain.hours.timetable import wall
from velkommen.domain.intervals import moment_of
from velkommen.domain.placement.facts import Away
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.integrations.calendars.appointments import Entry, as_feed
from velkommen.interfaces.roster.asking import Deeds, answered, days_asked, does, id_asked, page
from velkommen.interfaces.roster.words import Said, away_words, note_words, said, wish_words
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.small_forms import Sent
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.wording_hours import weekday


def staff_of(request: HttpRequest) -> tuple[Actor, int]:
    """Who reads, and by which id. Raises: Refusal NOT_ALLOWED to all who are on no roster."""
    by = request_actor(request)
    if by.staff_id is None or not by.may_somewhere(Right.LEARN):
        raise Refusal(Code.NOT_ALLOWED, right=Right.LEARN.value)
    return by, by.staff_id


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """My shifts, what happened to them, my absences, leave and wishes."""
    staff_of(request)
    deeds: Deeds = {
        "read": _read,
        "ill": partial(_ill, request),
        "back": _back,
        "leave": _leave,
        "withdraw-leave": does(lambda sent: actions.withdraw_leave(leave=sent.id(), **sent.by())),
        "wish": _wish,
        "offer": does(lambda sent: actions.offer_shift(shift=sent.id(), **sent.by())),
        "withdraw": does(lambda sent: actions.withdraw_deal(deal=sent.id(), **sent.by())),
    }
    return answered(request, deeds, partial(_mine, request))


@login_required
def free(request: HttpRequest) -> HttpResponse:
    """The shifts one could take, and what one has asked for."""
    staff_of(request)
    deeds: Deeds = {
        "claim": _claim,
        "withdraw": does(lambda sent: actions.withdraw_deal(deal=sent.id(), **sent.by())),
    }
    return answered(request, deeds, partial(_free, request))


@login_required
@require_GET
def calendar_file(request: HttpRequest) -> HttpResponse:
    """My shifts as a file for a calendar program: where and when, nothing else."""
    by, staff = staff_of(request)
    at, zone = clock.now(), clock.zone()
    entries = [
        Entry(
            id=f"shift-{row.pk}@{request.get_host()}",
            name=gettext("Shift"),
            where=row.service_point.name,
            starts=moment_of(wall(row.day, row.opens, zone)),
            ends=moment_of(wall(row.day, row.closes, zone)),
            made=at,
            edition=0,
            address="",
        )
        for row, _ in own.my_shifts(staff, at)
    ]
    answer = HttpResponse(as_feed(by.name, zone, entries), "text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="shifts.ics"'
    return answer


def _mine(
    request: HttpRequest, no: Refusal | None, status: int, preview: tuple[str, list[Said]] | None = None
) -> HttpResponse:
    by, staff = staff_of(request)
    at = clock.now()
    notes = own.my_notes(staff)
    facts: Mapping[str, object] = {
        "section": "mine",
        "today": clock.local_day(at),
        "tomorrow": clock.local_day(at) + timedelta(days=1),
        "places": _places(by),
        "notes": [(note, note_words(note)) for note in notes],
        "newest": max((note.pk for note in notes), default=0),
        "shifts": own.my_shifts(staff, at),
        "absences": [(row, away_words(row)) for row in own.my_absences(staff, at)],
        "leaves": [(row, away_words(row)) for row in own.my_leaves(staff, at)],
        "wishes": [(row, wish_words(row)) for row in own.my_wishes(staff, at)],
        "weekdays": [(number, weekday(number)) for number in range(7)],
        "preview": preview,
    }
    return page(request, "roster/mine.html", facts, no, status)


def _places(by: Actor) -> list[object]:
    """The places whose month one may look at."""
    return [point for point in places.service_points() if by.may(Right.LEARN, point.pk)]


def _free(request: HttpRequest, no: Refusal | None, status: int) -> HttpResponse:
    by, staff = staff_of(request)
    at = clock.now()
    facts: Mapping[str, object] = {
        "section": "open",
        "places": _places(by),
        "free": own.free_shifts(staff, at),
        "claims": own.my_claims(staff),
        "own": [row for row, deal in own.my_shifts(staff, at) if deal is None],
    }
    return page(request, "roster/open.html", facts, no, status)


def _read(sent: Sent) -> None:
    actions.read_notes(until=sent.whole("about"), **sent.by())


def _ill(request: HttpRequest, sent: Sent) -> HttpResponse | None:
    """The first press shows what it does, the second tells it."""
    days, (_, staff) = days_asked(sent), staff_of(request)
    if sent.text("step") == "save":
        actions.report_absence(staff=staff, **days, sudden=True, **sent.by())
        return None
    return _mine(request, None, 200, (gettext("You are away"), said_of(staff, days)))


def said_of(staff: int, days: Mapping[str, object], *, cures: bool = False) -> list[Said]:
    """What an absence of these days does, in words."""
    opens, closes = days["opens"], days["closes"]
    span = (opens, closes) if isinstance(opens, int) and isinstance(closes, int) else None
    away = Away(days["first"], days["last"], span)  # type: ignore[arg-type] # as `days_asked` read them
    town = book.town()
    return said(town, what_it_does(staff, away, town), cures=cures)


def _back(sent: Sent) -> None:
    actions.back_at_work(absence=sent.id(), day=sent.day("day"), **sent.by())


def _leave(sent: Sent) -> None:
    actions.ask_leave(**days_asked(sent), **sent.by())


def _wish(sent: Sent) -> None:
    """On one day, or on a weekday that comes back; "none" takes it back."""
    free = {"free": True, "work": False}.get(sent.text("free"))
    day = sent.day_or_none("day")
    weekday_ = sent.whole("weekday") if day is None else None
    actions.wish(free=free, weekday=weekday_, day=day, **sent.by())


def _claim(sent: Sent) -> None:
    instead = id_asked(sent, "instead") if sent.text("instead") else None
    actions.claim_shift(shift=sent.id(), instead=instead, **sent.by())
