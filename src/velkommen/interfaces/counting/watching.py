"""A week while it runs: how much of the staffed time is counted, and where and when nobody counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET

from velkommen.apps.counting.queries import Week
from velkommen.apps.counting.results import Covered, covered
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.counting_weeks import Stage, days
from velkommen.domain.measures import Share
from velkommen.domain.rights import Right
from velkommen.interfaces.counting.asking import Seen, place_of, seen
from velkommen.interfaces.live.tickets import stream_url
from velkommen.interfaces.web.tables import said
from velkommen.interfaces.web.tables.table import Hours
from velkommen.interfaces.web.templatetags.words import number
from velkommen.shared import clock
from velkommen.shared.log.queries import newest
from velkommen.shared.wording_counting import WEEK_STAGES

#: What an hour can be: something was counted, a sheet of paper covers its day, nobody counted, nobody was there, it has not come.
COUNTED, PAPER, GAP, CLOSED, AHEAD = "counted", "paper", "gap", "closed", "ahead"


@dataclass(frozen=True)
class Line:
    """A place: how much of its staffed time is counted, and how many hours are missing."""

    place: ServicePoint
    share: Share
    percent: str
    missing: int
    short: bool
    shown: bool


@dataclass(frozen=True)
class Hour:
    kind: str
    text: str


@dataclass(frozen=True)
class Day:
    day: date
    hours: Sequence[Hour]


@login_required
@require_GET
def watch(request: HttpRequest, week: int) -> HttpResponse:
    """The coverage of a week at the reader's places, and the hours of one of them."""
    found, at = seen(request, week, Right.ARRANGE), clock.now()
    facts = covered(found.week, found.ids, at)
    slug = request.GET.get("place", "")
    here = place_of(found, slug) if slug else _worst(found.places, facts)
    row = found.week.row
    grid = list(_days(found.week, here.pk, facts, at))
    shown = _hours(grid)
    return render(
        request,
        "counting/week.html",
        {
            "week": found.week,
            "stage": WEEK_STAGES[found.week.stage],
            "says": _says(found.week, facts),
            "short": _short(facts.share, row.target),
            "lines": [_line(place, facts, here, row.target) for place in found.places],
            "here": here,
            "hours": range(*shown),
            "days": [Day(one.day, one.hours[slice(*shown)]) for one in grid],
            "coming": any(hour.kind == AHEAD for one in grid for hour in one.hours),
            "gaps": [(gap.day, Hours(gap.starts, gap.ends)) for gap in facts.gaps if gap.place == here.pk],
            "live": _live(found),
            "filled": found.week.stage in {Stage.RUNNING, Stage.OVER},
            "done": request.GET.get("done"),
        },
    )


def _live(found: Seen) -> dict[str, object] | None:
    """What lets the page follow: one stream of its places while the week runs."""
    if found.week.stage is not Stage.RUNNING:
        return None
    return {"version": newest(), "stream": stream_url(f"desk:{','.join(map(str, found.ids))}")}


def _worst(places: Sequence[ServicePoint], facts: Covered) -> ServicePoint:
    """The place where most is missing; the first of the alphabet where all are alike."""
    return max(places, key=lambda place: facts.places[place.pk].whole - facts.places[place.pk].part)


def _line(place: ServicePoint, facts: Covered, here: ServicePoint, target: int) -> Line:
    share = facts.places[place.pk]
    short = _short(share, target)
    return Line(place, share, said.share(share), share.whole - share.part, short, place.pk == here.pk)


def _short(share: Share, target: int) -> bool:
    return share.percent is not None and share.percent < target


def _says(week: Week, facts: Covered) -> str:
    """The page in a sentence."""
    share = facts.share
    if not share.whole:
        return gettext("No staffed hour of this week is over yet.")
    counted = gettext(
        "Something was counted in %(share)s of the staffed hours that are over; the target is %(target)s."
    )
    told = counted % {"share": said.share(share), "target": said.per_cent(week.row.target)}
    missing = share.whole - share.part
    if not missing:
        return f"{told} " + gettext("No tally is missing.")
    lacks = ngettext("Tallies are missing for %(n)s hour.", "Tallies are missing for %(n)s hours.", missing)
    return f"{told} " + lacks % {"n": number(missing)}


def _days(week: Week, place: int, facts: Covered, at: datetime) -> Iterator[Day]:
    local = clock.local(at)
    for day in days(week.row.first, week.ends):
        staffed = facts.timetables[place].hours_of(day)
        yield Day(day, [_hour(place, day, hour, staffed, facts, local) for hour in range(24)])


def _hour(place: int, day: date, hour: int, staffed: set[int], facts: Covered, local: datetime) -> Hour:
    many = facts.hours.get((place, day, hour), 0)
    if many:
        return Hour(COUNTED, number(many))
    if hour not in staffed:
        return Hour(CLOSED, gettext("closed"))
    if (day, hour) >= (local.date(), local.hour):
        return Hour(AHEAD, gettext("to come"))
    return Hour(PAPER, gettext("paper")) if (place, day) in facts.paper else Hour(GAP, gettext("missing"))


def _hours(grid: Sequence[Day]) -> tuple[int, int]:
    """From the first to the last hour in which anything can be, on any day."""
    some = [hour for one in grid for hour, what in enumerate(one.hours) if what.kind != CLOSED]
    return (min(some), max(some) + 1) if some else (9, 16)
