"""One's own page: what one is able to do and until when, what one may do and may not yet, and what it takes to get there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from velkommen.apps.learning import queries, volumes
from velkommen.apps.learning.able import Cell, of_person
from velkommen.apps.learning.actions import put_oneself_forward, take_oneself_back
from velkommen.apps.learning.models import StaffCourse
from velkommen.apps.learning.volumes import Own
from velkommen.apps.placement import book
from velkommen.apps.placement.competences import held_by
from velkommen.apps.placement.queries import competences
from velkommen.domain.competence import COUNTS, Level
from velkommen.domain.kinds import DeskRole, Unit
from velkommen.domain.outcomes import Discretion
from velkommen.domain.placement.deciding import Able, Rule
from velkommen.domain.placement.town import Town
from velkommen.domain.training import NO_TERMS, Terms, months_after
from velkommen.interfaces.learning import words
from velkommen.interfaces.learning.asking import learner, led, own_places
from velkommen.interfaces.web.small_forms import Refused, Sent, answer, drawn
from velkommen.interfaces.web.templatetags.words import short_day
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.danish import collation
from velkommen.shared.wording import sentence
from velkommen.shared.wording_rules import ROLES, because_in_words


@dataclass(frozen=True)
class Held:
    """A competence of one's own, as the page shows it. `often`: against its minimum, where it has one; `advice`: what may help."""

    name: str
    cell: Cell
    letter: str
    level: str
    how: str
    used: int
    terms: Terms
    often: Own | None
    advice: str


@dataclass(frozen=True)
class Missing:
    """A competence one lacks: what needs it where, what it takes, and whether one has put oneself forward or is being trained.

    `place` is one of the places it is for, by id.
    """

    key: str
    name: str
    place: int
    places: Sequence[str]
    tasks: Sequence[str]
    takes: Sequence[str]
    cell: Cell


@dataclass
class Here:
    """What one may do at a place: tasks done in full, those for others with why, and those that take what one lacks."""

    place: int
    name: str
    may: list[str] = field(default_factory=list)
    other: list[tuple[str, str]] = field(default_factory=list)
    lacking: dict[str, list[str]] = field(default_factory=dict)


@login_required
def page(request: HttpRequest) -> HttpResponse:
    """What concerns the reader; putting oneself forward and taking that back."""
    by = learner(request)
    deeds: Mapping[str, Callable[[Sent], HttpResponse | None]] = {
        "forward": partial(_forward, put_oneself_forward),
        "back": partial(_forward, take_oneself_back),
    }
    return answer(request, deeds, partial(_page, request, by))


def _forward(deed: Callable[..., object], sent: Sent) -> None:
    deed(place=sent.id(), key=sent.text("key"), **sent.by())


def _page(request: HttpRequest, by: Actor, refused: Refused | None = None, status: int = 200) -> HttpResponse:
    at, staff = clock.now(), by.staff_id or 0
    today, town = clock.local_day(at), book.town()
    cells = of_person(staff, at)
    courses = queries.courses_to_come()
    able = Able(by.unit or Unit.LIBRARY, frozenset(cell.key for cell in cells if cell.level in COUNTS))
    here = [_here(town, place, able, today) for place in _known(town, by)]
    facts = {
        "held": _held(town, cells, by, at),
        "ended": [words.ended(cell, words.key_name(town, cell.key, today)) for cell in cells if cell.ended],
        "here": here,
        "missing": _missing(town, here, cells, courses, staff, today),
        "trainings": _trainings(town, staff, today),
        "seats": [row for row in courses if any(one.staff_id == staff for one in row.participants.all())],
        "led": led(by),
        "refused": sentence(refused.refusal) if refused and refused.refusal else "",
    }
    return drawn(request, "learning/mine.html", facts, status)


def _known(town: Town, by: Actor) -> list[int]:
    known = [place for place in own_places(by) if place in town.places]
    return sorted(known, key=lambda place: collation(town.places[place].name))


def _held(town: Town, cells: Sequence[Cell], by: Actor, at: datetime) -> list[Held]:
    terms, staff, today = queries.all_terms(), by.staff_id or 0, clock.local_day(at)
    often = volumes.own(staff, _known(town, by), at)
    longest = max([one.lasts or 0 for one in terms.values()], default=0) or 12
    rows = queries.used(months_after(today, -longest).replace(day=1), date.max, staff=[staff])
    found = []
    for cell in cells:
        if cell.row is None:
            continue
        of_key, row = terms.get(cell.key, NO_TERMS), cell.row
        since = months_after(today, -(of_key.lasts or 12)).replace(day=1)
        used = sum(one.enquiries for one in rows if one.key == cell.key and one.month >= since)
        how = words.won(row.won, row.taught_by.shown_name if row.taught_by else "", row.enquiries)
        letter, level = str(words.LETTERS[row.level]), words.level_word(cell.level)
        mine = often.get(cell.key)
        advice = str(words.OWN_PROPOSALS[mine.proposal]) if mine and mine.proposal else ""
        name = words.key_name(town, cell.key, today)
        found.append(Held(name, cell, letter, level, how, used, of_key, mine, advice))
    return sorted(found, key=lambda one: collation(one.name))


def _trainings(town: Town, staff: int, today: date) -> list[dict[str, object]]:
    rows = queries.trainings_of(staff)
    return [
        {"row": row, "name": words.key_name(town, row.key, today), "teaches": row.teacher_id == staff} for row in rows
    ]


def _here(town: Town, place: int, able: Able, today: date) -> Here:
    """What one may do at a place. Hours and equipment are not asked about: they are nobody's to learn."""
    found = Here(place, town.places[place].name)
    for task in town.places[place].offers:
        role, rules = town.role(task, place, today), town.rules(task, today)
        if role is None or rules is None:
            continue
        lacks, name = town.lacks(task, place, able, today), words.name_on(town, task, today)
        if lacks is None:
            found.may.append(f"{name}: {_as_what(role, rules.discretion)}")
        elif lacks.rule is Rule.NOT_COMPETENT:
            found.lacking.setdefault(rules.competence, []).append(name)
        else:
            found.other.append((name, because_in_words(lacks)))
    found.may.sort(key=collation)
    found.other.sort(key=lambda one: collation(one[0]))
    return found


def _as_what(role: DeskRole, discretion: Discretion) -> str:
    """The role; and that a judgement is for others, where it is one."""
    word = str(ROLES[role])
    return gettext("%(role)s for those who decide") % {"role": word} if discretion is Discretion.HIGH else word


def _missing(
    town: Town, here: Sequence[Here], cells: Sequence[Cell], courses: Sequence[StaffCourse], me: int, today: date
) -> list[Missing]:
    """All that one lacks at some place, once each, by name."""
    ways, own = _ways(town, here, courses, me, today), {cell.key: cell for cell in cells}
    found = []
    for key in ways:
        there = [one for one in here if key in one.lacking]
        tasks = sorted({name for one in there for name in one.lacking[key]}, key=collation)
        places = [one.name for one in there]
        cell = own.get(key, Cell(key))
        name = words.key_name(town, key, today)
        found.append(Missing(key, name, there[0].place, places, tasks, ways[key], cell))
    return sorted(found, key=lambda one: collation(one.name))


def _ways(
    town: Town, here: Sequence[Here], courses: Sequence[StaffCourse], me: int, today: date
) -> dict[str, list[str]]:
    """What it takes to become able, competence by competence: who teaches it where one works, which course is planned."""
    people = [person for one in here for person in town.places[one.place].people]
    names = {person.id: person.name for person in people if person.id != me}
    keys = {key for one in here for key in one.lacking}
    teachers: dict[str, list[str]] = {}
    for row in competences(names) if keys else []:
        if row.level == Level.TEACHES and held_by(row).holds(today):
            teachers.setdefault(row.key, []).append(names[row.staff_id])
    nothing = gettext("nobody here teaches it yet, and no course is planned: your leader sees that you want to")
    return {key: [*_by_colleagues(teachers.get(key, [])), *_by_courses(key, courses)] or [nothing] for key in keys}


def _by_colleagues(names: Sequence[str]) -> list[str]:
    together = ", ".join(sorted(names, key=collation))
    return [gettext("peer training with %(names)s") % {"names": together}] if names else []


def _by_courses(key: str, courses: Sequence[StaffCourse]) -> list[str]:
    text = gettext("the course “%(title)s” on %(day)s")
    giving = [course for course in courses if key in course.gives]
    days = [min(one.day for one in course.days.all()) for course in giving]
    return [text % {"title": course.title, "day": short_day(first)} for course, first in zip(giving, days, strict=True)]
