"""Paper: an empty sheet to print, and the page where what was ticked is typed in, a whole sheet in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from velkommen.apps.counting import actions, queries
from velkommen.apps.counting.actions.paper import Paper, Tallies
from velkommen.apps.counting.models import PaperSheet
from velkommen.apps.counting.queries import Week, package_of
from velkommen.apps.placement import book
from velkommen.apps.placement import queries as placement
from velkommen.apps.places.models import ServicePoint
from velkommen.domain import dates
from velkommen.domain.counting_weeks import MOST_SHEETS, MOST_TALLIES, Stage, days, tally_of
from velkommen.domain.kinds import Channel
from velkommen.domain.outcomes import Discretion, Outcome
from velkommen.domain.refusals import Code, Kind, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.counting.asking import place_of, seen
from velkommen.interfaces.web.fields import one_id
from velkommen.interfaces.web.middleware import STATUS
from velkommen.interfaces.web.small_forms import Sent
from velkommen.shared import clock
from velkommen.shared.wording import OUTCOMES, sentence
from velkommen.shared.wording_tasks import name_on


@dataclass(frozen=True)
class Box:
    """A field of the sheet: `name` in the form, what stands in it; `open` where the desk may end the task so."""

    name: str
    value: str
    open: bool
    wrong: bool


@dataclass(frozen=True)
class Line:
    """A task with its fields."""

    key: str
    name: str
    boxes: Sequence[Box]


@dataclass(frozen=True)
class Typed:
    """A sheet that was typed in before: `was` are the counts of its earlier editions, the newest first."""

    row: PaperSheet
    enquiries: int
    was: Sequence[int]


@login_required
def page(request: HttpRequest, week: int, slug: str) -> HttpResponse:
    """Type a sheet in, or put one right that was. A "no" keeps all that was typed."""
    found = seen(request, week, Right.REGISTER)
    here = place_of(found, slug)
    if request.method != "POST":
        return _draw(request, found.week, here)
    try:
        done = _write(Sent(request), found.week, here)
    except Refusal as refusal:
        if refusal.kind in {Kind.FORBIDDEN, Kind.NOT_FOUND}:
            raise
        return _draw(request, found.week, here, refusal)
    return redirect(f"{request.path}?done={done}")


def _write(sent: Sent, week: Week, here: ServicePoint) -> int:
    """How many enquiries were counted. Raises: Refusal."""
    tallies = _tallies(sent)
    if sent.text("corrected"):
        done = actions.correct_paper_sheet(sheet_id=one_id(sent.request, "corrected"), tallies=tallies, **sent.by())
    else:
        paper = Paper(here.pk, sent.day("day"), _number(sent), tallies)
        done = actions.enter_paper_sheet(week=week.row.pk, paper=paper, **sent.by())
    return done["enquiries"]


def _number(sent: Sent) -> int:
    """The number of the sheet. Raises: Refusal PAPER_NUMBER, also where there is none."""
    try:
        return sent.whole("number")
    except Refusal as refusal:
        raise Refusal(Code.PAPER_NUMBER, most=MOST_SHEETS) from refusal


def _tallies(sent: Sent) -> Tallies:
    """What was typed: fields are called "t:task:outcome". Raises: Refusal TALLY_WRONG with the field, TALLY_UNKNOWN."""
    found: dict[tuple[str, Outcome], int] = {}
    for name in sent.request.POST:
        if not name.startswith("t:"):
            continue
        _, task, outcome = (*name.split(":", 2), "")[:3]
        if outcome not in set(Outcome):
            raise Refusal(Code.TALLY_UNKNOWN)
        try:
            number = tally_of(sent.text(name))
        except Refusal as refusal:
            raise Refusal(refusal.code, **{**refusal.facts, "field": name}) from refusal
        if number:
            found[task, Outcome(outcome)] = number
    return found


def _draw(request: HttpRequest, week: Week, here: ServicePoint, refusal: Refusal | None = None) -> HttpResponse:
    today = clock.local_day(clock.now())
    past = [day for day in days(week.row.first, week.ends) if day <= today]
    typed = _typed(queries.sheets(week.row, here.pk))
    sheet = _asked_for(request, week, here)
    number, day = _beginning(request, sheet, typed, past)
    known = request.POST if refusal else _of(sheet)
    facts = {
        "week": week,
        "place": here,
        "open": week.stage in {Stage.RUNNING, Stage.OVER} and bool(past),
        "days": past,
        "day": day,
        "number": number,
        "sheet": sheet,
        "outcomes": list(OUTCOMES.values()),
        "lines": _lines(week, here, known, _wrong(refusal)),
        "typed": typed,
        "most_sheets": MOST_SHEETS,
        "most": MOST_TALLIES,
        "refused": sentence(refusal) if refusal else "",
        "done": request.GET.get("done", ""),
        "op": uuid4(),
        "here": reverse("counting-paper", args=[week.row.pk, here.slug]),
    }
    return render(request, "counting/paper.html", facts, status=STATUS[refusal.kind] if refusal else 200)


def _wrong(refusal: Refusal | None) -> str:
    """The field a "no" is about, as the form calls it."""
    named = str(refusal.facts.get("field", "")) if refusal else ""
    return named if named.startswith("t:") else f"t:{named.replace('/', ':')}"


def _asked_for(request: HttpRequest, week: Week, here: ServicePoint) -> PaperSheet | None:
    """The sheet that is to be put right. Raises: Refusal UNKNOWN_PAPER."""
    text = request.POST.get("corrected") or request.GET.get("sheet", "")
    if not text:
        return None
    found = queries.sheet(int(text)) if text.isascii() and text.isdecimal() and len(text) < 10 else None
    if found is None or (found.week_id, found.service_point_id) != (week.row.pk, here.pk):
        raise Refusal(Code.UNKNOWN_PAPER)
    return found


def _beginning(
    request: HttpRequest, sheet: PaperSheet | None, typed: Sequence[Typed], past: Sequence[date]
) -> tuple[str, str]:
    """Number and day to begin with: as they were sent; of the sheet to be put right; or the next one of the latest day."""
    if sheet:
        return str(sheet.number), sheet.day.isoformat()
    if request.method == "POST":
        return request.POST.get("number", ""), request.POST.get("day", "")
    day = past[-1] if past else None
    there = [one.row.number for one in typed if one.row.day == day]
    return str(max(there, default=0) + 1), day.isoformat() if day else ""


def _of(sheet: PaperSheet | None) -> Mapping[str, str]:
    """The fields of a sheet as they were typed."""
    return {f"t:{key.replace('/', ':')}": str(n) for key, n in sheet.tallies.items()} if sheet else {}


def _lines(week: Week, here: ServicePoint, known: Mapping[str, Any], wrong: str) -> list[Line]:
    """The tasks of the week that the place offers, as the place orders them, and any the sheet has besides."""
    today = min(clock.local_day(clock.now()), week.row.last)
    town, package = book.town(), package_of(week.row)
    offered = [offer.task for offer in placement.offers(here.pk, today)]
    tasks = [task for task in offered if package.has(task.key, Channel.IN_PERSON)]
    return [
        Line(
            task.key,
            name_on(town, task.key, today),
            [_box(f"t:{task.key}:{end.value}", end, task.discretion, known, wrong) for end in map(Outcome, OUTCOMES)],
        )
        for task in tasks
    ]


def _box(name: str, end: Outcome, discretion: str, known: Mapping[str, Any], wrong: str) -> Box:
    """What takes a professional judgement is never solved at the desk, on paper neither."""
    may = not (end is Outcome.SOLVED and discretion == Discretion.HIGH)
    return Box(name, str(known.get(name, "")), may, name == wrong)


def _typed(found: Sequence[PaperSheet]) -> list[Typed]:
    """The sheets as they count now, each with what it counted before."""
    return [
        Typed(
            one,
            one.batch.enquiries,
            [
                other.batch.enquiries
                for other in found
                if (other.day, other.number) == (one.day, one.number) and not other.current
            ],
        )
        for one in found
        if one.current
    ]


@login_required
@require_GET
def sheet(request: HttpRequest, week: int, slug: str) -> HttpResponse:
    """An empty sheet to print: one side of a page lying down."""
    found = seen(request, week, Right.REGISTER)
    here = place_of(found, slug)
    text = request.GET.get("day", "")
    day = dates.day_of(text) if text else None
    if day and not found.week.row.first <= day <= found.week.ends:
        raise Refusal(Code.PAPER_ELSEWHERE, place=here.name, week=found.week.row.name, on=day.isoformat())
    facts = {
        "week": found.week,
        "place": here,
        "day": day,
        "days": list(days(found.week.row.first, found.week.ends)),
        "outcomes": list(OUTCOMES.values()),
        "lines": _lines(found.week, here, {}, ""),
    }
    return render(request, "counting/sheet.html", facts)
