"""How long the wait is: the one place where the line of a place as it is now is made ready to be replayed.

Two statements for any number of places, and one more where minutes were not measured yet that day. Everybody who tells a wait asks here.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from math import inf
from typing import Any, NamedTuple

from velkommen.apps.enquiries.minutes import Minutes, minutes
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.roster.queries import DeskNow, desks_now
from velkommen.apps.visits.queries import LINE_LIMIT
from velkommen.domain.intervals import minute_of
from velkommen.domain.kinds import Unit
from velkommen.domain.lifecycle import AT_DESK, State
from velkommen.domain.line import Rank, rank
from velkommen.domain.placement.deciding import Able
from velkommen.domain.placement.town import Town
from velkommen.domain.waiting.line import At, Line, Queued, Told
from velkommen.domain.waiting.ranges import WaitRange, widest
from velkommen.domain.waiting.replay import Busy, Person, Window
from velkommen.shared import clock

NOW = (State.WAITING.value, *(state.value for state in AT_DESK))


class _Open(NamedTuple):
    """An open visit by its current matter."""

    visit: int
    place: int
    state: str
    since: datetime
    queued_at: datetime
    booked: bool
    for_desk: int | None
    desk: int | None
    staff: int | None
    unit: str | None
    letter: str
    task: str


_COLUMNS = (
    "visit",
    "visit__service_point",
    "visit__state",
    "visit__since",
    "visit__queued_at",
    "visit__booked",
    "visit__for_desk",
    "visit__desk",
    "visit__staff",
    "visit__staff__unit",
    "visit__group__letter",
    "task__key",
)


@dataclass(frozen=True)
class _Worker:
    """Somebody who serves: what they are able to do, and of which lines (empty: all); `desk` 0 where none is theirs yet.

    `guest`: they are posted elsewhere.
    """

    at: At
    able: Able | None
    guest: bool
    desk: int = 0
    letters: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Waits:
    """The waits at one place at one moment.

    Args:
        seated: whether anybody sits at a desk, so that what is told rests on more than the roster.
    """

    seated: bool
    _line: Line
    _who: "_Who"

    def newcomer(self, task: str) -> Told | None:
        """The wait of somebody who draws a number now for a task by key; None when nobody can say."""
        letter = self._who.letter(task)
        return self._line.newcomer(task, self._who.by(task, letter)) if letter else None

    def of(self, visit: int) -> Told | None:
        """The wait from now on of a visit in line by id; None also when it is in line no more."""
        return self._line.of(visit)

    def in_line(self, letter: str) -> WaitRange | None:
        """One range for whoever draws a number of a line now, whatever they come for of it; None when nobody can say."""
        tasks = {self._who.by(task, letter): task for task in self._who.tasks_of(letter)}
        told = [self._line.newcomer(task, by) for by, task in tasks.items() if by]
        waits = [one.wait for one in told if one]
        return widest(waits) if waits else None


def waits(places: Collection[int], town: Town, at: datetime) -> dict[int, Waits]:
    """The waits at some places (ids) at a moment; a place the rules do not know is left out."""
    day, known = clock.local_day(at), [place for place in places if place in town.places]
    if not known:
        return {}
    rows = [_Open(*row) for row in _open(known, day)]
    desks, lasting = desks_now(known), minutes(known, town, day)
    return {
        place: _waits(
            _Desk(
                town,
                place,
                day,
                at,
                [row for row in rows if row.place == place],
                [desk for desk in desks if desk.place == place],
                lasting[place],
            )
        )
        for place in known
    }


def waits_at(place: int, town: Town, at: datetime) -> Waits | None:
    """The same for one place; None when the rules do not know it."""
    return waits([place], town, at).get(place)


def _open(places: Collection[int], day: date) -> list[tuple[Any, ...]]:
    rows = Enquiry.objects.filter(
        current=True, visit__service_point__in=places, visit__day=day, visit__state__in=NOW
    ).order_by("visit__queued_at", "visit_id")
    return list(rows.values_list(*_COLUMNS)[: LINE_LIMIT * len(places)])


class _Desk(NamedTuple):
    """All that was read of one place."""

    town: Town
    place: int
    day: date
    at: datetime
    rows: list[_Open]
    desks: list[DeskNow]
    lasting: Minutes


def _waits(read: _Desk) -> Waits:
    roster = _roster(read)
    workers = list(_at_desks(read, roster))
    here = {desk.staff for desk in read.desks} | {row.staff for row in read.rows if row.desk}
    recorded = read.town.places[read.place].hours_kept(read.day)
    later = {staff for staff, windows in roster.items() if recorded and windows[0][0] > 0} - here
    coming = [_by_roster(read, staff, roster[staff]) for staff in roster if staff in later]
    besides = [_by_roster(read, staff, roster[staff]) for staff in roster if staff not in later | here]
    who = _Who(read, [*workers, *coming, *besides])
    queue = [
        Queued(row.visit, place, row.task, max(_minutes(read.at, row.queued_at), 0.0), who.of(row))
        for place, row in sorted((_rank(row, read.at), row) for row in read.rows)
        if row.state == State.WAITING
    ]
    line = Line(
        people=[one.at for one in (*workers, *coming)],
        besides=[one.at for one in besides],
        queue=queue,
        known=read.lasting,
        seed=read.day.toordinal() * 10_000 + read.place,
    )
    return Waits(any(desk.staff for desk in read.desks), line, who)


def _rank(row: _Open, at: datetime) -> Rank:
    return rank(row.queued_at, at, booked=row.booked, visit=row.visit)


def _at_desks(read: _Desk, roster: dict[int, tuple[Window, ...]]) -> Iterator[_Worker]:
    """Who sits at a desk, or has a visit there, in order of the desks. Somebody who sits there off duty stays while it is open."""
    busy = {row.desk: row for row in read.rows if row.state in AT_DESK}
    by_id = {desk.id: desk for desk in read.desks}
    places = [desk.id for desk in read.desks if desk.staff] + [one for one in busy if one and one not in by_id]
    places += [one for one, desk in by_id.items() if not desk.staff and one in busy]
    for pk in places:
        desk, row = by_id.get(pk, DeskNow(read.place, pk, 0)), busy.get(pk)
        staff, unit = desk.staff or (row and row.staff) or 0, desk.unit or (row and row.unit) or ""
        windows = roster.get(staff, ())
        there = windows if windows and windows[0][0] <= 0 else ((0.0, inf),)
        task = Busy(read.lasting[row.task].lasting, _minutes(read.at, row.since)) if row else None
        yield _Worker(At(Person(there, task), row.task if row else ""), *_able(read, staff, unit), pk, desk.letters)


def _by_roster(read: _Desk, staff: int, windows: tuple[Window, ...]) -> _Worker:
    return _Worker(At(Person(windows)), *_able(read, staff, ""))


def _roster(read: _Desk) -> dict[int, tuple[Window, ...]]:
    """Who is on duty now or later today, by id: minutes from now. Whoever is there when the place closes serves the line to its end."""
    now, stretches = minute_of(read.at), read.town.crews(read.place, read.day)
    closes = max((stretch.ends for stretch in stretches), default=0)
    found: dict[int, list[Window]] = {}
    for stretch in stretches:
        begins, ends = float(stretch.begins - now), inf if stretch.ends == closes else float(stretch.ends - now)
        for person in stretch.crew.people if ends > 0 else ():
            mine = found.setdefault(person.id, [])
            goes_on = mine.pop()[0] if mine and mine[-1][1] == begins else begins
            mine.append((goes_on, ends))
    return {staff: tuple(windows) for staff, windows in found.items() if windows}


def _able(read: _Desk, staff: int, unit: str) -> tuple[Able | None, bool]:
    """What somebody is able to do, and whether they are a guest here."""
    posted = next((person for person in read.town.places[read.place].people if person.id == staff), None)
    if posted:
        return posted.on(read.day).able, False
    return read.town.able(staff, read.day) or (Able(Unit(unit)) if unit else None), True


class _Who:
    """Which of the workers may serve what."""

    def __init__(self, read: _Desk, workers: list[_Worker]) -> None:
        self._read, self._workers = read, workers
        self._can: dict[str, tuple[int, ...]] = {}

    def of(self, row: _Open) -> tuple[int, ...]:
        """Who may serve somebody in line. What is not done there (any more) is for whoever serves the line to answer."""
        desk = tuple(n for n, worker in enumerate(self._workers) if row.for_desk and worker.desk == row.for_desk)
        return desk or self.by(row.task, row.letter) or self._serving(row.letter)

    def by(self, task: str, letter: str) -> tuple[int, ...]:
        """The numbers of those who may serve a task of a line."""
        serving = set(self._serving(letter))
        return tuple(number for number in self._able(task) if number in serving)

    def letter(self, task: str) -> str:
        """The line of a task; empty when there is no such task."""
        entry = self._read.town.tasks.get(task)
        return entry.on(self._read.day).group if entry else ""

    def tasks_of(self, letter: str) -> list[str]:
        """What is done here today of a line."""
        town, place, day = self._read.town, self._read.place, self._read.day
        offers = town.places[place].offers
        return [task for task in offers if town.given(task, place, day) and self.letter(task) == letter]

    def _serving(self, letter: str) -> tuple[int, ...]:
        return tuple(n for n, worker in enumerate(self._workers) if not worker.letters or letter in worker.letters)

    def _able(self, task: str) -> tuple[int, ...]:
        if task not in self._can:
            town, place, day = self._read.town, self._read.place, self._read.day
            able = {able for some in town.serving(task, place, day, day) for able, _ in some.roles}
            guests = {one.able for one in self._workers if one.guest and one.able}
            able |= {one for one in guests if town.given(task, place, day) and town.may(task, place, one, day).possible}
            self._can[task] = tuple(n for n, worker in enumerate(self._workers) if worker.able in able)
        return self._can[task]


def _minutes(at: datetime, since: datetime) -> float:
    return max((at - since).total_seconds(), 0.0) / 60
