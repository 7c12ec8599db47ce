"""Courses for staff of all groups: what is planned, who comes from where, signing up, noting who was there."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from velkommen.apps.learning import able, actions, queries
from velkommen.apps.learning.actions.courses import CourseFacts
from velkommen.apps.learning.models import Participant, StaffCourse
from velkommen.apps.placement import book
from velkommen.apps.placement.queries import staff_of
from velkommen.apps.places.models import ServicePoint
from velkommen.domain import dates
from velkommen.domain.competence import Level
from velkommen.domain.placement.town import Town
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.domain.training import joint, months_after, shares
from velkommen.interfaces.learning import words
from velkommen.interfaces.learning.asking import choices, learner, led, place_for
from velkommen.interfaces.web.fields import chosen, one_id
from velkommen.interfaces.web.small_forms import Choice, Field, Form, Refused, Sent, answer, drawn, untouched
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.danish import collation
from velkommen.shared.wording import sentence
from velkommen.shared.wording_learning import LEVELS
from velkommen.shared.wording_rules import UNITS

MONTHS_BACK = 12


@login_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """What is planned, with the share of each group, and what was held in the last year."""
    by = learner(request)
    today = clock.local_day(clock.now())
    town = book.town()
    rows = [_row(town, row, by, today) for row in queries.courses_to_come()]
    over = [_row(town, row, by, today) for row in queries.courses_over(months_after(today, -MONTHS_BACK))]
    facts = {
        "section": "courses",
        "rows": rows,
        "over": over,
        "led": led(by),
        "terms_too": by.may(Right.ARRANGE, EVERYWHERE),
    }
    return drawn(request, "learning/courses.html", facts, 200)


@login_required
def planning(request: HttpRequest, slug: str) -> HttpResponse:
    """Planning a course at a place."""
    place, by = place_for(request, slug)
    deeds: Mapping[str, Callable[[Sent], HttpResponse | None]] = {"plan": partial(_plan, place)}
    return answer(request, deeds, partial(_planning, request, place, by))


@login_required
def page(request: HttpRequest, staff_course: int) -> HttpResponse:
    """One course: signing up and giving back a seat for everybody; who was there, for who leads its place."""
    by = learner(request)
    course = queries.course(staff_course).pk
    deeds: Mapping[str, Callable[[Sent], HttpResponse | None]] = {
        "join": partial(_join, course, by),
        "wait": partial(_join, course, by, wait=True),
        "leave": partial(_leave, course, by),
        "close": partial(_close, course),
        "off": partial(_off, course),
    }
    return answer(request, deeds, partial(_page, request, course, by))


def _plan(place: ServicePoint, sent: Sent) -> None:
    days = [dates.day_of(text) for text in sent.text("dates").replace(",", " ").replace(";", " ").split()]
    gives = [*sent.texts("gives"), *([sent.text("other")] if sent.text("other") else [])]
    facts = CourseFacts(
        title=sent.text("title"),
        days=days,
        seats=sent.whole("seats"),
        room=sent.text("room"),
        gives=gives,
        level=chosen(sent.request, "level", Level),
        exam=sent.ticked("exam"),
    )
    actions.plan_staff_course(place=place.pk, facts=facts, **sent.by())


def _join(course: int, by: Actor, sent: Sent, *, wait: bool = False) -> None:
    actions.sign_up_for_staff_course(course=course, staff=_whom(by, sent), wait=wait, **sent.by())


def _leave(course: int, by: Actor, sent: Sent) -> None:
    actions.leave_staff_course(course=course, staff=_whom(by, sent), **sent.by())


def _whom(by: Actor, sent: Sent) -> int:
    """A colleague a leader has chosen, or oneself."""
    return one_id(sent.request, "staff") if sent.text("staff") else by.staff_id or 0


def _close(course: int, sent: Sent) -> None:
    attended, passed = (_ids(sent.texts(name)) for name in ("attended", "passed"))
    actions.close_staff_course(course=course, attended=attended, passed=passed, **sent.by())


def _off(course: int, sent: Sent) -> None:
    actions.call_off_staff_course(course=course, **sent.by())


def _ids(texts: Sequence[str]) -> list[int]:
    if not all(text.isascii() and text.isdecimal() and len(text) < 19 for text in texts):
        raise Refusal(Code.BAD_VALUE, field="attended")
    return [int(text) for text in texts]


def _planning(
    request: HttpRequest, place: ServicePoint, by: Actor, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    town, today = book.town(), clock.local_day(clock.now())
    keys = able.needed_at(town, town.places, today)
    gives = sorted(((key, words.key_name(town, key, today)) for key in keys), key=lambda one: collation(one[1]))
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    rows = [row for row in queries.courses_to_come() if row.service_point_id == place.pk]
    facts = {
        "place": place,
        "section": "courses",
        "form": shown(_form(gives)),
        "rows": [_row(town, row, by, today) for row in rows],
        "terms_too": by.may(Right.ARRANGE, EVERYWHERE),
    }
    return drawn(request, "learning/planning.html", facts, status)


def _form(gives: Sequence[Choice]) -> Form:
    days_hint = gettext("Like 2027-01-12, with a space between several.")
    fields = [
        Field("title", gettext("What it is called"), required=True),
        Field("dates", gettext("Days"), hint=days_hint),
        Field("room", gettext("Room")),
        Field("seats", gettext("Seats"), ("12",), "number"),
        Field("level", gettext("Who passes does it"), (Level.ALONE,), "select", choices(LEVELS)),
        Field("gives", gettext("What it gives"), (), "checks", gives),
        Field("other", gettext("Or another competence"), hint=gettext("Small letters and _, like welfare_technology.")),
        Field("exam", gettext("It ends with an exam"), (), "check"),
    ]
    return Form("plan", gettext("Plan the course"), fields)


def _row(town: Town, row: StaffCourse, by: Actor, today: date) -> dict[str, object]:
    """A course as lists show it: its days, its seats, who comes from where."""
    everybody = list(row.participants.all())
    there = [one for one in everybody if (one.attended if row.closed_on and not row.called_off else not one.waiting)]
    units = [one.unit for one in there]
    mine = next((one for one in everybody if one.staff_id == by.staff_id), None)
    return {
        "row": row,
        "days": [one.day for one in row.days.all()],
        "taken": sum(not one.waiting for one in everybody),
        "waiting": sum(one.waiting for one in everybody),
        "number": len(there),
        "gives": [words.key_name(town, key, today) for key in row.gives],
        "level": str(LEVELS[row.level]),
        "shares": [(str(UNITS[unit]), unit, share) for unit, share in shares(units).items()],
        "joint": joint(units),
        "mine": mine,
        "full": sum(not one.waiting for one in everybody) >= row.seats,
    }


def _page(
    request: HttpRequest, course: int, by: Actor, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    today, town = clock.local_day(clock.now()), book.town()
    row = queries.course(course)
    leads = by.may(Right.ARRANGE, row.service_point_id)
    everybody, own = list(row.participants.all()), _led_people(by)
    seen = [one for one in everybody if leads or one.staff_id == by.staff_id or one.staff_id in own]
    seats = sorted(seen, key=lambda one: (one.waiting, collation(one.staff.shown_name)))
    shown = _row(town, row, by, today)
    facts = {
        **shown,
        "section": "courses",
        "leads": leads,
        "seats": [(one, str(UNITS[one.unit])) for one in seats],
        "unseen": len(everybody) - len(seats),
        "others": _colleagues(own, everybody),
        "over": row.closed_on is not None,
        "may_close": leads and row.closed_on is None and max(one.day for one in row.days.all()) <= today,
        "together": shown,
        "ticked": {name: set(_known(request.POST.getlist(name))) for name in ("attended", "passed")},
        "refused": sentence(refused.refusal) if refused and refused.refusal else "",
        "wait_for": request.POST.get("staff", "") if refused and _is_full(refused) else None,
        "terms_too": by.may(Right.ARRANGE, EVERYWHERE),
    }
    return drawn(request, "learning/course.html", facts, status)


def _known(texts: Sequence[str]) -> list[int]:
    """The boxes that were ticked when something was refused."""
    return [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 19]


def _is_full(refused: Refused) -> bool:
    return refused.refusal is not None and refused.refusal.code is Code.STAFF_COURSE_FULL


def _colleagues(own: Mapping[int, str], seats: Sequence[Participant]) -> list[Choice]:
    """Whom a leader may sign up: those of the places led who have no seat yet."""
    taken = {one.staff_id for one in seats}
    found = ((str(pk), name) for pk, name in own.items() if pk not in taken)
    return sorted(found, key=lambda one: collation(one[1]))


def _led_people(by: Actor) -> dict[int, str]:
    """Those who work at the places the reader leads: staff id -> name (two statements; none for who leads none)."""
    places = [point.pk for point in led(by)]
    return {staff.pk: staff.shown_name for staff in staff_of(places)} if places else {}
