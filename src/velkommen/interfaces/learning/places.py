"""A place as its leader sees it: who can do what, how often it is done, and the way from a gap to a covered hour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from velkommen.apps.learning import able, plans, queries, volumes
from velkommen.apps.learning.able import Cell, Matrix
from velkommen.apps.learning.volumes import Volumes
from velkommen.apps.people.models import Staff
from velkommen.apps.placement import book
from velkommen.domain.competence import Level
from velkommen.domain.gaps import next_monday
from velkommen.domain.rights import Right
from velkommen.domain.small_cells import MARK
from velkommen.domain.volume import told
from velkommen.interfaces.learning import words
from velkommen.interfaces.learning.asking import learner, place_for
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE
from velkommen.shared.danish import collation
from velkommen.shared.wording_figures import KEPT_BACK
from velkommen.shared.wording_rules import UNITS


@dataclass(frozen=True)
class Square:
    """A cell as it is drawn: its letter, its words, what marks it."""

    key: str
    letter: str
    level: str
    words: str
    soon: bool
    ended: bool
    forward: bool
    learns: bool


@dataclass(frozen=True)
class Line:
    """Somebody, and what they can do, in the order of the columns."""

    staff: int
    name: str
    unit: str
    squares: Sequence[Square]
    others: Sequence[tuple[str, Square]]


@login_required
@require_GET
def matrix(request: HttpRequest, slug: str) -> HttpResponse:
    """People and competences of a place: levels, holes, what ends soon. A cell leads to its history and its deeds."""
    place, by = place_for(request, slug)
    at = clock.now()
    facts = _drawn(able.matrix([place.pk], at), clock.local_day(at))
    below = _below(place.pk)
    more = {"place": place, "section": "matrix", "below": below, "terms_too": by.may(Right.ARRANGE, EVERYWHERE)}
    return render(request, "learning/matrix.html", {**facts, **more})


@login_required
@require_GET
def everybody(request: HttpRequest) -> HttpResponse:
    """The same of all people and places, for those who arrange the whole municipality."""
    by = learner(request, Right.ARRANGE)
    by.require(Right.ARRANGE, EVERYWHERE)
    at = clock.now()
    facts = _drawn(able.matrix(None, at), clock.local_day(at))
    return render(request, "learning/matrix.html", {**facts, "section": "all", "terms_too": True})


@login_required
@require_GET
def volume(request: HttpRequest, slug: str) -> HttpResponse:
    """How often each competence is used at a place. Who leads it sees each person; others who work there, all of them together.

    Nothing of a single place and month is told to anybody else, since its figures may be a single colleague's (`domain.volume`).
    """
    place, by = place_for(request, slug, Right.SEE_STATISTICS)
    if not by.works_at(place.pk):
        return render(request, "learning/volume.html", {"place": place, "elsewhere": True})
    leads, at = by.may(Right.ARRANGE, place.pk), clock.now()
    today, town = clock.local_day(at), book.town()
    found = volumes.volumes(place.pk, at)
    names = _names(found) if leads else {}
    minimums = {key: terms.minimum for key, terms in queries.all_terms().items()}
    needed = {*able.needed_at(town, [place.pk], today), *minimums}
    rows: list[dict[str, Any]] = [
        {
            "name": words.key_name(town, key, today),
            "taught": key in needed,
            "minimum": minimums.get(key),
            "all": [_sum(found, key, month, leads=leads) for month in found.months],
            "people": _people(found.people.get(key, {}), names, found.months) if leads and key in needed else [],
        }
        for key in found.all
    ]
    rows.sort(key=lambda row: collation(str(row["name"])))
    facts = {
        "place": place,
        "section": "volume",
        "months": found.months,
        "rows": [row for row in rows if row["taught"]],
        "untaught": [row for row in rows if not row["taught"]],
        "mark": MARK,
        "kept_back": KEPT_BACK if any(None in row["all"] for row in rows) else "",
        "leads": leads,
        "below": _below(place.pk) if leads else [],
        "terms_too": by.may(Right.ARRANGE, EVERYWHERE),
    }
    return render(request, "learning/volume.html", facts)


@login_required
@require_GET
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The gaps of the coming weeks, who is nearest to closing each, the steps with their days."""
    place, by = place_for(request, slug)
    at = clock.now()
    today, town = clock.local_day(at), book.town()
    names = {person.id: person.name for person in town.places[place.pk].people}
    begins = next_monday(today)
    rows = [
        {
            "name": words.key_name(town, way.gap.key, today),
            "tasks": sorted((words.name_on(town, task, today) for task in way.gap.tasks), key=collation),
            "when": words.when(way.gap),
            "first": way.gap.first,
            "hours": round(way.gap.minutes / 60, 1),
            "steps": [(one, words.step(one, names, begins)) for one in way.steps],
            "covered": words.covered(way),
        }
        for way in plans.ways(place.pk, at)
    ]
    facts = {"place": place, "section": "plan", "rows": rows, "weeks": plans.WEEKS}
    return render(request, "learning/plan.html", {**facts, "terms_too": by.may(Right.ARRANGE, EVERYWHERE)})


def _drawn(found: Matrix, today: date) -> dict[str, object]:
    town = book.town()
    names = {one.key: words.key_name(town, one.key, today) for one in found.columns}
    order = sorted(range(len(found.columns)), key=lambda number: collation(names[found.columns[number].key]))
    columns = [
        {
            "key": one.key,
            "name": names[one.key],
            "tasks": [words.name_on(town, task, today) for task in one.tasks],
            "alone": one.alone,
            "holes": [words.name_on(town, task, today) for task in one.holes],
        }
        for one in (found.columns[number] for number in order)
    ]
    lines = [
        Line(
            row.staff,
            row.name,
            str(UNITS[row.unit]),
            [_square(row.cells[number]) for number in order],
            [(words.key_name(town, cell.key, today), _square(cell)) for cell in row.others],
        )
        for row in found.rows
    ]
    ending = [(line, column, square) for line in lines for column, square in _marked(line, columns)]
    legend = [(letter, level, words.level_word(Level(level))) for level, letter in words.LETTERS.items()]
    lacking = [one for one in columns if one["holes"] or not one["alone"]]
    return {"columns": columns, "lines": lines, "ending": ending, "legend": legend, "lacking": lacking}


def _marked(line: Line, columns: Sequence[Mapping[str, object]]) -> list[tuple[str, Square]]:
    """What of somebody ends soon or has just ended, with the name of the competence."""
    named = [(str(column["name"]), square) for column, square in zip(columns, line.squares, strict=True)]
    return [(name, square) for name, square in (*named, *line.others) if square.soon or square.ended]


def _square(cell: Cell) -> Square:
    level = cell.level
    letter = str(words.LETTERS[level]) if level else ""
    marks = (cell.soon, cell.ended is not None, cell.forward, cell.practised is not None)
    return Square(cell.key, letter, level or "", words.said(cell), *marks)


def _below(place: int) -> list[dict[str, str]]:
    """Who does something too seldom, why, and what is proposed."""
    found = volumes.below_minimum(place)
    if not found:
        return []
    town, today = book.town(), clock.local_day(clock.now())
    names = {person.id: person.name for person in town.places[place].people}
    places = {pk: there.name for pk, there in town.places.items()}
    return [
        {
            "who": one.name,
            "staff": str(one.staff),
            "key": one.key,
            "name": words.key_name(town, one.key, today),
            "why": words.why_below(one),
            "advice": words.advice(one, names, places),
        }
        for one in found
    ]


def _people(
    by_staff: Mapping[int, Mapping[date, int]], names: Mapping[int, str], months: Sequence[date]
) -> list[tuple[str, list[int]]]:
    rows = [(names.get(staff, ""), [of.get(month, 0) for month in months]) for staff, of in by_staff.items()]
    return sorted(rows, key=lambda row: collation(row[0]))


def _sum(found: Volumes, key: str, month: date, *, leads: bool) -> int | None:
    """What all did in a month; None where that would tell what one of them did."""
    number = found.all[key].get(month, 0)
    people = sum(bool(by_month.get(month)) for by_month in found.people[key].values())
    return number if leads else told(number, people)


def _names(found: Volumes) -> dict[int, str]:
    """Whoever served, also those who have left the place since (one statement)."""
    served = {staff for people in found.people.values() for staff in people}
    return {one.pk: one.shown_name for one in Staff.objects.filter(pk__in=served)}
