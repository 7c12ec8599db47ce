"""What became of appointments in a period: who came, who did not, what their time was used for; and what was wished for in vain.

Nothing of anybody: counts, minutes and waits, place by place. Five statements, however long the period.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum

from velkommen.apps.appointments.models import Appointment, Unmet
from velkommen.apps.enquiries.models import Period
from velkommen.apps.evaluation import counting
from velkommen.apps.evaluation.counting import Scope
from velkommen.domain.booking.fates import HERE, OFF, Fate, Promised, shared, waited
from velkommen.domain.booking.life import AppointmentState
from velkommen.domain.lifecycle import State
from velkommen.domain.measures import Share, Spread, spread
from velkommen.shared import clock

_COLUMNS = ("service_point", "day", "staff", "state", "starts_at", "ends_at", "keeps_until", "ended_at")


@dataclass
class AtPlace:
    """The appointments of one place in a period: how many had which fate, and minutes.

    `promised`: of all that were not cancelled and whose time is over; `came`: of those who came; `used`: what they were served;
    `missed`: of those nobody came to, of which `given`: those in which the person they were promised served somebody else.
    """

    fates: Counter[Fate] = field(default_factory=Counter)
    promised: int = 0
    came: int = 0
    used: int = 0
    missed: int = 0
    given: int = 0

    @property
    def booked(self) -> int:
        return self.fates.total()

    @property
    def here(self) -> int:
        return sum(self.fates[fate] for fate in HERE)

    @property
    def off(self) -> int:
        return sum(self.fates[fate] for fate in OFF)

    @property
    def no_shows(self) -> Share:
        """Of those who were expected: who came, and who did not."""
        return Share(self.fates[Fate.MISSED], self.here + self.fates[Fate.MISSED])

    @property
    def lost(self) -> int:
        return self.missed - self.given


@dataclass(frozen=True)
class UnmetLine:
    """How many searches for a task (by key) found no time, at a place (by id; None: at any)."""

    task: str
    place: int | None
    times: int


@dataclass(frozen=True)
class Appointed:
    """A period: service point id -> its appointments, the waits of those with one and of those who walked in, what was wished for."""

    places: Mapping[int, AtPlace]
    with_one: Spread
    walked_in: Spread
    unmet: Sequence[UnmetLine]


def appointed(places: Sequence[int] | None, first: date, last: date, at: datetime) -> Appointed:
    """What became by a moment of the appointments of some places (by id; all when None), from the first to the last local day."""
    scope = Scope(places, first, last)
    found: dict[int, AtPlace] = defaultdict(AtPlace)
    waits: Counter[int] = Counter()
    missed: list[_Missed] = []
    for place, day, staff, promised, called, served in _booked(scope):
        fate, here = promised.fate(at), found[place]
        here.fates[fate] += 1
        if fate in HERE or fate is Fate.MISSED:
            here.promised += promised.minutes
        if fate in HERE:
            here.came += promised.minutes
            here.used += round((served or 0) / 60)
        if called is not None and promised.kept:
            waits[waited(promised, called)] += 1
        if fate is Fate.MISSED:
            here.missed += promised.minutes
            missed.append(_Missed(place, day, staff, promised.starts, promised.ends))
    for place, given in _given(missed).items():
        found[place].given = given
    walked_in = counting.waited_without_appointment(scope)
    return Appointed(found, spread(waits.items()), spread(walked_in), _unmet(scope))


@dataclass(frozen=True)
class _Missed:
    place: int
    day: date
    staff: int
    starts: datetime
    ends: datetime


def _booked(scope: Scope) -> Iterable[tuple[int, date, int, Promised, datetime | None, int | None]]:
    """Everything that was ever booked for the days, with when they were called first and how many seconds they were served."""
    mine = Period.objects.filter(enquiry__visit=OuterRef("visit")).order_by()
    waiting = mine.filter(kind=State.WAITING.value).order_by("ended_at").values("ended_at")[:1]
    serving = mine.filter(kind=State.SERVING.value).values("enquiry__visit").annotate(all=Sum("seconds")).values("all")
    rows = _of(scope, Appointment.objects.filter(booked_at__isnull=False), "service_point").annotate(
        called=Subquery(waiting), served=Subquery(serving)
    )
    visit = ("visit__opened_at", "visit__booked")
    for row in rows.order_by().values_list(*_COLUMNS, *visit, "called", "served").iterator():
        place, day, staff, state, starts, ends, until, ended, came, kept, called, served = row
        off = ended is not None and clock.local_day(ended) == day
        promised = Promised(AppointmentState(state), starts, ends, until, came, bool(kept), off)
        yield place, day, staff, promised, called, served


def _given(missed: Sequence[_Missed]) -> dict[int, int]:
    """In how many minutes of what was missed its person served somebody else, place by place (one statement)."""
    if not missed:
        return {}
    asked = Appointment.objects.filter(
        staff=OuterRef("staff"), day=OuterRef("enquiry__day"), state=AppointmentState.BOOKED.value
    )
    days = {one.day for one in missed}
    served = Period.objects.filter(
        Exists(asked), kind=State.SERVING.value, enquiry__day__gte=min(days), enquiry__day__lte=max(days)
    )
    busy: dict[tuple[int, date], list[tuple[datetime, datetime]]] = defaultdict(list)
    for staff, day, begun, ended in served.values_list("staff", "enquiry__day", "started_at", "ended_at").iterator():
        busy[staff, day].append((begun, ended))
    found: dict[int, timedelta] = defaultdict(timedelta)
    for one in missed:
        for begun, ended in busy[one.staff, one.day]:
            found[one.place] += shared(one.starts, one.ends, begun, ended)
    return {place: round(time / timedelta(minutes=1)) for place, time in found.items()}


def _unmet(scope: Scope) -> list[UnmetLine]:
    """Most wished for first."""
    rows = _of(scope, Unmet.objects.all(), "service_point", anywhere=True)
    counted = rows.order_by().values_list("task__key", "service_point").annotate(all=Sum("times"))
    lines = [UnmetLine(*row) for row in counted]
    return sorted(lines, key=lambda line: (-line.times, line.task, line.place or 0))


def _of(scope: Scope, rows: QuerySet[Any], place: str, *, anywhere: bool = False) -> QuerySet[Any]:
    dated = rows.filter(day__gte=scope.first, day__lte=scope.last)
    if scope.places is None:
        return dated
    here = Q(**{f"{place}__in": list(scope.places)})
    return dated.filter(here | Q(**{place: None})) if anywhere else dated.filter(here)
