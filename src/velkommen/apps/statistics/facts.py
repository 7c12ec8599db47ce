"""From facts to blocks: the one function that counts a day, whether it is open, being sealed, or counted once more.

Statements are as many for a day as for ten years: enquiries with what their periods and visits say, appointments, who of those missed
served somebody else, lifelines. What is read most is added up column by column, since rows are many.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from operator import getitem
from typing import Any

from django.db import connection
from django.db.models import Case, F, FilteredRelation, Max, Min, Q, QuerySet, SmallIntegerField
from django.db.models import When as If
from django.db.models.functions import Coalesce

from velkommen.apps.appointments.models import Appointment
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.lifelines.models import Lifeline
from velkommen.apps.statistics.columns import Column, Together, apart, raw
from velkommen.apps.statistics.hours import Hours
from velkommen.domain.blocks import Block, Lasting, Minutes, When
from velkommen.domain.booking.fates import HERE, Fate, Promised, shared, waited
from velkommen.domain.booking.life import AppointmentState
from velkommen.domain.day_hours import MINUTES, DayHours
from velkommen.domain.hours.periods import Span
from velkommen.domain.lifecycle import State
from velkommen.domain.measures import MEASURED
from velkommen.domain.spans import each_day
from velkommen.shared import clock

Key = tuple[date, int]  # local day, service point id
Stretch = tuple[date, date]  # the first and the last local day, both included
MOST_SAID = 20_000  # texts remembered of a column
MOST_VISITS = 2**63 - 1  # the highest id a database gives
SETTLED = time(3)  # of the next local day: nothing of a day can be expected any more
NO_TIME = -1
#: What is read of enquiries, column by column.
_ENQUIRY: dict[str, Column] = {
    "minutes": Column(Case(If(imprecise=True, then=NO_TIME), default=F("minute"), output_field=SmallIntegerField())),
    "tasks": Column(Together("task_id", "outcome", "unit")),
    "channels": Column(Together("channel", "kind")),
    "referrals": Column(
        Together("task_id", "outcome", Coalesce("destination_id", 0), "reason"),
        Q(destination__isnull=False) | ~Q(reason=""),
    ),
    "endings": Column("came__ending", Q(current=True)),
    "of_booked": Column("id", Q(came__booked=True)),
}
_PERIOD = {
    f"{kind.value}_{name}": Column(name, Q(kind=kind.value)) for kind in MEASURED for name in ("seconds", "enquiry_id")
}
_APPOINTMENT = ("service_point", "day", "staff", "state", "starts_at", "ends_at", "keeps_until", "ended_at")


@dataclass(frozen=True)
class Wanted:
    """Which facts: of these service points (all when None), of days in these stretches (disjoint)."""

    places: Sequence[int] | None
    stretches: Sequence[Stretch]

    def of(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows with their `day` and `service_point` in it, in no order."""
        found = rows.filter(self._days()).order_by()
        return found if self.places is None else found.filter(service_point__in=list(self.places))

    def since(self, day: date | None) -> "Wanted":
        """Without the days before the first anything was counted on: nothing is told of those."""
        if day is None:
            return self
        return Wanted(self.places, [(max(first, day), last) for first, last in self.stretches if last >= day])

    def has(self, place: int) -> bool:
        return self.places is None or place in self.places

    def _days(self) -> Q:
        """Single days as a list, since a database finds those faster than many stretches."""
        if len(self.stretches) == 1:
            return Q(day__range=self.stretches[0])
        found = Q(day__in=[first for first, last in self.stretches if first == last])
        for first, last in self.stretches:
            if first != last:
                found |= Q(day__range=(first, last))
        return found


def build(wanted: Wanted, hours: Hours, at: datetime) -> dict[Key, Block]:
    """(local day, service point id) -> what is counted of it, by a moment; what has nothing is left out."""
    found: dict[Key, Block] = defaultdict(Block)
    wanted = wanted.since(hours.since)
    if wanted.stretches:
        _periods(found, wanted, booked=_enquiries(found, wanted, hours))
        _appointments(found, wanted, at)
        _lifelines(found, wanted)
        _staffed(found, wanted, hours, at)
    return {key: block for key, block in found.items() if block}


def _enquiries(found: dict[Key, Block], wanted: Wanted, hours: Hours) -> set[str]:
    """Count what was asked. Gives the ids, as texts, of what somebody came with who had booked."""
    asked = _with_visits(wanted.of(Enquiry.objects.filter(withdrawn=False)))
    rows = asked.values("day", "service_point").annotate(**_ENQUIRY)
    booked: set[str] = set()
    for day, place, minutes, *texts, endings, ids in raw(rows.values_list("day", "service_point", *_ENQUIRY)):
        block = found[day, place]
        _count(block, day, hours.of(day), minutes.split(","), *map(apart, texts))
        block.endings.update(filter(None, apart(endings)))
        booked.update(apart(ids))
    return booked


def _with_visits(rows: QuerySet[Enquiry]) -> QuerySet[Enquiry]:
    """The same, with their visits as `came`. PostgreSQL would read every visit there ever was for those of a month, were it not told
    between which they lie; to look for the first and the last in the index of visits would take as long (so: + 0)."""
    ids = {"first": 0, "last": MOST_VISITS}
    if connection.vendor == "postgresql":
        found = rows.aggregate(first=Min(F("visit_id") + 0), last=Max(F("visit_id") + 0))
        ids = {name: found[name] or 0 for name in ids}
    return rows.annotate(came=FilteredRelation("visit", condition=Q(visit__id__range=(ids["first"], ids["last"]))))


def _count(
    block: Block, day: date, hours: DayHours, minutes: Sequence[str], tasks: Iterable[str], *texts: Iterable[str]
) -> None:
    """Count the enquiries of a day at a place, row by row as `_ENQUIRY` says them."""
    channels, referrals = texts
    block.tasks.update(map(getitem, map(_cells(hours.halls).__getitem__, minutes), tasks))
    block.channels.update(map(_CHANNELS.__getitem__, channels))
    block.referrals.update(map(_REFERRALS.__getitem__, referrals))
    block.hours.update(map(_HOURS[day.weekday()].__getitem__, minutes))
    block.imprecise = block.hours.pop(_NO_HOUR, 0)


class _Said(dict[str, Any]):
    """What texts of a column say, each read once and remembered: the same text is then the same object, which is quick to count."""

    def __init__(self, read: Callable[[list[str]], tuple[int | str, ...]]) -> None:
        self._read = read

    def __missing__(self, text: str) -> tuple[int | str, ...]:
        if len(self) >= MOST_SAID:
            self.clear()
        self[text] = found = self._read(text.split(" "))
        return found


def _tasks_of(came: When) -> _Said:
    """A task, its outcome and its unit -> what they are counted as in `Block.tasks`."""
    return _Said(lambda said: (int(said[0]), said[1], said[2], came.value))


_CHANNELS = _Said(tuple)
_REFERRALS = _Said(lambda said: (int(said[0]), said[1], int(said[2]), said[3]))
_TASKS = {came: _tasks_of(came) for came in When}
_NO_HOUR = (-1, -1)
_CLOCK = [str(minute) for minute in (*range(MINUTES), NO_TIME)]


def _keys_of(weekday: int) -> dict[str, tuple[int, int]]:
    """Minute of the day, as text -> what it is counted as in `Block.hours`."""
    keys = [(weekday, hour) for hour in range(24)]
    return dict(zip(_CLOCK, [*(keys[minute // 60] for minute in range(MINUTES)), _NO_HOUR], strict=True))


_HOURS = [_keys_of(weekday) for weekday in range(7)]


@lru_cache(maxsize=64)
def _cells(halls: tuple[Span, ...] | None) -> dict[str, _Said]:
    """Minute of the day, as text -> what a task, its outcome and its unit are counted as."""
    when = (*DayHours(halls=halls).when(), When.UNKNOWN.value)
    return dict(zip(_CLOCK, (_TASKS[When(came)] for came in when), strict=True))


def _periods(found: dict[Key, Block], wanted: Wanted, booked: set[str]) -> None:
    """Count how long things took: an enquiry's periods of a kind are one duration. The withdrawn and the unreliable are left out."""
    set_aside = wanted.of(Enquiry.objects.filter(Q(withdrawn=True) | Q(unreliable=True)))
    rows = wanted.of(Period.objects.filter(kind__in=[kind.value for kind in MEASURED]))
    rows = rows.exclude(enquiry__in=set_aside.values("id")).values("day", "service_point").annotate(**_PERIOD)
    for day, place, *texts in raw(rows.values_list("day", "service_point", *_PERIOD)):
        for kind, seconds, enquiries in zip(MEASURED, texts[::2], texts[1::2], strict=True):
            if seconds is not None:
                _last(found[day, place], kind, list(map(int, seconds.split(","))), enquiries.split(","), booked)


def _last(block: Block, kind: State, seconds: list[int], enquiries: Sequence[str], booked: AbstractSet[str]) -> None:
    """Count periods of a kind, each with the id of its enquiry."""
    if len(set(enquiries)) < len(enquiries):
        lasted = Counter[str]()
        for enquiry, more in zip(enquiries, seconds, strict=True):
            lasted[enquiry] += more
        enquiries, seconds = list(lasted), list(lasted.values())
    block.last(kind.value, seconds)
    if booked and kind is State.WAITING:
        both = zip(enquiries, seconds, strict=True)
        block.last(Lasting.BOOKED.value, [waited for enquiry, waited in both if enquiry in booked])


@dataclass(frozen=True)
class _Missed:
    block: Block
    day: date
    staff: int
    starts: datetime
    ends: datetime


def _appointments(found: dict[Key, Block], wanted: Wanted, at: datetime) -> None:
    missed: list[_Missed] = []
    for place, day, staff, promised, called, served in _booked(wanted):
        block, fate = found[day, place], promised.fate(min(at, settled(day)))
        block.fates[fate.value] += 1
        if fate in HERE or fate is Fate.MISSED:
            block.minutes[Minutes.PROMISED.value] += promised.minutes
        if fate in HERE:
            block.minutes[Minutes.CAME.value] += promised.minutes
            block.minutes[Minutes.USED.value] += round(served / 60)
        if called is not None and promised.kept:
            block.lasted(Lasting.BEYOND.value, waited(promised, called))
        if fate is Fate.MISSED:
            block.minutes[Minutes.MISSED.value] += promised.minutes
            missed.append(_Missed(block, day, staff, promised.starts, promised.ends))
    _given(missed)


def _booked(wanted: Wanted) -> Iterable[tuple[int, date, int, Promised, datetime | None, int]]:
    """Everything that was ever booked for the days, with when they were called first and how many seconds they were served."""
    mine = wanted.of(Appointment.objects.filter(booked_at__isnull=False))
    called, served = _came(wanted, mine)
    visit = ("visit", "visit__opened_at", "visit__booked")
    for row in mine.values_list(*_APPOINTMENT, *visit):
        place, day, staff, state, starts, ends, until, ended, pk, came, kept = row
        off = ended is not None and clock.local_day(ended) == day
        promised = Promised(AppointmentState(state), starts, ends, until, came, bool(kept), off)
        yield place, day, staff, promised, called.get((pk, day)), served[pk, day]


def _came(
    wanted: Wanted, mine: QuerySet[Appointment]
) -> tuple[dict[tuple[int, date], datetime], Counter[tuple[int, date]]]:
    """(visit id, local day) -> when its first waiting ended, and the seconds it was served, of those who came to an appointment (one
    statement). What is added after midnight is of the next day, whether or not that one is counted too."""
    kinds = [State.WAITING.value, State.SERVING.value]
    rows = wanted.of(Period.objects.filter(kind__in=kinds, enquiry__visit__in=mine.values("visit")))
    called: dict[tuple[int, date], datetime] = {}
    served = Counter[tuple[int, date]]()
    for visit, day, kind, ended, seconds in rows.values_list("enquiry__visit", "day", "kind", "ended_at", "seconds"):
        if kind == State.SERVING:
            served[visit, day] += seconds
        else:
            called[visit, day] = min(ended, called.get((visit, day), ended))
    return called, served


def _given(missed: Sequence[_Missed]) -> None:
    """In how many minutes of what was missed its person served somebody else, wherever (one statement)."""
    if not missed:
        return
    days, people = {one.day for one in missed}, {one.staff for one in missed}
    served = Period.objects.filter(
        staff__in=people, kind=State.SERVING.value, day__range=(min(days), max(days))
    ).values_list("staff", "day", "started_at", "ended_at")
    busy: dict[tuple[int, date], list[tuple[datetime, datetime]]] = defaultdict(list)
    for staff, day, begun, ended in served:
        busy[staff, day].append((begun, ended))
    times: dict[Key, timedelta] = defaultdict(timedelta)
    blocks: dict[Key, Block] = {}
    for one in missed:
        key = (one.day, id(one.block))
        blocks[key] = one.block
        for begun, ended in busy[one.staff, one.day]:
            times[key] += shared(one.starts, one.ends, begun, ended)
    for key, spent in times.items():
        blocks[key].minutes[Minutes.GIVEN.value] += round(spent / timedelta(minutes=1))


def _lifelines(found: dict[Key, Block], wanted: Wanted) -> None:
    rows = wanted.of(Lifeline.objects.filter(enquiry__withdrawn=False))
    columns = ("day", "service_point", "task", "end", "helped", "enquiry__outcome")
    for day, place, task, end, helped, outcome, asked, accepted, answered in rows.values_list(
        *columns, "asked_at", "accepted_at", "answered_at"
    ):
        block = found[day, place]
        block.helped[task, end, "" if helped is None else "yes" if helped else "no", outcome] += 1
        for kind, until in ((Lasting.TO_ACCEPT, accepted), (Lasting.TO_ANSWER, answered)):
            if until is not None:
                block.lasted(kind.value, int((until - asked).total_seconds()))


def _staffed(found: dict[Key, Block], wanted: Wanted, hours: Hours, at: datetime) -> None:
    for day, place, staffed in staffed_hours(wanted, hours, at):
        block = found[day, place]
        block.staffed = staffed.bit_count()
        block.covered = (staffed & counted(block)).bit_count()


def staffed_hours(wanted: Wanted, hours: Hours, at: datetime) -> Iterator[tuple[date, int, int]]:
    """(local day, service point id, its staffed clock hours that are over, one bit each), where there are any."""
    local = clock.local(at)
    for first, last in wanted.stretches:
        for day in each_day(max(first, hours.since or last), min(last, local.date())):
            over = (1 << local.hour) - 1 if day == local.date() else -1
            for place, staffed in hours.of(day).staffed.items():
                if wanted.has(place) and staffed & over:
                    yield day, place, staffed & over


def counted(block: Block) -> int:
    """The clock hours in which something was counted, one bit each: of the block of a day."""
    found = 0
    for (_, hour), number in block.hours.items():
        found |= bool(number) << hour
    return found


def settled(day: date) -> datetime:
    """From when on nothing of a local day is expected any more: what was promised then came or did not."""
    return datetime.combine(day + timedelta(days=1), SETTLED, clock.zone())
