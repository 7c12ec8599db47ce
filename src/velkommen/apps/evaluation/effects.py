"""Before and after a change: which days and places are looked at, and what is found. The method is `domain.effects`.

A place is compared with places of its kind where nothing of the sort changed, which were counted all the time. Statements are constant.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Count

from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.evaluation.changes import changes
from velkommen.apps.evaluation.hours_then import HoursThen, hours_then
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.statistics import queries as statistics
from velkommen.apps.statistics.queries import Line, Scope
from velkommen.apps.yearbook import queries as yearbook
from velkommen.domain.effects.changes import Change, Sort
from velkommen.domain.effects.judging import Answer, Question, elsewhere, judge, pretended, window
from velkommen.domain.effects.stretches import MONTHS, WEEKS, Counted, Days, Months
from velkommen.domain.hours.days import A_DAY
from velkommen.domain.measures import LIBRARIES
from velkommen.domain.spans import Grain
from velkommen.shared import clock

MOST_BESIDE = 6  # places compared with: the biggest
SURELY = 5.0  # enquiries on a usual day of the week from which a day with none was not counted, rather than quiet
SLACK = 28  # days by which a place may have begun to be counted later, or stopped earlier
MONTHS_SLACK = 1


class What(StrEnum):
    """What may be looked at."""

    ENQUIRIES = "enquiries"
    TASK = "task"
    GROUP = "group"
    SOLVED = "solved"
    OUTSIDE = "outside"
    VISITS = "visits"
    LOANS = "loans"


MONTHLY = frozenset({What.VISITS, What.LOANS})
SHARES = frozenset({What.SOLVED, What.OUTSIDE})


@dataclass(frozen=True)
class Looked:
    """What is looked at: `key` is that of a task, or the letter of a task group."""

    what: What
    key: str = ""


@dataclass(frozen=True)
class Asked:
    """What somebody wants to know.

    Args:
        settling: weeks left out before and after the change.
        growing: whether the effect may grow or fade.
        beside: whether to compare with other places.
    """

    change: Change
    looked: Looked = Looked(What.ENQUIRIES)
    settling: int = 0
    growing: bool = False
    beside: bool = True


@dataclass(frozen=True)
class Found:
    """What was found, and what it was checked by.

    Args:
        beside: the places compared with (service point ids), `elsewhere` what the same question finds at each of them.
        alone: the answer without them, where they are in it.
        pretended: the answer about a change that never was; None where the time before is too short for that.
        others: what else changed at the place in the time looked at.
        first, last: the days looked at.
        not_counted: days of the place on which nobody counted.
        invented: whether the municipality is.
    """

    asked: Asked
    answer: Answer
    beside: Sequence[int] = ()
    elsewhere: Sequence[tuple[int, Answer]] = ()
    alone: Answer | None = None
    pretended: Answer | None = None
    others: Sequence[Change] = ()
    first: date = date.min
    last: date = date.min
    not_counted: int = 0
    invented: bool = False


@dataclass(frozen=True)
class _Place:
    """What was counted at a place, from the first to the last day anything was."""

    id: int
    counted: Counted
    first: date
    last: date
    gaps: int = 0


def history(allowed: Collection[int]) -> list[Change]:
    """What changed at some places, the newest first."""
    return changes(hours_then(allowed))


def effect(asked: Asked, allowed: Collection[int], at: datetime) -> Found:
    """What is found about a change, by a moment.

    Args:
        allowed: service points whose figures the reader may see: no others are compared with.
    """
    hours = hours_then(allowed)
    known = changes(hours)
    first, last = window(asked.change.day, MONTHS if asked.looked.what in MONTHLY else WEEKS)
    last = min(last, clock.local_day(at) - A_DAY)
    candidates = _candidates(asked, allowed, known, first, last) if asked.beside else []
    counted = _counted(asked.looked, [asked.change.place, *candidates], hours, first, last, at)
    found = _answered(asked, counted.get(asked.change.place), counted, hours, last)
    here = [one for one in known if one.place == asked.change.place and first <= one.day <= last]
    home = places.municipality()
    return replace(
        found,
        others=[one for one in here if not _is(one, asked.change)],
        first=max(first, found.first),
        last=last,
        invented=bool(home and home.invented),
    )


def _is(one: Change, change: Change) -> bool:
    """Whether a change of the history is the one asked about. A model and the tasks it moves that day are one; what else happened on the
    same day is not: no figure tells the two apart."""
    return one == change or (one.day == change.day and {one.sort, change.sort} == {Sort.MODEL, Sort.TASKS})


def _answered(asked: Asked, here: _Place | None, counted: Mapping[int, _Place], hours: HoursThen, last: date) -> Found:
    if here is None:
        nothing = Months({}) if asked.looked.what in MONTHLY else Days({}, {})
        return Found(asked, judge(Question(asked.change.day, nothing, (), asked.change.day, last)))
    beside = _alike(here, [one for place, one in counted.items() if place != here.id])
    holidays = hours.holidays(here.id)
    question = Question(
        asked.change.day,
        here.counted,
        [one.counted for one in beside],
        here.first,
        min(here.last, last),
        holidays,
        asked.settling,
        asked.growing,
    )
    answer = judge(question)
    found = Found(asked, answer, [one.id for one in beside], first=here.first, not_counted=here.gaps)
    return _checked(found, question) if answer.effect else found


def _checked(found: Found, question: Question) -> Found:
    """With the same question asked where the answer should be no."""
    never = pretended(question)
    return replace(
        found,
        alone=judge(replace(question, beside=())) if found.answer.compared else None,
        pretended=judge(never) if never else None,
        elsewhere=[(place, judge(one)) for place, one in zip(found.beside, elsewhere(question), strict=True)],
    )


def _candidates(asked: Asked, allowed: Collection[int], known: Sequence[Change], first: date, last: date) -> list[int]:
    """Places of the same kind where nothing of the sort changed in the time looked at."""
    moved = {one.place for one in known if one.sort in asked.change.moves and first <= one.day <= last}
    points = {point.pk: point for point in ServicePoint.objects.filter(pk__in=list(allowed)).order_by("id")}
    library = points[asked.change.place].kind in LIBRARIES
    return [
        place
        for place, point in points.items()
        if place != asked.change.place and place not in moved and (point.kind in LIBRARIES) is library
    ]


def _alike(here: _Place, others: Sequence[_Place]) -> list[_Place]:
    """Those counted as long as the place itself, the biggest of them."""
    slack = SLACK * A_DAY if isinstance(here.counted, Days) else 31 * MONTHS_SLACK * A_DAY
    long = [one for one in others if one.first <= here.first + slack and one.last >= here.last - slack]
    big = sorted(long, key=lambda one: (-sum(one.counted.numbers.values()), one.id))
    return sorted(big[:MOST_BESIDE], key=lambda one: one.id)


def _counted(
    looked: Looked, wanted: Sequence[int], hours: HoursThen, first: date, last: date, at: datetime
) -> dict[int, _Place]:
    """Service point id -> what was counted there in the time looked at; without places where nothing was."""
    if first > last:
        return {}
    if looked.what in MONTHLY:
        return _months(looked.what, wanted, first, last)
    sums: dict[int, dict[date, Line]] = {place: {} for place in wanted}
    for (day, place), line in statistics.lines(Scope(wanted, first, last), at, Grain.DAY).items():
        if line.number:
            sums[place][day] = line
    tasks = {} if looked.what in SHARES else _of_tasks(_tasks(looked), wanted, first, last)
    return {place: _place(place, days, looked, tasks, hours) for place, days in sums.items() if days}


def _tasks(looked: Looked) -> frozenset[int]:
    """The ids of the tasks that are looked at; of all enquiries those that are left out, since an election is no season of the year."""
    asked = {What.TASK: {"key": looked.key}, What.GROUP: {"group__letter": looked.key}}
    chosen = asked.get(looked.what, {"seasonal": True})
    return frozenset(Task.objects.filter(**chosen).values_list("id", flat=True))


def _of_tasks(tasks: frozenset[int], wanted: Sequence[int], first: date, last: date) -> dict[tuple[int, date], int]:
    """(service point id, local day) -> enquiries about some tasks (one statement, from an index alone)."""
    rows = Enquiry.objects.filter(service_point__in=wanted, day__range=(first, last), task__in=tasks, withdrawn=False)
    counted = rows.order_by().values_list("service_point", "day").annotate(number=Count("id"))
    return {(place, day): number for place, day, number in counted}


def _place(
    place: int, sums: Mapping[date, Line], looked: Looked, tasks: Mapping[tuple[int, date], int], hours: HoursThen
) -> _Place:
    first, last = min(sums), max(sums)
    opened = _open(place, sums, hours, first, last)
    gaps = _gaps(sums, opened)
    opened |= dict.fromkeys(gaps, 0.0)
    return _Place(place, _days(place, sums, looked, tasks, opened), first, last, len(gaps))


def _days(
    place: int,
    sums: Mapping[date, Line],
    looked: Looked,
    tasks: Mapping[tuple[int, date], int],
    opened: Mapping[date, float],
) -> Days:
    if looked.what is What.SOLVED:
        parts, wholes = {day: one.solved for day, one in sums.items()}, {day: one.answered for day, one in sums.items()}
        return Days(parts, opened, wholes)
    if looked.what is What.OUTSIDE:
        parts, wholes = {day: one.outside for day, one in sums.items()}, {day: one.placed for day, one in sums.items()}
        return Days(parts, opened, wholes)
    if looked.what is What.ENQUIRIES:
        return Days({day: one.number - tasks.get((place, day), 0) for day, one in sums.items()}, opened)
    return Days({day: tasks.get((place, day), 0) for day in sums}, opened)


def _open(place: int, sums: Mapping[date, Line], hours: HoursThen, first: date, last: date) -> dict[date, float]:
    """Each day its usual week has, with how much of it there was; a day something was counted on was not closed."""
    found = {}
    for ahead in range((last - first).days + 1):
        day = first + ahead * A_DAY
        usual = hours.usual(place, day)
        if usual:
            was = min(1.0, hours.staffed(place, day) / usual)
            found[day] = was or float(day in sums)
        elif day in sums:
            found[day] = 1.0
    return found


def _gaps(sums: Mapping[date, Line], opened: Mapping[date, float]) -> list[date]:
    """Open days on which nobody counted: with nothing at all, at a place where that weekday usually brings enough."""
    brought, times = Counter[int](), Counter[int]()
    for day, one in sums.items():
        brought[day.weekday()] += one.number
        times[day.weekday()] += 1
    return [
        day
        for day, much in opened.items()
        if much and day not in sums and brought[day.weekday()] >= SURELY * max(times[day.weekday()], 1)
    ]


def _months(what: What, wanted: Sequence[int], first: date, last: date) -> dict[int, _Place]:
    found: dict[int, dict[date, int]] = {}
    for one in yearbook.months(wanted, first, last):
        number = one.visits if what is What.VISITS else one.loans
        if number is not None:
            found.setdefault(one.place, {})[one.month] = number
    return {place: _Place(place, Months(known), min(known), last) for place, known in found.items()}
