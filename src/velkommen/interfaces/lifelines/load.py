"""For leads: who the experts are, whether they are free, what waits, and how much is asked of whom; for analysts the numbers alone."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_noop, ngettext
from django.views.decorators.http import require_GET

from velkommen.apps.lifelines import figures, queries
from velkommen.apps.lifelines.models import Lifeline
from velkommen.apps.lifelines.shown import as_seen, tasks_of
from velkommen.apps.placement import book
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.placement.town import Town
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.domain.small_cells import MARK, SMALL, Sum, in_table
from velkommen.interfaces.lifelines.hours import arranges
from velkommen.interfaces.lifelines.openings import Days, days_asked
from velkommen.interfaces.lifelines.views import doors
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.tables import few as numbers_of_few
from velkommen.interfaces.web.tables.table import UNTOLD
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.danish import collation
from velkommen.shared.wording_figures import KEPT_BACK
from velkommen.shared.wording_lifelines import RECEIVERS, WAYS, WHYS
from velkommen.shared.wording_tasks import name_on

A_MINUTE = 60  # seconds


@dataclass(frozen=True)
class Row:
    """An expert, for leads. `hours`: the reader may say when they usually answer."""

    pk: int
    name: str
    receiver: Promise
    able: Sequence[str]
    now: str
    load: int
    usual: str
    hours: bool


@dataclass(frozen=True)
class Late:
    """Something nobody has taken though all were told."""

    task: str
    kind: Promise
    where: str
    asked_at: datetime


class TableRow(NamedTuple):
    """A row: its head, its cells, and how long its bar is (per cent)."""

    head: str
    cells: Sequence[object]
    bar: int = 0


@dataclass(frozen=True)
class Table:
    """A table of figures with its title; the first cells of a row may be words."""

    key: str
    title: str
    head: Sequence[str]
    rows: Sequence[TableRow]
    bars: bool = False
    words: int = 0


#: Marked for translation here, said in the reader's language there.
TASK_HEAD = (
    gettext_noop("Task"),
    gettext_noop("Asked"),
    gettext_noop("Taken after"),
    gettext_noop("Answered after"),
    gettext_noop("Solved with help"),
    gettext_noop("At first contact"),
    gettext_noop("Taken back"),
)


@login_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The experts, and the load of the reader's places in some days. Raises: Refusal NOT_ALLOWED, UNKNOWN_PLACE, BAD_DAY."""
    by, at, town = request_actor(request), clock.now(), book.town()
    mine = [place for place in places.service_points() if by.may(Right.ARRANGE, place.pk)]
    if not mine:
        raise Refusal(Code.NOT_ALLOWED, right=Right.ARRANGE.value)
    waiting = [_late(row, town) for row in queries.for_leads([place.pk for place in mine])]
    return _drawn(request, mine, "load", {"waiting": waiting, "experts": _experts(by, town, at), "at": at})


@login_required
@require_GET
def counts(request: HttpRequest) -> HttpResponse:
    """The load of every place in numbers, nobody named, for those who see the statistics of all. Raises: as `page`."""
    request_actor(request).require(Right.SEE_STATISTICS, EVERYWHERE)
    return _drawn(request, places.service_points(), "counts", {})


def _drawn(request: HttpRequest, mine: Sequence[ServicePoint], section: str, more: dict[str, object]) -> HttpResponse:
    chosen, days, town = _chosen(request, mine), days_asked(request), book.town()
    there, by = [chosen] if chosen else mine, request_actor(request)
    few = not all(by.works_at(place.pk) for place in there)
    facts = {
        "section": section,
        "places": mine,
        "chosen": chosen.slug if chosen else "",
        "first": days.first,
        "last": days.last,
        **_figures(there, days, town, named=section == "load", few=few),
        "doors": doors(by),
        **more,
    }
    return render(request, "lifelines/load.html", facts)


def _chosen(request: HttpRequest, mine: Sequence[ServicePoint]) -> ServicePoint | None:
    """The place that was chosen of the reader's; None: all. Raises: Refusal UNKNOWN_PLACE."""
    slug = request.GET.get("place", "").strip()
    chosen = next((place for place in mine if place.slug == slug), None)
    if slug and chosen is None:
        raise Refusal(Code.UNKNOWN_PLACE, place=slug)
    return chosen


def _experts(by: Actor, town: Town, at: datetime) -> list[Row]:
    today, seen = clock.local_day(at), as_seen(town, at)
    rows = []
    for person, _said in queries.experts():
        one = seen[person.staff]
        able = sorted((name_on(town, task, today) for task in tasks_of(person, town, today)), key=collation)
        rows.append(
            Row(
                person.staff,
                person.name,
                RECEIVERS[one.receiver],
                able,
                capfirst(str(WHYS[one.why])),
                one.load,
                minutes(one.usual_seconds),
                any(arranges(by, sits) for sits in person.sits),
            )
        )
    return rows


def _figures(chosen: Sequence[ServicePoint], days: Days, town: Town, *, named: bool, few: bool) -> dict[str, object]:
    """What was asked from some places in some days: a sentence, and tables by task, by place (and expert), and by hour.

    Args:
        few: numbers of a few are kept back.
    """
    ids = [place.pk for place in chosen]
    times, loads = figures.answer_times(ids, days.first, days.last), figures.load(ids, days.first, days.last)
    secret = kept_back(times) if few else frozenset()
    of_whom = _by_expert(loads) if named else _by_place(loads, few=few)
    tables = [_by_task(times, days, town, secret), of_whom, _by_hour(loads, few=few)]
    kept = any(MARK in map(str, row.cells) for table in tables for row in table.rows)
    return {"lead": lead(times, secret), "tables": tables, "kept_back": KEPT_BACK if kept else ""}


class _Ended(Enum):
    """How a lifeline ended: helped at the first contact, helped later; both together; taken back; or not yet."""

    FIRST = "first"
    LATER = "later"
    HELPED = "helped"
    BACK = "back"
    ELSE = "else"


Secret = frozenset[tuple[object, object]]


def kept_back(times: Sequence[figures.TaskTimes]) -> Secret:
    """What must not be told, as (how it ended or Sum.ALL, key of a task or Sum.ALL); how many there are in all goes last."""
    cells: dict[tuple[object, object], int] = {}
    for one in times:
        cells[_Ended.FIRST, one.task] = one.first_contact
        cells[_Ended.LATER, one.task] = one.helped - one.first_contact
        cells[_Ended.BACK, one.task] = one.back
        cells[_Ended.ELSE, one.task] = max(one.asked - one.helped - one.back, 0)
    groups: dict[object, object] = {_Ended.FIRST: _Ended.HELPED, _Ended.LATER: _Ended.HELPED}
    if sum(cells.values()) < SMALL:
        return in_table(cells, groups=groups)
    try:
        return in_table(cells, groups=groups, known=[(Sum.ALL, Sum.ALL)])
    except ValueError:
        return in_table(cells, groups=groups)


def lead(times: Sequence[figures.TaskTimes], secret: Secret) -> str:
    asked, helped, first = (sum(getattr(one, name) for one in times) for name in ("asked", "helped", "first_contact"))
    kept = (Sum.ALL, Sum.ALL) in secret
    if kept and asked >= SMALL:
        return ""
    many = gettext("under {few}").format(few=SMALL) if kept else asked
    said = ngettext("Asked %(asked)s time.", "Asked %(asked)s times.", SMALL if kept else asked) % {"asked": many}
    if not asked or not secret.isdisjoint((one, Sum.ALL) for one in (Sum.ALL, _Ended.HELPED, _Ended.FIRST)):
        return said
    solved = gettext("Solved with help: %(helped)s, at the first contact: %(first)s.") % {
        "helped": helped,
        "first": first,
    }
    return f"{said} {solved}"


def _by_task(times: Sequence[figures.TaskTimes], days: Days, town: Town, secret: Secret) -> Table:
    head = [gettext(word) for word in TASK_HEAD]
    rows = []
    for one in times:
        told: dict[object, int] = {
            Sum.ALL: one.asked,
            _Ended.HELPED: one.helped,
            _Ended.FIRST: one.first_contact,
            _Ended.BACK: one.back,
        }
        asked, *ended = (MARK if (what, one.task) in secret else number for what, number in told.items())
        lasted = [MARK if asked == MARK else minutes(time) for time in (one.to_accept, one.to_answer)]
        rows.append(TableRow(name_on(town, one.task, days.last), [asked, *lasted, *ended]))
    return Table("by-task", gettext("What is asked about"), head, rows)


def _by_expert(loads: Sequence[figures.Load]) -> Table:
    """How many and how long, by expert and place; those with most first."""
    had: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in loads:
        had[one.name, one.place][0] += one.number
        had[one.name, one.place][1] += one.seconds
    rows = [
        TableRow(name, [place, number, minutes(seconds // number)])
        for (name, place), (number, seconds) in sorted(
            had.items(), key=lambda pair: (-pair[1][0], collation(pair[0][0]))
        )
    ]
    head = [gettext("Who"), gettext("From"), gettext("Taken"), gettext("In hand, on average")]
    return Table("by-expert", gettext("Who had how much, from where"), head, rows, words=1)


def _by_place(loads: Sequence[figures.Load], *, few: bool) -> Table:
    """How many and how long, by place in the order of the alphabet."""
    numbers, seconds = Counter[str](), Counter[str]()
    for one in loads:
        numbers[one.place] += one.number
        seconds[one.place] += one.seconds
    told = numbers_of_few.numbers(numbers, few=few)
    rows = [
        TableRow(
            place, [MARK] * 2 if UNTOLD in told[place] else [numbers[place], minutes(seconds[place] // numbers[place])]
        )
        for place in sorted(numbers, key=collation)
    ]
    head = [gettext("From"), gettext("Taken"), gettext("In hand, on average")]
    return Table("by-place", gettext("How much was asked from where"), head, rows)


def _by_hour(loads: Sequence[figures.Load], *, few: bool) -> Table:
    """What is kept back has no bar."""
    hours = Counter[int]()
    for one in loads:
        hours[one.hour] += one.number
    told = numbers_of_few.numbers(hours, few=few)
    most = max((count for hour, count in hours.items() if UNTOLD not in told[hour]), default=1)
    rows = [
        TableRow(f"{hour}-{hour + 1}", [MARK])
        if UNTOLD in told[hour]
        else TableRow(f"{hour}-{hour + 1}", [hours[hour]], round(100 * hours[hour] / most))
        for hour in sorted(hours)
    ]
    return Table("by-hour", gettext("When it is asked"), [gettext("Hour"), gettext("Taken")], rows, bars=True)


def _late(row: Lifeline, town: Town) -> Late:
    task = name_on(town, row.task.key, row.day)
    desk = [row.desk.name] if row.desk else []
    return Late(task, WAYS[row.way], ", ".join([row.service_point.name, *desk]), row.asked_at)


def minutes(seconds: int | None) -> str:
    """A time in minutes, rounded up; a dash where nothing was measured."""
    return "–" if seconds is None else gettext("%(number)s min") % {"number": -(-seconds // A_MINUTE)}
