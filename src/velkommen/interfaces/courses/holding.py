"""The pages of those who hold courses: what is coming, who came (a number), and what people could do, series after series."""

from collections.abc import Callable, Mapping
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET

from velkommen.apps.courses import actions, queries
from velkommen.apps.courses.models import CourseDate
from velkommen.apps.courses.queries import Shown
from velkommen.domain.rights import Right
from velkommen.interfaces.courses.asking import mine, series_for
from velkommen.interfaces.courses.words import card, line, times, title
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.small_forms import Field, Form, Refused, Sent, answer, drawn, untouched
from velkommen.shared import clock
from velkommen.shared.danish import collation


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The series of one's places: what is coming, what has been and waits for its numbers, what has been; and the courses themselves."""
    points, at, by = mine(request, Right.REGISTER), clock.now(), request_actor(request)
    found = queries.kept(at, [point.pk for point in points])
    held = [one for one in found if one.over and not one.row.cancelled_at]
    arranged = [point for point in points if by.may(Right.ARRANGE, point.pk)]
    facts = {
        "coming": [card(one) for one in reversed(found) if not one.over and not one.row.cancelled_at],
        "uncounted": [card(one) for one in held if any(date.came is None for date in one.dates)],
        "held": [card(one) for one in held if all(date.came is not None for date in one.dates)],
        "courses": sorted(
            (
                (row, title(row), by.may(Right.ARRANGE, row.service_point_id))
                for row in queries.courses([p.pk for p in points])
            ),
            key=lambda one: collation(one[1]),
        ),
        "arranged": arranged,
    }
    return render(request, "courses/manage/index.html", facts)


@login_required
def series(request: HttpRequest, series: int) -> HttpResponse:
    """One series: its dates with who came, and what people could do."""
    found = series_for(request, series, Right.REGISTER)
    deeds: Mapping[str, Callable[[Sent], HttpResponse | None]] = {
        "came": _came,
        "could": partial(_could, found),
    }
    return answer(request, deeds, partial(_series, request, found))


def _came(sent: Sent) -> None:
    actions.note_attendance(date=sent.id(), came=sent.whole("came"), **sent.by())


def _could(found: Shown, sent: Sent) -> None:
    yes, asked = sent.whole("yes"), sent.whole("asked")
    actions.note_could_do(series=found.row.pk, line=sent.id(), yes=yes, asked=asked, **sent.by())


def _series(request: HttpRequest, found: Shown, refused: Refused | None = None, status: int = 200) -> HttpResponse:
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    answers = queries.answers_of(found.row.pk)
    words = times(found)
    last = next((one.came for one in reversed(found.dates) if one.came), found.taken)
    rows = []
    for one in queries.lines(found.row.course_id):
        known = answers.get(one.pk)
        fields = [
            Field("yes", gettext("Could do it"), (str(known.yes if known else ""),), "number"),
            Field("asked", gettext("Of so many asked"), (str(known.asked if known else last),), "number"),
        ]
        rows.append((line(one), known, shown(Form("could", gettext("Save"), fields, str(one.pk), line(one)))))
    facts = {
        "card": card(found),
        "shown": found,
        "dates": [
            (word, one, _came_form(one, shown, word, found)) for word, one in zip(words, found.dates, strict=True)
        ],
        "rows": rows,
        "arranges": request_actor(request).may(Right.ARRANGE, found.row.service_point_id),
        "silent": queries.without_contact(found.row.pk),
        "told": _told(request),
    }
    return drawn(request, "courses/manage/series.html", facts, status)


def _came_form(one: CourseDate, shown: Callable[[Form], Form], word: str, found: Shown) -> Form | None:
    """None as long as nobody can have come."""
    if one.starts_at > found.at or found.row.cancelled_at:
        return None
    came = "" if one.came is None else str(one.came)
    fields = [Field("came", gettext("How many came"), (came,), "number")]
    return shown(Form("came", gettext("Save"), fields, str(one.pk), word))


def _told(request: HttpRequest) -> str:
    """What was done on the page before, and how many are told of it."""
    told, done = request.GET.get("told", ""), request.GET.get("done")
    if done not in ("change", "cancel") or not (told.isascii() and told.isdecimal() and len(told) < 6):
        return ""
    what = gettext("It is saved.") if done == "change" else gettext("It is called off.")
    number = int(told)
    return f"{what} " + ngettext("%(n)s person is told.", "%(n)s people are told.", number) % {"n": number}


@login_required
@require_GET
def results(request: HttpRequest, course: int) -> HttpResponse:
    """What people could do after each series of a course, the oldest first, at the reader's places."""
    points = mine(request, Right.REGISTER)
    found = queries.course(course)
    request_actor(request).require(Right.REGISTER, found.service_point_id)
    outcomes = queries.over_time(course, clock.now(), [point.pk for point in points])
    facts = {
        "course": found,
        "title": title(found),
        "lines": [line(one) for one in queries.lines(course)],
        "outcomes": [(card(one.shown), one) for one in outcomes],
        "all": [(line(one.line), one) for one in queries.could_do(course)],
    }
    return render(request, "courses/manage/results.html", facts)
