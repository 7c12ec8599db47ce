"""The month of a place: people down, days across, and at the foot what each day lacks. Ten statements, however many people."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from velkommen.apps.placement import book
from velkommen.apps.placement.models import Absence, RosteredDay, Shift
from velkommen.apps.roster import holding
from velkommen.apps.roster.effects import there
from velkommen.apps.roster.models import Deal, Leave, Need, Wish
from velkommen.domain.hours.days import A_DAY
from velkommen.domain.hours.periods import Span
from velkommen.domain.intervals import length, merged, without
from velkommen.domain.placement.facts import Away, Place, Posted
from velkommen.domain.roster.deals import LeaveState
from velkommen.domain.roster.needs import Lack, There, lacking
from velkommen.domain.roster.rules import Breach, Duties, breaches
from velkommen.shared import clock
from velkommen.shared.danish import collation

WHOLE_DAY = (0, 1440)
W = TypeVar("W", Wish, Leave)


class Seen(NamedTuple):
    """A shift as the month shows it. `deal`: where it stands on its way to somebody else, "" when it stays; `name` is whose it is."""

    id: int
    staff: int | None
    place: int
    day: date
    span: Span
    name: str = ""
    deal: str = ""


@dataclass
class Cell:
    """One person on one day: shifts here, hours elsewhere, whether away (a span: for a part), and what they wished."""

    here: list[Seen] = field(default_factory=list)
    elsewhere: list[Span] = field(default_factory=list)
    away: tuple[Span, ...] = ()
    asked: bool = False
    wish: str = ""


@dataclass(frozen=True)
class Row:
    """One person of the month. `minutes` at all places, absences left out; `breaches` of rules that show in this month."""

    staff: int
    name: str
    cells: Sequence[Cell]
    minutes: int
    breaches: Sequence[Breach]


@dataclass(frozen=True)
class Day:
    """One day at the foot: whether it is published, what it lacks, and the shifts nobody has (of somebody who left: with the name)."""

    day: date
    published: bool
    staffed: tuple[Span, ...]
    lacks: Sequence[Lack]
    open: Sequence[Seen]


@dataclass(frozen=True)
class Month:
    """`needs`: whether the place has said what its hours need."""

    place: int
    first: date
    rows: Sequence[Row]
    days: Sequence[Day]
    needs: bool

    @property
    def last(self) -> date:
        return self.days[-1].day


def month(place: int, first: date, *, lead: bool) -> Month:
    """The month that begins on a local day.

    Args:
        lead: who leads sees drafts, hours elsewhere, wishes, what was asked for and what breaks rules; others see what is published here,
            and of colleagues' absences that they are away.
    """
    here, last = book.town().places[place], first.replace(day=monthrange(first.year, first.month)[1])
    days = [first + A_DAY * ahead for ahead in range((last - first).days + 1)]
    read = _read(here, days, lead=lead)
    rows = [_row(read, person) for person in here.people]
    foot = [_day(read, day) for day in days]
    return Month(place, first, sorted(rows, key=lambda row: collation(row.name)), foot, bool(read.needs))


@dataclass(frozen=True)
class _Read:
    """All that was read of a month."""

    here: Place
    days: Sequence[date]
    published: set[date]
    shifts: Sequence[Seen]
    absences: Mapping[int, list[Away]]
    needs: Sequence[Need]
    wishes: Mapping[int, list[Wish]]
    leaves: Mapping[int, list[Leave]]
    rules: Mapping[int, list[Breach]]
    lead: bool


def _read(here: Place, days: Sequence[date], *, lead: bool) -> _Read:
    people, ends = [one.id for one in here.people], (days[0], days[-1])
    published = set(RosteredDay.objects.filter(service_point=here.id, day__range=ends).values_list("day", flat=True))
    around = _shifts(here.id, people, days)
    told = [row for row in around if lead or (row.place == here.id and row.day in published)]
    absences: dict[int, list[Away]] = defaultdict(list)
    for row in Absence.objects.filter(staff__in=people, first__lte=ends[1], last__gte=ends[0]):
        absences[row.staff_id].append(row.away())
    return _Read(
        here=here,
        days=days,
        published=published,
        shifts=[row for row in told if days[0] <= row.day <= days[-1]],
        absences=absences,
        needs=list(Need.objects.filter(service_point=here.id)),
        wishes=_by_staff(Wish.objects.filter(staff__in=people)) if lead else {},
        leaves=_by_staff(_asked(people, ends)) if lead else {},
        rules=_broken(here, around, days) if lead else {},
        lead=lead,
    )


def _asked(people: Iterable[int], ends: tuple[date, date]) -> Iterable[Leave]:
    asked = Leave.objects.filter(staff__in=people, state=LeaveState.ASKED.value)
    return asked.filter(first__lte=ends[1], last__gte=ends[0])


def _by_staff(rows: Iterable[W]) -> dict[int, list[W]]:
    found: dict[int, list[W]] = defaultdict(list)
    for row in rows:
        found[row.staff_id].append(row)
    return found


def _shifts(place: int, people: Sequence[int], days: Sequence[date]) -> list[Seen]:
    """The shifts at a place, and of its people anywhere, as far around a month as rules look."""
    around = (days[0] - timedelta(days=28), days[-1] + timedelta(days=7))
    mine = Shift.objects.filter(day__range=around, staff__in=people)
    rows = (mine | Shift.objects.filter(day__range=(days[0], days[-1]), service_point=place)).order_by("day", "opens")
    live = dict(
        Deal.objects.filter(state__in=holding.LIVE_STATES, shift__service_point=place).values_list("shift", "state")
    )
    found = []
    wanted = ("id", "staff", "service_point", "day", "opens", "closes", "staff__first_name", "staff__username")
    for pk, staff, where, day, opens, closes, name, username in rows.values_list(*wanted):
        found.append(Seen(pk, staff, where, day, (opens, closes), name or username or "", live.get(pk, "")))
    return found


def _broken(here: Place, around: Iterable[Seen], days: Sequence[date]) -> dict[int, list[Breach]]:
    """Who breaks which rule in this month."""
    rules, duties = holding.rules_of(here.id), _duties(around)
    found = {staff: breaches(rules, of_one, clock.zone()) for staff, of_one in duties.items()}
    begins = days[0] - A_DAY * days[0].weekday()
    return {staff: [one for one in of_one if begins <= one.day <= days[-1]] for staff, of_one in found.items()}


def _duties(rows: Iterable[Seen]) -> dict[int, Duties]:
    found: dict[int, dict[date, tuple[Span, ...]]] = defaultdict(dict)
    for row in rows:
        if row.staff is not None:
            found[row.staff][row.day] = (*found[row.staff].get(row.day, ()), row.span)
    return dict(found)


def _row(read: _Read, person: Posted) -> Row:
    cells = {day: Cell() for day in read.days}
    for row in read.shifts:
        if row.staff == person.id and row.place == read.here.id:
            cells[row.day].here.append(row)
        elif row.staff == person.id:
            cells[row.day].elsewhere.append(row.span)
    for absence in read.absences.get(person.id, ()):
        for day in _within(read.days, absence.first, absence.last):
            cells[day].away = (*cells[day].away, absence.span or WHOLE_DAY)
    _wishes(read, person.id, cells)
    minutes = sum(_worked(cell) for cell in cells.values())
    return Row(person.id, person.name, list(cells.values()), minutes, read.rules.get(person.id, ()))


def _wishes(read: _Read, staff: int, cells: Mapping[date, Cell]) -> None:
    """What somebody wished (a day before its weekday) and asked for."""
    for leave in read.leaves.get(staff, ()):
        for day in _within(read.days, leave.first, leave.last):
            cells[day].asked = True
    for wish in read.wishes.get(staff, ()):
        for day, cell in cells.items():
            if wish.day == day or (wish.weekday == day.weekday() and not cell.wish):
                cell.wish = "free" if wish.free else "work"


def _worked(cell: Cell) -> int:
    spans = merged([*(one.span for one in cell.here), *cell.elsewhere])
    return length(without(spans, merged(cell.away)))


def _within(days: Sequence[date], first: date, last: date) -> Iterable[date]:
    return (day for day in days if first <= day <= last)


def _day(read: _Read, day: date) -> Day:
    people = {one.id for one in read.here.people}
    rows = [row for row in read.shifts if row.day == day and row.place == read.here.id]
    unmanned = [row for row in rows if row.staff not in people]
    staffed = read.here.staffed.spans(day)
    crew = _planned(read, rows, day) if rows or day in read.published else there(read.here, day)
    lacks = lacking([row.need() for row in read.needs], day, staffed, crew) if read.needs else []
    return Day(day, day in read.published, staffed, lacks, unmanned)


def _planned(read: _Read, rows: Iterable[Seen], day: date) -> list[There]:
    """Who would be there by the shifts of a day, less those who are away."""
    spans: dict[int | None, list[Span]] = defaultdict(list)
    for row in rows:
        spans[row.staff].append(row.span)
    return [There(_present(read, one, spans[one.id], day), one.on(day).able.competences) for one in read.here.people]


def _present(read: _Read, person: Posted, spans: list[Span], day: date) -> tuple[Span, ...]:
    away = [one.span or WHOLE_DAY for one in read.absences.get(person.id, ()) if one.first <= day <= one.last]
    return without(merged(spans), merged(away)) if away else merged(spans)
