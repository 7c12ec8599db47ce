"""Making and changing a course, and saying when and where it is held."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from velkommen.apps.courses import actions, queries
from velkommen.apps.courses.models import CanDo, Course
from velkommen.apps.courses.queries import Shown
from velkommen.apps.placement.queries import staff_at
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.courses import (
    LONGEST_LINE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_LINES,
    CourseFacts,
    Line,
    SeriesFacts,
)
from velkommen.domain.rights import Right
from velkommen.interfaces.courses.asking import dates_in, mine, series_for, weekly, written
from velkommen.interfaces.courses.words import title
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.small_forms import Choice, Field, Form, Refused, Sent, answer, drawn, untouched
from velkommen.shared import clock
from velkommen.shared.danish import collation


@login_required
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """A course that a place keeps from now on."""
    mine(request, Right.ARRANGE)
    place = places.service_point(slug)
    request_actor(request).require(Right.ARRANGE, place.pk)
    return answer(request, {"make": partial(_make, place)}, partial(_new, request, place))


def _make(place: ServicePoint, sent: Sent) -> HttpResponse:
    made = actions.make_course(place=place.pk, facts=_course_facts(sent), **sent.by())
    return redirect("courses-course", made["course"])


def _new(request: HttpRequest, place: ServicePoint, refused: Refused | None = None, status: int = 200) -> HttpResponse:
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    form = shown(Form("make", gettext("Make the course"), _course_fields(None, [])))
    return drawn(request, "courses/manage/new.html", {"place": place, "form": form}, status)


@login_required
def course(request: HttpRequest, course: int) -> HttpResponse:
    """What a course is, and when it is held."""
    points = mine(request, Right.ARRANGE)
    found = queries.course(course)
    request_actor(request).require(Right.ARRANGE, found.service_point_id)
    deeds: dict[str, Callable[[Sent], HttpResponse | None]] = {
        "change": partial(_change_course, found),
        "hold": partial(_hold, found),
    }
    return answer(request, deeds, partial(_course, request, found, points))


def _change_course(course: Course, sent: Sent) -> None:
    actions.change_course(course=course.pk, facts=_course_facts(sent), **sent.by())


def _hold(course: Course, sent: Sent) -> HttpResponse:
    place = places.service_point(sent.text("place"))
    facts = SeriesFacts(sent.whole("seats"), weekly(sent), sent.text("room"), stop=_only_stop(place))
    made = actions.make_series(course=course.pk, place=place.pk, facts=facts, **sent.by())
    return redirect("courses-series", made["series"])


def _only_stop(place: ServicePoint) -> int | None:
    """The first stop of a mobile library; another is chosen when the series is changed."""
    return next((stop.pk for stop in places.stops(place.pk)), None)


def _course(
    request: HttpRequest,
    course: Course,
    points: list[ServicePoint],
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    found = queries.kept(clock.now(), [point.pk for point in points])
    facts = {
        "course": course,
        "title": title(course),
        "held": [one for one in found if one.row.course_id == course.pk],
        "edit": shown(Form("change", gettext("Save"), _course_fields(course, queries.lines(course.pk)))),
        "hold": shown(Form("hold", gettext("Hold it"), _hold_fields(points, course.service_point.slug))),
    }
    return drawn(request, "courses/manage/course.html", facts, status)


@login_required
def change(request: HttpRequest, series: int) -> HttpResponse:
    """Other dates, another room, more seats; or call it off."""
    found = series_for(request, series, Right.ARRANGE)
    deeds: dict[str, Callable[[Sent], HttpResponse | None]] = {
        "change": partial(_change_series, found),
        "cancel": partial(_cancel, found),
    }
    return answer(request, deeds, partial(_change, request, found))


def _change_series(found: Shown, sent: Sent) -> HttpResponse:
    facts = SeriesFacts(
        sent.whole("seats"),
        dates_in(sent.text("dates")),
        sent.text("room"),
        _id(sent, "stop"),
        _id(sent, "holder"),
    )
    done = actions.change_series(series=found.row.pk, facts=facts, **sent.by())
    return redirect(f"/courses/manage/series/{found.row.pk}/?done=change&told={done['told']}")


def _id(sent: Sent, name: str) -> int | None:
    return sent.whole(name) if sent.text(name) else None


def _cancel(found: Shown, sent: Sent) -> HttpResponse:
    sent.be_sure()
    done = actions.cancel_series(series=found.row.pk, **sent.by())
    return redirect(f"/courses/manage/series/{found.row.pk}/?done=cancel&told={done['told']}")


def _change(request: HttpRequest, found: Shown, refused: Refused | None = None, status: int = 200) -> HttpResponse:
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    sure = Field("sure", gettext("Tell all who signed up that it is off. This cannot be taken back."), ("",), "check")
    facts = {
        "shown": found,
        "title": title(found.row.course),
        "silent": queries.without_contact(found.row.pk),
        "change": shown(Form("change", gettext("Save and tell them"), _series_fields(found))),
        "cancel": shown(Form("cancel", gettext("Call it off"), [sure])),
    }
    return drawn(request, "courses/manage/change.html", facts, status)


def _course_facts(sent: Sent) -> CourseFacts:
    pairs = [(sent.text(f"line_{n}_da"), sent.text(f"line_{n}_en")) for n in range(1, MOST_LINES + 1)]
    lines = tuple(Line(da, en) for da, en in pairs if da or en)
    return CourseFacts(sent.text("title_da"), sent.text("text_da"), lines, sent.text("title_en"), sent.text("text_en"))


def _course_fields(course: Course | None, lines: list[CanDo]) -> list[Field]:
    def kept(name: str, label: str, kind: str = "text", hint: str = "") -> Field:
        return Field(name, label, (getattr(course, name) if course else "",), kind, hint=hint)

    danish = gettext("In English. Empty: the Danish is shown.")
    short = gettext("At most %(most)s characters.")
    fields = [
        kept("title_da", gettext("Title"), hint=short % {"most": LONGEST_TITLE}),
        kept("title_en", gettext("Title in English"), hint=danish),
        kept("text_da", gettext("What it is about"), "area", short % {"most": LONGEST_TEXT}),
        kept("text_en", gettext("What it is about, in English"), "area"),
    ]
    hint = gettext("Begin with a verb: “log on with MitID”. At most %(most)s characters.") % {"most": LONGEST_LINE}
    for n in range(1, MOST_LINES + 1):
        row = lines[n - 1] if n <= len(lines) else None
        label = gettext("Afterwards one can (%(n)s)") % {"n": n}
        english = gettext("The same in English (%(n)s)") % {"n": n}
        fields += [
            Field(f"line_{n}_da", label, (row.line_da if row else "",), hint=hint if n == 1 else ""),
            Field(f"line_{n}_en", english, (row.line_en if row else "",)),
        ]
    return fields


def _hold_fields(points: list[ServicePoint], first: str) -> list[Field]:
    where: list[Choice] = [(point.slug, point.name) for point in points]
    return [
        Field("place", gettext("Where"), (first,), "select", where),
        Field("room", gettext("Room"), hint=gettext("As people find it: “Reading room, first floor”.")),
        Field("first", gettext("First date"), kind="date"),
        Field("hours", gettext("From when to when"), hint=gettext("Like 10-12 or 9.30-11")),
        Field("times", gettext("How many dates, a week apart"), ("1",), "number"),
        Field("seats", gettext("Seats"), ("10",), "number"),
    ]


def _series_fields(found: Shown) -> list[Field]:
    row, point = found.row, found.row.service_point
    ahead = [one for one in found.dates if one.starts_at > found.at]
    stops: list[Choice] = [(str(stop.pk), stop.name) for stop in places.stops(point.pk)]
    known = {staff.pk: staff.shown_name for staff, _ in staff_at(point.pk)}
    known |= {row.holder.pk: row.holder.shown_name} if row.holder else {}
    people = sorted(((str(pk), name) for pk, name in known.items()), key=lambda one: collation(one[1]))
    dates = gettext("One on each line, like 1.12.2026 14-16. Dates that have begun stay as they were.")
    fields: list[Any] = [
        Field("dates", gettext("Dates ahead"), (written(ahead),), "area", hint=dates),
        Field("room", gettext("Room"), (row.room,)),
        Field("seats", gettext("Seats"), (str(row.seats),), "number"),
        Field("holder", gettext("Who holds it"), (str(row.holder_id or ""),), "select", [("", "–"), *people]),
    ]
    if stops:
        fields.append(Field("stop", gettext("Stop"), (str(row.stop_id or ""),), "select", stops))
    return fields
