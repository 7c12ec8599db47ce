"""What a counting week counted: by task, type, channel, conclusion and what was answered; and how much of the staffed time it covers."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, F, Max, QuerySet

from velkommen.apps.counting.models import Answer, PaperSheet
from velkommen.apps.counting.queries import Week
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.places import queries as places_queries
from velkommen.domain.counting_weeks import SEVERAL, days
from velkommen.domain.coverage import Gap, coverage
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.measures import HourOfPlace, Share
from velkommen.shared import clock


def counted(week: Week, places: Collection[int]) -> QuerySet[Enquiry]:
    """The enquiries a week is about, at some of its places, with an outcome or without."""
    rows = Enquiry.objects.filter(
        service_point__in=sorted(week.places & set(places)),
        day__range=(week.row.first, week.ends),
        channel__in=week.row.channels,
        withdrawn=False,
    )
    return rows.filter(task__key__in=week.row.tasks) if week.row.tasks else rows


class Cell(NamedTuple):
    """So many enquiries share task (by key), type, channel and outcome ("": none yet)."""

    task: str
    kind: str
    channel: str
    outcome: str
    number: int


@dataclass(frozen=True)
class Answers:
    """What was answered: (task, answer) -> enquiries, of each question; and how many matters people came with -> how many came so.

    Who came with three matters is three enquiries and came once, so visits are counted there; who had no number came once with each.
    """

    digital: Counter[tuple[str, str]] = field(default_factory=Counter)
    avoidable: Counter[tuple[str, str]] = field(default_factory=Counter)
    matters: Counter[int] = field(default_factory=Counter)

    @property
    def came_with(self) -> dict[int, int]:
        """One matter, two, or `SEVERAL` and more -> how many came so."""
        found = dict.fromkeys(range(1, SEVERAL + 1), 0)
        for number, people in self.matters.items():
            found[min(number, SEVERAL)] += people
        return found


@dataclass(frozen=True)
class Results:
    """Everything a week says. `paper` is how many of the enquiries came in on paper."""

    week: Week
    cells: tuple[Cell, ...]
    answers: Answers
    paper: int
    share: Share

    @property
    def number(self) -> int:
        return sum(cell.number for cell in self.cells)

    def by(self, *names: str) -> Counter[tuple[str, ...]]:
        """Added up by some of task, kind, channel, outcome."""
        found: Counter[tuple[str, ...]] = Counter()
        for cell in self.cells:
            found[tuple(getattr(cell, name) for name in names)] += cell.number
        return found


def results(week: Week, places: Collection[int], at: datetime) -> Results:
    """The figures of a week at some of its places (a constant number of statements)."""
    rows = counted(week, places).order_by()
    found = rows.values_list("task__key", "kind", "channel", "outcome").annotate(number=Count("pk"))
    cells = tuple(Cell(*row) for row in found)
    paper = rows.filter(batch__in=_batches(week)).count()
    return Results(week, cells, _answers(week, rows), paper, covered(week, places, at).share)


def _batches(week: Week) -> QuerySet[PaperSheet, int]:
    return PaperSheet.objects.filter(week=week.row, current=True).values_list("batch", flat=True)


def _answers(week: Week, rows: QuerySet[Enquiry]) -> Answers:
    said = Answers()
    answers = Answer.objects.filter(week=week.row, enquiry__in=rows).order_by()
    grouped = answers.values_list("enquiry__task__key", "digital", "avoidable")
    for task, digital, avoidable, number in grouped.annotate(number=Count("pk")):
        if digital:
            said.digital[task, digital] += number
        if avoidable:
            said.avoidable[task, avoidable] += number
    return Answers(said.digital, said.avoidable, _matters(answers.exclude(matters=None)))


def _matters(answers: QuerySet[Answer]) -> Counter[int]:
    """How many came with how many matters: of a visit the most that was said (two statements)."""
    found: Counter[int] = Counter()
    alone = answers.filter(enquiry__visit=None).values_list("matters").annotate(number=Count("pk"))
    found.update({matters: number for matters, number in alone if matters})
    visits = answers.exclude(enquiry__visit=None).values_list("enquiry__visit").annotate(most=Max("matters"))
    found.update(most for _, most in visits if most)
    return found


@dataclass(frozen=True)
class Covered:
    """How much of the staffed time of a week something was counted in.

    Args:
        share: staffed clock hours that are over: with something counted, of all.
        places: the same of each place (id).
        gaps: hours nobody counted in, the newest day first.
        hours: how many enquiries each clock hour of a place and day has that has any.
        paper: days of a place with a sheet of paper: all their hours are taken for counted, since paper says no hour.
        timetables: place (id) -> when it is staffed.
    """

    share: Share
    places: Mapping[int, Share]
    gaps: tuple[Gap, ...]
    hours: Mapping[HourOfPlace, int]
    paper: frozenset[tuple[int, date]]
    timetables: Mapping[int, Timetable]


def covered(week: Week, places: Collection[int], at: datetime) -> Covered:
    """Compare what was counted with when somebody was there (five statements).

    Any enquiry shows that somebody was counting, also one this week does not ask about: an hour without passports may be a real zero,
    an hour without anything is a gap.
    """
    mine = sorted(week.places & set(places))
    first, last = week.row.first, week.ends
    timetables = places_queries.timetables(mine)
    rows = Enquiry.objects.filter(service_point__in=mine, day__range=(first, last), withdrawn=False, imprecise=False)
    told = rows.order_by().annotate(hour=F("minute") / 60).values_list("service_point", "day", "hour")
    hours = {(place, day, hour): number for place, day, hour, number in told.annotate(number=Count("pk"))}
    sheets = PaperSheet.objects.filter(week=week.row, service_point__in=mine, current=True, batch__enquiries__gt=0)
    paper = frozenset(sheets.order_by().values_list("service_point", "day").distinct())
    there = set(hours) | {
        (place, day, hour)
        for place in mine
        for day in days(first, last)
        if (place, day) in paper
        for hour in timetables[place].hours_of(day)
    }
    now = clock.local(at)
    each = {place: coverage({place: timetables[place]}, there, first, last, now) for place in mine}
    whole = Share(sum(one.share.part for one in each.values()), sum(one.share.whole for one in each.values()))
    gaps = sorted((gap for one in each.values() for gap in one.gaps), key=_newest)
    return Covered(whole, {place: one.share for place, one in each.items()}, tuple(gaps), hours, paper, timetables)


def _newest(gap: Gap) -> tuple[int, int, int]:
    return -gap.day.toordinal(), gap.place, gap.starts
