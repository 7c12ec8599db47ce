"""The hours places had on days gone by. What is kept of today is put back to what each change of it says there was before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from velkommen.apps.places import queries as places
from velkommen.apps.places.models import HoursEdition, OpeningPeriod
from velkommen.domain.hours.days import A_DAY
from velkommen.domain.hours.periods import Period
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.kinds import HoursLayer
from velkommen.domain.steps import Steps
from velkommen.shared import clock

BEGINNING = date.min
_DATES = ("first", "last")


@dataclass(frozen=True)
class Then:
    """What held from a day on: with the days that were different, and as a usual week has it."""

    real: Timetable
    usual: Timetable

    @classmethod
    def of(cls, periods: Sequence[Period], now: Timetable) -> "Then":
        return cls(Timetable(periods, now.special, now.holidays), Timetable(periods))


NEVER = Then(Timetable(), Timetable())


@dataclass(frozen=True)
class HoursThen:
    """Staffed hours of some places: service point id -> what they were from a day on."""

    tables: Mapping[int, Steps[Then]]

    @property
    def places(self) -> list[int]:
        return list(self.tables)

    def staffed(self, place: int, day: date) -> int:
        """Minutes a place was staffed on a day."""
        return _minutes(self._on(place, day).real, day)

    def usual(self, place: int, day: date) -> int:
        """Minutes it would have been, were it no holiday and no special day."""
        return _minutes(self._on(place, day).usual, day)

    def holidays(self, place: int) -> Mapping[date, str]:
        """The public holidays kept there: local day -> name."""
        return self._on(place, date.max).real.holidays

    def week(self, place: int, day: date) -> int:
        """Staffed minutes of a usual week as hours stood on a day: what holds only in a season, or every second week, is left out."""
        periods = [one for one in self._on(place, day).usual.periods if one.season is None and one.every == 1]
        plain = Timetable([replace(one, first=None, last=None) for one in periods if _valid(one, day)])
        return sum(_minutes(plain, day + ahead * A_DAY) for ahead in range(7) if plain.periods)

    def turns(self, place: int) -> list[date]:
        """The days hours may have changed on: a period began or ended, or another edition was written."""
        steps = self.tables[place]
        found = {day for day in steps.days if day != BEGINNING}
        for table in steps.values:
            found |= {one.first for one in table.usual.periods if one.first}
            found |= {one.last + A_DAY for one in table.usual.periods if one.last}
        return sorted(found)

    def _on(self, place: int, day: date) -> Then:
        return self.tables[place].at(day) or NEVER


def hours_then(wanted: Iterable[int]) -> HoursThen:
    """The staffed hours of some places through time (four statements)."""
    now = places.timetables(wanted)
    editions: dict[int, list[HoursEdition]] = defaultdict(list)
    rows = HoursEdition.objects.filter(service_point__in=list(now), layer=HoursLayer.STAFFED.value, day=None)
    for row in rows.order_by("id"):
        editions[row.service_point_id].append(row)
    return HoursThen({place: _steps(table, editions[place]) for place, table in now.items()})


def _steps(now: Timetable, editions: Sequence[HoursEdition]) -> Steps[Then]:
    """What was from the beginning is what the first change found; where it found nothing, what it wrote."""
    latest = Then.of(now.periods, now)
    if not editions:
        return Steps.of([(BEGINNING, latest)])
    steps = [(BEGINNING, _then(editions[0].before or editions[0].after, now))]
    steps += [(clock.local_day(one.at), _then(one.after, now)) for one in editions]
    return Steps.of([*steps[:-1], (steps[-1][0], latest)])


def _then(rows: Sequence[Mapping[str, Any]], now: Timetable) -> Then:
    return Then.of([_period(row) for row in rows], now)


def _period(row: Mapping[str, Any]) -> Period:
    """A period as the history keeps it."""
    dates = {name: date.fromisoformat(row[name]) if row[name] else None for name in _DATES}
    return OpeningPeriod(**{**{name: value for name, value in row.items() if name != "stop"}, **dates}).period()


def _minutes(table: Timetable, day: date) -> int:
    return sum(closes - opens for opens, closes in table.spans(day))


def _valid(one: Period, day: date) -> bool:
    return (one.first is None or one.first <= day) and (one.last is None or day <= one.last)
