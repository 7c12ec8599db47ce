"""From a gap to a covered hour: when a place does something that nobody on duty can, who is nearest, and the steps with their days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from math import ceil

from velkommen.domain.competence import COUNTS, Level
from velkommen.domain.hours.periods import Span

A_WEEK = timedelta(days=7)
MONTH_IN_WEEKS = 52 / 12
SLOWEST = 0.5  # enquiries a week a training is planned with where fewer come: nobody plans for years


class How(StrEnum):
    """A step on the way."""

    DUTY = "duty"  # somebody who can works there: let them be on duty then
    FINISH = "finish"  # a peer training runs
    TRAIN = "train"  # peer training can begin
    COURSE = "course"  # a course is planned
    NOTHING = "nothing"  # nobody teaches it there, and no course is planned


@dataclass(frozen=True)
class Candidate:
    """Somebody of the place, and how near they are to the competence.

    Args:
        mandated: whether the agreement lets their unit do what it is needed for.
        forward: whether they put themselves forward for it.
        left: enquiries a running training still takes; None when none runs.
    """

    staff: int
    level: Level | None = None
    mandated: bool = True
    forward: bool = False
    left: int | None = None

    @property
    def able(self) -> bool:
        return self.level in COUNTS

    @property
    def nearness(self) -> tuple[int, int, int, int]:
        """What to sort by, the nearest first."""
        ranks = {Level.WITH_HELP: 0, Level.SEES: 1}
        return (self.left is None, not self.forward, ranks.get(self.level, 2) if self.level else 2, self.staff)


@dataclass(frozen=True)
class Planned:
    """A course to come that gives the competence: its id, its last day, free seats, and whether it lets people do it alone."""

    course: int
    last: date
    free: int
    alone: bool


@dataclass(frozen=True)
class Step:
    """What to do, who (a staff id, or None), by when it is done."""

    how: How
    done: date | None
    staff: int | None = None
    course: int | None = None
    enquiries: int = 0


@dataclass(frozen=True)
class Around:
    """What a place has to close a gap with.

    Args:
        teachers: staff ids of the place who teach it.
        courses: those to come that give it.
        a_month: enquiries of it at the place in a month.
        usual: enquiries a training takes.
    """

    people: Sequence[Candidate]
    teachers: Sequence[int] = ()
    courses: Sequence[Planned] = ()
    a_month: float = 0.0
    usual: int = 10


def plan(around: Around, today: date) -> tuple[Step, ...]:
    """The steps until the gap is covered, in order; the last one's day is the day it is covered (None: not in sight)."""
    mandated = [one for one in around.people if one.mandated]
    able = [one for one in mandated if one.able]
    if able:
        return tuple(Step(How.DUTY, today + A_WEEK, one.staff) for one in able[:2])
    nearest = min(mandated, key=lambda one: one.nearness, default=None)
    if nearest is None:
        return (Step(How.NOTHING, None),)
    if nearest.left is not None:
        return (Step(How.FINISH, _practised(today, nearest.left, around), nearest.staff, enquiries=nearest.left),)
    return _taught(nearest, around, today) or (Step(How.NOTHING, None, nearest.staff),)


def _taught(nearest: Candidate, around: Around, today: date) -> tuple[Step, ...]:
    """By a colleague, or on a course with a free seat that leaves them able alone, whichever ends first."""
    open_ = [one for one in around.courses if one.free > 0 and one.alone]
    ways = [Step(How.COURSE, one.last, nearest.staff, one.course) for one in open_]
    if [teacher for teacher in around.teachers if teacher != nearest.staff]:
        done = _practised(next_monday(today), around.usual, around)
        ways.append(Step(How.TRAIN, done, nearest.staff, enquiries=around.usual))
    return tuple(sorted(ways, key=lambda step: step.done or date.max)[:1])


def _practised(begins: date, enquiries: int, around: Around) -> date:
    """The day so many more enquiries have come, at the pace they come at the place."""
    weeks = ceil(enquiries / max(around.a_month / MONTH_IN_WEEKS, SLOWEST))
    return begins + A_WEEK * weeks


def next_monday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())


@dataclass
class Gap:
    """A competence nobody on duty has, in some staffed hours of the coming weeks.

    Args:
        tasks: what is offered there and needs it.
        times: weekday -> the spans by the clock on the wall, and how many days they came on.
        minutes: all of them together.
    """

    key: str
    first: date
    tasks: set[str] = field(default_factory=set)
    times: dict[int, dict[Span, int]] = field(default_factory=dict)
    minutes: int = 0

    def add(self, day: date, spans: Iterable[Span]) -> None:
        """The hours of one more day, each told once."""
        self.first = min(self.first, day)
        of_day = self.times.setdefault(day.weekday(), {})
        for span in spans:
            of_day[span] = of_day.get(span, 0) + 1
            self.minutes += span[1] - span[0]

    def usual(self) -> Mapping[int, tuple[Span, ...]]:
        """Weekday -> its spans, in order."""
        return {weekday: tuple(sorted(spans)) for weekday, spans in sorted(self.times.items())}
