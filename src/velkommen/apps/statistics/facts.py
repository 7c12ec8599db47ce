"""From facts to blocks: the one function that counts a day, whether it is open, being sealed, or counted once more.

Statements are as many for a day as for ten years: enquiries, periods, booked waits, endings, appointments, who of those missed served
somebody else, lifelines.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Sum

from velkommen.apps.appointments.models import Appointment
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.lifelines.models import Lifeline
from velkommen.apps.statistics.hours import Hours
from velkommen.domain.blocks import Block, Lasting, Minutes
from velkommen.domain.booking.fates import HERE, Fate, Promised, shared, waited
from velkommen.domain.booking.life import AppointmentState
from velkommen.domain.lifecycle import State
from velkommen.domain.measures import MEASURED
from velkommen.shared import clock

Key = tuple[date, int]  # local day, service point id
_ENQUIRY = ("day", "service_point", "task", "outcome", "unit", "channel", "kind", "destination", "reason", "minute")
_APPOINTMENT = ("service_point", "day", "staff", "state", "starts_at", "ends_at", "keeps_until", "ended_at")


@dataclass(frozen=True)
class Scope:
    """Which enquiries: of these service points (all when None), from the first to the last local day, both included."""

    places: Sequence[int] | None
    first: date
    last: date

    def of(self, rows: QuerySet[Any], day: str = "day", place: str = "service_point") -> QuerySet[Any]:
        """Rows of these days and places, in no order."""
        found = rows.filter(**{f"{day}__gte": self.first, f"{day}__lte": self.last}).order_by()
        return found if self.places is None else found.filter(**{f"{place}__in": list(self.places)})


def build(scope: Scope, hours: Hours, at: datetime) -> dict[Key, Block]:
    """(local day, service point id) -> what is counted of it, by a moment; what has nothing is left out."""
    found: dict[Key, Block] = defaultdict(Block)
    _enquiries(found, scope, hours)
    _periods(found, scope)
    _endings(found, scope)
    _appointments(found, scope, at)
    _lifelines(found, scope)
    _staffed(found, scope, hours, at)
    return {key: block for key, block in found.items() if block}


def _enquiries(found: dict[Key, Block], scope: Scope, hours: Hours) -> None:
    rows = scope.of(Enquiry.objects.filter(withdrawn=False)).order_by("day", "service_point")
    read = rows.values_list(*_ENQUIRY, "imprecise").iterator(chunk_size=5_000)
    for key, one_day in groupby(read, key=itemgetter(0, 1)):
        _count(found[key], key[0], list(one_day), hours)


def _count(block: Block, day: date, rows: Sequence[tuple[Any, ...]], hours: Hours) -> None:
    placed = hours.placed(day)
    for _, _, task, outcome, unit, channel, kind, destination, reason, minute, imprecise in rows:
        block.tasks[task, outcome, unit, "" if imprecise else placed(minute)] += 1
        block.channels[channel, kind] += 1
        if destination or reason:
            block.referrals[task, outcome, destination or 0, reason] += 1
        if imprecise:
            block.imprecise += 1
        else:
            block.hours[day.weekday(), minute // 60] += 1


def _periods(found: dict[Key, Block], scope: Scope) -> None:
    """An enquiry's periods of a kind are one duration."""
    measured = Period.objects.filter(enquiry__withdrawn=False, enquiry__unreliable=False)
    for place, day, kind, seconds in _lasted(scope, measured.filter(kind__in=[kind.value for kind in MEASURED])):
        found[day, place].lasted(kind, seconds)
    booked = measured.filter(kind=State.WAITING.value, enquiry__visit__booked=True)
    for place, day, _, seconds in _lasted(scope, booked):
        found[day, place].lasted(Lasting.BOOKED, seconds)


def _lasted(scope: Scope, periods: QuerySet[Period]) -> Iterator[tuple[int, date, str, int]]:
    rows = scope.of(periods, "enquiry__day", "enquiry__service_point")
    each = rows.values_list("enquiry", "enquiry__service_point", "enquiry__day", "kind").annotate(all=Sum("seconds"))
    for _, place, day, kind, seconds in each.iterator(chunk_size=5_000):
        yield place, day, kind, seconds


def _endings(found: dict[Key, Block], scope: Scope) -> None:
    over = scope.of(Enquiry.objects.filter(withdrawn=False, current=True, visit__state=State.ENDED.value))
    for day, place, ending, visits in over.values_list("day", "service_point", "visit__ending").annotate(n=Count("id")):
        found[day, place].endings[ending] += visits


@dataclass(frozen=True)
class _Missed:
    block: Block
    day: date
    staff: int
    starts: datetime
    ends: datetime


def _appointments(found: dict[Key, Block], scope: Scope, at: datetime) -> None:
    missed: list[_Missed] = []
    for place, day, staff, promised, called, served in _booked(scope):
        block, fate = found[day, place], promised.fate(at)
        block.fates[fate.value] += 1
        if fate in HERE or fate is Fate.MISSED:
            block.minutes[Minutes.PROMISED.value] += promised.minutes
        if fate in HERE:
            block.minutes[Minutes.CAME.value] += promised.minutes
            block.minutes[Minutes.USED.value] += round((served or 0) / 60)
        if called is not None and promised.kept:
            block.lasted(Lasting.BEYOND.value, waited(promised, called))
        if fate is Fate.MISSED:
            block.minutes[Minutes.MISSED.value] += promised.minutes
            missed.append(_Missed(block, day, staff, promised.starts, promised.ends))
    _given(missed)


def _booked(scope: Scope) -> Iterable[tuple[int, date, int, Promised, datetime | None, int | None]]:
    """Everything that was ever booked for the days, with when they were called first and how many seconds they were served."""
    mine = Period.objects.filter(enquiry__visit=OuterRef("visit")).order_by()
    waiting = mine.filter(kind=State.WAITING.value).order_by("ended_at").values("ended_at")[:1]
    serving = mine.filter(kind=State.SERVING.value).values("enquiry__visit").annotate(all=Sum("seconds")).values("all")
    rows = scope.of(Appointment.objects.filter(booked_at__isnull=False)).annotate(
        called=Subquery(waiting), served=Subquery(serving)
    )
    visit = ("visit__opened_at", "visit__booked")
    for row in rows.values_list(*_APPOINTMENT, *visit, "called", "served").iterator():
        place, day, staff, state, starts, ends, until, ended, came, kept, called, served = row
        off = ended is not None and clock.local_day(ended) == day
        promised = Promised(AppointmentState(state), starts, ends, until, came, bool(kept), off)
        yield place, day, staff, promised, called, served


def _given(missed: Sequence[_Missed]) -> None:
    """In how many minutes of what was missed its person served somebody else, wherever (one statement)."""
    if not missed:
        return
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
    times: dict[Key, timedelta] = defaultdict(timedelta)
    blocks: dict[Key, Block] = {}
    for one in missed:
        key = (one.day, id(one.block))
        blocks[key] = one.block
        for begun, ended in busy[one.staff, one.day]:
            times[key] += shared(one.starts, one.ends, begun, ended)
    for key, time in times.items():
        blocks[key].minutes[Minutes.GIVEN.value] += round(time / timedelta(minutes=1))


def _lifelines(found: dict[Key, Block], scope: Scope) -> None:
    rows = scope.of(Lifeline.objects.filter(enquiry__withdrawn=False))
    columns = ("day", "service_point", "task", "end", "helped", "enquiry__outcome")
    for day, place, task, end, helped, outcome, asked, accepted, answered in rows.values_list(
        *columns, "asked_at", "accepted_at", "answered_at"
    ).iterator():
        block = found[day, place]
        block.helped[task, end, "" if helped is None else "yes" if helped else "no", outcome] += 1
        for kind, until in ((Lasting.TO_ACCEPT, accepted), (Lasting.TO_ANSWER, answered)):
            if until is not None:
                block.lasted(kind.value, int((until - asked).total_seconds()))


def _staffed(found: dict[Key, Block], scope: Scope, hours: Hours, at: datetime) -> None:
    """Staffed clock hours that are over, and those of them in which something was counted."""
    for day, place, staffed in hours.over(scope.first, scope.last, scope.places, clock.local(at)):
        block = found[day, place]
        counted = {hour for _, hour in block.hours}
        block.staffed, block.covered = len(staffed), len(staffed & counted)
